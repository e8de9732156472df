"""On paper: title, map, legend, and the list of all sites."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.canvas import ground_at, paint_at, place_of
from tests.browser.every import every, texts_of
from tests.browser.onpaper import on_paper
from tests.projects import site, sites, write_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

NAMES = [
    feature["properties"]["name"]
    for feature in json.loads(Path("data/sites.geojson").read_text(encoding="utf-8"))["features"]
]
CATEGORIES = 10
# What fits between the margins of A4, at 96 dots an inch.
PAPER_WIDTH = 186 / 25.4 * 96
VIEW = """() => {
  const { map } = window.parkmap;
  const { lat, lng } = map.getCenter();
  const bounds = map.getBounds();
  return { center: [lng, lat], zoom: map.getZoom(), theme: document.documentElement.dataset.theme,
    box: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] };
}"""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_title_map_legend_and_all_sites_are_printed(
    built_map: Path, visitor: Callable[..., Any], width: int, height: int
) -> None:
    with visitor(width=width, height=height) as reader:
        page = reader.open(built_map, "lang=zh")
        with on_paper(page):
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            box = page.get_by_role("region", name="杭州高新区（滨江）园区与场馆图").bounding_box()
            assert box
            assert 500 < box["width"] <= PAPER_WIDTH
            assert box["height"] > 300
            categories = page.get_by_role("group", name="类别").get_by_role("button")
            assert [button.is_visible() for button in every(categories, CATEGORIES)] == [
                True
            ] * CATEGORIES
            for name in NAMES:
                expect(page.get_by_role("list").get_by_text(name, exact=True)).to_be_visible()
            expect(page.get_by_text("OpenStreetMap contributors").first).to_be_visible()


def test_what_is_for_the_screen_stays_off_the_paper(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&site=baima-lake")
        with on_paper(page):
            expect(page.get_by_role("searchbox")).to_be_hidden()
            for name in ("Share", "Zoom in", "Copy link", "Close"):
                expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
            expect(page.get_by_role("complementary", name="Baima Lake", exact=True)).to_be_visible()


def test_the_paper_shows_what_the_screen_showed_in_light_colours(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "theme=dark")
        # The ground comes after the sites.
        expect(page.locator(".leaflet-pm-ground-pane canvas")).to_have_count(1)
        seen = page.evaluate(VIEW)
        with on_paper(page):
            printed = page.evaluate(VIEW)
            assert printed["theme"] == "light"
            west, south, east, north = printed["box"]
            assert west <= seen["box"][0] < seen["box"][2] <= east
            assert south <= seen["box"][1] < seen["box"][3] <= north
            sharp, land = page.evaluate(
                """() => {
                  const canvas = document.querySelector('.leaflet-pm-ground-pane canvas');
                  const [red, green, blue] =
                    canvas.getContext('2d').getImageData(8, canvas.height / 2, 1, 1).data;
                  return [canvas.width / canvas.getBoundingClientRect().width,
                    Math.min(red, green, blue)];
                }"""
            )
            assert sharp == pytest.approx(3, abs=0.01)
            assert land > 150
        assert page.evaluate(VIEW) == {
            **seen,
            "center": pytest.approx(seen["center"], abs=1e-4),
            "box": pytest.approx(seen["box"], abs=1e-3),
        }


def numbered(page: Page) -> list[str]:
    return [text for text in texts_of(page.locator(".pm-list .pm-number")) if text]


def test_signs_and_list_carry_the_same_numbers_and_only_on_paper(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=zh")
        with on_paper(page):
            numbers = numbered(page)
            assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
            assert len(numbers) > 15
        expect(page.locator(".pm-list .pm-number")).to_have_count(0)


def test_a_line_is_seen_on_paper_beside_its_number_and_a_point_has_its_sign(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    shapes = {
        "long": {"type": "LineString", "coordinates": [[120.19, 30.2], [120.21, 30.2]]},
        "short": {"type": "LineString", "coordinates": [[120.199, 30.21], [120.201, 30.21]]},
        "point": {"type": "Point", "coordinates": [120.2, 30.19]},
    }
    features = [
        {"type": "Feature", "id": id_, "properties": {}, "geometry": shape}
        for id_, shape in shapes.items()
    ]
    write_project(tmp_path, features, map_toml='languages = ["en"]\n')
    with visitor() as reader:
        page = reader.open(build(tmp_path))
        with on_paper(page):
            assert numbered(page) == ["1", "2", "3"]
            for lat, has_sign in ((30.2, False), (30.21, False), (30.19, True)):
                red, _, blue, _ = paint_at(page, 120.2, lat, dy=7)
                assert (blue - red > 100) == has_sign, lat
                red, _, blue, _ = paint_at(page, 120.2, lat)
                assert (blue - red > 100) != has_sign, lat  # a sign is pale in its middle


def test_far_sites_stand_on_paper_in_windows_of_their_own_with_their_numbers(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        with on_paper(page):
            insets = page.locator(".pm-paper-insets .pm-inset")
            zone = insets.filter(has_text="Binjiang–Fuyang Special Cooperation Zone")
            boxes = [inset.bounding_box() for inset in every(insets, 3)]
            whole = page.locator(".pm-map").bounding_box()
            assert whole
            for box in boxes:
                assert box
                assert box["x"] >= whole["x"]
                assert box["y"] >= whole["y"]
                assert box["x"] + box["width"] <= whole["x"] + whole["width"]
                assert box["y"] + box["height"] <= whole["y"] + whole["height"] * 0.9
            row = page.locator(".pm-list .pm-row").filter(has_text="Binjiang–Fuyang")
            expect(row.locator(".pm-number")).to_have_text(re.compile(r"^\d+$"))
            # The sign and its number are drawn there, on ground.
            colours = zone.locator("canvas").evaluate(
                "c => new Set(new Uint32Array(c.getContext('2d')"
                ".getImageData(0, 0, c.width, c.height).data.buffer)).size"
            )
            assert colours > 200
        expect(page.locator(".pm-paper-insets")).to_have_count(0)


def test_only_the_chosen_topic_is_printed(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        with on_paper(page):
            expect(page.get_by_text("Innovation chain", exact=True)).to_be_hidden()
            expect(page.get_by_text("Categories", exact=True)).to_be_hidden()
        page.get_by_role("button", name="Innovation chain").click()
        with on_paper(page):
            expect(page.get_by_text("Innovation chain", exact=True)).to_be_visible()


def test_a_coloured_map_is_printed_with_its_key_and_its_ranking(
    build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    states = build(Path("tests/fixtures/projects/mexico-states"))
    # On a phone the key is folded and the sheet covers the map; paper knows neither.
    for width, height in ((1440, 900), (390, 844)):
        with visitor(width=width, height=height) as reader:
            page = reader.open(states, "lang=en&theme=dark&panel=figures&color=indicators/income")
            with on_paper(page):
                key = page.get_by_role("region", name="What the colours mean")
                box, around = key.bounding_box(), page.locator(".pm-map").bounding_box()
                assert box
                assert around
                assert around["y"] < box["y"]
                assert box["y"] + box["height"] < around["y"] + around["height"]
                expect(key.locator(".pm-limits")).to_be_visible()
                face = page.get_by_role("tabpanel", name="Figures")
                expect(face.locator(".pm-bar")).to_have_count(32)
                for bar in (face.locator(".pm-bar").first, face.locator(".pm-bar").last):
                    expect(bar).to_be_visible()
                last = face.locator(".pm-bar").last.bounding_box()
                whole = face.bounding_box()
                assert last
                assert whole
                assert last["y"] + last["height"] <= whole["y"] + whole["height"] + 1
                for screen in (".pm-year-slider", ".pm-colouring", "[data-field='area_km2']"):
                    expect(face.locator(screen)).to_be_hidden()


@pytest.mark.parametrize("fragment", ["site=binjiang", "panel=figures"])
def test_the_bar_of_a_target_is_printed_with_its_mark_and_its_words(
    built_map: Path, visitor: Callable[..., Any], fragment: str
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, f"lang=zh&theme=dark&{fragment}")
        with on_paper(page):
            run = page.locator(".pm-run", has=page.locator(".pm-bullet:visible"))
            expect(run).to_have_count(1)
            expect(run).to_contain_text("实际 2022: 42 个")
            inks = run.evaluate(
                """(run) => [[".pm-bullet-actual", "fill"], [".pm-bullet path", "stroke"]].map(
                     ([part, ink]) => getComputedStyle(run.querySelector(part))[ink])"""
            )
            # Dark on paper, whatever the screen's theme; and the mark told from the bar by form.
            for ink in inks:
                red, green, blue = map(int, re.findall(r"\d+", ink)[:3])
                assert 0.2126 * red + 0.7152 * green + 0.0722 * blue < 130, ink
            bar, mark = (
                run.locator(part).bounding_box()
                for part in (".pm-bullet-actual", ".pm-bullet path")
            )
            assert bar
            assert mark
            assert mark["height"] > bar["height"] * 1.5
            assert bar["x"] < mark["x"] < bar["x"] + bar["width"]


def test_only_what_is_shown_is_numbered(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=zh&category=venue")
        with on_paper(page):
            shown = page.locator(".pm-list .pm-row").count()
            assert 1 < len(numbered(page)) <= shown


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        ("lang=en&q=centre", ["^“centre”$"]),
        ("lang=zh&q=中心&category=venue", ["^“中心”$", "亚运场馆$"]),
        ("lang=en&where=accuracy_m:..100", ["^Accuracy.*100"]),
        ("lang=en", []),
    ],
)
def test_paper_says_what_is_looked_for_and_filtered(
    built_map: Path, visitor: Callable[..., Any], fragment: str, said: list[str]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, fragment)
        held = page.locator(".pm-held")
        expect(held).to_be_hidden()
        with on_paper(page):
            if not said:
                expect(held).to_be_hidden()
                return
            expect(held).to_be_visible()
            counted, *filters = held.inner_text().split(" · ")
            assert counted == page.evaluate("document.querySelector('.pm-status').textContent")
            for form, words in zip(said, filters, strict=True):
                assert re.search(form, words), words
            # What the ground shows by that name is for going there.
            expect(page.locator(".pm-ground-finds")).to_be_hidden()


def test_a_line_parts_the_list_from_the_site_told_of_before_it(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&site=baima-lake")
        with on_paper(page):
            listed = page.locator(".pm-list")
            expect(listed).not_to_have_css("border-top-width", "0px")
            above = page.get_by_role("complementary", name="Baima Lake").bounding_box()
            assert listed.bounding_box()["y"] - above["y"] - above["height"] > 10


def test_sheets_after_the_first_are_numbered(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        rules = page.evaluate(
            """() => [...document.styleSheets, ...document.adoptedStyleSheets]
                 .flatMap(({ cssRules }) => [...cssRules])
                 .filter((rule) => rule instanceof CSSPageRule)
                 .map(({ selectorText, cssText }) => [selectorText, cssText])"""
        )
        assert [name for name, _ in rules] == ["", ":first"]
        assert 'counter(page) " / " counter(pages)' in rules[0][1]


def test_the_paper_says_where_north_is_the_date_and_the_address(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    write_project(
        tmp_path,
        sites("a", "b"),
        map_toml='title = "T"\nlanguages = ["en"]\n[embed]\nurl = "https://example.org/map/"\n',
        datapackage_json='{"created": "2026-03-01T08:00:00Z", "resources": []}',
    )
    with visitor(locale="en-GB") as reader:
        page = reader.open(build(tmp_path))
        expect(page.locator(".pm-north")).to_be_hidden()
        with on_paper(page):
            expect(page.locator(".pm-north")).to_have_text("N")
            imprint = page.locator(".pm-imprint")
            expect(imprint.get_by_text("Data of 1 March 2026")).to_be_visible()
            expect(imprint.get_by_text("https://example.org/map/")).to_be_visible()
            expect(imprint.get_by_role("img", name="QR code of the link")).to_be_visible()
            expect(page.locator(".leaflet-control-scale, .pm-scale").first).to_be_visible()


def test_one_chooses_the_paper_and_prints(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        page.evaluate("() => { window.print = () => { window.printed = true; }; }")
        page.get_by_role("button", name="Share").click()
        page.get_by_role("combobox", name="Paper").select_option("A3, wide")
        page.get_by_role("dialog").get_by_role("button", name="Print").click()
        assert page.evaluate("() => window.printed")
        expect(page.get_by_role("dialog")).to_be_hidden()
        rules = page.evaluate(
            "() => document.adoptedStyleSheets.map((s) => s.cssRules[0]?.cssText ?? '')"
        )
        assert any("a3 landscape" in rule.lower() for rule in rules)


def test_no_sign_lies_under_the_credits_or_under_a_window_of_a_zoomed_view(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    # A column of sites through the view, from above its upper rim to below its lower one.
    places = {f"s{n}": (120.2, 30.14 + n * 0.004) for n in range(31)}
    write_project(tmp_path, [site(*one) for one in places.items()], map_toml='languages = ["en"]\n')
    with visitor() as reader:
        page = reader.open(build(tmp_path), "map=14/30.2/120.2")
        with on_paper(page):
            hiding = [
                box.bounding_box()
                for box in (page.locator(".pm-foot"), *every(page.locator(".pm-inset")))
            ]
            assert len(hiding) > 1
            shown = []
            for lon, lat in places.values():
                x, y = place_of(page, lon, lat)
                if paint_at(page, lon, lat)[3] == 0:
                    continue
                shown.append(y)
                for box in hiding:
                    assert box
                    is_across = box["x"] - 12 < x < box["x"] + box["width"] + 12
                    is_down = box["y"] - 12 < y < box["y"] + box["height"] + 12
                    assert not (is_across and is_down), (lat, box)
            assert len(shown) > 5


EARLY = """
new PerformanceObserver((list) => {
  if (!list.getEntriesByName("parkmap:first-sites").length || window.early !== undefined) return;
  dispatchEvent(new Event("beforeprint"));
  window.early = document.querySelector(".pm-imprint").textContent;
  dispatchEvent(new Event("afterprint"));
}).observe({ entryTypes: ["mark"] });
// What is packed takes its time, but for the program.
const read = Response.prototype.arrayBuffer;
Response.prototype.arrayBuffer = function () {
  return new Promise((done) => setTimeout(() => done(read.call(this)), 400));
};
"""


def test_paper_says_that_it_was_printed_before_the_map_was_there(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-GB") as reader:
        reader.context.add_init_script(EARLY)
        page = reader.open(built_map)
        assert "print it again" in page.evaluate("window.early")
        page.wait_for_function("() => document.querySelector('.leaflet-pm-ground-pane canvas')")
        with on_paper(page):
            assert "print it again" not in page.locator(".pm-imprint").inner_text()
            assert ground_at(page, 120.2, 30.2)[3] > 0
