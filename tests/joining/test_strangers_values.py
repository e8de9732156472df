"""What strangers' columns hold: counts as texts, lists, codes and their meanings, leavings."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from geo.joining import join
from geo.page.readable import readable
from geo.project import languages_of, open_project
from tests.joining.test_strangers import alone, names, on_card, points
from tests.joining.test_strangers_formats import categories


@pytest.mark.parametrize(
    ("heading", "texts", "read"),
    [
        ("population", ["150", "62530", "NA"], [150, 62530, None]),
        ("常住人口", ["150", "62530", ""], [150, 62530, None]),
        ("hogares", ["17,194", "942"], [17194, 942]),
        ("anything", ["17,194", "77,778", "90"], [17194, 77778, 90]),
        ("height", ["12.5", "3.25"], [12.5, 3.25]),
        ("insee", ["75000", "75001"], None),
        ("plot", ["1", "12000"], None),
        ("version", ["3.10", "3.9"], None),
        ("line", ["12.5", "3.5"], None),
    ],
)
def test_counts_written_as_text_are_numbers(tmp_path, heading, texts, read):
    rows = [{"name": f"Town {text}", heading: text} for text in texts]
    column = readable(alone(tmp_path, points(*rows))).sites[heading]
    found = [None if pd.isna(value) else value for value in column]
    assert found == (texts if read is None else read)


@pytest.mark.parametrize("left", ["NA", "null", "N/A", "#N/A", "NaN", "<Null>", "--", "undefined"])
def test_what_programs_write_for_nothing_is_nothing(tmp_path, left):
    rows = [
        {"name": "Mill", "architect": left, "phone": left},
        {"name": left, "architect": "Kim", "phone": left},
        {"name": "Lake", "architect": "None", "phone": left},
    ]
    layer = alone(tmp_path, points(*rows))
    assert names(layer) == ["Mill", "site-2", "Lake"]
    assert on_card(layer) == ["architect"]
    assert readable(layer).sites["architect"].dropna().tolist() == ["Kim", "None"]


def test_na_among_codes_of_countries_is_namibia(tmp_path):
    rows = [{"name": f"Port {code}", "country": code} for code in ("NA", "ZA", "AO")]
    assert readable(alone(tmp_path, points(*rows))).sites["country"].tolist() == ["NA", "ZA", "AO"]


@pytest.mark.parametrize(
    ("heading", "text", "read"),
    [
        ("cuisine", "pizza;ice_cream", "pizza, ice cream"),
        ("产业", "软件;医药", "软件, 医药"),
        ("opening_hours", "Mo 08:00-12:00;Sa off", "Mo 08:00-12:00;Sa off"),
        ("note", "Closed; ask inside", "Closed; ask inside"),
        ("page", "http://a.b/x;jsessionid=1", "http://a.b/x;jsessionid=1"),
        ("page", "http://a.b/x;y", "http://a.b/x;y"),
        ("owner", "AT&amp;T", "AT&T"),
    ],
)
def test_lists_are_read_as_people_write_them(tmp_path, heading, text, read):
    rows = [{"name": "Da Mario", heading: text}, {"name": "Rex", heading: "one"}]
    assert readable(alone(tmp_path, points(*rows))).sites[heading].tolist() == [read, "one"]


@pytest.mark.parametrize(
    "kinds", [["Food", "Shop"], ["公园", "学校"], ["Кафе", "Парк"]], ids=["en", "zh", "ru"]
)
@pytest.mark.parametrize("form", ["texts", "objects"])
def test_of_several_kinds_the_first_is_the_category(tmp_path, kinds, form):
    def held(*some: str) -> Any:
        return [{"alias": "x", "title": kind} for kind in some] if form == "objects" else [*some]

    one, other = kinds
    rows = [held(one), held(other), held(one, other), held(other), held(one)]
    layer = alone(
        tmp_path,
        points(*({"title": f"T {chr(65 + n)}", "categories": r} for n, r in enumerate(rows))),
    )
    assert layer.sites["category"].tolist() == [one, other, one, other, one]
    assert on_card(layer) == ["categories"]


def test_codes_are_called_by_the_words_most_sites_have_for_them(tmp_path):
    said = {
        "R1": ["Single family", "Single-Family Res."],
        "PK": ["Park", "Park", "Parks, open space"],
    }
    rows = [
        {"ZONING": code, "ZONE_DESC": texts[n % len(texts)], "lot": n}
        for n in range(12)
        for code, texts in said.items()
    ]
    layer = alone(tmp_path, points(*rows))
    assert set(layer.sites["category"]) == {"Single family", "Park"}
    assert {"ZONING", "ZONE_DESC"} <= set(on_card(layer))
    assert names(layer)[5] == "Parks, open space"


@pytest.mark.parametrize(
    ("heading", "values"),
    [("time", (900, 1800)), ("time", ("900", "1800")), ("bucket", (0, 1)), ("ToBreak", (5, 10))],
)
def test_how_far_one_comes_is_told_whatever_program_says_it(tmp_path, heading, values):
    rows = [{"Name": f"Clinic : {n}", heading: n} for n in values]
    found = [label for label, _ in categories(alone(tmp_path, points(*rows)))]
    assert found == [f"{heading} {n}" for n in values]


@pytest.mark.parametrize(
    ("heading", "numbers", "expected"),
    [
        ("service", ["61A", "2"], ["service 61A", "service 2"]),
        ("línea", [1, 1, 2], ["línea 1", "línea 1", "línea 2"]),
        ("路线", ["环线", "机场线"], ["环线", "机场线"]),
    ],
)
def test_lines_are_called_by_the_service_that_runs_there(tmp_path, heading, numbers, expected):
    features = points(*({"id": n, heading: number} for n, number in enumerate(numbers)))
    for n, feature in enumerate(features):
        feature["geometry"] = {"type": "LineString", "coordinates": [[10, 50 + n], [11, 50 + n]]}
    assert names(alone(tmp_path, features)) == expected


def read_as(text: str, encoding: str) -> str:
    """Read the bytes of UTF-8 in another encoding; those it leaves free stay what they are."""
    return "".join(
        bytes([byte]).decode(encoding, errors="ignore") or chr(byte) for byte in text.encode()
    )


@pytest.mark.parametrize("encoding", ["cp1252", "cp1250", "cp1251", "cp1256"])
@pytest.mark.parametrize("own", ["München Größe Zürich", "Łódź Gdańsk Kraków", "Фёс Рабат Сале"])
def test_texts_decoded_twice_are_as_they_were_meant(tmp_path, own, encoding):
    garbled = [read_as(text, encoding) for text in own.split()]
    layer = alone(tmp_path, points(*({"name": text} for text in garbled)))
    assert names(layer) == own.split()
    assert [problem.code for problem in layer.problems] == ["encoding-twice"]
    sound = alone(tmp_path, points(*({"name": text} for text in own.split())))
    assert names(sound) == own.split()
    assert sound.problems == []
    assert languages_of(layer.project.layer) == languages_of(sound.project.layer)


def test_all_the_earth_but_for_a_place_is_the_place(tmp_path):
    hole = [[13.1, 52.3], [13.1, 52.7], [13.8, 52.7], [13.8, 52.3], [13.1, 52.3]]
    frame = [[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]
    features = points({"name": "mask"}, {"name": "Anywhere"})
    features[0]["geometry"] = {"type": "Polygon", "coordinates": [frame, hole]}
    features[1]["geometry"] = {"type": "Polygon", "coordinates": [frame]}
    (tmp_path / "sites.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
    )
    layer = join(open_project(tmp_path))
    assert layer.sites.total_bounds.tolist() == [-180, -90, 180, 90]
    assert layer.sites.geometry[0].bounds == (13.1, 52.3, 13.8, 52.7)
    assert "area-round-the-world" in {problem.code for problem in layer.problems}


@pytest.mark.parametrize("street", ["StrHeb1", "ulica", "via"])
def test_a_street_again_and_again_is_called_with_its_house_number(tmp_path, street):
    rows = [{street: f"Old {chr(65 + n % 8)} Lane", "HouseNum1": str(n)} for n in range(12)]
    assert names(alone(tmp_path, points(*rows)))[3] == "Old D Lane 3"


@pytest.mark.parametrize(
    "columns",
    [
        {"FID_rail_d": 144645, "FID_countr": -1},
        {"gml_id": "F21__1", "geometry_type": "Point", "source_file": "shelters.csv"},
        {"source:location": "GPS", "source:name": "voice"},
        {"path": "MultiPolygon?crs=EPSG:32637&field=fid:long(0,0)", "layer": "Difference"},
        {"Id": 0},
    ],
)
def test_what_programs_join_and_merge_by_is_no_fact(tmp_path, columns):
    rows = [{"name": f"Hall {chr(65 + n)}", **columns, "gauge": 4 + n} for n in range(10)]
    assert on_card(alone(tmp_path, points(*rows))) == ["gauge"]


def test_kinds_in_capitals_come_before_abbreviations(tmp_path):
    rows = [
        {
            "name": f"Zone {n}",
            "lowerRef": ("AGL", "AMSL")[n % 2],
            "restriction": ("NO_FLIGHT", "REQ_AUTHORISATION", "PROHIBITED")[n % 3],
        }
        for n in range(12)
    ]
    found = [label for label, _ in categories(alone(tmp_path, points(*rows)))]
    assert found == ["NO FLIGHT", "PROHIBITED", "REQ AUTHORISATION"]


def test_nobody_is_called_by_how_many_live_there(tmp_path):
    rows = [
        {"station_id": f"CSV_{end}", "minutes": n, "population": 100 * n + int(end)}
        for end in ("07", "08")
        for n in (5, 10)
    ]
    assert names(alone(tmp_path, points(*rows))) == ["CSV_07", "CSV_07", "CSV_08", "CSV_08"]


def test_what_a_line_is_like_is_not_its_route(tmp_path):
    rows = [
        {"EXS_DESCRI": ("Operational", "Under Construction", "Not Usable")[n % 3]}
        for n in range(400)
    ]
    features = points(*rows)
    for n, feature in enumerate(features):
        feature["geometry"] = {"type": "LineString", "coordinates": [[10, n / 10], [11, n / 10]]}
    assert "Operational" not in names(alone(tmp_path, features))


def test_where_colours_are_the_kinds_another_column_is_a_fact(tmp_path):
    rows = [
        {"nombre": f"Vía {end}", "dificultad": ("fácil", "media")[n % 2], "color": hue}
        for n, (end, hue) in enumerate(zip("ABCDEF", ("#a00", "#0a0", "#00a") * 2, strict=True))
    ]
    layer = alone(tmp_path, points(*rows))
    assert layer.colours_are_categories
    assert on_card(layer) == ["dificultad"]


def test_colours_of_one_thing_each_are_called_as_it(tmp_path):
    hues = ("#e63946", "#7b7263", "#5f5980")
    rows = [{"name": f"Line {n}", "color": hue} for n, hue in enumerate(hues)]
    found = {hue: label for label, hue in categories(alone(tmp_path, points(*rows)))}
    assert found == {hue: f"Line {n}" for n, hue in enumerate(hues)}


def test_lists_beside_texts_are_texts(tmp_path):
    rows = [{"name": "A", "uses": ["walking", "cycling"]}, {"name": "B", "uses": "walking"}]
    column = readable(alone(tmp_path, points(*rows))).sites["uses"]
    assert column.tolist() == ["walking, cycling", "walking"]
