"""axe-core finds nothing, in either language and theme, with a card open and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import barriers
from tests.browser.every import every

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


# Each size in two of the four, each of the four in one size.
LOOKS = [
    (1440, 900, "light", "zh"),
    (1440, 900, "dark", "en"),
    (390, 844, "light", "en"),
    (390, 844, "dark", "zh"),
]


@pytest.mark.parametrize(("width", "height", "theme", "lang"), LOOKS)
@pytest.mark.parametrize("site", ["", "binjiang", "fuxin-project"])
def test_axe_finds_no_violation(
    built_map: Path,
    looked_at: Callable[..., Page],
    lang: str,
    theme: str,
    width: int,
    height: int,
    site: str,
) -> None:
    address = f"lang={lang}&theme={theme}&site={site}"
    page = looked_at(built_map, address, width=width, height=height, bypass_csp=True)
    expect(page.get_by_role("complementary")).to_have_count(1 if site else 0)
    assert barriers(page) == []


# Each face, and each of its states that has parts of its own.
OPENED = {
    "table": "panel=table",
    "filters": "where=accuracy_m:100..900,part_of:binjiang",
}
STATES = {
    "table-sorted-selected": "panel=table&sort=-accuracy_m&site=binjiang",
    "nothing-left": "q=lab&where=accuracy_m:..10,located:true",
    "comparison": "compare=baima-lake,binjiang,zero-magnetism-valley",
    "figures": "panel=figures",
    "topic": "topic=chain",
    "sizes": "topic=venues",
}


@pytest.mark.parametrize(("width", "height", "theme", "lang"), LOOKS)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_violation_in_the_faces_of_the_panel(
    built_map: Path,
    looked_at: Callable[..., Page],
    lang: str,
    theme: str,
    width: int,
    height: int,
    state: str,
) -> None:
    address = f"lang={lang}&theme={theme}&{STATES[state]}"
    page = looked_at(built_map, address, width=width, height=height, bypass_csp=True)
    assert barriers(page) == []


@pytest.mark.parametrize(("width", "height", "theme", "lang"), LOOKS)
@pytest.mark.parametrize("state", OPENED)
def test_axe_finds_no_violation_in_what_is_opened_in_the_panel(
    built_map: Path,
    visitor: Callable[..., Any],
    lang: str,
    theme: str,
    width: int,
    height: int,
    state: str,
) -> None:
    with visitor(width=width, height=height, bypass_csp=True) as reader:
        page = reader.open(built_map, f"lang={lang}&theme={theme}&{OPENED[state]}")
        if state == "filters":
            page.locator(".pm-filters-button").click()
            for summary in every(page.locator(".pm-filter > summary"))[:7]:
                summary.click()
            page.locator(".pm-range").first.wait_for()
        if state == "table":
            page.locator(".pm-fold").first.click()
            page.locator(".pm-picker-button").click()
        assert barriers(page) == []


# What each state of many figures has that the zone's own has not.
YEARS = {
    "site=oaxaca": ".pm-sparkline",
    "panel=figures&color=indicators/income&year=1980": ".pm-no-value",
    "topic=gain&panel=figures": ".pm-year-range",
    "topic=regions": ".pm-nested",
    "panel=table&color=indicators/income": ".pm-grid-unit",
    "compare=oaxaca,sonora,chiapas,jalisco": ".pm-compared strong",
}


@pytest.mark.parametrize(("theme", "lang"), [("light", "zh"), ("dark", "en")])
@pytest.mark.parametrize("state", YEARS)
def test_axe_finds_no_violation_in_figures_over_the_years(
    build: Callable[..., Path], looked_at: Callable[..., Page], lang: str, theme: str, state: str
) -> None:
    states = Path("tests/fixtures/projects/mexico-states")
    page = looked_at(build(states), f"lang={lang}&theme={theme}&{state}", bypass_csp=True)
    page.locator(YEARS[state]).first.wait_for()
    if state.startswith("panel=figures"):
        page.locator(".pm-colouring > summary").click()
    assert barriers(page) == []


def test_the_page_may_be_zoomed(built_map: Path) -> None:
    html = built_map.read_text(encoding="utf-8")
    viewport = html.split('name="viewport"', 1)[1].split(">", 1)[0]
    assert "user-scalable" not in viewport
    assert "maximum-scale" not in viewport


def test_targets_are_large_enough_for_a_finger(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(width=390, height=844, has_touch=True) as reader:
        page = reader.open(built_map, "lang=zh&site=binjiang")
        seen, small = page.evaluate(
            """() => {
              const seen = [...document.querySelectorAll('button, input, select, [role=option]')]
              .filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
              .map((e) => {
                const { width, height } = e.getBoundingClientRect();
                // A number in the text is as small as the text, but answers around it.
                const around = getComputedStyle(e, '::after');
                const isLarger = around.content !== 'none' && around.position === 'absolute';
                const more = (one, other) =>
                  isLarger ? -parseFloat(around[one]) - parseFloat(around[other]) : 0;
                return { name: e.ariaLabel || e.textContent,
                  width: width + more('left', 'right'), height: height + more('top', 'bottom') };
              })
              .filter(({ width }) => width > 0);
              return [seen.length, seen.filter(({ width, height }) => width < 24 || height < 24)
                .map(({ name, width, height }) => `${name} ${width}x${height}`)];
            }"""
        )
        assert seen > 20
        assert small == []


def test_the_phone_keeps_the_map_in_sight(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor(width=390, height=844, has_touch=True) as reader:
        page = reader.open(built_map, "lang=zh")
        # The share of the screen where a touch reaches the map.
        share = page.evaluate(
            """() => {
              let seen = 0, all = 0;
              for (let y = 4; y < innerHeight; y += 8) for (let x = 4; x < innerWidth; x += 8) {
                all += 1;
                const hit = document.elementFromPoint(x, y);
                if (hit && hit.closest('.leaflet-container')) seen += 1;
              }
              return seen / all;
            }"""
        )
        assert share >= 0.4
