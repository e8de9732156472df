"""Arcs and surfaces, in every way that files hold them, drawn as lines and areas."""

from __future__ import annotations

import math
import sqlite3
import struct
from contextlib import closing
from typing import TYPE_CHECKING

import geopandas as gpd
import pyogrio
import pytest
import shapely

from geo.sources import database
from geo.sources.curved_shapes import from_curved_text, from_wkb, made_linear
from geo.sources.layer_files import read_layer_file
from geo.sources.row_layer import read_row_layer
from tests.importing.test_hard_inputs import codes, plan

if TYPE_CHECKING:
    from pathlib import Path

HALF = (0.0, 0.0, 1.0, 1.0, 2.0, 0.0)
"""Half a circle of radius 1 about (1, 0)."""


def circular(points: tuple[float, ...] = HALF, kind: int = 8) -> bytes:
    """Write a circular string as WKB."""
    return struct.pack(f"<BII{len(points)}d", 1, kind, len(points) // 2, *points)


WHOLE = struct.pack("<BII", 1, 10, 1) + circular((0, 0, 1, 1, 2, 0, 1, -1, 0, 0))
TEXTS = {
    "CIRCULARSTRING(0 0, 1 1, 2 0)": ("LineString", math.pi),
    "COMPOUNDCURVE(CIRCULARSTRING(0 0, 1 1, 2 0),(2 0,3 0))": ("LineString", math.pi + 1),
    "MULTICURVE((0 0,1 0),CIRCULARSTRING(0 0, 1 1, 2 0))": ("MultiLineString", math.pi + 1),
    "GEOMETRYCOLLECTION(POINT(1 2),CIRCULARSTRING(0 0, 1 1, 2 0))": ("GeometryCollection", math.pi),
}
AREAS = {
    "CURVEPOLYGON(CIRCULARSTRING(0 0, 1 1, 2 0, 1 -1, 0 0))": ("Polygon", math.pi),
    "MULTISURFACE(CURVEPOLYGON(CIRCULARSTRING(0 0, 1 1, 2 0, 1 -1, 0 0)),((5 0,6 0,6 1,5 0)))": (
        "MultiPolygon", math.pi + 0.5,
    ),
    "TIN Z (((0 0 0,1 0 0,1 1 0,0 0 0)),((1 0 0,2 0 0,1 1 0,1 0 0)))": ("MultiPolygon", 1.0),
    "POLYHEDRALSURFACE(((0 0,1 0,1 1,0 0)),((1 0,2 0,1 1,1 0)))": ("MultiPolygon", 1.0),
    "TRIANGLE((0 0,1 0,1 1,0 0))": ("Polygon", 0.5),
}  # fmt: skip


@pytest.mark.parametrize("text", [*TEXTS, *AREAS])
def test_what_is_written_as_text_is_made_linear(text: str) -> None:
    shape = from_curved_text(text)
    kind, size = (TEXTS | AREAS)[text]
    measured = shape.area if text in AREAS else shape.length
    # A point each four degrees lies a thousandth off at most.
    assert shape.geom_type == kind
    assert measured == pytest.approx(size, rel=0.002)


def test_bytes_of_every_kind_are_made_linear_and_counted() -> None:
    point = shapely.to_wkb(shapely.Point(1, 2))
    with_srid = circular()[:1] + struct.pack("<II", 8 | 0x20000000, 4326) + circular()[5:]
    flat = shapely.to_wkb(shapely.from_wkt("POLYGON((0 0,1 0,1 1,0 0))"))
    triangle = flat[:1] + struct.pack("<I", 17) + flat[5:]
    tin = struct.pack("<BII", 1, 16, 2) + triangle * 2
    both = struct.pack("<BII", 1, 7, 2) + point + WHOLE
    values = [point, None, circular(), with_srid, WHOLE, tin, triangle, both, b"\1\10\0\0\0"]
    linear, count = made_linear(values)
    assert linear[:2] == [point, None]
    assert count == 6
    shapes = from_wkb(values)
    assert [shape and shape.geom_type for shape in shapes] == [
        "Point", None, "LineString", "LineString", "Polygon", "MultiPolygon", "Polygon",
        "GeometryCollection", None,
    ]  # fmt: skip
    assert shapes[4].area == pytest.approx(math.pi, rel=0.002)


def curved_geopackage(path: Path, shape: bytes = WHOLE) -> Path:
    """Write a GeoPackage of two shapes, one of which is a circle."""
    frame = gpd.GeoDataFrame(
        {"name": ["Pond", "Hall"]},
        geometry=[shapely.box(0, 0, 2, 2), shapely.box(3, 0, 4, 1)],
        crs=4326,
    )
    pyogrio.write_dataframe(frame, path, layer="p", geometry_type="Unknown")
    with closing(sqlite3.connect(path)) as base:
        for (trigger,) in base.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            base.execute(f'DROP TRIGGER "{trigger}"')
        head = b"GP\0\1" + struct.pack("<I", 4326)
        base.execute("UPDATE p SET geom = ? WHERE name = 'Pond'", (head + shape,))
        base.commit()
    return path


def test_a_geopackage_with_a_circle_is_drawn_and_told(tmp_path: Path) -> None:
    path = curved_geopackage(tmp_path / "p.gpkg")
    records = read_layer_file(path)
    assert records.geometry is not None
    assert records.geometry[0].area == pytest.approx(math.pi, rel=0.002)
    assert [problem.code for problem in records.problems] == ["shapes-curved"]
    assert records.problems[0].params == {"count": 1}
    assert "shapes-curved" in [p.code for p in read_row_layer(path, "p.gpkg").problems]


def test_what_a_database_answers_is_made_linear_and_told() -> None:
    """PostgreSQL writes shapes in digits, with the number of their system."""
    with_srid = circular()[:1] + struct.pack("<II", 8 | 0x20000000, 4326) + circular()[5:]
    rows = [("Arc", with_srid.hex()), ("None", None)]
    grid = database._grid("roads", database._arrow([("name", False), ("geom", True)], rows))
    assert grid.geometry is not None
    assert grid.geometry[0].length == pytest.approx(math.pi, rel=0.002)
    assert (grid.geometry[1], grid.crs) == (None, "wgs84")
    assert [problem.code for problem in grid.problems] == ["shapes-curved"]


def test_a_column_of_curves_places_rows(tmp_path: Path) -> None:
    text = (
        'name,wkt\nA,"CIRCULARSTRING(8 47, 8.1 47.1, 8.2 47)"\n'
        'B,"SRID=4326;TRIANGLE((8 47,8.1 47,8 47.1,8 47))"\n'
    )
    made = plan(tmp_path, "t.csv", text)
    assert codes(made) == ["shapes-curved"]
    assert [shape.geom_type for shape in made.geometry] == ["LineString", "Polygon"]
