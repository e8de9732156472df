"""What the reader sees first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.page.date_line import DATE_LINE, longitude_beyond
from geo.positions.earth import TOP_LATITUDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.contract.head_types import Topic, View
    from geo.joining import SiteLayer

    Box = tuple[float, float, float, float]

# The least zoom is this, or less where all sites need less.
MIN_ZOOM, MAX_ZOOM = 3, 19
# A lone site is shown with the streets around it, or with the towns where no ground has streets.
LONE_ZOOM, LONE_ZOOM_BARE = 15, 11
# Sites so many times as far from the middle as most of them are not in the first view …
FAR = 3.5
# … unless they are more than these: then they are no exception. One of seven is none yet: a page
# about seven sites shows all seven.
MOST_FAR = 0.14
# Of a country's regions or a city's wards more may be islands far away: Tokyo's are a seventh,
# France's more than a quarter.
MOST_FAR_AREAS, FEWEST_AREAS = 0.3, 10
# Share of the sites of which the farthest tells how far the others reach.
NEAR, NEAR_AREAS = 0.75, 0.65
# So many are islands only if they lie so many times as far from each other as the others do.
LONELIER = 2.0
# And only where the others are seen so many times as large without them.
LEAST_GAIN = 3.0
# What lies within a metre is one spot, in degrees.
_A_SPOT = 1e-5
# Width of the map's part of a common window and of a small one, in CSS pixels, and of a tile.
_COMMON_WIDTH, _SMALL_WIDTH, _TILE = 900, 240, 256
# Signs so many CSS pixels apart can be told apart; with more sites than these nobody looks at each.
_TOLD_APART, _MOST_APART = 30, 20_000
# The page's zoom stops at halves.
_ZOOM_STEP = 0.5


def make_view(layer: SiteLayer, *, whole: bool, seam: float = DATE_LINE) -> View:
    """Choose the first view.

    Parameters
    ----------
    layer
        The sites, WGS 84.
    whole
        Whether the map shows all of the project; of a part, the settings know nothing.
    seam
        Longitude at which the map begins; see :mod:`geo.page.date_line`.

    Returns
    -------
    dict
        As ``View``.
    """
    settings = layer.project.settings.view
    boxes = shapely.bounds(layer.sites.geometry.to_numpy())
    is_located = ~np.isnan(boxes[:, 0])
    smallest = _least_zoom(boxes[is_located]) if settings.min_zoom is None else settings.min_zoom
    largest = MAX_ZOOM if settings.max_zoom is None else settings.max_zoom
    view = _opening(layer, boxes, is_located, whole=whole, seam=seam)
    if "bounds" not in view and not layer.project.basemap and settings.zoom is None:
        view["zoom"] = min(view["zoom"], LONE_ZOOM_BARE)
    view["minZoom"], view["maxZoom"] = smallest, max(largest, smallest)
    if seam != DATE_LINE:
        view["west"] = seam
    return view


def _opening(
    layer: SiteLayer,
    boxes: NDArray[np.float64],
    is_located: NDArray[np.bool_],
    *,
    whole: bool,
    seam: float,
) -> View:
    """Where the map opens, as the settings say or as the sites lie."""
    settings = layer.project.settings.view
    if whole and settings.bounds:
        west, south, east, north = settings.bounds
        round_trip = longitude_beyond((west + east) / 2, seam) - (west + east) / 2
        view = _of_box((west + round_trip, south, east + round_trip, north))
        view["exact"] = True
        return view
    if whole and settings.center:
        lon, lat = settings.center
        return _around_point([longitude_beyond(lon, seam), lat], settings.zoom)
    focus = layer.sites["id"].isin(settings.focus).to_numpy() & is_located
    boxes = boxes[focus] if whole and focus.any() else _without_far(boxes[is_located])
    view = _of_box(_around(boxes))
    if whole and settings.zoom is not None:
        return _around_point(view["center"], settings.zoom)
    return view


def looking_at(view: View, topic: Topic) -> View:
    """Give a view where a topic says one looks."""
    looking = view.copy()
    if "bounds" in topic:
        looking["bounds"] = topic["bounds"]
    if "center" in topic:
        looking["center"] = topic["center"]
        if "bounds" not in topic:
            looking.pop("bounds", None)
    if "zoom" in topic:
        looking["zoom"] = topic["zoom"]
    return looking


def _around_point(center: Sequence[float], zoom: float | None = None) -> View:
    return {
        "center": center,
        "zoom": LONE_ZOOM if zoom is None else zoom,
        "minZoom": MIN_ZOOM,
        "maxZoom": MAX_ZOOM,
    }


def closest_zoom(layer: SiteLayer, ground: float | None) -> float:
    """Give how far in the reader may zoom, where the settings do not say.

    Parameters
    ----------
    layer
        The sites, WGS 84.
    ground
        How far in the ground can show things; None where it does not say.

    Returns
    -------
    float
        What the ground can show, or what it takes to tell sites apart and to see small ones.
    """
    if ground is None:
        return MAX_ZOOM
    boxes = shapely.bounds(layer.sites.geometry.to_numpy())
    boxes = boxes[~np.isnan(boxes[:, 0])]
    sizes = np.ptp(boxes.reshape(-1, 2, 2), axis=1).max(axis=1)
    middles = np.unique((boxes[:, :2] + boxes[:, 2:]) / 2, axis=0)
    spans = [sizes[sizes > 0]]
    if 1 < len(middles) <= _MOST_APART:
        places = np.asarray(shapely.points(middles))
        pairs, apart = shapely.STRtree(places).query_nearest(
            places, exclusive=True, return_distance=True
        )
        spans.append(apart[: len(pairs[0])])
    smallest = min((float(span.min()) for span in spans if len(span)), default=0.0)
    needed = math.log2(360 / smallest * _TOLD_APART / _TILE) if smallest else 0.0
    return min(MAX_ZOOM, max(ground, math.ceil(needed / _ZOOM_STEP) * _ZOOM_STEP))


def _least_zoom(boxes: NDArray[np.float64]) -> float:
    """Zoom at which all boxes fit a small window, if that is less than usual."""
    if len(boxes) == 0:
        return MIN_ZOOM
    west, south, east, north = _around(boxes)
    span = max(east - west, _mercator_degrees(north) - _mercator_degrees(south))
    if span * 2**MIN_ZOOM * _TILE <= 360 * _SMALL_WIDTH:
        return MIN_ZOOM
    fitting = math.log2(360 / span * _SMALL_WIDTH / _TILE)
    return max(0, math.floor(fitting / _ZOOM_STEP) * _ZOOM_STEP)


def _mercator_degrees(latitude: float) -> float:
    """Height on the map above the equator, in degrees of longitude."""
    within = math.radians(max(-TOP_LATITUDE, min(TOP_LATITUDE, latitude)))
    return math.degrees(math.asinh(math.tan(within)))


def _without_far(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Boxes without those of the few sites that lie far from all others."""
    if len(boxes) < 4:
        return boxes
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    offset = middles - np.median(middles, axis=0)
    offset[:, 0] *= math.cos(math.radians(float(np.median(middles[:, 1]))))
    distance = np.hypot(offset[:, 0], offset[:, 1])
    are_areas = (boxes[:, 2:] > boxes[:, :2]).all(axis=1)
    is_divided = len(boxes) >= FEWEST_AREAS and bool(are_areas.all())
    most = MOST_FAR_AREAS if is_divided else MOST_FAR
    near = np.quantile(distance, NEAR_AREAS if is_divided else NEAR)
    far = distance > FAR * near
    if not far.any() or far.mean() > most or not boxes[~far].size:
        return boxes
    if far.mean() > MOST_FAR and not _gap(offset[far]) > LONELIER * _gap(offset[~far]):
        # No islands in the sea, but part of what there is: the wards of a second city.
        return boxes
    gain = _longer_side(boxes) / max(_longer_side(boxes[~far]), _A_SPOT)
    return boxes if gain < LEAST_GAIN else boxes[~far]


def _gap(places: NDArray[np.float64]) -> float:
    """Give how far places mostly lie from their nearest, in degrees; NaN where all are one."""
    points = np.asarray(shapely.points(places))
    _, gaps = shapely.STRtree(points).query_nearest(
        points, exclusive=True, return_distance=True, all_matches=False
    )
    return float(np.median(gaps)) if len(gaps) else math.nan


def _longer_side(boxes: NDArray[np.float64]) -> float:
    west, south, east, north = _around(boxes)
    return max(east - west, _mercator_degrees(north) - _mercator_degrees(south))


def _around(boxes: NDArray[np.float64]) -> Box:
    if len(boxes) == 0:
        return (-180.0, -60.0, 180.0, 75.0)
    west, south = boxes[:, :2].min(axis=0).tolist()
    east, north = boxes[:, 2:].max(axis=0).tolist()
    return west, south, east, north


def _of_box(box: Box) -> View:
    west, south, east, north = (round(float(edge), 6) for edge in box)
    center = [round((west + east) / 2, 6), round((south + north) / 2, 6)]
    if west == east and south == north:
        return _around_point(center)
    # For programs that know nothing of boxes: about the zoom at which it fits a common window.
    span = max(east - west, (north - south) * 1.6)
    zoom = math.floor(math.log2(360 / span * _COMMON_WIDTH / _TILE))
    view = _around_point(center, max(0, min(zoom, MAX_ZOOM)))
    view["bounds"] = [west, south, east, north]
    return view
