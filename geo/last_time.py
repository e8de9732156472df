"""What was there the last time something was done: of thousands of tables a save changes one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextvars import ContextVar

Key = TypeVar("Key")
Thing = TypeVar("Thing")


class LastTime(Generic[Key, Thing]):
    """Things by their names, as they were in the block that was run last."""

    LARGEST: ClassVar[int]
    """How large a thing may be that is kept; there are fewer of larger ones."""
    MOST: ClassVar[int]
    """How large all may be together that are kept, each time."""
    current: ClassVar[ContextVar[Any]]
    """The one in whose block we are, or None; each kind has its own."""

    def __init__(self) -> None:
        self._known: dict[Key, Thing] = {}
        self._now: dict[Key, Thing] = {}
        self._room = self.MOST

    @contextmanager
    def used(self) -> Iterator[None]:
        """Let what is asked for in this block be that of the block before, where it is the same."""
        self._now, self._room = {}, self.MOST
        token = self.current.set(self)
        try:
            yield
        finally:
            self.current.reset(token)
            # What was not asked for is of what there is no more.
            self._known, self._now = self._now, {}

    def known(self, what: Key) -> Thing | None:
        """Give what was there the last time."""
        return self._known.get(what)

    def keep(self, what: Key, thing: Thing) -> None:
        """Have it there the next time."""
        self._now[what] = thing

    def has_room(self, size: int) -> bool:
        """Take the room for a thing of this size; False where that is too much."""
        if size > min(self.LARGEST, self._room):
            return False
        self._room -= size
        return True
