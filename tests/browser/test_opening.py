"""A reader double-clicks the file, with no network, and finds their way."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.canvas import ground_at, place_of
from tests.browser.every import every
from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable

IDS = {
    feature["properties"]["id"]
    for feature in json.loads(Path("data/sites.geojson").read_text(encoding="utf-8"))["features"]
}


def test_the_reader_sees_the_map_and_every_site_in_the_list(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map)
        expect(page.get_by_role("main")).to_be_visible()
        expect(page.get_by_role("region", name="杭州高新区（滨江）").first).to_be_visible()
        sites = page.evaluate("() => window.parkmap.sites()")
        assert {site["id"] for site in sites} == IDS
        assert all(site["visible"] for site in sites)
        assert page.evaluate(
            "() => performance.getEntriesByName('parkmap:first-sites').length"
            " && performance.getEntriesByName('parkmap:ready').length"
        )


# Which parts of the program have been run by the time of each mark.
_PARTS = """
const mark = performance.mark.bind(performance);
window.partsAt = {};
performance.mark = (name, ...more) => {
  window.partsAt[name] = Object.keys(window.parkmapParts.by);
  return mark(name, ...more);
};
"""


def test_the_sites_wait_for_nothing_that_only_their_names_need(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        reader.context.add_init_script(_PARTS)
        page = reader.open(built_map)
        page.wait_for_function("() => 'rest' in window.parkmapParts.by")
        by_then = page.evaluate("() => window.partsAt['parkmap:first-sites']")
        assert not {"panel", "further", "rest"} & set(by_then)
        assert page.evaluate("() => 'further' in window.parkmapParts.by")


@pytest.mark.parametrize("asked", ["site=n1", "panel=table", "panel=figures", "compare=n1,n2"])
@pytest.mark.parametrize("size", [(1280, 800), (320, 700)], ids=["desk", "phone"])
def test_whatever_an_address_asks_for_is_there_on_a_map_without_a_ground(
    asked: str,
    size: tuple[int, int],
    build: Callable[..., Path],
    visitor: Callable[..., Any],
    tmp_path: Path,
) -> None:
    features = [site(f"n{n}", (13.3 + n / 100, 52.4), rooms=n) for n in range(40)]
    page_file = build(write_project(tmp_path, features, map_toml='languages = ["en"]\n'))
    with visitor(width=size[0], height=size[1]) as reader:
        page = reader.open(page_file, asked)
        page.wait_for_function("() => 'rest' in window.parkmapParts.by")
        assert asked in page.evaluate("() => window.parkmap.state()").replace("%2C", ",")


def test_a_map_without_sites_says_so_and_offers_no_filter_to_clear(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    folder = write_project(tmp_path, [], map_toml='languages = ["en"]\n')
    with visitor(locale="en-GB") as reader:
        page = reader.open(build(folder))
        expect(page.get_by_text("This map has no sites yet.")).to_be_visible()
        expect(page.get_by_role("button", name="Clear the filter")).to_have_count(0)


# What is painted of the sites at a place, each time a frame has been made.
_WATCH = """
([x, y]) => {
  window.seen = [];
  const look = () => {
    const canvas = document.querySelector(".leaflet-pm-sites-pane canvas");
    if (canvas?.width) {
      const box = canvas.getBoundingClientRect();
      const ratio = canvas.width / box.width;
      const at = [(x - box.x) * ratio, (y - box.y) * ratio].map(Math.round);
      window.seen.push(canvas.getContext("2d").getImageData(...at, 1, 1).data[3]);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""


def test_an_area_that_the_ground_shows_is_not_filled_for_a_moment_before_it(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        within = place_of(reader.open(built_map), 120.19, 30.2)
        reader.context.add_init_script(f"({_WATCH})({list(within)})")
        page = reader.context.new_page()
        # On a slow machine there are frames between the sites and the ground.
        slow = reader.context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": 6})
        page.goto(built_map.as_uri())
        page.wait_for_function(
            "() => document.querySelector('.leaflet-pm-ground-pane canvas')?.width"
        )
        slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        assert ground_at(page, 120.19, 30.2)[3] == 255
        seen = page.evaluate("() => window.seen")
        assert seen
        assert set(seen) == {0}


def test_every_entry_of_the_list_is_a_site_that_opens(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map)
        lake = page.get_by_role("button", name="白马湖实验室")
        entries = page.get_by_role("list").filter(has=lake).get_by_role("listitem")
        for entry in every(entries, len(IDS)):
            expect(entry.get_by_role("button")).to_have_count(1)
        # The headings are there all the same, and stay in view with their group.
        expect(page.get_by_role("heading", name="尚未定位", exact=False)).to_have_count(1)
        entries.last.get_by_role("button").scroll_into_view_if_needed()
        expect(page.get_by_role("heading", name="尚未定位", exact=False)).to_be_in_viewport()


def test_a_click_opens_the_card_of_the_lake(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor() as reader:
        page = reader.open(built_map)
        page.get_by_role("searchbox").fill("白马湖")
        page.get_by_text("白马湖", exact=True).first.click()
        card = page.get_by_role("complementary", name="白马湖", exact=True)
        expect(card).to_be_visible()
        expect(card).to_contain_text("Baima Lake")


def test_the_keyboard_alone_opens_and_closes_a_card(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map)
        page.keyboard.press("/")
        expect(page.get_by_role("searchbox")).to_be_focused()
        page.keyboard.type("白马湖实验室")
        expect(page.get_by_role("status").first).to_contain_text("1")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        card = page.get_by_role("complementary", name="白马湖实验室")
        expect(card).to_be_visible()
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()
        assert page.evaluate("() => document.activeElement !== document.body")


def test_the_zone_shows_its_figures_with_year_kind_and_source(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "site=binjiang&lang=zh")
        card = page.get_by_role("complementary", name="杭州高新区（滨江）")
        expect(card).to_contain_text(re.compile(r"2[\s\u2009\u202f,]?184\.8"))
        expect(card).to_contain_text("亿元")
        expect(card).to_contain_text("2022")
        expect(card).to_contain_text("预计")
        expect(card).to_contain_text("1.8")


def test_a_site_not_located_says_so_and_shows_what_it_is_part_of(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "site=fuxin-project&lang=en")
        card = page.get_by_role("complementary", name=re.compile("Fuxin"))
        expect(card).to_contain_text(re.compile("not (yet )?located|not known", re.IGNORECASE))
        expect(card).to_contain_text("Special Cooperation Zone")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("零磁", "zero-magnetism-valley"),
        ("baima lake lab", "baima-lake-laboratory"),
        ("baimahu", "baima-lake"),
        ("bmh", "baima-lake"),
        ("ＢＡＩＭＡ", "baima-lake"),
        # A category is typed as a name is: 科创平台.
        ("kcpt", "baima-lake-laboratory"),
        ("kechuangp", "baima-lake-laboratory"),
    ],
)
def test_search_understands_chinese_english_and_pinyin(
    built_map: Path, visitor: Callable[..., Any], query: str, found: str
) -> None:
    with visitor() as reader:
        page = reader.open(built_map)
        page.get_by_role("searchbox").fill(query)
        page.wait_for_function(
            "(id) => { const seen = window.parkmap.sites().filter((site) => site.visible);"
            " return seen.length < 30 && seen.some((site) => site.id === id); }",
            arg=found,
        )


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("bmh", "白马湖"),
        ("zhejiangdaxue", "浙江大学"),
        ("浙大", "浙江大学"),
        ("baima-lake", "白马湖"),
    ],
)
def test_enter_opens_what_was_typed_in_full(
    built_map: Path, visitor: Callable[..., Any], query: str, name: str
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=zh")
        page.get_by_role("searchbox").fill(query)
        page.get_by_role("searchbox").press("Enter")
        expect(page.get_by_role("complementary", name=name, exact=True)).to_be_visible()


def test_a_figure_is_found_and_the_list_says_where(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=zh")
        page.get_by_role("searchbox").fill("2184.8")
        listed = page.get_by_role("listbox").or_(page.get_by_role("list")).first
        expect(listed).to_contain_text("地区生产总值")


def test_nothing_found_says_what_to_do(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        page.get_by_role("searchbox").fill("zzzzzz")
        expect(page.get_by_text("No site matches the search").first).to_be_visible()
        page.get_by_role("button", name=re.compile("Clear")).first.click()
        assert all(site["visible"] for site in page.evaluate("() => window.parkmap.sites()"))


def test_a_category_filter_shows_its_count_and_filters(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&category=venue")
        visible = [s for s in page.evaluate("() => window.parkmap.sites()") if s["visible"]]
        assert {site["category"] for site in visible} == {"venue"}
        chip = page.get_by_role("button", name=re.compile("Asian Games venues")).or_(
            page.get_by_role("checkbox", name=re.compile("Asian Games venues"))
        )
        expect(chip.first).to_contain_text(str(len(visible)))


def test_the_language_can_be_switched(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=zh")
        assert page.evaluate("() => document.documentElement.lang") == "zh-CN"
        page.get_by_role("button", name=re.compile("English|EN")).first.click()
        page.wait_for_function("() => document.documentElement.lang === 'en'")
        expect(page.get_by_role("region", name=re.compile("Hangzhou")).first).to_be_visible()
        assert "lang=en" in page.evaluate("() => window.parkmap.state()")


@pytest.mark.parametrize("where", ["sites", "ground", "program", "panel", "further", "rest"])
def test_a_file_that_is_cut_off_or_damaged_says_so(
    built_map: Path, visitor: Callable[..., Any], tmp_path: Path, where: str
) -> None:
    whole = built_map.read_text(encoding="utf-8")
    middle = whole.index(f'id="parkmap-{where}"') + 2000
    damaged = whole[:middle]
    if where in {"program", "panel", "further", "rest"}:  # what starts the program comes after it
        damaged += "AAAA" + whole[middle + 4 :]
    path = tmp_path / "index.html"
    path.write_text(damaged, encoding="utf-8")
    with visitor() as reader:
        page = reader.open(path, ready=False)
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("文件不完整")
        expect(alert).to_contain_text("The file is incomplete; please get it again.")
        page.wait_for_timeout(1500)  # whatever else waits for what is missing
        assert len(reader.errors) == 1  # for who looks into the console
        reader.errors.clear()
