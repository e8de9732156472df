"""Small tables that were read before: of thousands of them a save changes one."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol, Self, TypeVar, cast

from geo.files.reading import digest_of
from geo.last_time import LastTime

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from geo.sources.tables.table_schema import Resource


class Kept(Protocol):
    """What was read of a file."""

    def fresh(self) -> Self:
        """Give the same to somebody who writes into it."""


T = TypeVar("T", bound=Kept)


class _Read(NamedTuple):
    """A table, and all it was made of."""

    resource: Resource | None
    digest: bytes
    table: Kept


class ReadBefore(LastTime[tuple[str, "Path"], _Read]):
    """The tables of the project that was read last; their sizes are bytes of files.

    Of larger ones reading is not what takes long.
    """

    LARGEST = 1 << 18
    MOST = 1 << 25
    current: ClassVar[ContextVar[ReadBefore | None]] = ContextVar("read_before", default=None)

    def __init__(self) -> None:
        super().__init__()
        self._digests: Mapping[Path, bytes] = {}

    def used_with(self, digests: Mapping[Path, bytes]) -> AbstractContextManager[None]:
        """Let tables that are read in this block be those of the block before, where they are.

        Parameters
        ----------
        digests
            What files hold, as :func:`geo.files.reading.digest_of` has just told.
        """
        self._digests = digests
        return self.used()

    def give(self, name: str, path: Path, resource: Resource | None, read: Callable[[], T]) -> T:
        """Give a table as it was read from the same bytes by the same description."""
        try:
            size = path.stat().st_size
            known = self.known((name, path))
            seen = (self._digests.get(path), resource)
            # What was told a moment ago serves to know it again, not to read another.
            is_known = known is not None and (known.digest, known.resource) == seen
            digest = known.digest if known is not None and is_known else digest_of(path)
        except OSError:
            return read()
        if not self.has_room(size):
            return read()
        if known is None or not is_known:
            known = _Read(resource, digest, read())
        self.keep((name, path), known)
        return cast("T", known.table.fresh())


def as_before(name: str, path: Path, resource: Resource | None, read: Callable[[], T]) -> T:
    """Read a table, unless within :meth:`ReadBefore.used_with` it was read before."""
    before = ReadBefore.current.get()
    return read() if before is None else before.give(name, path, resource, read)
