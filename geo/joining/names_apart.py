"""Sites of one and the same name, told apart by what else is known of them, or by a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.sources.wording import is_spoken, short_text

if TYPE_CHECKING:
    from geo.sources.geojson.layer_document import LayerDocument

FEWEST_ALIKE = 3
"""Sites of one name that are told apart by numbers."""
FEWEST_TIMES = 3
"""Rows of each place, on average, where each is what was counted there at a time."""
LONGEST = 30
"""Characters of what is added to a name."""
_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.0+)?)?Z?)?|\d{1,2}:\d\d(?::\d\d)?")
_NO_SECONDS = re.compile(r"(?<=[T ]\d\d:\d\d):00(?:\.0+)?Z?$")


def told_apart(
    names: pd.Series, columns: dict[str, pd.Series], document: LayerDocument
) -> pd.Series:
    """Tell apart sites that all have one name, and rows of one place by the time they speak of.

    Parameters
    ----------
    names
        Of each site.
    columns
        What else is known of it.
    document
        The layer.
    """
    is_one = len(names) > 1 and bool((names == names.iloc[0]).all())
    if not is_one and not _are_rows_of_places(names, document):
        return names
    # What is known of a person at a place is no time, and calls no place.
    for by in (_times, _words) if is_one else (_times,):
        for column in columns.values():
            told = by(column)
            if told is not None and not (names + told).duplicated().any():
                return names + " " + told
    if is_one and len(names) >= FEWEST_ALIKE:
        # One name for all is that of the layer.
        return names + [f" {number}" for number in range(1, len(names) + 1)]
    return names


def _are_rows_of_places(names: pd.Series, document: LayerDocument) -> bool:
    """Whether each name is there again and again, each time at the very same place."""
    different = names.nunique()
    if different * FEWEST_TIMES > len(names) or document.plain is not None:
        return False
    shapes = [
        str((feature.get("geometry") or {}).get("coordinates")) for feature in document.features
    ]
    return len(shapes) == len(names) and len({*zip(names, shapes, strict=True)}) == different


def _times(column: pd.Series) -> pd.Series | None:
    texts = [short_text(value) for value in column.astype(object)]
    if not all(map(_TIME.fullmatch, texts)):
        return None
    return pd.Series([_NO_SECONDS.sub("", text).replace("T", " ") for text in texts],
                     index=column.index, dtype="str")  # fmt: skip


def _words(column: pd.Series) -> pd.Series | None:
    texts = [_short_list(value) for value in column.astype(object)]
    if not all(text and len(text) <= LONGEST for text in texts) or not any(map(is_spoken, texts)):
        return None
    return pd.Series(texts, index=column.index, dtype="str")


def _short_list(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(short_text, value))
    return short_text(value)
