"""Drawing and reshaping, as every map does it: mouse, keyboard, handles on the edges."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.canvas import paint_at
from tests.browser.desk import Desk, press
from tests.browser.following import place_of, renewal_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

VIEW = "lang=en&map=16/30.2015/120.2045"
CORNERS = [(120.2066, 30.2010), (120.2080, 30.2010), (120.2080, 30.2020)]
CENTRES = """
() => {
  const middle = (element) => {
    const box = element.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const all = (selector) => [...document.querySelectorAll(selector)].map(middle);
  return [all('.marker-icon:not(.marker-icon-middle)'), all('.marker-icon-middle')];
}
"""


def click(page: Page, lon: float, lat: float) -> None:
    x, y = place_of(page, lon, lat)
    page.mouse.move(x, y)
    page.mouse.click(x, y)


def save_as(page: Page, name: str) -> None:
    form = page.get_by_role("dialog", name="New site")
    form.get_by_label("Name", exact=True).fill(name)
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()


@pytest.mark.parametrize("ending", ["double click", "Enter", "Finish", "first corner"])
def test_an_area_ends_as_everywhere(desk: Desk, ending: str) -> None:
    page = desk.open(VIEW)
    zoom = page.evaluate("() => window.parkmap.map.getZoom()")
    press(page, "Area")
    for corner in CORNERS[:2]:
        click(page, *corner)
    if ending == "double click":
        page.mouse.dblclick(*place_of(page, *CORNERS[2]))
    else:
        click(page, *CORNERS[2])
        expect(page.locator(".pm-drawn-size")).to_contain_text(re.compile(r"Area \d.*border \d"))
        if ending == "Enter":
            page.keyboard.press("Enter")
        elif ending == "Finish":
            press(page, "Finish")
        else:
            click(page, *CORNERS[0])
    save_as(page, "Lawn")
    ring = desk.features()["lawn"]["geometry"]["coordinates"][0]
    assert len(ring) == 4
    assert page.evaluate("() => window.parkmap.map.getZoom()") == zoom


def test_backspace_takes_the_last_corner_back_and_escape_leaves(desk: Desk) -> None:
    page = desk.open(VIEW)
    press(page, "Line")
    for corner in CORNERS:
        click(page, *corner)
    page.keyboard.press("Backspace")
    page.keyboard.press("Control+z")
    click(page, 120.2075, 30.2030)
    # It is a line: nothing is filled.
    fill = page.evaluate("() => getComputedStyle(document.querySelector('.pm-sketch')).fill")
    assert fill == "none"
    expect(page.locator(".pm-drawn-size")).to_contain_text("Length")
    page.keyboard.press("Enter")
    save_as(page, "Path")
    line = desk.features()["path"]["geometry"]
    assert line["type"] == "LineString"
    assert len(line["coordinates"]) == 2
    before = desk.layer.read_bytes()
    press(page, "Area")
    click(page, *CORNERS[0])
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Area", exact=True)).to_be_visible()
    expect(page.locator(".pm-drawn-size, .pm-sketch")).to_have_count(0)
    assert desk.layer.read_bytes() == before


def test_corners_are_drawn_by_the_keyboard_alone(desk: Desk) -> None:
    page = desk.open(VIEW)
    page.get_by_role("button", name="Area", exact=True).press("Enter")
    for keys in (["ArrowRight"], ["ArrowDown"], []):
        page.keyboard.press(" ")
        for key in keys:
            page.keyboard.press(key)
            page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    save_as(page, "Square")
    assert len(desk.features()["square"]["geometry"]["coordinates"][0]) == 4


def test_a_corner_meets_the_neighbours_corner(desk: Desk) -> None:
    page = desk.open(VIEW)
    corner = desk.features()["garden"]["geometry"]["coordinates"][0][0]
    x, y = place_of(page, *corner)
    press(page, "Line")
    page.mouse.click(x + 5, y + 4)
    click(page, *CORNERS[0])
    page.keyboard.press("Enter")
    save_as(page, "Fence")
    assert desk.features()["fence"]["geometry"]["coordinates"][0] == corner


@pytest.mark.parametrize("zoom", [16, 17])
def test_pale_handles_stand_in_the_middle_of_the_edges(desk: Desk, zoom: int) -> None:
    page = desk.open(f"lang=en&site=garden&map={zoom}/30.2020/120.2045")
    press(page, "Move or reshape")
    expect(page.locator(".marker-icon-middle").first).to_be_visible()
    corners, middles = page.evaluate(CENTRES)
    assert len(corners) == len(middles) == 4
    for index, (x, y) in enumerate(middles):
        one, other = corners[index], corners[(index + 1) % len(corners)]
        assert abs(x - (one[0] + other[0]) / 2) < 1.5
        assert abs(y - (one[1] + other[1]) / 2) < 1.5


def test_a_pale_handle_makes_a_corner_under_the_cursor(desk: Desk) -> None:
    page = desk.open("lang=en&site=garden&map=16/30.2020/120.2045")
    press(page, "Move or reshape")
    handle = page.locator(".marker-icon-middle").first
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y + 30, steps=5)
    page.mouse.move(x + 40, y + 60, steps=5)
    page.mouse.up()
    corners, _ = page.evaluate(CENTRES)
    assert len(corners) == 5
    assert min(abs(a - x - 40) + abs(b - y - 60) for a, b in corners) < 3
    with renewal_of(page):
        press(page, "Done")
    assert len(desk.features()["garden"]["geometry"]["coordinates"][0]) == 6


def test_a_trembling_hand_moves_nothing_and_a_drag_can_be_given_up(desk: Desk) -> None:
    before = desk.layer.read_bytes()
    page = desk.open("lang=en&site=garden&map=16/30.2020/120.2045")
    press(page, "Move or reshape")
    box = page.locator(".marker-icon:not(.marker-icon-middle)").first.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 3, y + 2)
    page.mouse.up()
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    page.keyboard.press("Escape")
    page.mouse.up()
    corners, _ = page.evaluate(CENTRES)
    assert min(abs(a - x) + abs(b - y) for a, b in corners) < 2
    press(page, "Done")
    expect(page.get_by_role("button", name="Area", exact=True)).to_be_visible()
    assert desk.layer.read_bytes() == before


def test_corners_are_moved_and_deleted_by_the_keyboard_and_brought_back(desk: Desk) -> None:
    page = desk.open("lang=en&site=garden&map=16/30.2020/120.2045")
    before = desk.features()["garden"]["geometry"]["coordinates"][0]
    press(page, "Move or reshape")
    corner = page.get_by_role("button", name=re.compile("Corner 2:"))
    corner.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_role("button", name=re.compile("Corner 2:"))).to_be_focused()
    page.keyboard.press("Delete")
    expect(page.locator(".marker-icon:not(.marker-icon-middle)")).to_have_count(3)
    page.keyboard.press("Control+z")
    expect(page.locator(".marker-icon:not(.marker-icon-middle)")).to_have_count(4)
    page.get_by_role("button", name=re.compile("New corner")).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".marker-icon:not(.marker-icon-middle)")).to_have_count(5)
    with renewal_of(page):
        press(page, "Done")
    after = desk.features()["garden"]["geometry"]["coordinates"][0]
    assert len(after) == 6
    kept = [position for position in before if position in after]
    assert len(kept) == len(before) - 1


def test_a_hole_is_cut_and_a_part_added(desk: Desk) -> None:
    page = desk.open("lang=en&site=garden&map=16/30.2020/120.2045")
    ring = desk.features()["garden"]["geometry"]["coordinates"][0]
    west, east = min(p[0] for p in ring), max(p[0] for p in ring)
    south, north = min(p[1] for p in ring), max(p[1] for p in ring)
    lon, lat = (west + east) / 2, (south + north) / 2
    press(page, "Move or reshape")
    press(page, "Cut a hole")
    for dx, dy in ((-0.0004, -0.0003), (0.0004, -0.0003), (0.0, 0.0003)):
        click(page, lon + dx, lat + dy)
    press(page, "Finish")
    press(page, "Add a part")
    for dx, dy in ((0.0008, 0), (0.0016, 0), (0.0012, 0.0006)):
        click(page, east + dx, lat + dy)
    page.keyboard.press("Enter")
    with renewal_of(page):
        press(page, "Done")
    geometry = desk.features()["garden"]["geometry"]
    assert geometry["type"] == "MultiPolygon"
    assert [len(part) for part in geometry["coordinates"]] == [2, 1]
    assert json.dumps(geometry["coordinates"][0][0]) == json.dumps(ring)


def test_a_hole_and_a_part_are_drawn_by_the_keyboard_alone(desk: Desk) -> None:
    ring = desk.features()["garden"]["geometry"]["coordinates"][0]
    lon = sum(p[0] for p in ring[:-1]) / len(ring[:-1])
    lat = sum(p[1] for p in ring[:-1]) / len(ring[:-1])
    page = desk.open(f"lang=en&site=garden&map=18/{lat:.6f}/{lon:.6f}")

    def walk(*keys: str) -> None:
        for key in keys:
            page.keyboard.press(key)
            page.wait_for_timeout(400)

    def triangle() -> None:
        for keys in (["ArrowRight"], ["ArrowDown"], []):
            page.keyboard.press(" ")
            walk(*keys)
        page.keyboard.press("Enter")

    page.get_by_role("button", name="Move or reshape", exact=True).press("Enter")
    page.get_by_role("button", name="Cut a hole", exact=True).press("Enter")
    triangle()
    page.get_by_role("button", name="Add a part", exact=True).press("Enter")
    walk(*["Shift+ArrowRight"] * 4)
    triangle()
    with renewal_of(page):
        page.get_by_role("button", name="Done", exact=True).press("Enter")
    geometry = desk.features()["garden"]["geometry"]
    assert [len(part) for part in geometry["coordinates"]] == [2, 1]


def test_a_border_that_crosses_itself_is_told_where_it_does(desk: Desk) -> None:
    page = desk.open(VIEW)
    press(page, "Area")
    (west, south), (east, _), (_, north) = CORNERS
    size = page.locator(".pm-drawn-size")
    for corner in ((west, south), (east, north), (east, south)):
        click(page, *corner)
    expect(size).not_to_contain_text("crosses")
    click(page, west, north)
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="New site")
    told = "The border crosses itself: move a corner so that it does not."
    expect(form.get_by_role("group", name="Position").get_by_role("alert")).to_have_text(told)
    save_as(page, "Bow tie")
    # It is saved as it was drawn, and that is said, too.
    expect(page.locator(".pm-edit-notice")).to_contain_text("Saved, with a warning: the outline")
    press(page, "Move or reshape")
    expect(size).to_contain_text(told)
    expect(page.locator(".pm-crossing")).to_have_count(1)
    corner = page.get_by_role("button", name=re.compile("^Corner 1:"))
    corner.focus()
    page.keyboard.press("Delete")
    expect(size).not_to_contain_text("crosses")
    expect(page.locator(".pm-crossing")).to_have_count(0)


def test_what_is_drawn_or_moved_is_not_thrown_away_unasked(desk: Desk) -> None:
    before = desk.layer.read_bytes()
    page = desk.open("lang=en&site=garden&map=16/30.2020/120.2045")
    asked: list[str] = []
    page.on("dialog", lambda question: (asked.append(question.message), question.dismiss()))
    done = page.get_by_role("button", name="Done")
    press(page, "Move or reshape")
    expect(done).to_be_visible()  # once the server has told the shape
    page.keyboard.press("Escape")
    expect(done).to_have_count(0)
    assert asked == []
    press(page, "Move or reshape")
    page.get_by_role("button", name=re.compile("Corner 2:")).focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Escape")
    press(page, "Cancel")
    assert asked == ["Throw away what you have changed of the shape?"] * 2
    expect(done).to_be_visible()
    # Taken back it is as it was.
    page.keyboard.press("Control+z")
    page.keyboard.press("Escape")
    expect(done).to_have_count(0)
    press(page, "Line")
    click(page, *CORNERS[0])
    click(page, *CORNERS[1])
    page.keyboard.press("Escape")
    assert asked[2:] == ["Throw away the shape you have drawn?"]
    expect(page.get_by_role("button", name="Finish")).to_be_enabled()
    page.keyboard.press("Backspace")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Finish")).to_have_count(0)
    assert desk.layer.read_bytes() == before


def test_no_sign_and_no_name_of_a_site_lies_about_its_own_handles(desk: Desk) -> None:
    page = desk.open("lang=en&site=garden&map=16/30.2020/120.2045")
    ring = desk.features()["garden"]["geometry"]["coordinates"][0]
    (west, south), (east, north) = (
        [edge(axis) for axis in zip(*ring, strict=True)] for edge in (min, max)
    )
    inside = (west + (east - west) * 0.8, south + (north - south) * 0.8)

    def drawn() -> list[bool]:
        page.wait_for_timeout(100)  # the next picture
        return [paint_at(page, *place)[3] > 0 for place in (inside, (east, north))]

    assert drawn() == [True, True]
    press(page, "Move or reshape")
    page.get_by_role("button", name=re.compile("Corner 2:")).focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".pm-sketch")).to_have_count(1)
    assert drawn() == [False, False]
    with renewal_of(page):
        press(page, "Done")
    # The old shape is not seen once more; the new one is drawn by the page.
    expect(page.locator(".pm-sketch")).to_have_count(0)
    assert drawn()[0]
