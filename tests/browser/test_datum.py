"""Online base maps line up with the sites, whatever datum their tiles are in."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from playwright.sync_api import expect

from geo.positions.datum import DATUMS, Datum, from_wgs84
from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page, Route

ZOOM = 17
TILE = 256
SIGN_COLOUR = (255, 0, 170)
PLACES = {"vector": (120.1503589, 30.2764043), "lake": (120.2061, 30.1625)}
HOSTS = {datum: f"https://{datum}.tiles.test" for datum in DATUMS}
REVIEW = {"ground": "GROUND-1", "gcj02": "GS-2"}
BASES = "\n".join(
    f"""
[[base.maps]]
id = "{datum}"
label = "Base {datum}"
url = "{HOSTS[datum]}/{{z}}/{{x}}/{{y}}.svg"
datum = "{datum}"
attribution = "Tiles of {datum}"
review_number = "{REVIEW.get(datum, "")}"
"""
    for datum in DATUMS
)
SETTINGS = f"""
title = "Datum"
languages = ["en"]
[categories.place]
color = "#{"".join(f"{part:02x}" for part in SIGN_COLOUR)}"
[ground]
review_number = "{REVIEW["ground"]}"
{BASES}
"""

# Middle of all that the sites' canvas shows in the colour of the category, as a screen position.
DRAWN = """
([red, green, blue]) => {
  const canvas = document.querySelector(".leaflet-pm-sites-pane canvas");
  const { data, width, height } = canvas.getContext("2d")
    .getImageData(0, 0, canvas.width, canvas.height);
  let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const at = 4 * (y * width + x);
    const far = Math.abs(data[at] - red) + Math.abs(data[at + 1] - green)
      + Math.abs(data[at + 2] - blue) + Math.abs(data[at + 3] - 255);
    if (far > 60) continue;
    [west, east] = [Math.min(west, x), Math.max(east, x + 1)];
    [north, south] = [Math.min(north, y), Math.max(south, y + 1)];
  }
  const box = canvas.getBoundingClientRect();
  return [box.x + (west + east) / 2, box.y + (north + south) / 2];
}
"""

# Where Leaflet puts a WGS 84 position on the screen.
RECKONED = """
([lon, lat]) => {
  const { map } = window.parkmap;
  const point = map.latLngToContainerPoint([lat, lon]);
  const box = map.getContainer().getBoundingClientRect();
  return [box.x + point.x, box.y + point.y];
}
"""


class TilePixel(NamedTuple):
    """A pixel of a tile pyramid: tile column and row, and the place within that tile."""

    column: int
    row: int
    x: float
    y: float


def tile_pixel(lon: float, lat: float, datum: Datum) -> TilePixel:
    """Where a tile server of this datum has a WGS 84 position, at ``ZOOM``."""
    east, north = (float(part) for part in from_wgs84(lon, lat, datum))
    world = TILE * 2**ZOOM
    x = (east / 360 + 0.5) * world
    y = (0.5 - math.asinh(math.tan(math.radians(north))) / (2 * math.pi)) * world
    return TilePixel(int(x // TILE), int(y // TILE), x % TILE, y % TILE)


class TileServer:
    """Answers every tile with a picture of its own address, or as it is told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: dict[str, Any] | None = None

    def serve(self, route: Route) -> None:
        url = route.request.url
        self.asked.append(url)
        if self.answer is not None:
            route.fulfill(**self.answer)
            return
        name = "/".join(url.removesuffix(".svg").split("/")[-3:])
        picture = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{TILE}" height="{TILE}">'
            f'<rect width="100%" height="100%" fill="#dde8dd" stroke="#666"/>'
            f'<text x="6" y="20">{name}</text></svg>'
        )
        route.fulfill(body=picture, content_type="image/svg+xml")


@pytest.fixture(scope="module")
def three_bases(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    features = [
        site(name, (lon, lat), category="place", accuracy_m=10)
        for name, (lon, lat) in PLACES.items()
    ]
    folder = tmp_path_factory.mktemp("three-bases")
    return build(write_project(folder, features, map_toml=SETTINGS))


@pytest.fixture
def tiles() -> TileServer:
    return TileServer()


def open_at(reader: Any, path: Path, tiles: TileServer, place: str = "vector") -> Page:
    reader.context.route(re.compile(r"https://\w+\.tiles\.test/.*"), tiles.serve)
    lon, lat = PLACES[place]
    page: Page = reader.open(path, f"map={ZOOM}/{lat}/{lon}&theme=light&ui=embed")
    return page


def pick(page: Page, name: str) -> None:
    opener = page.get_by_role("button", name="Legend and base map")
    opener.click()
    page.get_by_role("radio", name=name).check()
    page.keyboard.press("Escape")


def tile_corner(page: Page, at: TilePixel) -> list[float]:
    """Where the tile lies on the screen, once it is there."""
    tile = page.locator(f'img.leaflet-tile-loaded[src$="/{ZOOM}/{at.column}/{at.row}.svg"]')
    tile.wait_for()
    box = tile.bounding_box()
    assert box
    assert (box["width"], box["height"]) == (TILE, TILE)
    return [box["x"], box["y"]]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("datum", DATUMS)
def test_a_place_lies_where_the_tiles_of_each_datum_have_it(
    three_bases: Path, visitor: Callable[..., Any], tiles: TileServer, datum: Datum, place: str
) -> None:
    with visitor() as reader:
        page = open_at(reader, three_bases, tiles, place)
        pick(page, f"Base {datum}")
        expected = tile_pixel(*PLACES[place], datum)
        left, top = tile_corner(page, expected)
        on_tile = [left + expected.x, top + expected.y]
        assert page.evaluate(RECKONED, PLACES[place]) == pytest.approx(on_tile, abs=1)
        assert page.evaluate(DRAWN, SIGN_COLOUR) == pytest.approx(on_tile, abs=1)


def test_the_shift_that_is_undone_is_hundreds_of_pixels() -> None:
    """The test above could not tell the datums apart otherwise."""
    for lon, lat in PLACES.values():
        pixels = [tile_pixel(lon, lat, datum) for datum in DATUMS]
        x, y = ([TILE * p[i] + p[i + 2] for p in pixels] for i in (0, 1))
        for one in range(3):
            for other in range(one):
                assert math.hypot(x[one] - x[other], y[one] - y[other]) > 200


def test_switching_moves_neither_the_view_nor_a_position(
    three_bases: Path, visitor: Callable[..., Any], tiles: TileServer
) -> None:
    where = "() => { const c = window.parkmap.map.getCenter(); return [c.lng, c.lat]; }"
    with visitor() as reader:
        page = open_at(reader, three_bases, tiles)
        page.evaluate("() => window.parkmap.select('vector')")
        card = page.get_by_role("complementary", name="vector")
        card.get_by_text("Coordinates", exact=True).click()
        expect(card).to_contain_text("30.276404")
        told, center = card.text_content(), page.evaluate(where)
        for datum in ("bd09", "gcj02", "wgs84"):
            pick(page, f"Base {datum}")
            tile_corner(page, tile_pixel(*PLACES["vector"], datum))
            assert page.evaluate(where) == pytest.approx(center, abs=1e-5)
            assert card.text_content() == told


def test_no_host_is_asked_before_the_reader_picks_a_base(
    three_bases: Path, visitor: Callable[..., Any], tiles: TileServer
) -> None:
    with visitor() as reader:
        page = open_at(reader, three_bases, tiles)
        page.evaluate("() => window.parkmap.map.setZoom(15, { animate: false })")
        page.get_by_role("button", name="Legend and base map").click()
        expect(page.get_by_role("radio", name="Built in")).to_be_checked()
        assert tiles.asked == []
        page.keyboard.press("Escape")
        pick(page, "Base gcj02")
        page.locator("img.leaflet-tile-loaded").first.wait_for()
        assert {url.rpartition(".test")[0] for url in tiles.asked} == {"https://gcj02.tiles"}
        pick(page, "Built in")
        expect(page.locator("img.leaflet-tile")).to_have_count(0)
        asked = len(tiles.asked)
        page.evaluate("() => window.parkmap.map.setZoom(13, { animate: false })")
        page.wait_for_timeout(300)
        assert len(tiles.asked) == asked


@pytest.mark.parametrize(
    "answer",
    [{"status": 503}, {"status": 200, "body": "<html>Sign in</html>", "content_type": "text/html"}],
    ids=["refused", "not a picture"],
)
def test_tiles_that_fail_leave_the_built_in_map_with_a_quiet_note(
    three_bases: Path, visitor: Callable[..., Any], tiles: TileServer, answer: dict[str, Any]
) -> None:
    tiles.answer = answer
    with visitor() as reader:
        page = open_at(reader, three_bases, tiles)
        ground = page.locator(".leaflet-pm-ground-pane canvas")
        pick(page, "Base bd09")
        expect(
            page.get_by_text("Base bd09 cannot be loaded. The built-in map stays.")
        ).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="cannot be loaded")).to_have_count(1)
        expect(ground).to_be_visible()
        # Credited is what is seen.
        expect(page.get_by_text("Tiles of bd09")).to_have_count(0)
        expect(page.get_by_text(REVIEW["ground"])).to_be_visible()
        assert tiles.asked
        # The browser itself says in the console that a picture could not be loaded.
        reader.errors[:] = [text for text in reader.errors if "Failed to load" not in text]


def test_the_review_number_stands_bottom_left_and_is_that_of_the_base(
    three_bases: Path, visitor: Callable[..., Any], tiles: TileServer
) -> None:
    with visitor() as reader:
        page = open_at(reader, three_bases, tiles)
        number = page.get_by_text(REVIEW["ground"])
        expect(number).to_be_visible()
        box = number.bounding_box()
        view = page.get_by_role("region", name="Datum").bounding_box()
        assert box
        assert view
        assert box["x"] - view["x"] < view["width"] / 4
        assert view["y"] + view["height"] - box["y"] - box["height"] < 60
        pick(page, "Base gcj02")
        expect(page.get_by_text(REVIEW["gcj02"])).to_be_visible()
        expect(number).to_have_count(0)
        expect(page.get_by_text("Tiles of gcj02")).to_be_visible()
        pick(page, "Base bd09")
        expect(page.get_by_text(REVIEW["gcj02"])).to_have_count(0)


def test_the_policy_admits_the_hosts_of_the_bases_and_no_other(
    three_bases: Path, visitor: Callable[..., Any], tiles: TileServer
) -> None:
    with visitor() as reader:
        page = open_at(reader, three_bases, tiles)
        policy = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
        assert policy
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
        assert set(rules["img-src"].split()) == {"data:", "blob:", *HOSTS.values()}
        assert rules["default-src"] == "'none'"
        assert "connect-src" not in rules
        tried = page.evaluate(
            """() => new Promise((done) => {
              const image = new Image();
              image.onload = () => done('loaded');
              image.onerror = () => done('refused');
              image.src = 'https://other.tiles.test/1/1/1.svg';
            })"""
        )
        assert tried == "refused"
        assert tiles.asked == []
        reader.errors[:] = [text for text in reader.errors if "Content Security" not in text]


def test_a_map_without_online_bases_may_load_no_picture_from_anywhere(
    build: Callable[..., Path], tmp_path: Path
) -> None:
    html = build(write_project(tmp_path, [site("a")])).read_text(encoding="utf-8")
    images = re.search(r"img-src ([^;\"]*)", html)
    assert images
    assert images[1].split() == ["data:", "blob:"]


def test_the_open_legend_follows_a_base_picked_elsewhere(
    three_bases: Path, visitor: Callable[..., Any], tiles: TileServer
) -> None:
    with visitor() as reader:
        page = open_at(reader, three_bases, tiles)
        page.get_by_role("button", name="Legend and base map").click()
        radio = page.get_by_role("radio", name="Base gcj02")
        expect(radio).not_to_be_checked()
        page.evaluate("() => { location.hash += '&base=gcj02'; }")
        expect(radio).to_be_checked()
