"""Somebody edits the files beside the live preview, and looks."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.browser.following import reader_of, renewal_of, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

START = "lang=en&site=garden"


def replace(path: Path, old: str, new: str) -> None:
    data = path.read_bytes()
    assert old.encode() in data
    path.write_bytes(data.replace(old.encode(), new.encode(), 1))


def test_the_preview_shows_a_saved_change_and_keeps_what_one_looks_at(
    tmp_path: Path, visitor: Callable[..., Any]
) -> None:
    folder = tmp_path / "park"
    with reader_of(visitor, folder) as (served, reader):
        page = reader.open(served.address, START)
        page.evaluate("() => window.parkmap.map.setView([30.2011, 120.2033], 15)")
        page.get_by_role("searchbox").fill("Example")
        with renewal_of(page):
            replace(folder / "sites.geojson", "Example garden", "Rose garden")
        card = page.get_by_role("complementary", name="Rose garden")
        expect(card).to_be_visible()
        assert page.get_by_role("searchbox").input_value() == "Example"
        assert page.evaluate("() => window.parkmap.map.getZoom()") == 15
        center = page.evaluate("() => window.parkmap.map.getCenter()")
        assert abs(center["lat"] - 30.2011) < 5e-4
        assert abs(center["lng"] - 120.2033) < 5e-4
        assert page.evaluate("() => document.documentElement.lang") == "en"


def test_the_card_stays_scrolled_where_it_was(tmp_path: Path, visitor: Callable[..., Any]) -> None:
    folder = tmp_path / "park"
    with reader_of(visitor, folder, width=1440, height=420) as (served, reader):
        page = reader.open(served.address, START)
        scrolled = (
            "() => Math.max(...[...document.querySelectorAll('aside *, [role=complementary] *')]"
            ".map((element) => element.scrollTop))"
        )
        page.get_by_role("complementary", name="Example garden").get_by_text("Position").hover()
        page.mouse.wheel(0, 120)
        page.wait_for_function(f"() => ({scrolled})() > 50")
        before = page.evaluate(scrolled)
        with renewal_of(page):
            replace(folder / "sites.geojson", "Example gate", "North gate")
        page.wait_for_function(f"(top) => Math.abs(({scrolled})() - top) <= 1", arg=before)


def test_settings_and_tables_are_followed_too(tmp_path: Path, visitor: Callable[..., Any]) -> None:
    folder = tmp_path / "park"
    with reader_of(visitor, folder) as (served, reader):
        page = reader.open(served.address, START)
        with renewal_of(page):
            replace(folder / "map.toml", "My park", "Our park")
        expect(page.get_by_role("region", name="Our park").first).to_be_visible()
        with renewal_of(page):
            replace(folder / "tables" / "facts.csv", "10 ha", "12 ha")
        expect(page.get_by_role("complementary", name="Example garden")).to_contain_text("12 ha")


def test_a_sound_project_is_shown_as_it_will_be(
    tmp_path: Path, visitor: Callable[..., Any]
) -> None:
    with reader_of(visitor, tmp_path / "park") as (served, reader):
        page = reader.open(served.address, "lang=en")
        expect(page.get_by_role("toolbar", name=re.compile("Preview|Editing"))).to_have_count(0)
        assert (
            page.evaluate("() => document.querySelector('main').getBoundingClientRect().top") == 0
        )


def test_problems_appear_with_file_and_line_and_go_when_mended(
    tmp_path: Path, visitor: Callable[..., Any]
) -> None:
    folder = tmp_path / "park"
    with reader_of(visitor, folder) as (served, reader):
        sound = (folder / "sites.geojson").read_bytes()
        page = reader.open(served.address, "lang=en")
        with renewal_of(page):
            replace(folder / "sites.geojson", '"id": "hall"', '"id": "gate"')
        problems = page.get_by_role("region", name="Problems")
        expect(problems).to_be_visible()
        expect(problems).to_contain_text(re.compile(r"park/sites\.geojson:\d+:\d+"))
        page.get_by_role("button", name=re.compile("Errors: 1")).click()
        expect(problems).to_be_hidden()
        with renewal_of(page):
            replace(folder / "map.toml", "My park", "Our park")
        expect(page.get_by_role("button", name=re.compile("Errors: 1"))).to_be_visible()
        expect(problems).to_be_hidden()
        with renewal_of(page):
            (folder / "sites.geojson").write_bytes(sound)
        expect(page.get_by_role("button", name=re.compile("Errors"))).to_have_count(0)
        ids = {one["properties"]["id"] for one in json.loads(sound)["features"]}
        assert set(shown(page)) == ids


def test_problems_are_told_in_the_language_of_the_page(
    tmp_path: Path, visitor: Callable[..., Any]
) -> None:
    folder = tmp_path / "park"
    with reader_of(visitor, folder) as (served, reader):
        replace(folder / "sites.geojson", '"category": "green"', '"category": "grene"')
        page = reader.open(served.address, "lang=zh")
        page.get_by_role("button", name=re.compile("提醒|错误")).click()
        expect(page.get_by_role("region", name="问题")).to_contain_text("grene")
        page.get_by_role("button", name="EN", exact=True).click()
        expect(page.get_by_role("region", name="Problems")).to_contain_text("grene")


def test_a_layer_that_is_no_json_leaves_a_page_that_says_so(
    tmp_path: Path, visitor: Callable[..., Any]
) -> None:
    folder = tmp_path / "park"
    with reader_of(visitor, folder) as (served, reader):
        page = reader.open(served.address, "lang=en")
        with renewal_of(page):
            replace(folder / "sites.geojson", '"geometry": null', '"geometry": nul')
        expect(page.get_by_role("region", name="Problems")).to_contain_text("sites.geojson")


def test_the_strip_covers_nothing_on_a_phone(tmp_path: Path, visitor: Callable[..., Any]) -> None:
    with reader_of(visitor, tmp_path / "park", "--edit", width=320, height=640) as (served, reader):
        page = reader.open(served.address, START)
        strip = page.get_by_role("toolbar", name="Editing").bounding_box()
        assert strip is not None
        main = page.get_by_role("main").bounding_box()
        assert main is not None
        assert main["y"] >= strip["y"] + strip["height"]
        assert page.evaluate("() => document.documentElement.scrollWidth") == 320
