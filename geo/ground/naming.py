"""Which cities, towns and quarters a map of some sites names, and from which zoom on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.ground.gazetteer import MOST_PEOPLE, places_around
from geo.ground.lens import to_degrees, to_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.ground.lens import Lens

    Points = NDArray[np.float64]

# From this zoom on a city is its quarters.
CITY_MAX_ZOOM = 13.0
# From this one on a quarter is its streets, and where its middle is nobody has said to the metre.
TOWN_MAX_ZOOM = 16.0
# How many cities are named, in three rings around the centre.
MOST_CITIES = (95, 40, 35)
# Each of those is for so far from the centre, in times the reach as seen through the glass.
_RINGS = (2.2, 3.6)
# Two cities of a zoom are this far apart, and two towns that far, in pixels of 256 to the world
# at zoom 0.
_APART, _TOWNS_APART = 72.0, 100.0
# Towns are named where the reader looks, which is so many pixels around a site at any zoom.
_AROUND = 1000.0
_MOST_TOWNS = 150
_LAST_ZOOM = 14.5
# No town is named farther from a site than this, in units: a degree and a half.
_FARTHEST = 1.5 / 360
# A city so near one of so many times its people is a quarter of it.
_QUARTER_AWAY, _QUARTER_LESS = 0.15 / 360, 5
# The gazetteer is read around so many sites.
_MOST_READ = 24


@dataclass(frozen=True)
class Named:
    """A place with its name.

    Parameters
    ----------
    properties
        Of the feature: ``kind`` (``city`` or ``town``), names, ``rank`` and the zooms.
    position
        Longitude and latitude, degrees.
    """

    properties: dict[str, Any]
    position: tuple[float, float]


def named_places(near: Points, lens: Lens, languages: Sequence[str], share: float) -> list[Named]:
    """Name the largest cities, many around the centre and few far from it, and towns at the sites.

    Parameters
    ----------
    near
        Places that stand for the sites, in units.
    lens
        Over what the reader sees first.
    languages
        Which languages are to be named in, as far as there are names in them.
    share
        How much of the usual number of cities.
    """
    cities = _cities()
    places = to_units(np.array([[float(city["lon"]), float(city["lat"])] for city in cities]))
    places[:, 0] += lens.turns_to(places[:, 0])
    chosen = _widely(places, lens, share)
    named = [
        _named(cities[index], languages, zoom, "city", CITY_MAX_ZOOM) for index, zoom in chosen
    ]
    known = {index for index, _ in chosen}
    rest = [city for index, city in enumerate(cities) if index not in known]
    return named + _towns(near, places[[index for index, _ in chosen]], chosen, rest, languages)


def _widely(places: Points, lens: Lens, share: float) -> list[tuple[int, float]]:
    """Choose cities, the largest first, each with the zoom it shows from."""
    seen = lens.shrink(places)
    from_centre = seen - np.asarray(lens.centre)
    rings = np.searchsorted(_RINGS, np.hypot(*from_centre.T) / lens.reach)
    # As many as there is room for at the zoom where the centre fills a window.
    apart = lens.reach / 9
    left = [round(most * share) for most in MOST_CITIES]
    chosen: list[tuple[int, float]] = []
    indices: list[int] = []
    for index in range(len(places)):
        if left[rings[index]] == 0:
            continue
        zoom = 0.0
        if indices:
            if _least(seen[indices], seen[index]) < apart:
                continue
            zoom = math.log2(_APART / 256 / _least(places[indices], places[index]))
        indices.append(index)
        chosen.append((index, zoom))
        left[rings[index]] -= 1
    return chosen


def _towns(
    near: Points, cities: Points, chosen: list[tuple[int, float]], rest: list[dict[str, str]],
    languages: Sequence[str],
) -> list[Named]:  # fmt: skip
    """Choose towns and quarters: at each zoom those that lie where the reader then looks."""
    candidates = _within_reach(near, rest)
    if not candidates:
        return []
    places = to_units(np.array([[float(one["lon"]), float(one["lat"])] for one in candidates]))
    away = _away(places, near)
    people = np.array([_people(one) for one in candidates])
    largest = np.array([_people(city) for city in _cities()])[[index for index, _ in chosen]]
    taken, sizes = cities, largest
    named = []
    # Of those of whom nobody has said how many live there the nearest come first.
    for index in np.lexsort((away, -people)):
        apart = np.hypot(*_turned(taken - places[index]).T)
        least = max(float(apart.min()), 1e-9)
        zoom = math.log2(_TOWNS_APART / 256 / least)
        if zoom > _LAST_ZOOM or away[index] * 256 * 2**zoom > _AROUND:
            continue
        is_quarter = bool((sizes[apart < _QUARTER_AWAY] > people[index] * _QUARTER_LESS).any())
        is_city = people[index] >= MOST_PEOPLE and not is_quarter
        kind, most = ("city", CITY_MAX_ZOOM) if is_city else ("town", TOWN_MAX_ZOOM)
        named.append(_named(candidates[index], languages, zoom, kind, most))
        taken = np.vstack([taken, places[index]])
        sizes = np.append(sizes, people[index])
        if len(named) == _MOST_TOWNS:
            break
    return named


def _within_reach(near: Points, rest: list[dict[str, str]]) -> list[dict[str, str]]:
    """Give the places so near the sites that they may be named."""
    boxes = []
    for place in near[:_MOST_READ]:
        (west, north), (east, south) = to_degrees(np.array([place - _FARTHEST, place + _FARTHEST]))
        boxes.append((west, south, east, north))
    candidates = [*rest, *places_around(boxes)]
    places = to_units(np.array([[float(one["lon"]), float(one["lat"])] for one in candidates]))
    return [candidates[index] for index in np.flatnonzero(_away(places, near) < _FARTHEST)]


def _away(places: Points, near: Points) -> Points:
    """Distance of each place from the nearest site."""
    least = np.full(len(places), np.inf)
    for site in near:
        np.minimum(least, np.hypot(*_turned(places - site).T), out=least)
    return least


def _turned(away: Points) -> Points:
    """Give the ways around the Earth that are the shorter ones."""
    turned: Points = away - np.column_stack([np.round(away[:, 0]), np.zeros(len(away))])
    return turned


def _least(points: Points, point: Points) -> float:
    """Distance of the nearest of some points."""
    away = points - point
    return float(np.hypot(away[:, 0], away[:, 1]).min())


@cache
def _cities() -> list[dict[str, str]]:
    """Cities of the world, the largest first."""
    text = files("geo.ground").joinpath("cities.tsv").read_text(encoding="utf-8")
    heading, *rows = (line.split("\t") for line in text.splitlines())
    return [dict(zip(heading, row, strict=False)) for row in rows]


def _people(place: dict[str, str]) -> int:
    return int(place["people"]) if "people" in place else 1000 * int(place["thousands"])


def _named(
    place: dict[str, str], languages: Sequence[str], min_zoom: float, kind: str, max_zoom: float
) -> Named:
    names = {"name": place["name"]}
    names |= {f"name_{code}": place[code] for code in languages if place.get(code)}
    # Twice as many people are four steps up; the largest of all stand at 0.
    rank = max(0, round(4 * (15 - math.log2(max(1, _people(place) / 1000)))))
    levels = {"min_zoom": round(max(0.0, min_zoom), 1), "max_zoom": max_zoom}
    position = (float(place["lon"]), float(place["lat"]))
    return Named({"kind": kind, **names, "rank": rank, **levels}, position)
