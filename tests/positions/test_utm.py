"""Points of UTM and references of the MGRS, against values of two other programs.

The references were made by GEOTRANS (as the package mgrs has it), the numbers by the package utm.
"""

from __future__ import annotations

import pytest
from pyproj import Geod

from geo.positions.coordinates import Location, parse_location
from geo.positions.utm import is_utm, read_utm

PLACES = [
    (30.2089, 120.211, "51RTP3151945222", "51R 231519.85 3345223.00"),
    (39.9, 116.4, "50SMK4870916830", "50S 448709.38 4416830.56"),
    (-33.45, -70.66, "19HCC4571397592", "19H 345713.15 6297592.03"),
    (59.9, 5.3, "32VKM9307146057", "32V 293071.58 6646057.98"),
    (-1.29, 36.8, "37MBU5519657310", "37M 255196.21 9857310.15"),
    (64.1, -21.9, "27WVM5613708467", "27W 456137.55 7108467.42"),
    (1.35, 103.8, "48NUG6649749248", "48N 366497.04 149248.78"),
    (48.85, 2.35, "31UDQ5231410984", "31U 452314.89 5410984.89"),
    (-54.8, -68.3, "19FEV4500027239", "19F 545000.05 3927239.38"),
    (78.2, 15.6, "33XWG1369680760", "33X 513696.95 8680760.05"),
    (31.999, 118.0, "50RNA9445840761", "50R 594458.49 3540761.68"),
    (32.001, 118.0, "50SNA9445640983", "50S 594456.44 3540983.38"),
]
_GEOD = Geod(ellps="WGS84")


def _metres(text: str, lat: float, lon: float, near: tuple[float, float] | None = None) -> float:
    found = read_utm(text, near)
    assert found is not None, text
    return float(_GEOD.inv(lon, lat, found.lon, found.lat)[2])


@pytest.mark.parametrize(("lat", "lon", "reference", "point"), PLACES)
def test_references_and_points_are_where_others_have_them(
    lat: float, lon: float, reference: str, point: str
) -> None:
    assert is_utm(reference)
    assert is_utm(point)
    # Half the diagonal of a metre's square, cut off and not rounded by some.
    assert _metres(reference, lat, lon) < 1.5
    assert _metres(point, lat, lon) < 0.02
    parted = f"{reference[:3]} {reference[3:5]} {reference[5:10]} {reference[10:]}".lower()
    assert read_utm(parted) == read_utm(reference)


@pytest.mark.parametrize(("lat", "lon", "reference", "point"), PLACES)
def test_the_half_of_the_earth_may_stand_for_the_band(
    lat: float, lon: float, reference: str, point: str
) -> None:
    zone, east, north = point.split()
    half = "N" if lat > 0 else "S"
    for text in (
        f"UTM zone {zone[:-1]}{half}, {east}, {north}", f"{east}mE {north}mN {zone[:-1]}{half}",
        f"{zone[:-1]} {half} E {east} N {north}",
    ):  # fmt: skip
        assert _metres(text, lat, lon, (lon, lat)) < 0.02, reference


def test_fewer_digits_are_a_larger_square() -> None:
    found = read_utm("51RTP3145")
    assert found is not None
    assert found.radius_m == pytest.approx(707.1, abs=0.1)
    assert _metres("51RTP3145", 30.2089, 120.211) <= 707.2
    # A part's number may look so.
    assert not is_utm("51RTP3145")


@pytest.mark.parametrize(
    "text",
    [
        "12ABC123456", "61RTP3151945222", "51RTP315194522", "51IRP3151945222", "51RTP 315 45222",
        "51RSP3151945222x", "51CTP3151945222", "50R 3345000 778000", "50R 778000",
        "50C 778000 3345000", "50 778000 3345000", "0N 500000 100000", "51RJP3151945222",
        "x" * 500,
    ],
)  # fmt: skip
def test_what_is_in_no_such_square_is_none(text: str) -> None:
    assert read_utm(text) is None


def test_near_the_other_sites_an_s_is_the_southern_half() -> None:
    patagonia = (-72.4, -50.5)
    text = "19S 259000 4400000"
    here, there = read_utm(text), read_utm(text, patagonia)
    assert here is not None
    assert there is not None
    assert 32 < here.lat < 40
    assert -51 < there.lat < -50


@pytest.mark.parametrize(("lat", "lon", "reference", "point"), PLACES)
def test_a_command_is_given_them_as_well(
    lat: float, lon: float, reference: str, point: str
) -> None:
    for text in (reference, point, f"UTM {point}"):
        found = parse_location(text)
        assert isinstance(found, Location), text
        assert (found.datum, found.how) == ("wgs84", "code")
        assert _GEOD.inv(lon, lat, found.lon, found.lat)[2] < 2


@pytest.mark.parametrize("text", ["12345 67890", "310053", "51R", "99X 500000 4000000"])
def test_numbers_without_a_zone_are_no_place_to_a_command(text: str) -> None:
    assert not isinstance(parse_location(text), Location)
