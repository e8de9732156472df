"""What the remedies of edits on the page, of its server and of base maps say, done."""

from __future__ import annotations

import json
import re
import shutil
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import shapely

from geo.cli.starting import start_project
from geo.editing import saving, site_cells
from geo.editing.operations import Editor
from geo.files.journal import recover
from geo.serving.http import PreviewServer, serve
from geo.serving.preview import Preview
from tests.editing.outcomes import codes_of
from tests.editing.test_grid import order_of
from tests.editing.test_new_categories import PLAZA, site
from tests.ground.test_tiles import SCHEMAS, archive_of
from tests.remedies.following import lay, told
from tests.remedies.test_commands import fix_of, run

if TYPE_CHECKING:
    from tests.remedies.test_commands import Capture

EXTRACT = Path(__file__).parents[1] / "fixtures" / "osm" / "small.osm"
WITHIN = ["--bbox", "120.1,30.1,120.3,30.3"]


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    assert start_project(tmp_path / "park") == []
    return Editor(tmp_path / "park")


def fix(outcome: dict[str, Any], code: str) -> str:
    """Give the one remedy that an order was refused with."""
    assert not outcome["saved"]
    assert codes_of(outcome) == [code]
    return str(outcome["problems"]["en"][0]["fix"])


def rename(editor: Editor, name: str, base: str = "") -> dict[str, Any]:
    base = base or editor.carry_out({"do": "open", "id": "gate"})["base"]
    return editor.carry_out({"do": "change", "id": "gate", "base": base, "set": {"name": name}})


def test_a_change_is_made_again_on_the_new_version(editor: Editor) -> None:
    base = editor.carry_out({"do": "open", "id": "gate"})["base"]
    assert rename(editor, "North gate")["saved"]
    assert "make your change again" in fix(rename(editor, "East gate", base), "site-changed")
    assert rename(editor, "East gate")["saved"]


def test_what_two_change_of_one_site_is_kept_as_theirs_or_as_mine(editor: Editor) -> None:
    mine = editor.carry_out({"do": "open", "id": "gate"})
    seen = {name: mine["feature"][name] for name in ("properties", "geometry")}
    assert rename(editor, "North gate")["saved"]
    here = {"type": "Point", "coordinates": [120.21, 30.19]}
    there = {"type": "Point", "coordinates": [120.22, 30.19]}
    theirs = editor.carry_out({"do": "open", "id": "gate"})["base"]
    assert editor.carry_out({"do": "change", "id": "gate", "base": theirs, "geometry": there})[
        "saved"
    ]
    order = {"do": "change", "id": "gate", "base": mine["base"], "seen": seen}
    named = {**order, "set": {"name": "East gate"}}
    assert "type theirs to keep it" in fix(editor.carry_out(named), "field-changed")
    assert editor.carry_out({**order, "set": {"name": "North gate"}})["problems"]["en"] == []
    assert "make your change again" in fix(
        editor.carry_out({**order, "geometry": here}), "shape-changed"
    )
    now = editor.carry_out({"do": "open", "id": "gate"})
    again = {"do": "change", "id": "gate", "base": now["base"]}
    assert editor.carry_out({**again, "set": {"name": "East gate"}, "geometry": here})["saved"]


def test_who_saves_a_site_that_is_gone_has_still_what_was_typed(editor: Editor) -> None:
    new = {"do": "add", "properties": {"name": "Tower"}, "geometry": None}
    assert editor.carry_out(new)["saved"]
    base = editor.carry_out({"do": "open", "id": "tower"})["base"]
    order = {"do": "delete", "id": "tower", "base": base}
    assert editor.carry_out(order)["saved"]
    assert "copy what you have typed" in fix(editor.carry_out(order), "no-such-site")
    assert '"tower"' not in json.dumps(editor.carry_out({"do": "sites"})["sitesGrid"]["rows"])


def test_a_new_site_gets_a_name(editor: Editor) -> None:
    order: dict[str, Any] = {"do": "add", "properties": {}, "geometry": None}
    assert "give it a name" in fix(editor.carry_out(order), "site-nameless")
    assert editor.carry_out({**order, "properties": {"name": "Tower"}})["saved"]


def test_what_is_typed_as_a_link_begins_as_one(editor: Editor) -> None:
    order = {"do": "add", "properties": {"name": "Tower", "link": "www.example.org"}}
    told = fix(editor.carry_out({**order, "geometry": None}), "link-unfit")
    rest = {"https://": "www.example.org", "mailto:": "a@example.org", "tel:": "+86571123"}
    assert re.findall(r"https://|mailto:|tel:", told) == list(rest)
    for beginning, what in rest.items():
        properties = {"name": f"By {beginning[:3]}", "link": beginning + what}
        assert editor.carry_out({**order, "properties": properties, "geometry": None})["saved"]


def test_a_cell_is_written_again_as_it_is_now(editor: Editor) -> None:
    def order(value: str) -> dict[str, Any]:
        table = editor.carry_out({"do": "open", "id": "gate"})["tables"]["facts"]
        row, column = table["rows"][0], table["columns"].index("value")
        cell = {"table": "facts", "row": row["row"], "column": "value"}
        cells = [{**cell, "old": row["cells"][column], "value": value}]
        return {"do": "change", "id": "gate", "cells": cells}

    first = order("all day")
    assert editor.carry_out(first)["saved"]
    assert "make your change again" in fix(editor.carry_out(first), "cell-changed")
    assert editor.carry_out(order("at night"))["saved"]


def test_a_table_is_opened_again(editor: Editor) -> None:
    def order(value: str) -> dict[str, Any]:
        found = order_of(editor.carry_out({"do": "table", "name": "facts"})["grid"])
        found["rows"][0]["cells"][-1] = value
        return found

    first = order("x")
    assert editor.carry_out(first)["saved"]
    assert "open the table again" in fix(editor.carry_out(first), "table-changed")
    assert editor.carry_out(order("y"))["saved"]


def test_a_table_of_another_kind_is_saved_as_csv(editor: Editor) -> None:
    path = editor.folder / "tables" / "facts.csv"
    rows = [line.split(",") for line in path.read_text("utf-8").splitlines()]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path.with_name("more.xlsx"))
    order = {"do": "table", "name": "more"}
    assert "save it as CSV" in fix(editor.carry_out(order), "table-not-editable")
    path.with_name("more.xlsx").unlink()
    shutil.copy(path, path.with_name("more.csv"))
    assert editor.carry_out(order)["grid"]["rows"]


def test_more_sites_than_a_grid_shows_are_edited_one_by_one(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_cells, "MOST_CELLS", 1)
    assert "edit single sites" in fix(editor.carry_out({"do": "sites"}), "grid-too-large")
    assert rename(editor, "North gate")["saved"]


def test_what_the_page_does_not_understand_it_does_when_loaded_anew(editor: Editor) -> None:
    assert fix(editor.carry_out({"do": "dance"}), "order-malformed") == "reload the page"
    assert rename(editor, "North gate")["saved"]


def test_a_category_is_written_by_hand(editor: Editor) -> None:
    settings = editor.folder / "map.toml"
    settings.write_text('categories = {green = {label = "Green"}}\n', encoding="utf-8")
    order = site([PLAZA], [])
    table = fix(editor.carry_out(order), "categories-not-added").rpartition(" ")[2]
    settings.write_text(f"[categories.green]\n{table.replace('ID', 'plaza')}\n", encoding="utf-8")
    assert editor.carry_out(order)["saved"]


def test_a_lock_is_waited_for_and_one_of_a_dead_machine_deleted(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "PATIENCE_S", 0.05)
    owner = editor.folder / ".parkmap" / "owner.json"
    owner.parent.mkdir(exist_ok=True)
    who = {"host": "elsewhere", "boot": "another", "user": "mei", "pid": 7, "token": "x"}
    owner.write_text(json.dumps(who), encoding="utf-8")
    outcome = rename(editor, "North gate")
    assert "delete this file" in fix(outcome, "locked-by")
    Path(outcome["problems"]["en"][0]["file"]).unlink()
    assert rename(editor, "North gate")["saved"]


def test_an_unfinished_save_is_looked_at_and_deleted(tmp_path: Path, capsys: Capture) -> None:
    lay(tmp_path, {})
    begun = tmp_path / ".parkmap" / "journal-1"
    begun.mkdir(parents=True)
    (begun / "files.json").write_text('["sites.geojson"]', encoding="utf-8")
    (begun / "0.before").write_bytes(b"as it was")
    (begun / "0.after").write_bytes(b"as it was to be")
    recover(tmp_path)
    (problem,) = (one for one in told(tmp_path, capsys) if one["code"] == "edit-unfinished")
    assert "delete the folder" in problem["fix"]
    kept = sorted(path.name for path in Path(problem["file"]).iterdir())
    assert kept == ["0.after", "0.before", "files.json"]
    shutil.rmtree(problem["file"])
    assert told(tmp_path, capsys) == []


def test_another_port_is_chosen(editor: Editor, capsys: Capture) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve(editor.folder, port=port, edit=False, open_browser=False) == 1
    option = re.findall(r"--port \d", fix_of("port-taken", capsys.readouterr().err))
    server = PreviewServer(editor.folder, port=int(option[0].rpartition(" ")[2]), edit=False)
    assert server.port
    server.close()


def test_a_file_that_could_not_be_read_is_saved_once_more(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = Preview(editor.folder, None, editor.work.trials)
    layer = editor.folder / "sites.geojson"
    with monkeypatch.context() as patched:
        patched.setattr(preview, "rebuild", _half_written)
        (problem,) = preview.refresh()
    assert (problem.code, "save the file once more" in problem.fix()) == (
        "preview-interrupted",
        True,
    )
    layer.write_bytes(layer.read_bytes() + b"\n")
    assert preview.refresh() == []


def _half_written() -> bool:
    raise OSError("half written")


def test_tiles_are_taken_from_an_archive_that_is_there_and_known(
    tmp_path: Path, capsys: Capture
) -> None:
    lay(tmp_path, {})
    start = ["basemap", str(tmp_path), "--pmtiles"]
    _, said = run([*start, str(tmp_path / "none.pmtiles")], capsys)
    assert ".pmtiles file" in fix_of("tiles-file-missing", said)
    stops = {"stops": {"n": ["1"], "geometry": [shapely.Point(13.4, 52.5)]}}
    _, said = run([*start, str(archive_of(tmp_path, stops))], capsys)
    assert "Protomaps" in fix_of("tiles-schema-unknown", said)
    archive = str(archive_of(tmp_path, SCHEMAS["protomaps"]))
    status, said = run([*start, archive, "--bbox", "13.3,52.4,13.5,52.6"], capsys)
    assert status == 0, said


def test_files_that_show_the_same_again_are_deleted(tmp_path: Path, capsys: Capture) -> None:
    lay(tmp_path, {"basemap/district.geojson": '{"type": "FeatureCollection", "features": []}'})
    start = ["basemap", str(tmp_path), "--osm", str(EXTRACT), *WITHIN]
    status, said = run(start, capsys)
    assert status == 0
    assert "delete" in fix_of("osm-others-kept", said)
    (tmp_path / "basemap" / "district.geojson").unlink()
    status, said = run(start, capsys)
    assert (status, "osm-others-kept" in said) == (0, False)


def test_of_two_sites_of_one_name_the_one_just_added_goes(tmp_path: Path, capsys: Capture) -> None:
    lay(tmp_path, {})
    _, said = run(["add", str(tmp_path), "--name", "Lake", "--at", "120.2,30.2"], capsys)
    assert "delete the one just added" in fix_of("name-there-already", said)
    editor = Editor(tmp_path)
    assert len(editor.carry_out({"do": "sites"})["sitesGrid"]["rows"]) == 3
    base = editor.carry_out({"do": "open", "id": "lake-2"})["base"]
    assert editor.carry_out({"do": "delete", "id": "lake-2", "base": base})["saved"]
    assert not [one for one in told(tmp_path, capsys) if one["severity"] == "error"]


FOLLOWED_HERE = {
    "site-changed", "field-changed", "shape-changed", "no-such-site",
    "site-nameless", "link-unfit", "cell-changed", "table-changed", "table-not-editable",
    "grid-too-large", "order-malformed", "categories-not-added",
    "locked-by", "edit-unfinished",
    "preview-interrupted", "port-taken", "tiles-file-missing", "tiles-schema-unknown",
    "osm-others-kept",
    "name-there-already",
}  # fmt: skip
