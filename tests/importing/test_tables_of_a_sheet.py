"""Several tables on a sheet: the first is read, none is cut in two; rows without headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.sources.tables.sheet_parts import table_part
from tests.importing.test_hard_inputs import codes, plan, sites

if TYPE_CHECKING:
    from pathlib import Path

PLACES = "name,lon,lat,area\nA,8.2,47.2,5\nB,8.3,47.1,6\n"
BESIDE = {
    "named alike": "name,lon,lat,,name,lon,lat\nA,8.2,47.2,,C,8.3,47.3\nB,8.3,47.1,,D,8.4,47.3\n",
    "longer": "name,lon,lat,,stop,exits\nA,8.2,47.2,,X,1\nB,8.3,47.1,,Y,2\n,,,,Z,3\n",
    "shorter": "name,lon,lat,,stop,exits\nA,8.2,47.2,,X,1\nB,8.3,47.1,,Y,2\nC,8.4,47,,,\n",
    "before": "year,visitors,,name,lon,lat\n2021,4,,A,8.2,47.2\n2022,5,,B,8.3,47.1\n,,,C,8.4,47\n",
}
BELOW = {
    "numbers above": "\nstop,line,exits\nX,4,1\nY,5,2\n",
    "under a title": "\nStations\nstop,line,exits\nX,4,1\n",
    "known words": "\nname,address,type\nX,Main St,bus\n",
}
WHOLE = {
    "groups parted by empty rows": f"{PLACES}\nC,8.4,47,7\n\nD,8.5,47,8\n",
    "no value where numbers stand": f"{PLACES}\nC,,,unknown\nD,8.5,47,8\n",
    "an empty column within": "name,lon,,lat,area\nA,8.2,,47.2,5\nB,8.3,,47.1,6\n",
    "remarks beside some rows": "name,lon,lat,,by,on\nA,8.2,47.2,,,\nB,8.3,47.1,,Li,May\nC,8,47,\n",
    "who signed": f"{PLACES}\nchecked,Li,approved,Wu\n",
}


@pytest.mark.parametrize("kind", BESIDE)
def test_a_table_beside_is_told(kind: str, tmp_path: Path) -> None:
    made = plan(tmp_path, "t.csv", BESIDE[kind])
    assert codes(made) == ["sheet-table-beside"]
    names = [feature["properties"]["name"] for feature in sites(made)]
    assert names in (["A", "B"], ["A", "B", "C"])


@pytest.mark.parametrize("kind", BELOW)
def test_a_table_below_is_told(kind: str, tmp_path: Path) -> None:
    made = plan(tmp_path, "t.csv", PLACES + BELOW[kind])
    (problem,) = made.problems
    assert (problem.code, problem.place.line) == ("sheet-table-below", 5)
    assert [feature["properties"]["name"] for feature in sites(made)] == ["A", "B"]


@pytest.mark.parametrize("kind", WHOLE)
def test_one_table_stays_one(kind: str) -> None:
    lines = WHOLE[kind].splitlines()
    rows = [line.split(",") for line in lines if line]
    numbers = [number for number, line in enumerate(lines, start=1) if line]
    part = table_part(rows, numbers)
    assert part.left == []
    assert len(part.rows) == len(rows) - 1


def test_headings_of_every_printed_page_are_no_places(tmp_path: Path) -> None:
    text = f"{PLACES}name,lon,lat,area\nC,8.4,47,7\n\nStations\nname,lon,lat,area\nD,8.5,47,8\n"
    made = plan(tmp_path, "t.csv", text)
    assert codes(made) == ["sheet-headings-again"] * 2
    assert [problem.place.line for problem in made.problems] == [4, 8]
    assert [feature["properties"]["name"] for feature in sites(made)] == ["A", "B", "C", "D"]


def test_the_foot_of_every_printed_page_is_no_place(tmp_path: Path) -> None:
    """A text alone in the column that counts the rows; a site without a position is one."""
    page = "序号,名称,经度,纬度\n{0},甲{0},8.2,47.2\n{1},乙{1},,\n第{2}页 共2页,,,\n"
    made = plan(tmp_path, "t.csv", page.format(1, 2, 1) + page.format(3, 4, 2) + "制表：张三,,,\n")
    told = [params["row"] for note, params in made.notes if note == "remark"]
    assert sorted(told) == [4, 8, 9]
    assert [f["properties"]["name"] for f in sites(made)] == ["甲1", "乙2", "甲3", "乙4"]


def test_rows_without_headings_are_told_by_their_kinds(tmp_path: Path) -> None:
    text = "A1,甲公司,30.21,120.21,制造\nA2,乙公司,30.22,120.22,制造\nA3,丙公司,30.23,120.23,科研\n"
    (told,) = plan(tmp_path, "r.csv", text).problems
    assert told.code == "import-no-headings"
    assert "--no-headings --name 2 --lon 4 --lat 3" in told.fix("en")
    made = plan(tmp_path, "r.csv", text, headings=False, datum="wgs84")
    roles = {guess.column: guess.role for guess in made.guesses}
    assert [roles[f"column {n}"] for n in (2, 3, 4)] == ["name", "lat", "lon"]


def test_small_numbers_without_headings_are_no_places(tmp_path: Path) -> None:
    made = plan(tmp_path, "r.csv", "甲,1,2,95.5\n乙,3,4,12.5\n", headings=False)
    assert {guess.role for guess in made.guesses} <= {"name", "fact", "category"}
