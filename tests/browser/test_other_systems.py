"""Shapes of a layer in another system, changed by hand: they are where they were put."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from playwright.sync_api import expect

from geo.positions.datum import from_wgs84
from geo.positions.systems import from_degrees
from tests.browser.desk import Desk, desk_of, press
from tests.browser.following import place_of, renewal_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    Place = tuple[float, float]

LINE: list[Place] = [(120.2000, 30.2000), (120.2020, 30.2005), (120.2040, 30.2000)]
BORDER: list[Place] = [(120.2000, 30.2010), (120.2040, 30.2010), (120.2040, 30.2030)]
HOLE: list[Place] = [(120.2020, 30.2013), (120.2030, 30.2013), (120.2030, 30.2018)]
DRAWN: list[Place] = [(120.2050, 30.2000), (120.2070, 30.2000), (120.2070, 30.2010)]


def shifted(datum: Any) -> Callable[[Place], list[float]]:
    return lambda at: [round(float(number), 6) for number in from_wgs84(*at, datum)]


def in_metres(at: Place) -> list[float]:
    return [round(float(n), 2) for n in from_degrees("EPSG:4549", np.array([at]))[0]]


SYSTEMS: dict[str, tuple[str, Callable[[Place], list[float]], float]] = {
    "gcj02": ('datum = "gcj02"', shifted("gcj02"), 3e-6),
    "bd09": ('datum = "bd09"', shifted("bd09"), 3e-6),
    "metres": ('crs = "EPSG:4549"', in_metres, 0.3),
    "latitude first": ('datum = "latlon"', lambda at: [at[1], at[0]], 3e-6),
}


@pytest.fixture(params=SYSTEMS)
def system(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def desk(system: str, tmp_path: Path, visitor: Callable[..., Any]) -> Iterator[Desk]:
    said, written, _ = SYSTEMS[system]

    def ring(corners: list[Place]) -> list[list[float]]:
        return [written(corner) for corner in [*corners, corners[0]]]

    line = [written(corner) for corner in LINE]
    point = {"type": "Point", "coordinates": written(LINE[0])}
    shapes: dict[str, dict[str, Any]] = {
        "path": {"type": "LineString", "coordinates": line},
        "yard": {"type": "Polygon", "coordinates": [ring(BORDER), ring(HOLE)]},
        "mixed": {
            "type": "GeometryCollection",
            "geometries": [point, {"type": "LineString", "coordinates": line}],
        },
    }
    features = [
        {"type": "Feature", "properties": {"id": name, "name": name}, "geometry": shape}
        for name, shape in shapes.items()
    ]
    folder = tmp_path / "park"
    folder.mkdir()
    layer = {"type": "FeatureCollection", "features": features}
    (folder / "sites.geojson").write_text(json.dumps(layer), encoding="utf-8")
    settings = f'title = "t"\nlanguages = ["en"]\n[layer]\n{said}\n'
    (folder / "map.toml").write_text(settings, encoding="utf-8")
    with desk_of(visitor, folder) as desk:
        yield desk


def moved_by_keys(page: Page, corner: str) -> Place:
    """Move a corner to the right, and tell where it has come."""
    handle = page.locator(f'[data-corner="{corner}"]')
    handle.focus()
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    box = page.locator(f'[data-corner="{corner}"]').bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    lon, lat = page.evaluate(
        "([x, y]) => { const { map } = window.parkmap;"
        " const box = map.getContainer().getBoundingClientRect();"
        " const { lng, lat } = map.containerPointToLatLng([x - box.left, y - box.top]);"
        " return [lng, lat]; }",
        [x, y],
    )
    return lon, lat


def test_corners_of_lines_and_holes_go_where_the_map_shows_them(desk: Desk, system: str) -> None:
    _, written, near = SYSTEMS[system]
    before = desk.features()
    page = desk.open("lang=en&site=path&map=17/30.2010/120.2020")
    for name, corner, at in (("path", "0-0-1", 1), ("yard", "0-1-1", 1)):
        page.evaluate("name => window.parkmap.select(name)", name)
        press(page, "Move or reshape")
        place = moved_by_keys(page, corner)
        with renewal_of(page):
            press(page, "Done")
        old = before[name]["geometry"]["coordinates"]
        new = desk.features()[name]["geometry"]["coordinates"]
        if name == "yard":
            assert new[0] == old[0]
            old, new = old[1], new[1]
        assert new[at] != old[at]
        # Within a pixel: what was not touched keeps every digit.
        assert new[at] == pytest.approx(written(place), abs=5 * near)
        assert [new[0], *new[2:]] == [old[0], *old[2:]]
    # Of several kinds at once nothing is changed by hand, and that is said.
    page.evaluate("name => window.parkmap.select(name)", "mixed")
    press(page, "Move or reshape")
    expect(page.locator(".pm-edit-notice")).to_contain_text(re.compile("file", re.IGNORECASE))
    assert desk.features()["mixed"] == before["mixed"]


def test_a_shape_that_is_drawn_is_written_as_the_layer_is(desk: Desk, system: str) -> None:
    _, written, near = SYSTEMS[system]
    page = desk.open("lang=en&map=17/30.2010/120.2050")
    press(page, "Area")
    for corner in DRAWN:
        page.mouse.click(*place_of(page, *corner))
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="New site")
    form.get_by_label("Name", exact=True).fill("Lawn")
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    (ring,) = desk.features()["lawn"]["geometry"]["coordinates"]
    for corner, place in zip(ring, [*DRAWN, DRAWN[0]], strict=True):
        assert corner == pytest.approx(written(place), abs=5 * near)
