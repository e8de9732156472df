"""Where the rows of a file lie: from its columns or its geometry to WGS 84, and what is in doubt."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from geo.importing.guessing import texts_of
from geo.importing.import_plan import Choices, ColumnGuess, Question
from geo.positions.angles import parse_angle
from geo.positions.coordinates import parse_location
from geo.positions.datum import DATUMS, to_wgs84
from geo.positions.links import find_link, street_datum
from geo.problems import Place, Problem
from geo.problems.texts import printable
from geo.sources.geojson.geometries import (
    DatumError,
    convert_to_wgs84,
    transform_keeping_heights,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geo.importing.guessing import Guesses
    from geo.sources.records import Records

    Geometries = NDArray[np.object_]

DECIMALS = 7
ALIKE_M, CLEARLY = 60.0, 5.0
"""Metres that known places may lie apart at most, and how many times as far every other datum is."""
FEWEST_KNOWN = 3
_HINTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("bd09", re.compile(r"bd-?09|百度|baidu", re.IGNORECASE)),
    ("gcj02", re.compile(r"gcj-?02|火星|高德|amap|gaode|腾讯|tencent|autonavi", re.IGNORECASE)),
    (
        "wgs84",
        re.compile(
            r"wgs-?_?\s?84|wgs|\bgps\b|cgcs\s?2000|天地图|tianditu|国家2000|大地2000|4326",
            re.IGNORECASE,
        ),
    ),
)
_EPSG = re.compile(r"epsg\s*[:_]?\s*(\d{4,6})", re.IGNORECASE)
_PLAIN_PAIR = r"^\s*[(\[（【]?\s*(-?\d{1,8}(?:\.\d+)?)\s*[,，;；\s]\s*(-?\d{1,8}(?:\.\d+)?)\s*[)\]）】]?\s*$"
_LAT_FIRST = re.compile(r"lat.*l(?:on|ng)|纬.*经", re.IGNORECASE)
_LON_FIRST = re.compile(r"l(?:on|ng).*lat|经.*纬", re.IGNORECASE)
_COMMA = re.compile(r"-?\d+,\d+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


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
    """

    geometry: Geometries
    bad: dict[int, Problem] = field(default_factory=dict)
    datum: str = "wgs84"
    how: str = "format"
    order: str = ""
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def locate(
    records: Records,
    guesses: Guesses,
    choices: Choices,
    known: Mapping[int, tuple[float, float]],
    near: tuple[float, float] | None,
) -> Located:
    """Bring the rows' positions to WGS 84.

    Parameters
    ----------
    records, guesses, choices
        The file, what its columns are, what the user says.
    known
        Where rows lie that the project has already, by row: they tell the datum.
    near
        The middle of the project's sites.
    """
    found = Located(np.full(records.count, None, dtype=object))
    raw = _read(records, guesses, choices, near, found)
    if raw is None or found.questions or found.problems:
        return found
    geometry, datums = raw
    if choices.crs or choices.datum:
        found.datum, found.how = (choices.crs or choices.datum or "").strip(), "said"
    elif datums is not None:
        found.datum, found.how = "", "rows"
    else:
        _tell_datum(records, guesses, geometry, known, near, found)
    if found.questions or found.problems:
        return found
    _convert(geometry, datums, records, found)
    return found


def _read(
    records: Records, guesses: Guesses, choices: Choices, near: Any, found: Located
) -> tuple[Geometries, list[str | None] | None] | None:
    """Read the positions as they stand, and each row's own datum where rows have one."""
    datums = _row_datums(records, guesses)
    if records.geometry is not None:
        return records.geometry, datums
    column = guesses.one("geometry")
    if column is not None:
        return _from_geometries(records, column, found), datums
    lon, lat = guesses.one("lon"), guesses.one("lat")
    if lon is not None and lat is not None:
        return _from_axes(records, lon, lat, choices, found), datums
    column = guesses.one("position")
    if column is not None:
        geometry, own = _from_pairs(records, column, choices, near, found)
        return geometry, own or datums
    return None


def _row_datums(records: Records, guesses: Guesses) -> list[str | None] | None:
    column = guesses.one("datum")
    if column is None:
        return None
    told: list[str | None] = []
    for text in texts_of(records, column.column):
        epsg = _EPSG.search(text or "")
        hints = hinted(text or "")
        told.append(f"EPSG:{epsg[1]}" if epsg else hints[0] if hints else None)
    return told if any(told) else None


def hinted(text: str) -> list[str]:
    """Give the datums a text names: 高德坐标 → ``gcj02``."""
    return [datum for datum, form in _HINTS if form.search(text)]


def _from_geometries(records: Records, column: ColumnGuess, found: Located) -> Geometries:
    geometry = np.full(records.count, None, dtype=object)
    for row, text in enumerate(texts_of(records, column.column)):
        if text is None:
            continue
        shape = _shape(text)
        if shape is None:
            found.bad[row] = _bad(records, row, column.column, text)
        else:
            geometry[row] = shape
    return geometry


def _shape(text: str) -> Any:
    srid, _, rest = text.partition(";")
    body = rest if srid.upper().startswith("SRID=") else text
    try:
        if body.lstrip().startswith("{"):
            return shapely.from_geojson(body)
        if re.fullmatch(r"[0-9A-Fa-f]+", body.strip()):
            return shapely.from_wkb(body.strip())
        return shapely.from_wkt(body)
    except shapely.errors.ShapelyError:
        return None


def _from_axes(
    records: Records, lon: ColumnGuess, lat: ColumnGuess, choices: Choices, found: Located
) -> Geometries:
    numbers = []
    for column in (lon, lat):
        values, bad = _axis(records, column.column)
        numbers.append(values)
        for row, text in bad.items():
            found.bad.setdefault(row, _bad(records, row, column.column, text))
    xy = np.column_stack(numbers)
    half = np.isnan(xy).any(axis=1) & ~np.isnan(xy).all(axis=1)
    for row in np.flatnonzero(half).tolist():
        column = lon if np.isnan(xy[row, 0]) else lat
        found.bad.setdefault(row, _bad(records, row, column.column, ""))
    sound = ~np.isnan(xy).any(axis=1)
    is_said = choices.crs is not None or choices.datum is not None
    if not is_said and sound.any():
        _check_axes(records, lon, lat, xy, sound, found)
    return _points(xy, sound)


def _check_axes(
    records: Records,
    lon: ColumnGuess,
    lat: ColumnGuess,
    xy: NDArray[np.float64],
    sound: NDArray[np.bool_],
    found: Located,
) -> None:
    """Ask where numbers are no degrees, or seem to stand in the wrong columns."""
    lons, lats = xy[sound, 0], xy[sound, 1]
    if (np.abs(xy[sound]) > 360).mean() > 0.5:
        found.questions.append(_ask_crs(records, lon.column, lons, lats))
        return
    is_swapped = (np.abs(lats) > 90) & (np.abs(lons) <= 90)
    if is_swapped.mean() > 0.5:
        row = int(np.flatnonzero(sound)[is_swapped][0])
        params = {
            "lon": printable(lon.column), "lat": printable(lat.column),
            "value": f"{xy[row, 1]:.10g}",
        }  # fmt: skip
        place = records.place_of(row, lat.column)
        found.questions.append(
            Question("order", ("swap", "keep"), Problem("import-swapped", place, params))
        )
        return
    outside = (np.abs(xy[:, 1]) > 90) | (np.abs(xy[:, 0]) > 360)
    for row in np.flatnonzero(outside & sound).tolist():
        column = lat if abs(xy[row, 1]) > 90 else lon
        axis = 1 if column is lat else 0
        found.bad[row] = _bad(records, row, column.column, f"{xy[row, axis]:.10g}")


def _ask_crs(
    records: Records, column: str, xs: NDArray[np.float64], ys: NDArray[np.float64]
) -> Question:
    options = crs_candidates(float(np.median(xs)), float(np.median(ys)))
    params = {"value": f"{xs[0]:.10g}, {ys[0]:.10g}", "example": (options or ("EPSG:4549",))[0]}
    place = records.place_of(0, column)
    return Question("crs", options, Problem("import-crs-unknown", place, params))


def crs_candidates(x: float, y: float) -> tuple[str, ...]:
    """Give the Chinese systems whose zone number stands before the easting, if it does."""
    for easting in (x, y):
        zone = int(easting // 1_000_000)
        if 25 <= zone <= 45:
            return (f"EPSG:{4513 + zone - 25}",)
        if 13 <= zone <= 23:
            return (f"EPSG:{4491 + zone - 13}",)
    return ()


def _axis(records: Records, column: str) -> tuple[NDArray[np.float64], dict[int, str]]:
    """Read a column of longitudes or latitudes; NaN where there is none."""
    values = records.table.column(column)
    if not records.is_text and str(values.type) in {"double", "float", "int64", "int32", "int16"}:
        return values.to_numpy().astype(np.float64), {}
    texts = texts_of(records, column)
    numbers = pd.to_numeric(pd.Series(texts, dtype=object), errors="coerce").to_numpy(
        dtype=np.float64, copy=True
    )
    bad = {}
    for row in np.flatnonzero(np.isnan(numbers)).tolist():
        text = texts[row]
        if text is None:
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
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()
    if _COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return parse_angle(plain)


def _from_pairs(
    records: Records, column: ColumnGuess, choices: Choices, near: Any, found: Located
) -> tuple[Geometries, list[str | None] | None]:
    """Read pairs in one cell: in either order, with degrees and minutes, or as share links."""
    texts = texts_of(records, column.column)
    series = pd.Series(texts, dtype="str")
    pairs = series.str.extract(_PLAIN_PAIR).astype(float).to_numpy()
    plain = ~np.isnan(pairs).any(axis=1)
    xy = np.full((len(texts), 2), np.nan)
    if plain.any():
        order = _order(records, column, pairs[plain], near, found)
        found.order = order
        xy[plain] = pairs[plain] if order == "lon,lat" else pairs[plain][:, ::-1]
    datums: list[str | None] = [None] * len(texts)
    for row in np.flatnonzero(~plain).tolist():
        text = texts[row]
        if text is None:
            continue
        # The rows that are plain numbers tell which order the others are in.
        place = parse_location(text, None, near=near)
        if isinstance(place, Problem):
            found.bad[row] = _bad(records, row, column.column, text)
        else:
            xy[row] = place.lon, place.lat
            if find_link(text) is not None:
                datums[row] = place.datum
    is_degrees = np.abs(xy) <= (360, 90)
    for row in np.flatnonzero(plain & ~is_degrees.all(axis=1)).tolist():
        if choices.crs is None and choices.datum is None:
            if np.abs(xy[row]).max() > 360 and not found.questions:
                found.questions.append(
                    _ask_crs(records, column.column, xy[plain, 0], xy[plain, 1])
                )
            found.bad.setdefault(row, _bad(records, row, column.column, texts[row] or ""))
    if found.questions:
        found.bad.clear()
    return _points(xy, ~np.isnan(xy).any(axis=1)), datums if any(datums) else None


def _order(
    records: Records, column: ColumnGuess, pairs: NDArray[np.float64], near: Any, found: Located
) -> str:
    """Tell which of the two numbers is the longitude."""
    first, second = np.abs(pairs[:, 0]), np.abs(pairs[:, 1])
    degrees = (first <= 360) & (second <= 360)
    is_lon_first = bool((first[degrees] > 90).any()) and not bool((second[degrees] > 90).any())
    is_lat_first = bool((second[degrees] > 90).any()) and not bool((first[degrees] > 90).any())
    if is_lon_first or not degrees.any():
        return "lon,lat"
    if is_lat_first:
        return "lat,lon"
    for order, form in (("lat,lon", _LAT_FIRST), ("lon,lat", _LON_FIRST)):
        if form.search(column.column):
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
    params = {"value": f"{pairs[0, 0]:.10g}, {pairs[0, 1]:.10g}", "column": printable(column.column)}
    place = records.place_of(0, column.column)
    found.questions.append(
        Question("order", ("lat,lon", "lon,lat"), Problem("import-order-unknown", place, params))
    )
    return "lat,lon"


def _points(xy: NDArray[np.float64], sound: NDArray[np.bool_]) -> Geometries:
    points = np.full(len(xy), None, dtype=object)
    points[sound] = shapely.points(xy[sound])
    return points


def _bad(records: Records, row: int, column: str, text: str) -> Problem:
    params = {"value": printable(text), "column": printable(column)}
    return Problem("import-position-unreadable", records.place_of(row, column), params)


def _tell_datum(
    records: Records,
    guesses: Guesses,
    geometry: Geometries,
    known: Mapping[int, tuple[float, float]],
    near: tuple[float, float] | None,
    found: Located,
) -> None:
    """Tell what positions are in: the file says so, known places do, or the user must."""
    columns = [guess.column for guess in guesses.of("lon", "lat", "position", "geometry")]
    for text, how in ((" ".join(columns), "heading"), (records.layer, "file"), (records.shown_as, "file")):
        epsg = _EPSG.search(text) if how == "heading" else None
        hints = hinted(text if how == "heading" else text.rpartition("/")[2])
        if epsg:
            found.datum, found.how = f"EPSG:{epsg[1]}", how
            return
        if len(hints) == 1:
            found.datum, found.how = hints[0], how
            return
    by_places = _by_known_places(geometry, known)
    if by_places is not None:
        found.datum, found.how = by_places, "places"
        return
    if records.crs is not None:
        found.datum, found.how = records.crs, "format"
        return
    _assume_or_ask(records, columns, geometry, found)


def _assume_or_ask(
    records: Records, columns: list[str], geometry: Geometries, found: Located
) -> None:
    xy = shapely.get_coordinates(shapely.centroid(geometry[shapely.is_geometry(geometry)]))
    if not len(xy):
        return
    column = columns[0] if columns else None
    is_metres = (np.abs(xy) > 360).any(axis=1).mean() > 0.5
    if is_metres:
        found.questions.append(_ask_crs(records, column or "", xy[:, 0], xy[:, 1]))
        return
    middle = np.median(xy, axis=0)
    found.datum, found.how = "wgs84", "assumed"
    if street_datum(float(middle[0]), float(middle[1])) != "gcj02":
        return
    params = {"lon": f"{middle[0]:.6f}", "lat": f"{middle[1]:.6f}"}
    place = records.place_of(0, column)
    is_pair = found.order != "" or any(_CHINESE.search(name) for name in columns)
    if is_pair:
        # AMap's and Baidu's pickers give such pairs, and nothing in the numbers tells them apart.
        problem = Problem("import-datum-unknown", place, params)
        found.questions.append(Question("datum", ("gcj02", "bd09", "wgs84"), problem))
    else:
        found.warnings.append(Problem("import-datum-assumed", place, params))


def _by_known_places(
    geometry: Geometries, known: Mapping[int, tuple[float, float]]
) -> str | None:
    """Tell the datum by rows whose true places the project knows."""
    rows = [row for row in known if shapely.is_geometry(geometry[row])]
    if len(rows) < FEWEST_KNOWN:
        return None
    given = shapely.get_coordinates(shapely.centroid(geometry[rows]))
    true = np.array([known[row] for row in rows])
    apart = {}
    for datum in DATUMS:
        lon, lat = to_wgs84(given[:, 0], given[:, 1], datum)
        east = (lon - true[:, 0]) * 111_320 * np.cos(np.radians(true[:, 1]))
        north = (lat - true[:, 1]) * 111_320
        apart[datum] = float(np.median(np.hypot(east, north)))
    best, *others = sorted(apart, key=apart.__getitem__)
    is_clear = all(apart[other] > CLEARLY * max(apart[best], 1.0) for other in others)
    return best if apart[best] < ALIKE_M and is_clear else None


def _convert(
    geometry: Geometries, datums: list[str | None] | None, records: Records, found: Located
) -> None:
    rows_of: dict[str, list[int]] = {}
    for row in np.flatnonzero(shapely.is_geometry(geometry)).tolist():
        own = (datums[row] if datums is not None else None) or found.datum or "wgs84"
        rows_of.setdefault(own, []).append(row)
    for datum, rows in rows_of.items():
        if datum.lower() in {"wgs84", "epsg:4326", "ogc:crs84"}:
            found.geometry[rows] = geometry[rows]
            continue
        try:
            shapes = convert_to_wgs84(geometry[rows], datum)
        except DatumError as error:
            place = records.place_of(rows[0], None)
            found.problems.append(Problem(error.code, place, {"datum": printable(datum)}))
            continue
        found.geometry[rows] = shapes
    if found.how == "rows":
        names = sorted(rows_of)
        found.datum = ", ".join(names)
    found.geometry = transform_keeping_heights(
        found.geometry, lambda xy: np.round(xy, DECIMALS)
    )
    found.geometry[shapely.is_empty(found.geometry)] = None
