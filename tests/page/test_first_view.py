"""What is seen first: where most of it lies; islands far away are told at the edge."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.joining import join
from geo.page.content import make_content
from geo.project import open_project

if TYPE_CHECKING:
    from pathlib import Path

FAR = [(-61, 16), (-61, 14.5), (-53, 4), (55.5, -21), (45, -13)]


def square(x: float, y: float) -> dict[str, Any]:
    ring = [[x, y], [x + 0.9, y], [x + 0.9, y + 0.9], [x, y + 0.9], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def point(x: float, y: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [x, y]}


def bounds(folder: Path, shapes: list[dict[str, Any]]) -> list[float]:
    features = [
        {"type": "Feature", "properties": {"name": f"Region {n}"}, "geometry": shape}
        for n, shape in enumerate(shapes)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    (folder / "sites.geojson").write_text(text, encoding="utf-8")
    found: list[float] = make_content(join(open_project(folder))).head["view"]["bounds"]
    return found


@pytest.mark.parametrize(("near", "is_left_out"), [(13, True), (10, False)])
def test_a_country_is_seen_first_and_its_islands_beyond_the_sea_later(
    tmp_path: Path, near: int, is_left_out: bool
) -> None:
    land = [square(n % 4 * 2 - 2, 43 + n // 4 * 2) for n in range(near)]
    west, _, east, _ = bounds(tmp_path, [*land, *(square(*place) for place in FAR)])
    assert (west > -10 and east < 10) is is_left_out


def test_of_places_that_divide_nothing_all_are_seen_first(tmp_path: Path) -> None:
    land = [point(n % 4 * 2 - 2, 43 + n // 4 * 2) for n in range(13)]
    west, _, east, _ = bounds(tmp_path, [*land, *(point(*place) for place in FAR)])
    assert west == -61
    assert east == 55.5


@pytest.mark.parametrize("others", [[(25, 60, 5)], [(25, 60, 4), (-40, 20, 1)]])
def test_the_wards_of_a_second_city_are_seen_first_too(
    tmp_path: Path, others: list[tuple[int, int, int]]
) -> None:
    wards = [square(n % 4 * 2 - 2, 43 + n // 4 * 2) for n in range(13)]
    wards += [square(x + n % 2 * 2, y + n // 2 * 2) for x, y, count in others for n in range(count)]
    west, _, east, _ = bounds(tmp_path, wards)
    assert west == min(-2, *(x for x, *_ in others))
    assert east > 25
