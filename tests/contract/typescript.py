"""TypeScript's words for a schema: what of JSON Schema the contract uses, and no more."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tests.contract.schemas import Schema, definition, schemas

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SIMPLE = {
    "integer": "number",
    "array": "readonly unknown[]",
    "object": "Readonly<Record<string, unknown>>",
}
_LONGEST = 110


class TypeScript:
    """Declarations of one schema file.

    Parameters
    ----------
    file
        Name of the schema.
    modules
        Where the definitions of other files are imported from; those of a file that is not
        among them are written out in place.
    """

    def __init__(self, file: str, modules: Mapping[str, str] | None = None) -> None:
        self.file = file
        self.modules = modules or {}
        self.imported: dict[str, set[str]] = {}

    def module(self, names: Iterable[str] | None = None) -> str:
        """All definitions, or those named, and the file's own schema where it is an object."""
        schema = schemas()[self.file]
        parts = [self.declaration(name, schema["$defs"][name]) for name in names or schema["$defs"]]
        if names is None and ("properties" in schema or "allOf" in schema):
            parts.append(self.declaration(schema["title"], schema))
        imports = [
            f'import type {{ {", ".join(sorted(found))} }} from "{module}";'
            for module, found in sorted(self.imported.items())
        ]
        return "\n\n".join(["\n".join(imports)] * bool(imports) + [part for part in parts if part])

    def declaration(self, name: str, schema: Schema, *, undefined: bool = False) -> str:
        """An exported interface, type or list of a definition; "" for one written out in place.

        Parameters
        ----------
        undefined
            Whether it is written by others, as JSX does: an absent member may be undefined.
        """
        if schema.get("x-inline") or "x-module" in schema:
            return ""
        doc = _doc(schema.get("description"), "")
        if "x-list" in schema:
            values = ", ".join(json.dumps(value) for value in schema["enum"])
            known = schema["x-list"]
            return (
                f"export const {known} = [{values}] as const;\n"
                f"{doc}export type {name} = (typeof {known})[number];"
            )
        bases = [self.type(part) for part in schema.get("allOf", [])]
        if ("properties" in schema or bases) and "oneOf" not in schema and "$ref" not in schema:
            extends = f" extends {', '.join(bases)}" if bases else ""
            body = self._members(schema, "  ", undefined=undefined)
            text = f"{doc}export interface {name}{extends} {{\n{body}}}"
            text = re.sub(r" \{\n\}$", " {}", text)
            return text + _default(name, schema) if "x-default" in schema else text
        return f"{doc}export type {name} = {self.type(schema, top=True)};".replace("= \n", "=\n")

    def type(self, schema: Schema, *, top: bool = False) -> str:
        """What may stand for a value."""
        parts: list[str] = []
        if "$ref" in schema:
            parts.append(self._named(schema["$ref"]))
        if "const" in schema:
            parts.append(json.dumps(schema["const"]))
        elif "enum" in schema:
            parts.append(" | ".join(json.dumps(value) for value in schema["enum"]))
        elif "properties" in schema:
            own = self._inline(schema)
            # What a variant is called comes before what it has.
            parts.insert(0, own)
        elif "type" in schema:
            parts.append(self._typed(schema))
        for key in ("oneOf", "anyOf"):
            if key in schema:
                kinds = [self.type(part) for part in schema[key]]
                parts.append(_union(kinds, lines=top, alone=not parts))
        return " & ".join(parts) if parts else "unknown"

    def _named(self, reference: str) -> str:
        file, name, target = definition(self.file, reference)
        if target.get("x-inline"):
            return self.type(target)
        if "x-module" in target:
            self.imported.setdefault(target["x-module"], set()).add(name)
            return name
        if file == self.file:
            return name
        if file not in self.modules:
            return self.type(target)
        self.imported.setdefault(self.modules[file], set()).add(name)
        return name

    def _typed(self, schema: Schema) -> str:
        kinds = schema["type"]
        if isinstance(kinds, list):
            return " | ".join(_SIMPLE.get(kind, kind) for kind in kinds)
        if kinds == "array" and "prefixItems" in schema:
            items = [(part.get("title"), self.type(part)) for part in schema["prefixItems"]]
            parts = [f"{name}: {kind}" if name else kind for name, kind in items]
            return f"readonly [{', '.join(parts)}]"
        if kinds == "array" and "items" in schema:
            item = self.type(schema["items"])
            return f"readonly {f'({item})' if re.search(r'[|&]|^readonly ', item) else item}[]"
        if kinds == "object" and schema.get("additionalProperties") is False:
            return "Record<string, never>"
        if kinds == "object" and "additionalProperties" in schema:
            key = self.type(schema["propertyNames"]) if "propertyNames" in schema else "string"
            return f"Readonly<Record<{key}, {self.type(schema['additionalProperties'])}>>"
        return _SIMPLE.get(kinds, kinds)

    def _inline(self, schema: Schema) -> str:
        required = schema.get("required", [])
        members = [
            f"readonly {_key(name)}{'' if name in required else '?'}: {self.type(part)}"
            for name, part in schema["properties"].items()
        ]
        return f"{{ {'; '.join(members)} }}"

    def _members(self, schema: Schema, indent: str, *, undefined: bool) -> str:
        required = schema.get("required", [])
        text = ""
        for name, part in schema.get("properties", {}).items():
            is_required = name in required
            kind = self.type(part) + (" | undefined" if undefined and not is_required else "")
            text += _doc(part.get("description"), indent)
            writable = "" if undefined else "readonly "
            text += f"{indent}{writable}{_key(name)}{'' if is_required else '?'}: {kind};\n"
        return text


def _union(kinds: list[str], *, lines: bool, alone: bool) -> str:
    if lines and len("".join(kinds)) > _LONGEST:
        listed = "".join(f"\n  | {f'({kind})' if ' & ' in kind else kind}" for kind in kinds)
        return listed if alone else f"({listed}\n)"
    return " | ".join(kinds)


def _default(name: str, schema: Schema) -> str:
    """The value of a schema's ``default``, by the name ``x-default`` gives it."""
    lines = [
        f"  {key}: {json.dumps(value, ensure_ascii=False)},\n"
        for key, value in schema["default"].items()
    ]
    return (
        "\n\n/** Where nobody asks for anything. */\n"
        f"export const {schema['x-default']}: {name} = {{\n{''.join(lines)}}};"
    )


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_]\w*", name) else json.dumps(name)


def _doc(text: str | None, indent: str) -> str:
    if not text:
        return ""
    words, lines, line = text.split(" "), [], ""
    for word in words:
        if line and len(indent) + 3 + len(line) + 1 + len(word) > _LONGEST - 10:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    lines.append(line)
    if len(lines) == 1:
        return f"{indent}/** {lines[0]} */\n"
    inner = "".join(f"{indent} * {one}\n" for one in lines)
    return f"{indent}/**\n{inner}{indent} */\n"
