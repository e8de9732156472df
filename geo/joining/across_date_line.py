"""Shapes that cross the date line without being cut there, as most programs write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

LONGEST_EDGE = 270.0
"""An edge of more degrees goes the other way around the Earth."""
# An edge of so many is none that crosses: it runs along a rim of the world, or stays where it is.
_ROUND = 359.99


def unroll(geometries: NDArray[np.object_]) -> list[tuple[int, int]]:
    """Let shapes that seem to cross the date line do so: what is west of it goes on past 180°.

    Parameters
    ----------
    geometries
        In degrees; changed in place.

    Returns
    -------
    list of (int, int)
        Rows that were changed, each with how many degrees its longest edge had.
    """
    bounds = shapely.bounds(geometries)
    found = []
    for row in np.flatnonzero(bounds[:, 2] - bounds[:, 0] > LONGEST_EDGE).tolist():
        geometry = geometries[row]
        parts = shapely.get_parts(geometry)
        edges = np.array([_crossing_edge(part) for part in parts])
        crosses = edges > 0
        if not crosses.any():
            continue
        parts[crosses] = [shapely.transform(part, _past) for part in parts[crosses]]
        is_one = shapely.get_type_id(geometry) < shapely.GeometryType.MULTIPOINT
        geometries[row] = parts[0] if is_one else type(geometry)(list(parts))
        found.append((row, round(float(edges[crosses].max()))))
    return found


def _crossing_edge(part: BaseGeometry) -> float:
    """Degrees of longitude of the longest edge across the date line, 0 where none crosses it.

    An outline that crosses it as often eastward as westward goes to and fro; one around a pole does
    not. Of a collection in a collection nothing is said.
    """
    if part.geom_type not in {"Polygon", "LineString"}:
        return 0.0
    is_line = part.geom_type == "LineString"
    longest = 0.0
    for line in [part] if is_line else list(shapely.get_rings(part)):
        steps = np.diff(shapely.get_coordinates(line)[:, 0])
        steps = steps[np.abs(steps) > LONGEST_EDGE]
        if is_line or np.sign(steps).sum() == 0:
            crossing = np.abs(steps[np.abs(steps) < _ROUND])
            longest = max([longest, *crossing.tolist()])
    return longest


def _past(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    turned = positions.copy()
    turned[turned[:, 0] < 0, 0] += 360
    return turned
