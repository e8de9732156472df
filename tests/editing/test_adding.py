"""`parkmap add`: one feature more, every other byte as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geo.cli import main
from geo.cli.starting import start_project
from geo.joining import join
from geo.project import open_project
from tests.projects import site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "park"
    assert start_project(folder) == []
    return folder


def test_coordinates_from_amap_land_where_they_belong(project: Path) -> None:
    before = (project / "sites.geojson").read_bytes()
    words = ["--name", "武林广场", "--at", "120.1550722,30.2740880", "--datum", "gcj02"]
    assert main(["add", str(project), *words, "--id", "wulin", "--category", "green"]) == 0
    after = (project / "sites.geojson").read_bytes()
    feature = json.loads(after)["features"][-1]
    assert feature["properties"] == {"id": "wulin", "name": "武林广场", "category": "green"}
    assert feature["geometry"]["coordinates"] == pytest.approx([120.1503589, 30.2764043], abs=1e-5)
    # Only a stretch in the middle is new.
    new = len(after) - len(before)
    start = next(i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b)
    assert before[start:] == after[start + new :]
    sites = join(open_project(project)).sites.set_index("id")
    assert sites.geometry["wulin"].x == pytest.approx(120.1503589, abs=1e-5)


@pytest.mark.parametrize(
    ("at", "lon", "lat"),
    [
        ("120.206,30.1625", 120.206, 30.1625),
        ("30.1625, 120.206", 120.206, 30.1625),
        ("30°09'45\"N 120°12'22\"E", 120.206111, 30.1625),
        ("https://www.openstreetmap.org/#map=17/30.1625/120.206", 120.206, 30.1625),
        ("-122.419,37.775", -122.419, 37.775),
        # Either number could be the longitude, and neither is near: --at asks for it first.
        ("8.54,47.37", 8.54, 47.37),
        ("-5.5, -10", -5.5, -10),
    ],
)
def test_positions_are_understood_as_people_write_them(
    project: Path, at: str, lon: float, lat: float
) -> None:
    assert main(["add", str(project), "--name", "x", "--at", at]) == 0
    feature = json.loads((project / "sites.geojson").read_bytes())["features"][-1]
    assert feature["geometry"]["coordinates"] == pytest.approx([lon, lat], abs=1e-5)


def test_metres_are_understood_with_their_system(project: Path) -> None:
    words = ["--name", "x", "--at", "3339020.5,519860.2", "--datum", "epsg:4549"]
    assert main(["add", str(project), *words]) == 0
    feature = json.loads((project / "sites.geojson").read_bytes())["features"][-1]
    assert feature["geometry"]["coordinates"] == pytest.approx([120.206, 30.17], abs=0.01)


@pytest.mark.parametrize(
    "words",
    [
        ["--name", "", "--at", "120.2,30.2"],
        ["--name", "x", "--id", " ", "--at", "120.2,30.2"],
        ["--name", "x", "--at", "120.2,30.2", "--datum", "mars"],
        ["--nam", "x", "--at", "120.2,30.2"],
    ],
)
def test_wrong_usage_is_told_apart(project: Path, words: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["add", str(project), *words])
    assert stop.value.code == 2


def test_values_keep_their_kind(project: Path) -> None:
    words = [
        "--set",
        "floors=12",
        "--set",
        "phone=0571",
        "--set",
        "open=true",
        "--set",
        "name_en=A=B",
        "--set",
        "note=NaN",
    ]
    assert main(["add", str(project), "--name", "x", "--at", "120.2,30.2", *words]) == 0
    properties = json.loads((project / "sites.geojson").read_bytes())["features"][-1]["properties"]
    assert properties["floors"] == 12
    assert properties["phone"] == "0571"
    assert properties["open"] is True
    assert properties["name_en"] == "A=B"
    assert properties["note"] == "NaN"


@pytest.mark.parametrize(
    "words",
    [
        ["--name", "x", "--at", "120.2,30.2", "--id", "gate"],
        ["--name", "x", "--at", "nowhere"],
        ["--name", "x", "--at", "220.2,130.2"],
        ["--name", "x", "--at", "120.2,30.2", "--set", "id=y"],
        ["--name", "x", "--at", "120.2,30.2", "--set", "name=y"],
        ["--name", "x", "--at", "120.2,30.2", "--datum", "gcj02", "--set", "datum=gcj02"],
    ],
)
def test_a_refused_site_changes_nothing(project: Path, words: list[str]) -> None:
    before = (project / "sites.geojson").read_bytes()
    assert main(["add", str(project), *words]) == 1
    assert (project / "sites.geojson").read_bytes() == before


def test_a_broken_file_is_told_with_its_place(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "sites.geojson").write_text('{\n "type": "FeatureCollection",\n "features": [,]\n}')
    assert main(["add", str(project), "--name", "x", "--at", "120.2,30.2"]) == 1
    assert "sites.geojson:3:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new"), [('{"type', '// a comment\n{"type'), ("示例大门", "示例\t大门")]
)
def test_what_only_looks_like_json_is_left_alone(
    project: Path, capsys: pytest.CaptureFixture[str], old: str, new: str
) -> None:
    path = project / "sites.geojson"
    text = path.read_text(encoding="utf-8").replace('{\n  "type', '{"type', 1)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    before = path.read_bytes()
    for _ in range(2):
        assert main(["add", str(project), "--name", "x", "--at", "120.2,30.2"]) == 1
    assert "sites.geojson:" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_layer_without_ids_stays_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layer = {"type": "FeatureCollection", "features": [site(None), site(None, (120.13, 30.13))]}
    (tmp_path / "sites.geojson").write_text(json.dumps(layer), encoding="utf-8")
    assert main(["add", str(tmp_path), "--name", "新楼", "--at", "120.2,30.2"]) == 0
    assert "added site-3 at" in capsys.readouterr().out
    features = json.loads((tmp_path / "sites.geojson").read_bytes())["features"]
    assert features[-1]["properties"] == {"name": "新楼"}


def test_an_empty_id_of_a_feature_hides_none_of_its_properties(tmp_path: Path) -> None:
    feature = {**site("hall"), "id": None}
    layer = {"type": "FeatureCollection", "features": [feature]}
    (tmp_path / "sites.geojson").write_text(json.dumps(layer), encoding="utf-8")
    assert main(["add", str(tmp_path), "--name", "新楼", "--at", "120.2,30.2"]) == 0
    features = json.loads((tmp_path / "sites.geojson").read_bytes())["features"]
    assert features[-1]["properties"] == {"id": "xin-lou", "name": "新楼"}


def test_the_same_name_twice_gets_an_id_of_its_own(project: Path) -> None:
    for _ in range(2):
        assert main(["add", str(project), "--name", "新园区", "--at", "120.2,30.2"]) == 0
    features = json.loads((project / "sites.geojson").read_bytes())["features"]
    assert [f["properties"]["id"] for f in features[-2:]] == ["xin-yuan-qu", "xin-yuan-qu-2"]


@pytest.mark.parametrize("shape", ['{"type": "Point"}', '{"type": "Point", "coordinates": [1]}'])
def test_a_layer_with_broken_points_gives_no_exception(tmp_path: Path, shape: str) -> None:
    properties = '{"id": "a", "name": "A"}'
    feature = f'{{"type": "Feature", "properties": {properties}, "geometry": {shape}}}'
    layer = f'{{"type": "FeatureCollection", "features": [{feature}]}}'
    (tmp_path / "sites.geojson").write_text(layer, encoding="utf-8")
    assert main(["add", str(tmp_path), "--name", "B", "--at", "120.2,30.1"]) == 0


@pytest.mark.parametrize("text", ["null", "[]", "5", '{"type": "Feature"}'])
def test_a_layer_that_is_no_collection_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (project / "sites.geojson").write_text(text)
    assert main(["add", str(project), "--name", "x", "--at", "120.2,30.2"]) == 1
    assert "error[" in capsys.readouterr().err
    assert (project / "sites.geojson").read_text() == text


def test_what_was_converted_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--at", "120.1550722,30.2740880", "--datum", "gcj02", "--category", ""]
    assert main(["add", str(project), "--name", " 武林 ", *words]) == 0
    assert "(from gcj02 120.1550722,30.274088)" in capsys.readouterr().out
    properties = json.loads((project / "sites.geojson").read_bytes())["features"][-1]["properties"]
    assert properties["name"] == "武林"
    assert "category" not in properties


def test_a_site_not_located_yet_is_added_without_a_position(project, capsys):
    before = (project / "sites.geojson").read_bytes()
    assert main(["add", str(project), "--name", "规划学校"]) == 0
    assert "not located yet" in capsys.readouterr().out
    after = (project / "sites.geojson").read_bytes()
    added = json.loads(after)["features"][-1]
    assert added["geometry"] is None
    assert added["properties"]["id"] == "gui-hua-xue-xiao"
    place = next(n for n in range(len(before)) if before[n] != after[n])
    assert after.endswith(before[place:])


def test_a_name_that_a_site_has_in_another_language_is_told(project, capsys):
    words = ["--name", "甲", "--set", "name_en=First house", "--at", "120.2,30.2"]
    assert main(["add", str(project), *words]) == 0
    capsys.readouterr()
    assert main(["add", str(project), "--name", "first House"]) == 0
    assert "warning[name-there-already]" in capsys.readouterr().err


def test_a_name_that_is_there_and_a_category_that_is_not_listed_are_told(project, capsys):
    assert main(["add", str(project), "--name", "甲", "--at", "120.2,30.2"]) == 0
    capsys.readouterr()
    words = ["--name", " 甲", "--at", "120.2,30.3", "--category", "nonsense"]
    assert main(["add", str(project), *words]) == 0
    told = capsys.readouterr().err
    assert "warning[name-there-already]" in told
    assert "warning[unknown-category" in told
    assert "fix:" in told


def test_an_id_stands_wherever_the_last_feature_has_its_own(project: Path) -> None:
    path = project / "sites.geojson"
    layer = json.loads(path.read_bytes())
    for feature in layer["features"]:
        feature["id"] = feature["properties"]["id"]
    path.write_text(json.dumps(layer), encoding="utf-8")
    assert main(["add", str(project), "--name", "Lab", "--id", "lab", "--at", "120.2,30.2"]) == 0
    added = json.loads(path.read_bytes())["features"][-1]
    assert (added["id"], added["properties"]["id"]) == ("lab", "lab")
    for feature in layer["features"]:
        del feature["properties"]["id"]
    path.write_text(json.dumps(layer), encoding="utf-8")
    assert main(["add", str(project), "--name", "Hub", "--id", "hub", "--at", "120.2,30.2"]) == 0
    added = json.loads(path.read_bytes())["features"][-1]
    assert (added["id"], "id" in added["properties"]) == ("hub", False)


def test_an_id_that_is_no_slug_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(project), "--name", "x", "--id", "A B"]) == 0
    assert "warning[id-not-slug]" in capsys.readouterr().err
