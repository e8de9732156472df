"""Workbooks as offices keep them: merged cells, remarks at the foot, an empty sheet in front."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.importing.test_hard_inputs import plan, sites
from tests.projects import joined, site


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


@pytest.mark.parametrize("asked", ["2", "二期"])
def test_each_of_several_sheets_has_a_table_of_its_own(tmp_path: Path, asked: str) -> None:
    book = _book(tmp_path / "园.xlsx", [["名称", "人数"], ["甲", 1]])
    for title, row in (("二期", ["乙", 2]), ("三期", ["丙", 3])):
        book.create_sheet(title)
        book[title].append(["名称", "人数"])
        book[title].append(row)
    book.save(tmp_path / "园.xlsx")
    assert plan(tmp_path, "园.xlsx", b"", sheet=asked).table == "园-二期"
    assert plan(tmp_path, "园.xlsx", b"").table == "园-sheet"


SECTIONS: dict[str, tuple[list[object], list[object], list[object], str]] = {
    "numerals": (["名称", "经度", "纬度"], ["一、公园"], ["二、场馆"], "公园 场馆"),
    "colons": (["No", "Name", "Lon", "Lat"], ["Parks:"], ["Museums:"], "Parks Museums"),
    "numbers": (["序号", "名称", "经度", "纬度"], ["一", "公园"], ["二", "场馆"], "公园 场馆"),
}


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_row_that_heads_others_is_their_category(kind: str, tmp_path: Path) -> None:
    headings, first, second, said = SECTIONS[kind]
    has_number = len(headings) > 3
    rows: list[list[object]] = [[1, "A", 8.1, 50], [2, "B", 8.2, 50], [3, "C", 8.3, 50]]
    rows = rows if has_number else [row[1:] for row in rows]
    _book(tmp_path / "t.xlsx", [headings, first, rows[0], rows[1], second, rows[2]])
    made = sites(plan(tmp_path, "t.xlsx", b""))
    kinds = [one["properties"]["category"] for one in made]
    one, other = said.split()
    assert kinds == [one, one, other]


@pytest.mark.parametrize(
    ("sheet", "names"),
    [
        # Headings without a mark: each with two rows, and the category is there already.
        ("name,type,lon,lat\nNORTH,,,\nA,p,8,50\nB,l,8,51\nSOUTH,,,\nC,p,8,52\nD,l,8,53\n", "ABCD"),
        ("name,lon,lat,staff\nA,8,50,3\nB,,,\nC,8,51,4\nD,8,52,5\n", "ABCD"),
        ("name,lon,lat,staff\nA,,,\nB,,,\nC,8,51,4\nD,8,52,5\nE,8,53,5\n", "ABCDE"),
        ("name,lon,lat,staff\nA,,,\nB,8,51,1\nC,,,\nD,8,52,5\n", "ABCD"),
    ],
)
def test_of_sites_of_which_the_name_is_known_none_is_lost(
    sheet: str, names: str, tmp_path: Path
) -> None:
    made = sites(plan(tmp_path, "a.csv", sheet))
    assert [one["properties"]["name"] for one in made] == list(names)


def test_headings_in_three_rows(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["名称", "位置", None, "指标", None, None],
        [None, "经度", "纬度", "2021年", None, "2022年"],
        [None, None, None, "产值", "税收", "产值"],
        ["甲", 8.1, 50, 1, 2, 3], ["乙", 8.2, 50, 4, 5, 6],
    ]  # fmt: skip
    _book(tmp_path / "t.xlsx", rows)
    first, _ = sites(plan(tmp_path, "t.xlsx", b""))
    assert first["properties"]["name"] == "甲"
    assert first["geometry"]["coordinates"] == [8.1, 50]


def test_who_signed_below_a_table_is_no_place(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["序号", "名称", "经度", "纬度"], [1, "甲", 8.1, 50], [2, "乙", 8.2, 50],
        ["制表人：张三", None, "审核人：李四"], ["填报日期：2022年12月"],
    ]  # fmt: skip
    _book(tmp_path / "t.xlsx", rows)
    assert len(sites(plan(tmp_path, "t.xlsx", b""))) == 2


OLD_BOOK = Path(__file__).parents[1] / "fixtures" / "workbooks" / "formats.xls"


@pytest.mark.parametrize("ending", [".et", ".ett", ".xlt"])
def test_an_old_workbook_of_wps_or_a_template_is_one(ending: str, tmp_path: Path) -> None:
    """Its number formats count as under its own name."""
    of_excel = plan(tmp_path, "t.xls", OLD_BOOK.read_bytes(), into="one", name="1")
    other = plan(tmp_path, f"t{ending}", OLD_BOOK.read_bytes(), into="other", name="1")
    assert sites(other) == sites(of_excel)
    tables = [(made.folder / "tables" / "t.csv").read_text("utf-8") for made in (of_excel, other)]
    assert tables[0] == tables[1]
    assert "a,15.3,01730" in tables[0]


@pytest.mark.parametrize("ending", [".et", ".ett", ".xlt", ".xltx", ".xltm", ".xlsm"])
def test_a_new_workbook_of_wps_or_a_template_is_one(ending: str, tmp_path: Path) -> None:
    book = _book(tmp_path / "t.xlsx", [["site_id", "rate"], ["a", 0.153]])
    sheet = book.active
    assert sheet is not None
    sheet["B2"].number_format = "0.0%"
    (tmp_path / "tables").mkdir()
    book.save(tmp_path / "t.xlsx")
    (tmp_path / "t.xlsx").rename(tmp_path / "tables" / f"t{ending}")
    layer = joined(tmp_path, [site("a", (120.0, 30.0))])
    assert layer.problems == []
    assert layer.sites.filter(like="rate").iloc[:, 0].tolist() == [15.3]
