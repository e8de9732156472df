"""Where the rows of a file lie: from its columns or geometry to WGS 84, and what is in doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.positions.datum import DATUMS, to_wgs84
from geo.positions.earth import METRES_PER_DEGREE
from geo.positions.links import street_datum
from geo.positions.said_datum import said_datums
from geo.problems import Problem
from geo.problems.texts import printable
from geo.sources.axis_values import from_axes
from geo.sources.geojson.geometries import (
    DatumError,
    convert_to_wgs84,
    transform_keeping_heights,
)
from geo.sources.located import Doubt, Located, ask_crs
from geo.sources.position_values import from_geometries, from_pairs
from geo.sources.recognised import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geo.sources.records import Records

    Geometries = NDArray[np.object_]

DECIMALS = 7
_OF_POSITIONS = re.compile(
    r"坐标|座標|经纬度|經緯度|位置|坐標|coordinate|position|datum|lat.*lon", re.IGNORECASE
)
_SHORT = {
    "gcj": "gcj02", "gd": "gcj02", "mars": "gcj02", "qq": "gcj02", "tx": "gcj02",
    "bd": "bd09", "wgs": "wgs84",
}  # fmt: skip
ALIKE_M, CLEARLY = 60.0, 5.0
"""Metres that known places may lie apart, and how many times as far all others put them."""
FEWEST_KNOWN = 3
_EPSG = re.compile(r"epsg\s*[:_]?\s*(\d{4,6})", re.IGNORECASE)
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def locate(
    records: Records,
    columns: Mapping[str, str],
    said: str | None = None,
    known: Mapping[int, tuple[float, float]] | None = None,
    near: tuple[float, float] | None = None,
    *,
    order: str | None = None,
    scale: str | None = None,
) -> Located:
    """Bring the rows' positions to WGS 84.

    Parameters
    ----------
    records
        The file.
    columns
        By role (``lon`` and ``lat``, ``position``, ``geometry``, ``datum``), the columns that say
        where the rows lie, as :mod:`geo.sources.position_columns` finds them.
    said
        What the positions are in, if the user says so.
    known
        Where rows lie that are known already, by row: they tell the datum.
    near
        The middle of what is known: it decides where two orders are possible.
    order
        What was answered where it was asked: ``lon,lat``, ``lat,lon``, ``swap`` or ``keep``.
    scale
        How degrees are written that have no point, if the user says so
        (:mod:`geo.sources.scaled_degrees`).
    """
    nowhere = np.full(records.count, None, dtype=object)
    # Degrees of a datum that are none are asked about: metres are in no datum, but in a system.
    is_said = said is not None and said.strip().lower() not in DATUMS
    found = Located(nowhere, is_said=is_said, said_order=order, near=near)
    found.said_scale = scale or ""
    raw = _read(records, columns, near, found)
    if raw is None or found.questions or found.problems:
        return found
    geometry, datums = raw
    if said is not None:
        found.datum, found.how = said.strip(), "said"
    elif datums is not None:
        found.datum, found.how = "", "rows"
    else:
        _tell_datum(records, columns, geometry, known or {}, found)
    if found.questions or found.problems:
        return found
    _convert(geometry, datums, records, found)
    return found


def _read(
    records: Records, columns: Mapping[str, str], near: Any, found: Located
) -> tuple[Geometries, list[str | None] | None] | None:
    """Read the positions as they stand, and each row's own datum where rows have one."""
    datums = _row_datums(records, columns.get("datum"))
    if "geometry" in columns:
        geometry, own = from_geometries(records, columns["geometry"], found)
        return geometry, datums or own
    if "lon" in columns and "lat" in columns:
        return from_axes(records, columns["lon"], columns["lat"], found), datums
    if "position" in columns:
        geometry, own = from_pairs(records, columns["position"], near, found)
        return geometry, own or datums
    # The file's own geometry, unless the user has named a column instead.
    return None if records.geometry is None else (records.geometry, datums)


def _row_datums(records: Records, column: str | None) -> list[str | None] | None:
    if column is None:
        return None
    told: list[str | None] = []
    for text in records.texts(column):
        epsg = _EPSG.search(text or "")
        hints = said_datums(text or "")
        told.append(f"EPSG:{epsg[1]}" if epsg else hints[0] if hints else None)
    return told if any(told) else None


def _tell_datum(
    records: Records,
    columns: Mapping[str, str],
    geometry: Geometries,
    known: Mapping[int, tuple[float, float]],
    found: Located,
) -> None:
    """Tell what positions are in: the file says so, known places do, or the user must."""
    roles = ("lon", "lat", "position", "geometry")
    headings = [columns[role] for role in roles if role in columns]
    file = records.shown_as.rpartition("/")[2]
    by_places = _by_known_places(geometry, known)
    # What a file says of its geometry says nothing of numbers in its columns.
    is_own = "lon" not in columns and "position" not in columns
    for datum, how in (
        (_named_in(" ".join(headings)) or _shortly(headings), "heading"),
        (_named_in(records.layer), "file"),
        (_named_in(file), "file"),
        (_said_around(records), "remark"),
        (by_places, "places"),
        (records.crs if is_own else records.datum, "format"),
    ):
        if datum is not None:
            found.datum, found.how = datum, how
            return
    _assume_or_ask(records, headings, geometry, found)


def _named_in(text: str) -> str | None:
    """Give the one datum or system a text names."""
    epsg = _EPSG.search(text)
    hints = said_datums(text)
    if epsg:
        return f"EPSG:{epsg[1]}"
    return hints[0] if len(hints) == 1 else None


def _said_around(records: Records) -> str | None:
    """Give the datum that a title or a remark names: 注：坐标为高德地图拾取."""
    texts = [note["text"] for name, note in records.notes if name in {"title", "remark"}]
    return _named_in(" ".join(text for text in texts if _OF_POSITIONS.search(text)))


def _shortly(headings: list[str]) -> str | None:
    """Give the one datum that headings name by its first letters: ``lng_gcj``, ``bd_lat``."""
    said = {_SHORT[word] for name in headings for word in words_of(name) if word in _SHORT}
    return said.pop() if len(said) == 1 else None


def _assume_or_ask(
    records: Records, columns: list[str], geometry: Geometries, found: Located
) -> None:
    xy = shapely.get_coordinates(shapely.centroid(geometry[shapely.is_geometry(geometry)]))
    if not len(xy):
        return
    column = columns[0] if columns else None
    is_metres = (np.abs(xy) > 360).any(axis=1).mean() > 0.5
    if is_metres:
        found.questions.append(ask_crs(records, column or "", xy[:, 0], xy[:, 1], found))
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
        found.questions.append(Doubt("datum", ("gcj02", "bd09", "wgs84"), problem))
    else:
        found.warnings.append(Problem("import-datum-assumed", place, params))


def _by_known_places(geometry: Geometries, known: Mapping[int, tuple[float, float]]) -> str | None:
    """Tell the datum by rows whose true places the project knows."""
    rows = [row for row in known if shapely.is_geometry(geometry[row])]
    if len(rows) < FEWEST_KNOWN:
        return None
    given = shapely.get_coordinates(shapely.centroid(geometry[rows]))
    true = np.array([known[row] for row in rows])
    apart = {}
    for datum in DATUMS:
        lon, lat = to_wgs84(given[:, 0], given[:, 1], datum)
        east = (lon - true[:, 0]) * METRES_PER_DEGREE * np.cos(np.radians(true[:, 1]))
        north = (lat - true[:, 1]) * METRES_PER_DEGREE
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
            shapes = _converted(geometry[rows], datum, found)
        except DatumError as error:
            place = records.place_of(rows[0], None)
            found.problems.append(Problem(error.code, place, {"datum": printable(datum)}))
            continue
        found.geometry[rows] = shapes
    if found.how == "rows":
        names = sorted(rows_of)
        found.datum = ", ".join(names)
    found.geometry = transform_keeping_heights(found.geometry, lambda xy: np.round(xy, DECIMALS))
    found.geometry[shapely.is_empty(found.geometry)] = None


def _converted(shapes: Geometries, datum: str, found: Located) -> Geometries:
    """Bring positions to WGS 84; northing first, as surveyors have it, where only that fits."""
    try:
        return convert_to_wgs84(shapes, datum)
    except DatumError:
        xy = shapely.get_coordinates(shapes)
        if not found.is_said or (np.abs(xy) <= (360, 360)).any():
            raise
        turned = convert_to_wgs84(shapely.transform(shapes, lambda xy: xy[:, ::-1]), datum)
        found.order = "y,x"
        return turned
