"""The ground that comes with the package: land where there is land, finest where the sites are."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.ground.world import ATTRIBUTION, world_ground
from tests.ground.cities_file import COLUMNS

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
