"""What the system knows and does and Python has no name for: names swapped, room reserved."""

from __future__ import annotations

import ctypes
import errno
import os
import re
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux, renameat2(2)
_RENAME_SWAP = 2  # macOS, renamex_np(2)
_MOUNTS = Path("/proc/self/mountinfo")
_FALLOC_FL_KEEP_SIZE = 1
_NOT_HERE = {errno.ENOSYS, errno.EINVAL, getattr(errno, "ENOTSUP", errno.ENOSYS), errno.EPERM}


class SwapUnsupportedError(Exception):
    """The system or the disk cannot do it; nothing has happened."""


def swap(one: Path, other: Path) -> None:
    """Let two files of one folder change names.

    Raises
    ------
    SwapUnsupportedError
        Where that is not one step.
    OSError
        If it failed for a reason of the files.
    """
    library = _library()
    if library is None:
        raise SwapUnsupportedError
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        result = library.renamex_np(*names, _RENAME_SWAP)
    else:
        result = library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    if result != 0:
        code = ctypes.get_errno()
        if code in _NOT_HERE:
            raise SwapUnsupportedError
        raise OSError(code, os.strerror(code), str(other))


def reserve(descriptor: int, length: int) -> None:
    """Have room on the disk for a file that will be so long, without its growing yet.

    Whoever reads it meanwhile does not find zeros behind its end. Where the system has no way to do
    that, nothing is done.

    Raises
    ------
    OSError
        If the disk is full.
    """
    library = _library()
    if sys.platform != "linux" or not hasattr(library, "fallocate64"):
        return
    size = ctypes.c_int64(length)
    if library.fallocate64(descriptor, _FALLOC_FL_KEEP_SIZE, ctypes.c_int64(0), size) != 0:
        code = ctypes.get_errno()
        if code == errno.ENOSPC:
            raise OSError(code, os.strerror(code))


def is_mounted(path: Path) -> bool:
    """Whether a file is mounted by itself, as containers are given files: its name is no other's.

    Parameters
    ----------
    path
        Without symbolic links.
    """
    if sys.platform != "linux":
        return False
    name = os.fsencode(path)
    with suppress(OSError), _MOUNTS.open("rb") as lines:
        return any(_unescaped(line.split(b" ")[4]) == name for line in lines)
    return False


def _unescaped(name: bytes) -> bytes:
    """Give a name as it is whose spaces the system has written as octal numbers."""
    return re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8)]), name)


@cache
def _library() -> Any:
    if sys.platform not in {"linux", "darwin"}:
        return None
    library = ctypes.CDLL(None, use_errno=True)
    name = "renamex_np" if sys.platform == "darwin" else "renameat2"
    return library if hasattr(library, name) else None
