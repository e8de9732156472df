"""The states of Mexico, by which the figures of many sites and years are tried."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

STATES = Path("tests/fixtures/projects/mexico-states")

# The colour in the middle of what is drawn at a place.
COLOUR = """
([lon, lat]) => {
  const { map } = window.parkmap;
  const canvas = document.querySelector(".leaflet-pm-sites-pane canvas");
  const box = canvas.getBoundingClientRect();
  const view = map.getContainer().getBoundingClientRect();
  const ratio = canvas.width / box.width;
  const { x, y } = map.latLngToContainerPoint([lat, lon]);
  const at = [x + view.x - box.x, y + view.y - box.y].map((value) => Math.round(value * ratio));
  return [...canvas.getContext("2d").getImageData(...at, 1, 1).data];
}
"""
SONORA, OAXACA, CHIAPAS = (-109.6, 30.6), (-96.4, 16.6), (-92.2, 16.2)


def legend(page: Page) -> Locator:
    return page.get_by_role("region", name="What the colours mean")


def incomes(year: int) -> pd.Series[Any]:
    table = pd.read_csv(STATES / "tables" / "indicators.csv")
    chosen = table[(table["key"] == "income") & (table["year"] == year)]
    return chosen.set_index("site_id")["value"]
