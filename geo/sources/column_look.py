"""Some values of a layer's columns, by which all of them are judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from geo.sources import recognised
from geo.sources.wording import short_text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

DIFFERENT = 0.9
"""Share of different values beyond which a column tells one site from another."""
SAMPLED = 1000
"""Features that are looked at, from all over the layer."""


class Columns(Protocol):
    """What of a layer is looked at; every source has it."""

    @property
    def property_names(self) -> Collection[str]:
        """Every column, in the order in which they come up."""

    @property
    def count(self) -> int:
        """How many features there are."""

    def sampled(self, name: str, rows: Sequence[int]) -> list[Any]:
        """Give a column's values in some rows; None where there is none."""


@dataclass
class Look:
    """A look at a layer's columns: the values of the rows looked at, each column once.

    Parameters
    ----------
    columns
        The layer.
    rows
        Of which features the values are, from all over the layer.
    """

    columns: Columns
    rows: list[int] = field(default_factory=list)
    _values: dict[str, list[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        step = max(1, -(-self.columns.count // SAMPLED))
        self.rows = list(range(0, self.columns.count, step))

    def values(self, name: str) -> list[Any]:
        """Give some values of a column; None where there is none."""
        if name not in self._values:
            self._values[name] = self.columns.sampled(name, self.rows)
        return self._values[name]

    def texts(self, name: str) -> list[str]:
        """Give those of them that are short texts, as they read."""
        return [text for value in self.values(name) if (text := short_text(value))]


def is_same(look: Look, name: str, main: str) -> bool:
    """Whether a column says in nearly all rows what the names say: no kind of thing."""
    if not main:
        return False
    pairs = list(zip(look.values(name), look.values(main), strict=True))
    same = [value for value, other in pairs if isinstance(value, str) and value and value == other]
    return len(same) > DIFFERENT * len(pairs)


def is_again(look: Look, name: str, main: str) -> bool:
    """Whether a column called a name says nothing that the names do not say already."""
    if recognised.rank("name", name) is None:
        return False
    pairs = list(zip(look.values(name), look.values(main), strict=True))
    return len(pairs) > 1 and all(
        value in (None, "", other) or short_text(value).casefold() == short_text(other).casefold()
        for value, other in pairs
    )
