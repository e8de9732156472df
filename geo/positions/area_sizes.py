"""How large areas are on the earth, whose sides are straight in degrees, as GeoJSON draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import Geod

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALIKE = 1e-9
"""Part of an area: what differs less is of one size, which the last bits of a corner would part."""
_EARTH = Geod(ellps="WGS84")


def square_metres(shapes: NDArray[np.object_]) -> NDArray[np.float64]:
    """Measure areas on the ellipsoid.

    Parameters
    ----------
    shapes
        In WGS 84, lon/lat in degrees; they may go on past 180 degrees.

    Returns
    -------
    array of float
        Square metres; as far as a trapezoid tells what lies below a slanted side.
    """
    return np.asarray(shapely.area(shapely.transform(shapes, _on_equal_areas)), np.float64)


def _on_equal_areas(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Unroll the ellipsoid on a cylinder on which every area keeps its size, in metres."""
    sine = np.sin(np.radians(np.clip(lonlat[:, 1], -90, 90)))
    e = np.sqrt(_EARTH.es)
    height = sine / (1 - _EARTH.es * sine**2) + np.arctanh(e * sine) / e
    x = _EARTH.a * np.radians(lonlat[:, 0])
    return np.column_stack([x, _EARTH.a * (1 - _EARTH.es) / 2 * height])
