"""A reader looks at the map in a host page, uses it, and says what was seen."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.hosts.results import Row, today

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Frame, Page

PATIENCE = 120_000
"""Milliseconds: kernels and servers of a loaded machine are slow, not wrong."""
RECIPES = Path("maps/README.md")
_READY = "() => performance.getEntriesByName('parkmap:ready').length > 0"


def recipe(section: str, language: str, nth: int = 0) -> str:
    """Give the code of a section of the page on embedding, as a reader would copy it."""
    page = RECIPES.read_text(encoding="utf-8")
    (text,) = re.findall(
        rf"^#+ {re.escape(section)}$(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL
    )
    return str(re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)[nth])


class Witness:
    """Opens host pages and writes down what was seen of the map."""

    def __init__(self, visitor: Callable[..., Any], pictures: Path, rows: list[Row]) -> None:
        self._visitor, self._pictures, self._rows = visitor, pictures, rows

    def page(self, *allow: str, **options: Any) -> Any:
        """Open a browser that reaches these addresses only (a context manager)."""
        return self._visitor(allow=allow, width=1200, height=800, **options)

    def saw(self, environment: str, way: str, version: str, *seen: str) -> None:
        """Write a row of the table."""
        self._rows.append(Row(environment, way, "; ".join(seen), version, today()))

    def picture(self, page: Page, name: str) -> None:
        """Keep a picture of the host's page for a person to look at."""
        page.screenshot(path=str(self._pictures / f"{name}.png"))


def maps_in(page: Page, count: int = 1) -> list[Frame]:
    """Wait until a page shows so many maps that are ready; their frames, as they stand."""
    for _ in range(PATIENCE // 500):
        frames = [frame for frame in page.frames if _is_map(frame)]
        if len(frames) >= count:
            break
        page.wait_for_timeout(500)
    assert len(frames) == count, f"{len(frames)} maps are ready in {page.url}, not {count}"
    return frames


def _is_map(frame: Frame) -> bool:
    try:
        return bool(frame.evaluate(f"({_READY})()"))
    except Exception:  # noqa: BLE001  a frame on its way in or out is none yet
        return False


def use(frame: Frame) -> str:
    """Choose a site as a reader does, by its row in the list or its sign; its name."""
    site = frame.evaluate("() => parkmap.sites().find((one) => one.name)")
    frame.evaluate("(id) => parkmap.select(id)", site["id"])
    card = frame.get_by_role("complementary", name=site["name"], exact=True)
    expect(card.or_(frame.get_by_role("dialog", name=site["name"], exact=True))).to_be_visible(
        timeout=PATIENCE
    )
    return str(site["name"])


def size_of(frame: Frame) -> tuple[float, float]:
    """Give width and height of a map, in CSS pixels."""
    box = frame.frame_element().bounding_box()
    assert box
    return box["width"], box["height"]


def sees_sites(frame: Frame) -> str:
    """Say how many sites a map holds, and that its base is drawn."""
    count = frame.evaluate("() => parkmap.sites().length")
    drawn = frame.evaluate(
        """() => [...document.querySelectorAll(".pm-map canvas")].some((canvas) => {
          const { width, height } = canvas;
          const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
          return pixels.some((value) => value !== 0);
        })"""
    )
    assert count > 0
    assert drawn, "nothing is painted"
    return f"{count} sites drawn"
