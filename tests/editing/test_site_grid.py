"""The layer's properties as a grid: what is edited changes, every other byte stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.cli.starting import start_project
from geo.editing.operations import Editor
from tests.editing.firms import write_firms
from tests.editing.outcomes import codes_of

if TYPE_CHECKING:
    from pathlib import Path

LAYER = """{"type": "FeatureCollection", "features": [
  {"type": "Feature", "properties": {"id": "a", "name": "A", "floors": 1.50, "open": "2020-01-02"},
   "geometry": null},
  { "type": "Feature", "geometry": {"type": "Point", "coordinates": [120.20, 30.2]},
    "properties": {"id": "b", "name": "B", "note": null, "floors": 2} },
  {"type": "Feature", "properties": {"id": "c", "name": "C", "tags": ["x"]}, "geometry": null}
]}"""


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    (tmp_path / "sites.geojson").write_text(LAYER, encoding="utf-8", newline="")
    return Editor(tmp_path)


def text(editor: Editor) -> str:
    return (editor.folder / "sites.geojson").read_bytes().decode()


def edit(editor: Editor, **parts: Any) -> dict[str, Any]:
    grid = editor.carry_out({"do": "sites"})["sitesGrid"]
    order = {"changes": [], "dropped": [], "removed": [], "added": [], **parts}
    return editor.carry_out({"do": "edit-sites", "base": grid["base"], **order})


def test_the_grid_has_every_property_and_what_kind_it_is(editor: Editor) -> None:
    grid = editor.carry_out({"do": "sites"})["sitesGrid"]
    assert [tuple(column.values()) for column in grid["columns"]] == [
        ("id", "text"),
        ("name", "text"),
        ("floors", "number"),
        ("open", "date"),
        ("note", "text"),
        ("tags", "text"),
    ]
    assert grid["rows"] == [
        ["a", "A", 1.5, "2020-01-02", None, None],
        ["b", "B", 2, None, None, None],
        ["c", "C", None, None, None, ["x"]],
    ]


def test_cells_of_several_sites_are_one_save_and_one_undo(editor: Editor) -> None:
    changes = [
        {"index": 1, "set": {"name": "B!", "new": True}, "remove": ["floors"]},
        {"index": 2, "set": {"name": "C!"}, "remove": []},
    ]
    outcome = edit(editor, changes=changes)
    assert (outcome["saved"], outcome["undo"]) == (True, {"what": "sites", "name": "sites.geojson"})
    wanted = LAYER.replace('"C"', '"C!"').replace('"B"', '"B!"')
    wanted = wanted.replace('"note": null, "floors": 2', '"note": null, "new": true')
    assert text(editor) == wanted
    editor.carry_out({"do": "undo"})
    assert text(editor) == LAYER


def test_a_column_goes_from_every_site_even_where_it_holds_nothing(editor: Editor) -> None:
    assert edit(editor, dropped=["note", "floors"])["saved"]
    wanted = LAYER.replace(', "floors": 1.50', "").replace(', "note": null, "floors": 2', "")
    assert text(editor) == wanted


@pytest.mark.parametrize(
    ("removed", "kept"),
    [([0], "bc"), ([1], "ac"), ([2], "ab"), ([0, 1], "c"), ([1, 2], "a"), ([0, 2], "b")],
)
def test_sites_go_and_what_stays_is_as_it_was(
    editor: Editor, removed: list[int], kept: str
) -> None:
    assert edit(editor, removed=removed)["saved"]
    after = text(editor)
    assert [feature["properties"]["id"] for feature in json.loads(after)["features"]] == [*kept]
    features = LAYER.split("[\n  ")[1].split("\n]}", maxsplit=1)[0].split(",\n  {")
    for name in kept:
        own = next(part for part in features if f'"id": "{name}"' in part)
        assert own in after


def test_all_go_and_others_come(editor: Editor) -> None:
    added = [{"name": "新园"}, {"name": "新园"}]
    assert edit(editor, removed=[0, 1, 2], added=added)["saved"]
    features = json.loads(text(editor))["features"]
    names = [(one["properties"]["id"], one["properties"]["name"]) for one in features]
    assert names == [("xin-yuan", "新园"), ("xin-yuan-2", "新园")]
    editor.carry_out({"do": "undo"})
    assert text(editor) == LAYER


def test_sites_come_changes_and_removals_at_once(editor: Editor) -> None:
    changes = [{"index": 0, "set": {"floors": 3}, "remove": []}]
    assert edit(editor, changes=changes, removed=[1], added=[{"name": "A", "floors": 9}])["saved"]
    after = text(editor)
    start = after.index('{"type": "Feature", "properties": {"id": "c"')
    assert after[:start] == LAYER[: LAYER.index(",\n  { ")].replace("1.50", "3") + ",\n  "
    (*_, last) = json.loads(after)["features"]
    properties = {"id": "a-2", "name": "A", "floors": 9}
    assert last == {"type": "Feature", "properties": properties, "geometry": None}


def test_a_layer_changed_meanwhile_is_not_overwritten(editor: Editor) -> None:
    base = editor.carry_out({"do": "sites"})["sitesGrid"]["base"]
    other = LAYER.replace('"A"', '"Other"')
    (editor.folder / "sites.geojson").write_text(other, encoding="utf-8", newline="")
    order = {"changes": [], "dropped": ["name"], "removed": [], "added": []}
    outcome = editor.carry_out({"do": "edit-sites", "base": base, **order})
    assert (codes_of(outcome), text(editor)) == (["table-changed"], other)


def test_an_error_is_told_at_its_cell(editor: Editor) -> None:
    changes = [{"index": 1, "set": {"part_of": "nowhere"}, "remove": []}]
    outcome = edit(editor, changes=changes, removed=[0])
    assert outcome["saved"] is False
    (problem,) = outcome["problems"]["en"]
    # Its row as the grid has it now: the first is gone.
    assert (problem["field"], problem["row"]) == ("part_of", 1)
    assert text(editor) == LAYER


@pytest.mark.parametrize(
    "parts",
    [
        {"changes": [{"index": 9, "set": {}, "remove": ["x"]}]},
        {"changes": [{"index": 0, "set": {"id": "z"}, "remove": []}]},
        {"removed": [-1]},
        {"dropped": ["id"]},
    ],
)
def test_rows_there_are_none_of_and_ids_are_refused(editor: Editor, parts: dict[str, Any]) -> None:
    outcome = edit(editor, **parts)
    assert (outcome["saved"], codes_of(outcome)) == (False, ["order-malformed"])
    assert text(editor) == LAYER


def test_references_are_picked_by_name(tmp_path: Path) -> None:
    assert start_project(tmp_path / "park") == []
    folder = tmp_path / "park"
    sources = "id,title,title_en\ns1,报纸,Newspaper\ns2,,\n"
    (folder / "tables" / "sources.csv").write_text(sources, encoding="utf-8")
    columns: dict[str, Any] = {"site_id": {}, "fact": {"enum": ["a"]}, "fact_en": {}}
    columns |= {"value": {}, "value_en": {}}
    descriptor = {
        "name": "park",
        "resources": [
            {
                "name": "facts",
                "path": "tables/facts.csv",
                "schema": {
                    "fields": [
                        {"name": name, "type": "string", "constraints": constraints}
                        for name, constraints in columns.items()
                    ],
                    "foreignKeys": [
                        {
                            "fields": ["value"],
                            "reference": {"resource": "sources", "fields": ["id"]},
                        },
                        {
                            "fields": ["fact_en"],
                            "reference": {"resource": "sites", "fields": ["id"]},
                        },
                    ],
                },
            }
        ],
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    listed = [
        {"value": "s1", "label": {"zh": "报纸", "en": "Newspaper"}},
        {"value": "s2", "label": {}},
    ]
    picks = Editor(folder).carry_out({"do": "open", "id": "gate"})["picks"]
    assert picks[""]["id"]["of"] == "made"
    assert picks[""]["part_of"] == {"of": "sites", "many": False, "options": []}
    assert picks[""]["category"] == {"of": "categories", "many": False, "options": []}
    assert picks[""]["source"] == {"of": "listed", "many": True, "options": listed}
    assert picks["facts"]["site_id"]["of"] == "sites"
    assert picks["facts"]["fact"]["options"] == [{"value": "a", "label": {}}]
    assert picks["facts"]["value"] == {"of": "listed", "many": False, "options": listed}
    assert picks["facts"]["fact_en"]["of"] == "sites"
    assert "source" not in picks["sources"]


def test_each_column_of_a_key_of_several_is_picked_with_what_stands_beside_it(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "park"
    assert start_project(folder) == []
    write_firms(folder)
    picks = Editor(folder).carry_out({"do": "table", "name": "firms"})["picks"]["firms"]
    assert picks["site_id"]["of"] == "sites"
    assert "firm" not in picks
    told = [(one["value"], one["beside"], one["label"]["zh"]) for one in picks["house"]["options"]]
    assert told == [
        ("1", {"in_park": "north"}, "Mill"), ("2", {"in_park": "north"}, "Barn"),
        ("1", {"in_park": "south"}, "Inn"),
    ]  # fmt: skip
    parks = [(one["value"], one["beside"]) for one in picks["in_park"]["options"]]
    assert parks == [
        ("north", {"house": "1"}),
        ("north", {"house": "2"}),
        ("south", {"house": "1"}),
    ]
