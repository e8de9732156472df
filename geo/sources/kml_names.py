"""Names of a KML file's own fields, which GDAL writes with an underscore for each foreign byte.

地址 and 电话 would both be ``______``: one column, and the values of one of them lost. So the file
is read with names that stay, and what it calls them is put back.
"""

from __future__ import annotations

import re
import zipfile
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 256 * 1024 * 1024
"""Of a file, and of what an archive unpacks to; a larger one is read with the names GDAL makes."""
_NAMED = re.compile(
    rb"(<(?:\w{1,40}:)?(?:Data|SimpleField|SimpleData)\s(?:[^<>]{0,400}?\s)?name\s{0,9}=\s{0,9})"
    rb"(?:\"([^\"<]{0,400})\"|'([^'<]{0,400})')"
)
_STAYS = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]{1,40})[\"']")


@contextmanager
def with_plain_names(path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """Give a KML or KMZ file whose fields have names that GDAL leaves as they are.

    Yields
    ------
    path : Path
        The file itself, or one of the same name that is removed afterwards.
    names : dict
        What the fields are called, by the names they have in it.
    """
    names: dict[str, str] = {}
    try:
        parts = _parts(path)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        parts = {}  # what is wrong with it, its reader tells
    changed = {inside: _renamed(data, names) for inside, data in parts.items()}
    if not names:
        yield path, names
        return
    with TemporaryDirectory(prefix="parkmap-") as folder:
        # A layer without a name is called by the file's.
        copy = Path(folder) / path.name
        if path.suffix.lower() == ".kmz":
            with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
                for inside, data in changed.items():
                    archive.writestr(inside, data)
        else:
            copy.write_bytes(changed[""])
        yield copy, {plain: name for name, plain in names.items()}


def _parts(path: Path) -> dict[str, bytes]:
    """Give the KML texts of a file; the file's own has no name."""
    if path.suffix.lower() != ".kmz":
        return {"": path.read_bytes()} if path.stat().st_size <= MOST_BYTES else {}
    with zipfile.ZipFile(path) as archive:
        inside = [entry for entry in archive.infolist() if entry.filename.lower().endswith(".kml")]
        if sum(entry.file_size for entry in inside) > MOST_BYTES:
            return {}
        return {entry.filename: archive.read(entry) for entry in inside}


def _renamed(data: bytes, names: dict[str, str]) -> bytes:
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    encoding = declared[1].decode("ascii") if declared else "utf-8"

    def plain(found: re.Match[bytes]) -> bytes:
        raw = found[2] if found[2] is not None else found[3]
        try:
            name = unescape(raw.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            return found[0]
        if _STAYS.fullmatch(name):
            return found[0]
        number = names.setdefault(name, f"parkmap_field_{len(names) + 1}")
        return found[1] + b'"' + number.encode("ascii") + b'"'

    return _NAMED.sub(plain, data)
