"""What is said of bad positions, as `test_rules.py` shows, must not be said of sound ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.checks import check_layer
from geo.checks import shifted as rule
from geo.positions.datum import Datum, from_wgs84
from geo.positions.projected import guess_system
from geo.sources.geojson.reading_layers import parse_layer
from tests.projects import codes as codes_of
from tests.projects import joined, site

if TYPE_CHECKING:
    from geo.problems import Problem

CENTRE = (120.2061, 30.1625)
FACTS = '[tables.profiles]\nrole = "facts"\nparts = { label = "fact", value = "value" }\n'
PARK = [
    (120.151, 30.181),
    (120.203, 30.211),
    (120.214, 30.163),
    (120.192, 30.203),
    (120.143, 30.194),
]


def outline(west: float, south: float, east: float, north: float) -> list[list[list[float]]]:
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def check_areas(*areas: list[list[list[float]]]) -> list[Problem]:
    """Problems of the park's sites beside areas."""
    points = [{"type": "Point", "coordinates": list(place)} for place in PARK]
    shapes = [{"type": "Polygon", "coordinates": area} for area in areas]
    features = [
        {"type": "Feature", "properties": {"name": f"n{row}"}, "geometry": shape}
        for row, shape in enumerate([*points, *shapes])
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    return check_layer(parse_layer(Path("x"), "x", text.encode()))


def check(
    *positions: tuple[float, ...], names: list[str] | None = None, **properties: object
) -> list[Problem]:
    features = [
        {
            "type": "Feature",
            "properties": {"name": names[row] if names else f"n{row}", **properties},
            "geometry": {"type": "Point", "coordinates": list(position)},
        }
        for row, position in enumerate(positions)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    return check_layer(parse_layer(Path("x"), "x", text.encode()))


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def test_a_height_and_a_measure_of_nought_are_no_decimal_commas() -> None:
    assert codes(check((10, 50, 0, 0))) == ["position-too-long"]
    assert codes(check((120, 2, 30, 2))) == ["decimal-commas"]


def test_decimal_commas_at_the_equator_are_told_and_drawn_as_they_stand() -> None:
    # A height of nought and a measure: Gabon with decimal commas, or Milan with neither.
    assert codes(check((9, 45, 0, 39))) == ["decimal-commas-likely"]
    assert codes(check((9, 45, 0, 39), (9, 47, 0, 38))) == ["decimal-commas-likely"]
    assert codes(check((9.5, 45.5), (9, 45, 0, 39))) == ["decimal-commas-likely"]
    # Beside others there, or where no latitude can be so large, nothing is in doubt.
    assert codes(check((9.46, 0.4), (9.47, 0.41), (9, 45, 0, 39))) == ["decimal-commas"]
    assert codes(check((9, 95, 0, 39), (9.9, 0.4))) == ["decimal-commas"]
    assert codes(check((9.25, 45.5, 0, 39))) == ["position-too-long"]


def test_decimal_commas_are_told_by_where_the_others_are() -> None:
    # A height and a measure, or degrees: beside Frankfurt the first is, beside Hangzhou the second.
    assert codes(check((10.2, 50.3), (10, 50, 30, 2))) == ["position-too-long"]
    assert codes(check((120.25, 30.25), (120, 2, 30, 2))) == ["decimal-commas"]
    assert codes(check((10, 151, 50, 25))) == ["decimal-commas"]


def test_decimal_commas_keep_the_sign_of_nought() -> None:
    text = '{"type": "Point", "coordinates": [-0,125, 51,5]}'
    (told,) = check_layer(parse_layer(Path("x"), "x", text.encode()))
    assert (told.code, told.params["shown"]) == ("decimal-commas", "[-0.125, 51.5]")


def test_a_site_at_null_island_is_told_beside_any_others() -> None:
    assert codes(check((120.2, 30.2), (0, 0))) == ["null-island"]
    assert codes(check(*PARK, (0, 0), (0, 0))) == ["null-island", "null-island"]
    # In the Gulf of Guinea, and where there is nothing else, it may well be meant.
    assert codes(check((0.1, 0.1), (0, 0), (-0.1, 0.2))) == []
    assert codes(check((0, 0))) == []


@pytest.mark.parametrize(
    "place", [(133.642652, 33.575869), (126.978, 37.5665), (121.517, 25.048), (139.767, 35.681)]
)
def test_outside_china_no_two_sites_are_one_by_the_shift(place: tuple[float, float]) -> None:
    lon, lat = from_wgs84(*place, "gcj02")
    shifted = (round(float(lon), 6), round(float(lat), 6))
    assert check(place, shifted, names=["駅前", "駅前"]) == []


def test_a_wide_layer_has_no_outliers() -> None:
    cities = [(116.391, 39.907), (121.474, 31.231), (113.264, 23.129), (104.067, 30.572),
              (91.117, 29.647), (87.617, 43.826), (126.535, 45.804), (109.512, 18.253)]  # fmt: skip
    assert check(*cities) == []


def test_what_reaches_to_the_others_is_not_far_from_them() -> None:
    hole = outline(119.9, 30.0, 120.5, 30.4)[0][::-1]
    mask = [outline(-180, -85, 180, 85)[0], hole]
    assert codes(check_areas(mask)) == []
    province = outline(118.0, 27.0, 122.9, 31.2)
    assert codes(check_areas(province)) == []
    # One that reaches far and yet keeps away is told as ever.
    assert codes(check_areas(outline(2.1, 48.6, 2.6, 49.1))) == ["far-from-others"]
    assert codes(check_areas(outline(30.1, 120.1, 30.2, 120.2))) == ["swapped-certain"]


def test_a_second_cluster_is_no_slip() -> None:
    elsewhere = [(121.501, 31.201), (121.511, 31.202), (121.512, 31.211), (121.521, 31.212)]
    assert check(*PARK, *elsewhere) == []


def test_two_sites_far_away_together_are_no_slip() -> None:
    assert check(*PARK, *PARK[:3], (121.501, 31.201), (121.511, 31.202)) == []


def test_too_few_sites_say_nothing_about_each_other() -> None:
    assert check(*PARK[:3], (2.351, 48.851)) == []


@given(st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))
def test_a_site_near_the_others_is_never_far(east: float, north: float) -> None:
    position = (round(CENTRE[0] + east, 5), round(CENTRE[1] + north, 5))
    assert "far-from-others" not in codes(check(*PARK, position))


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_the_shifted_one_of_two_is_told(datum: Datum) -> None:
    there = from_wgs84(*CENTRE, datum)
    shifted = (round(float(there[0]), 6), round(float(there[1]), 6))
    for order in ([CENTRE, shifted], [shifted, CENTRE]):
        (problem,) = check(*order, names=["白马湖实验室", "白马湖实验室(西)"])
        assert problem.code == f"shifted-{datum}"
        assert problem.index == order.index(shifted)


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_the_shifted_one_of_two_at_one_address_is_told(datum: Datum, tmp_path: Path) -> None:
    there = from_wgs84(*CENTRE, datum)
    shifted = (round(float(there[0]), 6), round(float(there[1]), 6))
    features = [site("lab", CENTRE), site("canteen", shifted)]

    def told(tables: str, **properties: str) -> list[tuple[str, int | None]]:
        for feature in features:
            feature["properties"] = {**feature["properties"], **properties}
        layer = joined(tmp_path, features, tables_profiles_csv=tables, map_toml=FACTS)
        assert codes_of(layer) == []
        return [(problem.code, problem.index) for problem in layer.problems]

    assert told("site_id,address\nlab,滨盛路 88 号\ncanteen,滨盛路88-1号\n") == []
    found = [(f"shifted-{datum}", 1)]
    assert told("site_id,address\nlab,滨盛路 88 号\ncanteen,滨盛路88号\n") == found
    long = "site_id,fact,value\nlab,地址,滨盛路 88 号\nlab,电话,1\ncanteen,地址,滨盛路88号\n"
    assert told(long) == found
    assert told("site_id,opened\nlab,2020\n", 地址="滨盛路 88 号") == found


def test_places_of_other_names_or_a_declared_datum_are_not_told_to_be_shifted() -> None:
    there = from_wgs84(*CENTRE, "gcj02")
    shifted = (round(float(there[0]), 6), round(float(there[1]), 6))
    assert check(CENTRE, shifted, names=["白马湖实验室", "奥体中心"]) == []
    assert check(CENTRE, shifted, names=["白马湖", "白马湖"], datum="gcj02") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("停车场 1095", "停车场 1096"),
        ("创业大厦A座", "创业大厦B座"),
        ("滨江第一小学", "滨江第二小学"),
        ("Binjiang Gate 12", "Binjiang Gate 14"),
    ],
)
def test_places_told_apart_by_a_number_are_not_one(one: str, other: str) -> None:
    there = from_wgs84(*CENTRE, "gcj02")
    shifted = (round(float(there[0]), 6), round(float(there[1]), 6))
    assert check(CENTRE, shifted, names=[one, other]) == []
    # One without a number may be the same.
    without = one.rstrip("0123456789 ")
    assert codes(check(CENTRE, shifted, names=[one, one])) == ["shifted-gcj02"]
    assert codes(check(CENTRE, shifted, names=[without, one])) == ["shifted-gcj02"]


def test_many_points_at_places_a_shift_apart_are_compared_up_to_a_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = from_wgs84(*CENTRE, "gcj02")
    shifted = (round(float(there[0]), 6), round(float(there[1]), 6))
    count = 400
    compared: list[tuple[list[str], list[str]]] = []
    monkeypatch.setattr(rule, "_are_alike", lambda *names: bool(compared.append(names)))
    monkeypatch.setattr(rule, "MOST_PAIRS", 1000)
    names = [f"n{number}" for number in range(2 * count)]
    check(*[CENTRE] * count, *[shifted] * count, names=names)
    assert 0 < len(compared) <= 1000
    compared.clear()
    monkeypatch.setattr(rule, "_are_alike", lambda *names: not compared.append(names))
    check(*[CENTRE] * count, *[shifted] * count, names=names)
    # Who has been told of is not compared again.
    assert len(compared) == len({shifted for _, (shifted,) in compared}) > 1


def test_of_long_names_the_beginnings_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    class Aside:
        def sub(self, _: str, text: str) -> str:
            seen.append(len(text))
            return rule.SPACING.sub("", text)

    monkeypatch.setattr(rule, "ASIDE", Aside())
    there = from_wgs84(*CENTRE, "gcj02")
    shifted = (round(float(there[0]), 6), round(float(there[1]), 6))
    (problem,) = check(CENTRE, shifted, names=["(" * 20_000, "(" * 20_000])
    assert problem.code == "shifted-gcj02"
    assert seen == [rule.LONGEST_NAME] * 2


def test_metres_are_allowed_where_the_datum_says_so() -> None:
    assert check((517000.5, 3342000.5), datum="EPSG:4549") == []
    assert codes(check((517000.5, 3342000.5), datum="gcj02")) == ["projected-coordinates"]


SYSTEMS: list[tuple[int, tuple[float, float] | None]] = [
    (3857, None),
    (4528, None),
    (4499, None),
    (4549, CENTRE),
    (32651, (122.9, 30.2)),
    (4550, (122.2, 30.2)),
    (4520, (96.2, 38.0)),
    (32644, (79.0, 35.0)),
]


@pytest.mark.parametrize(("epsg", "near"), SYSTEMS)
def test_the_system_is_guessed(epsg: int, near: tuple[float, float] | None) -> None:
    from pyproj import Transformer

    here = near or (120.2, 30.2)
    here = (here[0] + 0.01, here[1] + 0.01)
    x, y = Transformer.from_crs(4326, epsg, always_xy=True).transform(*here)
    for first, second in ((x, y), (y, x)):
        guess = guess_system(first, second, near)
        assert guess is not None
        # UTM and Gauss-Krüger cannot be told apart by one point; the place must be right.
        assert guess.epsg == epsg or abs(guess.lat - here[1]) < 0.03
        assert (guess.lon, guess.lat) == pytest.approx(here, abs=0.03)


def test_no_system_is_guessed_for_nonsense() -> None:
    assert guess_system(5000, 5000, CENTRE) is None
    assert guess_system(1e300, 1e300, CENTRE) is None
    assert guess_system(517000.5, 3342000.5) is None


def test_decimals_are_counted_as_they_are_written() -> None:
    text = json.dumps({"type": "Feature", "properties": {"name": "a", "accuracy_m": 20},
                       "geometry": {"type": "Point", "coordinates": [120.2, 30.1]}})  # fmt: skip
    exact = text.replace("120.2,", "120.2000,").replace("30.1]", "30.1000]")
    for written, expected in ((text, ["too-coarse"]), (exact, [])):
        assert codes(check_layer(parse_layer(Path("x"), "x", written.encode()))) == expected


def test_seven_decimals_are_enough_and_not_too_many() -> None:
    rng = np.random.default_rng(7)
    positions = [(round(120 + x, 7), round(30 + y, 7)) for x, y in rng.random((500, 2)) / 10]
    assert check(*positions) == []


def test_an_area_too_large_to_be_tested_for_crossings_is_let_be() -> None:
    steps = np.arange(150_000)
    angle = steps / len(steps) * 2 * np.pi
    radius = 1 + 0.1 * (steps % 2)
    ring = np.round(np.c_[120 + radius * np.cos(angle), 30 + radius * np.sin(angle)], 7).tolist()
    text = json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})
    assert check_layer(parse_layer(Path("x"), "x", text.encode())) == []
