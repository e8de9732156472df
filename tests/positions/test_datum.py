"""The shift of Chinese maps; `geo/web/test/datum.test.ts` holds the page to the same file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.positions.datum import (
    DATUMS,
    EAST,
    NORTH,
    SOUTH,
    WEST,
    Datum,
    from_wgs84,
    in_china,
    to_wgs84,
)

FIXTURE = json.loads(
    (Path(__file__).parent.parent / "fixtures" / "datum" / "points.json").read_text(
        encoding="utf-8"
    )
)
POINTS = FIXTURE["points"]
SHIFTED: list[Datum] = ["gcj02", "bd09"]
TENTH_OF_A_MILLIMETRE = 0.0001


def metres(one: Any, other: Any) -> float:
    east = (one[0] - other[0]) * np.cos(np.radians(other[1]))
    return float(np.max(np.hypot(east, one[1] - other[1])) * 111_320)


@pytest.mark.parametrize("datum", SHIFTED)
@pytest.mark.parametrize("point", POINTS, ids=lambda point: point["name"])
def test_points(point: dict[str, Any], datum: Datum) -> None:
    assert metres(from_wgs84(*point["wgs84"], datum), point[datum]) < TENTH_OF_A_MILLIMETRE
    assert bool(in_china(*point["wgs84"])) is point["inside"]


@pytest.mark.parametrize("datum", SHIFTED)
def test_the_published_vector_within_a_metre(datum: Datum) -> None:
    published = FIXTURE["published"]
    there = from_wgs84(*published["wgs84"], datum)
    back = to_wgs84(*published[datum], datum)
    assert metres(there, published[datum]) < 0.75
    assert metres(back, published["wgs84"]) < 0.75


@pytest.mark.parametrize("datum", SHIFTED)
def test_outside_china_nothing_moves(datum: Datum) -> None:
    outside = [point for point in POINTS if not point["inside"]]
    lon, lat = np.array([point["wgs84"] for point in outside]).T
    there = from_wgs84(lon, lat, datum)
    assert np.array_equal(there, (lon, lat))
    # Within a shift of the edge the way back cannot be told; elsewhere it is none.
    far = np.array([not point["name"].startswith("just outside") for point in outside])
    back = to_wgs84(lon[far], lat[far], datum)
    assert np.array_equal(back, (lon[far], lat[far]))
    assert far.sum() > 5


@pytest.mark.parametrize("datum", SHIFTED)
def test_every_position_in_china_comes_back(datum: Datum) -> None:
    lon, lat = np.meshgrid(np.linspace(WEST, EAST, 401), np.linspace(SOUTH, NORTH, 401))
    back = to_wgs84(*from_wgs84(lon, lat, datum), datum)
    assert metres(back, (lon, lat)) < TENTH_OF_A_MILLIMETRE


@pytest.mark.parametrize("datum", DATUMS)
def test_one_is_as_many(datum: Datum) -> None:
    lon, lat = np.array([point["wgs84"] for point in POINTS]).T
    for convert in (from_wgs84, to_wgs84):
        many = convert(lon, lat, datum)
        one = [convert(x, y, datum) for x, y in zip(lon, lat, strict=True)]
        assert np.array_equal(many[0], [float(x) for x, _ in one])
        assert np.array_equal(many[1], [float(y) for _, y in one])


def test_the_given_arrays_stay_as_they_are() -> None:
    lon, lat = np.array([120.2]), np.array([30.2])
    for datum in DATUMS:
        result = from_wgs84(lon, lat, datum)
        result[0][0] = 0
        assert lon[0] == 120.2


@settings(deadline=None)
@given(st.floats(), st.floats(), st.sampled_from(SHIFTED))
def test_any_number_has_an_end(lon: float, lat: float, datum: Datum) -> None:
    for convert in (from_wgs84, to_wgs84):
        x, y = convert(lon, lat, datum)
        if not in_china(lon, lat) and convert is from_wgs84:
            assert np.array_equal([x, y], [lon, lat], equal_nan=True)
