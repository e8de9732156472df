"""A shape that crosses the date line uncut is drawn across it, and no band around the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from geo.joining import join
from geo.joining.across_date_line import unroll
from geo.project import open_project
from tests.projects import site, write_project

if TYPE_CHECKING:
    from pathlib import Path

TAVEUNI = [[179.5, -17], [-179.5, -17], [-179.5, -16], [179.5, -16], [179.5, -17]]


def test_an_area_and_a_line_go_on_past_180_degrees(tmp_path: Path) -> None:
    folder = write_project(
        tmp_path,
        [
            site("area", {"type": "Polygon", "coordinates": [TAVEUNI]}),
            site("line", {"type": "LineString", "coordinates": [[175, 55], [-175, 57]]}),
            site("point", (179.2, -16.5)),
        ],
    )
    layer = join(open_project(folder))
    area, line, point = layer.sites.geometry
    assert area.bounds == (179.5, -17, 180.5, -16)
    assert line.bounds == (175, 55, 185, 57)
    assert point.x == 179.2
    told = [problem for problem in layer.problems if problem.code == "date-line-uncut"]
    assert [problem.params["degrees"] for problem in told] == [359, 350]


def test_what_goes_all_around_the_earth_stays() -> None:
    world = shapely.box(-180, -60, 180, 75)
    wide = shapely.LineString([(-170, 0), (-60, 10), (50, 0), (170, 5)])
    cut = shapely.MultiPolygon([shapely.box(179, -17, 180, -16), shapely.box(-180, -17, -179, -16)])
    shapes = np.array([world, wide, cut, None], dtype=object)
    assert unroll(shapes) == []
    assert shapes.tolist() == [world, wide, cut, None]


def test_of_several_parts_only_the_crossing_one_is_moved() -> None:
    shapes = np.array(
        [shapely.MultiPolygon([shapely.Polygon(TAVEUNI), shapely.box(-100, 20, -90, 30)])],
        dtype=object,
    )
    assert unroll(shapes) == [(0, 359)]
    assert shapes[0].bounds == (-100, -17, 180.5, 30)


# As world-atlas has Russia's mainland, Fiji's Vanua Levu and Antarctica, with fewer points.
REACHING_IT = {
    "an edge from the line itself": (
        [[178.6, 69.4], [-180, 68.96], [-175, 67], [-180, 64.98], [179.99, 64.97], [178.6, 69.4]],
        (178.6, 185),
    ),
    "a point on both sides of it": (
        [[180, -16.07], [-180, -16.07], [-179.8, -16.2], [-180, -16.56], [179.36, -16.8],
         [178.7, -17], [180, -16.07]],
        (178.7, 180.2),
    ),
    "around the pole": (
        [[-180, -84.71], [-60, -63], [60, -66], [180, -84.71], [-180, -84.71]],
        (-180, 180),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("ring", "ends"), REACHING_IT.values(), ids=REACHING_IT)
def test_outlines_with_points_upon_the_date_line(
    ring: list[list[float]], ends: tuple[float, float]
) -> None:
    shapes = np.array([shapely.Polygon(ring)], dtype=object)
    unroll(shapes)
    west, _, east, _ = shapes[0].bounds
    assert (west, east) == pytest.approx(ends)
