"""What was made before of the very same things: of thousands of tables a save changes one."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

LARGEST = 20_000
"""Cells of a table; what is made of larger ones takes room, and there are fewer of them."""
MOST = 2_000_000
"""Cells of all tables of which something is kept, each time it is."""

T = TypeVar("T")


class _Made(NamedTuple):
    """A thing, and all it was made of: objects, and values that were equal."""

    of: tuple[object, ...]
    like: object
    result: Any

    def is_of(self, of: tuple[object, ...], like: object) -> bool:
        return all(one is other for one, other in zip(self.of, of, strict=True)) and (
            self.like == like
        )


class MadeBefore:
    """What was made in the block that was run last."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], _Made] = {}
        self._now: dict[tuple[str, str], _Made] = {}
        self._room = MOST

    @contextmanager
    def used(self) -> Iterator[None]:
        """Let what is made in this block be that of the block before, where it is of the same."""
        self._now, self._room = {}, MOST
        token = _used.set(self)
        try:
            yield
        finally:
            _used.reset(token)
            # What was not asked for is of tables that there are no more.
            self._known, self._now = self._now, {}

    def give(
        self, what: tuple[str, str], of: tuple[object, ...], like: object, make: Callable[[], T]
    ) -> T:
        """Give what was made of these, or make it."""
        known = self._known.get(what)
        if known is None or not known.is_of(of, like):
            known = _Made(of, like, make())
        self._now[what] = known
        return cast("T", known.result)

    def has_room(self, cells: int) -> bool:
        """Take the room for what is made of so many cells; False where that is too much."""
        if cells > min(LARGEST, self._room):
            return False
        self._room -= cells
        return True


_used: ContextVar[MadeBefore | None] = ContextVar("used", default=None)


def made_before(
    what: tuple[str, str],
    frame: pd.DataFrame,
    of: tuple[object, ...],
    make: Callable[[], T],
    like: object = None,
) -> T:
    """Make something of a table, unless within :meth:`MadeBefore.used` it was made before.

    Parameters
    ----------
    what
        What is made, and of which table.
    frame
        Its cells: how many there are decides whether anything is kept.
    of
        Objects it is made of, the very same ones; whoever has it must not change it, nor these.
    make
        Makes it; of nothing else that may be other the next time.
    like
        What else it is made of, held against that of the time before.
    """
    before = _used.get()
    if before is None or not before.has_room(frame.size):
        return make()
    return before.give(what, of, like, make)
