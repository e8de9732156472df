"""Reading an OpenStreetMap extract (``.osm``, ``.osm.pbf``) through GDAL's OSM driver."""

from __future__ import annotations

import json
import re
import tempfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.files.reading import require_file
from geo.ground.selection import layer_of
from geo.problems import Place, Problem, reason_of
from geo.sources.own_content import require_own_content
from geo.sources.tables.sheets import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.ground.selection import What

Box = tuple[float, float, float, float]

# The driver keeps the nodes' positions at hand: up to so many MB in memory, then in a file.
_MEMORY_MB = "100"
_HEAD = 4096
_LANGUAGE = re.compile(r"name:([a-z]{2,3}(?:-[A-Za-z]+)?)")
_XML_STAMP = re.compile(rb'(?:osm_base|timestamp|osmosis_replication_timestamp)="([0-9-]{10})')
# Fields of OSM's PBF format: osmformat.proto, fileformat.proto (wiki.openstreetmap.org/wiki/PBF).
_BLOB_RAW, _BLOB_ZLIB, _HEADER_STAMP, _HEADER_DATASIZE = 1, 3, 32, 3


@dataclass(frozen=True)
class Entry:
    """One object of the extract.

    Parameters
    ----------
    tags
        The tags that have a column (``osmconf.ini``).
    names
        ``name``, ``name_en``, … as in a base map file.
    geometry
        In WGS 84 degrees.
    """

    tags: dict[str, str | None]
    names: dict[str, str]
    geometry: BaseGeometry


class Extract:
    """An extract that has been looked at and can be read.

    Parameters
    ----------
    path
        The file.
    date
        When its data were taken from OpenStreetMap (YYYY-MM-DD), "" if it does not say.
    """

    def __init__(self, path: Path, date: str) -> None:
        self.path = path
        self.date = date
        self._newest = ""

    @property
    def newest(self) -> str:
        """Day of the last edit among what was read: the date of an extract that gives none."""
        return self.date or self._newest

    def read(self, what: What, bbox: Box, roads: tuple[str, ...]) -> list[Entry]:
        """Read what is asked for.

        Parameters
        ----------
        what
            Of the ground.
        roads
            Which classes of roads are among the lines.
        bbox
            West, south, east, north; what lies wholly outside is not read.

        Raises
        ------
        pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError
            If the file is broken.
        """
        import pyogrio

        layer, where = layer_of(what, roads)
        with _configured() as config:
            frame = pyogrio.read_dataframe(
                self.path, layer=layer, where=where, bbox=bbox,
                CONFIG_FILE=config, TAGS_FORMAT="JSON",
            )  # fmt: skip
        if len(frame) and "osm_timestamp" in frame:
            stamps = pd.to_datetime(frame["osm_timestamp"], errors="coerce", utc=True)
            newest = stamps.max()
            # Without time stamps the driver gives the year in which Unix counts from.
            if not pd.isna(newest) and newest.year > 1970:
                self._newest = max(self._newest, newest.strftime("%Y-%m-%d"))
        records = frame.drop(columns="geometry").to_dict("records")
        geometries = frame.geometry.to_numpy()
        return [
            _entry(record, geometry)
            for record, geometry in zip(records, geometries, strict=True)
            if geometry is not None and not geometry.is_empty
        ]


@contextmanager
def _configured() -> Iterator[str]:
    """Set the driver's limits while it reads; give the path of its configuration."""
    import pyogrio

    names = ("OSM_MAX_TMPFILE_SIZE", "CPL_TMPDIR")
    before = {name: pyogrio.get_gdal_config_option(name) for name in names}
    resource = files("geo.ground").joinpath("osmconf.ini")
    with tempfile.TemporaryDirectory(prefix="parkmap-osm-") as folder, as_file(resource) as config:
        pyogrio.set_gdal_config_options({names[0]: _MEMORY_MB, names[1]: folder})
        try:
            yield str(config)
        finally:
            pyogrio.set_gdal_config_options(before)


def _entry(record: dict[Any, Any], geometry: BaseGeometry) -> Entry:
    others = record.pop("other_tags", None)
    tags = {key: value if isinstance(value, str) else None for key, value in record.items()}
    # Up to 0.11 pyogrio gives JSON as text, later decoded.
    decoded = json.loads(others) if isinstance(others, str) else others
    more = decoded if isinstance(decoded, dict) else {}
    names = {"name": tags["name"]} if tags.get("name") else {}
    for key in sorted(more):
        found = _LANGUAGE.fullmatch(key)
        if found and isinstance(more[key], str):
            names[f"name_{found[1]}"] = more[key]
    if "name" not in names and names:
        names = {"name": next(iter(names.values())), **names}
    return Entry(tags, {key: value for key, value in names.items() if value}, geometry)


def open_extract(path: Path) -> tuple[Extract | None, list[Problem]]:
    """Look whether a file is an extract that can be read.

    Returns
    -------
    extract : Extract or None
        None if there are problems.
    problems : list of Problem
        Why it cannot be read.
    """
    import pyogrio

    place = Place(path.as_posix())
    if "OSM" not in pyogrio.list_drivers():
        return None, [Problem("osm-driver-missing", place)]
    try:
        require_file(path)
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
        is_packed = b"OSMHeader" in head[:64]
        require_own_content(path, ".pbf" if is_packed else ".osm")
    except OSError as error:
        return None, [Problem("osm-file-unreadable", place, {"reason": reason_of(error)})]
    except UnreadableError:
        return None, [Problem("osm-not-extract", place)]
    if is_packed:
        return Extract(path, _pbf_date(path)), []
    found = _XML_STAMP.search(head[head.find(b"<osm") :].partition(b"<node")[0])
    return Extract(path, found[1].decode("ascii") if found else ""), []


def _pbf_date(path: Path) -> str:
    """Day of the replication time stamp in a PBF file's header block, or ""."""
    try:
        with path.open("rb") as stream:
            size = int.from_bytes(stream.read(4), "big")
            datasize = _fields(stream.read(size)).get(_HEADER_DATASIZE, 0)
            if not isinstance(datasize, int):
                return ""
            blob = _fields(stream.read(datasize))
        block = blob.get(_BLOB_RAW)
        if block is None:
            block = zlib.decompress(blob[_BLOB_ZLIB])  # type: ignore[arg-type]  # bytes field
        seconds = _fields(block).get(_HEADER_STAMP)  # type: ignore[arg-type]  # bytes field
    except (OSError, zlib.error, KeyError, IndexError, TypeError):
        return ""
    if not isinstance(seconds, int):
        return ""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")


def _fields(message: bytes) -> dict[int, int | bytes]:
    """Decode a Protocol Buffers message: numbers and byte strings by field, the last of each."""
    found: dict[int, int | bytes] = {}
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        field, wire = key >> 3, key & 7
        if wire == 0:
            found[field], at = _varint(message, at)
        elif wire == 2:
            length, at = _varint(message, at)
            found[field] = message[at : at + length]
            at += length
        else:
            at += {1: 8, 5: 4}[wire]
    return found


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at
