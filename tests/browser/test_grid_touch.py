"""Cells of a table marked by a finger, which scrolls everywhere else."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.following import reader_of
from tests.browser.test_grid_blocks import cut_or_copied, sheet_of, values_of, with_trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page

AFTER_DRAG = 700
"""Milliseconds."""


@contextmanager
def phone(visitor: Callable[..., Any], folder: Path, width: int, height: int) -> Iterator[Desk]:
    finger = {"width": width, "height": height, "has_touch": True, "is_mobile": True}
    with reader_of(visitor, folder, "--edit", **finger) as (served, reader):
        desk = Desk(folder, served, reader)
        with_trees(desk)
        yield desk


class Finger:
    """Sends what a touch screen does."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)

    def _send(self, kind: str, *points: tuple[float, float]) -> None:
        where = [{"x": x, "y": y} for x, y in points]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": where})

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self._send("touchStart", start)
        for step in range(1, 9):
            part = step / 8
            x, y = (a + (b - a) * part for a, b in zip(start, end, strict=True))
            self._send("touchMove", (x, y))

    def lift(self) -> None:
        self._send("touchEnd")
        # What touches right after a drag stops it, for Chromium, and is no tap.
        self._page.wait_for_timeout(AFTER_DRAG)


def middle(target: Locator) -> tuple[float, float]:
    box = target.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1024, 768)])
def test_a_finger_marks_a_block_by_its_handle(
    visitor: Callable[..., Any], tmp_path: Path, width: int, height: int
) -> None:
    with phone(visitor, tmp_path / "park", width, height) as desk:
        page = desk.open("lang=en")
        sheet = sheet_of(page)
        finger = Finger(page)
        marked = sheet.get_by_role("gridcell", selected=True)
        handle = sheet.locator(".pm-cells-handle")
        expect(handle).to_have_count(0)
        sheet.get_by_label("tree, row 1").tap()
        expect(handle).to_be_visible()
        # At the edge of the screen it would go on.
        sheet.locator(".pm-cells-box").evaluate("box => box.scrollTo(150, 0)")
        finger.drag(middle(handle), middle(sheet.get_by_label("count, row 2")))
        finger.lift()
        expect(marked).to_have_count(4)
        expect(sheet.get_by_role("status")).to_have_text(
            "4 cells marked: tree, row 1 to count, row 2"
        )
        assert cut_or_copied(page) == "oak\t3\r\nash\t5"
        # From the corner where it stands now it goes on, and back to the first cell.
        finger.drag(middle(handle), middle(sheet.get_by_label("count, row 3")))
        finger.lift()
        expect(marked).to_have_count(6)
        sheet.get_by_role("button", name="Empty").click()
        expect(sheet.get_by_label("count, row 3")).to_have_value("")
        assert values_of(sheet, "tree") == ["", "", ""]
        sheet.get_by_role("button", name="Undo").click()
        expect(sheet.get_by_label("tree, row 1")).to_have_value("oak")
        # A heading is its column; a tap on another cell marks none.
        sheet.get_by_role("columnheader", name="tree").tap(position={"x": 8, "y": 12})
        expect(marked).to_have_count(3)
        sheet.get_by_label("tree, row 3").tap()
        expect(marked).to_have_count(0)


def test_held_at_the_edge_the_grid_goes_on_and_elsewhere_a_finger_scrolls(
    visitor: Callable[..., Any], tmp_path: Path
) -> None:
    with phone(visitor, tmp_path / "park", 390, 844) as desk:
        page = desk.open("lang=en")
        sheet = sheet_of(page)
        finger = Finger(page)
        box = sheet.locator(".pm-cells-box")
        sheet.get_by_label("site_id, row 1").tap()
        page.keyboard.press("Escape")
        finger.drag(middle(sheet.get_by_label("site_id, row 2")), (40, 300))
        finger.lift()
        page.wait_for_function("box => box.scrollLeft > 0", arg=box.element_handle())
        expect(sheet.get_by_role("gridcell", selected=True)).to_have_count(0)
        box.evaluate("box => box.scrollTo(0, 0)")
        edge = box.bounding_box()
        assert edge is not None
        handle = middle(sheet.locator(".pm-cells-handle"))
        finger.drag(handle, (edge["x"] + edge["width"] - 4, handle[1]))
        expect(sheet.get_by_role("status")).to_contain_text("planted, row")
        finger.lift()
