"""Geometries built all at once are those that shapely builds one by one."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from geo.sources.geojson.geometries import DatumError, build_geometries, convert_to_wgs84

NUMBER = st.integers(-1000, 1000).map(lambda number: number / 10)
POSITION = st.tuples(NUMBER, NUMBER).map(list)
LINE = st.lists(POSITION, min_size=2, max_size=4)
RING = st.lists(POSITION, min_size=3, max_size=5).map(lambda ring: [*ring, ring[0]])
COORDINATES = {
    "Point": POSITION,
    "MultiPoint": st.lists(POSITION, min_size=1, max_size=3),
    "LineString": LINE,
    "MultiLineString": st.lists(LINE, min_size=1, max_size=3),
    "Polygon": st.lists(RING, min_size=1, max_size=3),
    "MultiPolygon": st.lists(st.lists(RING, min_size=1, max_size=2), min_size=1, max_size=3),
}
SIMPLE = st.one_of(
    *(
        st.fixed_dictionaries({"type": st.just(kind), "coordinates": coordinates})
        for kind, coordinates in COORDINATES.items()
    )
)
GEOMETRY = SIMPLE | st.fixed_dictionaries(
    {"type": st.just("GeometryCollection"), "geometries": st.lists(SIMPLE, max_size=2)}
)


@settings(deadline=None)
@given(st.lists(st.none() | GEOMETRY, max_size=8))
def test_together_they_are_as_one_by_one(objects):
    built, unfit = build_geometries(objects)
    assert unfit == []
    for geometry, value in zip(built, objects, strict=True):
        assert (geometry is None) == (value is None)
        assert value is None or shapely.equals_identical(geometry, shape(value))


BAD = [
    {"type": "Point", "coordinates": [1]},
    {"type": "Point", "coordinates": ["a", "b"]},
    {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
    {"type": "MultiLineString", "coordinates": [[[0, 0]]]},
    {"type": "LineString"},
    {"type": "Circle", "coordinates": [0, 0]},
    {"type": ["Point"], "coordinates": [0, 0]},
    "POINT (0 0)",
]


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_one_that_cannot_be_built_does_not_lose_the_others(bad):
    good = [{"type": kind, "coordinates": [[0, 0], [1, 1]]} for kind in ("LineString",)]
    objects = [*good, bad, {"type": "Point", "coordinates": [1, 2]}]
    built, unfit = build_geometries(objects)
    assert unfit == [1]
    assert [geometry is None for geometry in built] == [False, True, False]


def test_a_line_of_one_position_is_a_point():
    built, unfit = build_geometries([{"type": "LineString", "coordinates": [[1, 2]]}])
    assert (unfit, built[0].wkt) == ([], "POINT (1 2)")


@pytest.mark.parametrize(
    ("kind", "coordinates", "expected"),
    [
        ("LineString", [], "LINESTRING EMPTY"),
        ("MultiPolygon", [[]], "MULTIPOLYGON EMPTY"),
        ("MultiPolygon", [[], [[[0, 0], [1, 0], [1, 1], [0, 0]]]],
         "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))"),
        ("MultiLineString", [[], [[0, 0], [1, 1]]], "MULTILINESTRING ((0 0, 1 1))"),
    ],
)  # fmt: skip
def test_parts_without_positions_are_left_out(kind, coordinates, expected):
    built, unfit = build_geometries([{"type": kind, "coordinates": coordinates}])
    assert unfit == []
    assert shapely.to_wkt(built[0]) == expected


def test_a_collection_keeps_its_parts_in_order_and_falls_with_one_of_them():
    point, line = {"type": "Point", "coordinates": [1, 2]}, {"type": "LineString"}
    nested = {"type": "GeometryCollection", "geometries": [point]}
    built, unfit = build_geometries(
        [
            {"type": "GeometryCollection", "geometries": [nested, point]},
            {"type": "GeometryCollection", "geometries": []},
            {"type": "GeometryCollection", "geometries": [point, line]},
        ]
    )
    assert unfit == [2]
    assert built[2] is None
    assert shapely.to_wkt(built[0]) == (
        "GEOMETRYCOLLECTION (GEOMETRYCOLLECTION (POINT (1 2)), POINT (1 2))"
    )
    assert built[1].is_empty


def test_heights_stay_where_every_position_has_one():
    high = {"type": "LineString", "coordinates": [[0, 0, 5], [1, 1, 6]]}
    built, _ = build_geometries([high])
    assert shapely.get_coordinates(built, include_z=True).tolist() == [[0, 0, 5], [1, 1, 6]]
    built, _ = build_geometries([{"type": "LineString", "coordinates": [[0, 0, 5], [1, 1]]}])
    assert not built[0].has_z
    built, _ = build_geometries([{"type": "Point", "coordinates": [0, 1, 2, 3]}])
    assert shapely.get_coordinates(built).tolist() == [[0, 1]]


def test_wgs84_in_any_spelling_is_left_as_it_is():
    points = shapely.points([[120.1, 30.2]])
    assert convert_to_wgs84(points, "WGS84") is points


def test_a_gauss_kruger_position_becomes_degrees():
    # The middle meridian of EPSG:4549 is 120° E, its false easting 500 km.
    points = convert_to_wgs84(shapely.points([[500_000.0, 0.0]]), "EPSG:4549")
    assert shapely.get_coordinates(points)[0] == pytest.approx([120, 0], abs=1e-9)


@pytest.mark.parametrize("datum", ["EPSG:999999", "nonsense"])
def test_an_unknown_datum_is_refused(datum):
    with pytest.raises(DatumError) as caught:
        convert_to_wgs84(shapely.points([[0.0, 0.0]]), datum)
    assert caught.value.code == "join-datum-unknown"


def test_positions_outside_a_datum_are_refused():
    with pytest.raises(DatumError) as caught:
        convert_to_wgs84(np.array([shapely.Point(1e30, 1e30)]), "EPSG:4549")
    assert caught.value.code == "join-datum-outside"
