"""What new tables hold, into ``datapackage.json``: types, labels, units; other bytes stay."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.editing.json_text import JsonText

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.importing.row_values import FactColumn, FigureValues

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_KEY = {"fields": "site_id", "reference": {"resource": "sites", "fields": "id"}}


def fact_resource(name: str, title: str, columns: Sequence[FactColumn]) -> dict[str, Any]:
    """Describe a table with one row a site."""
    fields: list[dict[str, Any]] = [{"name": "site_id", "type": "string"}]
    for column in columns:
        entry: dict[str, Any] = {"name": column.name, "type": column.type}
        if column.title and column.title != column.name:
            entry["title"] = column.title
        if column.unit:
            entry["unit"] = column.unit
        if column.marks:
            entry["missingValues"] = ["", *column.marks]
        fields.append(entry)
    schema = {
        "fieldsMatch": ["partial"],
        "fields": fields,
        "primaryKey": ["site_id"],
        "foreignKeys": [_KEY],
    }
    return _resource(name, title, schema)


def figure_resource(name: str, title: str, times: str) -> dict[str, Any]:
    """Describe a table of figures: a value a row, with its time and unit."""
    kinds = {
        "site_id": "string", "indicator": "string", "year": times, "value": "number",
        "unit": "string",
    }  # fmt: skip
    schema = {
        "fieldsMatch": ["partial"],
        "fields": [{"name": key, "type": kind} for key, kind in kinds.items()],
        "primaryKey": ["site_id", "indicator", "year"],
        "foreignKeys": [_KEY],
    }
    return _resource(name, title, schema)


def times_type(figures: Iterable[FigureValues]) -> str:
    """Give the type of a column of times: of years, or of texts where some are months."""
    return "year" if all(isinstance(figure.year, int) for figure in figures) else "string"


def _resource(name: str, title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"tables/{name}.csv",
        "title": title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def first_package(name: str, resources: Sequence[dict[str, Any]]) -> bytes:
    """Write a data package."""
    whole = {"$schema": PROFILE, "name": name, "resources": list(resources)}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def with_resources(data: bytes, resources: Sequence[dict[str, Any]]) -> bytes | None:
    """Add the resources that a data package has not yet; None if it cannot be edited."""
    try:
        text = JsonText(data)
        present = text.value(("resources",))
        known = {entry.get("name") for entry in present if isinstance(entry, dict)}
        new = [entry for entry in resources if entry["name"] not in known]
        return text.extend(("resources",), new)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


WIDER = {
    "integer": ("number", "string"), "number": ("string",), "boolean": ("string",),
    "year": ("string",),
}  # fmt: skip
"""By the type of a field, those that hold more."""


def widened(data: bytes, table: str, kinds: Mapping[str, str]) -> tuple[bytes, dict[str, str]]:
    """Let fields of a table hold what they have not held yet.

    Parameters
    ----------
    data
        The data package.
    table
        The table's name.
    kinds
        What its columns hold now, by name.

    Returns
    -------
    bytes
        The data package; as it was if it cannot be edited, or a field's description forbids it.
    dict
        What fields were before, by their names.
    """
    before: dict[str, str] = {}
    try:
        text = JsonText(data)
        names = [entry.get("name") for entry in text.value(("resources",))]
        pointer = ("resources", names.index(table), "schema", "fields")
        for at, field in enumerate(text.value(pointer)):
            kind, wanted = field.get("type"), kinds.get(field.get("name"), "")
            # What somebody has described more closely than an import does is meant so.
            is_own = field.keys() & {"constraints", "format"}
            if wanted in WIDER.get(kind, ()) and not is_own:
                before[field["name"]] = kind
                text = text.having(text.replace((*pointer, at, "type"), wanted))
    except (AttributeError, ValueError, KeyError, TypeError, RecursionError):
        return data, {}
    return text.data, before
