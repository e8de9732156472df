"""Where the map of the world is cut open: at the date line, unless that parts sites.

A map has a left and a right end. Sites on either side of the date line would lie at both, with the
world between them; such a layer is cut where no site is, and positions west of the cut are moved
once around the Earth. Whatever comes after (views, signs, outlines, distances) then reckons with
plain numbers, longitudes between the seam and the seam + 360.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.joining import SiteLayer

    Geometries = NDArray[np.object_]

DATE_LINE = -180.0
# The seam leaves the date line only for a map of no more than this share of the width: sites all
# over the world are looked for where maps usually have them.
WORTHWHILE = 0.75
VIEWS_WIDTH = 3.0
"""How many times as wide as the sites the first view may be, in a wide window."""
_POLYGON = 3  # shapely's type id; what is above is a collection
_ROUND = 360.0


def on_one_sheet(layer: SiteLayer) -> tuple[SiteLayer, float]:
    """Move what lies west of the seam.

    Parameters
    ----------
    layer
        Longitudes between -180 and 180.

    Returns
    -------
    layer : SiteLayer
        The same one if the seam is the date line.
    seam : float
        Longitude at which the map begins.
    """
    geometries = layer.sites.geometry.to_numpy()
    seam = seam_of(geometries)
    if seam == DATE_LINE:
        return layer, seam
    return replace(layer, sites=layer.sites.set_geometry(beyond(geometries, seam))), seam


def seam_of(geometries: Geometries) -> float:
    """Find the longitude at which to cut: the middle of the widest stretch without any site."""
    boxes = shapely.bounds(geometries)
    boxes = boxes[~np.isnan(boxes[:, 0])]
    if len(boxes) == 0:
        return DATE_LINE
    if np.ptp(boxes[:, (0, 2)]) <= _ROUND / 2:
        return _out_of_sight(boxes)
    # What is cut at the date line is two things here.
    parts = shapely.bounds(_simple(geometries))
    parts = parts[np.argsort(parts[:, 0])]
    west, reached = parts[:, 0], np.maximum.accumulate(parts[:, 2])
    gaps = west[1:] - reached[:-1]
    if len(gaps) == 0:
        return DATE_LINE
    widest = int(np.argmax(gaps))
    if _ROUND - gaps[widest] > WORTHWHILE * (reached[-1] - west[0]):
        return DATE_LINE
    return round(float(reached[widest] + gaps[widest] / 2), 6)


def _out_of_sight(boxes: NDArray[np.float64]) -> float:
    """Cut on the other side of the Earth where the first view would show the end of the map.

    Of New Zealand a wide window shows what lies on the other side of the date line, too.
    """
    west, south, _, _ = boxes.min(axis=0).tolist()
    _, _, east, north = boxes.max(axis=0).tolist()
    around = VIEWS_WIDTH / 2 * max(east - west, north - south)
    middle = (west + east) / 2
    if middle - around >= -_ROUND / 2 and middle + around <= _ROUND / 2:
        return DATE_LINE
    seam = middle - _ROUND / 2 if middle > 0 else middle + _ROUND / 2
    # In the west the seam lies east of the sites, and so they move, as does all of that half.
    is_wide = around > _ROUND / 4
    return DATE_LINE if is_wide else round(seam, 6)


def beyond(geometries: Geometries, seam: float) -> Geometries:
    """Move geometries, and parts of geometries, that lie west of the seam once around the Earth."""
    moved = geometries.copy()
    boxes = shapely.bounds(geometries)
    is_simple = shapely.get_type_id(geometries) <= _POLYGON
    middles = (boxes[:, 0] + boxes[:, 2]) / 2
    whole = np.flatnonzero(is_simple & (middles < seam))  # NaN is not
    moved[whole] = shapely.transform(geometries[whole], lambda xy: np.add(xy, (_ROUND, 0)))
    for row in np.flatnonzero(~is_simple & (boxes[:, 0] < seam)):
        moved[row] = _beyond(geometries[row], seam)
    return moved


def longitude_beyond(longitude: float, seam: float) -> float:
    """Give a longitude as the map has it."""
    return longitude + _ROUND if longitude < seam else longitude


def _beyond(collection: Any, seam: float) -> BaseGeometry:
    parts = np.array([part for part in collection.geoms if not part.is_empty], dtype=object)
    moved = beyond(parts, seam)
    together: BaseGeometry = type(collection)(list(moved))
    halves = isinstance(together, shapely.MultiPolygon) and not together.is_valid
    # Halves of an area that meet at the date line are one.
    return shapely.union_all(moved) if halves and shapely.is_valid(moved).all() else together


def _simple(geometries: Geometries) -> Geometries:
    """Take collections apart, and collections in them."""
    parts: Geometries = shapely.get_parts(geometries[~shapely.is_missing(geometries)])
    while (shapely.get_type_id(parts) > _POLYGON).any():
        parts = shapely.get_parts(parts)
    return parts[~shapely.is_empty(parts)]
