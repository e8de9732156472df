"""What the reader sees first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.joining import SiteLayer

    Box = tuple[float, float, float, float]

MIN_ZOOM, MAX_ZOOM = 3, 19
# A lone site is shown with the streets around it.
LONE_ZOOM = 15
# Sites so many times as far from the middle as three quarters of all are not in the first view …
FAR = 3.5
# … unless they are more than these: then they are no exception.
MOST_FAR = 0.15
# Width of the map's part of a common window, in CSS pixels, and of a tile.
_COMMON_WIDTH, _TILE = 900, 256


def make_view(layer: SiteLayer, *, whole: bool) -> dict[str, Any]:
    """Choose the first view.

    Parameters
    ----------
    layer
        The sites, WGS 84.
    whole
        Whether the map shows all of the project; of a part, the settings know nothing.

    Returns
    -------
    dict
        As ``View`` of ``geo/web/src/data/head.ts``.
    """
    settings = layer.project.settings.view
    smallest = MIN_ZOOM if settings.min_zoom is None else settings.min_zoom
    largest = MAX_ZOOM if settings.max_zoom is None else settings.max_zoom
    limits = {"minZoom": smallest, "maxZoom": max(largest, smallest)}
    if whole and settings.bounds:
        return {**_of_box(settings.bounds), **limits}
    if whole and settings.center:
        zoom = settings.zoom if settings.zoom is not None else LONE_ZOOM
        return {"center": list(settings.center), "zoom": zoom, **limits}
    boxes = shapely.bounds(layer.sites.geometry.to_numpy())
    is_located = ~np.isnan(boxes[:, 0])
    focus = layer.sites["id"].isin(settings.focus).to_numpy() & is_located
    boxes = boxes[focus] if whole and focus.any() else _without_far(boxes[is_located])
    view = _of_box(_around(boxes))
    if whole and settings.zoom is not None:
        view = {"center": view["center"], "zoom": settings.zoom}
    return {**view, **limits}


def _without_far(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Boxes without those of the few sites that lie far from all others."""
    if len(boxes) < 4:
        return boxes
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    offset = middles - np.median(middles, axis=0)
    offset[:, 0] *= math.cos(math.radians(float(np.median(middles[:, 1]))))
    distance = np.hypot(offset[:, 0], offset[:, 1])
    far = distance > FAR * np.quantile(distance, 0.75)
    return boxes if far.mean() > MOST_FAR else boxes[~far]


def _around(boxes: NDArray[np.float64]) -> Box:
    if len(boxes) == 0:
        return (-180.0, -60.0, 180.0, 75.0)
    west, south = boxes[:, :2].min(axis=0).tolist()
    east, north = boxes[:, 2:].max(axis=0).tolist()
    return west, south, east, north


def _of_box(box: Box) -> dict[str, Any]:
    west, south, east, north = (round(float(edge), 6) for edge in box)
    center = [round((west + east) / 2, 6), round((south + north) / 2, 6)]
    if west == east and south == north:
        return {"center": center, "zoom": LONE_ZOOM}
    # For programs that know nothing of boxes: about the zoom at which it fits a common window.
    span = max(east - west, (north - south) * 1.6)
    zoom = math.floor(math.log2(360 / span * _COMMON_WIDTH / _TILE))
    return {
        "center": center,
        "zoom": max(0, min(zoom, MAX_ZOOM)),
        "bounds": [west, south, east, north],
    }
