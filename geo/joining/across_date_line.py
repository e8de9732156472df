"""Shapes that cross the date line without being cut there, as most programs write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

LONGEST_EDGE = 270.0
"""An edge of more degrees goes the other way around the Earth, unless it goes all around it."""
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
        edges = np.array([_longest_edge(part) for part in parts])
        crosses = (edges > LONGEST_EDGE) & (edges < _ROUND)
        if not crosses.any():
            continue
        parts[crosses] = [shapely.transform(part, _past) for part in parts[crosses]]
        is_one = shapely.get_type_id(geometry) < shapely.GeometryType.MULTIPOINT
        geometries[row] = parts[0] if is_one else type(geometry)(list(parts))
        found.append((row, round(float(edges[crosses].max()))))
    return found


def _longest_edge(part: BaseGeometry) -> float:
    """Degrees of longitude; of a collection in a collection nothing is said."""
    if part.geom_type not in {"Polygon", "LineString"}:
        return 0.0
    lines = [part] if part.geom_type == "LineString" else list(shapely.get_rings(part))
    return max(float(np.abs(np.diff(shapely.get_coordinates(line)[:, 0])).max()) for line in lines)


def _past(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    turned = positions.copy()
    turned[turned[:, 0] < 0, 0] += 360
    return turned
