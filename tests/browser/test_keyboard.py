"""Everything works by keyboard, and says its name to who hears the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.every import texts_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

# What has the focus: a name for people, and whether its focus can be seen.
FOCUSED = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const style = getComputedStyle(it);
  // A frame around a field shows its focus for it.
  const around = it.closest('.pm-search') ?? it;
  const shown = [style, getComputedStyle(around)].some((one) =>
    (one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) >= 1) || one.boxShadow !== 'none');
  const name = it.ariaLabel || it.labels?.[0]?.textContent || it.textContent.trim();
  const box = it.getBoundingClientRect();
  return { name, shown, seen: box.width > 0 && box.height > 0, role: it.role ?? it.localName,
    key: `${it.localName} ${it.className} ${name}` };
}"""
LANGUAGES = ["zh", "en"]


def walk(page: Page, most: int = 200) -> list[dict[str, Any]]:
    """Press Tab until the focus leaves the page or comes back to where it was first."""
    stops: list[dict[str, Any]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (stops and stop["key"] == stops[0]["key"]):
            return stops
        stops.append(stop)
    pytest.fail(f"more than {most} stops: {[stop['name'] for stop in stops]}")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("site", ["", "binjiang"])
def test_tab_reaches_everything_once_and_shows_where_it_is(
    built_map: Path, visitor: Callable[..., Any], lang: str, site: str
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, f"lang={lang}&site={site}")
        page.evaluate("() => document.activeElement?.blur()")
        stops = walk(page)
        assert [stop["key"] for stop in stops if not stop["name"]] == []
        assert [stop["name"] for stop in stops if not stop["seen"]] == []
        assert [stop["name"] for stop in stops if not stop["shown"]] == []
        names = " | ".join(stop["name"] for stop in stops)
        wanted = {
            "zh": ["搜索", "科创平台", "分享", "放大", "图例", "杭州高新区"],
            "en": ["Search", "Science platforms", "Share", "Zoom in", "Legend", "Hangzhou"],
        }
        for name in wanted[lang]:
            assert name in names
        # The list is one stop, whatever it holds.
        assert len([stop for stop in stops if "pm-row" in stop["key"]]) <= 1


# What the page does when it has time waits until it is told that it has.
IDLE = """
window.waiting = [];
window.requestIdleCallback = (next) => window.waiting.push(next);
window.idle = () => window.waiting.splice(0).forEach((next) => next({ timeRemaining: () => 50 }));
"""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_what_comes_later_takes_the_focus_from_nobody(
    built_map: Path, visitor: Callable[..., Any], width: int, height: int
) -> None:
    with visitor(width=width, height=height) as reader:
        reader.context.add_init_script(IDLE)
        page = reader.open(built_map, "lang=en", ready=False)
        about = page.get_by_role("button", name="About this map")
        about.focus()
        # The card is of that later part, which is not the only thing to wait for a quiet moment.
        page.wait_for_function("() => window.idle() || document.querySelector('.pm-card') !== null")
        expect(about).to_be_focused()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_button_speaks_the_other_language(
    built_map: Path, visitor: Callable[..., Any], lang: str
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, f"lang={lang}")
        names = page.evaluate(
            "() => [...document.querySelectorAll('[aria-label], [title], [placeholder]')]"
            ".flatMap((e) => [e.ariaLabel, e.title, e.placeholder]).filter(Boolean)"
        )
        assert len(names) > 15
        other = re.compile("[\u4e00-\u9fff]" if lang == "en" else "[A-Za-z]{3,}")
        assert [name for name in names if other.search(name)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_parts_of_the_page_have_their_roles_and_names(
    built_map: Path, visitor: Callable[..., Any], lang: str
) -> None:
    title = {
        "zh": "杭州高新区（滨江）园区与场馆图",
        "en": "Hangzhou High-tech Zone (Binjiang): parks and venues",
    }[lang]
    name = {"zh": "白马湖", "en": "Baima Lake"}[lang]
    with visitor() as reader:
        page = reader.open(built_map, f"lang={lang}&site=baima-lake")
        expect(page.get_by_role("main")).to_have_count(1)
        expect(page.get_by_role("region", name=title)).to_have_count(1)
        expect(page.get_by_role("heading", level=1, name=title)).to_have_count(1)
        expect(page.get_by_role("searchbox")).to_have_count(1)
        expect(page.get_by_role("complementary", name=name, exact=True)).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="37")).to_have_count(1)
        filters = page.get_by_role("group", name={"zh": "类别", "en": "Categories"}[lang])
        buttons = filters.get_by_role("button", pressed=False)
        assert all(re.search(r"\d", text) for text in texts_of(buttons, 10))
        assert page.get_by_role("list").first.get_by_role("button").count() == 37


def test_arrows_home_and_end_walk_the_list(built_map: Path, visitor: Callable[..., Any]) -> None:
    def focused(page: Page) -> str:
        return str(page.evaluate("() => document.activeElement.innerText.split('\\n')[0]"))

    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        page.keyboard.press("/")
        page.keyboard.press("ArrowDown")
        first = focused(page)
        page.keyboard.press("ArrowDown")
        second = focused(page)
        assert first != second
        page.keyboard.press("End")
        last = focused(page)
        assert last not in {first, second}
        page.keyboard.press("ArrowDown")
        assert focused(page) == last
        page.keyboard.press("Home")
        assert focused(page) == first
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        card = page.get_by_role("complementary", name=second, exact=True)
        expect(card).to_be_visible()
        assert card.evaluate("(card) => card.contains(document.activeElement)")
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()
        assert focused(page) == second


def test_arrows_and_plus_and_minus_move_the_map(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    view = "() => { const { map } = window.parkmap; return [map.getCenter().lng, map.getZoom()]; }"
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&map=14/30.2/120.2")
        page.get_by_role("region", name="Hangzhou High-tech Zone").focus()
        lon, zoom = page.evaluate(view)
        page.keyboard.press("ArrowRight")
        page.wait_for_function(f"(lon) => ({view})()[0] > lon", arg=lon)
        page.keyboard.press("+")
        page.wait_for_function(f"(zoom) => ({view})()[1] > zoom", arg=zoom)
        page.keyboard.press("-")
        page.wait_for_function(f"(zoom) => ({view})()[1] === zoom", arg=zoom)


@pytest.mark.parametrize("name", ["Share", "About this map", "Legend and base map"])
def test_a_window_opens_and_closes_by_keyboard_and_gives_the_focus_back(
    built_map: Path, visitor: Callable[..., Any], name: str
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        button = page.get_by_role("button", name=name)
        button.focus()
        page.keyboard.press("Enter")
        window = page.get_by_role("dialog", name=name)
        expect(window).to_be_visible()
        assert window.evaluate("(it) => it.contains(document.activeElement)")
        page.keyboard.press("Escape")
        expect(window).to_be_hidden()
        expect(button).to_be_focused()


def test_back_and_forward_go_through_sites_and_keep_the_language(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map)
        for site in ("baima-lake", "tennis-centre"):
            page.evaluate("(id) => window.parkmap.select(id)", site)
            page.wait_for_function("(id) => location.hash.includes(id)", arg=site)
        page.get_by_role("button", name="EN", exact=True).click()
        page.go_back()
        expect(page.get_by_role("complementary", name="Baima Lake", exact=True)).to_be_visible()
        page.go_back()
        expect(page.get_by_role("complementary", name="Baima Lake", exact=True)).to_be_hidden()
        page.go_forward()
        expect(page.get_by_role("complementary", name="Baima Lake", exact=True)).to_be_visible()


def test_the_search_key_works_while_a_card_is_in_the_place_of_the_panel(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(width=1000) as reader:
        page = reader.open(built_map, "lang=en&site=baima-lake")
        card = page.get_by_role("complementary", name="Baima Lake", exact=True)
        expect(card).to_be_visible()
        page.keyboard.press("/")
        expect(card).to_be_hidden()
        expect(page.get_by_role("searchbox")).to_be_focused()


def test_keys_of_an_input_method_are_its_own(built_map: Path, visitor: Callable[..., Any]) -> None:
    # Safari ends a word with a key that is told after the composition.
    press = (
        "(it, key) => it.dispatchEvent(new KeyboardEvent('keydown',"
        " { key, keyCode: 229, bubbles: true, cancelable: true }))"
    )
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        search = page.get_by_role("searchbox")
        search.fill("baima")
        search.evaluate(press, "Enter")
        assert "site=" not in page.evaluate("() => parkmap.state()")
        search.press("Enter")
        card = page.get_by_role("complementary")
        expect(card).to_be_visible()
        card.evaluate(press, "Escape")
        expect(card).to_be_visible()


def test_a_note_at_the_rim_keeps_the_focus_while_the_map_moves(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        note = page.get_by_role("button", name="10 km to the north-east")
        note.focus()
        page.evaluate("() => parkmap.map.panBy([40, 20], { animate: false })")
        expect(note).to_be_focused()
        # Far closer in there are no notes: the map they stood on is next.
        page.evaluate("() => parkmap.map.setZoom(16, { animate: false })")
        expect(note).to_have_count(0)
        expect(page.get_by_role("region", name="Hangzhou High-tech Zone")).to_be_focused()
