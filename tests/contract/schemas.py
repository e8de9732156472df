"""The contract's schemas, and where their references lead."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "geo" / "contract"

Schema = dict[str, Any]
_LONGEST = 300


def schemas() -> dict[str, Schema]:
    """Every schema by its file's name."""
    return {
        path.name: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.schema.json"))
    }


def faults(value: object, reference: str) -> list[str]:
    """What of a value is not as a schema says: ``state.schema.json#/$defs/View``."""
    resources = [(name, Resource.from_contents(schema)) for name, schema in schemas().items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    found = Draft202012Validator({"$ref": reference}, registry=registry).iter_errors(value)
    # Of a value that fits none of several, why it does not fit the nearest.
    deepest = [best_match([error]) or error for error in found]
    return [f"{error.json_path}: {error.message}"[:_LONGEST] for error in deepest]


def definition(file: str, reference: str) -> tuple[str, str, Schema]:
    """What a ``$ref`` in a file names: the file it stands in, its name and its schema."""
    other, _, name = reference.partition("#/$defs/")
    file = other or file
    return file, name, schemas()[file]["$defs"][name]


def properties(file: str, schema: Schema) -> dict[str, Schema]:
    """An object's properties, those of what it refers to first."""
    found: dict[str, Schema] = {}
    for part in [schema, *schema.get("allOf", [])]:
        if "$ref" in part:
            other, _, target = definition(file, part["$ref"])
            found |= properties(other, target)
    return found | schema.get("properties", {})


def variants(name: str) -> dict[str, Schema]:
    """Messages or orders by their type: ``ParkMapMessage``, ``ParkMapOrder``."""
    one_of = schemas()["messages.schema.json"]["$defs"][name]["oneOf"]
    return {each["properties"]["type"]["const"]: each for each in one_of}
