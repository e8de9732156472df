"""Lists of names, of which each may hold one ``*`` for anything: ``*_id``, ``install*date``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class NamePatterns:
    """Names of columns that count as one.

    Parameters
    ----------
    names
        As they compare; ``*`` stands for any letters, none included, and at most once in a name.
    """

    def __init__(self, names: Iterable[str]) -> None:
        parts = [name.partition("*") for name in names]
        self._whole = frozenset(start for start, star, _ in parts if not star)
        self._ends = tuple(end for start, star, end in parts if star and not start)
        self._starts = tuple(start for start, star, end in parts if star and start and not end)
        self._both = [(start, end) for start, star, end in parts if star and start and end]

    def fits(self, name: str) -> bool:
        """Whether a name is one of them."""
        if name in self._whole or name.endswith(self._ends) or name.startswith(self._starts):
            return True
        return any(
            name.startswith(start) and name.endswith(end) and len(name) >= len(start) + len(end)
            for start, end in self._both
        )
