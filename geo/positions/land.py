"""Where there is land, in cells of half a degree: enough to tell a layer at sea from one on land.

``land.bin`` is made of Natural Earth's land at 1 : 10 million (public domain) by
``python -m tests.positions.land_file``.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CELLS = 2
"""Cells a degree."""


@cache
def _cells() -> NDArray[np.bool_]:
    import zlib

    packed = zlib.decompress(files("geo.positions").joinpath("land.bin").read_bytes())
    bits = np.unpackbits(np.frombuffer(packed, dtype=np.uint8))
    cells: NDArray[np.bool_] = bits.reshape(180 * CELLS, 360 * CELLS).astype(bool)
    return cells


def is_near_land(xy: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether places lie in cells with any land in them; what is nowhere on Earth does not.

    Parameters
    ----------
    xy
        Longitudes and latitudes in degrees, WGS 84, shape (n, 2).
    """
    cells = _cells()
    there = (np.abs(xy[:, 0]) <= 180) & (np.abs(xy[:, 1]) <= 90)
    x, y = np.where(there, xy.T, 0)
    columns = np.clip(np.floor((x + 180) * CELLS), 0, 360 * CELLS - 1).astype(np.int64)
    rows = np.clip(np.floor((y + 90) * CELLS), 0, 180 * CELLS - 1).astype(np.int64)
    near: NDArray[np.bool_] = there & cells[rows, columns]
    return near
