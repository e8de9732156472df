"""What strangers' files leave in doubt: years and ids without a heading, days, noughts, numbers."""

from __future__ import annotations

import json

import pytest

from geo.joining import join
from geo.page.content import make_content
from geo.page.readable import readable
from geo.project import open_project
from geo.sources.geojson.titles import title_in_words
from tests.joining.test_strangers import alone, names, on_card, points
from tests.joining.test_strangers_cards import types
from tests.joining.test_strangers_formats import categories


def lines(*rows):
    ends = ([[120.2 + n / 100, 30.2], [120.21 + n / 100, 30.21]] for n in range(len(rows)))
    return [
        {"type": "Feature", "geometry": {"type": "LineString", "coordinates": line},
         "properties": row}
        for line, row in zip(ends, rows, strict=True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "numbers", "kind"),
    [
        ("kai_shi", [1912 + 3 * n for n in range(12)], "year"),
        ("kai_shi", [0, *(1912 + 3 * n for n in range(12))], "year"),
        ("kai_shi", [1912 + 3 * n for n in range(5)], "integer"),
        ("kai_shi", [1550 + 50 * (n % 9) for n in range(12)], "integer"),
        ("kai_shi", [1100 + 90 * n for n in range(12)], "integer"),
        ("visitors", [1912 + 3 * n for n in range(12)], "integer"),
        ("elevation", [1512 + 13 * n for n in range(12)], "integer"),
        ("海拔", [1512 + 13 * n for n in range(12)], "integer"),
        ("road_m", [1512 + 13 * n for n in range(12)], "integer"),
        ("pyramid", [1512.0 + 130 * n for n in range(12)], "integer"),
        ("stopid", [50001 + 7 * n for n in range(12)], "string"),
        ("paid", [50001 + 7 * n for n in range(12)], "integer"),
        ("stopid", [5 + 7 * n for n in range(12)], "integer"),
    ],
)
def test_years_and_ids_bear_no_marks_for_thousands(tmp_path, heading, numbers, kind):
    rows = [{"name": f"Mill {chr(65 + n)}", heading: number} for n, number in enumerate(numbers)]
    assert types(alone(tmp_path, points(*rows)))[heading] == kind


def test_what_is_nought_everywhere_is_no_fact(tmp_path):
    rows = [{"name": f"Mill {n}", "LUASWH": 0, "lit": False, "seats": n} for n in "abcdefghi"]
    for number, row in enumerate(rows):
        row["seats"] = number
    assert on_card(alone(tmp_path, points(*rows))) == ["lit", "seats"]
    assert on_card(alone(tmp_path, points(*rows[:8]))) == ["LUASWH", "lit", "seats"]


def test_a_drawing_s_id_of_nought_is_no_fact(tmp_path):
    rows = [{"name": f"Mill {n}", "Id": 0, "fires": 0} for n in "abc"]
    assert on_card(alone(tmp_path, points(*rows))) == ["fires"]


def test_an_empty_list_says_nothing(tmp_path):
    rows = [{"name": f"Mill {n}", "prices": [], "hours": ["9-5"] if n == "a" else {}} for n in "ab"]
    layer = readable(alone(tmp_path, points(*rows)))
    fields = {field["name"]: field["count"] for field in make_content(layer).head["fields"]}
    assert fields == {"hours": 1}


@pytest.mark.parametrize(
    ("columns", "is_on"),
    [
        ({"@id": "relation/7", "type": "site"}, False),
        ({"full_id": "r7", "type": "route"}, False),
        ({"code": "r7", "type": "site"}, True),
    ],
)
def test_how_openstreetmap_draws_a_relation_is_no_fact(tmp_path, columns, is_on):
    rows = [{"name": "Old mill", **columns}, {"name": "New mill", **columns, "type": None}]
    assert ("type" in on_card(alone(tmp_path, points(*rows)))) is is_on


@pytest.mark.parametrize(
    ("file", "text", "title"),
    [
        ("Parks_3.js", 'var json_Parks_3 = {{"type":"FeatureCollection",{}', "Parks"),
        ("Parks_3.js", 'var parks = {{"type":"FeatureCollection",{}', "Parks 3"),
        ("x.js", 'var json_Parks_3 = {{"type":"FeatureCollection","name":"Parks_3",{}', "Parks"),
    ],
)
def test_the_number_of_a_layer_on_a_page_of_qgis2web_is_not_its_name(tmp_path, file, text, title):
    features = json.dumps(points({"name": "Walnut Creek"}))
    (tmp_path / file).write_text(text.format(f'"features":{features}}};'), encoding="utf-8")
    layer = join(open_project(tmp_path / file))
    assert title_in_words(layer.project.layer.title) == title
    assert next(iter(make_content(layer).head["title"].values())) == title


def test_pieces_of_roads_are_called_by_the_road(tmp_path):
    rows = [{"nome": "ERS-135" if n % 3 else "RSC-153", "faixas": 2} for n in range(12)]
    found = names(alone(tmp_path, lines(*rows, {"nome": None, "faixas": 1})))
    assert found[:2] == ["RSC-153", "ERS-135"]


def test_what_all_are_called_keeps_its_words_beside_their_number(tmp_path):
    rows = [{"nama": "PAYA BAKUNG II", "desa": "PAYA BAKUNG"} for _ in range(3)]
    assert names(alone(tmp_path, points(*rows))) == [f"PAYA BAKUNG II {n}" for n in (1, 2, 3)]


def test_a_lone_outline_is_not_called_by_a_digit(tmp_path):
    layer = alone(tmp_path, points({"LABEL": "1"}))
    assert names(layer) == [layer.project.layer.title.replace("_", " ")]


@pytest.mark.parametrize(
    ("text", "is_name"),
    [("Nan", True), ("Null", True), ("nan", False), ("NaN", False), ("NULL", False),
     ("<Null>", False)],
)  # fmt: skip
def test_a_province_is_called_nan_and_no_value_is(tmp_path, text, is_name):
    rows = [{"name": "Phrae", "type": "province"}, {"name": text, "type": "province"}]
    assert (text in names(alone(tmp_path, points(*rows)))) is is_name


DAYS = [{"name": "Mill A", "opened": "03/04/2020"}, {"name": "Mill B", "opened": "05/06/2021"}]


def test_days_that_may_be_either_are_told_with_what_says_which(tmp_path):
    layer = alone(tmp_path, points(*DAYS))
    (told,) = [problem for problem in layer.problems if problem.code == "days-either-way"]
    assert told.params["first"] == "2020-04-03"
    assert told.params["second"] == "2020-03-04"
    for form, first in ((told.params["form"], "2020-04-03"), (told.params["other"], "2020-03-04")):
        field = {"name": "opened", "type": "date", "format": form}
        schema = {"name": "sites", "path": "sites.geojson", "schema": {"fields": [field]}}
        (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [schema]}))
        layer = join(open_project(tmp_path))
        assert layer.problems == []
        assert layer.sites["opened"].tolist()[0] == first


@pytest.mark.parametrize("days", [("31/04/2020", "05/06/2021"), ("1/2/3", "a"), ("3.4.2020",)])
def test_days_that_are_one_or_none_are_not_told_of(tmp_path, days):
    rows = [{"name": f"Mill {n}", "opened": day} for n, day in enumerate(days)]
    layer = alone(tmp_path, points(*rows))
    assert "days-either-way" not in {problem.code for problem in layer.problems}


@pytest.mark.parametrize(
    ("slugs", "words", "labels"),
    [
        (("loai", "canhquan", "dulich"), ("ten_loai", "Cảnh quan", "Du lịch"),
         ["Cảnh quan", "Du lịch"]),
        (("category", "hoc-sinh", "dulich"), ("x", "Học sinh", "Du lịch"),
         ["Học sinh", "Du lịch"]),
        (("type", "cafe", "museum"), ("typeLabel", "Coffee & cake", "Art"),
         ["Coffee & cake", "Art"]),
        (("type", "cafe", "museum"), ("icon", "cup.svg", "Frame"), ["cafe", "museum"]),
        (("type", "cafe", "museum"), ("type_color", "#ff0000", "#00ff00"), ["cafe", "museum"]),
    ],
)  # fmt: skip
def test_kinds_that_are_slugs_are_called_in_the_words_beside_them(tmp_path, slugs, words, labels):
    (heading, *kinds), (column, *said) = slugs, words
    rows = [{"name": f"Nhà {n}", heading: kinds[n % 2], column: said[n % 2]} for n in range(9)]
    layer = alone(tmp_path, points(*rows))
    made = make_content(layer).head
    assert [next(iter(entry["label"].values())) for entry in made["categories"]] == labels
    assert [entry["id"] for entry in made["categories"]] == kinds
    assert (column in on_card(layer)) is (labels == kinds and not column.endswith("color"))


def manholes(**more):
    return [
        {"FACILITYID": f"MH-{100 + n}", "NAME": "STORM" if n % 9 == 0 else "SANITARY",
         **{key: value(n) for key, value in more.items()}}
        for n in range(60)
    ]  # fmt: skip


def test_names_that_are_kinds_are_told_apart_and_colour_the_map(tmp_path):
    layer = alone(tmp_path, points(*manholes()))
    assert names(layer)[:2] == ["STORM MH-100", "SANITARY MH-101"]
    assert sorted(label for label, _ in categories(layer)) == ["SANITARY", "STORM"]


def test_names_that_are_kinds_give_way_to_addresses(tmp_path):
    rows = manholes(LOCATION=lambda n: f"{n} Oak Street")
    assert names(alone(tmp_path, points(*rows)))[:2] == ["0 Oak Street", "1 Oak Street"]


def test_pieces_of_lines_share_their_names(tmp_path):
    rows = [{"FACILITYID": f"P-{n}", "NAME": "Mill Brook" if n % 2 else "Elm"} for n in range(60)]
    layer = alone(tmp_path, lines(*rows))
    assert set(names(layer)) == {"Mill Brook", "Elm"}
    assert len(categories(layer)) == 1


@pytest.mark.parametrize(
    ("colours", "is_on"), [([0, 1, 2, 0], False), ([0.5, 1, 2, 0], True), ([0, 1, 99, 0], True)]
)
def test_the_numbers_of_a_mapmaker_s_colours_are_no_fact(tmp_path, colours, is_on):
    rows = [{"name": f"Mill {n}", "color": colour} for n, colour in enumerate(colours)]
    assert ("color" in on_card(alone(tmp_path, points(*rows)))) is is_on


@pytest.mark.parametrize(
    "title", ["countries.geo", "countries_geo_simple", "countries.topo", "countries.geojson"]
)
def test_what_a_file_is_made_of_is_not_its_name(title):
    assert title_in_words(title) == "Countries"


def test_an_island_of_a_country_is_not_taken_for_two_slips(tmp_path):
    land = [(n % 10 - 2.0, 43.0 + n // 10) for n in range(80)]
    rows = points(*({"nom": f"Lieu {n}"} for n in range(81)))
    for row, place in zip(rows, [*land, (45.15, -12.8)], strict=True):
        row["geometry"]["coordinates"] = list(place)
    layer = alone(tmp_path, rows)
    codes = {problem.code for problem in layer.problems}
    assert "swapped" not in codes
    assert "far-from-others" in codes


def test_a_dash_is_no_kind(tmp_path):
    rows = [{"name": f"Mill {n}", "type": ["Water", "Wind", "-"][n % 3]} for n in range(12)]
    layer = alone(tmp_path, points(*rows))
    assert [label for label, _ in categories(layer)] == ["Water", "Wind", "Uncategorised"]


def test_sites_are_called_by_their_codes_rather_than_by_long_descriptions(tmp_path):
    where = "About {} feet north of the intersection of Chillum Road and Eastern Avenue"
    rows = [{"LOCATION_DESCRIPTION": where.format(n), "STONE_NUM": f"SW{n}"} for n in range(12)]
    layer = alone(tmp_path, points(*rows))
    assert names(layer)[:2] == ["SW0", "SW1"]
    assert on_card(layer) == ["LOCATION_DESCRIPTION"]
    plain = [{"LOCATION_DESCRIPTION": row["LOCATION_DESCRIPTION"], "depth": 3} for row in rows]
    assert names(alone(tmp_path, points(*plain)))[0].startswith("About 0 feet")


def test_what_codes_part_is_called_by_the_words_beside_them(tmp_path):
    views = ["Primrose Hill summit", "Parliament Hill", "Kenwood gazebo", "Blackheath Point"]
    rows = [{"TYPE": ["WSCA", "EXT", "VC"][n % 3], "DESCRIPTIO": views[n // 9]} for n in range(36)]
    layer = alone(tmp_path, points(*rows))
    assert set(names(layer)) == set(views)
    words = [{**row, "TYPE": ["PARK", "CAFE", "BAR"][n % 3]} for n, row in enumerate(rows)]
    assert set(names(alone(tmp_path, points(*words)))) == {"PARK", "CAFE", "BAR"}


def test_ids_of_several_lengths_bear_no_marks_for_thousands(tmp_path):
    rows = [{"name": f"Mill {n}", "ADDRID": number, "paid": number}
            for n, number in enumerate((278406, 19536, 294561, 294505, 294515))]  # fmt: skip
    found = types(alone(tmp_path, points(*rows)))
    assert (found["ADDRID"], found["paid"]) == ("string", "integer")


def test_kinds_that_are_codes_are_said_by_any_column_that_has_a_text_for_each(tmp_path):
    said = ["Existing lane", "Shared lane", "Cycle track", "Access path"]
    rows = [{"STREET": f"W {chr(65 + n % 26)} AVE", "TYPE": str(n % 4 + 1), "ROUTE": said[n % 4]}
            for n in range(120)]  # fmt: skip
    layer = alone(tmp_path, lines(*rows))
    assert sorted(label for label, _ in categories(layer)) == sorted(said)
    mixed = [{**row, "ROUTE": said[n % 3]} for n, row in enumerate(rows)]
    found = [label for label, _ in categories(alone(tmp_path, lines(*mixed)))]
    assert not set(found) & set(said)


def test_yes_with_a_mark_is_yes(tmp_path):
    rows = [{"name": f"Market {n}", "machine": ["Yes", "No", "Yes*"][n % 3]} for n in range(30)]
    assert len(categories(alone(tmp_path, points(*rows)))) == 1
