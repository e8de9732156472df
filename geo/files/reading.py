"""Reading a project's files: only what is a file, and as it would be once it is saved."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_pretended: ContextVar[Mapping[str, bytes | None] | None] = ContextVar("pretended", default=None)


class NoFileError(OSError):
    """It is a pipe, a device or a socket: reading might never end."""


def read_file(path: Path) -> bytes:
    """Read a file's bytes; within :func:`pretending`, those it is to have.

    Raises
    ------
    NoFileError
        If it is no regular file.
    OSError
        If it cannot be read.
    """
    pretended = _pretended.get()
    if pretended and (data := pretended.get(os.path.realpath(path))) is not None:
        return data
    require_file(path)
    return path.read_bytes()


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
