"""Columns of a located layer that say once more where a site is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geo.sources import recognised

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_NUMBER = re.compile(r"\s*[-+]?\d+(?:[.,]\d+)?\s*°?\s*[NSEWnsew]?\s*")
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
    for name in columns:
        tests: tuple[tuple[recognised.Role, Callable[[Any], bool]], ...] = (
            ("position", _is_position),
            ("geometry", _is_geometry),
        )
        for role, test in tests:
            if recognised.rank(role, name) is not None and _are(values(name), test):
                found.add(name)
    return found


def _are(values: list[Any], test: Callable[[Any], bool]) -> bool:
    there = [value for value in values if value is not None and value != ""]
    return bool(there) and all(map(test, there))


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return _NUMBER.fullmatch(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_position(value: Any) -> bool:
    if isinstance(value, str):
        return _POSITION_TEXT.fullmatch(value) is not None or _is_geometry(value)
    return isinstance(value, dict | list)


def _is_geometry(value: Any) -> bool:
    if isinstance(value, str):
        return _GEOMETRY_TEXT.match(value) is not None
    return isinstance(value, dict)
