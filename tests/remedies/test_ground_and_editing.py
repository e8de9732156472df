"""What the remedies of base maps and of edits say, done."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo.editing.operations import Editor
from tests.editing.outcomes import codes_of
from tests.remedies.following import lay
from tests.remedies.test_commands import fix_of, run

if TYPE_CHECKING:
    from tests.remedies.test_commands import Capture

EXTRACT = Path(__file__).parents[1] / "fixtures" / "osm" / "small.osm"
WITHIN = "120.1,30.1,120.3,30.3"
FOLLOWED_HERE = {"osm-not-extract", "osm-no-area", "osm-empty", "id-taken", "encoding-not-kept"}


@pytest.mark.parametrize(
    ("code", "extract", "bbox"),
    [
        ("osm-not-extract", "notes.osm", ["--bbox", WITHIN]),
        ("osm-no-area", "", []),
        ("osm-empty", "", ["--bbox", "10,50,10.1,50.1"]),
    ],
)
def test_an_extract_or_an_area_is_given(
    tmp_path: Path, code: str, extract: str, bbox: list[str], capsys: Capture
) -> None:
    nowhere = '{"type": "FeatureCollection", "features": []}'
    lay(tmp_path, {"notes.osm": "<gpx></gpx>", "sites.geojson": nowhere})
    wrong = str(tmp_path / extract) if extract else str(EXTRACT)
    status, text = run(["basemap", str(tmp_path), "--osm", wrong, *bbox], capsys)
    assert status == 1
    told = fix_of(code, text)
    assert (".osm" in told) if extract else ("--bbox W,S,E,N" in told)
    right = ["basemap", str(tmp_path), "--osm", str(EXTRACT), "--bbox", WITHIN]
    status, text = run(right, capsys)
    assert status == 0, text
    assert list((tmp_path / "basemap").iterdir())


def test_a_site_gets_the_id_that_is_free(tmp_path: Path) -> None:
    lay(tmp_path, {})
    editor = Editor(tmp_path)
    order = {
        "do": "change",
        "id": "hall",
        "base": editor.carry_out({"do": "open", "id": "hall"})["base"],
    }
    outcome = editor.carry_out({**order, "set": {"id": "lake"}})
    assert codes_of(outcome) == ["id-taken"]
    free = re.findall("“(.*?)”", outcome["problems"]["en"][0]["fix"])
    assert editor.carry_out({**order, "set": {"id": free[-1]}})["saved"]


def test_a_table_saved_as_utf_8_can_be_edited(tmp_path: Path) -> None:
    described = {"resources": [{"name": "facts", "path": "tables/facts.csv", "encoding": "utf-8"}]}
    lay(tmp_path, {"datapackage.json": json.dumps(described),
                   "tables/facts.csv": b"site_id,value\nlake,1\nhall,\xff\n"})  # fmt: skip
    editor = Editor(tmp_path)
    order = {"do": "change", "id": "lake", "cells": [
        {"table": "facts", "row": 1, "column": "value", "old": "1", "value": "2"}
    ]}  # fmt: skip
    assert codes_of(editor.carry_out(order)) == ["encoding-not-kept"]
    lay(tmp_path, {"tables/facts.csv": "site_id,value\nlake,1\nhall,ÿ\n"})
    assert editor.carry_out(order)["saved"]
