"""Properties as osmtogeojson nests them: the tags in an object of their own."""

from __future__ import annotations

from typing import Any

from geo.sources.geojson.sampling import some_of

_ELEMENTS = {"node", "way", "relation"}
_KEPT_ASIDE = {"type", "id", "tags", "relations", "meta", "tainted", "geometry"}


def unfold_tags(properties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the tags of OpenStreetMap as the properties that they are.

    Parameters
    ----------
    properties
        Of each feature.

    Returns
    -------
    list of dict
        The same objects unless all looked at are of the kind ``{"type": "way", "id": 1, "tags":
        {…}}``; then their tags, with ``@id``, and whatever has been added beside them.
    """
    some = some_of(properties)
    if not some or not all(map(_is_nested, some)):
        return properties
    return [_unfolded(entry) if _is_nested(entry) else entry for entry in properties]


def _is_nested(entry: dict[str, Any]) -> bool:
    kind = entry.get("type")
    is_element = isinstance(kind, str) and kind in _ELEMENTS
    return is_element and isinstance(entry.get("tags"), dict) and "id" in entry


def _unfolded(entry: dict[str, Any]) -> dict[str, Any]:
    added = {name: value for name, value in entry.items() if name not in _KEPT_ASIDE}
    return {"@id": f"{entry['type']}/{entry['id']}", **entry["tags"], **added}
