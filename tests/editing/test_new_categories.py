"""A category made with a site: into ``map.toml``, every other byte kept, one save and one undo."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.cli.starting import start_project
from geo.editing.operations import Editor
from geo.project.settings import read_settings
from tests.editing.outcomes import codes_of
from tests.projects import contents

if TYPE_CHECKING:
    from pathlib import Path

PLAZA = {
    "id": "plaza",
    "label": {"zh": "广场", "en": "“Plazas”"},
    "color": "#5b55b0",
    "symbol": "star",
}


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    assert start_project(tmp_path / "park") == []
    return Editor(tmp_path / "park")


def site(categories: list[dict[str, Any]], shown: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "do": "add",
        "properties": {"name": "新广场", "category": "plaza"},
        "geometry": None,
        "categories": {"made": categories, "shown": shown},
    }


def test_a_category_comes_with_the_site_and_goes_with_it(editor: Editor) -> None:
    before = contents(editor.folder)
    outcome = editor.carry_out(site([PLAZA], []))
    assert (outcome["saved"], outcome["problems"]["en"]) == (True, [])
    text = (editor.folder / "map.toml").read_bytes()
    block = '\n[categories.plaza]\nlabel = "广场"\nlabel_en = "“Plazas”"\ncolor = "#5b55b0"\n'
    block += 'symbol = "star"\n'
    assert text.replace(block.encode(), b"") == before["map.toml"] != text
    settings, _ = read_settings(editor.folder)
    assert settings.categories["plaza"].label == PLAZA["label"]
    assert list(settings.categories) == ["entrance", "green", "building", "plaza"]
    after = contents(editor.folder)
    assert editor.carry_out({"do": "undo"})["saved"]
    assert contents(editor.folder) == before
    assert editor.carry_out({"do": "redo"})["saved"]
    assert contents(editor.folder) == after


def test_where_no_category_is_listed_those_shown_are_listed_as_they_look(editor: Editor) -> None:
    (editor.folder / "map.toml").unlink()
    layer = json.loads((editor.folder / "sites.geojson").read_text(encoding="utf-8"))
    names = {feature["properties"]["category"] for feature in layer["features"]}
    shown = [
        {"id": name, "label": {"zh": name}, "color": "#00845f", "symbol": "tree"}
        for name in sorted(names)
    ]
    outcome = editor.carry_out(site([PLAZA], shown))
    assert outcome["saved"]
    assert codes_of(outcome) == []
    settings, problems = read_settings(editor.folder)
    assert problems == []
    assert list(settings.categories) == [*sorted(names), "plaza"]
    assert {one.symbol for one in settings.categories.values()} == {"tree", "star"}
    assert editor.carry_out({"do": "undo"})["saved"]
    assert not (editor.folder / "map.toml").exists()


def test_settings_that_must_be_rewritten_for_it_are_left_alone(editor: Editor) -> None:
    (editor.folder / "map.toml").write_text('categories = {green = {label = "绿"}}\n')
    before = contents(editor.folder)
    outcome = editor.carry_out(site([PLAZA], []))
    assert (outcome["saved"], codes_of(outcome)) == (False, ["categories-not-added"])
    assert contents(editor.folder) == before


@pytest.mark.parametrize(
    "wrong", [{"id": 'a"]\nx=1'}, {"id": ""}, {"color": "red"}, {"color": "#12345"}, {"label": 3}]
)
def test_what_is_no_category_changes_nothing(editor: Editor, wrong: dict[str, Any]) -> None:
    before = contents(editor.folder)
    outcome = editor.carry_out(site([{**PLAZA, **wrong}], []))
    assert codes_of(outcome) == ["order-malformed"]
    assert contents(editor.folder) == before


def test_one_that_the_settings_have_already_is_left_as_it_is(editor: Editor) -> None:
    before = (editor.folder / "map.toml").read_bytes()
    order = site([{**PLAZA, "id": "green"}], [])
    order["properties"]["category"] = "green"
    assert editor.carry_out(order)["saved"]
    assert (editor.folder / "map.toml").read_bytes() == before
