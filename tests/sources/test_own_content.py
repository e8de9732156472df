"""No layer and no extract has GDAL read another file or address, or keeps it for ever."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely

from geo.ground.extract import open_extract
from geo.ground.tiles import open_archive
from geo.sources import own_content
from geo.sources.geopackage_views import require_ending_views
from geo.sources.json_records import read_json_records
from geo.sources.layer_files import read_layer_file
from geo.sources.suffixes import VECTOR_SUFFIXES
from geo.sources.tables.sheets import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES = [suffix for suffix in VECTOR_SUFFIXES if suffix not in {".kmz", ".gdb"}]
SEAMLESS = b'begin_metadata\n"\\IsSeamless" = "TRUE"\nend_metadata\n'
ENDLESS = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r)"


@pytest.fixture(name="secret")
def make_secret(tmp_path: Path) -> Path:
    """A layer that lies elsewhere."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    places = gpd.GeoDataFrame({"name": ["secret"]}, geometry=[shapely.Point(120, 30)], crs=4326)
    places.to_file(folder / "secret.gpkg", layer="s")
    places.to_file(folder / "secret.tab", driver="MapInfo File")
    (folder / "secret.csv").write_text("name,lon,lat\nsecret,120,30\n", encoding="utf-8")
    return folder


def command(secret: Path) -> str:
    line = f"gdal vector pipeline ! read {secret}/secret.csv ! write --of stream streamed"
    return json.dumps({"type": "gdal_streamed_alg", "command_line": line})


def lists(secret: Path) -> str:
    source = f"<SrcDataSource>{secret}/secret.csv</SrcDataSource>"
    layer = f'<OGRVRTLayer name="secret">{source}</OGRVRTLayer>'
    return f"<OGRVRTDataSource><!-- <osm -->{layer}</OGRVRTDataSource>"


def far_list(secret: Path) -> str:
    return f"<!--{' ' * own_content._LOOKED_AT}-->{lists(secret)}"


@pytest.mark.parametrize("suffix", FILES)
@pytest.mark.parametrize("write", [command, lists, far_list])
def test_whatever_it_is_called_a_layer_leads_to_no_other_file(
    tmp_path: Path, secret: Path, suffix: str, write: Callable[[Path], str]
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text(write(secret), encoding="utf-8")
    with pytest.raises(UnreadableError):
        read_layer_file(path)


@pytest.mark.parametrize("write", [command, lists, far_list])
def test_nor_does_an_extract_or_an_archive_of_tiles(
    tmp_path: Path, secret: Path, write: Callable[[Path], str]
) -> None:
    path = tmp_path / "a.osm"
    path.write_text(write(secret), encoding="utf-8")
    assert [problem.code for problem in open_extract(path)[1]] == ["osm-not-extract"]
    problems = open_archive(str(path), (119, 29, 121, 31), "low")[1]
    assert [problem.code for problem in problems] == ["tiles-unreadable"]


def test_nor_does_json_that_seems_to_be_esris(tmp_path: Path, secret: Path) -> None:
    path = tmp_path / "a.json"
    feature = {"attributes": {"name": "a"}, "geometry": {"x": 1, "y": 2}}
    esri = {"geometryType": "esriGeometryPoint", "features": [feature]}
    path.write_text(json.dumps({**json.loads(command(secret)), **esri}), encoding="utf-8")
    with pytest.raises(UnreadableError):
        read_json_records(path)


def test_a_table_of_mapinfo_made_of_others_is_refused(tmp_path: Path, secret: Path) -> None:
    tables = gpd.GeoDataFrame(
        {"Table": ["elsewhere/secret.tab"]}, geometry=[shapely.box(119, 29, 121, 31)], crs=4326
    )
    path = tmp_path / "a.tab"
    tables.to_file(path, driver="MapInfo File")
    assert len(read_layer_file(path).table) == 1
    path.write_bytes(path.read_bytes() + SEAMLESS)
    with pytest.raises(UnreadableError, match="other tables"):
        read_layer_file(path)


def test_a_folder_called_geodatabase_has_to_be_one(tmp_path: Path, secret: Path) -> None:
    path = tmp_path / "a.gdb"
    path.mkdir()
    shutil.copy(secret / "secret.csv", path)
    with pytest.raises(UnreadableError, match="no geodatabase"):
        read_layer_file(path)


def test_a_schema_that_includes_others_stays_behind(tmp_path: Path) -> None:
    path, schema = tmp_path / "a.gml", tmp_path / "a.xsd"
    path.write_text("<FeatureCollection/>", encoding="utf-8")
    schema.write_text('<schema><include schemaLocation="http://x"/></schema>', encoding="utf-8")
    with own_content.without_others(path) as alone:
        assert [part.name for part in alone.parent.iterdir()] == ["a.gml"]
    schema.write_text("<schema/>", encoding="utf-8")
    with own_content.without_others(path) as alone:
        assert sorted(part.name for part in alone.parent.iterdir()) == ["a.gml", "a.xsd"]


@pytest.mark.parametrize(
    ("view", "told"),
    [
        (f"{ENDLESS} SELECT n AS id FROM r", "too long"),
        (f"{ENDLESS} SELECT n AS id FROM r WHERE n < 0", "too long"),
        (f"{ENDLESS} SELECT 1 AS id, hex(zeroblob(400000000)) AS t", "too big"),
        ("SELECT fid AS id, name FROM s", ""),
    ],
    ids=["rows", "a search", "a cell", "sound"],
)
def test_a_view_that_never_ends_is_refused(secret: Path, view: str, told: str) -> None:
    path = secret / "secret.gpkg"
    with closing(sqlite3.connect(path)) as base:
        base.execute(f"CREATE VIEW w AS {view}")
        base.commit()
    if not told:
        require_ending_views(path)
        return
    with pytest.raises(UnreadableError, match=told):
        require_ending_views(path, most_s=0.2)
