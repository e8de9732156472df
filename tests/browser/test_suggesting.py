"""A reader of the plain file suggests a site; nothing leaves the page but by their own hand."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]
from playwright.sync_api import expect

from geo.cli.starting import start_project
from geo.positions.datum import from_wgs84
from geo.project.site_schema import site_schema
from tests.browser.following import place_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page


def suggested(page: Page) -> dict[str, Any]:
    """The feature the form gives; it can be put into a layer as it is."""
    form = page.get_by_role("dialog", name="Suggest a site")
    form.get_by_role("button", name="Make GeoJSON").click()
    feature = json.loads(form.get_by_role("textbox", name="GeoJSON feature").input_value())
    layer = {"type": "FeatureCollection", "features": [feature]}
    assert [error.message for error in Draft7Validator(site_schema()).iter_errors(layer)] == []
    return dict(feature)


def test_a_clicked_place_becomes_a_feature_to_download(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(accept_downloads=True) as reader:
        page = reader.open(built_map, "lang=en")
        page.get_by_role("button", name="Suggest a site").click()
        form = page.get_by_role("dialog", name="Suggest a site")
        form.get_by_label("Name", exact=True).or_(form.get_by_label("Name (")).first.fill("茶室")
        form.get_by_label(re.compile("Name.*English")).fill("Tea House by the Lake")
        form.get_by_label("Category").select_option(label="Culture")
        form.get_by_role("button", name="Pick on the map").click()
        expect(page.get_by_text("Click on the map where the site is.")).to_be_visible()
        page.mouse.click(*place_of(page, 120.2010, 30.1900))
        expect(form.get_by_text("120.20")).to_be_visible()
        feature = suggested(page)
        assert feature["properties"] == {
            "id": "tea-house-by-the-lake",
            "name": "茶室",
            "name_en": "Tea House by the Lake",
            "category": "culture",
        }
        assert feature["geometry"]["coordinates"] == pytest.approx([120.2010, 30.19], abs=2e-4)
        with page.expect_download() as waiting:
            form.get_by_role("button", name="Save as a file").click()
        assert waiting.value.suggested_filename == "site.geojson"
        assert json.loads(Path(waiting.value.path()).read_bytes()) == feature
        assert page.evaluate("() => window.parkmap.state()").count("site=") == 0


@pytest.mark.parametrize(
    ("datum", "label"),
    [("wgs84", re.compile("WGS-84")), ("gcj02", re.compile("AMap")), ("bd09", re.compile("Baidu"))],
)
def test_pasted_coordinates_of_any_datum_become_wgs84(
    built_map: Path, visitor: Callable[..., Any], datum: Any, label: re.Pattern[str]
) -> None:
    lon, lat = (float(value) for value in from_wgs84(120.2011, 30.1922, datum))
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        page.get_by_role("button", name="Suggest a site").click()
        form = page.get_by_role("dialog", name="Suggest a site")
        choice = form.get_by_label("Coordinates are from")
        choice.select_option(label=choice.get_by_role("option", name=label).text_content())
        form.get_by_label("Coordinates or link").fill(f"{lat:.7f}，{lon:.7f}")
        page.keyboard.press("Enter")
        form.get_by_label("Name", exact=True).fill("x")
        assert suggested(page)["geometry"]["coordinates"] == [120.2011, 30.1922]


def test_what_is_no_position_and_a_missing_name_are_said(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        page.get_by_role("button", name="Suggest a site").click()
        form = page.get_by_role("dialog", name="Suggest a site")
        form.get_by_label("Coordinates or link").fill("by the lake")
        form.get_by_role("button", name="Use").click()
        expect(form.get_by_role("alert").first).to_contain_text("120.206,30.163")
        form.get_by_role("button", name="Make GeoJSON").click()
        name = form.get_by_label("Name", exact=True)
        expect(name).to_have_accessible_description("Give the site a name first.")
        expect(name).to_be_focused()
        page.once("dialog", lambda question: question.accept())
        page.keyboard.press("Escape")
        expect(form).to_be_hidden()


def test_on_a_phone_it_is_found_in_the_about_window(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(width=390, height=844) as reader:
        page = reader.open(built_map, "lang=zh")
        page.get_by_role("button", name="关于本图").click()
        page.get_by_role("dialog").get_by_role("button", name="推荐一个地点").click()
        form = page.get_by_role("dialog", name="推荐一个地点")
        form.get_by_role("button", name="在地图上点选").click()
        page.mouse.click(150, 200)
        expect(form).to_be_visible()
        assert page.evaluate("() => document.documentElement.scrollWidth") == 390


def test_nothing_is_lost_while_a_place_is_picked(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        suggest = page.get_by_role("button", name="Suggest a site")
        suggest.click()
        form = page.get_by_role("dialog", name="Suggest a site")
        form.get_by_label("Name", exact=True).fill("798")
        form.get_by_role("button", name="Pick on the map").click()
        suggest.click()
        expect(form).to_have_count(0)
        page.keyboard.press("Escape")
        expect(form).to_be_visible()
        expect(form).to_have_count(1)
        # an input method's own Enter
        text = form.get_by_label("Coordinates or link")
        text.fill("by the lake")
        text.dispatch_event("keydown", {"key": "Enter", "keyCode": 229})
        expect(form.get_by_role("alert")).to_have_count(0)
        text.fill("")
        assert suggested(page)["properties"]["name"] == "798"


def test_a_place_is_picked_in_full_screen(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        page.get_by_role("button", name="Full screen").click()
        page.wait_for_function("() => document.fullscreenElement !== null")
        page.get_by_role("button", name="Suggest a site").click()
        form = page.get_by_role("dialog", name="Suggest a site")
        form.get_by_role("button", name="Pick on the map").click()
        page.get_by_role("button", name="Cancel").click(timeout=5000)
        expect(form).to_be_visible()


def suggest(page: Page) -> Locator:
    page.get_by_role("button", name="Suggest a site").click()
    form = page.get_by_role("dialog", name="Suggest a site")
    form.get_by_label("Name", exact=True).fill("N")
    return form


def test_a_position_typed_is_used_without_being_confirmed(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        form = suggest(page)
        text = form.get_by_label("Coordinates or link")
        text.fill("120.2,30.2")
        assert suggested(page)["geometry"]["coordinates"] == [120.2, 30.2]
        form.get_by_label("Coordinates are from").select_option(label="Baidu (BD-09)")
        assert suggested(page)["geometry"]["coordinates"] != [120.2, 30.2]
        text.fill("by the lake")
        form.get_by_role("button", name="Make GeoJSON").click()
        expect(form.get_by_role("alert")).to_contain_text("120.206,30.163")
        expect(form.get_by_label("GeoJSON feature")).to_have_count(0)
        expect(text).to_be_focused()


def test_what_was_made_goes_as_soon_as_something_is_changed(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        form = suggest(page)
        made = form.get_by_label("GeoJSON feature")
        text = form.get_by_label("Coordinates or link")
        pick = form.get_by_role("button", name="Pick on the map")
        text.fill("120.2,30.2")
        suggested(page)
        form.get_by_label("Name", exact=True).fill("M")
        expect(made).to_have_count(0)
        expect(form.get_by_role("button", name="Copy")).to_have_count(0)
        assert suggested(page)["properties"]["name"] == "M"
        pick.click()
        page.mouse.click(*place_of(page, 120.2010, 30.1900))
        expect(form).to_be_visible()
        expect(made).to_have_count(0)
        lon, lat = suggested(page)["geometry"]["coordinates"]
        assert (lon, lat) == pytest.approx((120.2010, 30.19), abs=2e-4)
        expect(text).to_have_value(f"{lon}, {lat}")


def test_a_place_is_picked_with_the_keyboard(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&map=13/30.19/120.2")
        form = suggest(page)
        pick = form.get_by_role("button", name="Pick on the map")
        pick.press("Enter")
        expect(page.get_by_text("press Enter")).to_be_visible()
        expect(page.get_by_role("region", name=re.compile("Binjiang"))).to_be_focused()
        before = page.evaluate("() => window.parkmap.map.getCenter().lng")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("(lng) => window.parkmap.map.getCenter().lng > lng", arg=before)
        page.wait_for_function("() => !window.parkmap.map._panAnim?._inProgress")
        middle = page.evaluate("() => { const c = parkmap.map.getCenter(); return [c.lng, c.lat] }")
        page.keyboard.press("Enter")
        expect(pick).to_be_focused()
        assert suggested(page)["geometry"]["coordinates"] == pytest.approx(middle, abs=2e-4)


def test_the_hint_of_picking_lies_over_nothing_else(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(width=390, height=844) as reader:
        page = reader.open(built_map, "lang=en")
        edge = page.get_by_role("button", name=re.compile("km to the"))
        expect(edge.first).to_be_visible()
        page.get_by_role("button", name="About this map").click()
        page.get_by_role("dialog").get_by_role("button", name="Suggest a site").click()
        page.get_by_role("button", name="Pick on the map").click()
        expect(page.get_by_text("Click on the map where the site is.")).to_be_visible()
        expect(edge.first).to_be_hidden()
        page.get_by_role("button", name="Cancel").click()
        expect(edge.first).to_have_count(1)


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ("https://uri.amap.com/marker?position={},{}&name=x", "gcj02"),
        ("https://map.baidu.com/?latlng={1},{0}", "bd09"),
        ("file:///C:/map.html#map=14/{1}/{0}&site=x", "wgs84"),
        ("{}Ｅ，{}Ｎ", "wgs84"),
    ],
)
def test_a_pasted_link_says_where_it_is(
    built_map: Path, visitor: Callable[..., Any], text: str, datum: Any
) -> None:
    lon, lat = (round(float(value), 7) for value in from_wgs84(120.2011, 30.1922, datum))
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        form = suggest(page)
        form.get_by_label("Coordinates or link").fill(text.format(lon, lat))
        assert suggested(page)["geometry"]["coordinates"] == [120.2011, 30.1922]
        form.get_by_label("Coordinates or link").fill("https://surl.amap.com/1a2b3c")
        form.get_by_role("button", name="Make GeoJSON").click()
        expect(form.get_by_role("alert")).to_contain_text("120.206,30.163")


def test_a_suggestion_can_be_sent_to_whoever_keeps_the_map(
    tmp_path: Path, visitor: Callable[..., Any], build: Callable[..., Path]
) -> None:
    folder = tmp_path / "park"
    assert start_project(folder) == []
    with (folder / "map.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[suggest]\nto = "mailto:maps@example.org"\n')
    with visitor() as reader:
        page = reader.open(build(folder), "lang=en")
        page.evaluate("() => window.parkmap.ready")
        page.get_by_role("button", name="Suggest a site").click()
        form = page.get_by_role("dialog", name="Suggest a site")
        form.get_by_label("Name", exact=True).fill("Tea & more")
        form.get_by_role("button", name="Make GeoJSON").click()
        link = form.get_by_role("link", name="Send by e-mail")
        address = link.get_attribute("href") or ""
    assert address.startswith("mailto:maps@example.org?subject=Tea%20%26%20more&body=%7B")
