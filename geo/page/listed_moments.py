"""Moments within lists and objects, as programs count them: from when until when a thing is so."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator

OUR_DAYS = (900_000_000_000, 2_200_000_000_000)
"""Milliseconds from 1998 to 2039."""
_SECOND = 1000
_MIDNIGHT = " 00:00"
_PAIR = 2
_LISTED = r"[\[{].*\d{12}"


def as_listed_moments(column: pd.Series[Any]) -> pd.Series[Any] | None:
    """Write the moments that stand in lists and objects as people read them; None without any.

    Parameters
    ----------
    column
        Of a layer. What stands below one key counts as moments if all of it is whole seconds of
        our days in milliseconds; two of them in a list, the later behind, are a span of time.
    """
    if column.dtype != object:
        column = _parsed(column)
    leaves: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for value in column.dropna():
        if isinstance(value, list | dict):
            for path, leaf in _leaves(value, ()):
                leaves[path].append(leaf)
    known = {path for path, found in leaves.items() if all(map(_is_moment, found))}
    if not known:
        return None
    return column.map(lambda value: _told(value, (), known), na_action="ignore")


def _parsed(column: pd.Series[Any]) -> pd.Series[Any]:
    """Read lists and objects that are written as texts, moments among them; none of others."""
    is_text = isinstance(column.dtype, pd.StringDtype)
    if not is_text or not column.dropna().str.match(_LISTED).all():
        return column.iloc[:0]
    try:
        return column.astype(object).map(json.loads, na_action="ignore")
    except (ValueError, RecursionError):
        return column.iloc[:0]


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give what stands at the ends of a value, below which keys; places in lists do not count."""
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from _leaves(entry, (*path, key))
    elif isinstance(value, list):
        for entry in value:
            yield from _leaves(entry, path)
    elif value is not None:
        yield path, value


def _is_moment(value: Any) -> bool:
    first, last = OUR_DAYS
    return type(value) is int and first <= value <= last and value % _SECOND == 0


def _told(value: Any, path: tuple[str, ...], known: set[tuple[str, ...]]) -> Any:
    if isinstance(value, dict):
        return {key: _told(entry, (*path, key), known) for key, entry in value.items()}
    if isinstance(value, list):
        if len(value) == _PAIR and path in known and all(map(_is_moment, value)):
            begin, end = value
            return f"{_written(begin)} – {_written(end)}" if begin < end else [_written(begin)]
        return [_told(entry, path, known) for entry in value]
    return _written(value) if path in known and _is_moment(value) else value


def _written(moment: int) -> str:
    """Write a moment to the minute, a midnight as its day; in universal time, as it is counted."""
    return f"{datetime.fromtimestamp(moment / _SECOND, UTC):%Y-%m-%d %H:%M}".removesuffix(_MIDNIGHT)
