"""A position in one cell, in the notations that stand in files besides those that people paste.

Programs write objects of JSON, arrays, what a receiver says (``3012.50N``), grids' codes; people
write the name of an axis and its hemisphere too.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from geo.late_patterns import late
from geo.positions.angles import WRITTEN, parse_angle
from geo.positions.coordinates import FULL_WIDTH, Location, parse_location
from geo.positions.grid_codes import Cell, is_short_plus_code, read_geohash, read_plus_code
from geo.positions.utm import is_utm, read_utm
from geo.problems import Place, Problem
from geo.problems.texts import printable
from geo.sources import recognised
from geo.sources.recognised import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_HALVES = late(
    r"\s*([NS]\s*\d[^NSEW]{1,30}|\d[^NSEW]{1,30}[NS])[\s,;/]*([EW]\s*\d[^NSEW]{1,30}|\d[^NSEW]{1,30}[EW])\s*",
    re.IGNORECASE,
)
_LONGEST_PAIR = 80
_LONGEST_OBJECT = 1_000
_RECEIVER = late(
    r"\s*(\d{2})(\d{2}(?:\.\d+)?)\s*,?\s*([NS])\s*[,;\s]\s*(\d{3})(\d{2}(?:\.\d+)?)\s*,?\s*([EW])\s*",
    re.IGNORECASE,
)
_AS_ISO = late(r"\s*([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)(?:[+-]\d+(?:\.\d+)?)?/?\s*")
_NUMBER = r"[-+]?\d{1,3}(?:\.\d+)?"
_PARTED = late(rf"\s*({_NUMBER})\s*[|/]\s*({_NUMBER})\s*")
_QUOTED = late(rf"""\s*\[\s*["']\s*({_NUMBER})\s*["']\s*,\s*["']\s*({_NUMBER})\s*["']\s*\]\s*""")
_FINE = late(r"\.\d{3}")
_CALLED = one_of(word for axis in ("lon", "lat") for word in WRITTEN[axis]["called"])
_AXIS_WORDS = late(rf"(?:{_CALLED})\s*[:=]?", re.IGNORECASE)
_SIDES = {
    axis: one_of(word for side in ("positive", "negative") for word in WRITTEN[axis][side])
    for axis in ("lon", "lat")
}
_BOTH = late(
    rf"(?:{_SIDES['lat']}).*(?:{_SIDES['lon']})|(?:{_SIDES['lon']}).*(?:{_SIDES['lat']})",
    re.IGNORECASE | re.DOTALL,
)
_WITHIN = ("location", "position", "coordinates", "geometry", "point", "center")
_DEEPEST = 3
_COUNTED = late(r"(\d{1,3})([-.:\s])(\d{1,2})\2(\d{1,2}(?:[.．]\d{1,9})?)")


def read_cell(text: str, near: Any = None, *, is_hash: bool = False) -> Location | Cell | Problem:
    """Read the position in a cell.

    Parameters
    ----------
    text
        What stands there.
    near
        Longitude and latitude of the other sites: they decide where two orders are possible.
    is_hash
        Whether its heading says that it is a geohash, which is a word otherwise.

    Returns
    -------
    Location, Cell or Problem
        A cell of a grid where it is one's code.
    """
    cell = (read_geohash(text) if is_hash else None) or read_plus_code(text)
    cell = cell or read_utm(text.translate(FULL_WIDTH), near)
    if cell is not None:
        return cell
    if is_short_plus_code(text):
        return Problem("location-short-code", Place("--at"), {"found": printable(text.strip())})
    found = parse_location(text, None, near=near)
    if not isinstance(found, Problem):
        return found
    pair = _further(text[:_LONGEST_OBJECT].translate(FULL_WIDTH))
    if pair is None:
        return found
    if isinstance(pair, str):
        again = parse_location(pair, None, near=near)
        return found if isinstance(again, Problem) else again
    lon, lat = pair
    is_sound = abs(lon) <= 180 and abs(lat) <= 90
    return Location(round(lon, 7), round(lat, 7), "wgs84", "minutes") if is_sound else found


def is_cell(text: str, *, is_hash: bool = False) -> bool:
    """Whether a cell holds nothing but a position in one of these notations, told by its form."""
    plain = text[:_LONGEST_OBJECT].translate(FULL_WIDTH)
    return bool(
        (is_hash and read_geohash(text))
        or read_plus_code(text)
        or is_utm(plain)
        or by_hemispheres(plain)
        or object_pair(plain)
        or _by_receiver(plain)
        or _by_iso(plain)
        # Ratings and ratios have a stroke between them too: places have more decimals.
        or any(
            (found := form.fullmatch(plain)) and all(map(_FINE.search, found.groups()))
            for form in (_PARTED, _QUOTED)
        )
    )


def is_of_hashes(heading: str) -> bool:
    """Whether a heading says that what stands below it are geohashes: ``geohash_8``."""
    return "geohash" in "".join(recognised.words_of(heading))


def _further(text: str) -> tuple[float, float] | str | None:
    """Give longitude and latitude, or another way to write them."""
    return (
        by_hemispheres(text)
        or object_pair(text)
        or _by_receiver(text)
        or _by_iso(text)
        or _otherwise(text)
    )


def by_hemispheres(text: str) -> tuple[float, float] | None:
    """Read a pair of which each half names its hemisphere: N50 06.600 E008 40.920, as GPS says it.

    Returns
    -------
    tuple of float or None
        Longitude and latitude.
    """
    found = _HALVES.fullmatch(text[:_LONGEST_PAIR].translate(FULL_WIDTH))
    lat, lon = (
        (parse_angle(half.strip(" ,;/")) for half in found.groups()) if found else (None, None)
    )
    is_fit = lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180
    return (lon, lat) if is_fit else None  # type: ignore[return-value]


def object_pair(text: str) -> tuple[float, float] | None:
    """Read longitude and latitude out of an object: ``{"lat": 30.2, "lng": 120.1}``."""
    plain = text.strip()[:_LONGEST_OBJECT]
    if not plain.startswith("{"):
        return None
    for written in (plain, plain.replace("'", '"')):
        try:
            value = json.loads(written)
        except (ValueError, RecursionError):
            continue
        return _within(value, _DEEPEST) if isinstance(value, dict) else None
    return None


def _within(value: Mapping[str, Any], depth: int) -> tuple[float, float] | None:
    pair = recognised.pair(value) or (("x", "y") if {"x", "y"} <= value.keys() else None)
    if pair is not None:
        lon, lat = (_number(value[name]) for name in pair)
        return (lon, lat) if lon is not None and lat is not None else None
    inner = [value[name] for name in _WITHIN if name in value] if depth else []
    for one in inner:
        if isinstance(one, dict):
            return _within(one, depth - 1)
        if isinstance(one, list) and len(one) in {2, 3}:
            # As GeoJSON has it; what holds them calls them coordinates.
            lon, lat = _number(one[0]), _number(one[1])
            return (lon, lat) if lon is not None and lat is not None else None
    return None


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        return parse_angle(value)
    is_one = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_one and abs(value) <= 360 else None


def _by_receiver(text: str) -> tuple[float, float] | None:
    """Read degrees and minutes without a mark between them: 3012.50N,12006.00E."""
    found = _RECEIVER.fullmatch(text)
    if found is None or float(found[2]) >= 60 or float(found[5]) >= 60:
        return None
    lat, lon = (float(found[at]) + float(found[at + 1]) / 60 for at in (1, 4))
    return lon * (-1 if found[6] in "wW" else 1), lat * (-1 if found[3] in "sS" else 1)


def _by_iso(text: str) -> tuple[float, float] | None:
    """Read what ISO 6709 writes: +30.2000+120.1000/."""
    found = _AS_ISO.fullmatch(text)
    return (float(found[2]), float(found[1])) if found else None


def _otherwise(text: str) -> str | None:
    for form in (_PARTED, _QUOTED):
        if found := form.fullmatch(text):
            return f"{found[1]},{found[2]}"
    bare = _AXIS_WORDS.sub("", text)
    # 纬度30°11′N says it twice.
    return bare if bare != text and _BOTH.search(bare) else None


def counted_angle(text: str) -> float | None:
    """Read degrees, minutes and seconds between the same marks: 120-12-30, 120.12.30."""
    found = _COUNTED.fullmatch(text.strip())
    if found is None:
        return None
    degrees, minutes, seconds = (float(found[at]) for at in (1, 3, 4))
    is_angle = degrees <= 180 and minutes < 60 and seconds < 60
    return degrees + minutes / 60 + seconds / 3600 if is_angle else None
