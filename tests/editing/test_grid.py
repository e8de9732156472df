"""Tables as a grid: rows and columns come and go, and every other byte stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.cli.starting import start_project
from geo.editing.csv_edit import GridColumn, GridRow, appended, edited, without_row
from geo.editing.operations import Editor

if TYPE_CHECKING:
    from pathlib import Path

TEXT = 'site_id,"v",note\r\na,"1",x\r\n\r\nb,2\r\nc,3,"y, ""z"""'
COLUMNS = [GridColumn(0, "site_id"), GridColumn(1, "v"), GridColumn(2, "note")]
ROWS = [
    GridRow(1, ["a", "1", "x"]),
    GridRow(2, ["b", "2", ""]),
    GridRow(3, ["c", "3", 'y, "z"']),
]


def test_a_grid_that_is_not_touched_is_the_same_bytes() -> None:
    assert edited(TEXT, ",", COLUMNS, ROWS) == TEXT


@pytest.mark.parametrize(
    ("rows", "after"),
    [
        ([ROWS[0], ROWS[2]], 'site_id,"v",note\r\na,"1",x\r\n\r\nc,3,"y, ""z"""'),
        ([ROWS[1]], 'site_id,"v",note\r\nb,2'),
        ([], 'site_id,"v",note'),
        (
            [*ROWS, GridRow(None, ["d", "4,5", ""])],
            TEXT + '\r\nd,"4,5",',
        ),
        (
            [GridRow(None, ["n", "", ""]), *ROWS],
            TEXT.replace("note\r\n", "note\r\nn,,\r\n"),
        ),
        ([GridRow(1, ["a", "9", "x"]), *ROWS[1:]], TEXT.replace('a,"1"', "a,9")),
        ([ROWS[0], GridRow(2, ["b", "2", "n"]), ROWS[2]], TEXT.replace("b,2", "b,2,n")),
        (
            [ROWS[2], ROWS[0], ROWS[1]],
            'site_id,"v",note\r\nc,3,"y, ""z"""\r\na,"1",x\r\n\r\nb,2',
        ),
    ],
)
def test_rows_come_go_and_change(rows: list[GridRow], after: str) -> None:
    assert edited(TEXT, ",", COLUMNS, rows) == after


def test_columns_come_and_go_and_what_stays_keeps_its_quotes() -> None:
    columns = [GridColumn(1, "v"), GridColumn(None, "new;")]
    rows = [GridRow(1, ["1", "p"]), GridRow(2, ["2", ""]), GridRow(3, ["3", "q"])]
    assert edited(TEXT, ",", columns, rows) == '"v",new;\r\n"1",p\r\n\r\n2,\r\n3,q'


def test_one_row_is_appended_or_taken_out() -> None:
    assert appended("a;b\n1;2\n", ";", {"b": "x;y"}) == 'a;b\n1;2\n;"x;y"\n'
    assert appended("a\n1", ",", {"a": "2"}) == "a\n1\n2"
    assert without_row(TEXT, ",", 1) == TEXT.replace('a,"1",x\r\n\r\n', "")
    assert without_row(TEXT, ",", 3) == TEXT.partition("\r\nc,")[0]


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    assert start_project(tmp_path / "park") == []
    return Editor(tmp_path / "park")


def facts(editor: Editor) -> str:
    return (editor.folder / "tables" / "facts.csv").read_text(encoding="utf-8")


def codes(outcome: dict[str, Any]) -> list[str]:
    return [problem["code"] for problem in outcome["problems"]["en"]]


def order_of(grid: dict[str, Any]) -> dict[str, Any]:
    columns = [{"from": at, "name": column["name"]} for at, column in enumerate(grid["columns"])]
    rows = [{"from": number, "cells": cells} for number, cells in enumerate(grid["rows"], 1)]
    names = {"do": "edit-table", "table": grid["name"], "base": grid["base"]}
    return {**names, "columns": columns, "rows": rows}


def test_a_new_site_gets_its_figures_with_it_or_nothing_is_saved(editor: Editor) -> None:
    before = facts(editor)
    blank = editor.carry_out({"do": "blank"})["tables"]["facts"]
    assert blank["rows"] == []
    order = {
        "do": "add",
        "properties": {"name": "新楼"},
        "geometry": None,
        "rows": [{"table": "facts", "cells": {blank["columns"][1]: "层数", "value": "12"}}],
    }
    assert editor.carry_out(order)["saved"]
    (line,) = facts(editor).replace(before, "").splitlines()
    assert line.startswith("xin-lou,层数,")
    assert editor.carry_out({"do": "undo"})["saved"]
    assert facts(editor) == before
    wrong = {**order, "properties": {"name": "x", "part_of": "nowhere"}}
    outcome = editor.carry_out(wrong)
    assert not outcome["saved"]
    assert outcome["problems"]["en"][0]["field"] == "part_of"
    assert facts(editor) == before


def test_a_row_of_a_site_goes_if_it_is_what_the_person_saw(editor: Editor) -> None:
    before = facts(editor)
    table = editor.carry_out({"do": "open", "id": "gate"})["tables"]["facts"]
    row = table["rows"][0]
    gone = {"table": "facts", "row": row["row"], "old": row["cells"]}
    other = {**gone, "old": ["x"]}
    assert codes(editor.carry_out({"do": "change", "id": "gate", "rows": [other]})) == [
        "cell-changed"
    ]
    assert editor.carry_out({"do": "change", "id": "gate", "rows": [gone]})["saved"]
    assert len(facts(editor).splitlines()) == len(before.splitlines()) - 1
    assert editor.carry_out({"do": "undo"})["did"]["what"] == "change"
    assert facts(editor) == before


def test_a_table_is_edited_whole_and_an_error_is_told_at_its_cell(editor: Editor) -> None:
    before = facts(editor)
    assert {"name": "facts", "isEditable": True} in editor.carry_out({"do": "tables"})["list"]
    grid = editor.carry_out({"do": "table", "name": "facts"})["grid"]
    order = order_of(grid)
    assert not editor.carry_out(order)["saved"]
    width = len(grid["columns"])
    wrong = {"from": None, "cells": ["gaet", *[""] * (width - 1)]}
    outcome = editor.carry_out({**order, "rows": [*order["rows"], wrong]})
    assert not outcome["saved"]
    problem = outcome["problems"]["en"][0]
    assert (problem["row"], problem["columnName"]) == (len(grid["rows"]) + 1, "site_id")
    right = {"from": None, "cells": ["gate", *["x"] * (width - 1)]}
    assert editor.carry_out({**order, "rows": [*order["rows"], right]})["saved"]
    assert facts(editor).startswith(before)
    # Somebody has saved since: the grid one looked at is old.
    assert codes(editor.carry_out(order)) == ["table-changed"]
    assert editor.carry_out({"do": "undo"})["did"] == {"what": "tables", "name": "facts"}
    assert facts(editor) == before


def test_a_workbook_is_refused_with_words(editor: Editor) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["site_id", "v"])  # type: ignore[union-attr]
    book.active.append(["gate", "=1+1"])  # type: ignore[union-attr]
    path = editor.folder / "tables" / "book.xlsx"
    book.save(path)
    before = path.read_bytes()
    assert {"name": "book", "isEditable": False} in editor.carry_out({"do": "tables"})["list"]
    for order in (
        {"do": "table", "name": "book"},
        {"do": "change", "id": "gate", "rows": [{"table": "book", "cells": {"v": "2"}}]},
        {"do": "edit-table", "table": "book", "base": "", "columns": [], "rows": []},
    ):
        assert codes(editor.carry_out(order)) == ["table-not-editable"], json.dumps(order)
    assert path.read_bytes() == before
