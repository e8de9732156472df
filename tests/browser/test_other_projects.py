"""Projects of other people, of other shapes, work as the repository's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.every import every, texts_of
from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

PROJECTS = Path("tests/fixtures/projects")
DEMO = PROJECTS / "demo-park"
DEFAULT = PROJECTS / "everything-default"

# Share of the sites' canvas that shows anything, within a rectangle of lon and lat.
INK = """
([west, south, east, north]) => {
  const { map } = window.parkmap;
  const canvas = document.querySelector(".leaflet-pm-sites-pane canvas");
  const box = canvas.getBoundingClientRect();
  const view = map.getContainer().getBoundingClientRect();
  const ratio = canvas.width / box.width;
  const at = (lat, lon) => {
    const { x, y } = map.latLngToContainerPoint([lat, lon]);
    return [(x + view.x - box.x) * ratio, (y + view.y - box.y) * ratio].map(Math.round);
  };
  const [left, top] = at(north, west);
  const [right, bottom] = at(south, east);
  const { data } = canvas.getContext("2d").getImageData(left, top, right - left, bottom - top);
  let inked = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i]) inked += 1;
  return inked / (data.length / 4);
}
"""


def names_of_list(page: Page) -> list[str]:
    """What the rows of the list are called, without the headings."""
    rows = page.get_by_role("list").first.get_by_role("button")
    return [text.split("\n")[0] for text in texts_of(rows)]


def card_of(page: Page, name: str) -> Locator:
    return page.get_by_role("complementary", name=name, exact=True)


def rows_of(table: Locator) -> list[list[str]]:
    return [row.locator("th, td").all_inner_texts() for row in every(table.get_by_role("row"))]


def facts_of(card: Locator) -> list[list[str]]:
    """Label and value of what a card says first."""
    return rows_of(card.get_by_role("table").first)


def test_the_demo_park_lists_all_its_sites_with_counts(
    build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(build(DEMO), "lang=en")
        expect(page.get_by_role("region", name="Demo Park (invented)")).to_be_visible()
        assert names_of_list(page) == [
            "Demo River",
            "Plot A",
            "Plot B",
            "Demo Hall",
            "Gates",
            "Demo Kiosk",
            "Demo Greenway",
            "Lab To Come",
        ]
        for name, count in {"Waterways": 1, "Plots": 2, "Buildings": 4, "Footpaths": 1}.items():
            expect(page.get_by_role("button", name=f"{name} {count}")).to_be_visible()
        expect(page.get_by_role("heading", name="Not located yet")).to_be_visible()
        page.get_by_role("button", name="Plots 2").click()
        assert names_of_list(page) == ["Plot A", "Plot B"]
        expect(page.get_by_role("status").filter(has_text="2 of 8 sites")).to_be_visible()


def test_a_table_in_gb18030_and_one_of_many_rows_stand_on_the_card(
    build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(build(DEMO), "lang=zh&site=plot-a")
        card = card_of(page, "甲地块")
        facts = dict(facts_of(card))
        assert facts["地址"] == "示例路 3 号"
        assert facts["面积"].endswith("98,000.5")
        assert facts["开放"] == "否"
        figures = card.get_by_role("table", name="指标").inner_text()
        assert figures.index("2022") < figures.index("2021")
        assert "1,350" in "".join(figures.split())
        assert "1,200" in "".join(figures.split())
        page.evaluate("() => window.parkmap.select('hall')")
        hall = card_of(page, "示例展馆")
        expect(hall).to_contain_text("参观")
        expect(hall).not_to_contain_text("就业")
        hall.get_by_role("button", name="甲地块").click()
        expect(card).to_be_visible()


def test_a_source_is_told_by_name(build: Callable[..., Path], visitor: Callable[..., Any]) -> None:
    with visitor() as reader:
        page = reader.open(build(DEMO), "lang=en&site=hall")
        card = card_of(page, "Demo Hall")
        card.get_by_text("Sources (2)").click()
        expect(card.get_by_text("Invented survey")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("展馆", "Demo Hall"),
        ("demo riv", "Demo River"),
        ("slzg", "Demo Hall"),
    ],
)
def test_the_demo_park_can_be_searched(
    build: Callable[..., Path], visitor: Callable[..., Any], query: str, found: str
) -> None:
    with visitor() as reader:
        page = reader.open(build(DEMO), "lang=en")
        page.get_by_role("searchbox").fill(query)
        page.wait_for_function(
            "(name) => document.querySelector('.pm-list')?.innerText.includes(name)"
            " && window.parkmap.sites().filter((site) => site.visible).length < 8",
            arg=found,
        )
        assert found in names_of_list(page)


@pytest.mark.parametrize(
    ("what", "box"),
    {
        "line": (121.5060, 29.9033, 121.5110, 29.9045),
        "line of two parts": (121.5068, 29.9082, 121.5098, 29.9098),
        "area": (121.5051, 29.9103, 121.5061, 29.9109),
        "area of two parts": (121.5142, 29.9123, 121.5171, 29.9132),
        "points of one site": (121.5021, 29.9102, 121.5023, 29.9104),
        "other point": (121.5060, 29.9131, 121.5062, 29.9133),
        "point converted from GCJ-02": (121.5110, 29.9110, 121.5113, 29.9114),
    }.items(),
)
def test_every_kind_of_geometry_is_drawn(
    build: Callable[..., Path],
    visitor: Callable[..., Any],
    what: str,
    box: tuple[float, float, float, float],
) -> None:
    with visitor() as reader:
        page = reader.open(build(DEMO), "map=16/29.909/121.508&lang=en")
        page.wait_for_function(f"(box) => ({INK})(box) > 0", arg=box)


def test_a_hole_in_an_area_stays_empty(
    build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    hole = (121.50325, 29.91135, 121.5039, 29.9119)
    beside = (121.5025, 29.91135, 121.5029, 29.9119)
    with visitor() as reader:
        page = reader.open(build(DEMO), "map=18/29.9117/121.5036&lang=en&category=plot")
        page.wait_for_function(f"(box) => ({INK})(box) > 0.9", arg=beside)
        assert page.evaluate(INK, hole) == 0


def test_a_click_on_an_area_opens_it(
    build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(build(DEMO), "map=16/29.909/121.508&lang=en")
        point = page.evaluate(
            "() => { const p = window.parkmap.map.latLngToContainerPoint([29.9128, 121.5160]);"
            " const box = window.parkmap.map.getContainer().getBoundingClientRect();"
            " return [p.x + box.x, p.y + box.y]; }"
        )
        page.mouse.click(*point)
        expect(card_of(page, "Plot B")).to_be_visible()


def test_one_geojson_file_alone_makes_a_map(
    build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(build(DEFAULT))
        assert names_of_list(page) == ["North Gate", "Invented Pond"]
        page.get_by_role("searchbox").fill("pond")
        page.wait_for_function(
            "() => window.parkmap.sites().filter((site) => site.visible).length === 1"
        )
        assert names_of_list(page) == ["Invented Pond"]
        page.get_by_role("button", name="Invented Pond").click()
        card = card_of(page, "Invented Pond")
        expect(card).to_contain_text("water")
        page.evaluate("() => window.parkmap.select('7')")
        assert facts_of(card_of(page, "North Gate")) == [["beds", "3"]]


def test_a_map_of_nothing_located_still_lists_its_sites(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    folder = write_project(tmp_path, [site("one", None), site("two", None)])
    with visitor() as reader:
        page = reader.open(build(folder), "lang=en")
        assert names_of_list(page) == ["one", "two"]
        page.get_by_role("button", name="two").click()
        expect(card_of(page, "two")).to_contain_text("Not located yet")


def test_a_map_of_one_site_does_not_zoom_into_the_ground(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    with visitor() as reader:
        page = reader.open(build(write_project(tmp_path, [site("only")])))
        zoom, maximum, center = page.evaluate(
            "() => { const { map } = window.parkmap; const c = map.getCenter();"
            " return [map.getZoom(), map.getMaxZoom(), [c.lng, c.lat]]; }"
        )
        assert 10 <= zoom < maximum
        assert center == pytest.approx([120.123456, 30.123456], abs=0.01)


def test_three_languages_are_offered_in_a_menu(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    features = [site("a", name_en="Gate", name_ja="門", description="说明", description_ja="説明")]
    folder = write_project(
        tmp_path, features, map_toml='languages = ["zh", "en", "ja"]\ntitle = "图"\n'
    )
    with visitor() as reader:
        page = reader.open(build(folder), "site=a")
        page.get_by_role("combobox").select_option("ja")
        card = card_of(page, "門")
        expect(card).to_contain_text("説明")
        page.get_by_role("combobox").select_option("en")
        expect(card_of(page, "Gate")).to_contain_text("说明")


def test_a_table_with_columns_nobody_foresaw_shows_as_it_is(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    table = "site_id,gate,opens,width (m)\n" + "".join(
        f"a,G{number},0{number}:00,{number}.5\n" for number in range(1, 5)
    )
    folder = write_project(tmp_path, [site("a")], tables_gates_csv=table)
    with visitor() as reader:
        page = reader.open(build(folder), "lang=en&site=a")
        gates = card_of(page, "a").get_by_role("region", name="gates")
        rows = rows_of(gates.get_by_role("table"))
        assert rows[0] == ["gate", "opens", "width (m)"]
        assert rows[1:] == [[f"G{n}", f"0{n}:00", f"{n}.5"] for n in range(1, 5)]


def test_ten_thousand_sites_list_only_the_rows_in_view(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    features = [
        site(
            f"s{number}",
            (120 + number % 100 / 1000, 30 + number // 100 / 1000),
            category="abc"[number % 3],
        )
        for number in range(10_000)
    ]
    (tmp_path / "sites.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
    )
    with visitor() as reader:
        page = reader.open(build(tmp_path), "lang=en")
        expect(page.get_by_role("status").filter(has_text="10,000 sites")).to_be_visible()
        assert len(page.evaluate("() => window.parkmap.sites()")) == 10_000
        assert page.evaluate("() => document.querySelectorAll('*').length") < 1500
        page.get_by_role("searchbox").fill("s7777")
        page.get_by_role("button", name="s7777").click()
        expect(card_of(page, "s7777")).to_be_visible()


def test_signs_that_no_zoom_parts_open_a_list_however_long_their_chain(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    # Eleven pixels apart at the closest zoom: neighbours overlap, the ends do not.
    names = [f"stall-{number}" for number in range(4)]
    row = [site(name, (120.2 + 0.0000295 * i, 30.2)) for i, name in enumerate(names)]
    path = build(write_project(tmp_path, row, map_toml='languages = ["en"]\ntitle = "Market"\n'))
    with visitor() as reader:
        page = reader.open(path, "map=19/30.2/120.200044&ui=embed")
        box = page.get_by_role("region", name="Market").bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        picks = page.get_by_role("dialog", name="sites at this place").get_by_role("button")
        expect(picks).not_to_have_count(0)
        name = picks.first.inner_text()
        picks.first.click()
        expect(card_of(page, name)).to_be_visible()


RELATED = """
languages = ["en"]
title = "Parts"
[tables.relations]
role = "relations"
[tables.sources]
role = "sources"
"""


def test_sources_of_parts_shown_by_a_press_are_in_the_list(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    parts = [f"part-{number}" for number in range(9)]
    features = [
        site("Whole"),
        *(
            site(name, (round(120.13 + i / 300, 6), 30.12), part_of="Whole")
            for i, name in enumerate(parts)
        ),
    ]
    said = "".join(f"{name},stands in,Whole,{name} paper\n" for name in parts)
    papers = "".join(f"{name} paper,Paper of {name}\n" for name in parts)
    project = write_project(
        tmp_path,
        features,
        map_toml=RELATED,
        tables_relations_csv=f"site_id,relation,other_id,source\n{said}",
        tables_sources_csv=f"id,title\n{papers}",
    )
    with visitor() as reader:
        page = reader.open(build(project), "site=Whole")
        card = card_of(page, "Whole")
        expect(card.get_by_text("Sources (6)")).to_be_visible()
        card.get_by_role("button", name="3 more").click()
        expect(card.get_by_text("Sources (9)")).to_be_visible()
        card.get_by_role("button", name="Source 9").click()
        expect(card.get_by_text("Paper of part-8")).to_be_visible()


def test_a_site_says_what_is_shown_in_its_place_only_where_something_is(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    features = [
        site("District"),
        site("Campus", None, part_of="District"),
        site("Laboratory", None, part_of="Campus"),
        site("Idea", None),
        site("part-of-the-idea", None, part_of="Idea"),
    ]
    project = write_project(tmp_path, features, map_toml='languages = ["en"]\ntitle = "Parts"\n')
    with visitor() as reader:
        page = reader.open(build(project), "site=Laboratory")
        note = card_of(page, "Laboratory").get_by_role("note")
        expect(note).to_contain_text("Shown is the area")
        expect(note.get_by_role("button", name="District")).to_be_visible()
        expect(page.get_by_role("button", name="Zoom to")).to_be_visible()
        page.evaluate("() => parkmap.select('part-of-the-idea')")
        note = card_of(page, "part-of-the-idea").get_by_role("note")
        expect(note).to_contain_text("not known")
        expect(note).not_to_contain_text("Shown is")
        expect(page.get_by_role("button", name="Zoom to")).to_have_count(0)
