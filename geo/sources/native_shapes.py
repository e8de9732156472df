"""Shapes of GeoParquet that are no WKB but lists of Arrow, which geopandas calls geoarrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from shapely import GeometryType

from geo.sources.geojson.geometries import DEPTHS
from geo.sources.tables.sheets import UnreadableError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_KINDS = {name.lower(): kind for name, kind in DEPTHS.items()}
_AXES = ("x", "y", "z")


def is_native(encoding: object) -> bool:
    """Whether shapes are encoded as lists of Arrow."""
    return encoding in _KINDS


def native_shapes(column: pa.ChunkedArray, encoding: str) -> NDArray[np.object_]:
    """Give the shapes of a column.

    Parameters
    ----------
    column
        Lists in lists of coordinates; null where a row has no shape.
    encoding
        As the file's metadata call it.

    Raises
    ------
    UnreadableError
        If the column is built otherwise than its encoding says.
    """
    kind, depth = _KINDS[encoding]
    whole = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    shapes = np.full(len(whole), None, dtype=object)
    level = whole.drop_null()
    offsets: list[NDArray[np.int64]] = []
    try:
        for _ in range(depth):
            lengths = pc.list_value_length(level).to_numpy(zero_copy_only=False)
            offsets.insert(0, np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]))
            level = level.flatten()
        made = shapely.from_ragged_array(kind, _coordinates(level), tuple(offsets) or None)
    except (pa.ArrowException, ValueError, TypeError, shapely.errors.ShapelyError) as error:
        raise UnreadableError("as-told", told=str(error)) from error
    if kind == GeometryType.POINT:
        # As the format has it, an empty point is one of no numbers.
        made[np.isnan(_coordinates(level)[:, :2]).any(axis=1)] = None
    shapes[np.asarray(whole.is_valid())] = made
    return shapes


def _coordinates(values: Any) -> NDArray[np.float64]:
    if pa.types.is_struct(values.type):
        names = [name for name in _AXES if values.type.get_field_index(name) >= 0]
        axes = [pc.struct_field(values, name).to_numpy(zero_copy_only=False) for name in names]
        return np.column_stack(axes).astype(np.float64)
    numbers = values.flatten().to_numpy(zero_copy_only=False)
    return np.asarray(numbers.reshape(-1, values.type.list_size)[:, : len(_AXES)], dtype=np.float64)
