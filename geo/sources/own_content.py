"""Whether a layer's file is what its name says, asked before GDAL is.

GDAL goes by what is in a file, not by its name: what is called .kml may be a list of other files
or a command that reads them, and any file of this machine or an address on the network would be
shown as a layer. So each kind has to begin as its kind does, and what may send a reader of its own
kind elsewhere is refused or left behind.
"""

from __future__ import annotations

import codecs
import glob
import mmap
import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geo.files.reading import require_file
from geo.sources.geopackage_views import require_ending_views
from geo.sources.shapefiles import PARTS, gdal_options
from geo.sources.tables.sheets import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

BESIDE = {*PARTS, ".dat", ".map", ".id", ".ind", ".mid", ".qpj", ".gfs", ".xsd"}
TILES_SUFFIX = ".pmtiles"
_LOOKED_AT = 1 << 20
_ELSEWHERE = (
    b"<ogrvrtdatasource", b"<ogrwfsdatasource", b"<ogrgmlasdatasource", b"<ogrcswdatasource",
    b"<ogrwfs3datasource", b"<vrtdataset", b"<gdal_wms", b"wfs_capabilities", b"gdal_streamed_alg",
)  # fmt: skip
"""What makes a list of other sources of a file, whatever else is in it."""
_BEGINNINGS = {
    ".gpkg": re.compile(rb"SQLite format 3\0"),
    ".shp": re.compile(rb"\0\0\x27\x0a"),
    ".fgb": re.compile(rb"fgb\x03"),
    ".pbf": re.compile(rb"(?s).{4,60}?OSMHeader"),
    TILES_SUFFIX: re.compile(rb"PMTiles"),
    ".tab": re.compile(rb"(?i)\s*!table"),
    ".mif": re.compile(rb"(?i)\s*version"),
    ".dxf": re.compile(rb"\s*(?:0|999)\s*[\r\n]|AutoCAD Binary DXF"),
}
_ROOTS = {
    ".kml": re.compile("kml", re.IGNORECASE),
    ".gpx": re.compile("gpx", re.IGNORECASE),
    ".osm": re.compile("osm(?:Change)?"),
    ".gml": re.compile(r"\w+"),
}
"""How the first element of XML may be called, without its namespace."""
# Remarks, instructions and a DOCTYPE, then the first element.
_FIRST_ELEMENT = re.compile(
    r"\s*+(?:(?:<\?(?:(?!\?>).)*+\?>|<!--(?:(?!-->).)*+-->|<![^-\[>]*+(?:\[[^\]]*+\][^>]*+)?>)\s*+)*+"
    r"<(?:[\w.-]+:)?([\w.-]+)",
    re.DOTALL,
)
_MARKS = {
    codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be",
}  # fmt: skip
# Tables of MapInfo that are made of other tables.
_OF_OTHER_TABLES = re.compile(rb"(?i)\bopen\s+table\b|\bcreate\s+view\b|\\isseamless\"\s*=\s*\"t")
MOST_ELEMENTS = 3000
_ELEMENT = re.compile(rb"<(?:[\w.-]{1,99}:)?([\w.-]{1,200})")
_FIRST_TABLE = "a00000001.gdbtable"
_INCLUDING = re.compile(rb"(?i)include|redefine")
# Nothing is fetched to find out what a file's fields are.
_NO_SCHEMAS = {"GML_DOWNLOAD_SCHEMA": "NO"}


def require_own_content(path: Path, suffix: str = "") -> None:
    """Refuse what GDAL would take for something else than a file's name says.

    Parameters
    ----------
    path
        A file, or the folder that a geodatabase is.
    suffix
        Which kind it has to be; that of its name if absent.

    Raises
    ------
    UnreadableError
        If it is not of its kind, or would lead to other files or addresses.
    NoFileError
        If it, or a file that belongs to it, is a pipe, a device or a socket.
    """
    suffix = suffix or path.suffix.lower()
    for part in [path, *path.parent.glob(f"{glob.escape(path.stem)}.*")]:
        # Those beside it belong to a Shapefile or a MapInfo table; whose is not asked.
        if part == path or part.suffix.lower() in BESIDE:
            require_file(part)
    if suffix == ".gdb":
        _require_geodatabase(path)
        return
    with path.open("rb") as stream:
        beginning = stream.read(_LOOKED_AT)
    if any(mark in beginning.lower() for mark in _ELSEWHERE):
        raise UnreadableError("list-of-files")
    if suffix == ".tab" and _OF_OTHER_TABLES.search(beginning):
        raise UnreadableError("table-of-tables")
    require_beginning(suffix, beginning)
    if suffix == ".gml":
        _require_few_fields(path)


def require_beginning(suffix: str, beginning: bytes) -> None:
    """Refuse what does not begin as its kind does.

    Raises
    ------
    UnreadableError
        If so.
    """
    if not _begins_as(suffix, beginning):
        raise UnreadableError("other-beginning", suffix=suffix)


def _begins_as(suffix: str, beginning: bytes) -> bool:
    known = _BEGINNINGS.get(suffix)
    if known is not None:
        return known.match(beginning) is not None
    root = _ROOTS.get(suffix)
    if root is None:
        return True
    encoding = next((name for mark, name in _MARKS.items() if beginning.startswith(mark)), "utf-8")
    text = beginning.decode(encoding, errors="replace").lstrip("\ufeff")
    found = _FIRST_ELEMENT.match(text)
    return found is not None and root.fullmatch(found[1]) is not None


def _require_geodatabase(path: Path) -> None:
    """Refuse a folder without a geodatabase's tables, or one that leads out of itself."""
    if not (path / _FIRST_TABLE).is_file():
        raise UnreadableError("no-geodatabase")
    home = Path(os.path.realpath(path))
    for part in path.iterdir():
        require_file(part)
        if Path(os.path.realpath(part)).parent != home:
            raise UnreadableError("lies-elsewhere", name=part.name)


def _require_few_fields(path: Path) -> None:
    """Refuse a GML file with very many names of elements: each would be a column."""
    names: set[bytes] = set()
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as text:
        for found in _ELEMENT.finditer(text):
            names.add(found[1])
            if len(names) > MOST_ELEMENTS:
                raise UnreadableError("many-elements", most=MOST_ELEMENTS)


@contextmanager
def for_gdal(path: Path) -> Iterator[Path]:
    """Give a file from which GDAL is led nowhere else, and comes back.

    Raises
    ------
    UnreadableError
        If it is none.
    """
    require_own_content(path)
    if path.suffix.lower() == ".gpkg":
        require_ending_views(path)
    with without_others(path) as alone:
        yield alone


@contextmanager
def without_others(path: Path) -> Iterator[Path]:
    """Give a GML file apart from what lies beside it, by which GDAL would be led on.

    A schema stays with it unless it includes others. What GDAL notes down of a file it would leave
    beside it.
    """
    if path.suffix.lower() != ".gml":
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="parkmap-") as name, gdal_options(_NO_SCHEMAS):
        copy = Path(name) / path.name
        shutil.copyfile(path, copy)
        schema = path.with_suffix(".xsd")
        if schema.is_file() and not _INCLUDING.search(schema.read_bytes()):
            shutil.copyfile(schema, copy.with_suffix(".xsd"))
        yield copy
