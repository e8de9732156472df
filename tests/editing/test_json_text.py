"""An edit changes one value and keeps every other byte, however the file is written."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.editing.json_text import BOM, JsonText

TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
SCALAR = st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(-180, 180) | TEXT
VALUE = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3)
)
POSITION = st.lists(st.floats(-180, 180), min_size=2, max_size=2)
GEOMETRY = st.none() | st.builds(lambda place: {"type": "Point", "coordinates": place}, POSITION)


@st.composite
def features(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": draw(st.dictionaries(TEXT, VALUE, max_size=4)),
        "geometry": draw(GEOMETRY),
    }


@st.composite
def files(draw: st.DrawFn) -> tuple[dict[str, Any], bytes]:
    """A layer, and one of the many ways it may be written."""
    layer = {
        "type": "FeatureCollection",
        "features": draw(st.lists(features(), max_size=4)),
        "note": draw(VALUE),
    }
    indent = draw(st.sampled_from([None, 1, 2, 4, "\t"]))
    separators = draw(st.sampled_from([(",", ":"), (", ", ": "), (",", ": ")]))
    text = json.dumps(layer, indent=indent, separators=separators, ensure_ascii=draw(st.booleans()))
    # Line ends stand only between tokens here: in strings they are escaped.
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    text += draw(st.sampled_from(["", "\n", "\r\n", "\n\n"]))
    return layer, draw(st.sampled_from([b"", BOM])) + text.encode()


def decoded(data: bytes) -> Any:
    return json.loads(data.decode("utf-8-sig"))


@given(files(), features())
def test_an_appended_feature_is_there_and_nothing_else_moved(
    file: tuple[dict[str, Any], bytes], new: dict[str, Any]
) -> None:
    layer, data = file
    after = JsonText(data).append(("features",), new)
    layer["features"].append(new)
    assert decoded(after) == layer
    kept = len(after) - len(data)
    start = next(
        (i for i, (a, b) in enumerate(zip(data, after, strict=False)) if a != b), len(data)
    )
    if layer["features"][:-1]:
        assert data[start:] == after[start + kept :]


@given(files(), st.data())
def test_setting_a_property_touches_that_feature_only(
    file: tuple[dict[str, Any], bytes], data: st.DataObject
) -> None:
    layer, before = file
    if not layer["features"]:
        return
    index = data.draw(st.integers(0, len(layer["features"]) - 1))
    known = list(layer["features"][index]["properties"])
    key = data.draw(st.sampled_from(known) | TEXT if known else TEXT)
    value = data.draw(VALUE)
    after = JsonText(before).set_member(("features", index, "properties"), key, value)
    expected = copy.deepcopy(layer)
    expected["features"][index]["properties"][key] = value
    assert decoded(after) == expected
    _others_kept(before, after, index)


@given(files(), st.data())
def test_deleting_a_feature_keeps_the_bytes_of_the_others(
    file: tuple[dict[str, Any], bytes], data: st.DataObject
) -> None:
    layer, before = file
    if not layer["features"]:
        return
    index = data.draw(st.integers(0, len(layer["features"]) - 1))
    sources = [JsonText(before).source(("features", i)) for i in range(len(layer["features"]))]
    after = JsonText(before).remove(("features", index))
    del layer["features"][index], sources[index]
    assert decoded(after) == layer
    text = JsonText(after)
    assert [text.source(("features", i)) for i in range(len(sources))] == sources
    assert after.startswith(BOM) == before.startswith(BOM)


@given(files(), GEOMETRY)
def test_a_geometry_is_replaced_in_place(
    file: tuple[dict[str, Any], bytes], geometry: dict[str, Any] | None
) -> None:
    layer, before = file
    for index in range(len(layer["features"])):
        after = JsonText(before).replace(("features", index, "geometry"), geometry)
        layer["features"][index]["geometry"] = geometry
        assert decoded(after) == layer
        _others_kept(before, after, index)
        before = after


@given(files())
def test_setting_a_value_to_itself_changes_no_byte(file: tuple[dict[str, Any], bytes]) -> None:
    layer, data = file
    for index, feature in enumerate(layer["features"]):
        for key, value in feature["properties"].items():
            text = JsonText(data)
            assert text.set_member(("features", index, "properties"), key, value) == data


def test_number_spelling_of_the_neighbours_is_kept() -> None:
    data = b'{"features": [{"properties": {"a": 1.50, "b": 1E+2, "c": 0.10}}]}'
    after = JsonText(data).set_member(("features", 0, "properties"), "b", 7)
    assert after == b'{"features": [{"properties": {"a": 1.50, "b": 7, "c": 0.10}}]}'
    assert JsonText(data).replace(("features", 0, "properties", "a"), 1.5) == data


def test_one_is_not_true() -> None:
    assert JsonText(b'{"a": 1}').replace(("a",), value=True) == b'{"a": true}'


ONE_LINE = '{ "type": "Feature", "properties": {}, "geometry": null }'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"[\n  {ONE_LINE}\n]\n", f'[\n  {ONE_LINE},\n  {{"a": [1, 2]}}\n]\n'),
        ("[]", '[{"a": [1, 2]}]'),
        ("\t[\n\t]", '\t[\n\t\t{\n\t\t\t"a": [1, 2]\n\t\t}\n\t]'),
    ],
)
def test_new_features_are_written_as_their_neighbours_are(before: str, after: str) -> None:
    assert JsonText(before.encode()).append((), {"a": [1, 2]}).decode() == after


@pytest.mark.parametrize("data", [b"", b"{", b"[1,]", b"{} {}", b"\xff\xfe{}", b'{"a": nul}'])
def test_broken_text_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  its own, or the decoder's
        JsonText(data).set_member((), "a", 1)


def _others_kept(before: bytes, after: bytes, index: int) -> None:
    old, new = JsonText(before), JsonText(after)
    for other in range(len(old.value(("features",)))):
        if other != index:
            assert new.source(("features", other)) == old.source(("features", other))


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "[ ]",
        "[\t]",
        "[\n]",
        "[\r\n\r\n]",
        '{\n  "a": [ ]\n}',
        '{\n  "a": [\n  ]\n}',
        '{"a": []}',
    ],
)
def test_an_item_in_an_empty_array_leaves_its_white_space(text: str) -> None:
    pointer = ("a",) if "a" in text else ()
    after = JsonText(text.encode()).append(pointer, {"b": 1}).decode()
    found = json.loads(after)
    assert (found["a"] if pointer else found) == [{"b": 1}]
    cut = text.index("[") + 1
    assert after.startswith(text[:cut])
    assert after.endswith(text[cut:])
