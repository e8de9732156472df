"""``python -m tests.positions.land_file`` writes ``geo/positions/land.bin`` anew."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.ground.natural_earth import lines_of
from geo.positions.land import CELLS

if TYPE_CHECKING:
    from numpy.typing import NDArray

PATH = Path(__file__).parents[2] / "geo" / "positions" / "land.bin"


def land_cells() -> NDArray[np.bool_]:
    """Give the cells with any land in them: by latitude from the south, by longitude from -180."""
    land = lines_of("land-10m")
    starts = np.flatnonzero(np.diff(land.owner, prepend=-1))
    # A lake's shore is a ring as well: its few cells count as land.
    rings = [ring for ring in np.split(land.points, starts[1:]) if len(ring) > 3]
    areas = shapely.make_valid(np.array([shapely.Polygon(ring) for ring in rings]))
    size = 1 / CELLS
    west, south = np.meshgrid(np.arange(-180, 180, size), np.arange(-90, 90, size))
    boxes = shapely.box(west, south, west + size, south + size)
    cells = np.zeros(boxes.size, dtype=bool)
    cells[np.unique(shapely.STRtree(areas).query(boxes.ravel(), predicate="intersects")[0])] = True
    return cells.reshape(boxes.shape)


def packed(cells: NDArray[np.bool_]) -> bytes:
    """Give cells as the file holds them."""
    return zlib.compress(np.packbits(cells).tobytes(), 9)


if __name__ == "__main__":
    PATH.write_bytes(packed(land_cells()))
