"""Positions as a file's cells have them: two numbers, a pair in one cell, links, WKT."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from geo.positions.grid_codes import Cell
from geo.positions.links import find_link
from geo.positions.said_datum import said_datums
from geo.problems import Problem
from geo.problems.texts import printable
from geo.sources.cell_positions import is_of_hashes, object_pair, read_cell
from geo.sources.curved_shapes import CURVED_TEXT, from_curved_text, from_wkb, told_curves
from geo.sources.deep_shapes import is_deep_text
from geo.sources.located import Doubt, Located, ask_crs, bad_position, points
from geo.sources.missing_marks import is_mark

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.sources.located import Geometries
    from geo.sources.records import Records

FINE_M = 15
"""Metres within which a cell of a grid is as good as a point."""
_AMOUNT = r"(-?\d{1,8}(?:\.\d+)?)"
_PLAIN_PAIR = rf"^\s*[(\[（【]?\s*{_AMOUNT}\s*[,，;；\s]\s*{_AMOUNT}\s*[)\]）】]?\s*$"
_LAT_FIRST = re.compile(r"lat.*l(?:on|ng)|纬.*经", re.IGNORECASE)
_LON_FIRST = re.compile(r"l(?:on|ng).*lat|经.*纬", re.IGNORECASE)
_SRID = re.compile(r"\s*SRID=(\d{1,6});", re.IGNORECASE)
AFTER_TEXT = re.compile(r"[^\s\d(].*(\(\s*-?\d{1,3}\.\d+\s*,\s*-?\d{1,3}\.\d+\s*\))\s*$", re.DOTALL)
"""An address with latitude and longitude in brackets behind it, as exported by Socrata."""
THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
"""A number with commas between its thousands: no pair has a whole number before its only comma, and
three digits and a point, or thousands more, behind it."""
COMMA_PAIR = re.compile(r"\s*(-?\d{1,3},\d+)\s*[;\s/]\s*(-?\d{1,3},\d+)\s*$")


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
            found.bad[row] = bad_position(records, row, column, text)
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


EITHER = "lon,lat / lat,lon"
"""The order of pairs of which each tells it by itself: no latitude is above 90."""


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
    datums = _read_others(records, column, texts, xy, found)
    is_degrees = np.abs(xy) <= (360, 90)
    for row in np.flatnonzero(plain & ~is_degrees.all(axis=1)).tolist():
        if not found.is_said:
            if np.abs(xy[row]).max() > 360 and not found.questions:
                found.questions.append(ask_crs(records, column, xy[plain, 0], xy[plain, 1], found))
            found.bad.setdefault(row, bad_position(records, row, column, texts[row] or ""))
    if found.questions:
        found.bad.clear()
    return points(xy, ~np.isnan(xy).any(axis=1)), datums if any(datums) else None


def _read_others(
    records: Records,
    column: str,
    texts: list[str | None],
    xy: NDArray[np.float64],
    found: Located,
) -> list[str | None]:
    """Read what is no plain pair of numbers into ``xy``, and tell what each row says it is in."""
    datums: list[str | None] = [None] * len(texts)
    hashed = is_of_hashes(column)
    for row in np.flatnonzero(np.isnan(xy).any(axis=1)).tolist():
        text = texts[row]
        if text is None or is_mark(text):
            continue
        # The rows that are plain numbers tell which order the others are in.
        place = read_cell(text, found.near, is_hash=hashed)
        if isinstance(place, Problem):
            found.bad[row] = bad_position(records, row, column, text, place)
            continue
        xy[row] = place.lon, place.lat
        if isinstance(place, Cell):
            datums[row] = "wgs84"
            if place.radius_m > FINE_M:
                found.radii[row] = math.ceil(place.radius_m)
        elif find_link(text) is not None or said_datums(text):
            datums[row] = place.datum
        elif object_pair(text):
            # As programs of the maps' makers give them: of which map is to be asked.
            found.order = found.order or "lon/lat"
    return datums


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
