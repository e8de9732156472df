"""A ground for any map: coast, lakes, rivers and cities, cut to what the map is about.

The world is drawn as through magnifying glasses: in full detail around the sites, and more coarsely
the farther from them. So no rim shows wherever the reader goes, and all of it stays small.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely import affinity

from geo.ground.lens import LEAST_REACH, Lens, to_degrees, to_units
from geo.ground.naming import named_places
from geo.ground.natural_earth import ATTRIBUTION as SHAPES_BY
from geo.ground.natural_earth import lines_of
from geo.positions.earth import TOP_LATITUDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.ground.extract import Box
    from geo.ground.natural_earth import Layer

    Points = NDArray[np.float64]

ATTRIBUTION = f"{SHAPES_BY}, GeoNames (CC BY 4.0)"
LICENCE = "Natural Earth: public domain; cities: GeoNames, CC BY 4.0"
# From this zoom on the coast would be seen to be wrong by as much as it is: some hundred metres.
MAX_ZOOM = 11.5
# Rivers are truer, and seen to lead somewhere.
RIVER_MAX_ZOOM = 12.0
_LATIN = ("en", "de", "fr", "es")
# Positions are whole numbers of 1 / so many degrees.
SCALE = 1000
# What coast, lakes and rivers may take.
MOST_POINTS, MOST_LAKE_POINTS, MOST_RIVER_POINTS = 3900, 500, 2200
# Where detail reaches farther than this the coarser source has all that can be seen.
_COARSE = 30 / 360
# How far from the truth the coast may run anywhere, in units: what the source is good for.
_LEAST_ERROR = 1e-5
# How much the error grows with the distance from the sites, at first and until all fits.
_LEAST_GROWTH, _GROWING = 0.004, 1.25
# A river is no river if drawn with a few corners: where not all fit, the shorter ones are left out.
_RIVER_GROWTH = 0.006
_MOST_REPRESENTATIVES = 64
_CELLS_ACROSS = 64


@dataclass(frozen=True)
class WorldFeature:
    """One thing on the ground; geometry in WGS 84 degrees."""

    properties: dict[str, Any]
    geometry: BaseGeometry


def world_ground(
    positions: Points, box: Box, languages: Sequence[str], share: float = 1.0
) -> list[WorldFeature]:
    """Give the ground of a map.

    Parameters
    ----------
    positions
        Where the sites are, longitude and latitude in degrees, shape (n, 2).
    box
        West, south, east, north of what the reader sees first, degrees.
    languages
        Which languages cities are to be named in, as far as they have names there; the name without
        a language is the one GeoNames has.
    share
        How much of the usual detail; less where another ground lies above it around the sites.

    Returns
    -------
    list of WorldFeature
        ``sea`` (one area, lakes in it), ``river``, ``city`` and ``town``.
    """
    near = _representatives(positions, box)
    return list(_ground(near.tobytes(), box, tuple(languages), share))


@lru_cache(maxsize=4)
def _ground(
    representatives: bytes, box: Box, languages: tuple[str, ...], share: float
) -> tuple[WorldFeature, ...]:
    """Give the ground of some places; a live preview asks for the same one at nearly each save."""
    lens = Lens.over(box)
    near = np.frombuffer(representatives).reshape(-1, 2)
    land = _generalised(
        near,
        "land-50m" if lens.reach > _COARSE else "land-10m",
        round(MOST_POINTS * share),
    )
    lakes = _generalised(near, "lakes-50m", round(MOST_LAKE_POINTS * share))
    world = shapely.box(-180, -TOP_LATITUDE, 180, TOP_LATITUDE)
    rings = [[ring for _, ring in layer] for layer in (land, lakes)]
    sea = world.difference(_inside(rings[0])).union(_inside(rings[1]))
    features = [WorldFeature({"kind": "sea", "max_zoom": MAX_ZOOM}, _rounded(sea))]
    features += _rivers(near, lens, round(MOST_RIVER_POINTS * share))
    names = [
        WorldFeature(place.properties, shapely.Point(place.position))
        for place in named_places(near, lens, languages, share)
    ]
    return (*features, *names)


def _rivers(near: Points, lens: Lens, most: int) -> list[WorldFeature]:
    """Give the rivers, those where the reader looks with their names.

    The names are in Latin letters; a page in another script leaves them out.
    """
    names = lines_of("rivers-10m").names
    nameless: list[list[list[float]]] = []
    named: dict[str, list[list[list[float]]]] = {}
    for owner, line in _longest_rivers(near, lens, names, most):
        is_near = _distance(to_units(line), near).min() < lens.reach
        into = named.setdefault(names[owner], []) if is_near and names[owner] else nameless
        into.append(line.tolist())
    rivers: list[tuple[dict[str, str], list[Any]]] = [({}, nameless)] if nameless else []
    rivers += [({f"name_{code}": name for code in _LATIN}, lines) for name, lines in named.items()]
    return [
        WorldFeature(
            {"kind": "river", **texts, "max_zoom": RIVER_MAX_ZOOM},
            _rounded(shapely.MultiLineString(lines)),
        )
        for texts, lines in rivers
    ]


def _longest_rivers(
    near: Points, lens: Lens, names: Sequence[str], most: int
) -> list[tuple[int, Points]]:
    """Give the lines of the rivers that are the longest as the reader sees them, in degrees.

    Every one of them is drawn as true as the eye can tell from afar; how many there are is what the
    points allow. A river of several lines is whole or left out.
    """
    points, owner, worth = _weighed("rivers-10m")
    error = _LEAST_ERROR + _RIVER_GROWTH * _distance(points, near)
    chosen = np.flatnonzero(worth >= error)
    # What is shorter than it may be wrong is a speck.
    chosen = chosen[_large(points, owner, chosen, error, closed=False)]
    points, owner = points[chosen], owner[chosen]
    lines, own = np.unique(owner, return_inverse=True)
    rivers = np.unique([names[its] or f"#{its}" for its in lines], return_inverse=True)[1][own]
    lengths = np.bincount(rivers, _steps_seen(points, own, lens))
    longest_first = np.argsort(-lengths, kind="stable")
    fits = np.cumsum(np.bincount(rivers)[longest_first]) <= most
    is_kept = np.isin(rivers, longest_first[fits])
    return _parts(points[is_kept], owner[is_kept])


def _steps_seen(points: Points, own: NDArray[np.int64], lens: Lens) -> Points:
    """Length of the way from each point of lines to the next one, as seen through the glass.

    It is that on the ground: near the poles the map draws every stream out.
    """
    first = np.flatnonzero(np.diff(own, prepend=-1))
    turns = lens.turns_to(points[first, 0])[own]
    seen = lens.shrink(np.column_stack([points[:, 0] + turns, points[:, 1]]))
    steps: Points = np.hypot(*np.diff(seen, axis=0, append=0).T)
    steps[np.diff(own, append=-1) != 0] = 0
    return steps * np.cos(np.radians(to_degrees(points)[:, 1]))


def _representatives(positions: Points, box: Box) -> Points:
    """Give a few places that stand for all sites: the middles of cells of a grid over them.

    Where a site lies within its cell makes no other ground: one that is moved a little leaves it.
    """
    places = positions[~np.isnan(positions[:, 0])]
    if len(places) == 0:
        places = np.array([[(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]])
    units = to_units(places)
    extent = max(float(np.ptp(units, axis=0).max()), LEAST_REACH)
    size = 2.0 ** math.floor(math.log2(extent / _CELLS_ACROSS))
    cells = np.floor(units / size).astype(np.int64)
    while True:
        cells = _unique(cells)
        if len(cells) <= _MOST_REPRESENTATIVES:
            break
        cells, size = cells // 2, size * 2
    chosen: Points = np.asarray((cells + 0.5) * size % (1, np.inf), dtype=np.float64)
    return chosen


def _unique(cells: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give what ``np.unique(cells, axis=0)`` gives, at a tenth of its time."""
    low = cells.min(axis=0)
    columns, rows = (cells - low).T
    height = int(rows.max()) + 1
    numbers = np.unique(columns * height + rows)
    unique: NDArray[np.int64] = np.column_stack([numbers // height, numbers % height]) + low
    return unique


def _generalised(near: Points, source: Layer, most: int) -> list[tuple[int, Points]]:
    """Leave out points that no eye misses, more of them the farther away, until few are left.

    Parameters
    ----------
    near
        What has to be exact, in units.
    source
        Whose rings, as :func:`~geo.ground.natural_earth.lines_of` names them.
    most
        How many points may be left.

    Returns
    -------
    list of (int, Points)
        What is left, degrees, each with which ring of the source it is.
    """
    points, owner, worth = _weighed(source)
    # Most points are too far away to matter whatever follows, and that is seen at a glance.
    fit = worth >= _LEAST_ERROR + _LEAST_GROWTH * _distance_of_box(points, near)
    points, owner, worth = points[fit], owner[fit], worth[fit]
    away = _distance(points, near)
    growth = _LEAST_GROWTH
    while True:
        # How far from the truth a line may run at each point.
        error = _LEAST_ERROR + growth * away
        chosen = np.flatnonzero(worth >= error)
        chosen = chosen[_large(points, owner, chosen, error, closed=True)]
        if len(chosen) <= most:
            break
        growth *= _GROWING
    return _parts(points[chosen], owner[chosen])


def _parts(points: Points, owner: NDArray[np.int64]) -> list[tuple[int, Points]]:
    """Give the points of each line or ring, in degrees, with whose they are."""
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    parts = np.split(to_degrees(points), starts[1:])
    owners = owner[starts].tolist()
    return [(its, part) for its, part in zip(owners, parts, strict=False) if len(part) > 1]


@cache
def _weighed(source: Layer) -> tuple[Points, NDArray[np.int64], NDArray[np.float32]]:
    """Give the points of a source in units, whose they are and how much they matter.

    It is the same for every map: a live preview need not reckon it at each save.
    """
    lines = lines_of(source)
    return to_units(lines.points), lines.owner, lines.worth


def _distance_of_box(points: Points, near: Points) -> Points:
    """Distance of each point from the box around the places: never more than from the nearest."""
    low, high = near.min(axis=0), near.max(axis=0)
    x = _around_once(points[:, 0])
    is_beside = (x < low[0]) | (x > high[0])
    across = np.where(is_beside, np.minimum((low[0] - x) % 1, (x - high[0]) % 1), 0)
    down = np.maximum(np.maximum(low[1] - points[:, 1], points[:, 1] - high[1]), 0)
    distance: Points = np.hypot(across, down)
    return distance


def _distance(points: Points, near: Points) -> Points:
    """Distance of each point from the nearest place, the world being round."""
    least = np.full(len(points), np.inf)
    turned = _around_once(points[:, 0])
    for x, y in near:
        across = np.abs(turned - x)
        np.minimum(least, np.hypot(np.minimum(across, 1 - across), points[:, 1] - y), out=least)
    return least


def _around_once(x: Points) -> Points:
    """Give what ``x % 1`` gives, at a fifth of its time."""
    turned: Points = x - np.floor(x)
    return turned


def _large(
    points: Points, owner: NDArray[np.int64], chosen: NDArray[np.int64], error: Points,
    *, closed: bool,
) -> NDArray[np.bool_]:  # fmt: skip
    """Whether each point chosen is of a ring or line that is larger than the error there."""
    lines, own = np.unique(owner[chosen], return_inverse=True)
    counts = np.bincount(own, minlength=len(lines))
    nearest = np.full(len(lines), np.inf)
    np.minimum.at(nearest, own, error[chosen])
    is_large = counts >= (4 if closed else 2)
    of_large = is_large[own]
    rows = (np.cumsum(is_large) - 1)[own[of_large]]
    least = nearest[is_large]
    size = _sizes(points[chosen][of_large], rows, closed=closed)
    is_large[is_large] = size > (least * 2) ** 2 if closed else size > 15 * least
    result: NDArray[np.bool_] = is_large[own]
    return result


def _sizes(points: Points, rows: NDArray[np.int64], *, closed: bool) -> Points:
    """Areas of rings, or lengths of lines; ``rows`` says in rising order whose each point is.

    They are asked for at every step of the search: to make geometries of them takes ten times as
    long.
    """
    first = points[np.flatnonzero(np.diff(rows, prepend=-1))]
    is_last = np.diff(rows, append=-1) != 0
    following = np.append(points[1:], points[:1], axis=0)
    # A ring ends where it began, whether its last point says so or not; a line ends where it ends.
    following[is_last] = first if closed else points[is_last]
    if closed:
        # Far from the origin the products of small rings would lose their last digits.
        (x, y), (to_x, to_y) = (points - first[rows]).T, (following - first[rows]).T
        worth = x * to_y - to_x * y
    else:
        worth = np.hypot(*(following - points).T)
    sizes = np.abs(np.bincount(rows, worth))
    result: Points = sizes / 2 if closed else sizes
    return result


def _inside(rings: list[Points]) -> BaseGeometry:
    """Give what lies in rings, but not in a ring in a ring; they may cross each other."""
    # Simplified rings may cross themselves.
    areas = shapely.make_valid(
        np.array([shapely.Polygon(ring) for ring in rings]), method="structure"
    )
    areas = areas[~shapely.is_empty(areas)]
    inner, outer = shapely.STRtree(areas).query(shapely.point_on_surface(areas), "within")
    larger = shapely.area(areas[outer]) > shapely.area(areas[inner])
    is_hole = np.bincount(inner[larger], minlength=len(areas)) % 2 == 1
    area = shapely.union_all(areas[~is_hole]).difference(shapely.union_all(areas[is_hole]))
    # What goes on beyond the date line is there at the other end of the world, too.
    world = shapely.box(-180, -90, 180, 90)
    turned = [affinity.translate(area, turn) for turn in (-360.0, 0.0, 360.0)]
    return shapely.union_all([one.intersection(world) for one in turned if one.intersects(world)])


def _rounded(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.set_precision(geometry, 1 / SCALE)
