"""The address keeps what the reader sees, and takes them back there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOSTILE = [
    "map=NaN/1e999/x",
    "map=14/91/181",
    "site=<img src=x onerror=alert(1)>",
    "site=__proto__",
    "category=%00,constructor,' OR 1=1",
    "lang=../../etc",
    "theme=javascript:alert(1)",
    "base=http://evil.example/{z}/{x}/{y}",
    "ui=toString",
    "q=" + "%F0%9F%92%A9" * 3000,
    "q=%E0%A4%A",
    "&&&===&map&site&q",
    "unknown=1&__proto__[x]=1",
]


def test_a_link_brings_everything_back(built_map: Path, visitor: Callable[..., Any]) -> None:
    fragment = (
        "map=14/30.2089/120.2110&site=baima-lake&q=baima&category=lake,science&lang=en&theme=dark"
    )
    with visitor() as reader:
        page = reader.open(built_map, fragment)
        state = page.evaluate("() => window.parkmap.state()")
        for part in (
            "site=baima-lake",
            "q=baima",
            "category=lake,science",
            "lang=en",
            "theme=dark",
        ):
            assert part in state
        assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"
        center = page.evaluate(
            "() => { const c = window.parkmap.map.getCenter();"
            " return [c.lat, c.lng, window.parkmap.map.getZoom()]; }"
        )
        assert center == pytest.approx([30.2089, 120.2110, 14], abs=2e-3)


def test_the_fragment_may_change_while_the_page_is_open(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map)
        page.evaluate("() => { location.hash = 'site=tennis-centre&lang=en'; }")
        page.wait_for_function("() => window.parkmap.state().includes('site=tennis-centre')")
        page.get_by_role("complementary").filter(has_text="Tennis").first.wait_for()


# Just before the page writes into the address what was searched for last.
ASKED_MEANWHILE = """
async () => {
  const lost = [];
  for (let n = 0; n < 12; n++) {
    setTimeout(() => { location.hash = `lang=en&q=asked${n}`; }, 300);
    parkmap.filter({ q: `typed${n}` });
    await new Promise((next) => setTimeout(next, 450));
    if (!parkmap.state().includes(`q=asked${n}`)) lost.push(n);
  }
  return lost;
}
"""


def test_an_address_that_is_asked_for_is_not_written_over(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        assert reader.open(built_map).evaluate(ASKED_MEANWHILE) == []


def test_back_returns_to_the_site_before(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor() as reader:
        page = reader.open(built_map)
        page.evaluate("() => window.parkmap.select('baima-lake')")
        page.wait_for_function("() => location.hash.includes('site=baima-lake')")
        page.evaluate("() => window.parkmap.select('olympic-stadium')")
        page.wait_for_function("() => location.hash.includes('site=olympic-stadium')")
        page.go_back()
        page.wait_for_function("() => window.parkmap.state().includes('site=baima-lake')")
        page.go_forward()
        page.wait_for_function("() => window.parkmap.state().includes('site=olympic-stadium')")


@pytest.mark.parametrize("fragment", HOSTILE)
def test_hostile_values_are_ignored(
    built_map: Path, visitor: Callable[..., Any], fragment: str
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, fragment)
        sites = page.evaluate("() => window.parkmap.sites()")
        assert len(sites) > 30
        assert "evil" not in page.evaluate("() => document.documentElement.outerHTML")
        zoom = page.evaluate("() => window.parkmap.map.getZoom()")
        assert 3 <= zoom <= 20


def test_events_tell_what_the_reader_does(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor() as reader:
        page = reader.open(built_map)
        page.evaluate(
            "() => { window.heard = [];"
            " for (const type of ['select', 'filter', 'view'])"
            "   window.parkmap.on(type, (detail) => window.heard.push([type, detail])); }"
        )
        page.evaluate("() => window.parkmap.select('baima-lake')")
        page.evaluate("() => window.parkmap.filter({ q: '白马湖' })")
        page.evaluate("() => window.parkmap.map.setZoom(15, { animate: false })")
        page.wait_for_function(
            "() => ['select', 'filter', 'view'].every((t) => window.heard.some((h) => h[0] === t))"
        )
        assert page.evaluate("() => window.heard.find((h) => h[0] === 'select')[1].id") == (
            "baima-lake"
        )


def test_a_query_with_any_text_survives_the_round_trip(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    text = "a&b=c#d%e+f 白马湖"
    with visitor() as reader:
        page = reader.open(built_map, f"q={quote(text, safe='')}")
        assert page.get_by_role("searchbox").input_value() == text


def test_a_followed_link_makes_one_step_and_back_undoes_it(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        before = page.evaluate("() => history.length")
        page.evaluate("() => { location.hash = 'map=17.3/30.2/120.2&site=baima-lake'; }")
        card = page.get_by_role("complementary", name="Baima Lake", exact=True)
        expect(card).to_be_visible()
        page.wait_for_timeout(500)  # the address is written a moment later
        assert page.evaluate("() => history.length") == before + 1
        page.go_back()
        expect(card).to_be_hidden()


def test_back_from_a_site_found_brings_the_search_back_however_fast_one_types(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        search = page.get_by_role("searchbox")
        search.fill("baima")
        search.press("Enter")
        card = page.get_by_role("complementary")
        expect(card).to_be_visible()
        page.go_back()
        expect(card).to_be_hidden()
        expect(search).to_have_value("baima")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("map=24/30.2/120.2", "map=18/30.200000/120.200000"),
        ("map=0/30.2/120.2", "map=9/30.2000/120.2000"),
        ("map=14.3/30.2/120.2", "map=14.5/30.2000/120.2000"),
    ],
)
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_zoom_the_map_cannot_show_is_told_as_it_is_shown(
    built_map: Path, visitor: Callable[..., Any], asked: str, shown: str, motion: str
) -> None:
    with visitor(reduced_motion=motion) as reader:
        page = reader.open(built_map, asked)
        assert shown in page.evaluate("() => parkmap.state()")
        page = reader.open(built_map, "map=14/30.19/120.21")
        page.evaluate("() => { window.heard = []; parkmap.on('view', (v) => heard.push(v)); }")
        page.evaluate("(asked) => { location.hash = asked; }", asked)
        page.wait_for_function("() => heard.length > 0")
        page.wait_for_timeout(500)
        assert shown in page.evaluate("() => parkmap.state()")
        (view,) = page.evaluate("() => heard")
        assert view["center"] == [120.2, 30.2]
        assert view["zoom"] == page.evaluate("() => parkmap.map.getZoom()")


@pytest.mark.parametrize("fragment", ["", "lang=en", "lang=en&site=baima-lake"])
def test_the_first_move_of_the_map_is_kept_by_a_reload(
    built_map: Path, visitor: Callable[..., Any], fragment: str
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, fragment)
        page.wait_for_timeout(600)
        opened = page.evaluate("location.hash")
        assert "map=" not in opened, "nobody has moved it yet"
        page.mouse.move(800, 450)
        page.mouse.down()
        page.mouse.move(700, 400, steps=4)
        page.mouse.up()
        page.wait_for_function("() => location.hash.includes('map=')")
        moved = page.evaluate("window.parkmap.state()")
        page.reload()
        page.wait_for_function("() => performance.getEntriesByName('parkmap:ready').length > 0")
        assert page.evaluate("window.parkmap.state()") == moved
