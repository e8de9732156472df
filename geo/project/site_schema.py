"""What editors know of ``sites.geojson``: a JSON Schema drawn from the rules that check it.

It completes names and underlines what no project can mean. What needs the rest of the project
(unique ids, known categories, references) only ``parkmap check`` can see.
"""

from __future__ import annotations

import re
from typing import Any

from geo.checks.site_properties import EPSG, LINK, SLUG
from geo.positions.datum import DATUMS
from geo.project.settings.schema import LANGUAGE_ENDING
from geo.sources.geojson.decoding import GEOMETRY_TYPES
from geo.words import words

# Draft 7 is what editors know in full.
DIALECT = "http://json-schema.org/draft-07/schema#"
# Positions nested so deep, by type of geometry.
_DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
# Fewest positions of the innermost list.
_FEWEST = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}

_TEXT: dict[str, Any] = {"type": ["string", "null"]}


def _matching(pattern: str) -> dict[str, Any]:
    """Text of a pattern, or nothing: the rules pass over what is empty."""
    return {"anyOf": [{"type": "string", "pattern": pattern}, {"enum": [None, ""]}]}


def _letters_of_either_case(pattern: str) -> str:
    """Spell out what ``re.IGNORECASE`` means: a JSON Schema's patterns know no flags."""
    parts = re.split(r"(\\.|\[[^\]]*\])", pattern)
    return "".join(
        part
        if number % 2
        else re.sub("[a-z]", lambda found: f"[{found[0]}{found[0].upper()}]", part)
        for number, part in enumerate(parts)
    )


_PROPERTIES: dict[str, dict[str, Any]] = {
    "id": {"type": ["string", "integer"], "pattern": f"^{SLUG.pattern}$"},
    "name": _TEXT,
    "category": _TEXT,
    "description": _TEXT,
    "link": _matching(f"^({_letters_of_either_case(LINK.pattern)})$"),
    "accuracy_m": {"type": ["number", "null"], "exclusiveMinimum": 0},
    "located_by": _TEXT,
    "source": {"type": ["string", "integer", "null"]},
    "part_of": {"type": ["string", "integer", "null"]},
    "datum": {
        "anyOf": [
            {"enum": [*DATUMS, None, ""]},
            _matching(f"^({_letters_of_either_case(EPSG.pattern)})$"),
        ]
    },
}
# Their translations have names of their own: name_en, located_by_zh.
_TRANSLATED = ("name", "description", "located_by")


def site_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 7) of a project's layer."""
    return {
        "$schema": DIALECT,
        "title": "parkmap sites.geojson",
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "features": {"type": "array", "items": {"$ref": "#/definitions/site"}},
        },
        "definitions": {
            "site": _site(),
            "properties": _properties(),
            "position": {
                "type": "array",
                "description": _said("geometry", "position"),
                "minItems": 2,
                "items": {"type": "number"},
            },
            "geometry": {"oneOf": [_geometry(kind) for kind in GEOMETRY_TYPES]},
        },
    }


def _said(section: str, key: str) -> str:
    """Say what something is, in both languages: an editor shows its user the one text there is."""
    return " · ".join(words(language, "schemas")[section][key] for language in ("en", "zh"))


def _site() -> dict[str, Any]:
    named = {"properties": {"properties": {"required": ["id"]}}}
    return {
        "type": "object",
        "required": ["type", "properties", "geometry"],
        "properties": {
            "type": {"const": "Feature"},
            "id": _PROPERTIES["id"],
            "properties": {"$ref": "#/definitions/properties"},
            "geometry": {
                "description": _said("geometry", "null"),
                "anyOf": [{"type": "null"}, {"$ref": "#/definitions/geometry"}],
            },
        },
        "anyOf": [{"required": ["id"]}, named],
    }


def _properties() -> dict[str, Any]:
    documented = {
        name: {**schema, "description": _said("sites", name)}
        for name, schema in _PROPERTIES.items()
    }
    return {
        "type": "object",
        "properties": documented,
        "patternProperties": {
            f"^{name}{LANGUAGE_ENDING}$": documented[name] for name in _TRANSLATED
        },
    }


def _geometry(kind: str) -> dict[str, Any]:
    if kind == "GeometryCollection":
        parts = {"type": "array", "items": {"$ref": "#/definitions/geometry"}}
        return _object(kind, "geometries", parts)
    coordinates: dict[str, Any] = {"$ref": "#/definitions/position"}
    for level in range(_DEPTHS[kind]):
        fewest = {"minItems": _FEWEST[kind]} if level == 0 and kind in _FEWEST else {}
        coordinates = {"type": "array", "items": coordinates, **fewest}
    return _object(kind, "coordinates", coordinates)


def _object(kind: str, member: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["type", member],
        "properties": {"type": {"const": kind}, member: schema},
    }
