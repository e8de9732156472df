"""A folder without sites.geojson: its own files are named, and what to do with each leads on."""

from __future__ import annotations

import json
import os
import shlex
from typing import TYPE_CHECKING

import pytest

from geo.cli import main
from geo.joining import join
from geo.problems import errors
from geo.project import open_project
from tests.projects import sites, write_project

if TYPE_CHECKING:
    from pathlib import Path

FEATURE = {
    "type": "Feature",
    "properties": {"name": "Walnut Creek"},
    "geometry": {"type": "Point", "coordinates": [-97.69, 30.4]},
}
LAYER = json.dumps({"type": "FeatureCollection", "features": [FEATURE]})


def codes(folder: Path) -> list[str]:
    return [problem.code for problem in open_project(folder).problems]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("parks.geojson", LAYER),
        ("sites.json", LAYER),
        ("data.json", json.dumps([{"name": "Walnut Creek", "lat": 30.4, "lon": -97.69}])),
        ("parks.js", f"var parks = {LAYER};"),
        ("parks.geojsonl", json.dumps(FEATURE) + "\n" + json.dumps(FEATURE)),
    ],
)
def test_a_single_layer_of_any_name_serves(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
    (tmp_path / "package.json").write_text('{"name": "x"}', encoding="utf-8")
    layer = join(open_project(tmp_path))
    assert errors(layer.problems) == []
    assert layer.sites["name"].iloc[0] == "Walnut Creek"


def test_sites_geojson_comes_before_all_others(tmp_path: Path) -> None:
    (tmp_path / "sites.geojson").write_text(LAYER, encoding="utf-8")
    (tmp_path / "other.json").write_text(LAYER, encoding="utf-8")
    assert open_project(tmp_path).layer.path.name == "sites.geojson"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("places.csv", "name,lon,lat\nA,120.2,30.2\n"),
        ("地点.csv", "名称,经度（WGS84）,纬度（WGS84）\n甲,120.2,30.2\n"),
        ("施設.csv", "施設名,経度,緯度\n図書館,139.7,35.6\n"),
        ("orte.csv", "Bezeichnung;Länge;Breite\nSee;13,4;52,5\n"),
    ],
)
def test_a_table_with_positions_is_named_and_the_remedy_makes_the_map(
    tmp_path: Path, name: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two of a kind: which of them is meant is not for us to say.
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "zweite.csv").write_text(text, encoding="utf-8")
    problems = open_project(tmp_path).problems
    assert {problem.code for problem in problems} == {
        "project-layer-ambiguous",
        "file-with-positions",
    }
    (told,) = [problem for problem in problems if problem.params.get("file") == name]
    command = told.fix().partition("bring it in: ")[2]
    assert command.startswith("parkmap import ")
    monkeypatch.setattr("sys.stdin", None)
    assert main(shlex.split(command)[1:]) == 0
    layer = join(open_project(tmp_path))
    assert errors(layer.problems) == []
    assert len(layer.sites) == 1
    assert layer.sites.geometry.notna().all()


def test_of_several_layers_each_is_named_with_its_command(tmp_path: Path) -> None:
    for name in ("a.geojson", "b.geojson"):
        (tmp_path / name).write_text(LAYER, encoding="utf-8")
    problems = open_project(tmp_path).problems
    assert [problem.code for problem in problems] == [
        "project-layer-ambiguous",
        "file-of-layer",
        "file-of-layer",
    ]
    for problem in problems[1:]:
        assert main(shlex.split(problem.fix().partition("bring it in: ")[2])[1:]) == 0
    layer = join(open_project(tmp_path))
    assert errors(layer.problems) == []


def test_a_table_without_positions_is_told_what_it_is_good_for(tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text("name,role\nA,b\n", encoding="utf-8")
    why, told = open_project(tmp_path).problems
    assert (why.code, told.code) == ("project-layer-unplaced", "file-without-positions")
    assert f"{tmp_path.as_posix()}/tables/" in told.fix()


def test_an_empty_folder_is_told_what_to_put_into_it(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("nothing", encoding="utf-8")
    (tmp_path / "settings.json").write_text('{"a": 1}', encoding="utf-8")
    (told,) = open_project(tmp_path).problems
    assert told.code == "project-layer-missing"
    assert "parkmap new" in told.fix()


def test_other_formats_of_json_are_read_as_what_they_are(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [8, 47], "properties": {"name": "See"}}
    objects = {"a": {"type": "GeometryCollection", "geometries": [point]}}
    topology = {"type": "Topology", "objects": objects, "arcs": []}
    (tmp_path / "parks.json").write_text(json.dumps(topology), encoding="utf-8")
    layer = join(open_project(tmp_path))
    assert errors(layer.problems) == []
    assert layer.sites["name"].tolist() == ["See"]


def test_what_is_called_a_layer_and_is_no_file_is_told_as_what_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "sites.geojson")
    (tmp_path / "b.kml").symlink_to(tmp_path / "nowhere.kml")
    (tmp_path / "c.shp").mkdir()
    why, *told = open_project(tmp_path).problems
    assert why.code == "project-layer-missing"
    assert [(problem.code, problem.params["file"]) for problem in told] == [
        ("file-no-file", "b.kml"), ("file-no-file", "c.shp"), ("file-no-file", "sites.geojson"),
    ]  # fmt: skip
    said = [problem.message("en") for problem in told]
    assert ["link" in said[0], "folder" in said[1], "pipe" in said[2]] == [True] * 3
    # The remedy, to the letter.
    (tmp_path / "sites.geojson").unlink()
    write_project(tmp_path, sites("a"))
    assert open_project(tmp_path).problems == []


def test_of_very_many_files_the_others_are_counted(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"t{number:02}.csv").write_text("name,role\nA,b\n", encoding="utf-8")
    *_, last = open_project(tmp_path).problems
    assert (last.code, last.params["count"]) == ("files-more", 10)
    for number in range(28):
        (tmp_path / f"t{number:02}.csv").unlink()
    assert "files-more" not in {problem.code for problem in open_project(tmp_path).problems}
