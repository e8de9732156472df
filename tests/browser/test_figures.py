"""What the tables say of the sites: colours, sizes, years, rankings, topics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.every import every
from tests.browser.states import COLOUR, OAXACA, SONORA, STATES, incomes, legend
from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


def test_a_reader_chooses_an_indicator_and_the_map_takes_its_colours(
    open_states: Callable[..., Page],
) -> None:
    page = open_states("panel=figures")
    expect(legend(page)).to_be_hidden()
    page.get_by_role("button", name=re.compile("Income per head")).click()
    expect(legend(page)).to_contain_text("Income per head pesos · 2000")
    page.wait_for_timeout(300)
    rich, poor = (page.evaluate(COLOUR, place) for place in (SONORA, OAXACA))
    assert rich != poor
    assert sum(rich[:3]) < sum(poor[:3]), "more is darker on a light ground"
    assert "color=indicators/income" in page.evaluate("parkmap.state()")


def test_the_ranking_is_that_of_pandas_and_ties_share_a_rank(
    open_states: Callable[..., Page],
) -> None:
    page = open_states("panel=figures&color=indicators/income&year=1960")
    values = incomes(1960)
    ranks = values.rank(method="min", ascending=False)
    bars = page.locator(".pm-ranking .pm-bar")
    ids = page.evaluate("parkmap.sites().map(({ id }) => id)")
    shown = {
        ids[int(bar.get_attribute("data-row") or -1)]: bar.locator(".pm-rank").inner_text()
        for bar in every(bars, len(values))
    }
    assert {site: int(rank.lstrip("=")) for site, rank in shown.items()} == ranks.to_dict()


def test_the_slider_goes_from_census_to_census_and_gaps_stay_gaps(
    open_states: Callable[..., Page],
) -> None:
    page = open_states("panel=figures&color=indicators/income")
    slider = page.get_by_role("slider", name="Year")
    expect(slider).to_have_attribute("aria-valuetext", "2000")
    slider.press("ArrowLeft")
    slider.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "1980")
    expect(legend(page)).to_contain_text("1980")
    expect(page.locator(".pm-no-value")).to_have_text("no value (2) Chiapas, Tabasco")
    slider.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "1940")
    assert "year=1940" in page.evaluate("parkmap.state()")


def test_a_colour_means_the_same_in_every_year_and_whatever_is_filtered(
    open_states: Callable[..., Page],
) -> None:
    page = open_states("color=indicators/income&year=1940")
    limits = legend(page).locator(".pm-limits").inner_text()
    page.evaluate("location.hash = 'color=indicators/income&year=2000&where=region:South'")
    expect(legend(page)).to_contain_text("2000")
    assert legend(page).locator(".pm-limits").inner_text() == limits
    assert len(page.evaluate("parkmap.rows()")) == 7


def test_topics_stand_in_a_row_and_what_a_reader_changes_can_be_put_back(
    open_states: Callable[..., Page],
) -> None:
    page = open_states("")
    topics = page.get_by_role("group", name="Topics")
    topics.get_by_role("button", name="Gain and loss").click()
    expect(page.get_by_text("What a head gained or lost")).to_be_visible()
    expect(legend(page)).to_contain_text("Gain in ten years pesos · 1990")
    assert page.evaluate("parkmap.state()").endswith("topic=gain")
    page.evaluate("parkmap.color('region')")
    page.get_by_role("button", name="Changed · reset").click()
    expect(legend(page)).to_contain_text("Gain in ten years")
    topics.get_by_role("button", name="All sites").click()
    expect(legend(page)).to_be_hidden()


# Tells what fades from now on.
FADING = """
() => {
  window.__faded = 0;
  new MutationObserver((all) => all.forEach(({ addedNodes }) => addedNodes.forEach((node) => {
    if (node.classList?.contains("pm-fading")) window.__faded++;
  }))).observe(document.querySelector(".leaflet-pm-sites-pane"), { childList: true });
}
"""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_topic_s_colours_come_as_the_others_go_where_motion_is_wanted(
    visitor: Callable[..., Any], build: Callable[..., Path], motion: str
) -> None:
    with visitor(locale="en-US", reduced_motion=motion) as reader:
        page = reader.open(build(STATES), "lang=en")
        page.evaluate(FADING)
        page.get_by_role("button", name="Gain and loss").click()
        expect(legend(page)).to_contain_text("Gain in ten years")
        assert page.evaluate("window.__faded") == (1 if motion == "no-preference" else 0)
        expect(page.locator(".pm-fading")).to_have_count(0)
        # A colour of one's own choice comes at once.
        page.evaluate("parkmap.color('region')")
        assert page.evaluate("window.__faded") < 2


def test_a_topic_filters_and_looks_where_it_says(open_states: Callable[..., Page]) -> None:
    page = open_states("")
    page.get_by_role("button", name="Above the mean").click()
    values = incomes(2000)
    expect(page.locator(".pm-status")).to_have_text(
        f"{(values >= values.mean()).sum()} of 32 sites"
    )
    page.wait_for_timeout(600)
    centre = page.evaluate("parkmap.map.getCenter()")
    assert abs(centre["lng"] + 100.5) < 2.5
    assert abs(centre["lat"] - 26) < 2.5


def test_discs_are_as_large_as_their_numbers_and_the_key_shows_round_ones(
    open_states: Callable[..., Page],
) -> None:
    page = open_states("topic=regions")
    circles = legend(page).locator(".pm-nested circle")
    radii = [float(circle.get_attribute("r") or 0) for circle in every(circles, 2)]
    numbers = legend(page).locator(".pm-nested text").all_text_contents()
    values = [float(text.replace(",", "")) for text in numbers]
    for radius, value in zip(radii[1:], values[1:], strict=True):
        assert radius**2 / radii[0] ** 2 == pytest.approx(value / values[0], rel=1e-3)


def test_pointing_at_a_bar_lights_its_state_and_the_other_way_round(
    open_states: Callable[..., Page],
) -> None:
    page = open_states("panel=figures&color=indicators/income")
    page.wait_for_timeout(300)
    at = page.evaluate("parkmap.map.latLngToContainerPoint([28.6, -109.5])")
    box = page.locator(".pm-map").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    bar = page.locator(".pm-bar.pm-lit")
    expect(bar).to_have_count(1)
    expect(bar).to_contain_text("Sonora")
    page.get_by_role("button", name=re.compile("Mexico City")).focus()
    expect(page.locator(".pm-bar.pm-lit")).to_contain_text("Mexico City")


# How many points are drawn on, across the middle of the way between two places.
ACROSS = """
([[lon, lat], [otherLon, otherLat]]) => {
  const { map } = window.parkmap;
  const canvas = document.querySelector(".leaflet-pm-sites-pane canvas");
  const box = canvas.getBoundingClientRect();
  const view = map.getContainer().getBoundingClientRect();
  const ratio = canvas.width / box.width;
  const [a, b] = [[lat, lon], [otherLat, otherLon]].map((at) => map.latLngToContainerPoint(at));
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const context = canvas.getContext("2d");
  let drawn = 0;
  for (let aside = -30; aside <= 30; aside++) {
    const x = (a.x + b.x) / 2 - ((b.y - a.y) / length) * aside + view.x - box.x;
    const y = (a.y + b.y) / 2 + ((b.x - a.x) / length) * aside + view.y - box.y;
    drawn += context.getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data[3] > 60;
  }
  return drawn;
}
"""


def test_lines_lead_from_a_chosen_site_to_those_it_has_to_do_with(
    visitor: Callable[..., Any], build: Callable[..., Path], tmp_path: Path
) -> None:
    west, east, south = (120.1, 30.2), (120.2, 30.2), (120.15, 30.12)
    folder = write_project(
        tmp_path,
        [site("west", west), site("east", east), site("south", south, part_of="east")],
        tables_relations_csv="site_id,other_id,relation\n"
        "west,east,funds\nwest,south,helps\neast,west,reports to\n",
    )
    with visitor() as reader:
        page = reader.open(build(folder), "lang=en&map=12/30.17/120.15")
        assert page.evaluate(ACROSS, [west, east]) == 0

        def both() -> list[int]:
            ends = ([west, east], [east, south])
            return [int(page.evaluate(ACROSS, list(way))) for way in ends]

        page.evaluate("parkmap.select('west')")
        page.wait_for_timeout(300)
        # Two relations of the same two bend apart: two lines, each a few pixels wide.
        drawn = both()
        assert drawn[0] >= 6
        assert drawn[1] == 0
        page.evaluate("parkmap.select('south')")
        page.wait_for_timeout(300)
        assert [count > 0 for count in both()] == [False, True]
        # What is filtered away has no line.
        page.evaluate("parkmap.filter({q: 'south'})")
        page.wait_for_timeout(300)
        assert both() == [0, 0]


def test_the_address_is_not_obeyed_where_it_makes_no_sense(
    open_states: Callable[..., Page],
) -> None:
    hostile = "color=nothing&size=region&year=1985&where=ghost:1,area_km2:a..b&topic=none&palette=x"
    page = open_states(hostile)
    expect(page.locator(".pm-status")).to_have_text("32 sites")
    expect(legend(page)).to_be_hidden()
    page.wait_for_timeout(400)
    assert page.evaluate("parkmap.state()").split("&")[-1].startswith("map=")


def test_scripts_colour_size_filter_and_read(open_states: Callable[..., Page]) -> None:
    page = open_states("")
    fields = {field["id"]: field for field in page.evaluate("parkmap.fields()")}
    assert fields["indicators/income"] == {
        "id": "indicators/income", "label": "Income per head", "unit": "pesos", "type": "number",
        "years": [1940, 1950, 1960, 1970, 1980, 1990, 2000],
    }  # fmt: skip
    told = page.evaluate("""() => {
      const told = [];
      parkmap.on("color", (event) => told.push(event));
      parkmap.color("indicators/income@1960");
      parkmap.size("area_km2");
      parkmap.color("no such field");
      return told;
    }""")
    assert told == [
        {"color": "indicators/income@1960", "size": None, "year": None},
        {"color": "indicators/income@1960", "size": "area_km2", "year": None},
    ]
    page.evaluate("parkmap.filter({ where: { area_km2: { min: 100000 }, region: ['Border'] } })")
    rows = page.evaluate("parkmap.rows()")
    assert [row["id"] for row in rows] == ["chihuahua", "coahuila", "sonora"]
    assert rows[1]["indicators/income@1980"] == incomes(1980)["coahuila"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", "有多项的地点按第一项着色。"), ("en", "Sites with several have the colour")],
)
def test_the_key_says_what_becomes_of_sites_of_several_sorts(
    visitor: Callable[..., Any], built_map: Path, lang: str, words: str
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, f"lang={lang}&color=themes/五大产业生态圈")
        key = page.locator(".pm-printed-key")
        expect(key).to_contain_text(words)
        page.evaluate("parkmap.color('seats')")
        expect(key).not_to_contain_text(words)


def test_on_a_phone_the_folded_key_says_where_its_colours_end(
    visitor: Callable[..., Any], build: Callable[..., Path]
) -> None:
    with visitor(width=390, height=844) as reader:
        page = reader.open(build(STATES), "lang=en&color=indicators/income")
        limits = legend(page).locator(".pm-limits span")
        ends = [limits.first, limits.last]
        for end in ends:
            expect(end).to_be_visible()
        expect(limits.nth(1)).to_be_hidden()
        assert [end.inner_text() for end in ends] == ["1,892", "54,349"]
        legend(page).get_by_role("button", expanded=False).click()
        expect(limits.nth(1)).to_be_visible()
        legend(page).get_by_role("button", expanded=True).click()
        # Above a card little of the map is left: the key takes no more of it than its colours need.
        page.evaluate("parkmap.select('chihuahua')")
        expect(legend(page).get_by_role("heading")).to_be_hidden()
        for end in ends:
            expect(end).to_be_visible()
        box = legend(page).bounding_box()
        assert box
        assert box["height"] < 40
        assert box["width"] < 180


def test_the_zones_own_figures_are_a_sheet(visitor: Callable[..., Any], built_map: Path) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=zh&panel=figures")
        face = page.get_by_role("tabpanel", name="数据")
        expect(face.get_by_role("heading", name="杭州高新区（滨江）")).to_be_visible()
        gdp = re.compile("地区生产总值.*2,184.8.*亿元")
        expect(face.get_by_role("row", name=gdp).first).to_be_visible()
        expect(face.locator(".pm-tag", has_text="目标").first).to_be_visible()


def test_areas_too_small_for_an_outline_are_seen_all_the_same(
    tmp_path: Path, visitor: Callable[..., Any], build: Callable[..., Path]
) -> None:
    corners = [(120.0, 30.0), (120.4, 30.0), (120.0, 30.3)]
    features = [site(f"s{n}", n=n + 1) for n in range(len(corners))]
    for (lon, lat), feature in zip(corners, features, strict=True):
        ring = [[lon, lat], [lon + 0.006, lat], [lon + 0.006, lat + 0.006], [lon, lat]]
        feature["geometry"] = {"type": "Polygon", "coordinates": [ring]}
    with visitor() as reader:
        page = reader.open(build(write_project(tmp_path, features)), "color=n&map=8/30.1/120.2")
        page.wait_for_timeout(400)
        for lon, lat in corners:
            assert page.evaluate(COLOUR, (lon + 0.003, lat + 0.003))[3] > 150
