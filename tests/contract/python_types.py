"""Python's words for a schema: a ``TypedDict`` for each object, the same subset as TypeScript's."""

from __future__ import annotations

import keyword
import textwrap
from typing import TYPE_CHECKING

from tests.contract.schemas import Schema, definition, schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 89
_SIMPLE = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
    "array": "list[Any]",
    "object": "dict[str, Any]",
}


class PythonTypes:
    """A module of the types of one schema file, and of those of others it is made of."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._others: dict[str, str] = {}

    def module(self) -> str:
        """The module's text."""
        schema = schemas()[self.file]
        parts = [self._declaration(name, part) for name, part in self._sorted(schema["$defs"])]
        if "properties" in schema:
            parts.append(self._declaration(schema["title"], schema))
        body = "\n\n".join([*self._others.values(), *filter(None, parts)])
        typing = ("Any", "Literal", "NotRequired", "TypeAlias", "TypedDict")
        names = ", ".join(name for name in typing if name in body)
        imports = "from collections.abc import Sequence\n" if "Sequence[" in body else ""
        space = "\n\n" if body.startswith("class ") else "\n"
        return (
            f'"""{schema["description"]}\n\n'
            f"Written by ``python -m tests.contract.files`` from ``geo/contract/{self.file}``.\n"
            f'"""\n\n'
            f"{imports}from typing import {names}\n{space}{body}"
        )

    def _sorted(self, defs: dict[str, Schema]) -> Iterator[tuple[str, Schema]]:
        """Definitions, each after those it is made of."""
        done: set[str] = set()

        def visit(name: str) -> Iterator[tuple[str, Schema]]:
            if name in done:
                return
            done.add(name)
            for other in _references(defs[name]):
                yield from visit(other)
            yield name, defs[name]

        for name in defs:
            yield from visit(name)

    def _declaration(self, name: str, schema: Schema) -> str:
        if schema.get("x-inline"):
            return ""
        if "properties" in schema:
            return self._typed_dict(name, schema)
        doc = _comment(schema.get("description", ""), "")
        return f"{doc}{name}: TypeAlias = {self.type(schema)}\n"

    def _typed_dict(self, name: str, schema: Schema) -> str:
        required = schema.get("required", [])
        members = {key: self.type(part) for key, part in schema["properties"].items()}
        optional = {key for key in members if key not in required}
        bases = [self.type(part) for part in schema.get("allOf", [])] or ["TypedDict"]
        doc = schema.get("description", "")
        if any(keyword.iskeyword(key) or key in {"list", "dict"} for key in members):
            listed = "".join(
                f'        "{key}": {f"NotRequired[{kind}]" if key in optional else kind},\n'
                for key, kind in members.items()
            )
            comment = _comment(doc, "")
            return f'{comment}{name} = TypedDict(\n    "{name}",\n    {{\n{listed}    }},\n)\n'
        text = f"class {name}({', '.join(bases)}):\n"
        if len(doc) > _LONGEST:
            text = _comment(doc, "") + text
        text += f'    """{doc if len(doc) <= _LONGEST else f"See {self.file}."}"""\n\n'
        for key, kind in members.items():
            text += _comment(schema["properties"][key].get("description", ""), "    ")
            text += f"    {key}: {f'NotRequired[{kind}]' if key in optional else kind}\n"
        return text

    def type(self, schema: Schema) -> str:
        """What may stand for a value, as ``json`` reads and writes it."""
        if "$ref" in schema:
            file, name, target = definition(self.file, schema["$ref"])
            if target.get("x-inline"):
                return self.type(target)
            if file != self.file and name not in self._others:
                self._others[name] = PythonTypes(file)._declaration(name, target)
            return name
        values = schema.get("enum", [schema["const"]] if "const" in schema else None)
        if values is not None:
            return f"Literal[{', '.join(map(_quoted, values))}]"
        for key in ("oneOf", "anyOf"):
            if key in schema:
                return " | ".join(self.type(part) for part in schema[key])
        return self._typed(schema, schema.get("type"))

    def _typed(self, schema: Schema, kinds: object) -> str:
        if isinstance(kinds, list):
            return " | ".join(_SIMPLE[kind] for kind in kinds)
        if kinds == "array" and "prefixItems" in schema:
            inner = dict.fromkeys(self.type(part) for part in schema["prefixItems"])
            return f"Sequence[{' | '.join(inner)}]"
        if kinds == "array" and "items" in schema:
            return f"list[{self.type(schema['items'])}]"
        if kinds == "object" and "additionalProperties" in schema:
            return f"dict[str, {self.type(schema['additionalProperties'])}]"
        return _SIMPLE.get(str(kinds), "Any")


def _references(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        if str(schema.get("$ref", "")).startswith("#/$defs/"):
            yield schema["$ref"].removeprefix("#/$defs/")
        for part in schema.values():
            yield from _references(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _references(part)


def _quoted(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _comment(text: str, indent: str) -> str:
    lines = textwrap.wrap(text, 98 - len(indent), break_long_words=False)
    return "".join(f"{indent}# {line}\n" for line in lines)
