"""Small and low screens: whatever stands on the map can be reached."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.canvas import place_of
from tests.browser.every import every

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

FINGER = {"has_touch": True, "is_mobile": True}
MAP_LEFT = """
() => {
  const map = document.querySelector(".pm-map").getBoundingClientRect();
  const root = getComputedStyle(document.querySelector("#parkmap"));
  const inset = parseFloat(root.getPropertyValue("--pm-inset-bottom")) || 0;
  return map.width * (map.height - inset) / (innerWidth * innerHeight);
}
"""


def reach_all_controls(page: Page) -> None:
    """Every control takes a click, and so does the button that shows all credits."""
    controls = every(page.locator(".pm-controls").get_by_role("button"))
    assert len(controls) >= 3
    for control in [*controls, page.get_by_role("button", name="All credits of the map")]:
        control.click(trial=True, timeout=2000)


@pytest.mark.parametrize(
    ("width", "height", "fragment"),
    [
        (667, 375, ""),
        (683, 384, ""),
        (640, 360, ""),
        (568, 320, ""),
        (667, 375, "&site=binjiang"),
        (640, 360, "&site=binjiang"),
        (320, 568, "&site=binjiang"),
        (320, 240, "&site=binjiang&ui=embed"),
    ],
)
def test_a_finger_reaches_every_control_on_a_low_screen(
    built_map: Path, visitor: Callable[..., Any], width: int, height: int, fragment: str
) -> None:
    with visitor(width=width, height=height, **FINGER) as reader:
        page = reader.open(built_map, f"lang=en{fragment}")
        reach_all_controls(page)
        assert page.evaluate(MAP_LEFT) >= 0.4


def points_of_the_first_view() -> list[tuple[float, float]]:
    """Positions, in degrees, of the points within the frame that map.toml sets."""
    settings = tomllib.loads(Path("data/map.toml").read_text(encoding="utf-8"))
    west, south, east, north = settings["view"]["bounds"]
    layer = json.loads(Path("data/sites.geojson").read_text(encoding="utf-8"))
    shapes = [feature["geometry"] for feature in layer["features"]]
    points = [shape["coordinates"][:2] for shape in shapes if shape and shape["type"] == "Point"]
    return [(x, y) for x, y in points if west < x < east and south < y < north]


@pytest.mark.parametrize(("width", "height"), [(390, 844), (360, 640), (320, 568), (1440, 900)])
def test_no_site_of_the_first_view_lies_under_the_buttons(
    built_map: Path, visitor: Callable[..., Any], width: int, height: int
) -> None:
    with visitor(width=width, height=height, **(FINGER if width < 500 else {})) as reader:
        page = reader.open(built_map)
        buttons = page.locator(".pm-controls").bounding_box()
        points = points_of_the_first_view()
        assert len(points) > 10
        for x, y in (place_of(page, *point) for point in points):
            assert x < buttons["x"] or y > buttons["y"] + buttons["height"], (x, y)
            assert 0 < x < width
            assert y > 0


def test_controls_stay_within_reach_while_the_screen_is_turned(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(width=375, height=667, **FINGER) as reader:
        page = reader.open(built_map, "lang=en&site=binjiang")
        for width, height in [(667, 375), (375, 667), (320, 480)]:
            page.set_viewport_size({"width": width, "height": height})
            reach_all_controls(page)
