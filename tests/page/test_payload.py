"""What travels to the page: its bytes, its order, and that equal input gives equal bytes."""

from __future__ import annotations

import base64
import gzip
import json
import math
import struct

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.page.columns import (
    Encoded,
    encode_numbers,
    encode_series,
    encode_steps,
    encode_texts,
    encode_whole,
)
from geo.page.layer import MOST_IN_FILE_ORDER, hilbert_distance, row_order
from geo.page.payload import Block, compress
from geo.page.shapes import encode_shapes, kinds_of, sign_positions
from tests.page import golden


@pytest.mark.parametrize("name", ["columns", "head", "ground", "sites", "tables"])
def test_the_format_is_the_one_the_page_was_tested_with(name: str) -> None:
    blocks = {
        "columns": golden.columns_block(),
        "ground": golden.ground_block(),
        **golden.layer_blocks(golden.small_layer()),
    }
    stored = base64.b64decode((golden.FOLDER / f"{name}.block").read_text("ascii"))
    assert golden.unpacked(blocks[name]) == gzip.decompress(stored)


def test_expected_values_are_those_of_the_example() -> None:
    stored = json.loads((golden.FOLDER / "columns.json").read_text("utf-8"))
    assert stored == golden.expected_columns()


def planes(encoded: Encoded, count: int) -> np.ndarray:
    """The stored numbers of a ``whole`` or ``steps`` column."""
    width = encoded.spec["width"]
    as_bytes = np.frombuffer(encoded.sections[0], np.uint8).reshape(width, count)
    powers = 256 ** np.arange(width, dtype=np.uint64)
    return (as_bytes.T.astype(np.uint64) * powers).sum(axis=1, dtype=np.uint64)


@given(st.lists(st.none() | st.integers(-(2**52), 2**52), max_size=40))
def test_whole_numbers_come_back(values: list[int | None]) -> None:
    empty = np.array([value is None for value in values], dtype=bool)
    encoded = encode_whole(np.array([value or 0 for value in values], dtype=np.int64), empty)
    stored = planes(encoded, len(values)).astype(object)
    shift = encoded.spec["min"] - (1 if encoded.spec.get("empty") else 0)
    again = [
        None if encoded.spec.get("empty") and number == 0 else int(number) + shift
        for number in stored
    ]
    assert again == values


@given(st.lists(st.integers(-(2**31), 2**31 - 1), max_size=40))
def test_steps_come_back(values: list[int]) -> None:
    encoded = encode_steps(np.array(values, dtype=np.int64))
    zigzag = planes(encoded, max(len(values) - 1, 0)).astype(np.int64)
    steps = (zigzag >> 1) ^ -(zigzag & 1)
    assert np.cumsum([encoded.spec["first"], *steps]).tolist()[: len(values)] == values


@given(st.lists(st.decimals(-99999, 99999, places=3), min_size=1, max_size=20))
def test_decimals_stay_the_decimals_they_were(values: list[float]) -> None:
    numbers = [float(value) for value in values]
    encoded = encode_numbers(np.array(numbers))
    assert encoded.spec["codec"] == "whole"
    power = 10 ** encoded.spec.get("scale", 0)
    stored = planes(encoded, len(numbers)).astype(object) + encoded.spec["min"]
    assert [int(number) / power for number in stored] == numbers


def test_measured_floats_are_not_rounded() -> None:
    encoded = encode_numbers(np.array([math.pi, 1.0]))
    assert encoded.spec["codec"] == "real"
    first = bytes(encoded.sections[0][::2])
    assert struct.unpack("<d", first) == (math.pi,)


@given(st.lists(st.none() | st.text(max_size=8), max_size=200))
def test_lengths_are_what_javascript_counts(values: list[str | None]) -> None:
    encoded = encode_texts(values)
    if encoded.spec["codec"] != "text":
        return
    lengths = planes(Encoded(encoded.spec["lengths"], encoded.sections), len(values)).astype(int)
    lengths += encoded.spec["lengths"]["min"]
    shift = 1 if encoded.spec["lengths"].get("empty") else 0
    units = [0 if v is None else len(v.encode("utf-16-le")) // 2 + shift for v in values]
    assert [n if v is not None else 0 for n, v in zip(lengths, values, strict=True)] == units


def test_a_lone_surrogate_does_no_harm() -> None:
    assert b"a?b" in encode_texts(["a\ud800b"]).sections


def test_half_a_character_in_the_head_is_replaced() -> None:
    packed = gzip.decompress(Block({"title": {"en": "a\ud800b😀", "\udc00": ""}}).pack())
    assert '{"title":{"en":"a\ufffdb😀","\ufffd":""}}'.encode() in packed


@pytest.mark.parametrize(
    ("values", "codec"),
    [
        ([1, 2, 3], "whole"),
        ([1.5, None], "whole"),
        ([True, False], "flag"),
        (["a"] * 100, "words"),
        ([f"n{i}" for i in range(100)], "numbered"),
        ([f"n{i:04d}" for i in range(100)], "numbered"),
        (["n1", "n01"] * 50, "words"),
        ([*(str(i) for i in range(99)), "site-7", "100"], "text"),
        ([["a"], {"b": 1}], "text"),
        (pd.to_datetime(["2024-01-01", "2024-01-02"]), "text"),
        (pd.Categorical(["a", "b"] * 50), "words"),
        (pd.array([1, None], dtype="Int64"), "whole"),
    ],
)
def test_a_column_gets_the_codec_of_its_values(values: object, codec: str) -> None:
    assert encode_series(pd.Series(values)).spec["codec"] == codec


def test_dates_are_dates() -> None:
    days = pd.Series(pd.to_datetime(["2024-01-01T00:00", "2024-01-01T10:00"]))
    assert b"2024-01-012024-01-01T10:00:00" in b"".join(encode_series(days).sections)


def test_neighbours_on_the_curve_are_neighbours_on_the_ground() -> None:
    side = np.arange(16)
    points = np.array([(x, y) for x in side for y in side], dtype=float)
    order = np.argsort(hilbert_distance(points, level=4))
    steps = np.abs(np.diff(points[order], axis=0)).sum(axis=1)
    assert steps.max() == 1


def test_large_layers_are_stored_along_the_curve_and_lose_nothing() -> None:
    count = MOST_IN_FILE_ORDER + 1
    layer = golden.small_layer()
    points = np.random.default_rng(1).uniform(100, 110, (count, 2))
    frame = pd.DataFrame({"id": [f"s{number}" for number in range(count)], "category": "park"})
    layer.sites = layer.sites.__class__(frame, geometry=shapely.points(points), crs=4326)
    layer.sites["name"] = layer.sites["id"]
    layer.related["figures"] = pd.DataFrame(
        {"site_id": ["s3", "s70"], "site": [3, 70], "value": [3.0, 70.0]}
    )
    blocks = golden.layer_blocks(layer)
    numbers = blocks["sites"].columns["=id"]
    stored = planes(Encoded(numbers.spec["numbers"], numbers.sections), count).astype(int)
    assert sorted(stored) == list(range(count))
    assert stored.tolist() != list(range(count))
    rows = blocks["tables"].columns["0:rows"]
    owners = stored[np.flatnonzero(planes(rows, count))]
    values = blocks["tables"].columns["0:0"]
    assert (planes(values, 2).astype(int) + values.spec["min"]).tolist() == owners.tolist()
    assert len(blocks["head"].columns["x"].sections[0]) == 3 * (count - 1)


def test_in_large_layers_too_those_without_a_name_come_last() -> None:
    count = MOST_IN_FILE_ORDER + 2
    points = np.random.default_rng(2).uniform(100, 110, (count, 2))
    points[0] = np.nan
    is_nameless = np.arange(count) % 3 == 1
    order = row_order(points, is_nameless)
    assert sorted(order) == list(range(count))
    # What is not located yet has its own part of the list, at its end.
    assert order[-1] == 0
    assert np.diff(is_nameless[order[:-1]].astype(int)).min() == 0


def test_the_sign_stands_in_the_thing() -> None:
    horseshoe = shapely.Polygon([(0, 0), (9, 0), (9, 9), (7, 9), (7, 2), (2, 2), (2, 9), (0, 9)])
    geometries = np.array(
        [
            shapely.Point(1, 2, 3),
            shapely.LineString([(0, 0), (10, 0)]),
            horseshoe,
            shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(5, 5, 9, 9)]),
            shapely.Polygon(),
            None,
        ],
        dtype=object,
    )
    kinds = kinds_of(geometries)
    assert kinds.tolist() == [1, 2, 3, 3, 0, 0]
    positions = sign_positions(geometries, kinds)
    assert positions[0].tolist() == [1, 2]
    assert positions[1].tolist() == [5, 0]
    assert horseshoe.contains(shapely.Point(positions[2]))
    assert positions[3] == pytest.approx([7, 7], abs=0.2)
    assert np.isnan(positions[4:]).all()


def test_nested_collections_and_degenerate_areas_are_encoded() -> None:
    odd = [
        shapely.GeometryCollection([shapely.GeometryCollection([shapely.Point(1, 1)])]),
        shapely.GeometryCollection([shapely.box(0, 0, 1, 1), shapely.Point(3, 3)]),
        shapely.Polygon([(0, 0), (1, 1), (0, 0), (0, 0)]),
        shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)]),
    ]
    geometries = np.array(odd, dtype=object)
    kinds = kinds_of(geometries)
    assert not np.isnan(sign_positions(geometries, kinds)).any()
    spec = encode_shapes(np.arange(4), geometries).spec
    assert spec["codec"] == "shapes"
    assert spec["rows"]["count"] == 4


def test_what_cutting_has_left_at_a_corner_is_no_part_of_an_area() -> None:
    square = shapely.box(0, 0, 1, 1)
    crumb = shapely.Polygon([(0.5, 0.2), (0.5 + 1e-9, 0.2), (0.5, 0.2 + 1e-9)])
    whole = np.array([shapely.MultiPolygon([square, crumb]), crumb], dtype=object)
    plain = np.array([shapely.MultiPolygon([square]), crumb], dtype=object)
    rows = np.array([0, 1])
    assert encode_shapes(rows, whole) == encode_shapes(rows, plain)


def test_packing_depends_on_the_content_alone() -> None:
    packed = compress(b"park" * 100)
    assert packed[4:8] == b"\0\0\0\0"  # no time
    assert packed[9] == 255  # no system
    assert gzip.decompress(packed) == b"park" * 100
    assert Block({"a": 1}).pack() == Block({"a": 1}).pack()
