"""Places in the grid of UTM: zone, easting and northing, or a reference of the MGRS.

``50R 778000 3345000`` names the point, ``51R TP 12345 67890`` the square of a metre that has its
south-west corner there; fewer digits name larger squares. Both are in WGS 84. How the letters of
the squares run is said by NGA.SIG.0012 (The Universal Grids).
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geo.late_patterns import late
from geo.positions.earth import METRES_PER_DEGREE
from geo.positions.grid_codes import Cell

if TYPE_CHECKING:
    from pyproj import Transformer

_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_COLUMNS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_SQUARE, _CYCLE = 100_000, 2_000_000
_FALSE_NORTHING = 10_000_000
_WIDEST = 6.5
"""Degrees from the middle of a zone: off Norway some are wider than the three of others."""
_DIGITS = 5
_SURE = 3
"""Digits an axis by which a reference is told from the number of a part."""
_LONGEST = 60
_REFERENCE = late(
    rf"(?:mgrs|usng)?[\s:]*(\d{{1,2}})\s*([{_BANDS}])\s*([{_COLUMNS}])\s*([{_ROWS}])\s*(\d*)\s*(\d*)",
    re.IGNORECASE,
)
_AMOUNT = r"(\d{5,8}(?:\.\d+)?)"
_ZONE = rf"(?:utm)?[\s:]*(?:zone)?\s*(?P<zone>\d{{1,2}})\s*(?P<letter>[{_BANDS}])"
_EAST = rf"(?:e(?:asting)?\s*[:=]?\s*)?(?P<east>{_AMOUNT})\s*(?:m?\s*e)?"
_NORTH = rf"(?:n(?:orthing)?\s*[:=]?\s*)?(?P<north>{_AMOUNT})\s*(?:m?\s*n)?"
_POINTS = tuple(
    late(form, re.IGNORECASE)
    for form in (
        rf"{_ZONE}[\s,;:]+{_EAST}[\s,;]+{_NORTH}",
        rf"{_EAST}[\s,;]+{_NORTH}[\s,;]+{_ZONE}",
    )
)


class Utm(NamedTuple):
    """A point of the grid."""

    zone: int
    is_south: bool
    east: float
    north: float


def read_utm(text: str, near: tuple[float, float] | None = None) -> Cell | None:
    """Read a point of UTM or a reference of the MGRS; none if the text is neither.

    Parameters
    ----------
    text
        What stands in the cell.
    near
        Longitude and latitude of the other sites: they tell whether an S is the southern half of
        the earth or the band of latitude, where both may be.

    Returns
    -------
    Cell or None
        The point, or the middle of the square with the way to its corners.
    """
    plain = text.strip()
    if len(plain) > _LONGEST:
        return None
    if (found := _REFERENCE.fullmatch(plain)) is not None:
        return _of_reference(found)
    point = next(filter(None, (form.fullmatch(plain) for form in _POINTS)), None)
    if point is None:
        return None
    east, north = float(point["east"]), float(point["north"])
    return _of_point(int(point["zone"]), point["letter"].upper(), east, north, near)


def is_utm(text: str) -> bool:
    """Whether a text is told by its form alone to be such a place."""
    found = _REFERENCE.fullmatch(text.strip()[:_LONGEST])
    if found is not None and len(found[5] + found[6]) < 2 * _SURE:
        return False
    return read_utm(text) is not None


def _of_reference(found: re.Match[str]) -> Cell | None:
    zone, band, column, row, first, second = found.groups()
    digits = first + second
    half = len(digits) // 2
    is_whole = len(digits) % 2 == 0 and half <= _DIGITS and (not second or len(first) == half)
    if not is_whole or not 1 <= int(zone) <= 60:
        return None
    number, size = int(zone), _SQUARE / 10**half
    # Each zone has eight letters of the column, in turns of three zones; rows begin at A or F.
    across = _COLUMNS.index(column.upper()) - 8 * ((number - 1) % 3)
    if not 0 <= across < 8:
        return None
    up = (_ROWS.index(row.upper()) - (0 if number % 2 else 5)) % len(_ROWS)
    east = (across + 1) * _SQUARE + int(digits[:half] or 0) * size
    north = up * _SQUARE + int(digits[half:] or 0) * size
    is_south = band.upper() < "N"
    for turn in range(_FALSE_NORTHING // _CYCLE):
        point = Utm(number, is_south, east + size / 2, north + turn * _CYCLE + size / 2)
        lon, lat = _degrees(point)
        if _is_in_zone(lon, number) and _is_in_band(lat, band, size):
            return Cell(round(lon, 7), round(lat, 7), size * math.sqrt(0.5))
    return None


def _of_point(
    zone: int, letter: str, east: float, north: float, near: tuple[float, float] | None
) -> Cell | None:
    if not 1 <= zone <= 60 or not 0 < east < 10 * _SQUARE or north > _FALSE_NORTHING:
        return None
    found = []
    as_band = _degrees(Utm(zone, letter < "N", east, north))
    if _is_in_zone(as_band[0], zone) and _is_in_band(as_band[1], letter, 0):
        found.append(as_band)
    if letter in "NS":
        # Many write the half of the earth for the band: 50N is 50R there.
        as_half = _degrees(Utm(zone, letter == "S", east, north))
        found += [as_half] if _is_in_zone(as_half[0], zone) else []
    if not found:
        return None
    if near is not None:
        found.sort(key=lambda place: abs(place[1] - near[1]))
    lon, lat = found[0]
    return Cell(round(lon, 7), round(lat, 7), 0.0)


def _is_in_zone(lon: float, zone: int) -> bool:
    return abs(lon - (6 * zone - 183)) <= _WIDEST


def _is_in_band(lat: float, band: str, size: float) -> bool:
    """Whether a latitude lies in a band, or a square of some metres reaches into it."""
    at = _BANDS.index(band.upper())
    south = -80 + 8 * at
    north = 84 if band.upper() == "X" else south + 8
    slack = size / 2 / METRES_PER_DEGREE + 1e-6
    return south - slack <= lat <= north + slack


def _degrees(point: Utm) -> tuple[float, float]:
    lon, lat = _to_degrees(point.zone, point.is_south).transform(point.east, point.north)
    return float(lon), float(lat)


@cache
def _to_degrees(zone: int, is_south: bool) -> Transformer:  # noqa: FBT001  half of a key
    from pyproj import Transformer

    return Transformer.from_crs((32700 if is_south else 32600) + zone, 4326, always_xy=True)
