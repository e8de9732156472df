"""Positions in two columns: longitudes (or eastings) and latitudes, as numbers and as angles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.positions.angles import parse_angle
from geo.positions.baidu_mercator import baidu_metres_to_degrees
from geo.positions.coordinates import FULL_WIDTH
from geo.positions.projected import guess_system
from geo.positions.said_datum import said_datums
from geo.problems import Problem
from geo.problems.texts import printable
from geo.sources.cell_positions import counted_angle
from geo.sources.located import Doubt, Located, ask_crs, bad_position, points
from geo.sources.missing_marks import is_mark
from geo.sources.recognised import is_doubtful
from geo.sources.scaled_degrees import Scale, find_scale, in_degrees

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.sources.located import Geometries
    from geo.sources.records import Records

MOSTLY = 0.5
HALF_WAY = 180.0
"""Degrees; where both numbers of all rows are more, they are none."""
_COMMA = re.compile(r"-?\d+,\d+")
_COMMAS = re.compile(r"[-+]?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d+)?")


def from_axes(records: Records, lon: str, lat: str, found: Located) -> Geometries:
    """Read a column of longitudes (or eastings) and one of latitudes."""
    numbers = []
    for column in (lon, lat):
        values, bad = _axis(records, column)
        numbers.append(values)
        for row, text in bad.items():
            found.bad.setdefault(row, bad_position(records, row, column, text))
    xy = np.column_stack(numbers)
    half = np.isnan(xy).any(axis=1) & ~np.isnan(xy).all(axis=1)
    for row in np.flatnonzero(half).tolist():
        column = lon if np.isnan(xy[row, 0]) else lat
        found.bad.setdefault(row, bad_position(records, row, column, ""))
    sound = np.asarray(~np.isnan(xy).any(axis=1))
    if not found.is_said and sound.any():
        _read_baidu_metres((lon, lat), xy, sound)
        _read_scale(records, (lon, lat), xy, sound, found)
        _check_axes(records, (lon, lat), xy, sound, found)
    return points(xy, sound)


def _read_baidu_metres(
    axes: tuple[str, str], xy: NDArray[np.float64], sound: NDArray[np.bool_]
) -> None:
    """Read the metres of Baidu's own Mercator as degrees of BD-09, where the headings say Baidu.

    No code of EPSG is for these: what Web Mercator makes of them lies 20 km off in Beijing.
    """
    are_metres = (np.abs(xy[sound]) > HALF_WAY).all()
    if are_metres and said_datums(" ".join(axes)) == ["bd09"]:
        xy[sound] = [baidu_metres_to_degrees(x, y) for x, y in xy[sound].tolist()]


def _read_scale(
    records: Records,
    axes: tuple[str, str],
    xy: NDArray[np.float64],
    sound: NDArray[np.bool_],
    found: Located,
) -> None:
    """Read degrees that are written without their point, where that is sure; else ask."""
    lons, lats = xy[sound, 0], xy[sound, 1]
    said = found.said_scale
    is_called = not is_doubtful("lon", axes[0]) and not is_doubtful("lat", axes[1])
    if (np.abs(xy[sound]) > 360).mean() <= MOSTLY or not (said or is_called):
        return
    first = f"{lons[0]:.10g}, {lats[0]:.10g}"
    place = records.place_of(0, axes[0])
    scale = Scale((said,), is_sure=True) if said else find_scale(lons, lats, axes, found.near)
    guess = guess_system(float(np.median(lons)), float(np.median(lats)), found.near)
    if not scale.options or (guess is not None and not said):
        found.scales = scale.options
    elif not scale.is_sure:
        params = {"value": first, "example": scale.options[0]}
        problem = Problem("import-crs-unknown", place, params)
        found.questions.append(Doubt("crs", scale.options, problem))
    elif (degrees := in_degrees(lons, lats, scale.options[0])) is not None:
        xy[sound] = np.column_stack(degrees)
        params = {"value": first, "read": f"{degrees[0][0]:.10g}, {degrees[1][0]:.10g}"}
        if not said:
            found.warnings.append(Problem("import-degrees-scaled", place, params))


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
    if found.questions:
        return
    if (np.abs(xy[sound]) > 360).mean() > MOSTLY:
        found.questions.append(ask_crs(records, lon, lons, lats, found))
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
        found.bad[row] = bad_position(records, row, column, f"{xy[row, axis]:.10g}")


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
    if _COMMAS.fullmatch(plain):
        plain = plain.replace(",", "")
    if _THOUSANDS.fullmatch(plain):
        # Metres on a map, such as 5 411 932,68.
        plain = re.sub("[ \u00a0\u202f'’]", "", plain)
    if _COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        found = parse_angle(plain)
        return counted_angle(plain) if found is None else found
