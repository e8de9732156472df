"""Archives with layers in them: ZIP and KMZ, unpacked within bounds."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geo.sources.encodings import guess_encoding
from geo.sources.shapefiles import PARTS
from geo.sources.suffixes import JSON_SUFFIXES, PARQUET, TABLE_LAYERS, VECTOR_SUFFIXES
from geo.sources.tables.sheets import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_UNPACKED = 2_000_000_000
"""Bytes that an archive may unpack to."""
_TIGHTEST = 200
# A text in an archive is a note to the reader.
TABLES = tuple(suffix for suffix in TABLE_LAYERS if suffix != ".txt")


def layers_in(folder: Path) -> list[Path]:
    """Give the layers of an unpacked archive, then archives within it, then tables.

    Raises
    ------
    UnreadableError
        If there are none.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file() or path.suffix == ".gdb")
    shaped = (*VECTOR_SUFFIXES, *JSON_SUFFIXES, *PARQUET)
    found = [
        path
        for kinds in (shaped, (".zip",), TABLES)
        for path in files
        if path.suffix.lower() in kinds
    ]
    if found:
        return found
    lone = next((path for path in files if path.suffix.lower() in PARTS), None)
    if lone is not None:
        raise UnreadableError("archive-lone", name=lone.name, shapes=f"{lone.stem}.shp")
    raise UnreadableError("archive-empty")


def whole_first(found: list[Path], stem: str) -> list[Path]:
    """Put the KML that is the whole of a KMZ first, called as the user calls it."""
    first = next((entry for entry in found if entry.stem.lower() == "doc"), found[0])
    full = [entry for entry in found if _has_places(entry)]
    if full and first not in full:
        # A document of links alone: what they lead to is packed with it.
        first = full[0]
    others = [entry for entry in full if entry != first]
    # A layer without a name is called by the file's.
    named = first.with_stem(stem)
    return [first if named in others else first.rename(named), *others]


def _has_places(path: Path) -> bool:
    if path.suffix.lower() != ".kml":
        return True
    data = path.read_bytes()
    return any("Placemark".encode(code) in data for code in ("ascii", "utf-16-le", "utf-16-be"))


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """Unpack an archive to a folder that is taken away again.

    Names of old Chinese archives are in GBK; paths that lead out of the folder are refused.
    """
    with tempfile.TemporaryDirectory(prefix="parkmap-") as name:
        folder = Path(name)
        try:
            with zipfile.ZipFile(path) as archive:
                _refuse_bomb(archive)
                for entry in archive.infolist():
                    _unpack(archive, entry, folder)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise UnreadableError("as-told", told=str(error)) from error
        yield folder


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MOST_UNPACKED or unpacked > 64_000_000 + _TIGHTEST * packed:
        raise UnreadableError("layer-bomb")


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path) -> None:
    shown = entry.filename
    if not entry.flag_bits & 0x800:
        raw = shown.encode("cp437", errors="replace")
        if not raw.isascii():
            shown = raw.decode(guess_encoding(raw).encoding, errors="replace")
    parts = [part for part in re.split(r"[/\\]", shown) if part not in {"", "."}]
    if entry.is_dir() or "__MACOSX" in parts or not parts or parts[-1].startswith("._"):
        return
    if not _is_part(parts):
        return
    if ".." in parts or ":" in parts[0]:
        raise UnreadableError("archive-outside", name=shown)
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(entry) as source, target.open("wb") as out:
        shutil.copyfileobj(source, out)


def _is_part(parts: list[str]) -> bool:
    """Whether a file of an archive belongs to a layer; whatever else lies there stays packed."""
    suffix = Path(parts[-1]).suffix.lower()
    kinds = {*VECTOR_SUFFIXES, *JSON_SUFFIXES, *PARTS, *PARQUET, *TABLES, ".zip"}
    return suffix in kinds or any(part.lower().endswith(".gdb") for part in parts[:-1])
