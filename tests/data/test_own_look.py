"""``data/map.toml`` and ``data/basemap``: every category is told, every file says whose it is."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from tests.data.own import PROJECT, TABLES, located, positions, sites

if TYPE_CHECKING:
    from pathlib import Path

BASEMAP = sorted((PROJECT / "basemap").glob("*.geojson"))
PAGE = PROJECT.parent / "geo" / "page"
STYLE = json.loads((PAGE / "style.json").read_bytes().decode())
SETTINGS = tomllib.loads((PROJECT / "map.toml").read_bytes().decode())
OSM = "© OpenStreetMap contributors"


def document(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_bytes().decode())
    return found


# Settings


def light(colour: str) -> float:
    """Relative luminance.

    Source: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    """
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_categories_of_the_sites_are_the_categories_of_the_map() -> None:
    used = {site["properties"]["category"] for site in sites().values()}
    assert used == set(SETTINGS["categories"])


@pytest.mark.parametrize("name", SETTINGS["categories"])
def test_a_category_is_labelled_and_can_be_seen(name: str) -> None:
    entry = SETTINGS["categories"][name]
    assert entry["label"]
    assert entry["label_en"]
    assert contrast(entry["color"], "#ffffff") >= 3
    assert contrast(entry["color"], STYLE["themes"]["light"]["land"]) >= 3
    symbols = json.loads((PAGE / "symbols.json").read_bytes().decode())
    assert entry["symbol"] in symbols


def test_no_two_categories_look_alike() -> None:
    entries = SETTINGS["categories"].values()
    assert len({entry["symbol"] for entry in entries}) == len(entries)
    for one, other in combinations([entry["color"] for entry in entries], 2):
        parts = [abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) for at in (1, 3, 5)]
        assert sum(parts) > 60, (one, other)


def test_every_table_has_a_part_on_the_card() -> None:
    assert set(SETTINGS["tables"]) == set(TABLES)
    for entry in SETTINGS["tables"].values():
        assert entry["label"]
        assert entry["label_en"]
        assert entry["role"] in {"figures", "facts", "relations", "sources"}


def test_the_first_view_shows_the_zone_and_contacts_nobody() -> None:
    west, south, east, north = SETTINGS["view"]["bounds"]
    zone = shape(sites()["binjiang"]["geometry"]).bounds
    assert west < zone[0]
    assert south < zone[1]
    assert zone[2] < east
    assert zone[3] < north
    assert SETTINGS["base"]["default"] == ""


def test_no_key_is_written_down() -> None:
    assert not any("key" in entry for entry in SETTINGS["base"]["maps"])
    assert {entry["id"] for entry in SETTINGS["base"]["maps"]} == {
        "osm",
        "tianditu",
        "tianditu-imagery",
        "amap",
    }


# Base map


def test_the_base_map_has_its_files() -> None:
    assert {path.stem for path in BASEMAP} == {
        "buildings",
        "district",
        "green",
        "lakes",
        "metro",
        "river",
        "roads",
        "streets",
    }


@pytest.mark.parametrize("path", BASEMAP, ids=lambda path: path.stem)
def test_a_file_says_whose_it_is(path: Path) -> None:
    found = document(path)
    assert re.fullmatch(r"\d{4}-\d{2}", found["date"])
    own = path.stem == "district"
    assert found["licence"] == ("MIT" if own else "ODbL-1.0")
    assert (OSM in found["attribution"]) is not own
    assert found["attribution"]


@pytest.mark.parametrize("path", BASEMAP, ids=lambda path: path.stem)
def test_a_file_is_of_known_kinds_sound_and_not_too_fine(path: Path) -> None:
    for feature in document(path)["features"]:
        assert feature["properties"]["kind"] in STYLE["kinds"]
        geometry = shape(feature["geometry"])
        assert geometry.is_valid
        assert not geometry.is_empty
        for position in positions(feature["geometry"]["coordinates"]):
            assert all(round(value, 5) == value for value in position)
            assert 119.85 <= position[0] <= 120.45
            assert 29.95 <= position[1] <= 30.35


@pytest.mark.parametrize("path", BASEMAP, ids=lambda path: path.stem)
def test_names_of_the_ground_come_in_both_languages(path: Path) -> None:
    han = re.compile("[\u4e00-\u9fff]")
    for feature in document(path)["features"]:
        properties = feature["properties"]
        assert ("name" in properties) == ("name_en" in properties), properties
        assert not han.search(properties.get("name_en", ""))


def test_the_base_map_stays_small() -> None:
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in BASEMAP) <= 150_000


def test_the_ground_reaches_wherever_a_site_lies() -> None:
    lines = [
        shape(feature["geometry"])
        for name in ("roads", "streets")
        for feature in document(PROJECT / "basemap" / f"{name}.geojson")["features"]
    ]
    tree = shapely.STRtree(lines)
    for name, site in located().items():
        middle = shape(site["geometry"]).representative_point()
        nearest = lines[tree.nearest(middle)]
        assert nearest.distance(middle) < 0.01, name


def test_no_road_breaks_off_beside_the_one_that_goes_on() -> None:
    # Metres, near enough at this latitude.
    scale = np.array([111_320 * np.cos(np.radians(30.15)), 111_320])
    lines = [
        shapely.get_coordinates(part) * scale
        for name in ("roads", "streets")
        for feature in document(PROJECT / "basemap" / f"{name}.geojson")["features"]
        for part in shapely.get_parts(shape(feature["geometry"]))
    ]
    ends = [(line[0], line[0] - line[1]) for line in lines]
    ends += [(line[-1], line[-1] - line[-2]) for line in lines]
    points = [shapely.Point(at) for at, _ in ends]
    roads = shapely.STRtree([shapely.LineString(line) for line in lines])
    # An end that touches no other line is loose.
    loose = [
        index
        for index, point in enumerate(points)
        if len(roads.query(point, predicate="dwithin", distance=1.5)) == 1
    ]
    near = shapely.STRtree([points[index] for index in loose]).query(
        [points[index] for index in loose], predicate="dwithin", distance=25
    )
    broken = []
    for one, other in near.T.tolist():
        (at, ahead), (_, back) = ends[loose[one]], ends[loose[other]]
        turn = (ahead @ back) / (np.hypot(*ahead) * np.hypot(*back))
        is_ring = loose[one] == loose[other] - len(lines)
        if one < other and turn < -0.7 and not is_ring:
            broken.append((at / scale).round(5).tolist())
    assert broken == []


def test_no_water_lies_upon_water() -> None:
    waters = [
        shape(feature["geometry"])
        for name in ("river", "lakes")
        for feature in document(PROJECT / "basemap" / f"{name}.geojson")["features"]
        if feature["properties"]["kind"] != "wetland"
    ]
    tree = shapely.STRtree(waters)
    for number, one in enumerate(waters):
        for other in tree.query(one, predicate="intersects"):
            if other > number:
                shared = one.intersection(waters[other]).area
                assert shared < 0.05 * min(one.area, waters[other].area), one.bounds


def test_the_river_is_parted_under_a_bridge_and_nowhere_else() -> None:
    rivers = document(PROJECT / "basemap" / "river.geojson")["features"]
    named = {f["properties"].get("name"): shape(f["geometry"]) for f in rivers}
    seam = named["钱塘江"].intersection(named["富春江"])
    assert seam.length > 0.005
    bridges = [
        shape(feature["geometry"])
        for feature in document(PROJECT / "basemap" / "roads.geojson")["features"]
        if feature["properties"]["kind"] == "motorway"
    ]
    assert shapely.union_all(bridges).buffer(0.0001).covers(seam)


def test_the_ground_says_its_years() -> None:
    texts = {
        (found["attribution"], found["attribution_en"])
        for path in BASEMAP
        if path.stem != "district"
        for found in [document(path)]
    }
    ((chinese, english),) = texts
    for year in ("2019", "2026"):
        assert year in chinese
        assert year in english


def test_the_lake_of_the_sites_is_the_lake_of_the_ground() -> None:
    lakes = document(PROJECT / "basemap" / "lakes.geojson")["features"]
    ground = next(lake for lake in lakes if lake["properties"].get("name") == "白马湖")
    assert shape(ground["geometry"]).equals(shape(sites()["baima-lake"]["geometry"]))


def test_metro_lines_are_whole_and_stations_stand_on_them() -> None:
    features = document(PROJECT / "basemap" / "metro.geojson")["features"]
    lines = {f["properties"]["line"]: f for f in features if f["properties"]["kind"] == "metro"}
    assert set(lines) == {"1", "2", "4", "5", "6", "7"}
    for line in lines.values():
        assert re.fullmatch(r"#[0-9A-F]{6}", line["properties"]["colour"])
        assert line["geometry"]["type"] == "LineString"
    stations = [f for f in features if f["properties"]["kind"] == "station"]
    assert len(stations) > 40
    for station in stations:
        near = [
            shape(line["geometry"]).distance(shape(station["geometry"])) for line in lines.values()
        ]
        assert min(near) < 0.002, station["properties"]["name"]


def test_the_district_is_the_sketch_of_the_sites_and_says_so() -> None:
    (sketch,) = document(PROJECT / "basemap" / "district.geojson")["features"]
    assert "示意" in sketch["properties"]["name"]
    assert "schematic" in sketch["properties"]["name_en"]
    assert shape(sketch["geometry"]).equals(shape(sites()["binjiang"]["geometry"]))
