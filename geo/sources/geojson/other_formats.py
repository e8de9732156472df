"""What a text is that has the name of GeoJSON and is something else: a web page, KML, a table."""

from __future__ import annotations

import re
from typing import Any

from geo.sources import recognised
from geo.sources.geojson.syntax import Finding

LOOKED_AT = 4096
"""Characters that tell."""
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_ROOT = re.compile(r"<(?:\w{1,20}:)?(kml|gpx|osm|FeatureCollection)\b")
_ROOTS = {"kml": ("KML", ".kml"), "gpx": ("GPX", ".gpx"), "osm": ("OpenStreetMap XML", ".osm"),
          "FeatureCollection": ("GML", ".gml")}  # fmt: skip
_POINTER = "version https://git-lfs.github.com/spec/"
"""How a note begins that Git keeps where a large file should be."""
_SEPARATORS = {",": ("CSV", ".csv"), ";": ("CSV", ".csv"), "\t": ("TSV", ".tsv")}


def other_format(text: str) -> Finding | None:
    """Tell what a text is that is no JSON, with the name it should have; None if nobody knows."""
    beginning = text[:LOOKED_AT].lstrip()
    if _PAGE.match(beginning):
        return Finding("web-page", 0, {})
    if beginning.startswith(_POINTER):
        return Finding("git-lfs-pointer", 0, {})
    found: tuple[str, str] | None = None
    if beginning.startswith("<"):
        root = _ROOT.search(beginning)
        found = _ROOTS[root[1]] if root else None
    else:
        found = _table(beginning)
    if found is None:
        return None
    params: dict[str, Any] = {"format": found[0], "ending": found[1]}
    return Finding("other-format", 0, params)


def _table(beginning: str) -> tuple[str, str] | None:
    """Tell a table by its headings of longitude and latitude."""
    heading, _, rest = beginning.partition("\n")
    for separator, kind in _SEPARATORS.items():
        headings = [cell.strip().strip('"') for cell in heading.split(separator)]
        is_table = len(headings) > 1 and separator in rest and not set("{}[]") & set(heading)
        if is_table and recognised.pair(headings):
            return kind
    return None
