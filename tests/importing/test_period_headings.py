"""Headings that say of what time their figures are: by one rule with the cells of tables."""

from __future__ import annotations

import csv
import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from geo.importing.year_headings import figures_in, read_heading
from geo.joining import join
from geo.project import open_project
from tests.importing.test_hard_inputs import plan, sites

if TYPE_CHECKING:
    from pathlib import Path

    from geo.importing import ImportPlan


@pytest.mark.parametrize(
    ("heading", "indicator", "year", "unit"),
    [
        ("2022年1月", "", "2022-01", ""),
        ("2022-01", "", "2022-01", ""),
        ("Jan 2023", "", "2023-01", ""),
        ("Umsatz_Jan._2023", "Umsatz", "2023-01", ""),
        ("ventes août 2023 (k€)", "ventes", "2023-08", "k€"),
        ("2023年1月产值（万元）", "产值", "2023-01", "万元"),
        ("产值（万元，2023年1月）", "产值", "2023-01", "万元"),
        ("2022年12月末人口", "人口", "2022-12", ""),
        ("2022-01产值", "产值", "2022-01", ""),
        ("GDP_2021_Q1", "GDP", "2021-Q1", ""),
        ("2021Q1营收", "营收", "2021-Q1", ""),
        ("2022年上半年产值", "产值", "2022-H1", ""),
        ("2022年1-6月产值(亿元)", "产值", "2022-H1", "亿元"),
        ("2022年1月-2022年6月产值", "产值", "2022-H1", ""),
        ("2021—2025年投资", "投资", "2021/2025", ""),
        ("FY2023 Revenue", "Revenue", 2023, ""),
        ("2022年3个园区产值", "3个园区产值", 2022, ""),
        ("pop_2020_5_9", "pop_ _5_9", 2020, ""),
        ("GDP_2021", "GDP", 2021, ""),
    ],
)
def test_a_heading_says_of_what_time_its_figures_are(
    heading: str, indicator: str, year: int | str, unit: str
) -> None:
    found = read_heading(heading)
    assert found is not None
    assert (found.indicator, found.year, found.unit) == (indicator, year, unit)


@pytest.mark.parametrize("heading", ["2020年比2019年增长", "ISO9001", "code2010121", "1月"])
def test_a_heading_that_says_no_time_or_two(heading: str) -> None:
    assert read_heading(heading) is None


def test_years_to_the_next_are_no_months_beside_each_other() -> None:
    found = figures_in(["2010-11", "2011-12"], [])
    assert [found[name].year for name in ("2010-11", "2011-12")] == ["2010/2011", "2011/2012"]


def _figures(made: ImportPlan) -> list[list[str]]:
    sites(made)
    text = (made.folder / "tables" / "t-figures.csv").read_text("utf-8")
    return list(csv.reader(text.splitlines()))[1:]


def _sheet(rows: list[list[Any]], merged: tuple[str, ...] = ()) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    return book


PLACES = [["甲", 120.2101, 30.1876], ["乙", 120.2155, 30.1923]]
DAYS = [dt.date(2023, month, 1) for month in (1, 2)]
YEARS = [dt.date(year, 1, 1) for year in (2022, 2023)]


@pytest.mark.parametrize(
    ("heads", "merged", "first"),
    [
        # The title says the year, the unit and of what.
        ([["2023年各月产值（万元）"], ["名称", "经度", "纬度", "1月", "2月"]], (),
         ["jia", "产值", "2023-01", "1", "万元"]),
        ([["名称", "经度", "纬度", "2023年", None], [None, b"", None, "1月", "2月"]],
         ("A1:A2", "B1:B2", "C1:C2", "D1:E1"), ["jia", "value", "2023-01", "1", ""]),
        # A sheet keeps 2023年1月, or Jan-23, as the first day of it.
        ([["名称", "经度", "纬度", *DAYS]], (), ["jia", "value", "2023-01", "1", ""]),
        ([["名称", "经度", "纬度", *YEARS]], (), ["jia", "value", "2022", "1", ""]),
    ],
)  # fmt: skip
def test_months_of_a_sheet(
    heads: list[list[Any]], merged: tuple[str, ...], first: list[str], tmp_path: Path
) -> None:
    rows = [[*place, 1 + 2 * at, 2 + 2 * at] for at, place in enumerate(PLACES)]
    _sheet([*heads, *rows], merged).save(tmp_path / "t.xlsx")
    made = plan(tmp_path, "t.xlsx", b"", datum="wgs84")
    found = _figures(made)
    assert found[0] == first
    assert len(found) == 4


def test_days_below_no_numbers_are_no_headings(tmp_path: Path) -> None:
    """A table without headings, whose rows end in two days each."""
    rows = [[*PLACES[0], *DAYS], [*PLACES[1], *YEARS]]
    _sheet(rows).save(tmp_path / "t.xlsx")
    made = plan(tmp_path, "t.xlsx", b"", datum="wgs84")
    assert [problem.code for problem in made.problems] == ["import-no-headings"]


def test_months_beside_years_that_are_there_already(tmp_path: Path) -> None:
    first = "编号,名称,lon,lat,2022年产值（万元）\na,甲,8.1,50.1,10\nb,乙,8.2,50.2,20\n"
    sites(plan(tmp_path, "t.csv", first))
    then = "编号,2023年1月产值（万元）,2023年2月产值（万元）\na,1,2\nb,3,\n"
    (tmp_path / "t.csv").write_text(then, "utf-8")
    made = plan(tmp_path, "t.csv", b"", update=True)
    assert sorted(row[:4] for row in _figures(made)) == [
        ["a", "产值", "2022", "10"], ["a", "产值", "2023-01", "1"], ["a", "产值", "2023-02", "2"],
        ["b", "产值", "2022", "20"], ["b", "产值", "2023-01", "3"],
    ]  # fmt: skip
    package = json.loads((made.folder / "datapackage.json").read_text("utf-8"))
    fields = {field["name"]: field["type"] for field in package["resources"][0]["schema"]["fields"]}
    assert fields["year"] == "string"
    layer = join(open_project(made.folder))
    assert layer.problems == []
    assert set(layer.related["t-figures"]["year"]) == {"2022", "2023-01", "2023-02"}


def test_a_month_is_said(tmp_path: Path) -> None:
    text = "name,lon,lat,last\nA,8.1,50.1,3\nB,8.2,50.2,4\n"
    made = plan(tmp_path, "t.csv", text, columns={"last": "figure:sales,Jan 2023,k€"})
    assert _figures(made)[0][1:] == ["sales", "2023-01", "3", "k€"]


@pytest.mark.parametrize(
    ("title", "headings", "times"),
    [
        ("2023 survey", ["Q1", "Q2", "Q3", "Q4", "Q5"], []),
        ("2023 passengers", ["T1", "T2", "T3"], []),
        ("2023 rides", ["S1", "S2", "S3"], []),
        ("2023", ["Rides S1 2021", "Rides S2 2021", "Rides S3 2021"], [2021, 2021, 2021]),
        ("2023 ventes", ["T1", "T2", "T3", "T4"], ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"]),
        ("2023 ventas", ["S1", "S2"], ["2023-H1", "2023-H2"]),
        ("2023 sales", ["Q1", "Q2"], ["2023-Q1", "2023-Q2"]),
        ("", ["CA T1 2021", "CA T2 2021"], ["2021-Q1", "2021-Q2"]),
    ],
)
def test_what_is_counted_further_than_a_year_has_parts_is_no_time(
    title: str, headings: list[str], times: list[int | str]
) -> None:
    found = figures_in(headings, [title])
    assert [found[name].year for name in headings if name in found] == times
