"""An employee's sheet becomes a finished map by one command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geo.cli import main
from geo.joining import join
from geo.project import open_project
from tests.importing.sheets import PLACES, office_csv, office_workbook

if TYPE_CHECKING:
    from pathlib import Path

METRE = 1 / 111_320


@pytest.fixture(params=["xlsx", "csv"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    write = {"xlsx": office_workbook, "csv": office_csv}[request.param]
    source = write(tmp_path / f"园区.{request.param}")
    assert main(["new", str(tmp_path / "park"), "--from", str(source)]) == 0
    return tmp_path / "park"


def test_every_place_lies_where_it_is(project: Path) -> None:
    features = json.loads((project / "sites.geojson").read_bytes())["features"]
    assert [feature["properties"]["name"] for feature in features] == [row[0] for row in PLACES]
    for feature, (_, english, _, lon, lat) in zip(features, PLACES, strict=True):
        assert feature["properties"]["name_en"] == english
        if lon is None or lat is None:
            assert feature["geometry"] is None
            continue
        east, north = feature["geometry"]["coordinates"]
        assert abs(east - lon) < METRE
        assert abs(north - lat) < METRE


def test_what_the_sheet_says_is_joined(project: Path) -> None:
    layer = join(open_project(project))
    assert [problem.code for problem in layer.problems] == []
    sites = layer.sites
    assert sites["联系电话"].tolist()[0] == "0571-87654301"
    assert sites["面积（平方米）"].tolist()[:2] == [1000.5, 2001.0]
    assert sites["增长率"].tolist()[0] == 8.43
    (name,) = layer.related
    figures = layer.related[name]
    assert len(figures) == 2 * len(PLACES)
    first = figures.iloc[0]
    assert (first["indicator"], first["year"], first["value"], first["unit"]) == (
        "产值", 2021, 1200, "万元",
    )  # fmt: skip


def test_units_and_titles_are_described(project: Path) -> None:
    resource = next(iter(open_project(project).package.resources.values()))
    area = resource.field("面积（平方米）")
    assert area is not None
    assert (area.type, list(area.title.values()), list(area.unit.values())) == (
        "number", ["面积"], ["平方米"],
    )  # fmt: skip
    rate = resource.field("增长率")
    assert rate is not None
    assert list(rate.unit.values()) == ["%"]


def test_categories_stand_in_the_settings(project: Path) -> None:
    settings = open_project(project).settings
    assert list(settings.categories) == ["产业园区", "孵化器", "医院", "文化", "场馆", "社区"]
    assert {entry.symbol for entry in settings.categories.values()} == {
        "circle", "square", "triangle", "diamond", "star", "hexagon",
    }  # fmt: skip


def test_it_builds_and_checks(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(project)]) == 0
    assert "0 errors, 0 warnings" in capsys.readouterr().err
    assert main(["build", str(project), "-o", str(project.parent / "map.html")]) == 0


def test_what_was_guessed_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = office_workbook(tmp_path / "园区.xlsx")
    before = sorted(tmp_path.iterdir())
    assert main(["new", str(tmp_path / "park"), "--from", str(source), "--dry-run"]) == 0
    told = capsys.readouterr().out
    for words in (
        "figure 产值, 2022, 万元",
        "headings stand in row 3",
        "positions (lon,lat): gcj02, from the heading",
        "10 new, 0 changed, 0 same, 0 missing, 0 conflict, 1 not located",
        "--dry-run",
    ):
        assert words in told
    assert sorted(tmp_path.iterdir()) == before
