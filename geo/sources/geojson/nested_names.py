"""Names that stand one object deeper: what Google's Takeout writes as the location of a place."""

from __future__ import annotations

from typing import Any

from geo.sources import recognised
from geo.sources.geojson.sampling import some_of

OFTEN = 0.25
"""Share of the features looked at that have such an object."""
_LIFTED = ("name", "address")


def with_nested_names(properties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give a name and an address that an object among the properties holds, beside it.

    Parameters
    ----------
    properties
        Of each feature.

    Returns
    -------
    list of dict
        The same objects where there is a column of names already, or no such object.
    """
    some = some_of(properties)
    columns = dict.fromkeys(name for entry in some for name in entry)
    if any(recognised.rank("name", name) is not None for name in columns):
        return properties
    holder = next((name for name in columns if _are_places([e.get(name) for e in some])), None)
    return properties if holder is None else [_lifted(entry, holder) for entry in properties]


def _are_places(values: list[Any]) -> bool:
    named = [v for v in values if isinstance(v, dict) and isinstance(v.get("name"), str)]
    return bool(named) and len(named) >= OFTEN * len(values)


def _lifted(entry: dict[str, Any], holder: str) -> dict[str, Any]:
    inside = entry.get(holder)
    if not isinstance(inside, dict):
        return entry
    found = {key: inside[key] for key in _LIFTED if isinstance(inside.get(key), str)}
    rest = {key: value for key, value in inside.items() if key not in found}
    others = {name: value for name, value in entry.items() if name != holder}
    return {**found, **({holder: rest} if rest else {}), **others}
