"""The world's land, lakes and rivers as they come with the package: Natural Earth, public domain.

``geo/web/naturalearth.mjs`` writes land and lakes when the front end is built, and says how; rivers
are in ``rivers.npz``, which ``python -m tests.ground.rivers_file`` writes.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Layer = Literal["land-10m", "land-50m", "lakes-50m", "rivers-10m"]
ATTRIBUTION = "Natural Earth"
_SCALE = 10_000
# Positions of rivers are whole numbers of one of so many parts of a degree.
RIVER_SCALE = 1000
# How much a point of a river matters is one of these, in widths of the world: it is kept as a byte.
WORTHS = 1e-5 * 1.05 ** np.arange(126)


class Lines(NamedTuple):
    """Lines or rings of a layer, point after point.

    Parameters
    ----------
    points
        Longitudes and latitudes, shape (n, 2), degrees. What crosses the date line goes on beyond
        180°, or below -180°.
    owner
        Which line or ring each point is of, shape (n,). A ring that is a hole is not told from
        others.
    worth
        How much each point matters, shape (n,): up to which tolerance of Douglas and Peucker a line
        still has it, in widths of the world in Mercator's projection; infinite for ends.
    names
        What each line or ring is called, in its own country's Latin letters; "" where nothing is
        known.
    """

    points: NDArray[np.float64]
    owner: NDArray[np.int64]
    worth: NDArray[np.float32]
    names: tuple[str, ...]


@cache
def lines_of(layer: Layer) -> Lines:
    """Lines or rings of a layer, without points that no eye misses at any zoom.

    Parameters
    ----------
    layer
        What, and at which scale: 1 : 10 million or 1 : 50 million.
    """
    if layer == "rivers-10m":
        return _rivers()
    data = files("geo").joinpath("web", "dist", f"{layer}.bin").read_bytes()
    whole = np.frombuffer(data, dtype="<i4")
    count = int(whole[0])
    lengths = whole[1 : count + 1]
    start, total = count + 1, int(lengths.sum())
    points = whole[start : start + 2 * total].reshape(-1, 2) / _SCALE
    worth = np.frombuffer(data, dtype="<f4", offset=4 * (start + 2 * total))
    return Lines(points, np.repeat(np.arange(count), lengths), worth, ("",) * count)


def _rivers() -> Lines:
    with files("geo.ground").joinpath("rivers.npz").open("rb") as file, np.load(file) as kept:
        points = np.cumsum(kept["steps"], axis=0) / RIVER_SCALE
        owner = np.repeat(np.arange(len(kept["lengths"])), kept["lengths"])
        worth = np.append(WORTHS[:-1], np.inf).astype(np.float32)[kept["worth"].astype(int) - 1]
        return Lines(points, owner, worth, tuple(kept["names"].tolist()))
