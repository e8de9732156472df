"""A folder with one GeoJSON file and nothing else: each cause of a poor map by its least input."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.joining import join
from geo.joining.guesses import guesses, guesses_in_words
from geo.page.content import make_content
from geo.problems import errors
from geo.project import open_project

if TYPE_CHECKING:
    from pathlib import Path

    from geo.joining import SiteLayer


def points(*properties: dict[str, Any] | None, **members: Any) -> list[dict[str, Any]]:
    return [
        {
            "type": "Feature",
            "properties": own,
            "geometry": {"type": "Point", "coordinates": [120.2 + number / 100, 30.2]},
            **members,
        }
        for number, own in enumerate(properties)
    ]


def alone(folder: Path, features: list[dict[str, Any]], settings: str = "") -> SiteLayer:
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    (folder / "sites.geojson").write_text(text, encoding="utf-8")
    if settings:
        (folder / "map.toml").write_text(settings, encoding="utf-8")
    layer = join(open_project(folder))
    assert errors(layer.problems) == []
    return layer


def names(layer: SiteLayer) -> list[str]:
    return layer.sites["name"].tolist()


def head(layer: SiteLayer) -> dict[str, Any]:
    return make_content(layer).head


def on_card(layer: SiteLayer) -> list[str]:
    return [field["name"] for field in head(layer)["fields"]]


# 1. The page's language


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"Name": "Walnut Creek"}, "en"),
        ({"名称": "白马湖"}, "zh"),
        ({"name": "東京駅", "種別": "駅"}, "ja"),
        ({"name": "Lab 3", "简介": "在滨江区的国家实验室，周末不开放"}, "zh"),
        ({"Название": "Парк Горького"}, "en"),
        ({"id": 7}, "en"),
        (None, "en"),
    ],
)
def test_the_language_is_that_of_all_texts(
    tmp_path: Path, properties: dict[str, Any] | None, expected: str
) -> None:
    assert head(alone(tmp_path, points(properties)))["languages"][0] == expected


# 2. and 3. Names


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"NAME": "Walnut Creek"}, "Walnut Creek"),
        ({"title": "Walnut Creek"}, "Walnut Creek"),
        ({"label": "Walnut Creek"}, "Walnut Creek"),
        ({"Site Name": "Walnut Creek"}, "Walnut Creek"),
        ({"Field_Name": "Walnut Creek"}, "Walnut Creek"),
        ({"project_name": "Walnut Creek"}, "Walnut Creek"),
        ({"SITE": "Walnut Creek"}, "Walnut Creek"),
        ({"City": "Hamm"}, "Hamm"),
        ({"POTTERY": "Corinthian cup"}, "Corinthian cup"),
        ({"info": "By the river"}, "By the river"),
        ({"nombre": "Fuente Grande"}, "Fuente Grande"),
        ({"名称": "白马湖"}, "白马湖"),
        ({"Название": "Парк"}, "Парк"),
        ({"施設名": "中央図書館"}, "中央図書館"),
        ({"Bezeichnung": "Alter Brunnen"}, "Alter Brunnen"),
        ({"type": "start"}, "start"),
        ({"details": "Level 2, Main Hall"}, "Level 2, Main Hall"),
        ({"details": "<a href='https://example.org/'>Oslo</a>"}, "Oslo"),
        ({"name": "bryceCanyon", "title": "Bryce Canyon National Park"},
         "Bryce Canyon National Park"),
        ({"name": "SorgentiSalone", "title": "Sorgenti del Salone"}, "Sorgenti del Salone"),
        ({"name": "http://www.wikidata.org/entity/Q2880", "label": "Hamm"}, "Hamm"),
        ({"code": "A-1", "name": "P1"}, "P1"),
        ({"NAME": "Oak", "file_name": "a.shp"}, "Oak"),
        ({"name_en": "Baima Lake"}, "Baima Lake"),
    ],
)  # fmt: skip
def test_what_people_call_a_place_is_its_name(
    tmp_path: Path, properties: dict[str, Any], expected: str
) -> None:
    assert names(alone(tmp_path, points(properties))) == [expected]


def test_names_are_looked_for_over_all_features(tmp_path: Path) -> None:
    layer = alone(tmp_path, points({"type": "x"}, {"label": "Lake"}))
    assert names(layer) == ["x", "Lake"]
    assert guesses(layer)[0] == ("names", "label")


def test_a_feature_of_nothing_is_called_as_its_layer(tmp_path: Path) -> None:
    folder = tmp_path / "Old town"
    folder.mkdir()
    assert names(alone(folder, points({}))) == ["Old town"]
    (folder / "sites.geojson").rename(folder / "walls.geojson")
    assert names(join(open_project(folder))) == ["Walls"]


# 8. Unnamed features among named ones


def test_what_has_no_name_is_called_by_what_it_is(tmp_path: Path) -> None:
    features = points(
        {"@id": "way/1", "leisure": "park"},
        {"@id": "way/2", "leisure": "park", "name": "Volkspark"},
        {"@id": "way/3", "amenity": "bicycle_parking"},
        {"@id": "way/4", "leisure": "garden", "name": "Rosengarten"},
        {"@id": "way/5", "building": "yes"},
    )
    layer = alone(tmp_path, features)
    assert names(layer) == ["park", "Volkspark", "bicycle parking", "Rosengarten", "building"]
    assert layer.nameless == {"site-1", "site-3", "site-5"}
    (told,) = [problem for problem in layer.problems if problem.code == "name-missing"]
    assert told.params["count"] == 3


def test_an_address_is_better_than_a_number(tmp_path: Path) -> None:
    rows = [
        {"school": "Mangum", "site_addre": "9008 QUAIL ROOST RD"},
        {"school": None, "site_addre": "2415 E GEER ST"},
        {"school": None, "site_addre": None},
    ]
    assert names(alone(tmp_path, points(*rows))) == ["Mangum", "2415 E GEER ST", "site-3"]


def test_the_beginning_of_a_text_or_a_number_is_better_than_none(tmp_path: Path) -> None:
    line = "Line crossing the antimeridian, represented as two parts that are cut where it is met"
    area = "Area around the pole, which is drawn to the upper edge of the map and not beyond it"
    assert names(alone(tmp_path, points({"description": line}, {"description": area}))) == [
        "Line crossing the antimeridian, represented as two parts…",
        "Area around the pole, which is drawn to the upper edge of…",
    ]
    levels = [{"OBJECTID": row, "DNL": level} for row, level in enumerate((75, 65, 65))]
    assert names(alone(tmp_path, points(*levels))) == ["DNL 75", "DNL 65", "DNL 65"]


# 4. Categories


PARK_TYPES = ["Metro", "Nature", "School", "Pocket", "Greenbelt", "Golf", "Pool", "District"]


@pytest.mark.parametrize("key", ["PARK_TYPE", "type", "Type", "kind", "类别", "種別", "Kategorie"])
def test_a_column_of_few_values_is_the_categories(tmp_path: Path, key: str) -> None:
    rows = [{"name": f"Park {n}", key: PARK_TYPES[n % 8]} for n in range(20)]
    layer = alone(tmp_path, points(*rows))
    assert {entry["id"] for entry in head(layer)["categories"]} == set(PARK_TYPES)
    assert ("categories", key) in guesses(layer)
    assert key not in on_card(layer)


def test_a_column_of_any_name_is_if_its_values_come_again(tmp_path: Path) -> None:
    rows = [{"name": f"Dig {n}", "Stratum": ("Upper", "Lower")[n % 2]} for n in range(12)]
    assert {c["id"] for c in head(alone(tmp_path, points(*rows)))["categories"]} == {
        "Upper",
        "Lower",
    }


def test_the_keys_of_openstreetmap_are_one_category(tmp_path: Path) -> None:
    kinds = [{"leisure": "park"}, {"leisure": "garden"}, {"amenity": "cafe"}] * 4
    layer = alone(tmp_path, points(*({"name": f"N {i}", **kind} for i, kind in enumerate(kinds))))
    assert {c["id"] for c in head(layer)["categories"]} == {"park", "garden", "cafe"}


def test_a_column_that_few_features_have_is_no_category(tmp_path: Path) -> None:
    rows = [{"name": f"S {n}", "amenity": ("school", "cafe")[n % 2]} for n in range(20)]
    for row in rows[:4]:
        row["type"] = "multipolygon" if row["amenity"] == "cafe" else "site"
    layer = alone(tmp_path, points(*rows))
    assert {c["id"] for c in head(layer)["categories"]} == {"school", "cafe"}


@pytest.mark.parametrize(
    "rows",
    [
        [{"name": f"A {n}", "note": f"Text {n}"} for n in range(12)],
        [{"name": f"A {n}", "open": ("yes", "no")[n % 2]} for n in range(12)],
        [{"name": f"A {n}", "category": None, "height": n % 2} for n in range(12)],
        [{"name": f"A {n}", "website": f"https://example.org/{n % 3}"} for n in range(12)],
    ],
)
def test_what_is_no_kind_of_thing_is_no_category(
    tmp_path: Path, rows: list[dict[str, Any]]
) -> None:
    assert [entry["id"] for entry in head(alone(tmp_path, points(*rows)))["categories"]] == [""]


def test_the_authors_own_category_counts_before_any_other(tmp_path: Path) -> None:
    rows = [{"name": f"A {n}", "type": f"t{n % 2}", "category": f"c{n % 2}"} for n in range(8)]
    layer = alone(tmp_path, points(*rows))
    assert {entry["id"] for entry in head(layer)["categories"]} == {"c0", "c1"}
    assert "type" in on_card(layer)


# 5. Style keys


def test_a_drawn_colour_is_obeyed_and_no_fact(tmp_path: Path) -> None:
    layer = alone(
        tmp_path, points({"marker-color": "#2b3990", "marker-size": "large", "name": "A"})
    )
    (category,) = head(layer)["categories"]
    assert category["color"] == "#2b3990"
    assert on_card(layer) == []


def test_four_colours_are_four_kinds(tmp_path: Path) -> None:
    hues = ["#e03131", "#2F9E44", "rgb(28, 126, 214)", "orange"]
    rows = [{"name": f"A {n}", "marker-color": hues[n % 4], "stroke": "#555"} for n in range(8)]
    layer = alone(tmp_path, points(*rows))
    categories = head(layer)["categories"]
    assert {c["color"] for c in categories} == {"#e03131", "#2f9e44", "#1c7ed6", "#ffa500"}
    assert {c["label"]["en"] for c in categories} == {"Red", "Green", "Blue", "Orange"}
    assert ("colours", "marker-color, stroke") in guesses(layer)


def test_a_category_takes_the_colour_its_author_gave_it(tmp_path: Path) -> None:
    rows = [
        {
            "name": f"A {n}",
            "type": ("Inn", "Bar")[n % 2],
            "marker-color": ("#111111", "#222222")[n % 2],
        }
        for n in range(6)
    ]
    categories = head(alone(tmp_path, points(*rows)))["categories"]
    assert {c["id"]: c["color"] for c in categories} == {"Inn": "#111111", "Bar": "#222222"}


def test_the_styles_of_kml_are_no_facts(tmp_path: Path) -> None:
    row = {
        "name": "A", "styleUrl": "#icon-1899-0288D1-nodesc", "styleHash": "1a2b", "icon": "x.png",
        "stroke-width": 2, "fill-opacity": 0.3, "tessellate": 1, "visibility": 1,
    }  # fmt: skip
    layer = alone(tmp_path, points(row))
    assert on_card(layer) == []


def test_words_of_daily_life_stay_facts(tmp_path: Path) -> None:
    row = {"name": "A", "style": "Gothic", "weight": 70, "color": "pale stone", "open": "daily"}
    assert on_card(alone(tmp_path, points(row))) == ["style", "weight", "color", "open"]


# 6. Technical columns, and coordinates again


@pytest.mark.parametrize(
    "extra",
    [
        {"OBJECTID": 7},
        {"Shape_Length": 12.5, "Shape_Area": 3.5},
        {"GEO_ID": "0400000US01"},
        {"@id": "node/1"},
        {"Latitude": "32.23565279494154"},
        {"LAT": 32.2, "LONG": -110.1},
        {"X_COORD": 3114567.5, "Y_COORD": 10087654.25},
        {"纬度": 30.2, "经度": 120.2},
        {"geo_point_2d": [30.2, 120.2]},
        {"the_geom": "POINT (120.2 30.2)"},
    ],
)
def test_what_no_reader_asks_for_is_not_on_the_card(tmp_path: Path, extra: dict[str, Any]) -> None:
    layer = alone(tmp_path, points({"name": "A", **extra, "Area": 12}))
    assert on_card(layer) == ["Area"]
    # Where it is asked for, it is there.
    named = json.dumps(list(extra))
    asked = alone(tmp_path, points({"name": "A", **extra}), f"[card]\nfields = {named}\n")
    assert on_card(asked) == list(extra)


def test_a_name_is_not_on_the_card_twice(tmp_path: Path) -> None:
    assert on_card(alone(tmp_path, points({"NAME": "Oak", "Acres": 3}))) == ["Acres"]


def test_the_layers_source_is_that_of_the_sites_that_name_none(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    sources = "id,title\nsurvey,Survey\nnews,News\n"
    (tmp_path / "tables" / "sources.csv").write_text(sources, encoding="utf-8")
    rows = points({"name": "A"}, {"name": "B", "source": "news"}, {"name": "C", "source": ""})
    layer = alone(tmp_path, rows, '[layer]\nsource = "survey"\n')
    assert layer.sites["source"].tolist() == ["survey", "news", "survey"]
    (tmp_path / "map.toml").write_text('[layer]\nsource = "rumour"\n', encoding="utf-8")
    (told,) = errors(join(open_project(tmp_path)).problems)
    assert (told.code, told.params["found"]) == ("unknown-source", "rumour")
    assert told.place.file.endswith("map.toml")


# False warnings


def test_a_place_far_from_others_of_a_wide_layer_has_not_lost_its_sign(tmp_path: Path) -> None:
    places = [(116.37, 39.97), (-75.95, 40.32), (-76.32, 40.05), (-1.27, 51.76), (-87.6, 41.79)]
    features = points(*({"name": name} for name in "ABCDE"))
    for feature, place in zip(features, places, strict=True):
        feature["geometry"]["coordinates"] = list(place)
    assert alone(tmp_path, features).problems == []


# The note at the end, and the settings it names


def test_guesses_are_said_with_the_setting_that_changes_each(tmp_path: Path) -> None:
    rows = [
        {"NAME": f"Park {n}", "code": f"Code {n}", "PARK_TYPE": ("Metro", "Nature")[n % 2],
         "OWNER": ("City", "County")[n // 4]}
        for n in range(8)
    ]  # fmt: skip
    layer = alone(tmp_path, points(*rows))
    assert guesses_in_words(layer, "en") == (
        "guessed: names from NAME ([layer] name), categories from PARK_TYPE ([layer] category), "
        "English (languages); map.toml says otherwise"
    )
    assert guesses_in_words(layer, "zh") == (
        "自动判断：名称取自 NAME ([layer] name)，类别取自 PARK_TYPE ([layer] category)，"
        "英文 (languages)；可在 map.toml 中改"
    )
    assert layer.problems == []
    said = 'languages = ["en"]\n[layer]\nname = "code"\ncategory = "OWNER"\n'
    changed = alone(tmp_path, points(*rows), said)
    assert names(changed)[0] == "Code 0"
    assert {entry["id"] for entry in head(changed)["categories"]} == {"City", "County"}
    assert guesses_in_words(changed, "en") == ""


def test_a_project_that_says_everything_has_no_note(tmp_path: Path) -> None:
    layer = alone(tmp_path, points({"name": "A", "category": "park"}), 'languages = ["zh", "en"]\n')
    assert guesses(layer) == []
