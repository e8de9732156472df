"""Shapes in shapes in shapes: GEOS crashes where they are read as they come."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
import shapely
from pyarrow import parquet

from geo.cli import main
from geo.sources.curved_shapes import from_wkb
from geo.sources.deep_shapes import is_deep, is_deep_text

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

POINT = shapely.Point(1, 2)
LEVELS = 300_000
ALL_KINDS = shapely.GeometryCollection(
    [
        POINT,
        shapely.Point(),
        shapely.LineString([(0, 0, 1), (1, 1, 1)]),
        shapely.box(0, 0, 9, 9).difference(shapely.box(1, 1, 2, 2)),
        shapely.MultiPoint([(n, n) for n in range(50)]),
        shapely.MultiPolygon([shapely.box(n, 0, n + 0.5, 1) for n in range(50)]),
        shapely.GeometryCollection(),
        shapely.GeometryCollection([shapely.GeometryCollection([POINT] * 50), POINT]),
    ]
)


def nested(levels: int) -> BaseGeometry:
    shape: BaseGeometry = POINT
    for _ in range(levels):
        shape = shapely.GeometryCollection([POINT, shape])
    return shape


def deep_wkb(order: str = "<") -> bytes:
    mark = b"\1" if order == "<" else b"\0"
    return (mark + struct.pack(f"{order}II", 7, 1)) * LEVELS + shapely.to_wkb(POINT)


def deep_wkt(opening: str, inner: str, closing: str) -> str:
    return opening * LEVELS + inner + closing * LEVELS


@pytest.mark.parametrize("flavor", ["iso", "extended"])
@pytest.mark.parametrize("order", [0, 1])
def test_what_is_no_deeper_than_people_make_it_is_read(flavor: str, order: int) -> None:
    for shape in (ALL_KINDS, nested(20), shapely.set_srid(nested(3), 4326)):
        data = shapely.to_wkb(
            shape, flavor=flavor, byte_order=order, include_srid=flavor == "extended"
        )
        assert not is_deep(data)
        assert shapely.equals_exact(from_wkb([data, None])[0], shape)
        assert not is_deep_text(shapely.to_wkt(shape))
    assert is_deep(shapely.to_wkb(nested(30), flavor=flavor, byte_order=order))
    assert is_deep_text(shapely.to_wkt(nested(30)))


def test_broken_shapes_are_left_to_who_says_so() -> None:
    data = shapely.to_wkb(ALL_KINDS)
    assert not any(is_deep(data[:end]) for end in range(0, len(data), 7))
    assert from_wkb([data[:300], b"\7" * 500]).tolist() == [None, None]


def test_deep_shapes_crash_nothing(tmp_path: Path) -> None:
    for order in "<>":
        assert from_wkb([deep_wkb(order)])[0] is None
    texts = {
        "wkt": deep_wkt("GEOMETRYCOLLECTION(", "POINT(1 2)", ")"),
        "hex": deep_wkb().hex(),
        "json": deep_wkt(
            '{"type":"GeometryCollection","geometries":[',
            '{"type":"Point","coordinates":[1,2]}',
            "]}",
        ),
    }
    for name, text in texts.items():
        quoted = text.replace('"', '""')
        folder = tmp_path / name
        folder.mkdir()
        table = f'name,wkt\nA,POINT(1 2)\nB,"{quoted}"\n'
        (folder / "sites.csv").write_text(table, encoding="utf-8")
        main(["check", str(folder)])
    table = pa.table({"name": ["A"], "geometry": [deep_wkb()]})
    geo = '{"primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB"}}}'
    parquet.write_table(table.replace_schema_metadata({"geo": geo}), tmp_path / "sites.parquet")
    main(["check", str(tmp_path)])
