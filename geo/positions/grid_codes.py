"""Places as codes of a grid: plus codes (Open Location Code) and geohashes.

A code names a cell, so it is a place and how far the true one may lie from it. How plus codes count
is said by the specification of the project open-location-code; geohashes take turns with halves of
longitude and latitude, five of them a letter.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from geo.positions.earth import METRES_PER_DEGREE

_OF_PLUS = "23456789CFGHJMPQRVWX"
_PLUS = re.compile(
    rf"([{_OF_PLUS}]{{2}}(?:[{_OF_PLUS}]{{2}}){{0,3}}0{{0,6}})\+([{_OF_PLUS}]{{2,7}})?",
    re.IGNORECASE,
)
_SHORT_PLUS = re.compile(
    rf"[{_OF_PLUS}]{{2,6}}\+[{_OF_PLUS}]{{2,3}}(?:[\s,，].*)?", re.IGNORECASE | re.DOTALL
)
_LENGTH = 8
"""Digits before the plus; a code with fewer is counted from a town that is not in it."""
_PAIRS, _ROWS, _COLUMNS = 10, 5, 4
_OF_HASH = "0123456789bcdefghjkmnpqrstuvwxyz"
_HASH = re.compile(rf"[{_OF_HASH}]{{5,12}}", re.IGNORECASE)


class Cell(NamedTuple):
    """A cell of a grid.

    Parameters
    ----------
    lon, lat
        Its middle, degrees in WGS 84.
    radius_m
        From there to its corners.
    """

    lon: float
    lat: float
    radius_m: float


def read_plus_code(text: str) -> Cell | None:
    """Read a full plus code, such as ``8Q336636+7X``; none if the text is no such code."""
    found = _PLUS.fullmatch(text.strip())
    if found is None or len(found[1]) != _LENGTH:
        return None
    digits = (found[1] + (found[2] or "")).upper().rstrip("0")
    south, west, height, width = -90.0, -180.0, 400.0, 400.0
    for at in range(0, min(len(digits), _PAIRS), 2):
        height, width = height / 20, width / 20
        south += _OF_PLUS.index(digits[at]) * height
        west += _OF_PLUS.index(digits[at + 1]) * width
    for digit in digits[_PAIRS:]:
        row, column = divmod(_OF_PLUS.index(digit), _COLUMNS)
        height, width = height / _ROWS, width / _COLUMNS
        south, west = south + row * height, west + column * width
    is_on_earth = south < 90 and west < 180
    return _cell(west, south, width, height) if is_on_earth else None


def is_short_plus_code(text: str) -> bool:
    """Whether a text is a plus code without its beginning: ``6636+7X Hangzhou``."""
    return _SHORT_PLUS.fullmatch(text.strip()) is not None and read_plus_code(text) is None


def read_geohash(text: str) -> Cell | None:
    """Read a geohash of five letters or more; only a heading tells it from a word."""
    plain = text.strip().lower()
    if not _HASH.fullmatch(plain):
        return None
    low, size = [-180.0, -90.0], [360.0, 180.0]
    bits = "".join(f"{_OF_HASH.index(letter):05b}" for letter in plain)
    for at, bit in enumerate(bits):
        axis = at % 2
        size[axis] /= 2
        low[axis] += size[axis] * int(bit)
    return _cell(low[0], low[1], size[0], size[1])


def _cell(west: float, south: float, width: float, height: float) -> Cell:
    lon, lat = west + width / 2, south + height / 2
    east_m = width / 2 * METRES_PER_DEGREE * math.cos(math.radians(lat))
    radius_m = math.hypot(east_m, height / 2 * METRES_PER_DEGREE)
    return Cell(round(lon, 7), round(lat, 7), radius_m)
