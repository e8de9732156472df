"""A layer read into columns says what it says when decoded, or is not read so at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.checks import examine_layer
from geo.sources.geojson.plain import SAMPLED
from geo.sources.geojson.reading_layers import parse_layer

if TYPE_CHECKING:
    from geo.sources.geojson.layer_document import LayerDocument

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3),
    st.sampled_from(["2022-01-01", "2022-01-01T00:00:00", "\ud83d\ude00", "\0", 2**53 + 1, [], {}]),
)  # fmt: skip
KEYS = st.sampled_from(["id", "name", "datum", "accuracy_m", "geometry", "type", "面积"])
POINTS = st.builds(
    lambda lon, lat: {"type": "Point", "coordinates": [lon, lat]},
    st.one_of(st.integers(-190, 190), st.floats(-180, 180)),
    st.one_of(st.integers(-90, 90), st.floats(-90, 90)),
)
LAYERS = st.builds(
    lambda columns, points: [
        {
            "type": "Feature",
            "properties": {name: values[row % len(values)] for name, values in columns.items()},
            "geometry": point,
        }
        for row, point in enumerate(points)
    ],
    st.dictionaries(KEYS, st.lists(VALUES, min_size=1, max_size=2), max_size=4),
    st.lists(st.one_of(POINTS, POINTS, st.none()), min_size=1, max_size=4),
)
SLIPS = st.sampled_from(
    ["", "null", ",", "{", "]", "1", '"id":1,', '"a', "\\u0041", "\\ud800", "\0"]
)


def point(**properties: Any) -> dict[str, Any]:
    position = {"type": "Point", "coordinates": [120.2, 30.2]}
    return {"type": "Feature", "properties": properties, "geometry": position}


def layer(*features: object, **members: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", **members, "features": features}).encode()


def parse(data: bytes) -> LayerDocument:
    return parse_layer(Path("sites.geojson"), "sites.geojson", data)


def decode(data: bytes) -> LayerDocument:
    with patch("geo.sources.geojson.reading_layers.read_plain", lambda *_: None):
        return parse(data)


def assert_alike(plain: LayerDocument, decoded: LayerDocument) -> None:
    assert plain.problems == decoded.problems
    assert (plain.form, plain.count, plain.blank) == (decoded.form, decoded.count, set())
    assert list(plain.property_names) == list(decoded.property_names)
    assert plain.ids == decoded.ids
    for name in (*decoded.property_names, "nowhere"):
        assert plain.column(name) == decoded.column(name)
    one, other = examine_layer(plain), examine_layer(decoded)
    assert [problem.code for problem in one.problems] == [p.code for p in other.problems]
    assert one.faulty == other.faulty
    assert shapely.to_wkb(one.geometries).tolist() == shapely.to_wkb(other.geometries).tolist()
    assert plain.value == decoded.value


def test_half_a_character_in_a_name_is_not_plain() -> None:
    data = layer(point(id="a", x=1)).replace(b'"x"', b'"\\ud800"')
    assert parse(data).plain is None
    assert [problem.code for problem in parse(data).problems] == ["lone-surrogate"]


def test_a_layer_of_points_is_plain() -> None:
    data = layer(
        point(id="a", name="白马湖", opened=1999, open=True, area=1.5, since="2022-01-01"),
        point(id="b", name=None, opened=None, open=False, area=2, since="spring"),
        {"type": "Feature", "properties": {"id": "c"}, "geometry": None},
    )
    document = parse(data)
    assert document.plain is not None
    assert document.column("since") == ["2022-01-01", "spring", None]
    assert document.column("opened") == [1999, None, None]
    assert_alike(document, decode(data))


@pytest.mark.parametrize("ids", [["a", "b"], [7, 8]])
def test_features_may_have_ids_of_their_own(ids: list[Any]) -> None:
    data = layer(*({**point(name="x"), "id": own} for own in ids))
    assert parse(data).plain is not None
    assert parse(data).ids == [str(own) for own in ids]


@pytest.mark.parametrize(
    "data",
    [
        b"null",
        b"",
        layer(),
        layer(point(id="a"), bbox=[120, 30, 121, 31]),
        layer(point(id="a"), point(id=1)),
        layer(point(id="a", tags=[])),
        layer(point(area=1.5), point(area=2**60)),
        layer({**point(id="a"), "bbox": [0, 0, 1, 1]}),
        layer({**point(id="a"), "id": 1.5}),
        layer({**point(id="a"), "id": "a"}, point(id="b")),
        layer({**point(id="a"), "properties": None}),
        layer({**point(id="a"), "geometry": {"type": "Point", "coordinates": [1, 2, 3]}}),
        layer({**point(id="a"), "geometry": {"type": "Point", "coordinates": []}}),
        layer({**point(id="a"), "geometry": {"type": "LineString", "coordinates": [[1, 2]]}}),
        layer(*[point(id="a")] * 2000, {"type": "Feature", "properties": {}}),
        layer(*[point(id="a")] * 2000, {**point(id="a"), "type": "Site"}),
        layer(*[point(id="a")] * 2000, point(other=1)),
        layer(*[point(id="a", area=1.5)] * 2000, point(area=1e300)),
        layer(*[point(id="a")] * 2000, point()).replace(b"{}", b'{"id": NaN}'),
        layer(*[point(id="a")] * 2000, point()).replace(b"{}", b'{"id": "b", "id": "c"}'),
        layer(point(id="a")) + layer(point(id="b")),
        layer(point(id="a")).replace(b"]}", b"],}"),
    ],
)
def test_anything_unusual_is_not_plain(data: bytes) -> None:
    assert parse(data).plain is None


def test_another_encoding_is_as_plain_as_utf_8() -> None:
    data = layer(point(id="a")).replace(b'"a"', '"茶"'.encode("gb18030"))
    document = parse(data)
    assert document.plain is not None
    assert document.column("id") == ["茶"]


@pytest.mark.parametrize("depth", [100, 1_000_000])
@pytest.mark.parametrize("before", [0, SAMPLED // 50])
def test_no_depth_brings_it_down(depth: int, before: int) -> None:
    deep = b'{"id":' + b"[" * depth + b"]" * depth + b"}"
    data = layer(*[point(id="a")] * before, point()).replace(b"{}", deep)
    assert parse(data).plain is None


@settings(max_examples=300, deadline=None)
@given(LAYERS, SLIPS, st.integers(0, 400), st.booleans())
def test_whatever_is_plain_says_the_same(
    features: list[dict[str, Any]],
    slip: str,
    place: int,
    as_ascii: bool,
) -> None:
    whole = {"type": "FeatureCollection", "features": features}
    text = json.dumps(whole, ensure_ascii=as_ascii)
    data = (text[:place] + slip + text[place:]).encode("utf-8", "surrogatepass")
    document = parse(data)
    if document.plain is not None:
        assert_alike(document, decode(data))
