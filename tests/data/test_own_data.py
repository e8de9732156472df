"""``data/sites.geojson`` and the tables: every place and figure, each with its evidence."""

from __future__ import annotations

import math
import re
import tomllib
from itertools import combinations
from urllib.parse import urlsplit

import pytest
import shapely
from shapely.geometry import shape

from tests.data.own import (
    PROJECT,
    TABLES,
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
# Relations the map must tell, in either direction.
RELATED = [
    ("magnetic-inertial-facility", "zero-magnetism-valley"),
    ("zero-magnetism-valley", "jiangnan-science-city"),
    ("fuxin-project", "binfu-zone"),
    ("olympic-stadium", "tennis-centre"),
    ("binfu-zone", "binjiang"),
    ("binxiao-park", "binjiang"),
    ("china-vision-valley", "binxiao-park"),
    ("ftz-binjiang", "china-data-valley"),
    ("zhejiang-data-exchange", "china-data-valley"),
    ("hangzhou-digital-exchange", "china-data-valley"),
]
# Bodies the zone means to strengthen: nobody says where they sit.
OF_NO_STATED_SEAT = {"zhejiang-data-exchange", "hangzhou-digital-exchange"}
CHAIN = {
    "0 to 1": {
        "zero-magnetism-valley",
        "jiangnan-science-city",
        "magnetic-inertial-facility",
        "baima-lake-laboratory",
        "sensing-centre",
    },
    "1 to 10": {
        "beihang-institute",
        "zju-binjiang-institute",
        "changguang-institute",
        "zhejiang-university",
    },
    "10 to N": {"fintech-centre"},
}
THEMES = {
    "ecosystem": {"智能物联", "生物医药", "高端装备", "绿色能源", "新材料"},
    "emerging": {"新一代人工智能", "区块链", "量子信息"},
}


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


# Figures


@pytest.mark.parametrize("figure", expected("figures"), ids=lambda figure: figure["figure"])
def test_a_figure_has_its_value(figure: dict[str, str]) -> None:
    same = [
        row
        for row in table("indicators")
        if row["indicator_en"].casefold() == figure["figure"].casefold()
    ]
    assert len(same) == 1
    row = same[0]
    assert row["site_id"] == "binjiang"
    assert float(row["value"]) == float(figure["value"])
    for key in ("key", "theme", "year", "kind"):
        assert row[key] == figure[key], key
    assert row["unit_en"] == figure["unit"]
    assert row["flag_en"] == figure["flag"]
    assert published(row) == figure["change"]
    assert figure["note"] in row["note_en"]
    assert row["source"].startswith("article-")


def published(row: dict[str, str]) -> str:
    """A figure's change with its sign and unit, as it was published."""
    return f"{float(row['change']):+g}{row['change_unit']}" if row["change"] else ""


def test_a_change_has_number_unit_and_words_or_none_of_them() -> None:
    for row in table("indicators"):
        parts = [row[name] for name in ("change", "change_unit", "change_text", "change_text_en")]
        assert all(parts) or not any(parts), row["key"]


def test_a_key_is_one_indicator_with_one_theme_and_unit() -> None:
    seen: dict[str, set[tuple[str, ...]]] = {}
    for row in table("indicators"):
        about = tuple(row[name] for name in ("theme", "group", "unit", "unit_en"))
        seen.setdefault(row["key"], set()).add(about)
    assert all(len(abouts) == 1 for abouts in seen.values())
    assert {row["theme"] for row in table("indicators")} == {"科技", "产业", "幸福"}


def test_what_2022_and_2023_say_of_one_thing_stands_under_one_key() -> None:
    pairs: dict[str, dict[tuple[str, str], float]] = {}
    for row in table("indicators"):
        pairs.setdefault(row["key"], {})[row["year"], row["kind"]] = float(row["value"])
    assert {key: values for key, values in pairs.items() if len(values) > 1} == {
        "projects-over-100m": {("2022", "actual"): 42, ("2023", "target"): 25}
    }


def test_a_figure_without_a_year_of_its_own_says_so() -> None:
    inferred = {row["key"] for row in table("indicators") if "inferred" in row["note_en"]}
    assert inferred == {"commuting-roads", "micro-renewals", "school-places", "sports-grounds"}


def test_the_article_gives_28_figures() -> None:
    assert len(expected("figures")) == 28
    assert sum(row["source"].startswith("article-") for row in table("indicators")) == 28


# Relations and themes


@pytest.mark.parametrize(("one", "other"), RELATED)
def test_related_sites_are_related(one: str, other: str) -> None:
    pairs = {frozenset((row["site_id"], row["other_id"])) for row in table("relations")}
    assert frozenset((one, other)) in pairs


def test_no_site_is_related_to_itself() -> None:
    assert all(row["site_id"] != row["other_id"] for row in table("relations"))


def test_the_chain_from_research_to_market_is_complete() -> None:
    stages: dict[str, set[str]] = {}
    for row in table("themes"):
        if row["kind"] == "chain":
            stages.setdefault(row["theme_en"].partition(":")[0], set()).add(row["site_id"])
    assert stages == CHAIN


@pytest.mark.parametrize(("kind", "themes"), THEMES.items())
def test_themes_of_the_zone_are_complete(kind: str, themes: set[str]) -> None:
    zone = [row for row in table("themes") if row["site_id"] == "binjiang"]
    assert {row["theme"] for row in zone if row["kind"] == kind} == themes


def test_every_article_place_has_a_row_of_its_own() -> None:
    named = {row["site_id"] for name in ("indicators", "profiles") for row in table(name)}
    assert {place["id"] for place in expected("places")} <= named


# Sources


def test_every_source_exists_and_is_cited() -> None:
    known = [row["id"] for row in table("sources")]
    used = {
        source
        for text in [
            *(site["properties"]["source"] for site in sites().values()),
            *(row["source"] for name in TABLES if name != "sources" for row in table(name)),
        ]
        for source in cited(text)
    }
    assert len(set(known)) == len(known)
    assert used - set(known) == set()
    assert set(known) - used == set()


def test_a_source_can_be_found_again() -> None:
    for row in table("sources"):
        assert row["title"], row["id"]
        assert row["title_en"], row["id"]
        assert row["url"] or row["locator"], row["id"]
        if row["url"]:
            parts = urlsplit(row["url"])
            assert parts.scheme in {"http", "https"}
            assert parts.hostname


def test_links_are_web_addresses() -> None:
    links = [
        site["properties"]["link"] for site in sites().values() if "link" in site["properties"]
    ]
    assert links
    assert all(urlsplit(link).scheme in {"http", "https"} for link in links)


def test_what_is_told_in_chinese_is_told_in_english() -> None:
    pairs = {
        "indicators": ("theme", "group", "indicator", "unit"),
        "profiles": ("fact", "value"),
        "relations": ("relation",),
        "themes": ("group", "theme"),
        "sources": ("title",),
    }
    for name, columns in pairs.items():
        for row in table(name):
            for column in columns:
                assert row[column], (name, row)
                assert row[f"{column}_en"], (name, row)
            for column in {"flag", "change_text", "note"} & set(row):
                assert bool(row[column]) == bool(row[f"{column}_en"]), (name, row)


def test_no_sentence_is_given_twice() -> None:
    texts = [site["properties"]["description"] for site in sites().values()]
    assert len(set(texts)) == len(texts)
