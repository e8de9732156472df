"""The unit that a line above the headings says: which columns are in it, and which are not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

from geo.sources.title_units import title_subject, title_unit
from tests.importing.test_hard_inputs import plan, sites

if TYPE_CHECKING:
    from pathlib import Path

    from geo.importing import ImportPlan


def _units(made: ImportPlan) -> dict[str, str]:
    sites(made)
    package = json.loads((made.folder / "datapackage.json").read_text("utf-8"))
    fields = package["resources"][-1]["schema"]["fields"]
    return {field["name"]: field["unit"] for field in fields if "unit" in field}


def _told(made: ImportPlan, name: str) -> dict[str, str]:
    return next(params for note, params in made.notes if note == name)


@pytest.mark.parametrize(
    ("line", "unit", "factor"),
    [
        ("单位：万元", "万元", 10**4),
        ("2022年各区产值（单位：亿元）", "亿元", 10**8),
        ("計量單位: 公頃", "公頃", 1),
        ("表3-1 单位：千人 制表：统计局", "千人", 1000),
        ("单位：元/平方米", "元/平方米", 1),
        ("单位：万元 Unit: 10 000 yuan", "万元", 10**4),
        ("Unit: million yuan, current prices", "million yuan", 10**6),
        ("Unit: 100 million yuan", "× 100 million yuan", 10**8),
        ("(in US$ million)", "US$ million", 10**6),
        ("（単位：百万円）", "百万円", 10**6),
        ("(단위: 백만원)", "백만원", 10**6),
        ("Umsatz in Mio. €", "Mio. €", 10**6),
        ("Angaben in 1 000 Euro", "× 1 000 Euro", 1000),
        ("en millions d'euros", "millions d'euros", 10**6),
        ("Unidad: millones de euros", "millones de euros", 10**6),
        ("单位：%", "%", 1),
        ("Production (in t)", "t", 1),
        ("Abfall in kg pro Kopf 2020", "kg pro Kopf", 1),
        ("Revenue in $ per visitor, 2020", "$ per visitor", 1),
        ("单位：人 单位：元", "", 1),
    ],
)
def test_a_line_says_a_unit(line: str, unit: str, factor: int) -> None:
    found = title_unit(["园区统计表", line])
    assert found is not None
    assert (found.unit, found.factor) == (unit, factor)


@pytest.mark.parametrize(
    "line",
    [
        "填报单位：杭州市统计局", "单位", "Parks in Berlin (2022)", "Parks in m", "单位名称",
        "Datasets of parks", "Open data sets 2023", "Life in households", "Int", "Eng 2020",
        "Unit cases", "Values m",
    ],
)  # fmt: skip
def test_an_office_or_a_place_is_no_unit(line: str) -> None:
    assert title_unit([line]) is None


@pytest.mark.parametrize(
    "lines", [["单位：万元、人"], ["单位：万元、%"], ["单位：万元", "Unit: million yuan"]]
)
def test_of_several_units_none_is_taken(lines: list[str], tmp_path: Path) -> None:
    assert title_unit(lines) is not None
    text = "".join(f"{line},,\n" for line in lines) + "名称,产值,研发\n甲,1,2\n乙,3,4\n"
    made = plan(tmp_path, "t.csv", text)
    assert _told(made, "units")["said"]
    assert _units(made) == {}


TABLE: list[list[object]] = [
    ["2022年各园区主要经济指标"],
    ["单位：万元"],
    ["名称", "产值", "从业人员", "同比增长", "成立年份", "面积（公顷）", "利润率", "研发", "建成"],
    ["甲园", 12000, 450, 5.2, 2001, 12.5, "8%", "3亿", 1999],
    ["乙园", 23000, 780, 6.1, 2005, 30, "9%", "5000", 2004],
]  # fmt: skip


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx"])
def test_it_holds_for_what_may_be_meant_alone(ending: str, tmp_path: Path) -> None:
    if ending == "xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in TABLE:
            sheet.append(row)
        book.save(tmp_path / "t.xlsx")
        made = plan(tmp_path, "t.xlsx", b"")
    else:
        mark = "," if ending == "csv" else "\t"
        text = "".join(mark.join(map(str, row)) + "\n" for row in TABLE)
        made = plan(tmp_path, f"t.{ending}", text)
    assert _told(made, "unit") == {
        "said": "单位:万元", "columns": "产值, 研发", "unit": "万元",
    }  # fmt: skip
    assert _units(made) == {"产值": "万元", "面积（公顷）": "公顷", "利润率": "%", "研发": "万元"}
    table = (made.folder / "tables" / "t.csv").read_text("utf-8").splitlines()
    assert table[1].split(",")[7] == "30000"


def test_of_people_it_is_the_counts_that_are_in_it(tmp_path: Path) -> None:
    text = "单位：人\n地区\t户籍人口\t产值\t性别比\n甲\t12\t3\t101.5\n乙\t14\t5\t99\n"
    assert _units(plan(tmp_path, "t.txt", text)) == {"户籍人口": "人"}


def test_money_is_none_of_the_people_of_other_languages(tmp_path: Path) -> None:
    text = (
        "Statistik (in Mio. €),,,,,\n"
        "name,Umsatz,Mitarbeiter,visitors,empleados,Gewinn\nA,5,100,7,8,1\nB,6,200,9,8,2\n"
    )
    assert _units(plan(tmp_path, "t.csv", text)) == {"Umsatz": "Mio. €", "Gewinn": "Mio. €"}


def test_years_are_of_what_the_title_says(tmp_path: Path) -> None:
    text = "表1 2019—2021年地区生产总值（单位：亿元）\n地区;2019年;2020年\n甲;1,5;2\n乙;3;4,25\n"
    made = plan(tmp_path, "t.csv", text)
    sites(made)
    table = (made.folder / "tables" / "t-figures.csv").read_text("utf-8").splitlines()
    assert table[1:] == [
        "jia,地区生产总值,2019,1.5,亿元", "jia,地区生产总值,2020,2,亿元",
        "yi,地区生产总值,2019,3,亿元", "yi,地区生产总值,2020,4.25,亿元",
    ]  # fmt: skip


def test_of_two_titles_neither_is_what_is_measured() -> None:
    assert title_subject(["各区人口", "单位：万人"]) == "各区人口"
    assert title_subject(["各区人口", "初步核算"]) == ""
