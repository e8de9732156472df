"""The map's window on the sheet: from longitude and latitude to pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geo.positions.earth import MAJOR_AXIS_M

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.contract.head_types import View

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees, or left, top, right, bottom in pixels."""

EQUATOR_M = 2 * math.pi * MAJOR_AXIS_M
"""Length of the equator of spherical Mercator (EPSG:3857)."""
_TOP_LATITUDE = 85.0
_SMALLEST_SPAN_M = 1_500.0
_PADDING = 44.0
"""Room kept around the sites for their signs and names, px."""
_COMMON_WIDTH = 900
"""Width of the map in a common browser window, px."""


@dataclass(frozen=True)
class Frame:
    """A window in spherical Mercator, north up: the projection of the page, so both agree.

    Parameters
    ----------
    left, top, width, height
        Its place on the sheet, px.
    west, north
        Mercator coordinates of its top left corner, as parts of the world (0 to 1, y down).
    scale
        Pixels to the width of the world.
    """

    left: float
    top: float
    width: float
    height: float
    west: float
    north: float
    scale: float

    @property
    def box(self) -> Box:
        """Left, top, right and bottom on the sheet, px."""
        return (self.left, self.top, self.left + self.width, self.top + self.height)

    @property
    def latitude(self) -> float:
        """Latitude of the window's middle, degrees."""
        y = self.north + self.height / 2 / self.scale
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))

    def pixels_per_metre(self, latitude: float) -> float:
        """How long a metre on the ground is on the sheet (Mercator grows with latitude)."""
        return self.scale / (EQUATOR_M * math.cos(math.radians(latitude)))


def fit(bounds: Box, box: Box, *, padding: float) -> Frame:
    """Make a window that shows ``bounds`` (degrees) as large as ``box`` (px) allows."""
    left, top, right, bottom = box
    west, south, east, north = bounds
    xs, ys = _mercator(np.array([west, east]), np.array([north, south]))
    smallest = _SMALLEST_SPAN_M / (EQUATOR_M * math.cos(math.radians((south + north) / 2)))
    inner = (right - left - 2 * padding, bottom - top - 2 * padding)
    scale = min(
        inner[0] / max(float(xs[1] - xs[0]), smallest),
        inner[1] / max(float(ys[1] - ys[0]), smallest),
    )
    width, height = right - left, bottom - top
    return Frame(
        left=left,
        top=top,
        width=width,
        height=height,
        west=float(xs.mean()) - width / 2 / scale,
        north=float(ys.mean()) - height / 2 / scale,
        scale=scale,
    )


def fit_view(view: View, box: Box) -> Frame:
    """Make a window that shows what the page shows first.

    Parameters
    ----------
    view
        What :func:`geo.page.view.make_view` gives.
    box
        The window, px.
    """
    if "bounds" in view:
        west, south, east, north = view["bounds"]
        return fit((west, south, east, north), box, padding=_PADDING)
    # A center and a zoom say what a common screen would show.
    lon, lat = view["center"]
    around = fit((lon, lat, lon, lat), box, padding=0)
    scale = 256 * 2.0 ** view["zoom"] * around.width / _COMMON_WIDTH
    x, y = (
        around.west + around.width / 2 / around.scale,
        around.north + around.height / 2 / around.scale,
    )
    return replace(
        around, scale=scale, west=x - around.width / 2 / scale, north=y - around.height / 2 / scale
    )


def _mercator(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    phi = np.radians(np.clip(lat, -_TOP_LATITUDE, _TOP_LATITUDE))
    return lon / 360 + 0.5, 0.5 - np.arcsinh(np.tan(phi)) / (2 * math.pi)
