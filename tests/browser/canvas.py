"""What is painted on the map, and where on the page a place lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# A place of the page in CSS pixels, of a longitude and a latitude.
_PLACE = """
([lon, lat]) => {
  const { map } = window.parkmap;
  const { x, y } = map.latLngToContainerPoint([lat, lon]);
  const box = map.getContainer().getBoundingClientRect();
  return [x + box.x, y + box.y];
}
"""

# Red, green, blue and opacity (0-255 each) of a canvas at a place of the page.
_PAINT = """
([pane, x, y]) => {
  const canvas = document.querySelector(`.leaflet-${pane}-pane canvas`);
  const box = canvas.getBoundingClientRect();
  const ratio = canvas.width / box.width;
  const at = [(x - box.x) * ratio, (y - box.y) * ratio].map(Math.round);
  return [...canvas.getContext("2d").getImageData(...at, 1, 1).data];
}
"""


def place_of(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Give where on the page a position lies."""
    x, y = page.evaluate(_PLACE, [lon, lat])
    return x, y


def paint_at(page: Page, lon: float, lat: float, dx: float = 0, dy: float = 0) -> list[int]:
    """Give red, green, blue and opacity of what is painted of the sites at a position.

    ``dx`` and ``dy`` go that many pixels right of it and below it.
    """
    x, y = place_of(page, lon, lat)
    return page.evaluate(_PAINT, ["pm-sites", x + dx, y + dy])


def ground_at(page: Page, lon: float, lat: float) -> list[int]:
    """Give red, green, blue and opacity of the built-in ground at a position."""
    return page.evaluate(_PAINT, ["pm-ground", *place_of(page, lon, lat)])


def click_at(page: Page, lon: float, lat: float, dx: float = 0, dy: float = 0) -> None:
    """Click on the map at a position, or so many pixels right of and below it."""
    x, y = place_of(page, lon, lat)
    page.mouse.click(x + dx, y + dy)
