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
    rows = [{"name": f"Mill {n}", "rooms": n + 0.5, "beds": n + 0.5} for n in range(4)]
    assert on_card(alone(tmp_path, points(*rows))) == ["rooms", "beds"]


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
        ("tract", 12345, "string"), ("YR_LAID", 1987, "year"), ("construction", 1987, "year"),
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
        ("final", ""), ("v2", ""),
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
