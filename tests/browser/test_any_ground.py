"""A map whose project brings no ground has land, water and cities all the same, with no network."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.cli.starting import start_project
from tests.browser.canvas import ground_at
from tests.browser.every import every
from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LIGHT = {"land": [246, 244, 239], "water": [207, 224, 234]}
JAPAN = [
    site("tokyo", (139.69, 35.68)),
    site("osaka", (135.5, 34.69)),
    site("sapporo", (141.35, 43.06)),
]
BERLIN = [site("a", (13.4, 52.5)), site("b", (13.41, 52.51)), site("c", (13.35, 52.52))]
WORLD = [
    site("lima", (-77.03, -12.04)),
    site("sydney", (151.2, -33.87)),
    site("berlin", (13.4, 52.5)),
]
# What the package's own program weighs is no part of it: this is about the payload.
MOST_ADDED = 40 * 1024


@pytest.mark.parametrize(
    ("features", "fragment", "land", "water"),
    [
        (JAPAN, "", (138.5, 36.1), (136.5, 38.5)),
        (BERLIN, "map=6/53/13", (11, 51.2), (18.5, 56.3)),
        (WORLD, "", (25, 22), (-30, 30)),
    ],
    ids=["Japan", "Berlin", "the world"],
)
def test_a_map_of_any_place_has_land_and_water(
    tmp_path: Path,
    build: Callable[..., Path],
    visitor: Callable[..., Any],
    features: list[dict],
    fragment: str,
    land: tuple[float, float],
    water: tuple[float, float],
) -> None:
    folder = write_project(tmp_path, features, map_toml='languages = ["en"]\n')
    with visitor() as reader:
        page = reader.open(build(folder), fragment)
        page.wait_for_timeout(500)
        assert ground_at(page, *land)[:3] == LIGHT["land"]
        assert ground_at(page, *water)[:3] == LIGHT["water"]
        assert "Natural Earth" in page.locator(".pm-attribution").inner_text()
        assert "GeoNames" in page.locator(".pm-attribution").inner_text()
        blocks = page.evaluate(
            "[...document.querySelectorAll('script[type]')]"
            ".map(({ id, textContent }) => [id, textContent.length])"
        )
        ground = [length for name, length in blocks if "ground" in name]
        assert len(ground) == 1, blocks
        assert ground[0] <= MOST_ADDED


def test_the_sea_goes_on_beyond_the_date_line_and_to_the_pole(
    tmp_path: Path, build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    folder = write_project(tmp_path, WORLD, map_toml='languages = ["en"]\n')
    with visitor() as reader:
        page = reader.open(build(folder), "map=2/10/170")
        page.wait_for_timeout(500)
        # Open water from side to side; America is there again; no line along the date line.
        paints = [ground_at(page, lon / 10, 30)[:3] for lon in range(1700, 1900)]
        assert all(paint == LIGHT["water"] for paint in paints)
        assert ground_at(page, 260, 40)[:3] == LIGHT["land"]
        page.evaluate("parkmap.map.setZoom(parkmap.map.getMinZoom(), { animate: false })")
        page.wait_for_timeout(500)
        for lon in (-400, -200, 0, 200, 400):
            assert ground_at(page, lon, 84.9)[:3] == LIGHT["water"]


def test_the_coast_fades_where_it_would_be_seen_to_be_wrong(
    tmp_path: Path, build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    folder = write_project(tmp_path, JAPAN, map_toml='languages = ["en"]\n')
    with visitor() as reader:
        page = reader.open(build(folder), "map=11/34.5/135.2")
        page.wait_for_timeout(500)
        # Between the parallels, which are drawn upon the sea.
        assert ground_at(page, 135.23, 34.47)[:3] == LIGHT["water"]
        page.evaluate("window.parkmap.map.setView([34.5, 135.2], 14)")
        page.wait_for_timeout(500)
        assert ground_at(page, 135.203, 34.503)[:3] == LIGHT["land"]


def test_the_legend_says_what_the_lines_of_the_ground_are(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        page.get_by_role("button", name="Legend and base map").click()
        legend = page.get_by_role("dialog", name="Legend and base map").inner_text()
        said = " ".join(legend.split())
        assert "Hangzhou High-tech Zone (Binjiang), schematic" in said
        assert "Metro line" in said
        assert "Metro station" in said


def test_the_starter_has_a_ground_and_a_card_that_reads_as_one_would_write_it(
    tmp_path: Path, build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    folder = tmp_path / "mine"
    assert start_project(folder) == []
    with visitor() as reader:
        page = reader.open(build(folder), "lang=en&site=garden")
        card = page.get_by_role("complementary", name="Example garden")
        assert ["Area", "10 ha"] in [
            row.locator("th, td").all_inner_texts() for row in every(card.get_by_role("row"))
        ]
        assert ground_at(page, 120.2085, 30.2005)[:3] == LIGHT["water"]


def test_where_the_ground_in_detail_ends_it_melts_into_the_wide_one(
    tmp_path: Path, build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    # A square of green of 0.4°, which ends at 13.6° east.
    ring = [[13.2, 52.3], [13.6, 52.3], [13.6, 52.7], [13.2, 52.7], [13.2, 52.3]]
    feature = {
        "type": "Feature",
        "properties": {"kind": "green"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    folder = write_project(tmp_path, BERLIN, map_toml='languages = ["en"]\n')
    (folder / "basemap").mkdir()
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (folder / "basemap" / "green.geojson").write_text(text, encoding="utf-8")
    with visitor() as reader:
        page = reader.open(build(folder), "map=12/52.55/13.5")
        page.wait_for_timeout(500)
        # Red falls from the land's 246 to the green's 225 without a step.
        reds = [ground_at(page, 13.4 + step * 0.01, 52.5)[0] for step in range(22)]
        assert reds[0] == 225
        assert reds[-1] == 246
        assert reds == sorted(reds)
        assert any(228 < red < 243 for red in reds)


# Keeps every text that is written on a canvas.
LISTENING = """
window.written = [];
for (const one of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
  const write = one.prototype.fillText;
  one.prototype.fillText = function (text, ...rest) {
    window.written.push(text);
    return write.call(this, text, ...rest);
  };
}
"""
INLAND = {
    "Berlin": (BERLIN, {"Berlin", "Kreuzberg", "Schöneberg", "Moabit", "Tiergarten"}),
    "Denver": (
        [site("a", (-104.99, 39.74)), site("b", (-104.8, 39.65))],
        {"Denver", "Glendale", "Aurora", "Lakewood"},
    ),
    "a village in Kenya": ([site("a", (35.1, 0.35))], {"Mosoriot", "Kapsabet", "Kesses"}),
}


@pytest.mark.parametrize(("features", "towns"), INLAND.values(), ids=INLAND)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_first_view_of_an_inland_map_says_where_in_the_world_it_is(
    tmp_path: Path,
    build: Callable[..., Path],
    visitor: Callable[..., Any],
    features: list[dict],
    towns: set[str],
    theme: str,
) -> None:
    folder = write_project(tmp_path, features, map_toml='languages = ["en"]\n')
    with visitor() as reader:
        reader.context.add_init_script(LISTENING)
        page = reader.open(build(folder), f"theme={theme}")
        page.wait_for_timeout(500)
        written = set(page.evaluate("window.written"))
        assert len(written & towns) > 1, written
        # Meridians and parallels say how large it all is, and where.
        assert any("°" in name for name in written)


HILLS, PLAIN = (120.05, 30.02), (119.5, 30.1)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_zoomed_out_the_detailed_ground_is_no_island_in_plain_land(
    built_map: Path, visitor: Callable[..., Any], theme: str
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, f"map=12/30.06/120.02&ui=map&theme={theme}")
        page.wait_for_timeout(500)

        def colours(zoom: int) -> tuple[list[int], list[int]]:
            page.evaluate(f"parkmap.map.setView([30.19, 120.0], {zoom}, {{ animate: false }})")
            page.wait_for_timeout(500)
            # Both lie beyond the zone, whose surroundings are veiled.
            return ground_at(page, *HILLS)[:3], ground_at(page, *PLAIN)[:3]

        forest = ground_at(page, *HILLS)[:3]
        # Not one shade off: in the dark that shows as a rim around nothing.
        for zoom in (9, 10):
            hills, plain = colours(zoom)
            assert hills == plain
            assert plain != pytest.approx(forest, abs=3)
        # Where all of it is seen at once it fades from its middle, not only at its rim.
        hills, _ = colours(11)
        off, whole = (
            sum(abs(a - b) for a, b in zip(one, plain, strict=True)) for one in (hills, forest)
        )
        assert off < whole / 3
