"""Names and kinds that stand in an HTML table, as KML exports have one in each placemark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geo.sources import recognised
from geo.sources.geojson.sampling import some_of
from geo.sources.html_words import read_markup

if TYPE_CHECKING:
    from collections.abc import Collection

MOSTLY = 0.5
"""Share of the features looked at that have a table in a property."""
_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)


def has_table(value: Any) -> bool:
    """Whether a value is a text with a table in it."""
    return isinstance(value, str) and "<" in value and _CELL.search(value) is not None


def with_facts(properties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give properties with the names and categories among the rows of tables in them.

    Parameters
    ----------
    properties
        Of each feature.

    Returns
    -------
    list of dict
        The same objects unless a property of most of them holds a table. The table stays: its
        other rows are for the page to show.
    """
    some = some_of(properties)
    columns = dict.fromkeys(name for entry in some for name in entry)
    tables = [
        name
        for name in columns
        if sum(has_table(entry.get(name)) for entry in some) >= max(1, MOSTLY * len(some))
    ]
    return [_with_facts(entry, tables) for entry in properties] if tables else properties


def unwrapped(properties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the HTML of a description that says of itself that it is some, as togeojson has it."""
    if not any(_is_wrapped(value) for entry in some_of(properties) for value in entry.values()):
        return properties
    return [
        {name: value["value"] if _is_wrapped(value) else value for name, value in entry.items()}
        for entry in properties
    ]


def _is_wrapped(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"@type", "value"}


def _with_facts(entry: dict[str, Any], tables: Collection[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in tables:
        if has_table(entry.get(name)):
            for label, text in read_markup(entry[name]).facts:
                if text and entry.get(label) is None and _is_asked(label):
                    found.setdefault(label, text)
    return {**entry, **found} if found else entry


def _is_asked(label: str) -> bool:
    is_name = recognised.rank("name", label) is not None
    return is_name or recognised.rank("category", label) is not None
