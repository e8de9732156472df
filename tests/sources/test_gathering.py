"""Layers as strangers keep them: in scripts, in lists, one a line, deeper, as tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.checks import check_layer
from geo.problems import errors
from geo.sources.geojson.reading_layers import parse_layer
from geo.sources.geojson.script_text import blank_script

if TYPE_CHECKING:
    from geo.sources.geojson.layer_document import LayerDocument


def parse(text: str) -> LayerDocument:
    return parse_layer(Path("sites.geojson"), "sites.geojson", text.encode())


def feature(name: str, lon: float = 120.2, lat: float = 30.2) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
    }


def collection(*names: str, **members: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", **members, "features": [feature(name) for name in names]}


def names_of(document: LayerDocument) -> list[Any]:
    return document.column("name")


def positions_of(document: LayerDocument) -> list[Any]:
    found = [entry["geometry"] for entry in document.features]
    return [None if geometry is None else geometry["coordinates"] for geometry in found]


def codes_of(document: LayerDocument) -> list[str]:
    return [problem.code for problem in document.problems]


INNER = json.dumps(collection("A", "B"))


@pytest.mark.parametrize(
    "text",
    [
        f"var geojson = {INNER};",
        f"var geojson={INNER}",
        f"const parks = {INNER}\n",
        f"let x = {INNER};\n// the end\n",
        f"/* (c) nobody */\n// data\nvar x = {INNER};",
        f'"use strict";\nvar x = {INNER};',
        f"export default {INNER};",
        f"export const parks = {INNER};",
        f"module.exports = {INNER};",
        f"window.data = {INNER};",
        f"L.data['parks'] = {INNER};",
        f"callback({INNER});",
        f"eqfeed_callback({INNER})",
        f"data = {INNER}",
        f"const parks: FeatureCollection = {INNER} as FeatureCollection;",
        f"\n\n  var x =\n{INNER}\n;\n",
    ],
)
def test_a_script_around_a_layer_is_read_past(text: str) -> None:
    document = parse(text)
    assert codes_of(document) == ["javascript-around"]
    assert names_of(document) == ["A", "B"]
    # Places are those of the file.
    place = document.place(("features", 1, "properties", "name"))
    assert place.line is not None
    assert place.column is not None
    line = text.splitlines()[place.line - 1]
    assert line[place.column - 1 :].startswith('"B"')
    assert not document.is_as_written


@pytest.mark.parametrize(
    "text",
    [
        f"echarts.registerMap('china', {INNER});",
        f'import * as echarts from "echarts"\n\necharts.registerMap("china", {INNER})\n',
        (
            "(function (root, factory) {\n    factory({}, root.echarts);\n"
            "}(this, function (exports, echarts) {\n    if (!echarts) { return; }\n"
            f"    echarts.registerMap('china', {INNER});\n}}));\n"
        ),
    ],
)
def test_a_layer_handed_to_a_call_in_a_program_is_read(text: str) -> None:
    document = parse(text)
    assert codes_of(document) == ["javascript-around"]
    assert names_of(document) == ["A", "B"]


LITERAL = """
var parks = {
  type: 'FeatureCollection', // as Leaflet's own examples have it
  "features": [
    { type: "Feature", 'properties': { nombre: 'Parque de "María" Luisa', ha: .5, big: 0x10,
        'it\\'s': `a
b`, none: undefined, 7: +1, },
      geometry: { type: 'Point', coordinates: [-5.98, 37.37,] } }, /* the last */
  ],
};
"""


def test_a_value_that_is_no_strict_json_is_read_all_the_same() -> None:
    document = parse(LITERAL)
    assert codes_of(document) == ["javascript-around"]
    assert document.properties == [
        {
            "nombre": 'Parque de "María" Luisa',
            "ha": 0.5,
            "big": 16,
            "it's": "a\nb",
            "none": None,
            "7": 1,
        }
    ]
    assert positions_of(document) == [[-5.98, 37.37]]
    # Places are those of the script.
    line, column = document.place(("features", 0, "properties", "big"))[1:]
    assert line is not None
    assert column is not None
    assert LITERAL.splitlines()[line - 1][column - 1 :].startswith("0x10")
    line, column = document.place(("features", 0, "geometry", "coordinates"))[1:]
    assert line is not None
    assert column is not None
    assert LITERAL.splitlines()[line - 1][column - 1 :].startswith("[-5.98")


@pytest.mark.parametrize(
    "script",
    [
        "var map = L.map('map');",
        "const x = {features: load()};",
        "const x = {...other, type: 'FeatureCollection'};",
        "var x = {a: 1 + 2};",
        "let nycMap = L.map(`map`); nycMap.setView([40.7, -73.9], 12);",
    ],
)
def test_a_program_is_no_layer(script: str) -> None:
    document = parse(script)
    assert [problem for problem in document.problems if problem.severity == "error"]


def test_what_a_script_does_with_its_data_is_passed_over() -> None:
    one, two = json.dumps(collection("A")), json.dumps(collection("B"))
    text = f"var a = {one};\nL.geoJSON(a).addTo(map);\nconst b = {two}\nexport default a;\n"
    document = parse(text)
    assert codes_of(document) == ["javascript-around"]
    assert names_of(document) == ["A", "B"]


def test_several_variables_are_one_layer_in_groups() -> None:
    one, two = json.dumps(collection("A", name="parks")), json.dumps(collection("B", name="lakes"))
    document = parse(f"var a = {one};\nvar b = {two};\n")
    assert names_of(document) == ["A", "B"]
    assert document.column("collection") == ["parks", "lakes"]
    assert document.place(("features", 1)).line == 2


def test_a_fault_in_a_script_is_told_where_it_is() -> None:
    text = 'var x = {"type": "FeatureCollection",\n "features" []}\n;'
    document = parse(text)
    assert codes_of(document) == ["javascript-around", "json-missing-colon"]
    assert document.problems[1].place[1:] == (2, 13)


@pytest.mark.parametrize("between", ["\n", "\r\n", "\n\n", " ", "\n\x1e", ",\n"[1:]])
def test_one_feature_a_line_is_one_layer(between: str) -> None:
    text = between.join(json.dumps(feature(name)) for name in "ABC")
    document = parse(text)
    assert codes_of(document) == ["feature-a-line"]
    assert names_of(document) == ["A", "B", "C"]


def test_a_text_sequence_of_rfc_8142_is_one_layer() -> None:
    text = "".join(f"\x1e{json.dumps(feature(name))}\n" for name in "AB")
    document = parse(text)
    assert names_of(document) == ["A", "B"]
    assert document.place(("features", 1)).line == 2


def test_collections_in_the_collection_are_read_and_their_titles_are_categories() -> None:
    inner = [collection("A", "B", title="Theater"), collection("C", title="Museum")]
    document = parse(json.dumps({"type": "FeatureCollection", "features": inner}))
    assert names_of(document) == ["A", "B", "C"]
    assert document.column("collection") == ["Theater", "Theater", "Museum"]
    assert document.roles.categories == ("collection",)
    assert codes_of(document) == ["features-within"]
    assert errors(check_layer(document)) == []


@pytest.mark.parametrize(
    "value",
    [
        [feature("A"), feature("B")],
        {"data": collection("A", "B")},
        {"status": "ok", "result": {"layers": [collection("A"), collection("B")]}},
        [collection("A"), collection("B")],
        {"a": feature("A"), "b": feature("B")},
        {"type": "umap", "layers": [collection("A", "B", _umap_options={"name": "Parks"})]},
    ],
)
def test_features_are_found_wherever_they_stand(value: Any) -> None:
    document = parse(json.dumps(value))
    assert names_of(document) == ["A", "B"]
    assert errors([*document.problems, *check_layer(document)]) == []


def test_bare_geometries_in_a_list_are_sites() -> None:
    document = parse('[{"type": "Point", "coordinates": [1.5, 2.5]}]')
    assert positions_of(document) == [[1.5, 2.5]]


TABLE_ROWS = [
    ({"name": "A", "lat": 45.6, "lon": -122.5}, [-122.5, 45.6]),
    ({"name": "A", "Lat": "45.6", "Lng": "-122.5"}, [-122.5, 45.6]),
    ({"name": "A", "latitude": "45,6", "longitude": "-122,5"}, [-122.5, 45.6]),
    ({"名称": "A", "经度": 120.2, "纬度": 30.2}, [120.2, 30.2]),
    ({"name": "A", "location": {"lat": 45.6, "lng": -122.5}}, [-122.5, 45.6]),
    ({"name": "A", "geo": {"latitude": 45.6, "longitude": -122.5}}, [-122.5, 45.6]),
    ({"name": "A", "coordinates": [120.2, 30.2]}, [120.2, 30.2]),
    ({"name": "A", "coordinates": [30.2, 120.2]}, [120.2, 30.2]),
    ({"name": "A", "latlng": [45.6, -22.5]}, [-22.5, 45.6]),
    ({"name": "A", "x": 120.25, "y": 30.25}, [120.25, 30.25]),
]


@pytest.mark.parametrize("holder", [lambda row: [row], lambda row: {"locations": [row]}])
@pytest.mark.parametrize(("row", "expected"), TABLE_ROWS)
def test_a_list_of_objects_with_positions_is_a_layer(
    holder: Any, row: dict[str, Any], expected: list[float]
) -> None:
    document = parse(json.dumps(holder(row)))
    assert codes_of(document) == ["table-as-layer"]
    assert positions_of(document) == [expected]
    assert document.properties[0] == row


def test_objects_by_their_keys_are_a_layer_and_the_keys_are_names() -> None:
    text = '{"Oslo": {"lat": 59.9, "lon": 10.7}, "Bergen": {"lat": 60.4, "lon": 5.3}}'
    document = parse(text)
    assert names_of(document) == ["Oslo", "Bergen"]
    assert (
        document.place(("features", 1, "geometry", "coordinates")).column == text.index("5.3") + 1
    )


def test_a_row_without_a_position_is_not_located() -> None:
    rows = [{"name": "A", "lat": 45.6, "lon": 7.5}, {"name": "B", "lat": "", "lon": None}]
    document = parse(json.dumps(rows))
    assert positions_of(document) == [[7.5, 45.6], None]


def test_an_answer_of_overpass_is_a_layer() -> None:
    nodes = [
        {
            "type": "node",
            "id": 1,
            "lat": 52.5,
            "lon": 13.4,
            "tags": {"name": "A", "amenity": "cafe"},
        }
    ]
    document = parse(json.dumps({"version": 0.6, "elements": nodes}))
    assert names_of(document) == ["A"]
    assert positions_of(document) == [[13.4, 52.5]]


@pytest.mark.parametrize(
    "value",
    [
        {"name": "x", "version": "1.0.0"},
        [1, 2, 3],
        {"rows": [{"name": "A", "x": 3, "y": 4}, {"name": "B", "x": 1073, "y": 1410}]},
        [{"name": "A", "platform": 1, "salon": 2}],
        {"type": "Topology", "arcs": [], "objects": {}},
        "text",
        None,
        {},
        [],
    ],
)
def test_what_holds_no_places_is_no_layer(value: Any) -> None:
    document = parse(json.dumps(value))
    assert document.gathered is None
    assert errors(check_layer(document))


def test_geojson_as_it_should_be_is_not_gathered() -> None:
    for value in (collection("A"), feature("A"), feature("A")["geometry"]):
        document = parse(json.dumps(value))
        assert document.is_as_written
        assert codes_of(document) == []


@given(
    st.lists(st.text(st.characters(codec="ascii"), max_size=12), max_size=4),
    st.sampled_from(["", "var a = ", "f(", "{}", "\n", "/*"]),
)
def test_nothing_that_is_blanked_moves(parts: list[str], head: str) -> None:
    text = head + "\n".join(json.dumps({"a": part}) for part in parts)
    blanked = blank_script(text)
    if blanked is not None:
        for at, letter in enumerate(blanked.text):
            assert letter in (text[blanked.written(at) :][:1], "[", "]", ",")


def test_a_geometry_among_the_features_is_a_site() -> None:
    layer = collection("A", "B")
    layer["features"].insert(1, {"type": "Point", "coordinates": [120.2, 30.3]})
    layer["features"].append({"type": "LineString", "coordinates": [[120, 30], [121, "x"]]})
    document = parse(json.dumps(layer))
    assert names_of(document) == ["A", None, "B", None]
    assert [problem.code for problem in document.problems] == ["geometry-alone"]
    assert document.problems[0].params["count"] == 2
    (problem,) = errors(check_layer(document))
    assert document.text[(problem.place.column or 0) - 1 :].startswith('"x"')


def test_rows_of_a_database_keep_what_stands_beside_their_geometry() -> None:
    rows = [
        {"_id": {"$oid": "62"}, "name": "Leticia", "location": {"type": "Point",
         "coordinates": [-69.9, -4.2]}},
        {"_id": {"$oid": "63"}, "name": "Nowhere", "location": None},
        {"_id": {"$oid": "64"}, "name": "Text", "location": {"type": "Point",
         "coordinates": [-69.8, True]}},
    ]  # fmt: skip
    document = parse(json.dumps(rows))
    assert codes_of(document) == ["table-as-layer"]
    assert names_of(document) == ["Leticia", "Nowhere", "Text"]
    assert positions_of(document)[:2] == [[-69.9, -4.2], None]
    (told,) = errors(check_layer(document))
    assert told.place.column is not None
    assert document.text[told.place.column - 1 :].startswith(
        '{"type": "Point", "coordinates": [-69.8'
    )
