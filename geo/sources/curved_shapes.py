"""Arcs and surfaces made of what every program draws: lines and areas, as GDAL makes them.

PostGIS, GeoPackages and WKT may hold circular strings, compound curves, curve polygons and their
collections, and surfaces made of triangles or polygons (OGC 06-103r4, WKB types 8 to 17). GDAL
draws an arc by a point each four degrees; a surface is the areas it is made of.
"""

from __future__ import annotations

import re
import struct
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.problems import Place, Problem
from geo.problems.alike import told
from geo.sources.deep_shapes import MULTI, SRID, head_of, is_deep, next_shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_POINT, _LINE, _MULTI_LINE, _COLLECTION = 1, 2, 5, 7
_CURVES = range(8, 15)
_FLAT = {15: 6, 16: 6, 17: 3}
"""Surfaces of polygons or triangles, and a triangle, by what has the same bytes."""
_UNUSUAL = range(8, 18)
_FLAT_WORDS = {"POLYHEDRALSURFACE": "MULTIPOLYGON", "TIN": "MULTIPOLYGON", "TRIANGLE": "POLYGON"}
_WORD = re.compile(r"\b(?:POLYHEDRALSURFACE|TIN|TRIANGLE)\b", re.IGNORECASE)
CURVED_TEXT = re.compile(
    r"\b(?:CIRCULARSTRING|COMPOUNDCURVE|CURVEPOLYGON|MULTICURVE|MULTISURFACE|POLYHEDRALSURFACE|TIN"
    r"|TRIANGLE)\b",
    re.IGNORECASE,
)


def from_wkb(values: Iterable[bytes | None]) -> Any:
    """Read shapes as shapely does; None for what is no shape, or too deep to be read."""
    return shapes_of(values)[0]


def shapes_of(values: Iterable[bytes | None]) -> tuple[Any, int]:
    """Read shapes as :func:`from_wkb` does, and count those that were made linear."""
    sound = [None if value is None or is_deep(bytes(value)) else bytes(value) for value in values]
    linear, count = made_linear(sound)
    raw = np.empty(len(linear), dtype=object)
    raw[:] = linear
    shapes = np.atleast_1d(shapely.from_wkb(raw, on_invalid="ignore"))
    for at, data in enumerate(linear):
        if data is not None and shapes[at] is None:
            shapes[at] = _mended(data)
    return shapes, count


def _mended(data: bytes) -> Any:
    """Give a shape that GEOS refuses as others draw it; None for what is no shape at all.

    A receiver that loses the sky writes a part of a track with one point, which is no line: the
    parts with more are the track, and where there is none it is a point. Rings are closed.
    """
    try:
        kind, count, _ = head_of(data, 0)
        if kind == _LINE:
            return _stub(data)
        if kind == _MULTI_LINE and count:
            parts = _parts(data)
            lines = [
                line for part in parts if (line := shapely.from_wkb(part, on_invalid="ignore"))
            ]
            return shapely.multilinestrings(lines) if lines else _stub(parts[0])
    except (struct.error, ValueError):
        return None
    return shapely.from_wkb(data, on_invalid="fix")


def _stub(data: bytes) -> Any:
    """Give the only point of a line as one; None for what is broken otherwise."""
    order = "<" if data[:1] == b"\1" else ">"
    (written,) = struct.unpack_from(f"{order}I", data, 1)
    at = 9 if written & SRID else 5
    if struct.unpack_from(f"{order}I", data, at) != (1,):
        return None
    head = data[:1] + struct.pack(f"{order}I", written - _LINE + _POINT) + data[5:at]
    return shapely.from_wkb(head + data[at + 4 :], on_invalid="ignore")


def told_curves(place: Place, count: int) -> list[Problem]:
    """Tell that shapes were made linear."""
    return [Problem("shapes-curved", place, {"count": count})] if count else []


def told_lost(shown_as: str, values: Sequence[bytes | None], shapes: Any) -> list[Problem]:
    """Tell which rows have a shape that nothing can be made of."""
    gone = (at for at, value in enumerate(values) if value is not None and shapes[at] is None)
    lost = [at for at in gone if not _is_empty(values[at])]

    def problem_of(row: int) -> Problem:
        return Problem("shape-unreadable", Place(shown_as, row + 1), index=row)

    return told(lost, problem_of)


def _is_empty(data: bytes | None) -> bool:
    shape = None if data is None or is_deep(data) else shapely.from_wkb(data, on_invalid="ignore")
    return shape is not None and shape.is_empty


def made_linear(values: Sequence[bytes | None]) -> tuple[list[bytes | None], int]:
    """Give shapes without arcs, and how many had any.

    Parameters
    ----------
    values
        Shapes as WKB or EWKB; None for none.

    Returns
    -------
    values : list of bytes or None
        None, too, for what GDAL makes nothing of.
    count : int
        How many shapes are others now.
    """
    found = list(values)
    unusual = {at: data for at, data in enumerate(found) if data and _is_unusual(data)}
    curves = [at for at, data in unusual.items() if head_of(data, 0)[0] in _CURVES]
    made = _by_gdal([unusual[at].hex() for at in curves]) if curves else []
    found_of = {at: _numbered(one, unusual[at]) for at, one in zip(curves, made, strict=True)}
    for at, data in unusual.items():
        found[at] = found_of[at] if at in found_of else _linear(data)
    return found, len(unusual)


def from_curved_text(text: str) -> Any:
    """Read WKT with arcs or surfaces in it as shapely reads any other.

    Raises
    ------
    shapely.errors.ShapelyError
        If it is no WKT.
    """
    flat = _WORD.sub(lambda word: _FLAT_WORDS[word[0].upper()], text)
    if not CURVED_TEXT.search(flat):
        return shapely.from_wkt(flat)
    (data,) = _by_gdal([flat])
    if data is None:
        raise shapely.errors.ShapelyError(text)
    linear = _linear(data) if _is_unusual(data) else data
    return shapely.from_wkb(linear)


def _is_unusual(data: bytes) -> bool:
    """Whether a shape is an arc or a surface, or a collection with one in it."""
    try:
        kind, _, _ = head_of(data, 0)
        if kind in _UNUSUAL:
            return True
        return kind == _COLLECTION and any(_is_unusual(part) for part in _parts(data))
    except (struct.error, ValueError):
        return False  # it is broken, and GEOS says so


def _parts(data: bytes) -> list[bytes]:
    """Give the shapes within a shape."""
    _, count, at = head_of(data, 0)
    parts = []
    for _ in range(count):
        end = next_shape(data, at)
        parts.append(data[at:end])
        at = end
    return parts


def _linear(data: bytes) -> bytes | None:
    try:
        kind, count, at = head_of(data, 0)
        if kind in _FLAT:
            parts = _parts(data) if kind in MULTI else [data[at:]]
            return _called(data[:at], kind) + b"".join(
                _called(part[:5], head_of(part, 0)[0]) + part[5:] if kind in MULTI else part
                for part in parts
            )
        if kind == _COLLECTION:
            parts = [_linear(p) or b"" if _is_unusual(p) else p for p in _parts(data)]
            return data[:at] + b"".join(parts) if all(parts) and count == len(parts) else None
    except (struct.error, ValueError):
        return None
    return _numbered(_by_gdal([data.hex()])[0], data)


def _numbered(made: bytes | None, data: bytes) -> bytes | None:
    """Give what GDAL made of EWKB the number of its system again."""
    order = "<" if data[:1] == b"\1" else ">"
    (written,) = struct.unpack_from(f"{order}I", data, 1)
    if made is None or not written & SRID:
        return made
    (number,) = struct.unpack_from(f"{order}I", data, 5)
    order = "<" if made[:1] == b"\1" else ">"
    (kind,) = struct.unpack_from(f"{order}I", made, 1)
    return made[:1] + struct.pack(f"{order}II", kind | SRID, number) + made[5:]


def _called(head: bytes, kind: int) -> bytes:
    """Write the head of a surface as that of what has the same bytes."""
    order = "<" if head[:1] == b"\1" else ">"
    (written,) = struct.unpack_from(f"{order}I", head, 1)
    return head[:1] + struct.pack(f"{order}I", written + _FLAT.get(kind, kind) - kind) + head[5:]


def _by_gdal(shapes: Iterable[str]) -> list[bytes | None]:
    """Let GDAL read shapes as WKT or hexadecimal WKB: on the way out it makes them linear."""
    import pyogrio

    with tempfile.TemporaryDirectory(prefix="parkmap-") as folder:
        path = Path(folder) / "shapes.csv"
        # A second column: a row with nothing in it is none.
        rows = "".join(f'x,"{shape}"\n' for shape in shapes)
        path.write_text(f"row,geom\n{rows}", encoding="utf-8")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read = pyogrio.raw.read(path, GEOM_POSSIBLE_NAMES="geom")
    found: list[bytes | None] = list(read[2])
    return found
