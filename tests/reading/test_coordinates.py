from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.datum import from_wgs84
from geo.problems import LANGUAGES, Problem
from geo.reading.angles import parse_angle
from geo.reading.baidu_mercator import baidu_metres_to_degrees
from geo.reading.coordinates import Location, parse_location

if TYPE_CHECKING:
    from geo.problems import Language

HERE = (120.206, 30.1625)


def read(text: str, datum: str | None = None) -> Location:
    found = parse_location(text, datum)
    assert isinstance(found, Location), found.message()
    return found


@pytest.mark.parametrize(
    "text",
    [
        "30.1625,120.206",
        "120.206 30.1625",
        "120.206,30.1625",
        " 120.206 , 30.1625 ",
        "120.206，30.1625",
        "120.206；30.1625",
        "120.206、30.1625",
        "１２０．２０６，３０．１６２５",
        "(30.1625, 120.206)",
        "【120.206，30.1625】",
        "[120.206, 30.1625]",
        "30.1625N 120.206E",
        "N30.1625 E120.206",
        "30.1625°N, 120.206°E",
        "经度：120.206 纬度：30.1625",
        "纬度 30.1625，经度 120.206",
        "lat=30.1625, lon=120.206",
        "Longitude: 120.206; Latitude: 30.1625",
        "lng: 120.206, lat: 30.1625",
        "30°9'45\"N 120°12'21.6\"E",
        "30°9′45″N，120°12′21.6″E",
        "30° 9' 45'' N, 120° 12' 21.6'' E",
        "北纬30°9′45″ 东经120°12′21.6″",
        "东经120度12分21.6秒，北纬30度9分45秒",
        "30°9.75'N 120°12.36'E",
        "N30°9.75′E120°12.36′",
        "120.206,30.1625,15",
        "POINT(120.206 30.1625)",
        "point z (120.206 30.1625 15)",
        '{"type": "Point", "coordinates": [120.206, 30.1625]}',
        '{"type":"Feature","geometry":{"type":"Point","coordinates":[120.206,30.1625,15]}}',
    ],
)
def test_numbers_in_every_dress(text: str) -> None:
    found = read(text)
    assert (found.lon, found.lat) == pytest.approx(HERE, abs=1e-7)
    assert found.datum == "wgs84"


def test_south_and_west() -> None:
    found = read("33°51'S 70°30'W")
    assert (found.lon, found.lat) == (-70.5, -33.85)
    assert read("151.2 -33.85").lat == -33.85


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "location-unreadable"),
        ("白马湖", "location-unreadable"),
        ("30.1625", "location-unreadable"),
        ("30.1,120.2,15,2", "location-unreadable"),
        ("30.1 120.2 15", "location-unreadable"),
        ("30°61'N 120°E", "location-unreadable"),
        ("30N 31N", "location-unreadable"),
        ("x" * 5000, "location-unreadable"),
        ("30.1 50.2", "location-ambiguous"),
        ("50.2,30.1", "location-ambiguous"),
        ("95,95", "location-out-of-range"),
        ("200,30", "location-out-of-range"),
        ("517000, 3342000", "location-unreadable"),
        ("https://surl.amap.com/1a2b3c", "location-short-link"),
        ("https://j.map.baidu.com/ab/cde", "location-short-link"),
        ("https://maps.app.goo.gl/abc", "location-short-link"),
        ("https://osm.org/go/0A", "location-short-link"),
        ("https://www.amap.com/place/B023B0ABC", "location-not-in-link"),
        ("https://www.google.com/maps/place/West+Lake", "location-not-in-link"),
        ("https://example.org/?lat=30&lon=120", "location-unknown-link"),
        ("https://[", "location-unreadable"),
        ("https://maps.apple.com/?ll=130.1,120.2", "location-out-of-range"),
    ],
)
def test_what_cannot_be_read_is_said_with_a_remedy(text: str, code: str) -> None:
    found = parse_location(text)
    assert isinstance(found, Problem)
    assert found.code == code
    assert found.place.file == "--at"
    for language in LANGUAGES:
        assert found.fix(language)


def test_other_sites_decide_which_number_is_the_longitude() -> None:
    assert parse_location("30.1 50.2", near=(50, 30)) == Location(50.2, 30.1, "wgs84", "degrees")
    assert isinstance(parse_location("30.1 50.2", near=(120, 30)), Problem)


@pytest.mark.parametrize("text", ["31.23,30.04", "30.04,31.23"])
def test_where_both_orders_lead_near_the_far_nearer_is_meant(text: str) -> None:
    cairo = parse_location(text, near=(31.24, 30.05))
    assert cairo == Location(31.23, 30.04, "wgs84", "degrees")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_a_remedy_says_can_be_typed(language: Language) -> None:
    found = parse_location("-1.29, 36.8")
    assert isinstance(found, Problem)
    said = [re.split("[“”]", found.fix(language))[part] for part in (1, 3)]
    assert [(read(text).lon, read(text).lat) for text in said] == [(-1.29, 36.8), (36.8, -1.29)]


AMAP, BAIDU, QQ = "https://uri.amap.com", "https://map.baidu.com", "https://apis.map.qq.com"
GOOGLE, APPLE = "https://www.google.com/maps", "https://maps.apple.com"
OSM = "https://www.openstreetmap.org"


@pytest.mark.parametrize(
    ("link", "datum"),
    [
        (f"{AMAP}/marker?position=120.206,30.1625&name=湖", "gcj02"),
        (f"{AMAP}/marker?position=120.206,30.1625&coordinate=wgs84", "wgs84"),
        (f"{AMAP}/navigation?to=120.206,30.1625,湖&mode=car", "gcj02"),
        ("https://ditu.amap.com/regeo?lng=120.206&lat=30.1625&name=x", "gcj02"),
        ("https://www.amap.com/?q=30.1625,120.206,%E6%B9%96", "gcj02"),
        ("https://wb.amap.com/?p=B0FFHY,30.1625,120.206,湖,滨江区", "gcj02"),
        ("amapuri://viewMap?lat=30.1625&lon=120.206&dev=0", "gcj02"),
        ("androidamap://viewMap?lat=30.1625&lon=120.206&dev=1", "wgs84"),
        (f"{BAIDU}/?latlng=30.1625,120.206&title=x", "bd09"),
        ("http://api.map.baidu.com/marker?location=30.1625,120.206&output=html", "bd09"),
        ("http://api.map.baidu.com/marker?location=30.1625,120.206&coord_type=gcj02", "gcj02"),
        ("baidumap://map/marker?location=30.1625,120.206&coord_type=wgs84", "wgs84"),
        (f"{QQ}/uri/v1/marker?marker=coord:30.1625,120.206;title:x", "gcj02"),
        (f"{OSM}/#map=15/30.1625/120.206", "wgs84"),
        (f"{OSM}/?mlat=30.1625&mlon=120.206#map=5/1/2", "wgs84"),
        (f"{OSM}/node/1?mlat=30.1625&mlon=120.206", "wgs84"),
        ("geo:30.1625,120.206?z=15", "wgs84"),
        (f"{GOOGLE}/@30.1625,120.206,15z", "gcj02"),
        (f"{GOOGLE}/place/X/@30.1,120.1,17z/data=!3m1!4b1!8m2!3d30.1625!4d120.206", "gcj02"),
        (f"{GOOGLE}?q=30.1625,120.206", "gcj02"),
        (f"{GOOGLE}/search/?api=1&query=30.1625%2C120.206", "gcj02"),
        (f"{GOOGLE}/place/30%C2%B009'45.0%22N+120%C2%B012'21.6%22E", "gcj02"),
        (f"白马湖，杭州市滨江区 {AMAP}/marker?position=120.206,30.1625", "gcj02"),
        ("www.google.com.hk/maps/@30.1625,120.206,15z", "gcj02"),
        (f"{APPLE}/?ll=30.1625,120.206&q=x", "gcj02"),
        (f"{APPLE}/place?coordinate=30.1625,120.206", "gcj02"),
    ],
)
def test_share_links(link: str, datum: str) -> None:
    found = read(link)
    assert (found.lon, found.lat) == pytest.approx(HERE, abs=1e-7)
    assert found.datum == datum


def test_baidu_pages_give_metres() -> None:
    found = read(f"{BAIDU}/poi/%E6%B9%96/@13319954.761,3365559.32,16z?uid=1")
    assert found.datum == "bd09"
    assert (found.lon, found.lat) == pytest.approx((119.6538875, 29.0854003), abs=1e-6)


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


@pytest.mark.parametrize(
    ("lat", "lon", "datum"),
    [
        (22.28, 114.16, "wgs84"),
        (22.6, 114.1, "gcj02"),
        (22.15, 113.55, "wgs84"),
        (25.03, 121.56, "wgs84"),
        (39.9, 116.4, "gcj02"),
        (51.5, -0.12, "wgs84"),
    ],
)
def test_google_and_apple_shift_the_mainland_only(lat: float, lon: float, datum: str) -> None:
    assert read(f"{GOOGLE}/@{lat},{lon},15z").datum == datum
    assert read(f"{APPLE}/?ll={lat},{lon}").datum == datum


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
