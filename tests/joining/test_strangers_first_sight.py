"""What a stranger's file says at first sight, and what no reader could guess: least inputs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.joining import join
from geo.page.content import make_content
from geo.page.readable import readable
from geo.project import open_project
from tests.joining.test_strangers import alone, head, names, on_card, points
from tests.joining.test_strangers_formats import categories

if TYPE_CHECKING:
    from pathlib import Path

    from geo.joining import SiteLayer


def shapes(kind: str, coordinates: list[Any], *rows: dict[str, Any]) -> list[dict[str, Any]]:
    geometry = {"type": kind, "coordinates": coordinates}
    return [{"type": "Feature", "properties": row, "geometry": geometry} for row in rows]


def areas(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    ring = [[120.2, 30.2], [120.3, 30.2], [120.3, 30.3], [120.2, 30.2]]
    return shapes("Polygon", [ring], *rows)


def in_file(folder: Path, stem: str, features: list[dict[str, Any]]) -> SiteLayer:
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    (folder / f"{stem}.geojson").write_text(text, encoding="utf-8")
    return join(open_project(folder))


@pytest.mark.parametrize(
    ("stem", "heading", "expected"),
    [
        ("police_districts", "DIST_NUM", "Police districts 18"),
        ("wards", "WARD_NO", "WARD NO 18"),
        ("wards", "ALD_TEL", "18 Pine Street"),
    ],
)
def test_areas_are_called_by_their_number_before_somebodys_address(
    tmp_path, stem, heading, expected
):
    rows = [{heading: n, "LOCATION": f"{n} Pine Street"} for n in range(18, 26)]
    assert names(in_file(tmp_path, stem, areas(*rows)))[0] == expected


@pytest.mark.parametrize(
    ("stem", "rows", "expected"),
    [
        (
            "buildings",
            [{"BUILDING_ID": n, "ADDRESS": f"{n} Pine Street"} for n in range(18, 24)],
            "18 Pine Street",
        ),
        (
            "zones",
            [{"label_txt": f"Zone {n} North", "zone": f"{n}"} for n in range(18, 24)],
            "Zone 18 North",
        ),
    ],
)
def test_what_has_an_address_or_says_what_it_is_is_called_so(tmp_path, stem, rows, expected):
    assert names(in_file(tmp_path, stem, areas(*rows)))[0] == expected


def test_areas_with_names_are_called_by_them_all_the_same(tmp_path):
    rows = [{"DIST_NUM": n, "NAME": f"Precinct of {town}"} for n, town in enumerate(("Ash", "Elm"))]
    assert names(in_file(tmp_path, "districts", areas(*rows)))[0] == "Precinct of Ash"


def test_codes_that_nothing_explains_part_a_layer_after_words(tmp_path):
    rows = [
        {
            "name": f"Hall {'ABCDEFGHIJKL'[n]}",
            "ASSET_TYPE": f"B{n % 3}",
            "part": ("North", "South")[n % 2],
        }
        for n in range(12)
    ]
    assert {label for label, _ in categories(alone(tmp_path, points(*rows)))} == {"North", "South"}


@pytest.mark.parametrize(
    ("kind", "letter", "beside", "others"),
    [
        # Before the state of each; zones are said by their codes.
        ("type", "B", "status", ("open", "closed")),
        ("zone_type", "R", "part", ("North", "South")),
    ],
)
def test_codes_of_kinds_part_a_layer_before_words_beside_them(
    tmp_path, kind, letter, beside, others
):
    rows = [
        {"name": f"Hall {'ABCDEFGHIJKL'[n]}", kind: f"{letter}{n % 3}", beside: others[n % 2]}
        for n in range(12)
    ]
    found = {label for label, _ in categories(alone(tmp_path, points(*rows)))}
    assert found == {f"{letter}{n}" for n in range(3)}


def test_what_is_said_of_few_does_not_explain_a_code(tmp_path):
    rows = [
        {"name": f"Site {n} of many", "TYPE": f"B{n % 2}", "TYPEDETAIL": f"Pool {chr(97 + n % 26)}"}
        for n in range(104)
    ]
    assert {label for label, _ in categories(alone(tmp_path, points(*rows)))} == {"B0", "B1"}


@pytest.mark.parametrize(
    ("heading", "expected"),
    [("zone", "zone C"), ("Sector", "Sector C"), ("name", "C"), ("NAME", "C")],
)
def test_one_letter_is_called_with_what_it_is(tmp_path, heading, expected):
    rows = [{heading: letter, "since": 1990 + n} for n, letter in enumerate("CAE")]
    assert names(alone(tmp_path, areas(*rows)))[0] == expected


HOURS = [f"2019-08-01 {hour:02}:00:00" for hour in range(3)]


def test_rows_of_one_place_are_told_apart_by_their_time(tmp_path):
    rows = [{"beacon_name": "Senate Square", "time_interval": at, "n": 5} for at in HOURS]
    layer = alone(tmp_path, shapes("Point", [24.9, 60.1], *rows))
    assert names(layer) == [f"Senate Square 2019-08-01 {hour:02}:00" for hour in range(3)]


@pytest.mark.parametrize(
    ("apart", "told"), [(0.0, "West Gate 2019-08-01 00:00"), (0.01, "West Gate")]
)
def test_rows_of_several_places_are_told_apart_where_each_place_is_one(tmp_path, apart, told):
    features = []
    for east, place in ((24.9, "West Gate"), (25.1, "East Gate")):
        for n, at in enumerate(HOURS):
            row = {"station_name": place, "time": at}
            features += shapes("LineString", [[east + n * apart, 60.1], [east, 60.2]], row)
    assert names(alone(tmp_path, features))[0] == told


def test_two_of_one_name_are_told_apart_by_what_they_say(tmp_path):
    rows = [{"sign_title": "Street Sweeping", "sign_days": days} for days in (["M", "Th"], ["Tu"])]
    layer = alone(tmp_path, shapes("LineString", [[-74, 40.7], [-74, 40.8]], *rows))
    assert names(layer) == ["Street Sweeping M, Th", "Street Sweeping Tu"]


SPAN = [1_763_503_200_000, 1_822_337_999_000]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([SPAN], ["2025-11-18 22:00 – 2027-09-30 20:59"]),
        (json.dumps([SPAN]), ["2025-11-18 22:00 – 2027-09-30 20:59"]),
        ({"from": SPAN[0], "seats": 12}, {"from": "2025-11-18 22:00", "seats": 12}),
        ([{"at": 1_577_836_800_000}], [{"at": "2020-01-01"}]),
        ([1_763_503_200_123], [1_763_503_200_123]),
        ([12, 14], [12, 14]),
    ],
)
def test_moments_in_lists_are_days(tmp_path, value, expected):
    layer = alone(tmp_path, points(*({"name": f"Zone {end}", "windows": value} for end in "AB")))
    assert readable(layer).sites["windows"].tolist() == [expected, expected]


@pytest.mark.parametrize("heading", ["priests", "artists", "staff"])
def test_no_place_is_called_by_the_people_there(tmp_path, heading):
    people = ["Ann Lee", "Bo Chen", "Cy Young", "Di Ross"]
    rows = [
        {heading: one, "LOCATION": f"{place}, Alaska"}
        for one, place in zip(people, ("Nome", "Nome", "Kenai", "Homer"), strict=True)
    ]
    assert names(alone(tmp_path, points(*rows)))[2] == "Kenai, Alaska"


@pytest.mark.parametrize("key", ["TMC:cid_58:tabcd_1:LCLversion", "tiger:cfcc", "gnis:feature_id"])
def test_what_imports_have_left_in_openstreetmap_is_no_fact(tmp_path, key):
    rows = [{"name": f"{end} Road", key: "8.0", "note": "see below"} for end in "AB"]
    assert on_card(alone(tmp_path, points(*rows))) == ["note"]


@pytest.mark.parametrize("key", ["admin_level", "note", "attribution", "is_in"])
def test_what_mappers_tell_each_other_is_no_fact_of_openstreetmap(tmp_path, key):
    rows = [{"@id": f"way/{n}", "name": f"Road {'AB'[n]}", key: "4"} for n in range(2)]
    assert on_card(alone(tmp_path, points(*rows))) == []
    assert on_card(alone(tmp_path, points(*({"name": row["name"], key: "4"} for row in rows)))) == [
        key
    ]


@pytest.mark.parametrize("heading", ["val", "total", "frequency"])
def test_numbers_under_a_heading_that_counts_are_no_years(tmp_path, heading):
    rows = [{"name": f"Spot {n} of all", heading: 1803 + 7 * n} for n in range(12)]
    assert head(alone(tmp_path, points(*rows)))["fields"][0]["type"] == "integer"


KINDS = (
    ("Hill tracks", "#ff0000"),
    ("Coast ways", "#00aa00"),
    ("Hill tracks", "#ff0000"),
    ("Coast ways", "#00aa00"),
)


def test_colours_are_called_by_the_column_that_has_one_text_for_each(tmp_path):
    rows = [
        {"name": f"Way {'ABCD'[n]}", "parent": said, "fill": hue}
        for n, (said, hue) in enumerate(KINDS)
    ]
    layer = alone(tmp_path, areas(*rows))
    found = {entry["label"]["en"]: entry["color"] for entry in head(layer)["categories"]}
    assert found == {"Hill tracks": "#ff0000", "Coast ways": "#00aa00"}
    assert "parent" not in on_card(layer)


def test_colours_of_several_texts_stay_colours(tmp_path):
    rows = [
        {"name": f"Way {'ABCD'[n]}", "parent": f"{said} {n}", "fill": hue}
        for n, (said, hue) in enumerate(KINDS)
    ]
    assert {
        entry["label"]["en"] for entry in head(alone(tmp_path, areas(*rows)))["categories"]
    } == {"Red", "Green"}


def test_a_sign_before_no_colour_is_no_fact(tmp_path):
    rows = [{"name": f"Route {end}", "route_text_color": "#null"} for end in "AB"]
    assert on_card(alone(tmp_path, points(*rows))) == []


def test_the_lowest_number_there_is_stands_for_no_place(tmp_path):
    text = (
        '{"type":"FeatureCollection","features":['
        '{"type":"Feature","properties":{"name":"Hydrant"},"geometry":{"type":"Point","coordinates":[106.0,-6.0]}},'
        '{"type":"Feature","properties":{"name":"Lost"},"geometry":{"type":"Point",'
        '"coordinates":[-1.79769313486231571e308,-1.79769313486231571e308]}}]}'
    )
    (tmp_path / "hydrants.geojson").write_text(text, encoding="utf-8")
    layer = join(open_project(tmp_path))
    assert [problem.code for problem in layer.problems] == ["coordinates-empty"]
    assert layer.sites.geometry.notna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("class1", "Class 1"),
        ("Zone12", "Zone 12"),
        ("data1", "own folder"),
        ("layer2", "own folder"),
    ],
)
def test_a_word_with_its_number_is_a_title(tmp_path, stem, title):
    folder = tmp_path / "own folder"
    folder.mkdir()
    layer = in_file(folder, stem, points({"name": "Path A"}))
    assert make_content(layer).head["title"]["en"].lower() == title.lower()


def test_wards_are_called_by_their_number_and_not_by_how_many_live_there(tmp_path):
    rows = [
        {"population": 48175 + 977 * n, "ward": n, "phone": f"896-{5700 + n}"} for n in range(1, 9)
    ]
    assert names(in_file(tmp_path, "2016_Ward_Population", areas(*rows)))[0] == "ward 1"


@pytest.mark.parametrize("heading", ["observ", "OBS", "cmnt"])
def test_remarks_cut_short_are_no_kinds(tmp_path, heading):
    rows = [
        {"nombre": f"Barrio {'ABCDEFGHIJKL'[n]}", heading: ("Municipal", "Oficial")[n % 2]}
        for n in range(12)
    ]
    assert len(head(alone(tmp_path, areas(*rows)))["categories"]) == 1


def test_of_whom_the_kind_is_comes_after_what_a_thing_is(tmp_path):
    rows = [
        {
            "name": f"Firm {'ABCDEFGHIJKL'[n]}",
            "OWNERSHIP TYPE": ("CORP", "LLC")[n % 2],
            "trade": ("Baker", "Smith", "Mason")[n % 3],
        }
        for n in range(12)
    ]
    assert {label for label, _ in categories(alone(tmp_path, points(*rows)))} == {
        "Baker",
        "Smith",
        "Mason",
    }


@pytest.mark.parametrize(("count", "are_kinds"), [(14, True), (3, False)])
def test_many_colours_are_called_by_the_kinds_that_they_are_of(tmp_path, count, are_kinds):
    rows = [
        {
            "name": f"Line {n} to town",
            "mode": ("tram", "rail")[n % 2],
            "colour": f"#{n % count + 1:02}80{n % count + 1:02}",
        }
        for n in range(3 * count * 2)
        if n % count % 2 == n % 2
    ] * 2
    found = {entry["label"]["en"] for entry in head(alone(tmp_path, points(*rows)))["categories"]}
    assert (found == {"tram", "rail"}) is are_kinds


def test_the_fastened_ending_of_a_file_is_no_title(tmp_path):
    layer = in_file(tmp_path, "trails.min", points({"name": "Path A"}))
    assert make_content(layer).head["title"]["en"] == "Trails"


@pytest.mark.parametrize(
    ("heading", "numbers", "expected"),
    [
        ("all", [*range(411, 430), 411], "Routes 1"),
        ("all", [*range(411, 431)], "all 411"),
        ("_uid_", [*range(20)], "Routes 1"),
    ],
)
def test_no_line_is_called_by_what_two_have(tmp_path, heading, numbers, expected):
    rows = [{heading: n, "foot": 7.25, "bus": 8.5, "car_time": 9.125} for n in numbers]
    layer = in_file(tmp_path, "routes", shapes("LineString", [[-74, 40.7], [-74, 40.8]], *rows))
    assert names(layer)[0] == expected


@pytest.mark.parametrize("heading", ["route_color", "route_colo"])
def test_colours_of_timetables_are_obeyed(tmp_path, heading):
    rows = [
        {"route_long": f"Line {end}", heading: hue}
        for end, hue in (("A", "00FFFF"), ("B", "800000"))
    ]
    layer = alone(tmp_path, shapes("LineString", [[-74, 40.7], [-74, 40.8]], *rows))
    assert {entry["color"] for entry in head(layer)["categories"]} == {"#00ffff", "#800000"}
    assert heading not in on_card(layer)


@pytest.mark.parametrize(("missing", "left"), [("", []), ("bottom", ["left", "top", "right"])])
def test_how_far_a_cell_of_a_grid_reaches_is_no_fact(tmp_path, missing, left):
    box = {"left": 4182861.76, "top": 7517592.0, "right": 4185171.1, "bottom": 7515592.0}
    box.pop(missing, None)
    rows = [{"name": f"Cell {end}", **box} for end in "AB"]
    assert on_card(alone(tmp_path, areas(*rows))) == left


@pytest.mark.parametrize(
    ("begins", "ends"), [("depart", "dest"), ("orig", "dest"), ("departure", "arrival")]
)
def test_lines_are_called_by_where_they_leave_and_arrive(tmp_path, begins, ends):
    rows = [{begins: "Library Mall", ends: "Shoe Factory"}, {begins: "Market", ends: "Station"}]
    layer = alone(tmp_path, shapes("LineString", [[-89.4, 43.1], [-89.3, 43.1]], *rows))
    assert names(layer) == ["Library Mall – Shoe Factory", "Market – Station"]
