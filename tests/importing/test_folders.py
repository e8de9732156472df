"""A folder of files is brought in if it holds what belongs together; else each file is told."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely

from geo.cli.commands import main
from geo.joining import join
from geo.project import open_project

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

PARKS = json.dumps({
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"id": key, "name": name},
         "geometry": {"type": "Point", "coordinates": [lon, 30.2]}}
        for key, name, lon in (("a", "甲园", 120.2), ("b", "乙园", 120.21))
    ],
})  # fmt: skip
MORE = "name,lon,lat\n丙园,120.22,30.2\n"


def folder(root: Path, **files: str) -> Path:
    inside = root / "files"
    inside.mkdir()
    for name, text in files.items():
        (inside / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return inside


@pytest.mark.parametrize(
    "facts", ["id,产值\nb,2\na,1\n", "name,产值\n乙园,2\n甲园,1\n", "园区编号,产值\nb,2\na,1\n"]
)
def test_a_layer_and_a_table_about_its_sites(tmp_path: Path, facts: str) -> None:
    inside = folder(tmp_path, parks_geojson=PARKS, a_csv=facts, README_txt="Notes\n")
    assert main(["new", str(tmp_path / "park"), "--from", str(inside)]) == 0
    sites = join(open_project(tmp_path / "park")).sites
    assert sites[["id", "产值"]].to_numpy().tolist() == [["a", 1], ["b", 2]]


def test_the_parts_of_a_shapefile_unpacked_into_a_folder_of_their_own(tmp_path: Path) -> None:
    inner = tmp_path / "files" / "unpacked"
    inner.mkdir(parents=True)
    (tmp_path / "files" / "__MACOSX").mkdir()
    shapes = [shapely.Point(120.2, 30.2), shapely.Point(120.21, 30.2)]
    frame = gpd.GeoDataFrame({"name": ["甲园", "乙园"]}, geometry=shapes, crs=4326)
    frame.to_file(inner / "parks.shp", encoding="utf-8")
    assert main(["new", str(tmp_path / "park"), "--from", str(tmp_path / "files")]) == 0
    assert join(open_project(tmp_path / "park")).sites["name"].tolist() == ["甲园", "乙园"]


def test_of_several_files_with_places_each_is_told_with_its_command(
    tmp_path: Path, capsys: Capture
) -> None:
    inside = folder(tmp_path, parks_geojson=PARKS, more_csv=MORE, facts_csv="id,产值\na,1\n")
    park = tmp_path / "park"
    assert main(["new", str(park), "--from", str(inside)]) == 1
    assert not park.exists()
    told = capsys.readouterr().err
    assert "project-layer-ambiguous" in told
    assert "parks.geojson, more.csv" in told
    commands = [
        line.partition(": parkmap ")[2].partition(";")[0]
        for line in told.splitlines() if ": parkmap import" in line
    ]  # fmt: skip
    facts, *placed = sorted(commands, key=lambda command: "facts" not in command)
    for command in placed:
        assert main(shlex.split(command)) == 0
    assert main([*shlex.split(facts), "--update"]) == 0
    sites = join(open_project(park)).sites
    assert sorted(sites["name"]) == sorted(["甲园", "乙园", "丙园"])
    assert sites.set_index("id")["产值"]["a"] == 1


def test_a_table_about_something_else_stops_it_and_goes_out(
    tmp_path: Path, capsys: Capture
) -> None:
    inside = folder(tmp_path, parks_geojson=PARKS, prices_csv="good,price\ntea,5\n")
    park = tmp_path / "park"
    assert main(["new", str(park), "--from", str(inside)]) == 1
    assert "import-meets-none" in capsys.readouterr().err
    assert not park.exists()
    (inside / "prices.csv").unlink()
    assert main(["new", str(park), "--from", str(inside)]) == 0


def test_a_folder_without_places_says_so(tmp_path: Path, capsys: Capture) -> None:
    assert main(["new", str(tmp_path / "park"), "--from", str(folder(tmp_path))]) == 1
    assert "project-layer-missing" in capsys.readouterr().err


def test_every_table_of_a_folder_comes_in_however_many_there_are(tmp_path: Path) -> None:
    tables = {f"t{number:02}_csv": f"id,v{number}\na,{number}\n" for number in range(24)}
    inside = folder(tmp_path, parks_geojson=PARKS, **tables)
    assert main(["new", str(tmp_path / "park"), "--from", str(inside)]) == 0
    sites = join(open_project(tmp_path / "park")).sites
    assert [sites[f"v{number}"].iloc[0] for number in range(24)] == [*range(24)]
