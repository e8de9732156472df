"""Coordinate systems by their code: what a file says it is in, where a system may be used."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from geo.positions.earth import METRES_PER_DEGREE

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAR_WGS84_M = 5.0
"""Systems of degrees that differ from WGS 84 by less than so much need no word."""
AROUND_DEGREES = 3.0
"""So far beyond its area a system is still used in good faith."""
_URN = re.compile(
    r"(?:urn:(?:x-)?ogc:def:crs:)?(?P<authority>[A-Za-z]+):(?:[\d.]*:)?(?P<code>[A-Za-z0-9]+)"
)
_ADDRESS = re.compile(
    r"https?://www\.opengis\.net/def/crs/(?P<authority>\w+)/[\d.]+/(?P<code>\w+)/?"
)


class System(NamedTuple):
    """A coordinate system.

    Parameters
    ----------
    code
        ``EPSG:27700``.
    name
        What surveyors call it.
    is_degrees
        Whether it counts in degrees.
    bounds
        West, south, east and north of the area it is made for; none if that is not known.
    """

    code: str
    name: str
    is_degrees: bool
    bounds: tuple[float, float, float, float] | None


def code_of(member: Any) -> str | None:
    """Read the ``crs`` member of a GeoJSON object of before 2016.

    Returns
    -------
    str or None
        ``EPSG:27700``, ``wgs84`` for CRS 84; none if it names no system.
    """
    name = member
    if isinstance(member, dict):
        properties = member.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        name = properties.get("name")
        if member.get("type") == "EPSG":
            name = f"EPSG:{properties.get('code')}"
    if not isinstance(name, str) or len(name) > 200:
        return None
    found = _URN.fullmatch(name.strip()) or _ADDRESS.fullmatch(name.strip())
    if found is None:
        return "wgs84" if name.strip().upper() in {"CRS84", "WGS84", "WGS 84"} else None
    authority, code = found["authority"].upper(), found["code"].upper()
    if code in {"CRS84", "CRS84H"} or (authority, code) in {("EPSG", "4326"), ("EPSG", "4979")}:
        return "wgs84"
    return f"{authority}:{code}" if code.isdigit() else None


@lru_cache(maxsize=64)
def find_system(code: str) -> System | None:
    """Look a system up; none if there is none of this code."""
    import pyproj

    try:
        crs = pyproj.CRS.from_user_input(code)
    except pyproj.exceptions.ProjError:
        return None
    area = crs.area_of_use
    bounds = None if area is None else (area.west, area.south, area.east, area.north)
    return System(code, crs.name, crs.is_geographic, bounds)


def in_degrees(code: str, xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bring positions to WGS 84.

    Parameters
    ----------
    code
        Of a system that :func:`find_system` knows.
    xy
        Easting and northing, or longitude and latitude; shape (n, 2).

    Returns
    -------
    array
        Longitude and latitude in degrees; infinite where there is no such place.
    """
    import pyproj

    # always_xy: GeoJSON has easting first whatever the system's own axis order.
    to_degrees = pyproj.Transformer.from_crs(code, "EPSG:4326", always_xy=True)
    return np.column_stack(to_degrees.transform(xy[:, 0], xy[:, 1]))


def from_degrees(code: str, xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bring positions from WGS 84 into a system, as :func:`in_degrees` the other way.

    Returns
    -------
    array
        Easting and northing, or longitude and latitude; infinite where there is no such place.
    """
    import pyproj

    from_wgs84 = pyproj.Transformer.from_crs("EPSG:4326", code, always_xy=True)
    return np.column_stack(from_wgs84.transform(xy[:, 0], xy[:, 1]))


def is_like_wgs84(system: System, xy: NDArray[np.float64]) -> bool:
    """Whether positions in degrees of a system are on a map where WGS 84 has them."""
    apart = in_degrees(system.code, xy) - xy
    return bool((np.abs(apart) * METRES_PER_DEGREE < NEAR_WGS84_M).all())


def fits(system: System, lonlat: NDArray[np.float64]) -> bool:
    """Whether most places lie where a system is used.

    Parameters
    ----------
    system
        The system the positions were in.
    lonlat
        The places in WGS 84; shape (n, 2).
    """
    if not np.isfinite(lonlat).all(axis=1).any():
        return False
    if system.bounds is None:
        return True
    west, south, east, north = system.bounds
    lon, lat = np.median(lonlat[np.isfinite(lonlat).all(axis=1)], axis=0)
    if not south - AROUND_DEGREES <= lat <= north + AROUND_DEGREES:
        return False
    width = (east - west) % 360 or 360.0
    return bool((lon - west + AROUND_DEGREES) % 360 <= min(360.0, width + 2 * AROUND_DEGREES))


def system_name(given: Any) -> str | None:
    """Give the shortest name of a coordinate system that says all.

    Parameters
    ----------
    given
        A WKT, a PROJJSON object, or ``AUTHORITY:CODE``.

    Returns
    -------
    str or None
        ``wgs84`` for longitude and latitude in WGS 84, else ``EPSG:n`` (or another authority's
        name) where the system has one, else its WKT; None if nobody knows it.
    """
    import pyproj

    if given is None or given == "":
        return None
    try:
        system = pyproj.CRS.from_user_input(given)
    except pyproj.exceptions.ProjError:
        return None
    if system.is_geographic and system.ellipsoid is not None:
        name = (system.datum.name if system.datum else system.name).lower().replace("_", " ")
        if "wgs 84" in name or "wgs 1984" in name or "world geodetic system 1984" in name:
            return "wgs84"
    authority = system.to_authority(min_confidence=70)
    return ":".join(authority) if authority else str(system.to_wkt())
