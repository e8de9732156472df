"""A ground for any map: coast, lakes, rivers and cities, cut to what the map is about.

The world is drawn as through magnifying glasses: in full detail around the sites, and more coarsely
the farther from them. So no rim shows wherever the reader goes, and all of it stays small.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely import affinity

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
# And from this one on a city is more than a name.
_CITY_MAX_ZOOM = 10.5
# Positions are whole numbers of 1 / so many degrees.
SCALE = 1000
# What coast and waters may take, and how many cities are named.
MOST_POINTS, MOST_WATER_POINTS = 3900, 1000
MOST_CITIES = (95, 40, 35)
# Full detail reaches so many times as far as the sites do, and at least so far: a city's region.
_REACH, _LEAST_REACH = 1.2, 1.2 / 360
# Where detail reaches farther than this the coarser source has all that can be seen.
_COARSE = 30 / 360
# Two cities of a zoom are this far apart, in pixels of 256 to the world at zoom 0.
_APART = 72.0
# Each of those numbers is for so far from the centre, in times the reach as seen through the glass.
_RINGS = (2.2, 3.6)
# How far from the truth the coast may run anywhere, in units: what the source is good for.
_LEAST_ERROR = 1e-5
# How much the error grows with the distance from the sites, at first and until all fits.
_LEAST_GROWTH, _GROWING = 0.004, 1.25
_MOST_REPRESENTATIVES = 64


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
        ``sea`` (one area, lakes in it), ``river`` and ``city``.
    """
    near = _representatives(positions, box)
    return list(_ground(near.tobytes(), box, tuple(languages), share))


@lru_cache(maxsize=4)
def _ground(
    representatives: bytes, box: Box, languages: tuple[str, ...], share: float
) -> tuple[WorldFeature, ...]:
    """Give the ground of some places; a live preview asks for the same one at nearly each save."""
    lens = _Lens.over(box)
    near = np.frombuffer(representatives).reshape(-1, 2)
    land = _generalised(
        near,
        "land-50m" if lens.reach > _COARSE else "land-10m",
        round(MOST_POINTS * share),
        closed=True,
    )
    waters = round(MOST_WATER_POINTS / 2 * share)
    lakes = _generalised(near, "lakes-50m", waters, closed=True)
    rivers = _generalised(near, "rivers-50m", waters, closed=False)
    world = shapely.box(-180, -TOP_LATITUDE, 180, TOP_LATITUDE)
    sea = world.difference(_inside(land)).union(_inside(lakes))
    features = [WorldFeature({"kind": "sea", "max_zoom": MAX_ZOOM}, _rounded(sea))]
    if rivers:
        lines = shapely.MultiLineString([line.tolist() for line in rivers])
        features.append(WorldFeature({"kind": "river", "max_zoom": MAX_ZOOM}, _rounded(lines)))
    return (*features, *_named(lens, languages, share))


@dataclass(frozen=True)
class _Lens:
    """The magnifying glass: within ``reach`` of the centre nothing changes, beyond it all shrinks.

    Units are those of the map: the width of the world is 1, y goes down.
    """

    centre: tuple[float, float]
    reach: float

    @classmethod
    def over(cls, box: Box) -> _Lens:
        """Give the one over a box of degrees."""
        low, high = _units(np.array([[box[0], box[3]], [box[2], box[1]]]))
        middle = (low + high) / 2
        reach = max(float(np.hypot(*(high - low))) / 2 * _REACH, _LEAST_REACH)
        return cls((float(middle[0]), float(middle[1])), min(reach, 0.5))

    def turns_to(self, x: Any) -> Any:
        """How often around the Earth what lies at ``x`` is nearest to the centre."""
        return np.round(self.centre[0] - x)

    def shrink(self, points: Points) -> Points:
        """Give points as seen through the glass."""
        away = points - np.asarray(self.centre)
        far = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-12)
        part = np.where(far > self.reach, self.reach * (1 + np.log(far / self.reach)) / far, 1.0)
        shrunk: Points = np.asarray(self.centre) + away * part[:, None]
        return shrunk


def _units(degrees: Points) -> Points:
    latitude = np.radians(np.clip(degrees[:, 1], -TOP_LATITUDE, TOP_LATITUDE))
    y = 0.5 - np.arctanh(np.sin(latitude)) / (2 * math.pi)
    return np.column_stack([degrees[:, 0] / 360 + 0.5, y])


def _degrees(units: Points) -> Points:
    latitude = np.degrees(np.arctan(np.sinh((0.5 - units[:, 1]) * 2 * math.pi)))
    return np.column_stack([(units[:, 0] - 0.5) * 360, latitude])


def _representatives(positions: Points, box: Box) -> Points:
    """Give a few places that stand for all sites: one of each cell of a grid over them."""
    places = positions[~np.isnan(positions[:, 0])]
    if len(places) == 0:
        places = np.array([[(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]])
    units = _units(places)
    size = max(float(np.ptp(units, axis=0).max()), 1e-9) / 64
    cells = np.floor(units / size).astype(np.int64)
    first = np.arange(len(cells))
    for _ in (64, 32, 16, 8, 4):
        kept = cells[first]
        across, down = (kept - kept.min(axis=0)).T
        _, found = np.unique(across * (down.max() + 1) + down, return_index=True)
        if len(found) <= _MOST_REPRESENTATIVES:
            break
        # Of four cells one is made: the first place in it is the first of one of them.
        first = np.sort(first[found])
        cells //= 2
    first = first[found]
    chosen: Points = units[first] % (1, np.inf)
    return chosen


def _generalised(near: Points, source: Layer, most: int, *, closed: bool) -> list[Points]:
    """Leave out points that no eye misses, more of them the farther away, until few are left.

    Parameters
    ----------
    near
        What has to be exact, in units.
    source
        Whose lines or rings, as :func:`~geo.ground.natural_earth.lines_of` names them.
    most
        How many points may be left.
    closed
        Whether they are rings.
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
        chosen = chosen[_large(points, owner, chosen, error, closed=closed)]
        if len(chosen) <= most:
            break
        growth *= _GROWING
    ends = np.flatnonzero(np.diff(owner[chosen], append=-1)) + 1
    return [part for part in np.split(_degrees(points[chosen]), ends) if len(part) > 1]


@cache
def _weighed(source: Layer) -> tuple[Points, NDArray[np.int64], NDArray[np.float32]]:
    """Give the points of a source in units, whose they are and how much they matter.

    It is the same for every map: a live preview need not reckon it at each save.
    """
    lines = lines_of(source)
    return _units(lines.points), lines.owner, lines.worth


def _distance_of_box(points: Points, near: Points) -> Points:
    """Distance of each point from the box around the places: never more than from the nearest."""
    low, high = near.min(axis=0), near.max(axis=0)
    x = points[:, 0] % 1
    is_beside = (x < low[0]) | (x > high[0])
    across = np.where(is_beside, np.minimum((low[0] - x) % 1, (x - high[0]) % 1), 0)
    down = np.maximum(np.maximum(low[1] - points[:, 1], points[:, 1] - high[1]), 0)
    distance: Points = np.hypot(across, down)
    return distance


def _distance(points: Points, near: Points) -> Points:
    """Distance of each point from the nearest place, the world being round."""
    least = np.full(len(points), np.inf)
    for x, y in near:
        across = np.abs(points[:, 0] % 1 - x)
        np.minimum(least, np.hypot(np.minimum(across, 1 - across), points[:, 1] - y), out=least)
    return least


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
    if closed:
        rings = np.asarray(shapely.linearrings(points[chosen][of_large], indices=rows))
        is_large[is_large] = shapely.area(shapely.polygons(rings)) > (2 * least) ** 2
    else:
        is_large[is_large] = (
            shapely.length(shapely.linestrings(points[chosen][of_large], indices=rows)) > 15 * least
        )
    result: NDArray[np.bool_] = is_large[own]
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


@cache
def _cities() -> list[dict[str, str]]:
    """Cities of the world, the largest first."""
    text = files("geo.ground").joinpath("cities.tsv").read_text(encoding="utf-8")
    heading, *rows = (line.split("\t") for line in text.splitlines())
    return [dict(zip(heading, row, strict=False)) for row in rows]


def _named(lens: _Lens, languages: Sequence[str], share: float) -> list[WorldFeature]:
    """Name the largest cities, many around the centre and few far from it."""
    cities = _cities()
    places = _units(np.array([[float(city["lon"]), float(city["lat"])] for city in cities]))
    places[:, 0] += lens.turns_to(places[:, 0])
    seen = lens.shrink(places)
    from_centre = seen - np.asarray(lens.centre)
    rings = np.searchsorted(_RINGS, np.hypot(*from_centre.T) / lens.reach)
    # As many as there is room for at the zoom where the centre fills a window.
    apart = lens.reach / 9
    left = [round(most * share) for most in MOST_CITIES]
    chosen: list[int] = []
    features = []
    for index, city in enumerate(cities):
        if left[rings[index]] == 0:
            continue
        zoom = 0.0
        if chosen:
            if _least(seen[chosen], seen[index]) < apart:
                continue
            zoom = math.log2(_APART / 256 / _least(places[chosen], places[index]))
        chosen.append(index)
        left[rings[index]] -= 1
        features.append(_city(city, languages, round(max(0.0, zoom), 1)))
    return features


def _least(points: Points, point: Points) -> float:
    """Distance of the nearest of some points."""
    away = points - point
    return float(np.hypot(away[:, 0], away[:, 1]).min())


def _city(city: dict[str, str], languages: Sequence[str], min_zoom: float) -> WorldFeature:
    names = {"name": city["name"]}
    names |= {f"name_{code}": city[code] for code in languages if city.get(code)}
    # Twice as many people are four steps up; the largest of all stand at 0.
    rank = max(0, round(4 * (15 - math.log2(max(1, int(city["thousands"]))))))
    point = shapely.Point(float(city["lon"]), float(city["lat"]))
    levels = {"min_zoom": min_zoom, "max_zoom": _CITY_MAX_ZOOM}
    return WorldFeature({"kind": "city", **names, "rank": rank, **levels}, point)
