from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.sources.cst import JsonTree, Pointer, TomlTree
from geo.sources.geojson import marks
from geo.sources.geojson.outline import Outline

TOML = """title = "白马湖"
[view]
center = [120.19, 30.19]
[categories.park]
label = "公园"  # a comment
[[base.maps]]
id = "osm"
[[base.maps]]
"id" = "tdt"
part = { a = 1, b.c = [2, 3] }
"""


def values(value: Any, pointer: Pointer = ()) -> list[tuple[Pointer, Any]]:
    found = [(pointer, value)]
    if isinstance(value, dict):
        for key, child in value.items():
            found += values(child, (*pointer, key))
    if isinstance(value, list):
        for index, child in enumerate(value):
            found += values(child, (*pointer, index))
    return found


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | st.text(max_size=5),
    lambda child: st.lists(child, max_size=4) | st.dictionaries(st.text(max_size=4), child),
    max_leaves=20,
)


@given(json_values, st.sampled_from([None, 1]), st.booleans())
def test_every_value_is_found_where_it_stands(value: Any, indent: int | None, ascii_: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_)
    tree = JsonTree(text)
    for pointer, expected in values(value):
        span = tree.locate(pointer)
        assert json.loads(text[span.start : span.end]) == expected
        if pointer and isinstance(pointer[-1], str):
            key = tree.locate(pointer, "key")
            assert json.loads(text[key.start : key.end]) == pointer[-1]


@given(st.lists(json_values, max_size=4), json_values, st.sampled_from([None, 1]))
def test_the_outline_finds_what_the_tree_finds(
    features: list[Any], other: Any, indent: int | None
) -> None:
    named = {"type": "白马", "features": features, "more": other}
    text = json.dumps(named, indent=indent, ensure_ascii=False)
    tree, outline = JsonTree(text), Outline(text)
    for pointer, _ in values(json.loads(text)):
        assert outline.locate(pointer) == tree.locate(pointer)
        assert outline.locate(pointer, "key") == tree.locate(pointer, "key")
        assert outline.keys(pointer) == tree.keys(pointer)


@pytest.mark.parametrize("make", [JsonTree, Outline])
def test_what_is_missing_is_placed_at_what_lacks_it(make: type[JsonTree | Outline]) -> None:
    text = '{"a": [1], "features": [{"b": 2}], "c": {}}'

    def at(*pointer: str | int) -> str:
        span = make(text).locate(pointer)
        return text[span.start : span.end]

    assert at("x") == text
    assert at("a", 5) == "[1]"
    assert at("features", 0, "properties", "name") == '{"b": 2}'
    assert at("features", 7) == '[{"b": 2}]'
    assert at("c", "d", "e") == "{}"


def test_the_last_of_repeated_keys_counts_and_all_are_listed() -> None:
    text = '{"a": 1, "é": 2, "a": 3}'
    tree = JsonTree(text)
    assert tree.locate(("a",)).start == text.rindex("3")
    assert [name for name, _ in tree.keys(())] == ["a", "é", "a"]


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        (("title",), '"白马湖"'),
        (("view", "center", 1), "30.19"),
        (("categories", "park", "label"), '"公园"'),
        (("base", "maps", 0, "id"), '"osm"'),
        (("base", "maps", 1, "id"), '"tdt"'),
        (("base", "maps", 1, "part", "b", "c", 1), "3"),
        (("view", "zoom"), "view"),
        (("categories", "park", "color"), "categories.park"),
    ],
)
def test_toml(pointer: Pointer, expected: str) -> None:
    span = TomlTree(TOML).locate(pointer)
    assert TOML[span.start : span.end] == expected


def test_toml_keys() -> None:
    span = TomlTree(TOML).locate(("base", "maps", 1, "id"), "key")
    assert TOML[span.start : span.end] == '"id"'


@given(st.text(max_size=80))
def test_any_text_has_a_tree(text: str) -> None:
    for tree in (JsonTree(text), TomlTree(text)):
        span = tree.locate(("a", 0, "b"))
        assert 0 <= span.start <= span.end <= len(text)


@pytest.mark.parametrize("make", [JsonTree, Outline])
def test_nesting_of_any_depth(make: type[JsonTree | Outline]) -> None:
    text = "[" * 50_000 + "]" * 50_000
    assert make(text).locate((0, 0, 0)).start == 3


@given(json_values, st.integers(1, 9))
def test_marks_are_the_same_in_blocks_of_any_length(value: Any, length: int) -> None:
    text = json.dumps(value, ensure_ascii=False)
    whole = marks.find_marks(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(marks, "BLOCK", length)
        parted = marks.find_marks(text)
    for one, other in zip(whole, parted, strict=True):
        assert one.tolist() == other.tolist()
