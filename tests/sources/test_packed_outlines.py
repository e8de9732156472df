"""Outlines that ECharts packs into texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import shapely

from geo.joining import join
from geo.page.content import make_content
from geo.project import open_project
from geo.sources.geojson.packed_outlines import unpack_outlines

if TYPE_CHECKING:
    from pathlib import Path

SQUARE = "@@Ĉ@@Ĉć@@ć"
"""A hundred steps to the east, north, west and south."""
START = [123000, 31000]
CORNERS = [
    [120.117188, 30.273438],
    [120.214844, 30.273438],
    [120.214844, 30.371094],
    [120.117188, 30.371094],
    [120.117188, 30.273438],
]


def packed(kind: str, coordinates: Any, offsets: Any, **members: Any) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates, "encodeOffsets": offsets}
    feature = {"type": "Feature", "properties": {"name": "杭州市"}, "geometry": geometry}
    return {"type": "FeatureCollection", "UTF8Encoding": True, "features": [feature], **members}


def unpacked(value: dict[str, Any]) -> Any:
    told = unpack_outlines(value)
    assert told is not None
    assert told[0].params == {"count": 1}
    assert told[1] == ("features", 0, "geometry", "coordinates")
    return value["features"][0]["geometry"]


def test_each_character_is_by_how_much_a_position_differs_from_the_one_before() -> None:
    assert unpacked(packed("Polygon", [SQUARE], [START])) == {
        "type": "Polygon",
        "coordinates": [CORNERS],
    }
    several = unpacked(packed("MultiPolygon", [[SQUARE], [SQUARE]], [[START], [START]]))
    assert several["coordinates"] == [[CORNERS], [CORNERS]]
    line = unpacked(packed("LineString", "@@Ĉ@", START))
    assert line["coordinates"] == CORNERS[:2]


def test_the_file_says_how_many_steps_make_a_degree() -> None:
    value = packed("Polygon", [SQUARE], [[1_201_000, 302_000]], UTF8Scale=10_000)
    assert unpacked(value)["coordinates"][0][:2] == [[120.1, 30.2], [120.11, 30.2]]


def test_rings_are_closed_and_those_too_small_for_a_step_are_left_out() -> None:
    there_and_back = "@@B@A@"
    value = packed("MultiPolygon", [[there_and_back], [SQUARE[:-2]]], [[START], [START]])
    assert unpacked(value)["coordinates"] == [[CORNERS]]
    hole = packed("Polygon", [SQUARE, there_and_back], [START, START])
    assert unpacked(hole)["coordinates"] == [CORNERS]


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {"features": 3},
        {"features": [None, {"geometry": None}]},
        packed("Polygon", [SQUARE], []),
        packed("Polygon", 7, [START]),
        packed("Polygon", [SQUARE], [["a", "b"]]),
        packed("Polygon", [[[1, 2]]], [START]),
    ],
)
def test_what_is_packed_otherwise_is_left_as_it_is(value: Any) -> None:
    before = repr(value)
    assert unpack_outlines(value) is None
    assert repr(value) == before


def test_a_map_of_echarts_is_a_layer_whose_outlines_nobody_is_told_to_mend(tmp_path: Path) -> None:
    crossed = "@@ĈĈ@ććĈ"
    value = packed("Polygon", [crossed], [START])
    value["features"][0]["properties"] |= {"cp": [120, 30.3], "childNum": 2}
    (tmp_path / "china.json").write_text(json.dumps(value), encoding="utf-8")
    layer = join(open_project(tmp_path))
    assert [problem.code for problem in layer.problems] == ["outlines-packed"]
    assert not shapely.is_empty(layer.sites.geometry.iloc[0])
    content = make_content(layer)
    assert [field["name"] for field in content.head["fields"]] == []
