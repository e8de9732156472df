"""The ground that comes with the package: land where there is land, finest where the sites are."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.ground.lens import to_units
from geo.ground.natural_earth import lines_of
from geo.ground.world import ATTRIBUTION, world_ground
from tests.ground.cities_file import COLUMNS, EXONYMS

JAPAN = (129.0, 31.0, 146.0, 45.5)
BERLIN = (13.1, 52.4, 13.7, 52.6)
WORLD = (-170.0, -55.0, 178.0, 72.0)
FIJI = (177.0, -19.0, 182.0, -16.0)
LAND = [
    (-100, 40), (-70, 55), (-40, 75), (120, 65), (135, -25), (-50, -10), (20, 5), (-175, 66.5),
    (0, -80), (-80, -80), (90, -75), (10, 50), (138.5, 36),
]  # fmt: skip
# The Caspian lies in the land, and Lake Superior in North America.
WATER = [(-150, 0), (51, 41), (-40, 30), (80, -20), (135, 38), (-87.5, 47.7), (179.9, 0)]


def corners(box: tuple[float, float, float, float]) -> np.ndarray:
    west, south, east, north = box
    return np.array([[west, south], [east, north], [(west + east) / 2, (south + north) / 2]])


@pytest.mark.parametrize("box", [JAPAN, BERLIN, WORLD, FIJI])
def test_land_is_land_and_water_is_water_wherever_the_sites_are(
    box: tuple[float, float, float, float],
) -> None:
    sea = world_ground(corners(box), box, ["en"])[0]
    assert sea.properties["kind"] == "sea"
    assert shapely.is_valid(sea.geometry)
    wet = [place for place in LAND if sea.geometry.contains(shapely.Point(place))]
    dry = [place for place in WATER if not sea.geometry.contains(shapely.Point(place))]
    assert (wet, dry) == ([], [])


def test_the_coast_is_true_near_the_sites_and_coarse_far_from_them() -> None:
    osaka = np.array([[135.5, 34.69]])
    sea = world_ground(osaka, (135.5, 34.69, 135.5, 34.69), ["en"])[0].geometry
    near = shapely.box(134.5, 34, 136.5, 35.4)
    points = shapely.get_coordinates(sea)
    inside = shapely.contains_xy(near, points[:, 0], points[:, 1]).sum()
    europe = shapely.contains_xy(shapely.box(0, 40, 20, 60), points[:, 0], points[:, 1]).sum()
    # Points in a square degree.
    assert inside / 2.8 > 20
    assert 0.05 < europe / 400 < 2
    # Awaji, an island in the bay of Osaka, and the narrow strait beside it.
    assert not sea.contains(shapely.Point(134.85, 34.4))
    assert sea.contains(shapely.Point(135.2, 34.5))


def test_cities_are_named_in_the_languages_of_the_page() -> None:
    features = world_ground(corners(JAPAN), JAPAN, ["zh", "ja", "ko", "en"])
    cities = {
        f.properties["name"]: f.properties for f in features if f.properties["kind"] == "city"
    }
    assert cities["Tokyo"]["name_zh"] == "东京"
    assert cities["Tokyo"]["name_ja"] == "東京"
    assert cities["Seoul"]["name_ko"]
    assert "name_de" not in cities["Moscow"]
    german = world_ground(corners(BERLIN), BERLIN, ["de"])
    assert {"Wien", "Warschau"} <= {f.properties.get("name_de") for f in german}
    # Many near the sites, few elsewhere, and the larger ones from farther off.
    assert cities["Tokyo"]["min_zoom"] < cities["Kanazawa"]["min_zoom"]
    assert "Munich" not in cities


def test_the_same_sites_have_the_same_ground() -> None:
    first, second = (world_ground(corners(FIJI), FIJI, ["en"]) for _ in range(2))
    assert [f.properties for f in first] == [f.properties for f in second]
    assert all(
        shapely.equals_exact(a.geometry, b.geometry) for a, b in zip(first, second, strict=True)
    )


def test_a_site_that_is_moved_a_little_leaves_the_ground_as_it_is() -> None:
    box = (120.14, 30.17, 120.22, 30.22)
    places = np.array([[120.2, 30.2], [120.21, 30.21], [120.15, 30.18]])
    earlier = world_ground(places, box, ["zh"])
    places[0] += 1e-5
    later = world_ground(places, box, ["zh"])
    # Not made anew: what costs most of a save.
    assert all(one is other for one, other in zip(earlier, later, strict=True))


def test_a_map_without_sites_has_the_world() -> None:
    nowhere = np.full((2, 2), np.nan)
    features = world_ground(nowhere, (-180.0, -60.0, 180.0, 75.0), ["en"])
    assert len(features) > 20


def test_the_file_of_cities_is_what_its_maker_writes() -> None:
    text = Path("geo/ground/cities.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t", restval=""))
    assert tuple(rows[0]) == COLUMNS
    assert "GeoNames" in ATTRIBUTION
    people = [int(row["thousands"]) for row in rows]
    assert people == sorted(people, reverse=True)
    assert all(-180 <= float(r["lon"]) <= 180 and -90 <= float(r["lat"]) <= 90 for r in rows)
    for code, table in EXONYMS.items():
        said = {row["name"]: row[code] for row in rows if row["name"] in table}
        assert said == {name: table[name] for name in said}


INLAND = {
    "Berlin": ((13.4, 52.5), {"Kreuzberg", "Charlottenburg"}),
    "Madrid": ((-3.7, 40.41), {"Retiro", "Chamberí"}),
    "Denver": ((-104.99, 39.74), {"Lakewood", "Glendale"}),
    "Chengdu": ((104.06, 30.66), {"Xipu", "Xindu"}),
    "a village in Kenya": ((35.1, 0.35), {"Mosoriot", "Baraton"}),
    "Ulaanbaatar": ((106.92, 47.92), {"Dzuunmod", "Nalayh"}),
}


@pytest.mark.parametrize(("place", "towns"), INLAND.values(), ids=INLAND)
def test_inland_too_there_are_names_around_the_sites(
    place: tuple[float, float], towns: set[str]
) -> None:
    box = (place[0] - 0.05, place[1] - 0.03, place[0] + 0.05, place[1] + 0.03)
    named = [
        feature
        for feature in world_ground(np.array([place]), box, ["zh", "en"])
        if feature.properties["kind"] in {"city", "town"}
    ]
    assert towns <= {feature.properties["name"] for feature in named}
    near = shapely.Point(place)
    # Of a window of 1440 × 900 pixels with the site in its middle, at every zoom of a city's map.
    for zoom in range(8, 13):
        reach = 720 / 256 / 2**zoom * 360
        seen = [
            one.properties["name"]
            for one in named
            if one.properties["min_zoom"] <= zoom and one.geometry.distance(near) < reach
        ]
        assert len(seen) > 1, zoom


def test_quarters_do_not_stand_upon_each_other() -> None:
    place = np.array([[13.4, 52.5]])
    features = world_ground(place, (13.3, 52.4, 13.5, 52.6), ["en"])
    towns = [f for f in features if f.properties["kind"] == "town"]
    assert len(towns) > 40
    for one, other in combinations(towns, 2):
        zoom = max(one.properties["min_zoom"], other.properties["min_zoom"])
        apart = to_units(np.array([one.geometry.coords[0], other.geometry.coords[0]]))
        assert np.hypot(*np.diff(apart, axis=0)[0]) * 256 * 2**zoom > 60


def test_rivers_near_the_sites_have_names() -> None:
    paris = np.array([[2.35, 48.86]])
    rivers = {
        f.properties.get("name_en"): f
        for f in world_ground(paris, (2.3, 48.8, 2.4, 48.9), ["en"])
        if f.properties["kind"] == "river"
    }
    assert {"Seine", "Marne"} <= set(rivers)
    assert rivers["Seine"].geometry.distance(shapely.Point(2.347, 48.857)) < 0.02
    # Nobody knows them by these letters elsewhere.
    assert "name" not in rivers["Seine"].properties


CHINA = (100.0, 22.0, 122.0, 41.0)


@pytest.mark.parametrize("box", [CHINA, WORLD], ids=["China", "the world"])
def test_wherever_the_reader_looks_a_river_is_no_zigzag(
    box: tuple[float, float, float, float],
) -> None:
    rivers = [
        part
        for feature in world_ground(corners(box), box, ["en"])
        if feature.properties["kind"] == "river"
        for part in shapely.get_parts(feature.geometry)
    ]
    within = [line for line in rivers if shapely.box(*box).contains(line)]
    longest = sorted(within, key=lambda line: -line.length)[:20]
    # As drawn in a window that the map fills: a side of a river is no longer than a finger is wide.
    sides = [
        np.hypot(*np.diff(to_units(shapely.get_coordinates(line)), axis=0).T).max()
        for line in longest
    ]
    across = float(np.ptp(to_units(np.array([box[:2], box[2:]])), axis=0).max())
    assert max(sides) / across * 1000 < 45


def test_rivers_are_called_by_no_mark_of_question() -> None:
    names = lines_of("rivers-10m").names
    assert {"Paraná", "São Francisco", "Dalälven", "Kızılırmak", "Ob"} <= set(names)
    assert [name for name in names if "?" in name or "  " in name] == []


MEMPHIS, MOSUL = (-90.0, 35.1), (43.1, 36.3)


@pytest.mark.parametrize(
    ("place", "city", "section"),
    [(MEMPHIS, "Memphis", "New South Memphis"), (MOSUL, "Mosul", "Al Mawşil al Jadīdah")],
    ids=["Memphis", "Mosul"],
)
def test_a_city_is_named_sooner_than_a_section_of_it(
    place: tuple[float, float], city: str, section: str
) -> None:
    lon, lat = place
    box = (lon - 6, lat - 4, lon + 6, lat + 4)
    named = {
        feature.properties["name"]: feature.properties
        for feature in world_ground(corners(box), box, ["en"])
        if feature.properties["kind"] in {"city", "town"}
    }
    assert named[city]["min_zoom"] < 6
    assert named.get(section, {"min_zoom": 99})["min_zoom"] > named[city]["min_zoom"] + 2
