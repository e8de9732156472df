"""Workbooks as offices keep them: merged cells, remarks at the foot, an empty sheet in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl

from tests.importing.test_hard_inputs import plan, sites
from tests.projects import joined, site

if TYPE_CHECKING:
    from pathlib import Path


def _book(path: Path, rows: list[list[object]], *merged: str) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    return book


def test_a_merged_text_stands_in_each_of_its_rows(tmp_path: Path) -> None:
    """A merged number does not: beside two rows it may be what both come to."""
    rows: list[list[object]] = [
        ["2023 年统计表"],
        ["类别", "名称", "位置", None, "人数"],
        [None, None, "经度", "纬度", None],
        ["工业", "甲", 8.2, 47.2, 30],
        [None, "乙", 8.21, 47.2, None],
        ["科研", "丙", 8.22, 47.21, 5],
        ["合计", None, None, None, 35],
        ["注：数据来自统计局"],
    ]
    merged = ("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "A4:A5", "E4:E5", "A8:E8")
    _book(tmp_path / "t.xlsx", rows, *merged)
    made = plan(tmp_path, "t.xlsx", b"")
    notes = [(note, told["row"]) for note, told in made.notes if "row" in told]
    assert notes == [("title", 2), ("remark", 8), ("summary", 7)]
    properties = [feature["properties"] for feature in sites(made)]
    assert [(each["name"], each["category"]) for each in properties] == [
        ("甲", "工业"), ("乙", "工业"), ("丙", "科研"),
    ]  # fmt: skip
    table = (made.folder / "tables" / "t.csv").read_text("utf-8").splitlines()
    assert table == ["site_id,人数", "jia,30", "bing,5"]


def test_rows_of_a_table_below_a_merged_id_are_its_rows(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    rows: list[list[object]] = [["site_id", "firm"], ["a", "X"], [None, "Y"], ["b", "Z"]]
    _book(tmp_path / "tables" / "firms.xlsx", rows, "A2:A3")
    layer = joined(tmp_path, [site("a", (120.0, 30.0)), site("b", (120.1, 30.0))])
    assert layer.problems == []
    assert layer.related["firms"]["site_id"].tolist() == ["a", "a", "b"]


def test_an_empty_sheet_in_front_is_none(tmp_path: Path) -> None:
    book = _book(tmp_path / "t.xlsx", [])
    sheet = book.create_sheet("园区")
    sheet.append(["name", "lon", "lat"])
    sheet.append(["A", 8.2, 47.2])
    book.save(tmp_path / "t.xlsx")
    assert [feature["properties"]["name"] for feature in sites(plan(tmp_path, "t.xlsx", b""))] == [
        "A"
    ]
