"""What was saved, as patches, to be taken back and done again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.contract.edit_types import SavedStep, SavedWhat

_PIECE = 1 << 16
# A site's text is some kilobytes: thousands of saves.
MOST_BYTES = 64 * 1024 * 1024


class OtherVersionError(Exception):
    """A file is not the one a patch was made for."""


@dataclass(frozen=True, slots=True)
class Patch:
    """One stretch of a file's bytes for another, between two versions of the file.

    ``before`` and ``after`` are the versions' hashes, None where there is no file.
    """

    offset: int
    old: bytes
    new: bytes
    before: bytes | None
    after: bytes | None

    @classmethod
    def between(cls, before: bytes | None, after: bytes | None) -> Patch:
        """Find the stretch in which two versions differ; None is no file."""
        # Views: what is behind the first difference of two large files is not there twice.
        one, other = memoryview(before or b""), memoryview(after or b"")
        start = _alike(one, other)
        end = _alike(one[start:], other[start:], from_end=True)
        old, new = (bytes(data[start : len(data) - end]) for data in (one, other))
        return cls(start, old, new, _hash(before), _hash(after))

    def undone(self, data: bytes | None) -> bytes | None:
        """Give the version before.

        Raises
        ------
        OtherVersionError
            If this is not the one after.
        """
        return _patched(data, (self.after, self.before), self.offset, (self.new, self.old))

    def redone(self, data: bytes | None) -> bytes | None:
        """Give the version after.

        Raises
        ------
        OtherVersionError
            If this is not the one before.
        """
        return _patched(data, (self.before, self.after), self.offset, (self.old, self.new))


@dataclass(frozen=True, slots=True)
class Step:
    """One save.

    Parameters
    ----------
    what
        ``add``, ``change``, ``delete``, ``tables``, ``sites`` or ``import``.
    name
        Of the site or table, for people; empty where there were several.
    site
        The site's id, or none.
    patches
        By file.
    """

    what: SavedWhat
    name: str
    site: str | None
    patches: dict[Path, Patch]

    @classmethod
    def of(
        cls,
        what: tuple[SavedWhat, str, str | None],
        before: Mapping[Path, bytes | None],
        after: Mapping[Path, bytes | None],
    ) -> Step:
        """Make the step between two versions of some files."""
        patches = {
            path: Patch.between(before[path], data)
            for path, data in after.items()
            if data != before[path]
        }
        return cls(*what, patches)

    @property
    def size(self) -> int:
        """Bytes kept for it."""
        return sum(len(patch.old) + len(patch.new) for patch in self.patches.values())

    def as_json(self) -> SavedStep:
        """Say what it did."""
        return {"what": self.what, "name": self.name}


@dataclass
class History:
    """The saves of this run: those done, and those taken back."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def add(self, step: Step) -> None:
        """Note a save; what was taken back cannot be done again any more."""
        self.done.append(step)
        self.undone.clear()
        size = sum(known.size for known in self.done)
        while size > MOST_BYTES and len(self.done) > 1:
            size -= self.done.pop(0).size

    def as_json(self) -> dict[str, Any]:
        """Say what would be taken back and done again."""
        return {
            "undo": self.done[-1].as_json() if self.done else None,
            "redo": self.undone[-1].as_json() if self.undone else None,
        }


def _alike(one: memoryview, other: memoryview, *, from_end: bool = False) -> int:
    """Tell how many bytes are the same at the beginning, or at the end."""
    length = min(len(one), len(other))
    # Piece by piece: files of hundreds of megabytes are compared without as much again beside them.
    for start in range(0, length, _PIECE):
        size = min(_PIECE, length - start)
        first, second = (_piece(data, start, size, from_end=from_end) for data in (one, other))
        if first != second:
            differ = np.frombuffer(first, np.uint8) != np.frombuffer(second, np.uint8)
            return start + int(np.argmax(differ[::-1] if from_end else differ))
    return length


def _piece(data: memoryview, start: int, size: int, *, from_end: bool) -> bytes:
    first = len(data) - start - size if from_end else start
    return bytes(data[first : first + size])


def _patched(
    data: bytes | None,
    versions: tuple[bytes | None, bytes | None],
    offset: int,
    stretches: tuple[bytes, bytes],
) -> bytes | None:
    (now, wanted), (old, new) = versions, stretches
    if _hash(data) != now:
        raise OtherVersionError
    if wanted is None:
        return None
    known = data or b""
    return known[:offset] + new + known[offset + len(old) :]


def _hash(data: bytes | None) -> bytes | None:
    return None if data is None else hashlib.sha256(data).digest()
