"""WGS 84 ⇄ GCJ-02 ⇄ BD-09, vectorised.

Maps published in mainland China show positions shifted by some hundreds of metres: GCJ-02 (AMap,
Tencent, Google and Apple within China), and BD-09 on top of it (Baidu). Neither is published by
its makers; the formula is the one that has been public since 2013 in PRCoords, gcoord and
eviltransform, with Krasovsky's ellipsoid. Against the 664 cities of gcoord's test data it agrees
to 0.7 m. What the official shift adds beyond it (up to 1 m, as PRCoords notes) cannot be undone,
so a converted position is never better than about a metre.

``geo/web/src/data/datum.ts`` is the same in TypeScript; both are tested with one file,
``tests/fixtures/datum/points.json``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import numpy as np

from geo.contract.head_types import Datum

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    Shift = Callable[
        [NDArray[np.float64], NDArray[np.float64]], tuple[NDArray[np.float64], NDArray[np.float64]]
    ]

LATITUDE_FIRST = "latlon"
"""What is said of a layer in WGS 84 whose positions have latitude first."""
DATUMS: tuple[Datum, ...] = get_args(Datum)

WEST, EAST, SOUTH, NORTH = 72.004, 137.8347, 0.8293, 55.8271
"""The rectangle, in degrees, that every implementation takes for China."""

EDGE_DECIMALS = 9

SEMI_MAJOR_AXIS = 6378245.0
"""Krasovsky 1940, in metres."""
ECCENTRICITY_SQUARED = 0.00669342162296594323
BAIDU_WAVES = np.pi * 3000 / 180
BAIDU_EAST, BAIDU_NORTH = 0.0065, 0.006
INVERSE_STEPS = 4
"""Three leave 0.23 mm in the worst corner of the rectangle, four leave 0.002 mm (measured)."""


def in_china(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.bool_]:
    """Tell which positions lie in the rectangle where maps are shifted.

    It is wider than mainland China: Hong Kong, Taiwan, Korea and others are inside, though maps
    of them are not shifted. The choice of the datum stays with whoever knows the source.

    Parameters
    ----------
    lon, lat
        Degrees.
    """
    east = np.asarray(lon, dtype=np.float64)
    north = np.asarray(lat, dtype=np.float64)
    inside: NDArray[np.bool_] = (
        (east >= WEST) & (east <= EAST) & (north >= SOUTH) & (north <= NORTH)
    )
    return inside


def from_wgs84(
    lon: ArrayLike, lat: ArrayLike, datum: Datum
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Shift WGS 84 positions as Chinese maps do.

    Parameters
    ----------
    lon, lat
        Degrees in WGS 84, scalars or arrays of one shape.
    datum
        What to convert to.

    Returns
    -------
    tuple
        Longitudes and latitudes in ``datum``. Positions outside :func:`in_china`, and those that
        are not finite, come back as they are.
    """
    west, south = _degrees(lon, lat)
    if datum == "wgs84":
        return west.copy(), south.copy()
    with np.errstate(invalid="ignore", over="ignore"):
        shifted = _SHIFTS[datum](west, south)
    return _where(in_china(west, south), shifted, (west, south))


def to_wgs84(
    lon: ArrayLike, lat: ArrayLike, datum: Datum
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Undo the shift of a Chinese map.

    The shift has no closed inverse, so it is found as a fixed point in a fixed number of steps.

    Parameters
    ----------
    lon, lat
        Degrees in ``datum``, scalars or arrays of one shape.
    datum
        What the positions are in.

    Returns
    -------
    tuple
        Longitudes and latitudes in WGS 84, within 0.1 mm of the exact inverse. Whether a position
        is in China is judged by the result, so that every position inside comes back from a round
        trip.
    """
    given = _degrees(lon, lat)
    if datum == "wgs84":
        return given[0].copy(), given[1].copy()
    with np.errstate(invalid="ignore", over="ignore"):
        gcj02 = given if datum == "gcj02" else _invert(_baidu, given, _baidu_guess(*given))
        wgs84 = _invert(_gcj02, gcj02, gcj02)
    # A position on the very edge must not fall out by the last bit.
    inside = in_china(np.round(wgs84[0], EDGE_DECIMALS), np.round(wgs84[1], EDGE_DECIMALS))
    return _where(inside, wgs84, given)


def _degrees(lon: ArrayLike, lat: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)


def _where(
    inside: NDArray[np.bool_],
    shifted: tuple[NDArray[np.float64], NDArray[np.float64]],
    given: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return np.where(inside, shifted[0], given[0]), np.where(inside, shifted[1], given[1])


def _invert(
    shift: Shift,
    target: tuple[NDArray[np.float64], NDArray[np.float64]],
    guess: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Solve ``shift(x) = target`` by ``x ← x − (shift(x) − target)``."""
    lon, lat = guess
    for _ in range(INVERSE_STEPS):
        shifted_lon, shifted_lat = shift(lon, lat)
        lon, lat = lon - (shifted_lon - target[0]), lat - (shifted_lat - target[1])
    return lon, lat


def _gcj02(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """WGS 84 → GCJ-02, wherever the position is."""
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    short = (20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + short
    east += (20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    east += (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + short
    north += (20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    north += (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0

    radians = lat / 180.0 * np.pi
    magic = 1.0 - ECCENTRICITY_SQUARED * np.sin(radians) ** 2
    meridian = SEMI_MAJOR_AXIS * (1.0 - ECCENTRICITY_SQUARED) / (magic * np.sqrt(magic))
    parallel = SEMI_MAJOR_AXIS / np.sqrt(magic) * np.cos(radians)
    return lon + np.degrees(east / parallel), lat + np.degrees(north / meridian)


def _baidu(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """GCJ-02 → BD-09."""
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * BAIDU_WAVES)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * BAIDU_WAVES)
    return radius * np.cos(angle) + BAIDU_EAST, radius * np.sin(angle) + BAIDU_NORTH


def _baidu_guess(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """BD-09 → GCJ-02 within 0.2 m: the waves taken where they end instead of where they start."""
    x, y = lon - BAIDU_EAST, lat - BAIDU_NORTH
    radius = np.hypot(x, y) - 0.00002 * np.sin(y * BAIDU_WAVES)
    angle = np.arctan2(y, x) - 0.000003 * np.cos(x * BAIDU_WAVES)
    return radius * np.cos(angle), radius * np.sin(angle)


def _bd09(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """WGS 84 → BD-09, wherever the position is."""
    return _baidu(*_gcj02(lon, lat))


_SHIFTS: dict[str, Shift] = {"gcj02": _gcj02, "bd09": _bd09}
