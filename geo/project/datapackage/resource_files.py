"""What a descriptor says of files: paths inside the project and encodings of text."""

from __future__ import annotations

import codecs
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from geo.project.datapackage.descriptor import Member

# These write the names of hosts.
_NO_FILE_ENCODINGS = ("idna", "punycode")
# How UTF-7 and Python's escapes write half of a surrogate pair; and every byte.
_SAMPLES = (b"+2AA-\\ud800", bytes(range(256)))


def find_file(member: Member, key: str, value: str, folder: Path) -> PurePosixPath | None:
    """Follow a path of a descriptor, which must lead to a file inside the project.

    Parameters
    ----------
    member
        Where the path stands.
    key
        The member that holds it.
    value
        The path.
    folder
        The project.

    Returns
    -------
    PurePosixPath or None
        The path relative to the project; none after a problem.
    """
    path = PurePosixPath(value)
    # The standard forbids these: a descriptor must not reach outside its own folder. A drive is
    # refused on every system, so that a project is judged alike wherever it is opened.
    is_outside = (
        path.is_absolute()
        or ".." in path.parts
        or "\\" in value
        or "://" in value
        or PureWindowsPath(value).drive != ""
    )
    if is_outside:
        member.report("package-path-outside", key, path=value)
        return None
    if not _is_file(folder / path):
        member.report("package-file-missing", key, path=value)
        return None
    return path


def read_encoding(member: Member) -> str | None:
    """Read ``encoding``: the name of one that text files are written in, as Python calls it."""
    name = member.text("encoding")
    if name is None:
        return None
    try:
        # Python also has codecs that are no encodings of text (hex, rot13), and some that make
        # characters no other encoding can write (unicode_escape). Only a try shows which.
        for sample in _SAMPLES:
            sample.decode(name, errors="replace").encode("utf-8")
        "a".encode(name)
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        found = None
    if found is None or found in _NO_FILE_ENCODINGS:
        member.report("package-encoding-unknown", "encoding", encoding=name)
        return None
    return found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        # A name longer than the system takes, or a folder that may not be looked into.
        return False
