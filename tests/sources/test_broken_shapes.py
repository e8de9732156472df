"""Shapes that GEOS refuses: parts of one point, rings that do not close, bytes that are none."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from geo.sources.curved_shapes import from_wkb
from geo.sources.layer_files import read_layer_file
from tests.importing.test_hard_inputs import codes, plan, sites

if TYPE_CHECKING:
    from pathlib import Path

STUB = struct.pack("<BII2d", 1, 2, 1, 120.0, 30.0)
LINE = struct.pack("<BII4d", 1, 2, 2, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (STUB, "POINT (120 30)"),
        (struct.pack("<BII", 1, 5, 2) + LINE + STUB, "MULTILINESTRING ((1 2, 3 4))"),
        (struct.pack("<BII", 1, 5, 1) + STUB, "POINT (120 30)"),
        (
            struct.pack("<BIII8d", 1, 3, 1, 4, 0, 0, 1, 1, 1, 0, 2, -1),
            "POLYGON ((0 0, 1 1, 1 0, 2 -1, 0 0))",
        ),
    ],
)  # fmt: skip
def test_what_is_drawn_elsewhere_is_drawn(data: bytes, text: str) -> None:
    assert from_wkb([data])[0] == shapely.from_wkt(text)


def test_a_track_whose_receiver_lost_the_sky_is_the_rest(tmp_path: Path) -> None:
    points = ["<trkpt lat='30.2' lon='120.2'/><trkpt lat='30.3' lon='120.3'/>",
              "<trkpt lat='30.4' lon='120.4'/>"]  # fmt: skip
    track = "".join(f"<trkseg>{one}</trkseg>" for one in points)
    text = f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>A</name>{track}</trk></gpx>'
    (feature,) = sites(plan(tmp_path, "t.gpx", text))
    shape = shapely.from_geojson(str(feature["geometry"]).replace("'", '"'))
    assert shapely.get_coordinates(shape).tolist() == [[120.2, 30.2], [120.3, 30.3]]


def test_a_shape_that_is_lost_is_told_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    shapes = [shapely.Point(8, 50).wkb, LINE[:20], shapely.Polygon().wkb]
    table = pa.table({"name": ["A", "B", "C"], "geometry": shapes})
    about = {"version": "1.1.0", "primary_column": "geometry", "columns": {
        "geometry": {"encoding": "WKB", "geometry_types": []}}}  # fmt: skip
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(about)}), path)
    records = read_layer_file(path)
    assert [(p.code, p.place.line) for p in records.problems] == [("shape-unreadable", 2)]
    made = plan(tmp_path, "t.parquet", b"")
    assert codes(made) == ["shape-unreadable"]
    assert [feature["geometry"] is None for feature in sites(made)] == [False, True, True]
