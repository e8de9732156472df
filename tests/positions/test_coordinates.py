"""Positions as they are pasted; ``geo/web/test/suggest/coordinates.test.ts`` has the same file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.positions.angles import parse_angle
from geo.positions.baidu_mercator import baidu_metres_to_degrees
from geo.positions.coordinates import Location, parse_location
from geo.positions.datum import from_wgs84
from geo.problems import LANGUAGES, Problem

if TYPE_CHECKING:
    from geo.problems import Language

HERE = (120.206, 30.1625)
FIXTURE = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "positions" / "read.json").read_text(encoding="utf-8")
)
UNREADABLE = "location-unreadable"
AMAP, BAIDU, QQ = "https://uri.amap.com", "https://map.baidu.com", "https://apis.map.qq.com"
GOOGLE, APPLE = "https://www.google.com/maps", "https://maps.apple.com"
OSM = "https://www.openstreetmap.org"


def read(text: str, datum: str | None = None) -> Location:
    found = parse_location(text, datum)
    assert isinstance(found, Location), found.message()
    return found


@pytest.mark.parametrize("case", FIXTURE["read"], ids=lambda case: case["text"])
def test_numbers_and_links_in_every_dress(case: dict[str, Any]) -> None:
    found = read(case["text"])
    assert (found.lon, found.lat) == pytest.approx(case["at"], abs=1e-7)
    assert found.datum == case["datum"]


@pytest.mark.parametrize(
    ("text", "code"),
    [*((case["text"], case["code"]) for case in FIXTURE["refused"]), ("x" * 5000, UNREADABLE)],
)
def test_what_cannot_be_read_is_said_with_a_remedy(text: str, code: str) -> None:
    found = parse_location(text)
    assert isinstance(found, Problem)
    assert found.code == code
    assert found.place.file == "--at"
    for language in LANGUAGES:
        assert found.fix(language)


@pytest.mark.parametrize("case", FIXTURE["near"])
def test_other_sites_decide_which_number_is_the_longitude(case: dict[str, Any]) -> None:
    found = parse_location(case["text"], near=tuple(case["near"]))
    at = (found.lon, found.lat) if isinstance(found, Location) else None
    assert at == (tuple(case["at"]) if case["at"] else None)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_a_remedy_says_can_be_typed(language: Language) -> None:
    found = parse_location("-1.29, 36.8")
    assert isinstance(found, Problem)
    said = [re.split("[“”]", found.fix(language))[part] for part in (1, 3)]
    assert [(read(text).lon, read(text).lat) for text in said] == [(-1.29, 36.8), (36.8, -1.29)]


@pytest.mark.parametrize(
    ("x", "y", "lon", "lat"),
    [
        (12693763.634, 3874151.929, 114.0287781, 33.0176697),
        (13741215.395, 5104015.047, 123.438095, 41.8114013),
        (12844373.836, 2590164.648, 115.3817179, 22.7918527),
    ],
)
def test_baidu_metres(x: float, y: float, lon: float, lat: float) -> None:
    assert baidu_metres_to_degrees(x, y) == pytest.approx((lon, lat), abs=1e-6)
    assert baidu_metres_to_degrees(-x, -y) == pytest.approx((-lon, -lat), abs=1e-6)


def test_a_datum_named_overrules_the_link() -> None:
    assert read(f"{GOOGLE}/@30.1625,120.206,15z", "wgs84").datum == "wgs84"
    assert read("120.206,30.1625", "BD09").datum == "bd09"


def test_wgs84_is_rounded_to_a_tenth_of_a_metre() -> None:
    assert read("120.206,30.1625").wgs84 == HERE
    shifted = from_wgs84(*HERE, "gcj02")
    lon, lat = read(f"{shifted[0]:.7f},{shifted[1]:.7f}", "gcj02").wgs84
    assert (lon, lat) == HERE


@pytest.mark.parametrize("text", ["517000.5,3342000.5", "3342000.5 517000.5"])
def test_metres_of_a_named_system_in_either_order(text: str) -> None:
    found = read(text, "epsg:4549")
    assert (found.lon, found.lat) == pytest.approx((120.17655, 30.1973), abs=1e-4)
    assert found.datum == "wgs84"


@pytest.mark.parametrize(
    ("text", "datum", "code", "place"),
    [
        ("1,2", "mars", "unknown-datum", "--datum"),
        ("1,2", "EPSG:999999", "unknown-datum", "--datum"),
        ("x", "EPSG:4549", "location-unreadable", "--at"),
        ("1,2", "EPSG:4549", "location-outside-system", "--at"),
    ],
)
def test_a_system_that_does_not_fit(text: str, datum: str, code: str, place: str) -> None:
    found = parse_location(text, datum)
    assert isinstance(found, Problem)
    assert (found.code, found.place.file) == (code, place)


@given(st.text(max_size=60) | st.text(alphabet="0123456789.,- °'\"NESW北东经纬度分秒", max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    found = parse_location(text)
    if isinstance(found, Location):
        assert abs(found.lat) <= 90
        assert abs(found.lon) <= 180
    else:
        assert found.message("zh")


@given(st.sampled_from([AMAP, BAIDU, QQ, GOOGLE, APPLE, OSM]), st.text(max_size=60))
def test_any_link_has_an_answer(service: str, rest: str) -> None:
    found = parse_location(f"{service}/{rest}")
    assert isinstance(found, Location) or found.message("en")


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_hemispheres_leave_no_doubt(lat: float, lon: float) -> None:
    north, east = "NS"[lat < 0], "EW"[lon < 0]
    found = read(f"{abs(lon):.6f}{east} {abs(lat):.6f}{north}")
    assert (found.lon, found.lat) == pytest.approx((lon, lat), abs=1e-6)


def test_angles() -> None:
    assert parse_angle("30°12'") == pytest.approx(30.2)
    assert parse_angle("-30.5") == -30.5
    assert parse_angle("30°12'N") == pytest.approx(30.2)
    assert parse_angle("30 12") is None
    assert parse_angle("") is None
