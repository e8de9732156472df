"""A folder whose only layer is no GeoJSON is a project all the same; its rules speak of rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geo.cli import main
from geo.editing.operations import Editor
from geo.joining import join
from geo.project import open_project
from tests.importing.test_formats import NAMES, POINTS, WRITERS, frame

if TYPE_CHECKING:
    from pathlib import Path

DIRECT = ["p.gpkg", "p.shp", "p.zip", "p.fgb", "p.kml", "p.kmz", "p.gpx", "p.parquet", "p.geojson",
          "p.json", "p.ndjson", "p.geojsonl", "p.topojson", "esri.json", "topo.json", "p.csv",
          "p.tsv", "p.xlsx", "wkt.csv", "plain.parquet"]  # fmt: skip


@pytest.mark.parametrize("name", DIRECT)
def test_a_lone_layer_file_is_a_project(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "park"
    folder.mkdir()
    WRITERS[name](folder / name)
    if name == "p.zip":
        for part in folder.glob("p.[!z]*"):
            part.unlink()
    for given in (folder, folder / name):
        layer = join(open_project(given))
        assert [problem for problem in layer.problems if problem.severity == "error"] == []
        assert layer.sites["name"].tolist() == NAMES
        for point, place in zip(layer.sites.geometry, POINTS, strict=True):
            assert (point.x, point.y) == pytest.approx(place, abs=1e-6)
    if name not in {"p.gpx", "p.topojson", "topo.json"}:
        assert layer.sites["beds"].astype(int).tolist() == [10, 20, 30]
    assert main(["export", str(folder), "-o", str(tmp_path / "out.geojson")]) == 0


@pytest.mark.parametrize(("name", "place"), [("p.gpkg", ":2:"), ("p.csv", ":3:")])
def test_rules_speak_of_rows(
    tmp_path: Path, name: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = frame()
    made["link"] = [None, "nowhere", None]
    if name == "p.gpkg":
        made.to_file(tmp_path / name)
    else:
        made["lon"], made["lat"] = made.geometry.x, made.geometry.y
        made.drop(columns="geometry").to_csv(tmp_path / name, index=False)
    assert main(["check", str(tmp_path), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert f"{name}{place}" in told
    assert "link-not-address" in told
    assert ("row 2, field “link”" in told) == (name == "p.gpkg")


def test_geojson_comes_first(tmp_path: Path) -> None:
    frame().iloc[:1].to_file(tmp_path / "sites.geojson", driver="GeoJSON")
    frame().to_file(tmp_path / "p.gpkg")
    assert len(join(open_project(tmp_path)).sites) == 1


def test_what_the_folder_holds_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    frame().to_file(tmp_path / "one.gpkg")
    frame().to_file(tmp_path / "two.fgb")
    assert main(["check", str(tmp_path), "--lang", "en"]) == 1
    told = capsys.readouterr().out
    assert "one.gpkg, two.fgb" in told
    assert "parkmap import" in told
    for path in tmp_path.iterdir():
        path.unlink()
    (tmp_path / "rows.csv").write_text("a,b\n1,2\n")
    assert main(["check", str(tmp_path), "--lang", "en"]) == 1
    assert "rows.csv" in capsys.readouterr().out


def test_the_project_says_what_positions_are_in(tmp_path: Path) -> None:
    folder = tmp_path
    moved = frame("EPSG:2056").set_crs(None, allow_override=True)
    moved.to_file(folder / "p.gpkg")
    assert [p.code for p in join(open_project(folder)).problems if p.severity == "error"]
    (folder / "map.toml").write_text('[layer]\ncrs = "EPSG:2056"\n')
    layer = join(open_project(folder))
    assert [problem for problem in layer.problems if problem.severity == "error"] == []
    assert layer.sites.geometry[0].x == pytest.approx(POINTS[0][0], abs=1e-6)


def test_such_a_layer_is_brought_in_to_be_edited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frame().to_file(tmp_path / "p.gpkg")
    assert main(["add", str(tmp_path), "--name", "X", "--at", "8.1,47.1"]) == 1
    assert "parkmap import" in capsys.readouterr().err
    answer = Editor(tmp_path).carry_out({"do": "open", "id": "site-1"})
    assert "parkmap import" in answer["problems"]["en"][0]["fix"]
    assert main(["import", str(tmp_path / "p.gpkg"), "--into", str(tmp_path)]) == 0
    features = json.loads((tmp_path / "sites.geojson").read_bytes())["features"]
    assert len(features) == 3
    assert main(["add", str(tmp_path), "--name", "X", "--at", "8.1,47.1"]) == 0


def test_a_broken_layer_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "p.gpkg").write_bytes(b"nothing")
    layer = join(open_project(tmp_path))
    assert [problem.code for problem in layer.problems] == ["import-unreadable"]


@pytest.mark.parametrize(
    "text",
    [
        "name,lon,lat\nA,1.5,2.5\n",
        "name\tlon\tlat\nA\t1.5\t2.5\n",
        (
            '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>A</name><Point>'
            "<coordinates>1.5,2.5</coordinates></Point></Placemark></kml>"
        ),
    ],
)
def test_another_format_is_told_with_the_name_it_should_have(tmp_path: Path, text: str) -> None:
    path = tmp_path / "places.geojson"
    path.write_text(text, encoding="utf-8")
    (told,) = join(open_project(tmp_path)).problems
    assert told.code == "other-format"
    path.rename(path.with_suffix(told.params["ending"]))
    assert join(open_project(tmp_path)).sites["name"].tolist() == ["A"]


def test_a_web_page_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "sites.geojson").write_text("<!DOCTYPE html>\n<html><body>404", encoding="utf-8")
    (told,) = join(open_project(tmp_path)).problems
    assert told.code == "web-page"


def test_the_file_of_an_umap_is_a_layer(tmp_path: Path) -> None:
    WRITERS["p.geojson"](tmp_path / "p.geojson")
    inside = json.loads((tmp_path / "p.geojson").read_text(encoding="utf-8"))
    (tmp_path / "p.geojson").unlink()
    (tmp_path / "p.umap").write_text(json.dumps({"type": "umap", "layers": [inside]}))
    assert join(open_project(tmp_path)).sites["name"].tolist() == NAMES
