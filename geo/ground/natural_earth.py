"""The world's land, lakes and rivers as they come with the package: Natural Earth, public domain.

``geo/web/naturalearth.mjs`` writes them when the front end is built, and says how.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Layer = Literal["land-10m", "land-50m", "lakes-50m", "rivers-50m"]
ATTRIBUTION = "Natural Earth"
_SCALE = 10_000
_ROUND = 360.0


@cache
def lines_of(layer: Layer) -> list[NDArray[np.float64]]:
    """Lines or rings of a layer.

    Parameters
    ----------
    layer
        What, and at which scale: 1 : 10 million or 1 : 50 million.

    Returns
    -------
    list of numpy.ndarray
        Longitudes and latitudes, shape (n, 2), degrees. A ring that is a hole is not told from
        others. What crosses the date line goes on beyond 180°, or below -180°.
    """
    data = files("geo").joinpath("web", "dist", f"{layer}.bin").read_bytes()
    numbers = np.frombuffer(data, dtype="<i4")
    count = int(numbers[0])
    ends = np.cumsum(numbers[1 : count + 1])
    points = numbers[count + 1 :].reshape(-1, 2) / _SCALE
    return [_unrolled(line) for line in np.split(points, ends[:-1])]


def _unrolled(line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give a line without jumps from one end of the world to the other."""
    if np.abs(np.diff(line[:, 0])).max(initial=0) < _ROUND / 2:
        return line
    longitude = np.unwrap(line[:, 0], period=_ROUND)
    # Most of it lies where it would if nothing crossed the line.
    longitude -= _ROUND * np.round(longitude.mean() / _ROUND)
    unrolled = np.column_stack([longitude, line[:, 1]])
    if (line[0] != line[-1]).any():
        return unrolled
    if abs(longitude[-1] - longitude[0]) < 1:
        unrolled[-1] = unrolled[0]  # the last bit is lost on the way around
        return unrolled
    # Antarctica goes around the Earth: it is closed along the pole.
    poles = [[longitude[-1], -90.0], [longitude[0], -90.0], unrolled[0]]
    return np.concatenate([unrolled, poles])
