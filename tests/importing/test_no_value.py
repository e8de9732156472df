"""Cells that say there is no value, and rows that sum up the others, make neither text nor site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.cli import main
from geo.joining import join
from geo.project import open_project

if TYPE_CHECKING:
    from pathlib import Path


def bring_in(folder: Path, text: str, *more: str) -> Path:
    """Make a project of a sheet."""
    sheet = folder / "sheet.csv"
    sheet.write_text(text, encoding="utf-8")
    assert main(["new", str(folder / "park"), "--from", str(sheet), *more]) == 0
    return folder / "park"


def properties(project: Path) -> list[dict[str, Any]]:
    features = json.loads((project / "sites.geojson").read_bytes())["features"]
    return [feature["properties"] for feature in features]


@pytest.mark.parametrize(
    "mark",
    ["—", "--", "/", "暂无", "n/a", "N/A", "保密", "なし", "k. A.", "（无）", "null", "未披露"],
)
def test_years_stay_a_figure_where_a_cell_has_no_value(
    tmp_path: Path, mark: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"名称,2022年产值（万元）,2023年产值（万元）\n甲,10,12\n乙,{mark},9\n丙,7,{mark}\n"
    project = bring_in(tmp_path, text)
    told = capsys.readouterr().out
    assert f"{mark} means that there is no value" in told or f"{mark} 表示没有数值" in told
    layer = join(open_project(project))
    assert not layer.problems
    (figures,) = layer.related.values()
    values = [(row["year"], row["value"]) for row in figures.to_dict("records")]
    assert values == [(2022, 10), (2023, 12), (2023, 9), (2022, 7)]


def test_a_column_of_numbers_keeps_its_marks_and_stays_numbers(tmp_path: Path) -> None:
    project = bring_in(tmp_path, '名称,面积\n甲,"1,200.5"\n乙,待定\n丙,—\n丁,80\n')
    (table,) = (project / "tables").iterdir()
    assert "待定" in table.read_text(encoding="utf-8")
    layer = join(open_project(project))
    assert not layer.problems
    areas = layer.sites["面积"]
    assert areas.dtype.kind == "f"
    assert areas.isna().tolist() == [False, True, True, False]
    assert areas.tolist()[0] == 1200.5


def test_text_among_numbers_that_is_no_mark_stays_text(tmp_path: Path) -> None:
    layer = join(open_project(bring_in(tmp_path, "名称,面积\n甲,10\n乙,约十二\n丙,—\n")))
    assert layer.sites["面积"].tolist() == ["10", "约十二", "—"]


def test_a_mark_in_a_table_that_is_there_is_blank_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = bring_in(tmp_path, "编号,名称,面积\na,甲,10\nb,乙,11\n")
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("编号,名称,面积\na,甲,—\nb,乙,12\n", encoding="utf-8")
    assert main(["import", str(sheet), "--into", str(project), "--update"]) == 0
    assert "—" in capsys.readouterr().out
    layer = join(open_project(project))
    assert not layer.problems
    assert layer.sites["面积"].tolist() == [10, 12]


@pytest.mark.parametrize(
    "word", ["合计", "总 计：", "Total", "Grand Total", "小計", "Summe", "Итого"]
)
def test_a_row_that_sums_up_the_others_is_left_out_and_told(
    tmp_path: Path, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"序号,名称,经度,纬度,员工数\n1,甲,120.1,30.1,10\n2,乙,120.2,30.2,5\n{word},,,,15\n"
    project = bring_in(tmp_path, text, "--datum", "wgs84")
    told = capsys.readouterr().out
    assert word in told
    assert "row 4" in told or "第 4 行" in told
    assert [site["name"] for site in properties(project)] == ["甲", "乙"]
    assert join(open_project(project)).sites["员工数"].tolist() == [10, 5]


def test_a_place_that_is_called_total_stays(tmp_path: Path) -> None:
    text = "name,lon,lat\nTotal,2.31,48.81\nShell,2.32,48.82\nTotal,2.33,48.83\n"
    assert len(properties(bring_in(tmp_path, text))) == 3


def test_without_positions_only_the_last_row_sums_up(tmp_path: Path) -> None:
    text = "名称,员工数\n合计,9\n甲,4\n合计,4\n"
    names = [site["name"] for site in properties(bring_in(tmp_path, text))]
    assert names == ["合计", "甲"]
