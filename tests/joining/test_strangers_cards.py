"""What strangers' cards and titles have been asked for: nothing twice, days as days, ids as ids."""

from __future__ import annotations

import json

import pytest

from geo.joining import join
from geo.page.content import make_content
from geo.page.readable import readable
from geo.project import open_project
from geo.sources.geojson.titles import title_in_words
from tests.joining.test_strangers import alone, on_card, points
from tests.joining.test_strangers_formats import categories


def types(layer):
    return {field["name"]: field["type"] for field in make_content(layer).head["fields"]}


def test_what_another_column_has_said_is_not_said_again(tmp_path):
    rows = [
        {"id": f"B{n}", "name": f"Mill {chr(65 + n)}", "asset": f"B{n}", "owner": f"Smith {n}",
         "holder": f"Smith {n}", "title_dc": f"Mill {chr(65 + n)} ", "lit": "yes", "fenced": "yes"}
        for n in range(4)
    ]  # fmt: skip
    assert on_card(alone(tmp_path, points(*rows))) == ["owner", "lit", "fenced"]


def test_one_site_that_differs_makes_a_column_of_its_own(tmp_path):
    rows = [{"name": f"Mill {n}", "owner": f"Smith {n}", "holder": f"Smith {n}"} for n in "abc"]
    rows[2]["holder"] = "Jones"
    assert on_card(alone(tmp_path, points(*rows))) == ["owner", "holder"]


def test_measures_that_are_the_same_are_both_told(tmp_path):
    rows = [
        {"name": f"Mill {chr(65 + n)}", "rooms": n + 0.5, "beds": n + 0.5, "doors": n, "keys": n}
        for n in range(4)
    ]
    assert on_card(alone(tmp_path, points(*rows))) == ["rooms", "beds", "doors", "keys"]


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (["1/31/2013 12:00 AM", "2/3/2014 12:00 AM", "12/1/2013 12:00 AM"], "2013-01-31"),
        (["01/31/2013", "02/03/2014", "12/01/2013"], "2013-01-31"),
        (["31/01/2013", "02/03/2014", "12/01/2013"], "2013-01-31"),
        (["1/3/2013", "2/3/2014", "12/1/2013"], "1/3/2013"),
        (["1/31/2013", "31/1/2014", "12/1/2013"], "1/31/2013"),
    ],
)
def test_days_with_the_year_last_are_read_where_one_tells_their_order(tmp_path, days, first):
    rows = [{"name": f"Mill {n}", "seen": day} for n, day in enumerate(days)]
    layer = readable(alone(tmp_path, points(*rows)))
    assert layer.sites["seen"].tolist()[0] == first
    assert types(layer)["seen"] == ("date" if "-" in first else "string")


@pytest.mark.parametrize(
    ("heading", "number", "kind"),
    [
        ("way", 12345, "string"), ("node_1", 12345, "string"), ("from_node", 12345, "string"),
        ("FID_1", 12345, "string"), ("GEOID10", 12345, "string"), ("permit_num", 12345, "string"),
        ("tract", 12345, "string"), ("block", 12345, "integer"), ("YR_LAID", 1987, "year"),
        ("construction", 1987, "year"),
        ("年", 1987, "year"), ("seats", 12345, "integer"), ("construction", 12345, "integer"),
    ],
)  # fmt: skip
def test_what_counts_nothing_has_no_marks_for_thousands(tmp_path, heading, number, kind):
    rows = [{"name": f"Mill {chr(65 + n)}", heading: number + 7 * n} for n in range(4)]
    # Of some of these the card does not tell, but the table does.
    head = make_content(alone(tmp_path, points(*rows))).head
    found = {field["name"]: field["type"] for field in [*head["fields"], *head["others"]]}
    assert found.get(heading, kind) == kind
    assert heading in found or heading.startswith(("FID", "GEOID"))


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("ne_50m_lakes", "Lakes"), ("tl_2020_06_tract", "Tract"), ("schools_4326", "Schools"),
        ("parks (1)", "Parks"), ("trees_final_v2", "Trees"), ("bezirke-2021-09-23", "Bezirke"),
        ("buildings_epsg_25832", "Buildings"), ("gis_osm_waterways_free_1", "Waterways"),
        # What is no addition stays, and so does what would be nothing without it.
        ("wards_2018", "Wards 2018"), ("3_rivers", "3 rivers"), ("power_lines", "Power lines"),
        ("final", ""), ("v2", ""), ("ASTURIAS", "Asturias"), ("NYC PARKS", "NYC Parks"),
        ("21000_岐阜県", "岐阜県"), ("NASA", "NASA"),
    ],
)  # fmt: skip
def test_a_title_is_without_what_programs_and_publishers_add(name, title):
    assert title_in_words(name) == title


@pytest.mark.parametrize(
    ("query", "labels", "unit"),
    [
        ({"range_type": "time"}, ["5 min", "10 min"], "s"),
        ({"range_type": "distance", "units": "m"}, ["300 m", "600 m"], "m"),
        ({"range_type": "distance", "units": "km"}, ["300 km", "600 km"], "km"),
    ],
)
def test_areas_of_equal_reach_say_in_what_they_count(tmp_path, query, labels, unit):
    square = [[120, 30], [120.1, 30], [120.1, 30.1], [120, 30]]
    features = [
        {"type": "Feature", "properties": {"group_index": 0, "value": reach, "center": [120, 30]},
         "geometry": {"type": "Polygon", "coordinates": [square]}}
        for reach in (300.0, 600.0)
    ]  # fmt: skip
    whole = {"type": "FeatureCollection", "metadata": {"query": query}, "features": features}
    (tmp_path / "reach.geojson").write_text(json.dumps(whole), encoding="utf-8")
    layer = join(open_project(tmp_path))
    assert [label for label, _ in categories(layer)] == labels
    assert layer.project.layer.units == {"value": unit}


@pytest.mark.parametrize("query", [None, 3, [], {"range_type": []}, {"range_type": "x"}])
def test_an_odd_question_beside_areas_of_equal_reach_says_no_unit(tmp_path, query):
    features = points({"name": "a", "group_index": 0, "value": 300.0})
    whole = {"type": "FeatureCollection", "metadata": {"query": query}, "features": features}
    (tmp_path / "reach.geojson").write_text(json.dumps(whole), encoding="utf-8")
    assert join(open_project(tmp_path)).project.layer.units == {}


def test_ids_of_files_are_no_pictures(tmp_path):
    rows = [
        {"name": f"Mill {n}", "photo": f"3f2a9c1e-77aa-4e0b-9b1d-00000000000{n}"} for n in range(3)
    ]
    layer = alone(tmp_path, points(*rows))
    assert [problem.code for problem in make_content(layer).problems] == []
    rows = [{"name": f"Mill {n}", "photo": f"photos/{n}.jpg"} for n in range(3)]
    told = make_content(alone(tmp_path, points(*rows))).problems
    assert [problem.code for problem in told] == ["picture-missing"]


def test_what_the_names_and_kinds_are_made_of_is_not_said_again(tmp_path):
    rows = [{"district": n, "seats": 10 + n} for n in range(1, 5)]
    layer = alone(tmp_path, points(*rows))
    assert layer.sites["name"].tolist()[0] == "district 1"
    assert on_card(layer) == ["seats"]


def test_columns_called_x_and_y_turn_no_layer_that_lies_on_land(tmp_path):
    features = points(*({"nombre": f"Hotel {chr(65 + n)}"} for n in range(4)))
    for number, feature in enumerate(features):
        lon, lat = -57.98 - number / 100, -35.57
        feature["geometry"]["coordinates"] = [lon, lat]
        feature["properties"] |= {"x": lat, "y": lon}
    layer = alone(tmp_path, features)
    assert layer.sites.geometry[0].coords[0] == (-57.98, -35.57)
    assert [problem.code for problem in layer.problems] == []


def test_a_kind_that_hardly_any_has_comes_after_one_that_all_have(tmp_path):
    rows = [
        {"name": f"Manhole {chr(65 + n)}", "cover_type": "solid" if n % 5 == 0 else
         "vented" if n % 5 == 1 else None, "flow_type": ("sanitary", "combined")[n % 2]}
        for n in range(20)
    ]  # fmt: skip
    labels = {label for label, _ in categories(alone(tmp_path, points(*rows)))}
    assert labels == {"sanitary", "combined"}


def test_romance_tongues_put_the_word_for_kind_first(tmp_path):
    rows = [
        {"nombre": f"Escuela {chr(65 + n)}", "sede": ("principal", "anexo")[n % 2],
         "tipo.organización": ("jardín de infantes", "escuela primaria", "liceo")[n % 3]}
        for n in range(12)
    ]  # fmt: skip
    labels = {label for label, _ in categories(alone(tmp_path, points(*rows)))}
    assert labels == {"jardín de infantes", "escuela primaria", "liceo"}


def test_of_columns_that_nothing_calls_the_one_with_numbers_is_the_address(tmp_path):
    towns = ["横浜", "川崎", "鎌倉", "藤沢", "平塚", "小田原"]
    rows = [
        {"P14_003": f"{town}町{n + 1}-18-1", "P14_007": f"{town}保育園"}
        for n, town in enumerate(towns)
    ]
    assert alone(tmp_path, points(*rows)).sites["name"].tolist()[0] == "横浜保育園"


def test_a_map_without_a_title_is_called_as_its_folder_in_words(tmp_path):
    folder = tmp_path / "Heritage_Map"
    folder.mkdir()
    whole = {"type": "FeatureCollection", "features": points({"name": "Mill"}, {"name": "Barn"})}
    (folder / "map.geojson").write_text(json.dumps(whole), encoding="utf-8")
    assert make_content(join(open_project(folder))).head["title"] == {"en": "Heritage Map"}


def test_tags_beside_an_osm_id_are_facts_of_their_own(tmp_path):
    rows = [
        {"osm_id": 52438 + n, "osm_type": "node", "name": f"Clinic {chr(65 + n)}",
         "tags": {"name": f"Clinic {n}", "addr:street": f"Mill Road {n}", "amenity": "hospital"}}
        for n in range(3)
    ]  # fmt: skip
    layer = alone(tmp_path, points(*rows))
    assert layer.sites["name"].tolist() == ["Clinic A", "Clinic B", "Clinic C"]
    assert on_card(layer) == ["addr:street"]
    assert [label for label, _ in categories(layer)] == ["hospital"]
