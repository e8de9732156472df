"""Archives with whatever people pack, and Shapefiles of which a part was left behind."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import geopandas as gpd
import openpyxl
import pyogrio
import pytest
from shapely import Point

from geo.project import open_project
from tests.importing.test_hard_inputs import codes, plan, sites

if TYPE_CHECKING:
    from pathlib import Path

CSV = b"name,lon,lat\nLake,8.2,47.1\nHall,8.3,47.2\n"
KML = (
    b"<kml><Document><Placemark><name>Lake</name><Point><coordinates>8.2,47.1</coordinates></Point>"
    b"</Placemark><Placemark><name>Hall</name><Point><coordinates>8.3,47.2</coordinates></Point>"
    b"</Placemark></Document></kml>"
)


def packed(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def shapefile(folder: Path) -> dict[str, bytes]:
    """Give the parts of a Shapefile of two places."""
    places = [Point(8.2, 47.1), Point(8.3, 47.2)]
    frame = gpd.GeoDataFrame({"name": ["Lake", "Hall"]}, geometry=places, crs=4326)
    (folder / "made").mkdir()
    pyogrio.write_dataframe(frame, folder / "made" / "parks.shp", encoding="UTF-8")
    return {path.name: path.read_bytes() for path in (folder / "made").iterdir()}


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for line in CSV.decode().splitlines():
        book.worksheets[0].append(line.split(","))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_whatever_is_packed_comes_in(tmp_path: Path) -> None:
    parts = shapefile(tmp_path)
    archives = {
        "a table": {"data/places.csv": CSV, "readme.txt": b"Hello"},
        "two tables": {"a.csv": CSV, "b.csv": b"name,lon,lat\nMill,8,47\n"},
        "a workbook": {"places.xlsx": workbook()},
        "a drawing": {"places.kml": KML},
        "an archive": {"parks.zip": packed(parts), "other.csv": b"a,b\n1,2\n"},
    }
    for kind, files in archives.items():
        name = kind.replace(" ", "-")
        made = plan(tmp_path, f"{name}.zip", packed(files), into=name)
        assert [s["properties"].get("name") for s in sites(made)] == ["Lake", "Hall"], kind
        others = [told["others"] for note, told in made.notes if note == "layers"]
        assert others == {"two tables": ["b"], "an archive": ["other"]}.get(kind, []), kind


@pytest.mark.parametrize("left", ["dbf", "shx", "prj"])
def test_a_part_that_is_not_there_is_told(tmp_path: Path, left: str) -> None:
    parts = shapefile(tmp_path)
    del parts[f"parks.{left}"]
    for name, content in parts.items():
        (tmp_path / name).write_bytes(content)
    made = plan(tmp_path, "parks.shp", b"")
    assert codes(made) == [f"shapefile-no-{left}"]
    assert f"parks.{left}" in made.problems[0].message("en")
    assert len(sites(made)) == 2
    again = plan(tmp_path, "p.zip", packed(parts), into="zip")
    assert codes(again) == [f"shapefile-no-{left}"]
    said = plan(tmp_path, "parks.shp", b"", into="said", crs="EPSG:4326")
    assert codes(said) == ([] if left == "prj" else [f"shapefile-no-{left}"])


def test_any_part_is_taken_for_the_whole_whose_shapes_are_there(tmp_path: Path) -> None:
    for name, content in shapefile(tmp_path).items():
        (tmp_path / name).write_bytes(content)
    assert len(sites(plan(tmp_path, "parks.dbf", b""))) == 2


@pytest.mark.parametrize("kind", ["x", "rings"])
def test_esri_json_without_a_type_is_a_projects_layer(tmp_path: Path, kind: str) -> None:
    shape = {"x": {"x": 8.2, "y": 47.1}, "rings": {"rings": [[[8, 47], [8, 48], [9, 48], [8, 47]]]}}
    features = [{"attributes": {"name": "Lake"}, "geometry": shape[kind]}]
    value = {"spatialReference": {"wkid": 4326}, "features": features}
    (tmp_path / "places.json").write_text(json.dumps(value), encoding="utf-8")
    project = open_project(tmp_path)
    assert [one.code for one in project.problems if one.severity == "error"] == []
    assert len(project.layer.features) == 1
