"""GeoParquet as records: columns of shapes in any of its encodings, each with its own system."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.positions.systems import system_name
from geo.sources.curved_shapes import shapes_of, told_lost
from geo.sources.native_shapes import is_native, native_shapes
from geo.sources.nested_columns import unfolded
from geo.sources.other_shapes import as_texts
from geo.sources.records import Records, row_place
from geo.sources.tables.parquet_files import read_parquet
from geo.sources.tables.sheets import all_errors_alike

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from geo.problems import Problem


def read_geoparquet(path: Path) -> Records:
    """Read a Parquet file, its shapes too where it says which they are."""
    with all_errors_alike():
        table = read_parquet(path)
        shown_as = path.as_posix()
        meta = json.loads((table.schema.metadata or {}).get(b"geo", b"{}"))
        table = table.drop_columns(
            [n for n in table.column_names if n.startswith("__index_level_")]
        )
        table = table.replace_schema_metadata(None)
        name = meta.get("primary_column")
        geometry, crs = None, None
        lost: list[Problem] = []
        if name in table.column_names:
            entry = meta.get("columns", {}).get(name, {})
            geometry = _parquet_shapes(table, name, entry)
            if not is_native(entry.get("encoding")):
                lost = told_lost(shown_as, table.column(name).to_pylist(), geometry)
            # GeoParquet without a system is in longitude and latitude.
            crs = "wgs84" if "crs" not in entry else system_name(entry["crs"])
            table = table.drop_columns([name])
            for other, entry in meta.get("columns", {}).items():
                if other in table.column_names:
                    system = "wgs84" if "crs" not in entry else system_name(entry["crs"])
                    texts = as_texts(_parquet_shapes(table, other, entry), system, crs)
                    table = table.set_column(table.column_names.index(other), other, texts)
    # A table of nothing but shapes has its length of them.
    table = unfolded(table) if table.num_columns else table
    place_of = row_place(shown_as, list(table.column_names))
    return Records(shown_as, table, place_of, geometry, crs, problems=lost)


def geometries(table: pa.Table, name: str) -> tuple[Any, int]:
    """Give the shapes of a column of WKB, none where it is not there, and how many were curved."""
    if name not in table.column_names:
        return np.full(len(table), None, dtype=object), 0
    column = table.column(name)
    shapes, curved = shapes_of(column.to_pylist())
    shapes = np.atleast_1d(np.asarray(shapes, dtype=object))
    return _simple(shapes), curved


def _parquet_shapes(table: pa.Table, name: str, entry: dict[str, Any]) -> Any:
    if is_native(entry.get("encoding")):
        return _simple(native_shapes(table.column(name), entry["encoding"]))
    return geometries(table, name)[0]


def _simple(shapes: Any) -> Any:
    """Take heights that are all nought off: a format without a way to say that there are none."""
    high = shapely.has_z(shapes)
    for at in np.flatnonzero(high).tolist():
        heights = shapely.get_coordinates(shapes[at], include_z=True)[:, 2]
        if not np.nan_to_num(heights).any():
            shapes[at] = shapely.force_2d(shapes[at])
    shapes[shapely.is_empty(shapes)] = None
    return shapes
