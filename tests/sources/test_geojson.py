from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.checks import check_layer, examine_layer
from geo.sources.geojson.reading_layers import parse_layer, read_layer
from geo.sources.geojson.syntax import MAX_FINDINGS, TOKEN, _Scan, syntax_findings

if TYPE_CHECKING:
    from geo.sources.geojson.layer_document import LayerDocument

HERE = Path("sites.geojson")
FIXTURES = Path(__file__).parents[1] / "fixtures" / "geojson"
SAMPLES = [path.read_bytes() for path in sorted(FIXTURES.glob("*/*.geojson"))]


def parse(text: str | bytes) -> LayerDocument:
    data = text if isinstance(text, bytes) else text.encode()
    return parse_layer(HERE, "data/sites.geojson", data)


def codes(text: str | bytes) -> list[str]:
    document = parse(text)
    return [problem.code for problem in document.problems + check_layer(document)]


def collection(*properties: object, ids: tuple[object, ...] = ()) -> str:
    features: list[dict[str, object]] = [
        {"type": "Feature", "properties": entry, "geometry": None} for entry in properties
    ]
    for feature, name in zip(features, ids, strict=False):
        feature["id"] = name
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.geojson", tmp_path):
        document = read_layer(path, "data/sites.geojson")
        assert [problem.code for problem in document.problems] == ["file-unreadable"]
        assert document.features == []
        assert check_layer(document) == []


def test_problems_name_the_file_as_it_was_given() -> None:
    (problem,) = parse("{").problems
    assert str(problem.place) == "data/sites.geojson:1:2"


def test_a_feature_and_a_geometry_are_layers_of_one_site() -> None:
    feature = parse('{"type": "Feature", "properties": {"id": "a"}, "geometry": null}')
    geometry = parse('{"type": "Point", "coordinates": [120.2, 30.2]}')
    assert (feature.form, feature.ids) == ("feature", ["a"])
    assert (geometry.form, geometry.ids) == ("geometry", ["site-1"])
    assert geometry.features[0]["geometry"]["coordinates"] == [120.2, 30.2]
    assert geometry.geometry_pointer(0) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (collection({}, {}), ["site-1", "site-2"]),
        (collection({"id": "a"}, {}), ["a", None]),
        (collection({"id": 7}, {"id": 8.0}, {"id": 1.5}), ["7", "8", "1.5"]),
        (collection({}, {}, ids=("x", 3)), ["x", "3"]),
        (collection({"id": "a"}, ids=("x",)), ["a"]),
        (collection({"id": None}, ids=("x",)), ["x"]),
        (collection({"id": True}, {"id": ["a"]}, {"id": ""}), [None, None, None]),
        (collection(None, None), ["site-1", "site-2"]),
    ],
)
def test_ids(text: str, expected: list[str | None]) -> None:
    assert parse(text).written_ids == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (({"id": 3}, {"id": 3}, {"id": 4}, {"id": 3}), ["3", "3-2", "4", "3-3"]),
        (({"id": "a"}, {}, {"id": "a"}), ["a", "site-2", "a-2"]),
        (({"id": "a"}, {"id": "a"}, {"id": "a-2"}), ["a", "a-3", "a-2"]),
        (({"id": "site-2"}, {}), ["site-2", "site-2-2"]),
        (({"id": "a"}, {"id": ["x"]}), ["a", "site-2"]),
        (({}, {}), ["site-1", "site-2"]),
    ],
)
def test_ids_are_made_where_nothing_refers_to_them(
    written: tuple[dict[str, Any], ...], expected: list[str]
) -> None:
    document = parse(collection(*written))
    assert document.ids == expected
    document.ids_matter = True
    assert document.ids == document.written_ids


def test_an_entry_that_is_no_object_keeps_its_number() -> None:
    document = parse('{"type": "FeatureCollection", "features": [null, {"properties": {}}, 5]}')
    assert document.features == [{}, {"properties": {}}, {}]
    kinds = [problem for problem in check_layer(document) if problem.code == "feature-kind"]
    assert [problem.index for problem in kinds] == [0, 2]


def test_a_problem_knows_its_site() -> None:
    text = collection({"id": "a", "name": "A"}, {"id": "b", "name": "B", "accuracy_m": -1})
    (problem,) = check_layer(parse(text))
    assert (problem.feature, problem.index) == ("b", 1)


def test_line_ends_and_wide_characters_count_as_editors_count() -> None:
    text = '{"白马😀": 1,\r\n "a": 1,\r "a": 2}'
    (problem,) = parse(text).problems
    assert (problem.place.line, problem.place.column) == (3, 2)
    assert problem.params == {"key": "a", "first": 2}


def test_of_many_like_errors_the_first_are_told_and_every_feature_is_known() -> None:
    document = parse(collection(*({"id": "a", "name": "A"} for _ in range(500))))
    document.ids_matter = True
    found = examine_layer(document)
    told, more = found.problems[:-1], found.problems[-1]
    assert [problem.index for problem in told] == list(range(1, 51))
    assert (more.code, more.params) == ("more-of-the-same", {"count": 449, "code": "duplicate-id"})
    assert found.faulty == set(range(1, 500))


def test_of_many_repeated_keys_every_feature_is_known() -> None:
    entry = '{"type": "Feature", "type": "Feature", "properties": null, "geometry": null}'
    document = parse('{"type": "FeatureCollection", "features": [' + ",".join([entry] * 60) + "]}")
    assert [problem.code for problem in document.problems] == ["duplicate-key"] * 50 + [
        "more-of-the-same"
    ]
    assert document.faulty == set(range(60))


def test_more_features_than_a_map_holds_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("layer_document", "reading_layers"):
        monkeypatch.setattr(f"geo.sources.geojson.{module}.MOST_FEATURES", 2)
    monkeypatch.setattr("geo.checks.structure.MOST_FEATURES", 2)
    document = parse(collection(*({"id": name, "name": "A"} for name in "abc")))
    (problem,) = check_layer(document)
    assert (problem.code, problem.params) == ("too-many-features", {"count": 3, "most": 2})
    assert document.ids == ["a", "b"]


def test_more_positions_than_a_map_holds_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.checks.parts.MOST_POSITIONS", 4)
    lines: list[list[list[int]]] = [[[1, 2], [3, 4]], [[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 1]]]
    features = [
        {
            "type": "Feature",
            "properties": {"name": "A", "id": f"line-{number}"},
            "geometry": {"type": "LineString", "coordinates": line},
        }
        for number, line in enumerate(lines)
    ]
    document = parse(json.dumps({"type": "FeatureCollection", "features": features}))
    found = examine_layer(document)
    (problem,) = found.problems
    assert (problem.code, problem.index) == ("too-many-positions", 1)
    assert [geometry is None for geometry in found.geometries] == [False, True, False]


def test_a_property_of_its_own_for_every_feature_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("geo.checks.site_properties.MOST_CELLS", 1000)
    document = parse(collection(*({"id": f"s{n}", "name": "A", f"p{n}": 1} for n in range(60))))
    assert [problem.code for problem in check_layer(document)] == ["too-many-properties"]
    table = collection(*({f"p{n}": n for n in range(60)} for _ in range(60)))
    assert "too-many-properties" not in codes(table)


@pytest.mark.parametrize("text", ["字" * 101, '"<b>\\"' * 20, "\\" * 101])
@pytest.mark.parametrize("before", [0, 30, 77])
def test_a_text_as_long_as_a_book_is_refused_at_its_place(
    monkeypatch: pytest.MonkeyPatch, text: str, before: int
) -> None:
    monkeypatch.setattr("geo.checks.site_properties.LONGEST_TEXT", 100)
    sites = {"id": "a", "name": "A", "note": "x" * before}, {"id": "b", "name": "B", "note": text}
    document = parse(collection(*sites))
    (problem,) = check_layer(document)
    assert (problem.code, problem.index) == ("text-too-long", 1)
    short = {"id": "a", "name": "A", "note": text[:100]}
    assert check_layer(parse(collection(short, short | {"id": "b"}))) == []


def test_values_in_messages_cannot_rewrite_the_terminal() -> None:
    document = parse(collection({"id": "a", "name": "a", "datum": "\x1b[2J\n::error::"}))
    (problem,) = check_layer(document)
    assert "\x1b" not in problem.message()
    assert "\n" not in problem.message()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        "[" * 100_000 + "]" * 100_000,
        "[" + "9" * 100_000 + "]",
        "[1e" + "9" * 100_000 + "]",
        '"' * 100_001,
        "\\" * 100_000,
        '"' + "\\" * 100_001 + '"',
        "/" * 100_000,
        "/*" * 50_000,
        "\x00" * 100_000,
        "}" * 100_000,
        "[1 " * 50_000,
        '{"a" ' * 50_000,
        "'" * 100_000,
        "NaN," * 50_000,
        " " * 1_000_000,
        '{"type": "FeatureCollection", "features": [' + "{}," * 50_000 + "{}]}",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_files_have_problems_and_an_end(text: str) -> None:
    assert codes(text)


def test_not_every_fault_of_a_broken_file_is_listed() -> None:
    assert len(syntax_findings("[1 " * 1000)) == MAX_FINDINGS


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"\x00")
def test_any_bytes_give_problems_and_no_exception(data: bytes) -> None:
    assert codes(data)


@given(st.sampled_from(SAMPLES), st.data())
def test_a_damaged_layer_gives_no_exception(sample: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(sample)))
    end = data.draw(st.integers(start, min(len(sample), start + 20)))
    inserted = data.draw(st.binary(max_size=4) | st.sampled_from([b"[", b'"', b"{", b",", b"null"]))
    for problem in parse(sample[:start] + inserted + sample[end:]).problems:
        assert problem.message()


MEMBERS = [
    *("type", "features", "properties", "geometry", "coordinates", "geometries", "id", "bbox"),
    *("crs", "name", "datum", "accuracy_m", "part_of", "link", "category", "source"),
]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["Point", "Polygon", "Feature", "FeatureCollection", "GeometryCollection"]),
    lambda child: (
        st.lists(child, max_size=5)
        | st.dictionaries(
            st.sampled_from(MEMBERS),
            child,
        )
    ),
    max_leaves=30,
)


@given(JSON)
def test_any_json_is_checked_without_an_exception(value: object) -> None:
    document = parse(json.dumps(value))
    for problem in document.problems + check_layer(document, categories={"a"}, source_ids={"b"}):
        assert problem.as_text("zh")
        assert problem.place.line is None or problem.place.line >= 1


COORDINATES = st.recursive(
    st.floats(-200, 200) | st.sampled_from([0.0, 1.0, 1e6, 1e308, None, "30°"]),
    lambda child: st.lists(child, max_size=6),
    max_leaves=25,
)


@given(st.sampled_from(["Point", "LineString", "Polygon", "MultiPolygon"]), COORDINATES)
@example("Polygon", [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]])
@example("Polygon", [[[0, 0], [0, 0], [0, 0], [0, 0]]])
@example("MultiPolygon", [[]])
@example("MultiPolygon", [[], [[[0, 0], [1, 0], [1, 1], [0, 0]]]])
@example("Polygon", [[[1e299, 0], [1, 0], [1, 1], [1e299, 0]]])
def test_any_coordinates_are_checked_without_an_exception(kind: str, coordinates: object) -> None:
    codes(json.dumps({"type": kind, "coordinates": coordinates}))


SOUND = '{"a,[": "x\\\\", "b\\"]": [1, {"c": [2], "d": {}}, "}"], "白": '


@given(
    st.integers(0, len(SOUND)), st.sampled_from(["[1,]}", "[1 2]}", "}", "{x: 1}}", '"', "'a'}"])
)
def test_a_sound_beginning_is_passed_over_without_a_difference(sound: int, rest: str) -> None:
    scan = _Scan(SOUND + rest)
    resumed = scan.skip(sound)
    for match in TOKEN.finditer(SOUND + rest, resumed):
        if not scan.is_over:
            scan.take(match)
    if not scan.is_over:
        scan.finish()
    assert scan.findings == syntax_findings(SOUND + rest)
