"""A position as people paste it: numbers in either order, degrees and minutes, or a share link.

Nothing is fetched: a short link, which holds no position, is refused with the way out. The page
reads the same but metres (``geo/web/src/suggest/coordinates.ts``); both are tested with
``tests/fixtures/positions/read.json``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.positions.angles import ANGLE, ENDS, WRITTEN, angle_of, axis_of
from geo.positions.datum import DATUMS, to_wgs84
from geo.positions.grid_codes import read_code, short_plus_code
from geo.positions.links import find_link, read_link, street_datum
from geo.positions.respelled import respelled, within_words
from geo.positions.said_datum import is_of_street_map, without_words
from geo.positions.utm import is_utm, read_utm
from geo.problems import Place, Problem
from geo.problems.texts import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 2000
"""Characters; the longest share links have some hundreds."""
EPSG = re.compile(r"epsg:(\d{4,6})", re.IGNORECASE)
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(sign): plain
    for sign, plain in {"\u3000": " ", "、": ",", "。": ".", "−": "-", "–": "-"}.items()
}
BRACKETS = re.compile(r"[()\[\]{}【】〔〕]")
_CALLED = {axis: rf"(?:{'|'.join(WRITTEN[axis]['called'])})\s*[:=]?\s*" for axis in ("lon", "lat")}
_SIDE = {axis: "|".join(WRITTEN[axis]["positive"] + WRITTEN[axis]["negative"]) for axis in _CALLED}
# 纬度30°11′N says it twice: what it is called is left out there, and told elsewhere.
LABELS = tuple(
    (re.compile(form, re.IGNORECASE), told)
    for axis, called in _CALLED.items()
    for form, told in (
        (rf"{called}(?=(?:{_SIDE[axis]})|[-\d.\s°'\"′″’”]+(?:{_SIDE[axis]}))", ""),
        (called, WRITTEN[axis]["positive"][0]),
    )
)
_NUMBER = r"\s*(-?\d+(?:\.\d+)?)\s*"
# Where the format says which is which, and a height after them says nothing of the place.
LONGITUDE_FIRST = (
    re.compile(rf"\s*POINT\s*Z?\s*\({_NUMBER}\s{_NUMBER}(?:\s{_NUMBER})?\)\s*", re.IGNORECASE),
    re.compile(
        rf'\{{(?=.*"Point").*"coordinates"\s*:\s*\[{_NUMBER},{_NUMBER}(?:,{_NUMBER})?\].*',
        re.DOTALL,
    ),
)
WITH_HEIGHT = re.compile(rf"{_NUMBER},{_NUMBER},{_NUMBER}")
PROJECTED = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(?:[,;\s])\s*(-?\d+(?:\.\d+)?)\s*")
CLOSE_DEGREES = 5.0
CLEARLY = 4
"""How many times as far from the other sites the order is that is not meant."""


@dataclass(frozen=True)
class Location:
    """A position and how it was found.

    Parameters
    ----------
    lon, lat
        Degrees in :attr:`datum`.
    datum
        ``wgs84``, ``gcj02`` or ``bd09``.
    how
        What it was read from: ``degrees``, ``minutes``, ``projected``, ``code``, or the host of a
        link.
    """

    lon: float
    lat: float
    datum: str
    how: str

    @property
    def wgs84(self) -> tuple[float, float]:
        """Longitude and latitude in WGS 84, rounded to six decimals (a tenth of a metre)."""
        lon, lat = to_wgs84(self.lon, self.lat, self.datum)  # type: ignore[arg-type]
        return round(float(lon), 6), round(float(lat), 6)


def parse_location(
    text: str, datum: str | None = None, near: tuple[float, float] | None = None
) -> Location | Problem:
    """Read a position.

    Parameters
    ----------
    text
        What was pasted.
    datum
        What its coordinates are in; by default what a link implies, and WGS 84 for numbers. It
        overrules a link. An ``EPSG:n`` is converted to WGS 84.
    near
        Longitude and latitude of the other sites: they decide where two orders are possible.

    Returns
    -------
    Location or Problem
        A problem, placed at ``--at`` or ``--datum``, if there is no position or more than one.
    """
    if datum is not None and datum.lower() not in DATUMS and not EPSG.fullmatch(datum):
        return _problem("unknown-datum", "--datum", found=datum, meant="gcj02")
    plain = text.strip().translate(FULL_WIDTH)
    if len(plain) > LONGEST:
        return _problem("location-unreadable", found=plain)
    if datum is not None and EPSG.fullmatch(datum):
        return _read_projected(plain, datum.upper())
    link = find_link(text.strip())
    if link is not None:
        return _read_link(link, datum, near)
    return _read_code(plain, near) or _read_said(plain, datum, near)


def _read_said(
    text: str, datum: str | None, near: tuple[float, float] | None
) -> Location | Problem:
    """Read numbers with what the text says of their datum."""
    numbers, said = without_words(text)
    found = _read_spelled(numbers, (datum or said or "wgs84").lower(), near)
    if isinstance(found, Location) and not (datum or said) and is_of_street_map(text):
        return replace(found, datum=street_datum(found.lon, found.lat))
    return found


def _read_code(text: str, near: tuple[float, float] | None) -> Location | Problem | None:
    """Read the code of a cell of a grid, or a point of UTM; none where the text is no such code."""
    if is_utm(text) and (square := read_utm(text, near)) is not None:
        return Location(square.lon, square.lat, "wgs84", "code")
    cell = read_code(text)
    if cell is not None and (cell.is_sure or _is_close((cell.lon, cell.lat), near)):
        return Location(cell.lon, cell.lat, "wgs84", "code")
    short = short_plus_code(text)
    if short is None:
        return None
    whole = None if short.town or near is None else short.near(*near)
    if whole is None:
        return _problem("location-short-code", found=text)
    return Location(whole.lon, whole.lat, "wgs84", "code")


def _read_spelled(text: str, datum: str, near: tuple[float, float] | None) -> Location | Problem:
    """Read numbers as they stand, or else in the spellings that may be meant."""
    found = _read_numbers(text, datum, near)
    if isinstance(found, Location) or found.code != "location-unreadable":
        return found
    ways = [_read_numbers(way, datum, near) for way in respelled(text)]
    places = [way for way in ways if isinstance(way, Location)]
    if len(places) > 1:
        # One and the same place, or the one that is meant.
        options = list({(place.lon, place.lat): place for place in places})
        meant = options if len(options) == 1 else _plausible(options, near)
        if not meant:
            (first, lat), (other, _) = options[:2]
            return _problem(
                "location-ambiguous", first=first, second=other if first == lat else lat
            )
        places = [place for place in places if (place.lon, place.lat) == meant[0]]
    if places:
        return places[0]
    told = next((way for way in ways if isinstance(way, Problem) and way.code != found.code), found)
    pair = within_words(text)
    within = _read_numbers(pair, datum, near) if pair else told
    is_near = isinstance(within, Location) and _is_close((within.lon, within.lat), near)
    return within if is_near else told


def _read_link(
    text: str, datum: str | None, near: tuple[float, float] | None
) -> Location | Problem:
    found = read_link(text)
    if isinstance(found, str):
        return _problem(found, found=text)
    if found.text is not None:
        code = read_code(found.text)
        if code is not None:
            return Location(code.lon, code.lat, "wgs84", found.host)
        numbers = _read_spelled(found.text, "wgs84", near)
        if isinstance(numbers, Problem):
            return _problem("location-not-in-link", found=text)
        implied = datum or street_datum(numbers.lon, numbers.lat)
        return Location(numbers.lon, numbers.lat, implied.lower(), found.host)
    if abs(found.lat) > 90 or abs(found.lon) > 180:
        return _problem("location-out-of-range", lon=found.lon, lat=found.lat)
    return Location(found.lon, found.lat, (datum or found.datum).lower(), found.host)


def _read_numbers(text: str, datum: str, near: tuple[float, float] | None) -> Location | Problem:
    known = next(filter(None, (form.fullmatch(text) for form in LONGITUDE_FIRST)), None)
    high = WITH_HEIGHT.fullmatch(text)
    plain = f"lon {known[1]}, lat {known[2]}" if known else BRACKETS.sub(" ", text)
    if high:
        plain = f"{high[1]},{high[2]}"
    for label, hemisphere in LABELS:
        plain = label.sub(hemisphere, plain)
    pairs = list(_pairs(plain.strip()))
    if not pairs:
        return _problem("location-unreadable", found=text)
    one, other = pairs[0]
    first, second = angle_of(one), angle_of(other)
    if first is None or second is None:
        return _problem("location-unreadable", found=text)
    how = "minutes" if one["minutes"] or other["minutes"] else "degrees"
    options = _options(first, second, axis_of(one), axis_of(other))
    sound = [(lon, lat) for lon, lat in options if abs(lon) <= 180 and abs(lat) <= 90]
    if not options:
        return _problem("location-unreadable", found=text)
    if not sound:
        return _problem("location-out-of-range", lon=options[0][0], lat=options[0][1])
    if len(sound) > 1:
        sound = _plausible(sound, near)
    if len(sound) != 1:
        return _problem("location-ambiguous", first=first, second=second)
    lon, lat = sound[0]
    return Location(round(lon, 7), round(lat, 7), datum, how)


def _pairs(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Every way to cut a text into two angles; a comma or semicolon leaves only one."""
    cut = re.fullmatch(r"([^,;]+)[,;]([^,;]+)[,;]?\s*", text)
    if cut:
        places = [(cut[1], cut[2])]
    else:
        places = [
            (text[:place], text[place:])
            for place in range(1, min(len(text), 100))
            if not (text[place - 1].isalnum() and text[place] in ".0123456789")
            or text[place - 1].upper() in ENDS
        ]
    for left, right in places:
        one, other = ANGLE.fullmatch(left), ANGLE.fullmatch(right)
        if one and other and not (_has_both(one) or _has_both(other)):
            yield one, other


def _has_both(angle: re.Match[str]) -> bool:
    """Whether a hemisphere stands on both sides: one of them belongs to the other angle."""
    return bool(angle["before"] and angle["after"])


def _options(
    first: float, second: float, first_axis: str | None, second_axis: str | None
) -> list[tuple[float, float]]:
    """Longitude and latitude in each order that the hemispheres named allow."""
    options = []
    if first_axis in {"lon", None} and second_axis in {"lat", None}:
        options.append((first, second))
    if first_axis in {"lat", None} and second_axis in {"lon", None} and first != second:
        options.append((second, first))
    return options


def _is_close(place: tuple[float, float], near: tuple[float, float] | None) -> bool:
    """Whether a place lies where the other sites do."""
    return near is not None and _apart(place, near) < CLOSE_DEGREES


def _apart(place: tuple[float, float], near: tuple[float, float]) -> float:
    return max(abs(one - other) for one, other in zip(place, near, strict=True))


def _plausible(
    options: list[tuple[float, float]], near: tuple[float, float] | None
) -> list[tuple[float, float]]:
    """Of two orders, take the one that leads to the other sites, or far nearer to them."""
    if near is None:
        return []
    far = {option: _apart(option, near) for option in options}
    nearest, *others = sorted(options, key=far.__getitem__)
    is_clear = all(far[other] > CLEARLY * far[nearest] for other in others)
    return [nearest] if far[nearest] < CLOSE_DEGREES and is_clear else []


def _read_projected(text: str, datum: str) -> Location | Problem:
    from pyproj import CRS, Transformer
    from pyproj.exceptions import CRSError

    numbers = PROJECTED.fullmatch(BRACKETS.sub(" ", text))
    if numbers is None:
        return _problem("location-unreadable", found=text)
    try:
        system = CRS.from_user_input(datum)
    except CRSError:
        return _problem("unknown-datum", "--datum", found=datum, meant="gcj02")
    to_degrees = Transformer.from_crs(system, 4326, always_xy=True)
    area = system.area_of_use
    first, second = float(numbers[1]), float(numbers[2])
    # Surveys in China write the northing first: the order is the one that falls into the area.
    for x, y in ((first, second), (second, first)):
        lon, lat = to_degrees.transform(x, y)
        if area is None or (area.west <= lon <= area.east and area.south <= lat <= area.north):
            return Location(round(lon, 7), round(lat, 7), "wgs84", "projected")
    return _problem("location-outside-system", x=first, y=second, system=datum)


def _problem(code: str, place: str = "--at", **params: object) -> Problem:
    shown = {
        name: f"{value:.10g}" if isinstance(value, float) else printable(value)
        for name, value in params.items()
    }
    return Problem(code, Place(place), shown)
