"""``geo.explore`` in a browser: what its arguments ask for is what a reader sees."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas
import mapclassify
import numpy as np
import pytest
from playwright.sync_api import expect
from shapely import Point, box

import geo
from tests.browser.canvas import place_of
from tests.browser.every import every
from tests.browser.states import COLOUR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Locator, Page

STATES = Path("tests/fixtures/projects/mexico-states")
OAXACA, CHIAPAS = (-96.4, 16.6), (-92.2, 16.2)


@pytest.fixture(scope="module")
def states() -> geopandas.GeoDataFrame:
    frame = geopandas.read_file(STATES / "sites.geojson")[["name", "geometry"]]
    random = np.random.default_rng(4)
    frame["rate"] = random.lognormal(3, 1, len(frame)).round(2)
    frame.loc[frame["name"] == "Chiapas", "rate"] = np.nan
    frame["kind"] = random.choice([1, 2, 3], len(frame))
    return frame


@pytest.fixture
def explored(
    states: geopandas.GeoDataFrame, visitor: Callable[..., Any], tmp_path: Path
) -> Iterator[Callable[..., Page]]:
    with visitor(locale="en-US") as reader:

        def explored(*arguments: Any, **options: Any) -> Page:
            path = tmp_path / "map.html"
            geo.explore(states, *arguments, **options).save(path)
            page: Page = reader.open(path, "lang=en&map=7/16.5/-93.5")
            page.wait_for_timeout(400)
            return page

        yield explored


def key_of(page: Page) -> Locator:
    return page.get_by_role("region", name="What the colours mean")


def counts_in(page: Page) -> list[int]:
    swatches = key_of(page).locator(".pm-swatch")
    words = [str(one.get_attribute("aria-label")) for one in every(swatches)]
    return [int(re.findall(r": (\d+) sites?$", word)[0]) for word in words]


@pytest.mark.parametrize(
    ("scheme", "k"),
    [("Quantiles", 4), ("EqualInterval", 5), ("FisherJenks", 3), ("StdMean", None),
     ("HeadTailBreaks", None)],
)  # fmt: skip
def test_areas_are_filled_by_the_classes_of_mapclassify(
    states: geopandas.GeoDataFrame, explored: Callable[..., Page], scheme: str, k: int | None
) -> None:
    page = explored("rate", scheme=scheme, k=k)
    values = states["rate"].dropna()
    theirs = mapclassify.classify(values, scheme, **({"k": k} if k else {})).yb
    assert [count for count in counts_in(page) if count] == [
        count for count in np.bincount(theirs).tolist() if count
    ]
    expect(key_of(page).get_by_role("button", name="no value 1")).to_be_visible()
    # Filled, with no sign and no cluster upon it; what has no value is not.
    around = [(n / 25, 0.35) for n in range(12)]
    filled, hatched = (
        [page.evaluate(COLOUR, (lon + x, lat + y))[3] for x, y in around]
        for lon, lat in (OAXACA, CHIAPAS)
    )
    assert min(filled) > 180
    assert sum(alpha < 60 for alpha in hatched) > 5


def test_colours_limits_sorts_legend_and_card_are_as_asked(explored: Callable[..., Page]) -> None:
    page = explored("rate", cmap=["#ff0000", "#00ff00"], k=2, vmin=10, vmax=40, tooltip=["kind"])
    shades = [
        one.evaluate("(it) => getComputedStyle(it).backgroundColor")
        for one in every(key_of(page).locator(".pm-swatch"), 2)
    ]
    assert shades == ["rgb(255, 0, 0)", "rgb(0, 255, 0)"]
    limits = key_of(page).locator(".pm-limits span").all_inner_texts()
    assert (float(limits[0]), float(limits[-1])) == (10, 40)
    page.evaluate("parkmap.select(parkmap.sites()[0].id)")
    card = page.get_by_role("complementary")
    expect(card).to_contain_text("Kind")
    expect(card).not_to_contain_text("rate")

    page = explored("kind", categorical=True, categories=[3, 1])
    sorts = key_of(page).locator(".pm-sorts .pm-sort")
    expect(sorts).to_have_count(2)
    expect(sorts.first).to_have_text(re.compile("^3"))
    page = explored(
        "rate", scheme="Quantiles", k=4,
        legend_kwds={"caption": "Heads", "colorbar": False, "fmt": "{:.0f}"},
        missing_kwds={"label": "not surveyed"},
    )  # fmt: skip
    lines = key_of(page).locator(".pm-sort")
    expect(lines).to_have_count(5)
    expect(lines.first).to_have_text(re.compile(r"^\d+ – \d+8$"))
    expect(lines.last).to_have_text("not surveyed1")
    expect(key_of(page).get_by_role("heading")).to_have_text(re.compile("Heads"))
    page = explored("rate", legend=False)
    expect(key_of(page)).to_be_hidden()
    assert page.evaluate(COLOUR, OAXACA)[3] > 180, "coloured all the same"


def test_one_colour_for_all(explored: Callable[..., Page]) -> None:
    page = explored(style_kwds={"color": "#112233"})
    assert page.evaluate("parkmap.app.sites.head.categories[0].color") == "#112233"
    expect(key_of(page)).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), [(1024, 700), (390, 844)])
def test_the_key_of_the_colours_covers_no_point_of_the_first_view(
    tmp_path: Path, visitor: Callable[..., Any], width: int, height: int
) -> None:
    # From corner to corner: the lowest on the left would lie below the key.
    places = [(-87.6 + n * 0.02, 41.8 + n * 0.02) for n in range(11)]
    points = geopandas.GeoDataFrame(
        {"val": range(len(places))}, geometry=[Point(place) for place in places], crs=4326
    )
    geo.explore(points, column="val").save(tmp_path / "map.html")
    with visitor(width=width, height=height) as reader:
        page = reader.open(tmp_path / "map.html", "lang=en")
        box = key_of(page).bounding_box()
        assert box is not None
        inside = [
            place
            for place in places
            if box["x"] < (at := place_of(page, *place))[0] < box["x"] + box["width"]
            and box["y"] < at[1] < box["y"] + box["height"]
        ]
        assert inside == []


@pytest.mark.parametrize(
    ("width", "height", "asked"),
    [(900, 620, ""), (390, 844, ""), (390, 844, "&panel=figures")],
    ids=["desk", "phone", "figures on a phone"],
)
def test_nor_does_it_cover_any_of_its_areas(
    visitor: Callable[..., Any], tmp_path: Path, width: int, height: int, asked: str
) -> None:
    corners = [(10 + 0.1 * across, 50 + 0.06 * up) for across in range(12) for up in range(9)]
    cells = geopandas.GeoDataFrame(
        {"val": range(len(corners))},
        geometry=[box(x, y, x + 0.1, y + 0.06) for x, y in corners],
        crs=4326,
    )
    geo.explore(cells, column="val").save(tmp_path / "map.html")
    with visitor(width=width, height=height) as reader:
        page = reader.open(tmp_path / "map.html", f"lang=en{asked}")
        key = key_of(page).bounding_box()
        assert key is not None
        low = place_of(page, 10, 50)
        assert key["y"] >= low[1] or key["x"] >= place_of(page, 11.2, 50)[0]
