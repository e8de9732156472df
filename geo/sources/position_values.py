"""Positions as a file's cells have them: two numbers, a pair in one cell, links, WKT."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from geo.positions.angles import parse_angle
from geo.positions.coordinates import FULL_WIDTH, Location, parse_location
from geo.positions.links import find_link
from geo.positions.projected import guess_system
from geo.positions.said_datum import said_datums
from geo.problems import Problem
from geo.problems.texts import printable
from geo.sources.curved_shapes import CURVED_TEXT, from_curved_text, from_wkb, told_curves
from geo.sources.deep_shapes import is_deep_text
from geo.sources.missing_marks import is_mark

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.sources.records import Records

    Geometries = NDArray[np.object_]


_AMOUNT = r"(-?\d{1,8}(?:\.\d+)?)"
_PLAIN_PAIR = rf"^\s*[(\[（【]?\s*{_AMOUNT}\s*[,，;；\s]\s*{_AMOUNT}\s*[)\]）】]?\s*$"
_LAT_FIRST = re.compile(r"lat.*l(?:on|ng)|纬.*经", re.IGNORECASE)
_LON_FIRST = re.compile(r"l(?:on|ng).*lat|经.*纬", re.IGNORECASE)
_SRID = re.compile(r"\s*SRID=(\d{1,6});", re.IGNORECASE)
_HALVES = re.compile(
    r"\s*([NS]\s*\d[^NSEW]{1,30}|\d[^NSEW]{1,30}[NS])[\s,;/]*([EW]\s*\d[^NSEW]{1,30}|\d[^NSEW]{1,30}[EW])\s*",
    re.IGNORECASE,
)
_LONGEST_PAIR = 80
AFTER_TEXT = re.compile(r"[^\s\d(].*(\(\s*-?\d{1,3}\.\d+\s*,\s*-?\d{1,3}\.\d+\s*\))\s*$", re.DOTALL)
"""An address with latitude and longitude in brackets behind it, as exported by Socrata."""
COMMA_PAIR = re.compile(r"\s*(-?\d{1,3},\d+)\s*[;\s/]\s*(-?\d{1,3},\d+)\s*$")
_COMMA = re.compile(r"-?\d+,\d+")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Doubt:
    """What only the user can tell of positions; it has an option of the command line.

    Parameters
    ----------
    about
        ``datum``, ``order`` or ``crs``.
    options
        The answers there are, the likeliest first.
    problem
        The same for whoever cannot be asked.
    """

    about: str
    options: tuple[str, ...]
    problem: Problem


@dataclass
class Located:
    """Where the rows lie.

    Parameters
    ----------
    geometry
        In WGS 84, a geometry for each row; none where it has none.
    bad
        The rows whose position cannot be read.
    datum
        What the positions were in, and how that is known: ``said``, ``heading``, ``file``,
        ``links``, ``places`` (known ones lie there), ``format`` or ``assumed``.
    is_said
        Whether the user says what the positions are in: then nothing is asked.
    said_order
        Which number comes first, as the user has said when asked.
    near
        The middle of what is known.
    """

    geometry: Geometries
    bad: dict[int, Problem] = field(default_factory=dict)
    datum: str = "wgs84"
    how: str = "format"
    order: str = ""
    is_said: bool = False
    said_order: str | None = None
    near: tuple[float, float] | None = None
    questions: list[Doubt] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def from_geometries(
    records: Records, column: str, found: Located
) -> tuple[Geometries, list[str | None] | None]:
    """Read a column of WKT, WKB or GeoJSON; what cannot be read goes into ``found``.

    Returns
    -------
    geometry : array of shapely geometries
    systems : list of str or None
        What each row says that its shape is in, as PostGIS writes it: ``SRID=4326;POINT …``.
    """
    geometry = np.full(records.count, None, dtype=object)
    systems: list[str | None] = [None] * records.count
    curved: list[int] = []
    for row, text in enumerate(records.texts(column)):
        if text is None:
            continue
        shape = _shape(text)
        if shape is None:
            found.bad[row] = _bad(records, row, column, text)
        else:
            geometry[row] = shape
            number = shapely.get_srid(shape)
            systems[row] = f"EPSG:{number}" if number else None
            curved += [row] if CURVED_TEXT.search(text) else []
    if curved:
        found.warnings += told_curves(records.place_of(curved[0], column), len(curved))
    return geometry, systems if any(systems) else None


def _shape(text: str) -> Any:
    said = _SRID.match(text)
    body = text[said.end() :] if said else text
    if is_deep_text(body):
        return None
    try:
        shape = _read_shape(body)
        return shapely.set_srid(shape, int(said[1])) if said else shape
    except (shapely.errors.ShapelyError, ValueError):
        return None


def _read_shape(text: str) -> Any:
    if text.lstrip().startswith("{"):
        return shapely.from_geojson(text)
    if re.fullmatch(r"[0-9A-Fa-f]+", text.strip()):
        return from_wkb([bytes.fromhex(text.strip())])[0]
    return from_curved_text(text) if CURVED_TEXT.search(text) else shapely.from_wkt(text)


def from_axes(records: Records, lon: str, lat: str, found: Located) -> Geometries:
    """Read a column of longitudes (or eastings) and one of latitudes."""
    numbers = []
    for column in (lon, lat):
        values, bad = _axis(records, column)
        numbers.append(values)
        for row, text in bad.items():
            found.bad.setdefault(row, _bad(records, row, column, text))
    xy = np.column_stack(numbers)
    half = np.isnan(xy).any(axis=1) & ~np.isnan(xy).all(axis=1)
    for row in np.flatnonzero(half).tolist():
        column = lon if np.isnan(xy[row, 0]) else lat
        found.bad.setdefault(row, _bad(records, row, column, ""))
    sound = np.asarray(~np.isnan(xy).any(axis=1))
    if not found.is_said and sound.any():
        _check_axes(records, (lon, lat), xy, sound, found)
    return _points(xy, sound)


def _check_axes(
    records: Records,
    axes: tuple[str, str],
    xy: NDArray[np.float64],
    sound: NDArray[np.bool_],
    found: Located,
) -> None:
    """Ask where numbers are no degrees, or seem to stand in the wrong columns."""
    lon, lat = axes
    lons, lats = xy[sound, 0], xy[sound, 1]
    if (np.abs(xy[sound]) > 360).mean() > 0.5:
        found.questions.append(ask_crs(records, lon, lons, lats, found.near))
        return
    is_swapped = (np.abs(lats) > 90) & (np.abs(lons) <= 90)
    if is_swapped.mean() > 0.5 and found.said_order is None:
        row = int(np.flatnonzero(sound)[is_swapped][0])
        params = {
            "lon": printable(lon), "lat": printable(lat),
            "value": f"{xy[row, 1]:.10g}",
        }  # fmt: skip
        place = records.place_of(row, lat)
        found.questions.append(
            Doubt("order", ("swap", "keep"), Problem("import-swapped", place, params))
        )
        return
    outside = (np.abs(xy[:, 1]) > 90) | (np.abs(xy[:, 0]) > 360)
    for row in np.flatnonzero(outside & sound).tolist():
        column = lat if abs(xy[row, 1]) > 90 else lon
        axis = 1 if column == lat else 0
        found.bad[row] = _bad(records, row, column, f"{xy[row, axis]:.10g}")


def ask_crs(
    records: Records,
    column: str,
    xs: NDArray[np.float64],
    ys: NDArray[np.float64],
    near: tuple[float, float] | None,
) -> Doubt:
    """Ask what numbers that are no degrees are in, the system that makes sense of them first."""
    guess = guess_system(float(np.median(xs)), float(np.median(ys)), near)
    options = (f"EPSG:{guess.epsg}",) if guess is not None else ()
    params = {"value": f"{xs[0]:.10g}, {ys[0]:.10g}", "example": (options or ("EPSG:n",))[0]}
    place = records.place_of(0, column)
    return Doubt("crs", options, Problem("import-crs-unknown", place, params))


def _axis(records: Records, column: str) -> tuple[NDArray[np.float64], dict[int, str]]:
    """Read a column of longitudes or latitudes; NaN where there is none."""
    values = records.table.column(column)
    if not records.is_text and str(values.type) in {"double", "float", "int64", "int32", "int16"}:
        return values.to_numpy().astype(np.float64), {}
    texts = records.texts(column)
    numbers = pd.to_numeric(pd.Series(texts, dtype=object), errors="coerce").to_numpy(
        dtype=np.float64, copy=True
    )
    bad = {}
    for row in np.flatnonzero(np.isnan(numbers)).tolist():
        text = texts[row]
        if text is None or is_mark(text):
            continue
        number = _angle(text)
        if number is None:
            bad[row] = text
        else:
            numbers[row] = number
    for row in np.flatnonzero(np.isinf(numbers)).tolist():
        bad[row] = texts[row] or ""
        numbers[row] = np.nan
    return numbers, bad


def _angle(text: str) -> float | None:
    # Not by NFKC: it makes two signs of minutes of the sign of seconds.
    plain = text.translate(FULL_WIDTH).strip()
    if _THOUSANDS.fullmatch(plain):
        # Metres on a map, such as 5 411 932,68.
        plain = re.sub("[ \u00a0\u202f'’]", "", plain)
    if _COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return parse_angle(plain)


EITHER = "lon,lat / lat,lon"
"""The order of pairs of which each tells it by itself: no latitude is above 90."""


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


def from_pairs(
    records: Records, column: str, near: Any, found: Located
) -> tuple[Geometries, list[str | None] | None]:
    """Read pairs in one cell: in either order, with degrees and minutes, or as share links."""
    texts, is_behind = _without_addresses(records.texts(column))
    series = pd.Series([_with_points(text) for text in texts], dtype="str")
    pairs = series.str.extract(_PLAIN_PAIR).astype(float).to_numpy()
    plain = ~np.isnan(pairs).any(axis=1)
    xy = np.full((len(texts), 2), np.nan)
    if plain.any():
        is_said = found.said_order in {"lat,lon", "lon,lat"}
        said = found.said_order if is_said else "lat,lon" if is_behind else None
        order = said or _own_order(pairs[plain])
        order = order or _order(records, column, pairs[plain], near, found)
        found.order = order
        turned = (np.abs(pairs[:, 1]) > 90) | (order != EITHER)
        turned &= plain & (order != "lon,lat")
        xy[plain] = pairs[plain]
        xy[turned] = pairs[turned][:, ::-1]
    datums: list[str | None] = [None] * len(texts)
    for row in np.flatnonzero(~plain).tolist():
        text = texts[row]
        if text is None or is_mark(text):
            continue
        # The rows that are plain numbers tell which order the others are in.
        place = _location(text, near)
        if isinstance(place, Problem):
            found.bad[row] = _bad(records, row, column, text, place)
        else:
            xy[row] = place.lon, place.lat
            if find_link(text) is not None or said_datums(text):
                datums[row] = place.datum
    is_degrees = np.abs(xy) <= (360, 90)
    for row in np.flatnonzero(plain & ~is_degrees.all(axis=1)).tolist():
        if not found.is_said:
            if np.abs(xy[row]).max() > 360 and not found.questions:
                found.questions.append(ask_crs(records, column, xy[plain, 0], xy[plain, 1], near))
            found.bad.setdefault(row, _bad(records, row, column, texts[row] or ""))
    if found.questions:
        found.bad.clear()
    return _points(xy, ~np.isnan(xy).any(axis=1)), datums if any(datums) else None


def _location(text: str, near: Any) -> Location | Problem:
    place = parse_location(text, None, near=near)
    halves = by_hemispheres(text) if isinstance(place, Problem) else None
    return place if halves is None else Location(*halves, "wgs84", "minutes")


def _with_points(text: str | None) -> str | None:
    """Write decimal commas of a pair as points: 37,0657 ; -7,8270."""
    found = COMMA_PAIR.match(text or "")
    return ", ".join(part.replace(",", ".") for part in found.groups()) if found else text


def _without_addresses(texts: list[str | None]) -> tuple[list[str | None], bool]:
    """Give the positions that stand in brackets behind addresses, and whether any do."""
    pairs = [AFTER_TEXT.search(text or "") for text in texts]
    if not any(pairs):
        return texts, False
    return [pair[1] if pair else text for pair, text in zip(pairs, texts, strict=True)], True


def _own_order(pairs: NDArray[np.float64]) -> str:
    """Tell whether both orders stand in one column, and each pair tells its own."""
    degrees = (np.abs(pairs) <= 360).all(axis=1)
    is_lon = np.abs(pairs) > 90
    is_certain = bool((degrees & (is_lon[:, 0] != is_lon[:, 1])).all())
    return EITHER if is_certain and is_lon[:, 0].any() and is_lon[:, 1].any() else ""


def _order(
    records: Records, column: str, pairs: NDArray[np.float64], near: Any, found: Located
) -> str:
    """Tell which of the two numbers is the longitude."""
    first, second = np.abs(pairs[:, 0]), np.abs(pairs[:, 1])
    degrees = (first <= 360) & (second <= 360)
    is_lon_first = bool((first[degrees] > 90).any()) and not bool((second[degrees] > 90).any())
    is_lat_first = bool((second[degrees] > 90).any()) and not bool((first[degrees] > 90).any())
    if is_lon_first or is_lat_first or not degrees.any():
        return "lat,lon" if is_lat_first else "lon,lat"
    for order, form in (("lat,lon", _LAT_FIRST), ("lon,lat", _LON_FIRST)):
        if form.search(column):
            return order
    middle = float(np.median(first)), float(np.median(second))
    # In China the number above 54 is the longitude.
    if 72 <= middle[0] <= 136 and 3 <= middle[1] <= 54:
        return "lon,lat"
    if 72 <= middle[1] <= 136 and 3 <= middle[0] <= 54:
        return "lat,lon"
    if near is not None:
        centre = np.median(pairs, axis=0)
        straight = float(np.abs(centre - near).max())
        turned = float(np.abs(centre[::-1] - near).max())
        if min(straight, turned) < 5 and max(straight, turned) > 4 * min(straight, turned):
            return "lon,lat" if straight < turned else "lat,lon"
    params = {
        "value": f"{pairs[0, 0]:.10g}, {pairs[0, 1]:.10g}",
        "column": printable(column),
    }
    place = records.place_of(0, column)
    found.questions.append(
        Doubt("order", ("lat,lon", "lon,lat"), Problem("import-order-unknown", place, params))
    )
    return "lat,lon"


def _points(xy: NDArray[np.float64], sound: NDArray[np.bool_]) -> Geometries:
    points = np.full(len(xy), None, dtype=object)
    points[sound] = shapely.points(xy[sound])
    return points


def _bad(records: Records, row: int, column: str, text: str, why: Problem | None = None) -> Problem:
    place = records.place_of(row, column)
    if why is not None and find_link(text) is not None:
        # What a link lacks, and what to do, is said better than of a number.
        return replace(why, place=place, index=row)
    params = {"value": printable(text), "column": printable(column)}
    return Problem("import-position-unreadable", place, params, index=row)
