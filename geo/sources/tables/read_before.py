"""Small tables that were read before: of thousands of them a save changes one."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self, TypeVar, cast

from geo.files.reading import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from geo.sources.tables.table_schema import Resource

LARGEST = 1 << 18
"""Bytes of a file; of larger ones reading is not what takes long, and they take room."""
MOST = 1 << 25
"""Bytes of all files whose tables are kept."""


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


class ReadBefore:
    """The tables of the project that was read last."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Path], _Read] = {}
        self._now: dict[tuple[str, Path], _Read] = {}
        self._size = 0
        self._digests: Mapping[Path, bytes] = {}

    @contextmanager
    def used(self, digests: Mapping[Path, bytes]) -> Iterator[None]:
        """Let tables that are read in this block be those of the block before, where they are.

        Parameters
        ----------
        digests
            What files hold, as :func:`geo.files.reading.digest_of` has just told.
        """
        self._now, self._size, self._digests = {}, 0, digests
        token = _used.set(self)
        try:
            yield
        finally:
            _used.reset(token)
            # What is not there any more is not kept.
            self._known, self._now = self._now, {}

    def give(self, name: str, path: Path, resource: Resource | None, read: Callable[[], T]) -> T:
        """Give a table as it was read from the same bytes by the same description."""
        try:
            size = path.stat().st_size
            known = self._known.get((name, path))
            seen = (self._digests.get(path), resource)
            # What was told a moment ago serves to know it again, not to read another.
            is_known = known is not None and (known.digest, known.resource) == seen
            digest = known.digest if known is not None and is_known else digest_of(path)
        except OSError:
            return read()
        if size > LARGEST or self._size + size > MOST:
            return read()
        if known is None or not is_known:
            known = _Read(resource, digest, read())
        self._now[name, path] = known
        self._size += size
        return cast("T", known.table.fresh())


_used: ContextVar[ReadBefore | None] = ContextVar("used", default=None)


def as_before(name: str, path: Path, resource: Resource | None, read: Callable[[], T]) -> T:
    """Read a table, unless within :meth:`ReadBefore.used` it was read before."""
    before = _used.get()
    return read() if before is None else before.give(name, path, resource, read)
