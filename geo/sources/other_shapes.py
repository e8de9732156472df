"""Shapes besides those that say where rows lie: as texts (WKT) like any other fact.

A frame of geopandas may have a town's outline and its middle, a table of PostGIS a road and its
stops. One of them is the place; the others are kept, and ``--at`` takes one instead.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import shapely

from geo.sources.curved_shapes import from_wkb

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

DECIMALS = 9
_HEADER = 8
_ENVELOPES = (0, 32, 48, 48, 64)
"""Bytes that a shape of GeoPackage takes before its WKB, by what its header says of them."""


def as_texts(shapes: Sequence[Any], system: str | None = None, own: str | None = None) -> pa.Array:
    """Give shapes as WKT.

    Parameters
    ----------
    shapes
        None where a row has none.
    system
        What they are in, as :func:`geo.positions.systems.system_name` calls it.
    own
        The same of the shapes that say where the rows lie: what differs is written before the WKT,
        as PostGIS does (``SRID=4326;POINT …``).
    """
    texts = shapely.to_wkt(np.asarray(shapes, dtype=object), rounding_precision=DECIMALS)
    number = "4326" if system == "wgs84" else (system or "").upper().removeprefix("EPSG:")
    mark = f"SRID={number};" if system != own and number.isdecimal() else ""
    return pa.array([text and f"{mark}{text}" for text in texts.tolist()], pa.string())


def sound_shapes(table: pa.Table, name: str, path: Path) -> pa.Table:
    """Read the shapes one by one where GDAL's table of them is broken: behind a row without one."""
    import pyogrio

    try:
        table.column(name).validate(full=True)
    except pa.ArrowInvalid:
        shapes = pyogrio.raw.read(path, columns=[])[2]
        table = table.drop_columns([name]).append_column(name, pa.array(shapes, pa.binary()))
    return table


def geopackage_shapes(path: Path, layer: str, known: Collection[str]) -> dict[str, pa.Array]:
    """Read the columns of shapes that GDAL passes over: it takes one a table, as the standard has.

    Parameters
    ----------
    path
        A GeoPackage.
    layer
        Its table.
    known
        The columns that were read.

    Returns
    -------
    dict
        Their texts by heading, in the order of the rows; none where there is nothing else.
    """
    quoted = '"' + layer.replace('"', '""') + '"'
    found = {}
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            columns = base.execute(f"PRAGMA table_info({quoted})").fetchall()
            # The row's own number is no column of the layer either.
            names = [str(name) for _, name, *_, key in columns if not key and name not in known]
            for name in names:
                heading = '"' + name.replace('"', '""') + '"'
                rows = base.execute(f"SELECT {heading} FROM {quoted} ORDER BY rowid")  # noqa: S608  quoted
                shapes = [_shape(value) for (value,) in rows]
                if any(shapes):
                    found[name] = as_texts(shapes)
    except sqlite3.Error:
        return {}
    return found


def _shape(value: Any) -> Any:
    if not isinstance(value, bytes) or value[:2] != b"GP" or len(value) <= _HEADER:
        return None
    kind = (value[3] >> 1) & 7
    start = _HEADER + (_ENVELOPES[kind] if kind < len(_ENVELOPES) else 0)
    return from_wkb([value[start:]])[0]
