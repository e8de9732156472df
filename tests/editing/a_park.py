"""A small park to edit, and what is asked of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.cli.starting import start_project
from geo.editing.operations import Editor

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    assert start_project(tmp_path / "park") == []
    return Editor(tmp_path / "park")


def layer(editor: Editor) -> bytes:
    return (editor.folder / "sites.geojson").read_bytes()


def feature(editor: Editor, site_id: str) -> dict[str, Any]:
    features = json.loads(layer(editor))["features"]
    (found,) = [item for item in features if item["properties"]["id"] == site_id]
    return dict(found)


def opened(editor: Editor, site_id: str) -> dict[str, Any]:
    return editor.carry_out({"do": "open", "id": site_id})


def cell(editor: Editor, column: str, value: str, row: int = 0) -> dict[str, Any]:
    """A change of a cell of the gate's, in the table facts."""
    table = opened(editor, "gate")["tables"]["facts"]
    found = table["rows"][row]
    old = found["cells"][table["columns"].index(column)]
    return {"table": "facts", "row": found["row"], "column": column, "old": old, "value": value}
