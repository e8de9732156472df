"""Geometries taken apart: every position leads back to where it stands in the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.checks.parts import Shapes, take_apart
from geo.sources.geojson.reading_layers import parse_layer

if TYPE_CHECKING:
    from geo.sources.geojson.layer_document import LayerDocument

POSITION = st.tuples(st.integers(-9, 9), st.integers(-9, 9)).map(list)
LINE = st.lists(POSITION, min_size=2, max_size=4)
RING = st.lists(POSITION, min_size=3, max_size=5).map(lambda ring: [*ring, ring[0]])
POLYGON = st.lists(RING, max_size=3)
PARTS: dict[str, st.SearchStrategy[Any]] = {
    "Point": POSITION,
    "MultiPoint": st.lists(POSITION, max_size=3),
    "LineString": LINE,
    "MultiLineString": st.lists(LINE, max_size=3),
    "Polygon": POLYGON,
    "MultiPolygon": st.lists(POLYGON, max_size=3),
}
SIMPLE = st.one_of(
    *(
        st.fixed_dictionaries({"type": st.just(kind), "coordinates": coordinates})
        for kind, coordinates in PARTS.items()
    )
)
GEOMETRY = st.recursive(
    SIMPLE,
    lambda part: st.fixed_dictionaries(
        {"type": st.just("GeometryCollection"), "geometries": st.lists(part, max_size=3)}
    ),
    max_leaves=5,
)


def taken(geometries: list[Any]) -> tuple[LayerDocument, Shapes]:
    features = [{"type": "Feature", "properties": {}, "geometry": entry} for entry in geometries]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    document = parse_layer(Path("x"), "x", text.encode())
    return document, take_apart(document, [True] * len(features))


def value_at(document: LayerDocument, pointer: tuple[str | int, ...]) -> Any:
    value = document.value
    for step in pointer:
        value = value[step]
    return value


@given(st.lists(st.none() | GEOMETRY, max_size=5))
def test_every_row_leads_back_to_its_position(geometries: list[Any]) -> None:
    document, shapes = taken(geometries)
    assert shapes.unfit == []
    for row, xy in enumerate(shapes.xy.tolist()):
        pointer = shapes.pointer(row)
        assert pointer[1] == shapes.feature[row]
        assert value_at(document, pointer) == xy
    assert len(shapes.xy) == sum(map(position_count, geometries))


@given(st.lists(GEOMETRY, max_size=4))
def test_rings_are_those_of_the_file(geometries: list[Any]) -> None:
    document, shapes = taken(geometries)
    rings = shapes.rings
    for feature, start, end, is_hole in zip(
        rings.feature, rings.start, rings.end, rings.is_hole, strict=True
    ):
        pointer = shapes.ring_pointer(int(start))
        assert shapes.xy[start:end].tolist() == value_at(document, pointer)
        assert pointer[1] == feature
        assert bool(pointer[-1]) == is_hole
    assert len(rings.feature) == sum(map(ring_count, geometries))
    assert np.all(np.diff(rings.start) > 0)


def position_count(value: Any) -> int:
    """Count the lists of numbers in a geometry."""
    if isinstance(value, dict):
        return sum(map(position_count, value.values()))
    if not isinstance(value, list):
        return 0
    is_position = bool(value) and isinstance(value[0], int)
    return 1 if is_position else sum(map(position_count, value))


def ring_count(geometry: dict[str, Any]) -> int:
    if geometry["type"] == "GeometryCollection":
        return sum(map(ring_count, geometry["geometries"]))
    if geometry["type"] == "Polygon":
        return len(geometry["coordinates"])
    if geometry["type"] == "MultiPolygon":
        return sum(map(len, geometry["coordinates"]))
    return 0
