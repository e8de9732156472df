"""Geometry as columns: sign positions, and outlines of lines and areas.

``geo/web/src/data/shapes.ts`` reads them. Coordinates are whole numbers of ``1 / scale`` degrees.
An outline is counts (parts a feature, rings a part, vertices a ring) and one long run of vertices;
rings are written without their closing vertex.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely import affinity

from geo.page.columns import encode_column, encode_steps, encode_whole

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.page.columns import Encoded

    Geometries = NDArray[np.object_]

# Kinds of geometry, as in ``geo/web/src/data/sites.ts``.
NONE, POINT, LINE, AREA = range(4)
# 1e-6° is a decimetre: finer than any position the layer can claim.
SITE_SCALE = 1_000_000
# The most areas whose inner point is sought with care (about a millisecond each).
MOST_CAREFUL = 2000

_DIMENSION_KIND = np.array([POINT, LINE, AREA], dtype=np.uint8)
_COLLECTION = 7  # shapely's type id
_RINGLIKE = 3  # shapely's type id of polygons


def kinds_of(geometries: Geometries) -> NDArray[np.uint8]:
    """Kind of each geometry; missing and empty ones are not located."""
    kinds = np.zeros(len(geometries), dtype=np.uint8)
    there = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
    kinds[there] = _DIMENSION_KIND[shapely.get_dimensions(geometries[there])]
    return kinds


def sign_positions(geometries: Geometries, kinds: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Where the sign of each geometry stands: degrees, shape (n, 2), NaN where not located.

    A point itself; the first of several; half-way along the longest line; the middle of the largest
    circle inside the largest polygon (with very many areas: some point well inside).
    """
    positions = np.full((len(geometries), 2), np.nan)
    for kind, place in ((POINT, _first_point), (LINE, _half_way), (AREA, _well_inside)):
        rows = np.flatnonzero(kinds == kind)
        if len(rows):
            positions[rows] = place(geometries[rows])
    return positions


def encode_positions(positions: NDArray[np.float64]) -> dict[str, Encoded]:
    """Columns ``x`` and ``y`` of the located rows, one after the other."""
    located = positions[~np.isnan(positions[:, 0])]
    return {
        "x": encode_steps(quantise(located[:, 0], SITE_SCALE)),
        "y": encode_steps(quantise(located[:, 1], SITE_SCALE)),
    }


def encode_shapes(
    rows: NDArray[np.int64], geometries: Geometries, scale: int = SITE_SCALE
) -> Encoded:
    """Encode outlines.

    Parameters
    ----------
    rows
        Which row each geometry belongs to, ascending.
    geometries
        Longitude and latitude, WGS 84; none missing or empty.
    scale
        Units to a degree.
    """
    uniform = np.array([_uniform(geometry) for geometry in geometries], dtype=object)
    parts, feature_of_part = shapely.get_parts(uniform, return_index=True)
    rings, part_of_ring = _rings(parts)
    vertices, ring_of_vertex = shapely.get_coordinates(rings, return_index=True)
    keep = _without_closing(ring_of_vertex, shapely.get_type_id(rings) == _LINEAR_RING)
    vertices, ring_of_vertex = vertices[keep], ring_of_vertex[keep]
    return encode_column(
        {"codec": "shapes", "scale": scale},
        {
            "rows": encode_steps(rows),
            "kinds": encode_whole(kinds_of(uniform)),
            "parts": encode_whole(np.bincount(feature_of_part, minlength=len(uniform))),
            "rings": encode_whole(np.bincount(part_of_ring, minlength=len(parts))),
            "vertices": encode_whole(np.bincount(ring_of_vertex, minlength=len(rings))),
            "x": encode_steps(quantise(vertices[:, 0], scale)),
            "y": encode_steps(quantise(vertices[:, 1], scale)),
        },
    )


def quantise(degrees: NDArray[np.float64], scale: int) -> NDArray[np.int64]:
    """Degrees as whole numbers of ``1 / scale``."""
    return np.rint(degrees * scale).astype(np.int64)


_LINEAR_RING = 2  # shapely's type id


def _first_point(points: Geometries) -> NDArray[np.float64]:
    coordinates, owner = shapely.get_coordinates(points, return_index=True)
    firsts: NDArray[np.float64] = coordinates[np.append(True, owner[1:] != owner[:-1])]
    return firsts


def _half_way(lines: Geometries) -> NDArray[np.float64]:
    longest = _largest_part(lines, shapely.length)
    middles = shapely.line_interpolate_point(longest, 0.5, normalized=True)
    return shapely.get_coordinates(middles)


def _well_inside(areas: Geometries) -> NDArray[np.float64]:
    largest = _largest_part(areas, shapely.area)
    centres = shapely.get_coordinates(shapely.point_on_surface(largest))
    if len(areas) > MOST_CAREFUL:
        return centres
    for row, polygon in enumerate(largest):
        # A circle of degrees is none on the ground: east-west is squeezed by the latitude.
        squeeze = np.cos(np.radians(centres[row, 1])) or 1.0
        squeezed = affinity.scale(polygon, squeeze, 1.0, origin=(0, 0))
        size = max(np.ptp(shapely.get_coordinates(squeezed), axis=0))
        if shapely.is_valid(squeezed) and size > 0:
            circle = shapely.maximum_inscribed_circle(squeezed, tolerance=size / 100)
            centres[row] = shapely.get_coordinates(circle)[0] / (squeeze, 1.0)
    return centres


def _largest_part(geometries: Geometries, measure: Any) -> Geometries:
    """Of each geometry the part of highest dimension that measures most."""
    parts, owner = shapely.get_parts(_flat(geometries), return_index=True)
    size = measure(parts)
    size[shapely.get_dimensions(parts) < shapely.get_dimensions(geometries)[owner]] = -1.0
    order = np.lexsort((-np.arange(len(parts)), size, owner))
    last = np.append(owner[order][1:] != owner[order][:-1], True)
    return np.asarray(parts[order][last])


def _flat(geometries: Geometries) -> Geometries:
    """Geometry collections within geometry collections laid flat."""
    flat = geometries.copy()
    for row in np.flatnonzero(shapely.get_type_id(geometries) == _COLLECTION):
        flat[row] = shapely.GeometryCollection(_leaves(geometries[row]))
    return flat


def _leaves(geometry: BaseGeometry) -> list[BaseGeometry]:
    if geometry.is_empty:
        return []
    parts = getattr(geometry, "geoms", None)
    return [geometry] if parts is None else [leaf for part in parts for leaf in _leaves(part)]


def _uniform(geometry: BaseGeometry) -> BaseGeometry:
    """Make a collection one kind of geometry, the highest it holds.

    A line among areas becomes an area that goes out and comes back, a point one that stays: drawn
    with a stroke they look as they should.
    """
    leaves = _leaves(geometry)
    highest = max(shapely.get_dimensions(leaf) for leaf in leaves)
    if highest == 2:
        # What cutting areas has left at a corner is no point among areas.
        seen = [leaf for leaf in leaves if leaf.geom_type != "Polygon" or not _is_crumb(leaf)]
        return shapely.MultiPolygon([_as_polygon(leaf) for leaf in seen or leaves])
    if highest == 1:
        return shapely.MultiLineString([_as_line(leaf) for leaf in leaves])
    return shapely.MultiPoint(shapely.get_coordinates(leaves))


def _is_crumb(part: BaseGeometry) -> bool:
    west, south, east, north = part.bounds
    return max(east - west, north - south) * SITE_SCALE < 1


def _as_polygon(leaf: BaseGeometry) -> shapely.Polygon:
    if isinstance(leaf, shapely.Polygon):
        return leaf
    out = shapely.get_coordinates(leaf)
    way = np.concatenate([out, out[-2::-1]]) if len(out) > 1 else np.repeat(out, 4, axis=0)
    if len(way) == 3:  # a ring needs four vertices
        way = np.insert(way, 1, way[1], axis=0)
    return shapely.Polygon(way)


def _as_line(leaf: BaseGeometry) -> shapely.LineString:
    way = shapely.get_coordinates(leaf)
    return shapely.LineString(way if len(way) > 1 else np.repeat(way, 2, axis=0))


def _rings(parts: Geometries) -> tuple[Geometries, NDArray[np.int64]]:
    """Rings of the polygons, and lines and points themselves, each with its part, in order."""
    is_polygon = shapely.get_type_id(parts) == _RINGLIKE
    polygons = np.flatnonzero(is_polygon)
    others = np.flatnonzero(~is_polygon)
    rings, owner = shapely.get_rings(parts[polygons], return_index=True)
    together = np.concatenate([rings, parts[others]])
    owners = np.concatenate([polygons[owner], others])
    order = np.argsort(owners, kind="stable")
    return together[order], owners[order]


def _without_closing(
    ring_of_vertex: NDArray[np.int64], is_ring: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    last = np.append(ring_of_vertex[1:] != ring_of_vertex[:-1], True)
    return ~(last & is_ring[ring_of_vertex])
