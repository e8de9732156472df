"""Metres where degrees should be, and the projected coordinate system they may come from."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

CHINA = (73.0, 17.0, 136.0, 54.0)
FALSE_EASTING = 500_000.0
HALF_ZONE_3, HALF_ZONE_6 = 170_000.0, 350_000.0
"""How far from its central meridian a zone of three or six degrees reaches at most, in metres."""

FARTHEST_DEGREES = 3
"""A guess farther than this from the other sites makes no sense of the numbers."""
ALIKE_DEGREES = 0.03


class Guess(NamedTuple):
    """A coordinate system that makes sense of a pair of numbers."""

    epsg: int
    name: str
    lon: float
    lat: float


def guess_system(
    first: float, second: float, near: tuple[float, float] | None = None
) -> Guess | None:
    """Guess the projected system of a pair of numbers.

    Tried are Web Mercator, UTM on WGS 84 (zones 43 to 53 north) and the Gauss-Krüger zones of
    CGCS2000 of three and six degrees, with and without the zone number before the easting, each
    with east first or north first (as Chinese surveys have it).

    Parameters
    ----------
    first, second
        The two numbers in the order of the file, in metres.
    near
        Longitude and latitude of the other sites. Without them only a system that is told by the
        numbers themselves is named.

    Returns
    -------
    Guess or None
        The one that comes nearest to the other sites; none if no system fits.
    """
    guesses = [
        guess
        for east, north in ((first, second), (second, first))
        for guess in _guesses(east, north)
    ]
    if near is None:
        # East first is the usual order, and a zone number or Web Mercator leaves no choice of zone.
        certain = [guess for guess in guesses if guess.epsg == 3857 or _has_zone(guess.epsg)]
        return next((guess for guess in certain if _in_box(guess)), None)
    distance = [
        float(np.hypot((guess.lon - near[0]) * np.cos(np.radians(near[1])), guess.lat - near[1]))
        for guess in guesses
    ]
    if not distance or min(distance) > FARTHEST_DEGREES:
        return None
    # UTM and Gauss-Krüger differ by a kilometre: of two that fit, the usual one in China is first.
    return next(
        guess
        for guess, far in zip(guesses, distance, strict=True)
        if far <= min(distance) + ALIKE_DEGREES
    )


def _guesses(east: float, north: float) -> Iterator[Guess]:
    for epsg, name in _systems(east, north):
        lon, lat = _transform(epsg, east, north)
        if np.isfinite(lon) and np.isfinite(lat) and abs(lat) <= 90:
            yield Guess(epsg, name, float(lon), float(lat))


def _systems(east: float, north: float) -> Iterator[tuple[int, str]]:
    """Systems whose eastings and northings these could be, by EPSG code."""
    if abs(east) <= 2.004e7 and abs(north) <= 2.004e7 and max(abs(east), abs(north)) > 1e5:
        yield 3857, "Web Mercator"
    if not 1e5 <= north <= 1e7:
        return
    zone, easting = divmod(east, 1e6)
    if 25 <= zone <= 45 and abs(easting - FALSE_EASTING) < HALF_ZONE_3:
        yield 4513 + int(zone) - 25, f"CGCS2000 3-degree zone {int(zone)}"
    if 13 <= zone <= 23 and abs(easting - FALSE_EASTING) < HALF_ZONE_6:
        yield 4491 + int(zone) - 13, f"CGCS2000 6-degree zone {int(zone)}"
    if abs(east - FALSE_EASTING) < HALF_ZONE_3:
        for meridian in range(75, 136, 3):
            yield 4534 + (meridian - 75) // 3, f"CGCS2000 3-degree, {meridian}°E"
    if abs(east - FALSE_EASTING) < HALF_ZONE_6:
        for number in range(43, 54):
            yield 32600 + number, f"UTM zone {number}N"


def _has_zone(epsg: int) -> bool:
    return 4491 <= epsg <= 4501 or 4513 <= epsg <= 4533


def _in_box(guess: Guess) -> bool:
    west, south, east, north = CHINA
    return west <= guess.lon <= east and south <= guess.lat <= north


@cache
def _transformer(epsg: int) -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(epsg, 4326, always_xy=True)


def _transform(epsg: int, east: float, north: float) -> tuple[NDArray[Any], NDArray[Any]]:
    lon, lat = _transformer(epsg).transform(east, north)
    return lon, lat
