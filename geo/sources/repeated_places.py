"""Columns of a located layer that say once more where a site is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geo.sources import recognised
from geo.sources.position_columns import is_wkt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_AXES: tuple[recognised.Role, ...] = ("lon", "lat")
LEAST_METRES = 10_000
"""Below this a number in a column of x is no easting anywhere but at the edge of a grid."""
MOST_SPREAD = 0.5
"""Of the largest of a column's numbers: how far those of one town or region lie apart."""
APART = 2
"""By how much northings are more than eastings, or less."""
_NUMBER = re.compile(r"\s*[-+]?\d+(?:[.,]\d+)?\s*°?\s*[NSEWnsew]?\s*")
_IN_MINUTES = re.compile(r"\s*[-+]?\d{1,3}[^\w\s]\s*\d{1,2}[^\w\s]\s*\d{1,2}(?:[.,]\d+)?\D{0,6}")
_GEOMETRY_TEXT = re.compile(
    r"\s*(?:SRID=\d+;)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON)", re.IGNORECASE
)
_POSITION_TEXT = re.compile(
    r"\s*[(\[]?\s*[-+]?\d+(?:\.\d+)?\s*[,;\s]\s*[-+]?\d+(?:\.\d+)?\s*[)\]]?\s*"
)


def repeated_places(values: Callable[[str], list[Any]], columns: Sequence[str]) -> set[str]:
    """Find the columns that say once more where a site is.

    Parameters
    ----------
    values
        Gives some values of a column.
    columns
        Those looked at.
    """
    found = set()
    lons, lats = recognised.best("lon", columns), recognised.best("lat", columns)
    if not (lons and lats) and (alike := recognised.pair(columns)):
        lons, lats = [alike[0]], [alike[1]]
    axes: tuple[tuple[recognised.Role, list[str]], ...] = (("lon", lons), ("lat", lats))
    for role, axis in axes:
        # A lone x is any number, a lone latitude is none but that.
        found |= {
            name
            for name in axis
            if ((lons and lats) or not recognised.is_doubtful(role, name))
            and _are(values(name), _is_number)
        }
    found |= _further_pairs(values, [name for name in columns if name not in found])
    found |= _projected(values, columns)
    for name in columns:
        if _are(values(name), _is_list_of_places) or _are(values(name), _is_shape_text):
            found.add(name)
        tests: tuple[tuple[recognised.Role, Callable[[Any], bool]], ...] = (
            ("position", _is_position),
            ("geometry", _is_geometry),
        )
        for role, test in tests:
            if recognised.rank(role, name) is not None and _are(values(name), test):
                found.add(name)
    return found


def _further_pairs(values: Callable[[str], list[Any]], columns: list[str]) -> set[str]:
    """Find what says it in degrees beside the first pair: ``plot_lon`` and ``plot_lat``."""
    found: set[str] = set()
    while alike := recognised.pair([name for name in columns if name not in found]):
        if any(recognised.is_doubtful(role, name) for role, name in zip(_AXES, alike, strict=True)):
            break
        if not all(_are(values(name), _is_number) for name in alike):
            break
        found |= set(alike)
    return found


def _projected(values: Callable[[str], list[Any]], columns: Sequence[str]) -> set[str]:
    """Find pairs whose headings differ by an x and a y, and that hold metres of a plane.

    ``cent_x`` alone may be any number: ``price_x`` and ``price_y`` are what joining two tables
    leaves. But northings are far from eastings, and all near one another.
    """
    by_plain = {"".join(recognised.words_of(name)): name for name in columns}
    found = set()
    for plain, name in by_plain.items():
        # blockxcoord has its x within.
        others = [
            f"{plain[:at]}y{plain[at + 1 :]}" for at, letter in enumerate(plain) if letter == "x"
        ]
        for other in filter(None, map(by_plain.get, others)):
            if _are_far_apart(_metres(values(name)), _metres(values(other))):
                found |= {name, other}
    return found


def _metres(values: list[Any]) -> list[float]:
    """Give a column's numbers; none where one of them is no length on a map."""
    there = [value for value in values if value is not None and value != ""]
    if not all(map(_is_number, there)):
        return []
    try:
        found = [float(value) for value in there]
    except ValueError:
        return []
    return found if all(abs(value) >= LEAST_METRES for value in found) else []


def _are_far_apart(eastings: list[float], northings: list[float]) -> bool:
    if not eastings or not northings:
        return False
    one, other = (sorted(map(abs, some)) for some in (eastings, northings))
    are_near = all(some[-1] - some[0] <= MOST_SPREAD * some[-1] for some in (one, other))
    return are_near and (one[-1] * APART <= other[0] or other[-1] * APART <= one[0])


def _are(values: list[Any], test: Callable[[Any], bool]) -> bool:
    there = [value for value in values if value is not None and value != ""]
    return bool(there) and all(map(test, there))


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return (_NUMBER.fullmatch(value) or _IN_MINUTES.fullmatch(value)) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_position(value: Any) -> bool:
    if isinstance(value, str):
        return _POSITION_TEXT.fullmatch(value) is not None or _is_geometry(value)
    return isinstance(value, dict | list)


def _is_list_of_places(value: Any) -> bool:
    """Whether a value is a place, or a list of some: a province's middle, the doors of a school."""
    if isinstance(value, list) and len(value) == 2 and _are_degrees(value):
        value = [value]
    return isinstance(value, list) and bool(value) and all(map(_are_degrees, value))


def _are_degrees(place: Any) -> bool:
    """Whether a value is a pair of degrees; one of them may be whole."""
    return (
        isinstance(place, list)
        and len(place) == 2
        and all(type(at) in (int, float) for at in place)
        and any(isinstance(at, float) for at in place)
        and abs(place[0]) <= 180
        and abs(place[1]) <= 90
    )


def _is_shape_text(value: Any) -> bool:
    return isinstance(value, str) and is_wkt(value)


def _is_geometry(value: Any) -> bool:
    if isinstance(value, str):
        return _GEOMETRY_TEXT.match(value) is not None
    return isinstance(value, dict)
