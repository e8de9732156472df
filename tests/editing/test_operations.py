"""What the editing page may ask for, and what it is refused."""

from __future__ import annotations

import errno
import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

from geo.editing import saving
from geo.files import replacing
from tests.editing.a_park import cell, feature, layer, opened
from tests.editing.outcomes import codes_of

if TYPE_CHECKING:
    from pathlib import Path

    from geo.editing.operations import Editor


def test_a_site_is_renamed_moved_and_brought_back(editor: Editor) -> None:
    before = layer(editor)
    base = opened(editor, "gate")["base"]
    place = {"type": "Point", "coordinates": [120.21, 30.21]}
    order = {"do": "change", "id": "gate", "base": base, "set": {"name": "南门"}, "geometry": place}
    outcome = editor.carry_out(order)
    assert outcome["saved"]
    assert feature(editor, "gate")["properties"]["name"] == "南门"
    assert feature(editor, "gate")["geometry"] == place
    assert editor.carry_out({"do": "undo"})["saved"]
    assert layer(editor) == before


def test_a_site_is_added_and_deleted(editor: Editor) -> None:
    before = layer(editor)
    place = {"type": "Point", "coordinates": [120.201, 30.201]}
    added = editor.carry_out({"do": "add", "properties": {"name": "新楼"}, "geometry": place})
    assert added["saved"]
    assert added["id"] == "xin-lou"
    base = opened(editor, "xin-lou")["base"]
    assert editor.carry_out({"do": "delete", "id": "xin-lou", "base": base})["saved"]
    assert layer(editor) == before


def test_rows_of_tables_go_with_their_site_and_come_back(editor: Editor) -> None:
    tables = editor.folder / "tables"
    rows = {"a.csv": "site_id,n\ngate,1\nhall,2\n gate ,3\n", "b.tsv": "n\tsite_id\r\n9\tgate\r\n"}
    for name, text in rows.items():
        (tables / name).write_bytes(text.encode())
    # One file under two names is one file.
    package = {"resources": [{"name": one, "path": "tables/a.csv"} for one in ("a", "also-a")]}
    (editor.folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    before = layer(editor)
    base = opened(editor, "gate")["base"]
    outcome = editor.carry_out({"do": "delete", "id": "gate", "base": base})
    assert (outcome["saved"], outcome["rowsGone"]) == (True, 4)
    assert (tables / "a.csv").read_bytes() == b"site_id,n\nhall,2\n"
    assert (tables / "b.tsv").read_bytes() == b"n\tsite_id\r\n"
    assert b"gate" not in (tables / "facts.csv").read_bytes()
    assert editor.carry_out({"do": "undo"})["saved"]
    assert layer(editor) == before
    assert {name: (tables / name).read_bytes().decode() for name in rows} == rows


def test_a_site_that_others_name_is_not_deleted(editor: Editor) -> None:
    base = opened(editor, "hall")["base"]
    part = {"do": "change", "id": "hall", "base": base, "set": {"part_of": "gate"}}
    assert editor.carry_out(part)["saved"]
    before = layer(editor), (editor.folder / "tables" / "facts.csv").read_bytes()
    base = opened(editor, "gate")["base"]
    outcome = editor.carry_out({"do": "delete", "id": "gate", "base": base})
    assert "unknown-part-of-near" in codes_of(outcome)
    assert (outcome["saved"], outcome["rowsGone"]) == (False, 0)
    assert (layer(editor), (editor.folder / "tables" / "facts.csv").read_bytes()) == before


def test_a_link_that_is_none_is_refused_where_it_is_typed_and_stays_where_it_is(
    editor: Editor,
) -> None:
    path = editor.folder / "sites.geojson"
    path.write_bytes(path.read_bytes().replace(b'"id": "hall"', b'"id": "hall", "link": "ftp://a"'))
    for site, link in (("gate", "javascript:alert(1)"), ("hall", "ftp://b")):
        base = opened(editor, site)["base"]
        order = {"do": "change", "id": site, "base": base, "set": {"link": link}}
        outcome = editor.carry_out(order)
        assert (outcome["saved"], codes_of(outcome)) == (False, ["link-unfit"])
        assert outcome["problems"]["en"][0]["field"] == "link"
    # What stood there already is nobody's fault who changes something else.
    base = opened(editor, "hall")["base"]
    named = {"do": "change", "id": "hall", "base": base, "set": {"name": "展厅"}}
    assert editor.carry_out(named)["saved"]


def test_a_site_without_a_name_is_refused(editor: Editor) -> None:
    before = layer(editor)
    grid = editor.carry_out({"do": "sites"})["sitesGrid"]
    rows = {"changes": [], "dropped": [], "removed": [], "added": [{"category": "area"}]}
    for order in (
        {"do": "add", "properties": {}, "geometry": None},
        {"do": "add", "properties": {"name": " ", "note": "x"}, "geometry": None},
        {"do": "edit-sites", "base": grid["base"], **rows},
    ):
        assert codes_of(editor.carry_out(order)) == ["site-nameless"]
    assert layer(editor) == before
    named = {"do": "add", "properties": {"name_en": "Tower"}, "geometry": None}
    assert editor.carry_out(named)["saved"]


def test_two_tabs_do_not_overwrite_each_other(editor: Editor) -> None:
    mine = opened(editor, "gate")["base"]
    theirs = {"do": "change", "id": "gate", "base": mine, "set": {"name": "他的"}}
    assert editor.carry_out(theirs)["saved"]
    outcome = editor.carry_out(
        {"do": "change", "id": "gate", "base": mine, "set": {"name": "我的"}}
    )
    assert not outcome["saved"]
    assert codes_of(outcome) == ["site-changed"]
    assert feature(editor, "gate")["properties"]["name"] == "他的"


def test_an_edit_elsewhere_in_the_file_is_no_conflict(editor: Editor) -> None:
    base = opened(editor, "hall")["base"]
    path = editor.folder / "sites.geojson"
    path.write_bytes(path.read_bytes().replace("示例大门".encode(), "北门".encode()))
    order = {"do": "change", "id": "hall", "base": base, "set": {"name": "展厅"}}
    assert editor.carry_out(order)["saved"]
    assert feature(editor, "gate")["properties"]["name"] == "北门"
    assert feature(editor, "hall")["properties"]["name"] == "展厅"


def test_undo_does_not_lose_what_was_written_since(editor: Editor) -> None:
    base = opened(editor, "gate")["base"]
    assert editor.carry_out({"do": "change", "id": "gate", "base": base, "set": {"name": "a"}})[
        "saved"
    ]
    path = editor.folder / "sites.geojson"
    path.write_bytes(path.read_bytes() + b"\n")
    later = path.read_bytes()
    outcome = editor.carry_out({"do": "undo"})
    assert not outcome["saved"]
    assert codes_of(outcome) == ["changed-meanwhile"]
    assert path.read_bytes() == later


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": ["a", "b"]},
        {"type": "Polygon", "coordinates": [[[120, 30], [121, 30]]]},
        {"type": "Nonsense"},
    ],
)
def test_a_change_that_makes_an_error_is_refused(editor: Editor, geometry: dict[str, Any]) -> None:
    before = layer(editor)
    base = opened(editor, "gate")["base"]
    outcome = editor.carry_out({"do": "change", "id": "gate", "base": base, "geometry": geometry})
    assert not outcome["saved"]
    assert outcome["problems"]["en"][0]["severity"] == "error"
    assert outcome["problems"]["zh"][0]["file"].endswith("park/sites.geojson")
    assert layer(editor) == before


def test_a_taken_id_is_refused_with_a_free_one(editor: Editor) -> None:
    base = opened(editor, "gate")["base"]
    outcome = editor.carry_out({"do": "change", "id": "gate", "base": base, "set": {"id": "hall"}})
    assert codes_of(outcome) == ["id-taken"]
    assert "hall-2" in outcome["problems"]["en"][0]["fix"]
    line = outcome["problems"]["en"][0]["line"]
    assert b'"Feature"' in b"".join(layer(editor).splitlines()[line - 1 : line + 1])


def test_properties_of_null_can_be_filled(editor: Editor) -> None:
    feature_text = b'{"type":"Feature","id":"a","properties":null,"geometry":null}'
    data = b'{"type":"FeatureCollection","features":[' + feature_text + b"]}"
    (editor.folder / "sites.geojson").write_bytes(data)
    (editor.folder / "tables" / "facts.csv").unlink()
    base = opened(editor, "a")["base"]
    order = {"do": "change", "id": "a", "base": base, "set": {"name": "A"}}
    assert editor.carry_out(order)["saved"]
    assert layer(editor) == data.replace(b"null", b'{"name":"A"}', 1)


def test_an_undo_that_has_to_wait_is_not_lost(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = layer(editor)
    base = opened(editor, "gate")["base"]
    order = {"do": "change", "id": "gate", "base": base, "set": {"name": "南门"}}
    assert editor.carry_out(order)["saved"]
    monkeypatch.setattr(saving, "PATIENCE_S", 0.01)
    with FileLock(editor.folder / ".parkmap" / "lock"):
        outcome = editor.carry_out({"do": "undo"})
    assert codes_of(outcome) == ["locked"]
    assert outcome["undo"] == {"what": "change", "name": "南门"}
    assert editor.carry_out({"do": "undo"})["saved"]
    assert layer(editor) == before


def test_odd_things_in_the_folder_are_in_nobodys_way(editor: Editor) -> None:
    folder = editor.folder
    (folder / ".#sites.geojson").symlink_to("somebody@somewhere.1234")  # Emacs' lock
    (folder / "broken.csv").symlink_to("nowhere.csv")
    (folder / "tables" / "loop").symlink_to(folder)
    (folder / "tables" / "bad.parquet").write_bytes(b"PAR1 no table PAR1")
    os.mkfifo(folder / "pipe.json")
    base = opened(editor, "gate")["base"]
    order = {"do": "change", "id": "gate", "base": base, "set": {"name": "南门"}}
    outcome = editor.carry_out(order)
    assert codes_of(outcome) == []
    assert outcome["saved"]


def test_when_the_second_file_cannot_be_written_the_first_is_put_back(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = editor.folder / "tables" / "facts.csv"
    before = layer(editor), path.read_bytes()
    order = {
        "do": "change",
        "id": "gate",
        "base": opened(editor, "gate")["base"],
        "set": {"name": "南门"},
        "cells": [cell(editor, "value", "全天")],
    }
    swaps: list[str] = []
    real = replacing.swap

    def fills_up(temporary: Path, target: Path) -> None:
        swaps.append(target.name)
        if len(swaps) == 2:
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        real(temporary, target)

    monkeypatch.setattr(replacing, "swap", fills_up)
    assert codes_of(editor.carry_out(order)) == ["cannot-write"]
    assert len(set(swaps[:2])) == 2
    assert (layer(editor), path.read_bytes()) == before
    assert editor.work.history.done == []


def test_a_pasted_position_is_placed_by_its_datum(editor: Editor) -> None:
    order = {"do": "locate", "text": "120.1616149,30.2799982", "datum": "bd09"}
    outcome = editor.carry_out(order)
    assert [outcome["lon"], outcome["lat"]] == pytest.approx([120.1503589, 30.2764043], abs=1e-5)


@pytest.mark.parametrize(
    "order",
    [
        {},
        {"do": "nothing"},
        {"do": ["open"]},
        {"do": "open"},
        {"do": "open", "id": "nobody"},
        {"do": "change", "id": "gate"},
        {"do": "change", "id": "gate", "base": "stale", "set": 7},
        {"do": "add", "properties": None, "geometry": None},
        {"do": "change", "id": "gate", "cells": [{"table": "../../etc/passwd", "row": "x"}]},
        {
            "do": "change",
            "id": "gate",
            "cells": [{"table": "facts", "row": 99, "column": "value", "old": "", "value": ""}],
        },
        {
            "do": "change",
            "id": "gate",
            "cells": [{"table": "sites", "row": 1, "column": "value", "old": "", "value": ""}],
        },
    ],
)
def test_a_malformed_order_changes_nothing(editor: Editor, order: dict[str, Any]) -> None:
    before = layer(editor)
    outcome = editor.carry_out(order)
    assert not outcome["saved"]
    assert outcome["problems"]["en"]
    assert layer(editor) == before


def test_saves_in_a_row_leave_one_valid_version(editor: Editor) -> None:
    before = layer(editor)
    for number in range(6):
        base = opened(editor, "gate")["base"]
        order = {"do": "change", "id": "gate", "base": base, "set": {"accuracy_m": number + 1}}
        assert editor.carry_out(order)["saved"]
    assert feature(editor, "gate")["properties"]["accuracy_m"] == 6
    while editor.work.history.done:
        assert editor.carry_out({"do": "undo"})["saved"]
    assert layer(editor) == before


def test_two_who_change_different_things_of_one_site_both_keep_theirs(editor: Editor) -> None:
    seen = opened(editor, "gate")
    order = {"do": "change", "id": "gate", "base": seen["base"]}
    had = {name: seen["feature"][name] for name in ("properties", "geometry")}
    theirs = {"set": {"name_en": "Their gate"}, "seen": {"properties": had["properties"]}}
    assert editor.carry_out({**order, **theirs})["saved"]
    moved = {"type": "Point", "coordinates": [120.2, 30.2]}
    mine = {"set": {"accuracy_m": 7}, "geometry": moved, "seen": had}
    assert editor.carry_out({**order, **mine})["saved"]
    now = feature(editor, "gate")
    assert now["properties"]["name_en"] == "Their gate"
    assert now["properties"]["accuracy_m"] == 7
    assert now["geometry"] == moved
    # The same property, and the shape: told with what stands there, and nothing is written.
    before = layer(editor)
    again = {"set": {"name_en": "Mine"}, "geometry": had["geometry"] | {"coordinates": [120, 30]}}
    outcome = editor.carry_out({**order, **again, "seen": had})
    assert codes_of(outcome) == ["field-changed", "shape-changed"]
    told = outcome["problems"]["en"][0]
    assert told["field"] == "name_en"
    assert "Their gate" in told["message"]
    assert layer(editor) == before
    # What both have typed alike is no conflict.
    alike = {"set": {"name_en": "Their gate"}, "seen": had}
    assert not codes_of(editor.carry_out({**order, **alike}))
