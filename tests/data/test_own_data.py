"""``data/sites.geojson``: every place, with its evidence."""

from __future__ import annotations

import math
import re
import tomllib
from itertools import combinations

import pytest
import shapely
from shapely.geometry import shape

from tests.data.own import (
    PROJECT,
    cited,
    expected,
    features,
    located,
    positions,
    sites,
    table,
)

METRES = 111_320.0  # a degree of latitude
OTHER_VENUES = {
    "asian-games-village",
    "binjiang-gymnasium",
    "olympic-arena-and-aquatic-centre",
    "olympic-sports-centre",
}
# Bodies the zone means to strengthen: nobody says where they sit.
OF_NO_STATED_SEAT = {"zhejiang-data-exchange", "hangzhou-digital-exchange"}


def metres(one: shapely.Point, other: shapely.Point) -> float:
    """Distance in metres, good to 1 % within a city."""
    east = (one.x - other.x) * math.cos(math.radians(one.y))
    return math.hypot(east, one.y - other.y) * METRES


def square_kilometres(geometry: shapely.Geometry) -> float:
    shrink = math.cos(math.radians(geometry.centroid.y))
    return float(geometry.area) * shrink * (METRES / 1000) ** 2


def as_point(place: dict[str, str]) -> shapely.Point:
    return shapely.Point(float(place["lon"]), float(place["lat"]))


# Places


def test_ids_are_unique_slugs() -> None:
    names = [feature["properties"]["id"] for feature in features()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)


def test_the_map_holds_the_33_places_and_the_other_venues() -> None:
    places = {place["id"] for place in expected("places")}
    assert len(places) == 33
    assert set(sites()) == places | OTHER_VENUES


@pytest.mark.parametrize("place", expected("places"), ids=lambda place: place["id"])
def test_a_place_has_its_names_and_category(place: dict[str, str]) -> None:
    found = sites()[place["id"]]["properties"]
    assert (found["name"], found["name_en"]) == (place["name"], place["name_en"])
    assert found["category"] == place["category"]


def test_other_venues_are_venues_and_do_not_cite_the_article() -> None:
    for name in OTHER_VENUES:
        found = sites()[name]["properties"]
        assert found["category"] == "venue"
        assert not any(source.startswith("article") for source in cited(found["source"]))


@pytest.mark.parametrize("name", sites())
def test_a_site_speaks_both_languages(name: str) -> None:
    found = sites()[name]["properties"]
    han = re.compile("[\u4e00-\u9fff]")
    for key in ("name", "description", "located_by"):
        assert han.search(found[key]), key
        assert found[f"{key}_en"].strip(), key
        assert not han.search(found[f"{key}_en"]), key
    sentences = re.findall("。", found["description"])
    assert 1 <= len(sentences) <= 3


def test_every_article_place_cites_the_article() -> None:
    for place in expected("places"):
        sources = cited(sites()[place["id"]]["properties"]["source"])
        assert any(source.startswith("article-") for source in sources), place["id"]


# Positions


def test_every_position_has_its_evidence() -> None:
    assert {place["id"] for place in expected("positions")} == set(located())


@pytest.mark.parametrize("name", located())
def test_a_place_lies_where_the_evidence_puts_it(name: str) -> None:
    site, places = located()[name], [p for p in expected("positions") if p["id"] == name]
    geometry = shape(site["geometry"])
    shapes = {"area": "Polygon", "point": "Point", "points": "MultiPoint"}
    assert shapes[places[0]["shape"]] in site["geometry"]["type"]
    found = list(shapely.get_parts(geometry)) if len(places) > 1 else [geometry.centroid]
    for point, place in zip(found, places, strict=True):
        assert metres(point, as_point(place)) < 10
        assert set(place["evidence"].split()) <= set(cited(site["properties"]["source"]))
    # The sign stands at the first, which is what the radius is of.
    assert site["properties"]["accuracy_m"] == float(places[0]["accuracy_m"])


def test_each_block_of_a_park_tells_its_own_radius() -> None:
    blocks = [place for place in expected("positions") if place["id"] == "binxiao-park"]
    facts = [row for row in table("profiles") if row["site_id"] == "binxiao-park"]
    found = sites()["binxiao-park"]["properties"]["located_by"]
    for block in blocks:
        metres_text = f"误差 {block['accuracy_m']} 米"
        assert metres_text in found
        assert any(metres_text in row["value"] for row in facts)


def test_the_vision_valley_stands_on_the_crossing_it_names() -> None:
    roads = [f for f in features("basemap/roads.geojson") if "name" in f["properties"]]
    at = shape(sites()["china-vision-valley"]["geometry"])
    for name in ("时代大道", "湘滨路"):
        lines = [shape(f["geometry"]) for f in roads if f["properties"]["name"] == name]
        nearest = min((shapely.shortest_line(at, line) for line in lines), key=shapely.length)
        ends = [shapely.Point(position) for position in nearest.coords]
        assert metres(*ends) < 30, name


def test_the_circle_of_the_binfu_zone_takes_in_both_exits_of_the_motorway() -> None:
    # Toll gates of the plain, in WGS 84; the middle lies south of the river and north of the hills.
    zone = sites()["binfu-zone"]
    middle = shape(zone["geometry"])
    for gate in (shapely.Point(120.03405, 30.03345), shapely.Point(119.95092, 30.00513)):
        assert metres(middle, gate) < zone["properties"]["accuracy_m"]


def test_other_venues_lie_by_the_river_in_the_east() -> None:
    around = shapely.box(120.19, 30.19, 120.25, 30.265)
    for name in OTHER_VENUES:
        assert around.contains(shape(sites()[name]["geometry"])), name


@pytest.mark.parametrize("name", located())
def test_a_position_states_accuracy_method_and_source(name: str) -> None:
    found = located()[name]["properties"]
    assert not isinstance(found["accuracy_m"], bool)
    assert 0 < found["accuracy_m"] <= 7500
    assert found["located_by"]
    assert found["source"]
    assert "未定位" not in found["located_by"]


@pytest.mark.parametrize("name", sorted(set(sites()) - set(located())))
def test_a_place_not_located_says_why_and_where_it_belongs(name: str) -> None:
    found = sites()[name]["properties"]
    assert "accuracy_m" not in found
    assert found["located_by"].startswith("未定位")
    if name in OF_NO_STATED_SEAT:
        assert "part_of" not in found
    else:
        assert found["part_of"] in located()


def test_the_map_says_how_many_places_have_no_public_position() -> None:
    settings = tomllib.loads((PROJECT / "map.toml").read_bytes().decode())
    count, missing = len(sites()), len(sites()) - len(located())
    assert f"{count} 处地点中有 {missing} 处" in settings["about"]
    assert f"{missing} of the {count} places" in settings["about_en"]


def test_part_of_names_a_site_and_never_turns_back() -> None:
    parents = {name: site["properties"].get("part_of") for name, site in sites().items()}
    for name, nearest in parents.items():
        seen, parent = {name}, nearest
        while parent is not None:
            assert parent in parents, name
            assert parent not in seen, name
            seen.add(parent)
            parent = parents[parent]
    assert parents["zhejiang-university"] is None
    assert parents["fuxin-project"] == "binfu-zone"


def test_no_two_points_share_a_spot() -> None:
    points = {
        name: shape(site["geometry"])
        for name, site in located().items()
        if site["geometry"]["type"] == "Point"
    }
    for one, other in combinations(points, 2):
        assert metres(points[one], points[other]) > 100, (one, other)
    # Of two sites on one ground the second has points elsewhere too, and says so.
    shared = shapely.get_parts(shape(sites()["binxiao-park"]["geometry"]))
    assert shared[0].equals(points["china-vision-valley"])
    assert len(shared) == 3


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("binjiang", 72.2),
        ("ftz-binjiang", 11.71),
        ("baima-lake", 0.46),
        ("olympic-stadium", 0.049),
        ("olympic-arena-and-aquatic-centre", 0.0554),
    ],
)
def test_areas_have_their_size(name: str, area: float) -> None:
    geometry = shape(sites()[name]["geometry"])
    assert square_kilometres(geometry) == pytest.approx(area, rel=0.03)


def test_shapes_keep_to_rfc_7946() -> None:
    for name, site in located().items():
        geometry = shape(site["geometry"])
        assert geometry.is_valid, name
        for polygon in shapely.get_parts(geometry):
            if polygon.geom_type == "Polygon":
                assert polygon.exterior.is_ccw, name
                assert not any(ring.is_ccw for ring in polygon.interiors), name
    polygons = {name for name, site in located().items() if "Polygon" in site["geometry"]["type"]}
    assert polygons == {
        "baima-lake",
        "binjiang",
        "ftz-binjiang",
        "olympic-arena-and-aquatic-centre",
        "olympic-stadium",
        "tennis-centre",
    }


def test_shapes_of_openstreetmap_carry_its_licence() -> None:
    free = {
        name for name, site in sites().items() if site["properties"].get("licence") == "ODbL-1.0"
    }
    drawn = {"baima-lake", "olympic-arena-and-aquatic-centre", "olympic-stadium", "tennis-centre"}
    assert drawn <= free
    assert all("osm" in cited(sites()[name]["properties"]["source"]) for name in free)


def test_the_file_is_easy_to_edit_by_hand() -> None:
    data = (PROJECT / "sites.geojson").read_bytes()
    text = data.decode()
    assert text.endswith("]\n}\n")
    assert "\r" not in text
    assert "\ufeff" not in text
    count = sum(len(positions(site["geometry"]["coordinates"])) for site in located().values())
    on_one_line = re.findall(r"\[1[12]\d\.\d{1,6}, (?:29|30)\.\d{1,6}\]", text)
    assert len(on_one_line) == count
    assert text.count('      "type": "Feature",') == len(features())
