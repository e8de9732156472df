"""Reading a project's files: only what is a file, and as it would be once it is saved."""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_pretended: ContextVar[Mapping[str, bytes | None] | None] = ContextVar("pretended", default=None)

# Bytes that are held against each other at once.
_PART = 1 << 18


class NoFileError(OSError):
    """It is a pipe, a device or a socket: reading might never end."""

    key = "no-file"
    """Of its words among those of the system."""


def read_file(path: Path) -> bytes:
    """Read a file's bytes; within :func:`pretending`, those it is to have.

    Raises
    ------
    NoFileError
        If it is no regular file.
    OSError
        If it cannot be read.
    """
    if (data := _pretended_bytes(path)) is not None:
        return data
    require_file(path)
    return path.read_bytes()


def digest_of(path: Path) -> bytes:
    """Tell what :func:`read_file` would give from anything else, without keeping it.

    Raises
    ------
    NoFileError
        If it is no regular file.
    OSError
        If it cannot be read.
    """
    if (data := _pretended_bytes(path)) is not None:
        return hashlib.sha256(data).digest()
    require_file(path)
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()


def _pretended_bytes(path: Path) -> bytes | None:
    """Give what :func:`pretending` says a file has; None where it says nothing."""
    pretended = _pretended.get()
    return pretended.get(os.path.realpath(path)) if pretended else None


def holds(path: Path, data: bytes) -> bool:
    """Whether a file holds just these bytes, without having it twice.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    with path.open("rb", buffering=0) as stream:
        if os.fstat(stream.fileno()).st_size != len(data):
            return False
        at = 0
        while part := stream.read(_PART):
            if part != data[at : at + len(part)]:
                return False
            at += len(part)
        return at == len(data)


def require_file(path: Path) -> None:
    """Refuse what is no regular file; a folder says so itself when it is read.

    Raises
    ------
    NoFileError
        If it is a pipe, a device or a socket.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise NoFileError(22, "it is no file but a pipe, a device or a socket", str(path))


@contextmanager
def pretending(versions: Mapping[Path, bytes | None]) -> Iterator[None]:
    """Let files have other bytes (None: as they are) for who reads them in this block."""
    named = {os.path.realpath(path): data for path, data in versions.items()}
    token = _pretended.set(named)
    try:
        yield
    finally:
        _pretended.reset(token)
