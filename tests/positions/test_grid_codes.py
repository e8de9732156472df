"""Plus codes and geohashes: cells as their specifications give them."""

from __future__ import annotations

import math

import pytest

from geo.positions.grid_codes import is_short_plus_code, read_geohash, read_plus_code

# South, west, north and east as the specification's own examples have them.
PLUS = {
    "7FG49Q00+": (20.35, 2.75, 20.4, 2.8),
    "7FG49QCJ+2V": (20.37, 2.782125, 20.370125, 2.78225),
    "7fg49qcj+2vx": (20.3701, 2.78221875, 20.370125, 2.78225),
    "8FVC2222+22": (47.0, 8.0, 47.000125, 8.000125),
    "4VCPPQGP+Q9": (-41.273125, 174.785875, -41.273, 174.786),
    "62G20000+": (0.0, -180.0, 1.0, -179.0),
}


@pytest.mark.parametrize("code", PLUS)
def test_a_plus_code_is_the_middle_of_its_cell(code: str) -> None:
    south, west, north, east = PLUS[code]
    cell = read_plus_code(code)
    assert cell is not None
    assert cell.lat == pytest.approx((south + north) / 2, abs=1e-7)
    assert cell.lon == pytest.approx((west + east) / 2, abs=1e-7)
    half = math.hypot(north - south, (east - west) * math.cos(math.radians(cell.lat))) / 2
    assert cell.radius_m == pytest.approx(half * 111_195, rel=0.01)


@pytest.mark.parametrize("text", ["6636+7X", "6636+7X 杭州", "36+7X, Hangzhou"])
def test_a_code_without_its_beginning_is_no_place(text: str) -> None:
    assert read_plus_code(text) is None
    assert is_short_plus_code(text)


@pytest.mark.parametrize("text", ["C+", "A1+B2", "+49 30 12345", "8FVC2222", "XXXXXXXX+22", "1+1"])
def test_other_texts_are_no_codes(text: str) -> None:
    assert read_plus_code(text) is None
    assert not is_short_plus_code(text)


def test_a_geohash_is_the_middle_of_its_cell() -> None:
    cell = read_geohash("ezs42")
    assert cell is not None
    assert (cell.lon, cell.lat) == pytest.approx((-5.603, 42.605), abs=5e-4)
    fine = read_geohash("u4pruydqqvj")
    assert fine is not None
    assert (fine.lon, fine.lat) == pytest.approx((10.40744, 57.64911), abs=1e-5)
    assert fine.radius_m < 1
    assert read_geohash("ezs4a") is None  # it has no a
    assert read_geohash("ezs") is None  # a cell of 150 km is no place
