"""Facts in a list of pairs: ``fields: [{"name": "Opened", "value": 1998}, …]``."""

from __future__ import annotations

from typing import Any

from geo.sources import recognised
from geo.sources.geojson.sampling import some_of

MOSTLY = 0.5
"""Share of the features looked at that have such a list."""
MOST_FACTS = 60
"""Different facts that are made columns of; of more, a list is what it is."""
_PAIRS = recognised.programs()["pairs of facts"]
_PARTS = frozenset((name, value) for name in _PAIRS["names"] for value in _PAIRS["values"])


def with_listed_facts(properties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give what a list of names and values says as the properties that they are.

    Parameters
    ----------
    properties
        Of each feature.

    Returns
    -------
    list of dict
        The same objects unless a property of most of them is such a list. What stands beside it
        under the same name keeps that; where the list says otherwise it says so as
        ``fields.Opened``. A list that says one thing twice stays.
    """
    some = some_of(properties)
    columns = dict.fromkeys(name for entry in some for name in entry)
    for column in columns:
        listed = [found for entry in some if (found := _facts(entry.get(column)))]
        names = {name for found in listed for name in found}
        if len(listed) >= max(1, MOSTLY * len(some)) and len(names) <= MOST_FACTS:
            properties = [_unfolded(entry, column) for entry in properties]
    return properties


def _unfolded(entry: dict[str, Any], column: str) -> dict[str, Any]:
    found = _facts(entry.get(column))
    if not found:
        return entry
    beside = {name: value for name, value in entry.items() if name != column}
    others = {
        f"{column}.{name}": value
        for name, value in found.items()
        if name in beside and not _is_said(value, beside[name])
    }
    return {**found, **beside, **{n: value for n, value in others.items() if n not in beside}}


def _is_said(value: Any, beside: Any) -> bool:
    """Whether a value says nothing, or what stands beside it: 7 beside "7 "."""
    return value in (None, "") or str(value).strip() == str(beside).strip()


def _facts(listed: Any) -> dict[str, Any]:
    """Read one list; nothing where it is none of these, or says one thing twice."""
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        return {}
    found: dict[str, Any] = {}
    for one in listed:
        parts = next((pair for pair in _PARTS if one.keys() == set(pair)), None)
        name = one[parts[0]] if parts else None
        if parts is None or not isinstance(name, str) or not name.strip() or name in found:
            return {}
        found[name] = one[parts[1]]
    return found
