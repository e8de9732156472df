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
    rf"([{_OF_PLUS}]{{2,6}}\+[{_OF_PLUS}]{{2,3}})(?:[\s,，]+(.*))?", re.IGNORECASE | re.DOTALL
)
_LENGTH = 8
"""Digits before the plus; a code with fewer is counted from a town that is not in it."""
_PAIRS, _ROWS, _COLUMNS = 10, 5, 4
_OF_HASH = "0123456789bcdefghjkmnpqrstuvwxyz"
_HASH = re.compile(rf"[{_OF_HASH}]{{5,12}}", re.IGNORECASE)
_SAID_HASH = re.compile(r"\s*geohash\s*[:=]?\s*", re.IGNORECASE)
_LEAST_UNSAID = 7
"""Letters of a geohash that nothing says to be one."""


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


class Code(NamedTuple):
    """A place that a code names.

    Parameters
    ----------
    lon, lat
        Its middle, degrees in WGS 84.
    is_sure
        Whether the code is none of chance: what reads like a geohash may be a word.
    """

    lon: float
    lat: float
    is_sure: bool


class ShortCode(NamedTuple):
    """A plus code without its beginning.

    Parameters
    ----------
    digits
        Those that are there.
    town
        What it is counted from, as it is written; empty where that is not said.
    """

    digits: str
    town: str

    def near(self, lon: float, lat: float) -> Cell | None:
        """Give the nearest such cell to a place in degrees."""
        before, after = self.digits.upper().split("+")
        missing = _LENGTH - len(before)
        step = 20.0 ** (2 - missing // 2)
        whole = read_plus_code(f"{'2' * missing}{before}+{after}")
        if whole is None:
            return None

        def nearest(value: float, other: float, most: float) -> float:
            close = value + step * round((other - value) / step)
            return close - step if close >= most else close + step if close < -most else close

        at_lon, at_lat = nearest(whole.lon, lon, 180), nearest(whole.lat, lat, 90)
        return Cell(round(at_lon, 7), round(at_lat, 7), whole.radius_m)


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


def short_plus_code(text: str) -> ShortCode | None:
    """Read a plus code without its beginning: ``6636+7X Hangzhou``; none if the text is none."""
    found = _SHORT_PLUS.fullmatch(text.strip())
    if found is None or read_plus_code(text) is not None or found[1].index("+") % 2:
        return None
    return ShortCode(found[1], (found[2] or "").strip())


def is_short_plus_code(text: str) -> bool:
    """Whether a text is a plus code without its beginning."""
    return short_plus_code(text) is not None


def read_code(text: str) -> Code | None:
    """Read a full plus code, a town's name behind it or not, or what may be a geohash."""
    plus = read_plus_code(re.split(r"[\s,，]", text.strip(), maxsplit=1)[0])
    if plus is not None:
        return Code(plus.lon, plus.lat, is_sure=True)
    bare = _SAID_HASH.sub("", text.strip())
    found = read_geohash(bare)
    is_said = bare != text.strip()
    is_one = bool(re.search(r"\d", bare) and re.search(r"[a-z]", bare, re.IGNORECASE))
    if found is None or not (is_said or (is_one and len(bare) >= _LEAST_UNSAID)):
        return None
    return Code(found.lon, found.lat, is_sure=is_said)


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
