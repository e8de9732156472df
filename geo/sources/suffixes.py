"""Which files hold what, by the ends of their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DELIMITED = (".csv", ".tsv", ".txt")
WORKBOOKS = (
    ".xlsx", ".xlsm", ".xls", ".ods", ".et", ".ett", ".xlt", ".xltx", ".xltm",
)  # fmt: skip
LINES = (".ndjson", ".geojsonl", ".geojsons", ".geojsonseq", ".jsonl")
"""JSON with one feature, or object, a line."""
JSON_SUFFIXES = (".geojson", ".json", *LINES, ".topojson", ".js", ".umap")
VECTOR_SUFFIXES = (
    ".gpkg", ".shp", ".fgb", ".kml", ".kmz", ".gpx", ".osm", ".pbf", ".gml", ".tab", ".mif", ".dxf",
    ".gdb",
)  # fmt: skip
PARQUET = (".parquet", ".geoparquet")
TEXT_LAYERS = (".geojson", ".json", ".js", ".umap", *LINES)
"""Layers that are text, with a line and a column for everything."""
TABLE_LAYERS = (*DELIMITED, *WORKBOOKS)
"""Tables, which are layers if they say where their rows lie."""
ROW_LAYERS = (*VECTOR_SUFFIXES, *PARQUET, ".zip", ".topojson")
# A .txt in a project's folder is a note to oneself, until somebody brings it in.
LAYER_SUFFIXES = (
    *TEXT_LAYERS, *(suffix for suffix in TABLE_LAYERS if suffix != ".txt"), *ROW_LAYERS,
)  # fmt: skip
_LOOKED_AT = 4096
_OTHER_KIND = (b'"Topology"', b'"esriGeometry', b'"jsonres"')
"""TopoJSON, Esri JSON, the maps of Highcharts."""
_ROWS, _ATTRIBUTES = b'"features"', b'"attributes"'
_ARCS = b'"arcs"'
_OFFICE = {".xlsx": ".xlsx", ".xlsm": ".xlsx", ".xls": ".xls", ".ods": ".ods"}
_ZIPPED = b"PK"
_NO_LAYERS = {"datapackage.json", "oembed.json", "package.json", "package-lock.json"}


def is_text_layer(path: Path) -> bool:
    """Whether a layer is read as text; TopoJSON and Esri JSON are not, whatever they are called."""
    if path.suffix.lower() not in TEXT_LAYERS:
        return False
    return not _is_other_kind(*_ends(path))


def may_be_layer(path: Path) -> bool:
    """Whether a file may be a project's layer, by its name and, of JSON, by its first letters."""
    name, suffix = path.name.lower(), path.suffix.lower()
    if suffix not in LAYER_SUFFIXES or name.startswith((".", "~")) or name in _NO_LAYERS:
        return False
    if suffix not in {".json", ".js"}:
        return True
    beginning, end = _ends(path)
    return b'"Feature' in beginning or _is_other_kind(beginning, end)


def workbook_form(path: Path) -> str:
    """Tell in which form a workbook is written: as ``.xlsx``, ``.xls`` or ``.ods``.

    WPS Office calls its workbooks ``.et``, templates are called ``.xlt`` or ``.ett``: each of them
    is one of the two forms of Excel, told by its first bytes.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    known = _OFFICE.get(path.suffix.lower())
    if known is not None:
        return known
    with path.open("rb") as stream:
        return ".xlsx" if stream.read(len(_ZIPPED)) == _ZIPPED else ".xls"


def _is_other_kind(beginning: bytes, end: bytes) -> bool:
    """Whether a text is TopoJSON, which may say so at its end alone, or Esri JSON."""
    if b'"Feature' in beginning:
        return any(kind in beginning for kind in _OTHER_KIND)
    both = beginning + end
    # Esri JSON need not say what shapes it has.
    return (
        _ARCS in beginning
        or any(kind in both for kind in _OTHER_KIND)
        or (_ROWS in beginning and _ATTRIBUTES in both)
    )


def _ends(path: Path) -> tuple[bytes, bytes]:
    """Give the first bytes of a file, and the last of one that is longer."""
    try:
        with path.open("rb") as stream:
            beginning = stream.read(_LOOKED_AT)
            if len(beginning) < _LOOKED_AT:
                return beginning, b""
            stream.seek(max(path.stat().st_size - _LOOKED_AT, _LOOKED_AT))
            return beginning, stream.read()
    except OSError:
        return b"", b""
