"""Small and low screens: whatever stands on the map can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
    controls = page.locator(".pm-controls").get_by_role("button").all()
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


def test_controls_stay_within_reach_while_the_screen_is_turned(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(width=375, height=667, **FINGER) as reader:
        page = reader.open(built_map, "lang=en&site=binjiang")
        for width, height in [(667, 375), (375, 667), (320, 480)]:
            page.set_viewport_size({"width": width, "height": height})
            reach_all_controls(page)
