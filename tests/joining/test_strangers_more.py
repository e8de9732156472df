"""What further strangers' files have asked for: colours, moments, codes, keepers of things."""

from __future__ import annotations

import json

import pytest

from geo.joining import join
from geo.page.content import make_content
from geo.page.readable import readable
from geo.project import open_project
from tests.joining.test_strangers import alone, names, on_card, points
from tests.joining.test_strangers_formats import categories


def test_what_all_have_tells_none_from_another(tmp_path):
    rows = [{"use": "homes, shops", "plan_name": "Park Row", "lot": n} for n in range(2)]
    assert names(alone(tmp_path, points(*rows))) == ["Park Row", "Park Row"]


@pytest.mark.parametrize("heading", ["Couleur_hex", "farbe", "zone_paint"])
def test_colours_are_colours_whatever_their_heading(tmp_path, heading):
    hues = ("#e8beff", "#9a74f5", "#4c7300", "#ffd37f")
    rows = [{"ZONE_ID": "ABCD"[n], heading: hue, "CYCLE": 300 + n} for n, hue in enumerate(hues)]
    layer = alone(tmp_path, points(*rows))
    assert {hue: label for label, hue in categories(layer)} == dict(zip(hues, "ABCD", strict=True))
    # They are called by their zones.
    assert on_card(layer) == ["CYCLE"]


def test_moments_are_dates_whatever_their_heading(tmp_path):
    stamps = [1423305300000 + n * 977_000 for n in range(6)]
    rows = [{"name": f"Crash {chr(65 + n)}", "unixt": stamp} for n, stamp in enumerate(stamps)]
    read = readable(alone(tmp_path, points(*rows))).sites["unixt"]
    assert read[0] == "2015-02-07T10:35:00Z"
    rows = [{**row, "unixt": row["unixt"] + 1} for row in rows]
    assert readable(alone(tmp_path, points(*rows))).sites["unixt"][0] == stamps[0] + 1


def test_metres_of_a_plane_are_no_facts_with_their_x_within(tmp_path):
    rows = [
        {"name": f"Block {chr(65 + n)}", "BLOCKXCOORD": 404939.0 + n, "BLOCKYCOORD": 135095.5 + n}
        for n in range(3)
    ]
    assert on_card(alone(tmp_path, points(*rows))) == []


@pytest.mark.parametrize(
    ("heading", "number", "kind"),
    [("CCN", 12182426, "string"), ("population", 12182426, "integer"), ("CCN", 12182, "integer")],
)
def test_codes_that_begin_alike_may_come_again(tmp_path, heading, number, kind):
    rows = [{"name": f"Case {chr(65 + n)}", heading: number + n // 2} for n in range(24)]
    fields = make_content(alone(tmp_path, points(*rows))).head["fields"]
    assert [field["type"] for field in fields if field["name"] == heading] == [kind]


def test_a_word_among_codes_is_one_of_them(tmp_path):
    rows = [{"band": band} for band in ("hq10", "hq100", "ext")]
    assert names(alone(tmp_path, points(*rows))) == ["band hq10", "band hq100", "band ext"]


@pytest.mark.parametrize(
    ("keeper", "quarter"), [("OperOrgName", "AdmArea"), ("owner_name", "part"), ("agency", "片")]
)
def test_where_things_are_parts_them_better_than_who_keeps_them(tmp_path, keeper, quarter):
    rows = [
        {"Name": f"Bikes {n}", keeper: f"Firm {'AB'[n % 2]}", quarter: f"Part {'CDE'[n % 3]}"}
        for n in range(18)
    ]
    assert set(alone(tmp_path, points(*rows)).sites["category"]) == {"Part C", "Part D", "Part E"}


def test_keys_of_openstreetmap_in_capitals_are_read_as_such(tmp_path):
    rows = [{"NAME": f"Hall {n}", "BUILDING": ("yes", "dormitory")[n % 2]} for n in range(6)]
    assert set(alone(tmp_path, points(*rows)).sites["category"]) == {"building", "dormitory"}


def test_a_number_of_hours_is_no_time_of_opening(tmp_path):
    rows = [{"name": f"Home {n}", "hours": 8 * n} for n in range(3)]
    fields = make_content(alone(tmp_path, points(*rows))).head["fields"]
    assert [(field["label"], field.get("use")) for field in fields] == [({"": "hours"}, None)]


def test_a_residential_road_has_no_house_for_its_sign(tmp_path):
    features = points(*({"name": f"Way {n}", "highway": "residential"} for n in range(2)))
    assert make_content(alone(tmp_path, features)).head["categories"][0]["symbol"] == "home"
    for n, feature in enumerate(features):
        feature["geometry"] = {"type": "LineString", "coordinates": [[10, 50 + n], [11, 50 + n]]}
    assert make_content(alone(tmp_path, features)).head["categories"][0]["symbol"] == "circle"


def test_steps_of_a_scale_stand_in_their_order(tmp_path):
    kinds = ["2 Affected", "1 Very affected", "10 No answer", "2 Affected"]
    rows = [{"name": f"House {n}", "type": kind} for n, kind in enumerate(kinds * 2)]
    found = [label for label, _ in categories(alone(tmp_path, points(*rows)))]
    assert found == ["1 Very affected", "2 Affected", "10 No answer"]


def test_words_stay_what_they_are_beside_notes_on_them(tmp_path):
    rows = [
        {"name": f"Ward {n}", "hospital_type": ("Teaching", "Private")[n % 2], "notes": f"N {n}"}
        for n in range(8)
    ]
    layer = alone(tmp_path, points(*rows))
    assert set(layer.sites["category"]) == {"Teaching", "Private"}


def test_a_worksheets_name_before_a_heading_is_left_out(tmp_path):
    rows = [
        {"name": f"Ville {n}", **{f"Statistique-Feuil1_{part}": n + 1 for part in ("A", "B", "C")}}
        for n in range(3)
    ]
    fields = make_content(alone(tmp_path, points(*rows))).head["fields"]
    assert [field["label"] for field in fields] == [{"": "A"}, {"": "B"}, {"": "C"}]


@pytest.mark.parametrize(
    ("kinds", "hues"),
    [
        (["PURPLE", "GREEN"], ["#800080", "#008000"]),
        (["Red Line", "Blue Line"], ["#ff0000", "#0000ff"]),
        (["Red Line", "Tram"], ["#0072b2", "#c4500a"]),
    ],
)
def test_what_is_called_by_a_colour_has_it(tmp_path, kinds, hues):
    rows = [{"name": f"Stop {n}", "type": kind} for n, kind in enumerate(kinds * 3)]
    assert dict(categories(alone(tmp_path, points(*rows)))) == dict(zip(kinds, hues, strict=True))


def test_a_word_counted_through_is_a_tools_name(tmp_path):
    rows = [
        {"NAME": f"Region {n}", "name_1": f"{['Oriental', 'Rif', 'Souss'][n]}"} for n in range(3)
    ]
    assert names(alone(tmp_path, points(*rows))) == ["Oriental", "Rif", "Souss"]


def test_how_a_map_is_drawn_is_no_fact(tmp_path):
    style = {
        "BORDER_STY": "Solid", "BORDER_COL": "RGB(0,0,0)", "FILL_STYLE": "Solid Fill",
        "FONT_SIZE": 12, "MAP_NAME": "User Created Features",
    }  # fmt: skip
    rows = [{"NAME": name, **style, "km": n} for n, name in enumerate(("Rif", "Souss"))]
    assert on_card(alone(tmp_path, points(*rows))) == ["km"]


def test_that_a_thing_is_one_at_all_comes_after_what_kind_another_is(tmp_path):
    rows = [{"name": f"Line {n}", "tourism": "yes", "railway": "disused"} for n in range(4)]
    assert set(alone(tmp_path, points(*rows)).sites["category"]) == {"disused"}


def test_days_are_no_kinds_and_read_as_days(tmp_path):
    days = ["Tue, 31 Jul 2018 00:00:00 GMT", "Sun, 31 May 2020 00:00:00 GMT"]
    rows = [{"name": f"Block {chr(65 + n)}", "Report_Date": days[n % 2]} for n in range(12)]
    layer = alone(tmp_path, points(*rows))
    assert layer.sites["category"].isna().all()
    assert readable(layer).sites["Report_Date"].tolist()[:2] == ["2018-07-31", "2020-05-31"]


@pytest.mark.parametrize("day", ["Tue, 31 Feb 2018 00:00:00 GMT", "Tue, 31 Jul 2018 29:00:00 GMT"])
def test_a_day_that_there_is_not_stays_as_it_is_written(tmp_path, day):
    layer = alone(tmp_path, points(*({"name": f"Block {n}", "seen": day} for n in range(3))))
    assert readable(layer).sites["seen"].tolist() == [day] * 3


def test_where_the_one_site_left_has_no_kind_nothing_falls(tmp_path):
    rows = [{"name": f"Alm {n}", "type": "ab"[n % 2]} for n in range(6)]
    # The one without a place is left, and of what kind it is nobody says.
    features = points({"name": "Alm", "type": None}, *rows)
    for feature in features:
        feature["geometry"]["coordinates"] = [374482.87, 348497.72]
    features[0]["geometry"] = None
    whole = {"type": "FeatureCollection", "features": features}
    (tmp_path / "sites.geojson").write_text(json.dumps(whole), encoding="utf-8")
    layer = join(open_project(tmp_path))
    assert [problem.code for problem in layer.problems] == ["system-guessed"]
    assert layer.sites["name"].tolist() == ["Alm"]


def test_degrees_and_minutes_again_are_no_facts(tmp_path):
    rows = [
        {"NAME": f"Reef {n}", "Latitude": f"1{n}¦ 8' 40.243\" N", "Longitude": "87¦ 49' 16.75\" W"}
        for n in range(3)
    ]
    assert on_card(alone(tmp_path, points(*rows))) == []


def test_the_whole_answer_of_an_interface_is_no_fact(tmp_path):
    raw = {f"key_{n}": n for n in range(20)}
    rows = [{"name": f"Run {chr(65 + n)}", "raw": raw, "km": n} for n in range(3)]
    assert on_card(alone(tmp_path, points(*rows))) == ["km"]


def test_a_state_that_nearly_all_are_in_parts_nothing(tmp_path):
    rows = [
        {
            "NAME": f"Reserve {n}",
            "Status": "Gift" if n == 1 else "Designated",
            "DESIG": ("Marine Reserve", "Sanctuary")[n % 2],
        }
        for n in range(24)
    ]
    layer = alone(tmp_path, points(*rows))
    assert set(layer.sites["category"]) == {"Marine Reserve", "Sanctuary"}
