"""Features to geometries, all of one type at a time, and from any datum to WGS 84."""

from __future__ import annotations

from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely import GeometryType
from shapely.geometry import shape

from geo.positions.datum import LATITUDE_FIRST, to_wgs84

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Geometries = NDArray[np.object_]

# How deep positions are nested in "coordinates".
DEPTHS = {
    "Point": (GeometryType.POINT, 0),
    "MultiPoint": (GeometryType.MULTIPOINT, 1),
    "LineString": (GeometryType.LINESTRING, 1),
    "MultiLineString": (GeometryType.MULTILINESTRING, 2),
    "Polygon": (GeometryType.POLYGON, 2),
    "MultiPolygon": (GeometryType.MULTIPOLYGON, 3),
}
EMPTY = {kind: shapely.from_wkt(f"{kind.name} EMPTY") for kind, _ in DEPTHS.values()}


class DatumError(Exception):
    """A datum nobody knows, or positions outside its area."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def build_geometries(objects: Sequence[Any]) -> tuple[Geometries, list[int]]:
    """Build the geometries of GeoJSON geometry objects.

    Parameters
    ----------
    objects
        Geometry objects or null. Positions of one array type that differ in length lose their
        heights.

    Returns
    -------
    geometries : array of shapely geometries
        One for each object; none for null and for what cannot be built.
    unfit : list of int
        Positions of the objects that cannot be built.
    """
    built = np.full(len(objects), None, dtype=object)
    groups: dict[str, list[int]] = {}
    for index, entry in enumerate(objects):
        if entry is not None:
            groups.setdefault(_built_as(entry), []).append(index)
    unfit: list[int] = []
    for kind, indices in groups.items():
        try:
            if kind == "GeometryCollection":
                unfit += _build_collections(objects, indices, built)
                continue
            kind_id, depth = DEPTHS[kind]
            nested = [_coordinates(objects[index], kind) for index in indices]
            built[indices] = _build_alike(kind_id, depth, nested)
        except (KeyError, TypeError, ValueError, OverflowError, shapely.errors.ShapelyError):
            unfit += _build_singly(objects, indices, built)
    return built, sorted(unfit)


def _built_as(entry: Any) -> str:
    """Give the type a geometry object is built as: a line of one position is a point."""
    kind = entry.get("type") if isinstance(entry, dict) else None
    if kind == "LineString" and isinstance(positions := entry.get("coordinates"), list):
        return "Point" if len(positions) == 1 else kind
    return kind if isinstance(kind, str) else ""


def _coordinates(entry: dict[str, Any], kind: str) -> Any:
    found = entry["coordinates"]
    return found[0] if kind == "Point" and entry["type"] == "LineString" else found


def build_points(xy: NDArray[np.float64]) -> Geometries:
    """Build points of positions, shape (n, 2); none where a position is NaN."""
    located = ~np.isnan(xy[:, 0])
    points = np.full(len(xy), None, dtype=object)
    points[located] = shapely.points(xy[located])
    return points


def convert_to_wgs84(geometries: Geometries, datum: str) -> Geometries:
    """Convert geometries to WGS 84.

    Parameters
    ----------
    geometries
        In ``datum``: degrees, or what the EPSG system counts in; longitude or easting first.
    datum
        ``wgs84``, ``gcj02``, ``bd09`` or ``EPSG:n``; ``latlon`` is WGS 84 with latitude first.

    Returns
    -------
    array of shapely geometries
        Longitude and latitude in degrees; heights stay as they are.

    Raises
    ------
    DatumError
        If there is no such datum, or a position lies outside its area.
    """
    name = datum.lower()
    if name == "wgs84":
        return geometries
    if name == LATITUDE_FIRST:
        return transform_keeping_heights(geometries, lambda positions: positions[:, ::-1])
    convert = _shift(name) if name in {"gcj02", "bd09"} else _reproject(datum)
    converted = transform_keeping_heights(geometries, convert)
    if not np.isfinite(shapely.get_coordinates(converted)).all():
        raise DatumError("join-datum-outside")
    return converted


def transform_keeping_heights(
    geometries: Geometries, change: Callable[[NDArray[np.float64]], NDArray[np.float64]]
) -> Geometries:
    """Change the positions of geometries, shape (n, 2); heights stay as they are."""
    high = shapely.has_z(geometries)
    changed: Geometries = shapely.transform(geometries, change)
    if high.any():

        def with_heights(positions: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.column_stack([change(positions[:, :2]), positions[:, 2:]])

        changed = np.array(changed, dtype=object)
        changed[high] = shapely.transform(geometries[high], with_heights, include_z=True)
    return changed


def _build_alike(kind: GeometryType, depth: int, level: list[Any]) -> Geometries:
    """Build geometries of one type at once, from coordinates and where each part begins."""
    offsets: list[NDArray[np.int64]] = []
    features = level
    if depth > 1:
        level = [_without_empty(parts, depth) for parts in level]
    if not all(level):
        # Nothing at all is a geometry too, but none that shapely makes from columns.
        built = np.full(len(level), EMPTY[kind], dtype=object)
        full = [row for row, entry in enumerate(level) if entry]
        if full:
            built[full] = _build_alike(kind, depth, [level[row] for row in full])
        return built
    for _ in range(depth):
        offsets.insert(0, np.fromiter(accumulate(map(len, level), initial=0), dtype=np.int64))
        level = list(chain.from_iterable(level))
    lengths = set(map(len, level))
    dimensions = min(lengths, default=2)
    if dimensions < 2:
        raise ValueError("a position has fewer than two numbers")
    if len(lengths) > 1 or dimensions > 3:
        high = np.fromiter((_has_height(entry, depth) for entry in features), bool, len(features))
        if high.any() and not high.all():
            # Some have heights and some have none: each keeps its own.
            built = np.full(len(features), None, dtype=object)
            for rows in (np.flatnonzero(high), np.flatnonzero(~high)):
                built[rows] = _build_alike(kind, depth, [features[row] for row in rows.tolist()])
            return built
        dimensions = 3 if high.all() else 2
        level = [position[:dimensions] for position in level]
    numbers = chain.from_iterable(level)
    coordinates = np.fromiter(numbers, np.float64, len(level) * dimensions)
    coordinates = coordinates.reshape(-1, dimensions)
    if kind == GeometryType.POINT:
        return np.asarray(shapely.points(coordinates))
    return np.asarray(shapely.from_ragged_array(kind, coordinates, tuple(offsets)))


def _has_height(entry: list[Any], depth: int) -> bool:
    """Whether all positions of a feature have a third number."""
    positions = [entry]
    for _ in range(depth):
        positions = list(chain.from_iterable(positions))
    return min(map(len, positions), default=0) > 2


def _without_empty(parts: list[Any], depth: int) -> list[Any]:
    """Leave out parts without positions: GEOS has none such, and shapely falls over them."""
    if depth > 2:
        parts = [_without_empty(part, depth - 1) for part in parts]
    return parts if all(parts) else [part for part in parts if part]


def _build_collections(objects: Sequence[Any], indices: list[int], built: Geometries) -> list[int]:
    """Build collections from their parts, all parts at once."""
    members = [objects[index]["geometries"] for index in indices]
    parts, unfit = build_geometries(list(chain.from_iterable(members)))
    owners = np.repeat(np.arange(len(indices)), [len(member) for member in members])
    made = np.full(len(indices), shapely.GeometryCollection(), dtype=object)
    is_part = shapely.is_geometry(parts)
    shapely.geometrycollections(parts[is_part], indices=owners[is_part], out=made)
    bad = np.unique(owners[unfit])
    made[bad] = None
    built[indices] = made
    return [indices[number] for number in bad.tolist()]


def _build_singly(objects: Sequence[Any], indices: list[int], built: Geometries) -> list[int]:
    unfit = []
    for index in indices:
        try:
            built[index] = shape(objects[index])
        except Exception:  # noqa: BLE001  shapely raises whatever it trips over in bad coordinates
            unfit.append(index)
    return unfit


def _shift(datum: Any) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    def convert(positions: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(to_wgs84(positions[:, 0], positions[:, 1], datum))

    return convert


def _reproject(name: str) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    import pyproj

    try:
        # always_xy: GeoJSON has easting first whatever the system's own axis order.
        transformer = pyproj.Transformer.from_crs(name, "EPSG:4326", always_xy=True)
    except pyproj.exceptions.ProjError as error:
        raise DatumError("join-datum-unknown") from error

    def convert(positions: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(positions[:, 0], positions[:, 1]))

    return convert
