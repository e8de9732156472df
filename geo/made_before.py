"""What was made before of the very same things: of thousands of tables a save changes one."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar, cast

from geo.last_time import LastTime

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

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


class MadeBefore(LastTime[tuple[str, str], _Made]):
    """What was made in the block that was run last; its sizes are cells of tables."""

    LARGEST = 20_000
    MOST = 2_000_000
    current: ClassVar[ContextVar[MadeBefore | None]] = ContextVar("made_before", default=None)

    def give(
        self, what: tuple[str, str], of: tuple[object, ...], like: object, make: Callable[[], T]
    ) -> T:
        """Give what was made of these, or make it."""
        known = self.known(what)
        if known is None or not known.is_of(of, like):
            known = _Made(of, like, make())
        self.keep(what, known)
        return cast("T", known.result)


def may_be_kept(frame: pd.DataFrame) -> bool:
    """Whether what is made of a table may be kept, so that finding it again is worth something."""
    return MadeBefore.current.get() is not None and frame.size <= MadeBefore.LARGEST


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
    before = MadeBefore.current.get()
    if before is None or not before.has_room(frame.size):
        return make()
    return before.give(what, of, like, make)
