"""Opening a project's folder: which files count, and what is said when they are not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.joining import join
from geo.problems import errors
from geo.project import languages_of, open_project
from tests.projects import codes, joined, own_folder, site, sites, write_project

PROJECTS = Path(__file__).parent.parent / "fixtures" / "projects"


def test_the_demo_park_is_sound():
    project = open_project(PROJECTS / "demo-park")
    assert project.problems == []
    assert list(project.tables) == ["profiles", "sources", "指标"]
    assert project.settings.languages == ["zh", "en"]
    assert list(project.settings.categories) == ["river", "plot", "building", "path"]
    assert project.basemap == []


def test_one_geojson_and_nothing_else_is_a_project():
    project = open_project(PROJECTS / "everything-default")
    assert project.problems == []
    assert project.layer.path.name == "places.geojson"
    assert project.tables == {}
    assert project.settings.languages == ["en", "zh"]


def test_a_folder_may_be_given_as_text(tmp_path):
    write_project(tmp_path, sites("a"))
    assert open_project(str(tmp_path)).folder == tmp_path


def test_problems_name_files_as_the_folder_was_typed(tmp_path, monkeypatch):
    (tmp_path / "park").mkdir()
    write_project(tmp_path / "park", sites("a"), map_toml="title = 3", tables_t_csv="site_id\nb\n")
    monkeypatch.chdir(tmp_path)
    named = {problem.place.file for problem in join(open_project("park")).problems}
    assert named == {"park/map.toml", "park/tables/t.csv"}
    monkeypatch.chdir(tmp_path / "park")
    named = {problem.place.file for problem in join(open_project(".")).problems}
    assert named == {"map.toml", "tables/t.csv"}


def test_a_folder_that_is_not_there(tmp_path):
    layer = join(open_project(tmp_path / "nowhere"))
    assert codes(layer) == ["project-folder-missing"]
    assert len(layer.sites) == 0
    assert list(layer.sites.columns) == ["id", "name", "category", "geometry"]


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "file").write_text("x")
    assert codes(join(open_project(tmp_path / "file"))) == ["project-is-file"]


def test_a_folder_without_a_layer(tmp_path):
    assert codes(join(open_project(tmp_path))) == ["project-layer-missing"]


def test_a_folder_with_several_layers_and_no_sites(tmp_path):
    for name in ("b", "a"):
        (tmp_path / f"{name}.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    project = open_project(tmp_path)
    assert [problem.code for problem in errors(project.problems)] == ["project-layer-ambiguous"]
    assert project.problems[0].params["names"] == "a.geojson, b.geojson"


def test_sites_wins_over_other_layers(tmp_path):
    write_project(tmp_path, sites("a"))
    (tmp_path / "other.geojson").write_text("no JSON")
    assert open_project(tmp_path).problems == []


def test_the_base_map_files_come_in_the_order_of_their_names(tmp_path):
    write_project(tmp_path, sites("a"))
    (tmp_path / "basemap").mkdir()
    for name in ("water.geojson", "green.geojson", "README.md"):
        (tmp_path / "basemap" / name).write_text("{}")
    found = [path.name for path in open_project(tmp_path).basemap]
    assert found == ["green.geojson", "water.geojson"]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"name": "甲"}, ["zh", "en"]),
        ({"name": "甲", "name_en": "A"}, ["zh", "en"]),
        ({"name": "A", "name_zh": "甲"}, ["en", "zh"]),
        ({"name": "A"}, ["en", "zh"]),
        ({}, ["en", "zh"]),
        ({"name": 7, "note_en": "a"}, ["zh", "en"]),
        ({"Name": "Walnut Creek"}, ["en", "zh"]),
        ({"name": "Lab 3", "说明": "实验室在滨江区，周末不开放"}, ["zh", "en"]),
        (
            {"name": "西湖", "note": "a b", "link": "https://example.org/a-long-address"},
            ["zh", "en"],
        ),
        ({"name": "東京駅"}, ["ja", "en", "zh"]),
        ({"name": "とうきょう", "住所": "東京都"}, ["ja", "en", "zh"]),
        ({"name": "서울역"}, ["ko", "en", "zh"]),
        ({"name": "臺北車站"}, ["zh-Hant", "en", "zh"]),
        ({"name": "Spielplatz an der Lindenstraße"}, ["de", "en", "zh"]),
        ({"nom": "École primaire de la rue des Écoles"}, ["fr", "en", "zh"]),
        ({"nombre": "Escuela de la calle de los Álamos"}, ["es", "en", "zh"]),
        ({"nome": "Scuola elementare di via dei Giardini"}, ["en", "zh"]),
        ({"name": "Zürich", "name_zh": "苏黎世"}, ["en", "zh"]),
        ({"name": "Нарва", "marker-color": "#ffffff"}, ["en", "zh"]),
    ],
)
def test_the_languages_follow_from_the_fields(tmp_path, properties, expected):
    feature = site("a")
    feature["properties"] = properties
    assert languages_of(open_project(write_project(tmp_path, [feature])).layer) == expected


def test_a_layer_that_cannot_be_read_is_a_problem(tmp_path):
    (tmp_path / "sites.geojson").write_text('{"type": "FeatureCollection", "features": [')
    layer = join(open_project(tmp_path))
    assert codes(layer)
    assert len(layer.sites) == 0


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root reads everything")
def test_a_table_without_permission_is_a_problem(tmp_path):
    write_project(tmp_path, sites("a"), tables_t_csv="site_id\na\n")
    (tmp_path / "tables" / "t.csv").chmod(0)
    assert codes(join(open_project(tmp_path))) == ["table-unreadable"]


NAMES = ["sites.geojson", "map.toml", "datapackage.json", "tables/t.csv", "tables/t.xlsx"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(NAMES), st.binary(max_size=60)))
def test_any_bytes_in_any_file_give_a_layer(tmp_path_factory, files):
    folder = own_folder(tmp_path_factory)
    (folder / "tables").mkdir(exist_ok=True)
    for name in NAMES:
        (folder / name).unlink(missing_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    layer = join(open_project(folder))
    assert layer.sites["id"].is_unique
    for problem in layer.problems:
        problem.as_text("zh")


def test_joining_changes_nothing_of_the_project(tmp_path):
    layer = joined(tmp_path, sites("a", "b"), tables_t_csv="site_id,v\na,1\nx,2\n")
    again = join(layer.project)
    assert [p.as_text() for p in again.problems] == [p.as_text() for p in layer.problems]
    assert again.sites.equals(layer.sites)
