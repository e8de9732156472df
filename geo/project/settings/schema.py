"""What editors and the documentation know of ``map.toml``, drawn from its dataclasses."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.project.settings.kinds import key_of
from geo.project.settings.model import Settings
from geo.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.problems import Language
    from geo.project.settings.kinds import Kind

LANGUAGE_ENDING = "_[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
# What stands between a table's key and those in it, by how often the table is there.
_INSIDE = {"id": ".<id>.", "list": "[].", "": "."}


class SettingRow(NamedTuple):
    """One key as the documentation lists it.

    Parameters
    ----------
    key
        With the tables it stands in: ``view.zoom``, ``categories.<id>.label``, ``base.maps[].url``.
    kind
        What it may be.
    default
        What holds without it, as TOML; empty where nothing does.
    text
        What it does.
    """

    key: str
    kind: str
    default: str
    text: str


def settings_schema(symbols: Sequence[str]) -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of ``map.toml``, for editors that know it.

    Parameters
    ----------
    symbols
        Names of the signs a category can have, which only the page knows.
    """
    schema = _table_schema(Settings)
    category = schema["properties"]["categories"]["additionalProperties"]
    category["properties"]["symbol"]["enum"] = list(symbols)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "parkmap map.toml",
        **schema,
    }


def setting_rows(language: Language = "en") -> list[SettingRow]:
    """Give every key there is, in the order of the dataclasses."""
    return list(_rows(Settings, "", words(language, "schemas")["settings"]))


def _table_schema(cls: type, stem: str = "") -> dict[str, Any]:
    texts = words("en", "schemas")["settings"]
    properties: dict[str, Any] = {}
    patterns: dict[str, Any] = {}
    for entry in fields(cls):
        kind: Kind | None = entry.metadata.get("kind")
        if kind is None:
            continue
        address = stem + key_of(entry)
        schema = {**_schema(kind, address), "description": texts[address]}
        properties[key_of(entry)] = schema
        if kind.each_language:
            patterns[f"^{key_of(entry)}{LANGUAGE_ENDING}$"] = schema
    result: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    if patterns:
        result["patternProperties"] = patterns
    return result


def _schema(kind: Kind, address: str) -> dict[str, Any]:
    if kind.table is None:
        return kind.schema
    inner = _table_schema(kind.table, address + _INSIDE[kind.repeated])
    if kind.repeated == "id":
        return {"type": "object", "additionalProperties": inner}
    return {"type": "array", "items": inner} if kind.repeated == "list" else inner


def _rows(cls: type, stem: str, texts: dict[str, str]) -> Iterator[SettingRow]:
    for entry in fields(cls):
        kind: Kind | None = entry.metadata.get("kind")
        if kind is None:
            continue
        key = stem + key_of(entry)
        if kind.table is not None:
            yield from _rows(kind.table, key + _INSIDE[kind.repeated], texts)
            continue
        made = entry.default_factory
        default = made() if made is not MISSING else entry.default
        yield SettingRow(key, kind.name, _as_toml(default), texts[key])


def _as_toml(value: Any) -> str:
    if value is None or value in ("", {}):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(map(_as_toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
