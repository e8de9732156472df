"""Writing files so that a reader, a crash or a full disk never meets half of one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file's content, wholly or not at all.

    The bytes go to a temporary file in the same folder (a rename across file systems is a copy),
    reach the disk, and then take the name. A symbolic link stays one: what it points to is
    replaced. The file keeps its permissions.

    Parameters
    ----------
    path
        Where the file is to be; its folder is made if it is missing.
    data
        All of its bytes.

    Raises
    ------
    OSError
        If the folder cannot be written or the disk is full; the previous file is untouched.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and not os.access(target, os.W_OK):
        # A rename would replace a file its owner made read-only.
        raise PermissionError(13, "the file is read-only", str(path))
    try:
        _replace(target, data)
    except OSError as error:
        # The temporary file's name means nothing to whoever asked for this one.
        raise type(error)(error.errno, error.strerror, str(path)) from error


def _replace(target: Path, data: bytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    # There is no way to read it but to set it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
