"""``python -m tests.contract.files`` writes from the contract's schemas all that tells of it.

Types of the front end and of Python whole; ``maps/park-map.d.ts`` and ``maps/README.md`` between
their marks. ``tests/contract/test_contract.py`` holds every one of them to what is written here.
"""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

from ruff import find_ruff_bin

from tests.contract.python_types import PythonTypes
from tests.contract.schemas import FOLDER, ROOT, definition, properties, schemas, variants
from tests.contract.typescript import TypeScript

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = ROOT / "geo" / "web" / "src" / "contract"
# Where the front end's types of each schema stand, and what they import from each other.
MODULES = {
    "edit.schema.json": "editprotocol.ts",
    "head.schema.json": "maphead.ts",
    "state.schema.json": "mapstate.ts",
}
# What Python reads and writes of it.
TYPES = {"edit.schema.json": "edit_types.py", "head.schema.json": "head_types.py"}
DECLARATIONS = ROOT / "maps" / "park-map.d.ts"
PAGE = ROOT / "maps" / "README.md"


def contract_files() -> dict[Path, str]:
    """The text of every file."""
    return {
        **{SOURCES / name: _module(file) for file, name in MODULES.items()},
        **{FOLDER / name: _formatted(PythonTypes(file).module()) for file, name in TYPES.items()},
        DECLARATIONS: _filled(DECLARATIONS, "// {}: {}\n", _declarations()),
        PAGE: _filled(PAGE, "<!-- {}: {} -->\n", _tables()),
    }


def _module(file: str) -> str:
    schema = schemas()[file]
    modules = {other: f"./{name}" for other, name in MODULES.items() if other != file}
    keys = f"\n{_fragment_keys()}" if "x-fragment" in schema else ""
    return (
        f"/**\n * {schema['description']}\n *\n"
        f" * Written by `python -m tests.contract.files` from `geo/contract/{file}`.\n */\n\n"
        f"{TypeScript(file, modules).module()}\n{keys}"
    )


def _fragment_keys() -> str:
    keys = schemas()["state.schema.json"]["x-fragment"]
    pairs = "".join(f'  {key}: "{entry["property"]}",\n' for key, entry in keys.items())
    return (
        "/** The part of the state each key writes, in the order of the address. */\n"
        f"export const FRAGMENT_KEYS = {{\n{pairs}}} as const;\n\n"
        "export type FragmentKey = keyof typeof FRAGMENT_KEYS;\n"
    )


def _formatted(text: str) -> str:
    """As `make format` leaves it."""
    words = [find_ruff_bin(), "format", "--config", ROOT / "pyproject.toml", "-"]
    done = subprocess.run(words, input=text, capture_output=True, text=True, check=True)
    return done.stdout


def _filled(path: Path, mark: str, parts: dict[str, str]) -> str:
    """Give a file's text with what stands between its marks written anew."""
    text = path.read_text(encoding="utf-8")
    for name, part in parts.items():
        start, end = mark.format("contract", name), mark.format("end of contract", name)
        before, found, rest = text.partition(start)
        _, ended, after = rest.partition(end)
        assert found, f"{path.name} has no {start.strip()}"
        assert ended, f"{path.name} has no {end.strip()}"
        text = f"{before}{start}{part}{end}{after}"
    return text


def _declarations() -> dict[str, str]:
    element = schemas()["element.schema.json"]
    messages = schemas()["messages.schema.json"]["$defs"]
    events = [
        f"  {name}: CustomEvent<{event.get('detail', 'Record<string, never>')}>;\n"
        for name, event in element["x-events"].items()
        # The browser has an event of this name, of another type.
        if name != "error"
    ]
    own = [
        _property(name, part)
        for name, part in element["properties"].items()
        # Every element has these.
        if name not in {"lang", "title"}
    ]
    details = [name for name in messages if name.endswith("Detail")]
    others = [name for name in messages if name not in details]
    writer = TypeScript("messages.schema.json")
    attributes = TypeScript("element.schema.json")
    return {
        "attributes": f"{attributes.declaration(element['title'], element, undefined=True)}\n",
        "details": f"{writer.module(details)}\n",
        "events": f"export interface ParkMapEventMap {{\n{''.join(events)}}}\n",
        "properties": "".join(own),
        "messages": f"{writer.module(others)}\n",
    }


def _property(name: str, part: dict[str, object]) -> str:
    if not part.get("x-list"):
        return f"  {name}: string | null;\n"
    return (
        "  /** Reads as comma-separated text; a list may be given. */\n"
        f"  get {name}(): string | null;\n"
        f"  set {name}(values: string | readonly string[] | null);\n"
    )


def _tables() -> dict[str, str]:
    keys = schemas()["state.schema.json"]["x-fragment"]
    element = schemas()["element.schema.json"]
    said, obeyed = variants("ParkMapMessage"), variants("ParkMapOrder")
    own = {name: part for name, part in element["properties"].items() if "x-table" in part}
    return {
        "fragment": _table(
            ("key", "example", ""),
            [
                (_code(key), _code(entry["examples"][0]), entry["description"])
                for key, entry in keys.items()
            ],
        ),
        "attributes": _table(
            ("", ""), [(_code(name), part["x-table"]) for name, part in own.items()]
        ),
        "events": _table(
            ("event", "`detail`", "when"),
            [
                (_code(name), _detail(event), event["when"])
                for name, event in element["x-events"].items()
            ],
        ),
        "messages": _table(
            ("type", "fields", "when"),
            [(_code(name), part["x-fields"], part["x-when"]) for name, part in said.items()],
        ),
        "orders": _table(
            ("type", "fields"), [(_code(name), part["x-fields"]) for name, part in obeyed.items()]
        ),
    }


def _detail(event: dict[str, object]) -> str:
    names = event.get("fields")
    if names is None:
        file, _, schema = definition("messages.schema.json", f"#/$defs/{event['detail']}")
        names = properties(file, schema)
    return ", ".join(map(_code, names))


def _code(text: object) -> str:
    return f"`{text}`"


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    cells = [[re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in line] for line in lines]
    spaced = [[f" {cell} ".replace("  ", " ") for cell in line] for line in cells]
    return "".join(f"|{'|'.join(line)}|\n" for line in spaced).replace(" --- ", "---")


def write() -> None:
    """Write the files."""
    SOURCES.mkdir(exist_ok=True)
    for path, text in contract_files().items():
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
