"""Whose a file is, and who else may read and write it: owner, rights, access lists, attributes."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Labels and seals of the system (SELinux, Smack, AppArmor, IMA) are its own to give.
_OF_THE_SYSTEM = tuple(
    f"security.{name}" for name in ("selinux", "SMACK", "apparmor", "ima", "evm")
)
_ACCESS_LIST = "system.posix_acl_access"


def write_new(path: Path, data: bytes, *, is_private: bool = False) -> None:
    """Write a file that is not there yet, and bring it to the disk.

    Parameters
    ----------
    path
        Where; its folder is there.
    data
        All of its bytes.
    is_private
        Whether only its owner may read it. Otherwise it gets what the system gives any new file
        there: by the umask, or by the folder's own list of rights for what comes into it.

    Raises
    ------
    OSError
        If there is one, or it cannot be written.
    """
    mode = 0o600 if is_private else 0o666
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def copy_attributes(source: Path, copy: Path) -> None:
    """Give a copy the owner, the mode, the access list and the attributes of a file, and no others.

    Parameters
    ----------
    source
        The file; where there is none, nothing is done.
    copy
        What is to have them.

    Raises
    ------
    OSError
        If it may not have one of them.
    """
    if not source.exists():
        return
    known, own = source.stat(), copy.stat()
    if sys.platform != "win32" and (own.st_uid, own.st_gid) != (known.st_uid, known.st_gid):
        os.chown(copy, known.st_uid, known.st_gid)
    if sys.platform == "linux":
        # The access list is one of them.
        wanted = _attributes(source)
        for name in _attributes(copy).keys() - wanted.keys():
            # A folder may give what comes into it readers that the file itself never had.
            os.removexattr(copy, name)
        for name, value in wanted.items():
            os.setxattr(copy, name, value)
    copy.chmod(stat.S_IMODE(known.st_mode))


def open_like(folder: Path, path: Path) -> None:
    """Let whoever may write into a folder use what lies in it, as far as one may say so.

    Parameters
    ----------
    folder
        The folder.
    path
        A file or folder in it; it gets the folder's group, rights and access list.
    """
    known = folder.stat()
    with suppress(OSError, AttributeError):  # not of that group, or no system of groups
        if path.stat().st_gid != known.st_gid:
            os.chown(path, -1, known.st_gid)
    with suppress(OSError):  # another's, who has opened it
        if sys.platform == "linux":
            _share_list(folder, path)
        # What comes into a folder with a group of its own is of that group.
        wanted = stat.S_IMODE(known.st_mode) & (0o2777 if path.is_dir() else 0o666)
        if stat.S_IMODE(path.stat().st_mode) != wanted:
            path.chmod(wanted)


def _share_list(folder: Path, path: Path) -> None:
    wanted = _attributes(folder).get(_ACCESS_LIST)
    if wanted is not None and _attributes(path).get(_ACCESS_LIST) != wanted:
        os.setxattr(path, _ACCESS_LIST, wanted)


def _attributes(path: Path) -> dict[str, bytes]:
    if sys.platform != "linux":
        return {}
    names = [name for name in os.listxattr(path) if not name.startswith(_OF_THE_SYSTEM)]
    return {name: os.getxattr(path, name) for name in names}
