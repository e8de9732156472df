"""Areas that are all of the Earth but for one place, as maps have them to darken what is around."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROUND = (300.0, 120.0)
"""Degrees of longitude and latitude that an outline round the world spans at least."""
LARGEST = 0.5
"""Of an outline's box: what the place that is left out fills at most."""


def unmask(geometries: NDArray[np.object_]) -> list[int]:
    """Give areas round the world as the place that they leave out.

    Parameters
    ----------
    geometries
        In degrees; changed in place.

    Returns
    -------
    list of int
        Rows that were changed.
    """
    bounds = shapely.bounds(geometries)
    is_round = (bounds[:, 2] - bounds[:, 0] >= ROUND[0]) & (bounds[:, 3] - bounds[:, 1] >= ROUND[1])
    found = []
    for row in np.flatnonzero(is_round).tolist():
        left_out = _left_out(geometries[row])
        if left_out is not None:
            geometries[row] = left_out
            found.append(row)
    return found


def _left_out(shape: shapely.Geometry) -> shapely.Geometry | None:
    """Give the holes of an outline that is nothing but a box around them; None for any other."""
    parts = shapely.get_parts(shape)
    if len(parts) != 1 or parts[0].geom_type != "Polygon":
        return None
    holes = [shapely.Polygon(ring) for ring in parts[0].interiors]
    outer = shapely.Polygon(parts[0].exterior)
    # A continent's own outline has more corners than a frame.
    is_frame = outer.area >= (1 - 1e-3) * outer.envelope.area
    is_small = sum(hole.area for hole in holes) <= LARGEST * outer.area
    if not holes or not is_frame or not is_small:
        return None
    return holes[0] if len(holes) == 1 else shapely.MultiPolygon(holes)
