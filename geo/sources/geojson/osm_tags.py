"""Properties as osmtogeojson has them: tags in an object, those of relations beside."""

from __future__ import annotations

from typing import Any

from geo.sources import recognised
from geo.sources.geojson.sampling import some_of

_ELEMENTS = frozenset(recognised.programs()["osm elements"])
_OF_PROGRAM = "@"
"""What its keys begin with that are no tags."""
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
        {…}}``; then their tags, with ``@id``, and whatever has been added beside them. Tags beside
        an ``osm_id`` come out likewise; what is said beside them counts before.
    """
    some = some_of(properties)
    if some and all(map(_has_tags_beside, some)):
        return [
            {**entry["tags"], **{name: value for name, value in entry.items() if name != "tags"}}
            if _has_tags_beside(entry)
            else entry
            for entry in properties
        ]
    if not some or not all(map(_is_nested, some)):
        return properties
    return [_unfolded(entry) if _is_nested(entry) else entry for entry in properties]


def tagged_by_relations(properties: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give what has no tags of its own the name and the kind of the relation it is part of.

    Overpass turbo exports the label of a district, the ways of a bus line and the parts of a
    building so: as bare elements, with the tags of what they belong to in ``@relations``.
    """
    if not any("@relations" in entry for entry in properties):
        return properties
    kept = {"name", *recognised.names_in("category", "osm")}
    return [{**_tags_of_relation(entry, kept), **entry} for entry in properties]


def _tags_of_relation(entry: dict[str, Any], kept: set[str]) -> dict[str, Any]:
    relations = entry.get("@relations")
    if not isinstance(relations, list) or any(not key.startswith(_OF_PROGRAM) for key in entry):
        return {}
    for relation in relations:
        tags = relation.get("reltags") if isinstance(relation, dict) else None
        found = {key: tags[key] for key in kept & tags.keys()} if isinstance(tags, dict) else {}
        if found:
            return found
    return {}


def _is_nested(entry: dict[str, Any]) -> bool:
    kind = entry.get("type")
    is_element = isinstance(kind, str) and kind in _ELEMENTS
    return is_element and isinstance(entry.get("tags"), dict) and "id" in entry


def _has_tags_beside(entry: dict[str, Any]) -> bool:
    return "osm_id" in entry and isinstance(entry.get("tags"), dict)


def _unfolded(entry: dict[str, Any]) -> dict[str, Any]:
    added = {name: value for name, value in entry.items() if name not in _KEPT_ASIDE}
    return {"@id": f"{entry['type']}/{entry['id']}", **entry["tags"], **added}
