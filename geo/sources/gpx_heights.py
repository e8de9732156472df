"""Heights of GPX: GDAL writes nought where a point of a track has none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from pathlib import Path

OPTIONS = {"ELE_AS_25D": "YES"}
"""How GDAL is told to read heights as part of positions."""
_POINT = re.compile(rb"<(?:\w{1,40}:)?(?:wpt|rtept|trkpt)[\s>]")
_HEIGHT = re.compile(rb"<(?:\w{1,40}:)?ele[\s>]")


def without_made_heights(shapes: Any, path: Path) -> Any:
    """Give shapes of which some points have no height without heights.

    Parameters
    ----------
    shapes
        As GDAL reads them with :data:`OPTIONS`.
    path
        The file.
    """
    data = path.read_bytes()
    if len(_POINT.findall(data)) == len(_HEIGHT.findall(data)):
        return shapes
    for at in np.flatnonzero(shapely.has_z(shapes)).tolist():
        heights = shapely.get_coordinates(shapes[at], include_z=True)[:, 2]
        if not heights.all():
            shapes[at] = shapely.force_2d(shapes[at])
    return shapes
