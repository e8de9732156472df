"""What a site is, is what the map shows and what answers: points, lines and areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.canvas import click_at, paint_at, place_of
from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

ENGLISH = 'languages = ["en"]\n'
ONLY_MAP = "ui=map&map={}"
# Opaque as a line is; a tint of an area is far less.
SOLID = 180


def line(*positions: tuple[float, float]) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": [list(position) for position in positions]}


def square(west: float, south: float, width: float, height: float | None = None) -> dict[str, Any]:
    east, north = west + width, south + (height or width)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def points(*positions: tuple[float, float]) -> dict[str, Any]:
    return {"type": "MultiPoint", "coordinates": [list(position) for position in positions]}


@pytest.fixture
def page_of(
    tmp_path: Path, build: Callable[..., Path], visitor: Callable[..., Any]
) -> Callable[..., Any]:
    """``with visitor(…) as reader: page_of(reader, features, fragment)``."""

    def page_of(reader: Any, features: list[dict], fragment: str = "") -> Page:
        folder = write_project(tmp_path, features, map_toml=ENGLISH)
        page: Page = reader.open(build(folder), fragment)
        page.wait_for_timeout(200)
        return page

    return page_of


def selected(page: Page) -> str | None:
    fragment: str = page.evaluate("window.parkmap.state()")
    keys = dict(pair.split("=", 1) for pair in fragment.split("&") if "=" in pair)
    return keys.get("site")


def is_hand(page: Page) -> bool:
    names: str = page.evaluate("window.parkmap.map.getContainer().className")
    return "pm-on-site" in names


STREETS = [
    site("north", line((-111.90, 33.40), (-111.90, 33.41))),
    site("east", line((-111.90, 33.398), (-111.885, 33.398))),
    site("wall", square(-111.8835, 33.40, 0.0001, 0.008)),
]


def test_a_street_that_runs_north_is_drawn_as_one_that_runs_east(
    visitor: Callable[..., Any], page_of: Callable[..., Any]
) -> None:
    with visitor(width=1000, height=700) as reader:
        page = page_of(reader, STREETS)
        for lon, lat in ((-111.90, 33.403), (-111.90, 33.408), (-111.897, 33.398)):
            assert paint_at(page, lon, lat)[3] > SOLID, (lon, lat)
        # The wall is two pixels wide: its rim at the least.
        assert paint_at(page, -111.8835, 33.402)[3] > SOLID / 2


def test_a_line_opens_wherever_it_is_clicked_and_shows_the_hand(
    visitor: Callable[..., Any], page_of: Callable[..., Any]
) -> None:
    road = site("road", line((120.19, 30.2), (120.21, 30.2)), category="road")
    field = site("field", square(120.18, 30.19, 0.04, 0.02), category="field")
    with visitor() as reader:
        page = page_of(reader, [field, road], ONLY_MAP.format("16/30.2/120.205"))
        x, y = place_of(page, 120.205, 30.2)
        page.mouse.move(x, y + 3)
        assert is_hand(page)
        page.mouse.click(x, y + 3)
        assert selected(page) == "road", "the line comes before the area it crosses"
        click_at(page, 120.205, 30.2, dy=60)
        assert selected(page) != "road"


def test_each_of_several_points_is_seen_and_opens_its_site(
    visitor: Callable[..., Any], page_of: Callable[..., Any]
) -> None:
    gates = site("gates", points((120.19, 30.2), (120.2, 30.2), (120.21, 30.2)))
    mixed = {
        "type": "GeometryCollection",
        "geometries": [
            line((120.19, 30.205), (120.2, 30.21)),
            {"type": "Point", "coordinates": [120.21, 30.21]},
        ],
    }
    with visitor() as reader:
        page = page_of(reader, [gates, site("mixed", mixed)])
        for lon, lat, name in (
            (120.19, 30.2, "gates"),
            (120.2, 30.2, "gates"),
            (120.21, 30.2, "gates"),
            (120.21, 30.21, "mixed"),
            (120.1925, 30.20625, "mixed"),
        ):
            page.evaluate("window.parkmap.select(null)")
            assert paint_at(page, lon, lat)[3] > SOLID, (lon, lat)
            click_at(page, lon, lat)
            assert selected(page) == name, (lon, lat)


def test_a_finger_may_miss_a_line_by_a_little(
    visitor: Callable[..., Any], page_of: Callable[..., Any]
) -> None:
    road = site("road", line((120.19, 30.2), (120.21, 30.2)))
    with visitor(width=390, height=844, has_touch=True) as reader:
        page = page_of(reader, [road], ONLY_MAP.format("16/30.2/120.205"))
        x, y = place_of(page, 120.206, 30.2)
        page.touchscreen.tap(x, y + 12)
        page.wait_for_timeout(400)
        assert selected(page) == "road"


def test_the_outline_that_fills_the_first_view_is_seen_well(
    visitor: Callable[..., Any], page_of: Callable[..., Any]
) -> None:
    campus = site("campus", square(13.40, 52.50, 0.012, 0.009))
    hall = site("hall", (13.405, 52.504))
    for size in ({"width": 1000, "height": 700}, {"width": 390, "height": 844}):
        with visitor(**size) as reader:
            page = page_of(reader, [campus, hall])
            # A tint of 13 %, and a rim of two thirds.
            assert paint_at(page, 13.4005, 52.5085)[3] > 25
            rim = max(paint_at(page, 13.40, 52.5045, dx=dx)[3] for dx in (-1, 0, 1))
            assert rim > 100


def test_an_area_fades_only_when_the_view_has_gone_into_it(
    visitor: Callable[..., Any], page_of: Callable[..., Any]
) -> None:
    campus = site("campus", square(13.40, 52.50, 0.012, 0.009))
    with visitor(width=1000, height=700) as reader:
        page = page_of(reader, [campus], ONLY_MAP.format("15/52.5045/13.406"))
        whole = paint_at(page, 13.4062, 52.5032)[3]
        page.evaluate("window.parkmap.map.setView([52.5045, 13.406], 18)")
        page.wait_for_timeout(400)
        inside = paint_at(page, 13.4062, 52.5044)[3]
        assert whole > 25
        assert 0 < inside < whole / 2


ZONE = [
    site("zone", square(120.15, 30.15, 0.08, 0.06), category="zone"),
    site("lake", square(120.16, 30.16, 0.01, 0.008), category="lake"),
    *(site(f"park-{i}", (120.18 + 0.008 * i, 30.17), category="park") for i in range(5)),
]


def test_the_ground_inside_the_zone_is_no_button_and_its_border_is(
    visitor: Callable[..., Any], page_of: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = page_of(reader, ZONE, "map=13/30.18/120.19")
        click_at(page, 120.165, 30.164)
        assert selected(page) == "lake", "a small area answers all over"
        page.wait_for_timeout(300)
        click_at(page, 120.20, 30.16)
        assert selected(page) is None, "a click on nothing closes the card"
        # Nor from so far that it takes a hundredth of the view.
        page.evaluate("parkmap.map.setView([30.18, 120.19], 11, { animate: false })")
        page.wait_for_timeout(300)
        click_at(page, 120.21, 30.2)
        assert selected(page) is None, "sites lie in it"
        click_at(page, 120.23, 30.2)
        assert selected(page) == "zone", "its border answers"
        page.keyboard.press("Escape")
        page.evaluate("parkmap.map.setView([30.18, 120.19], 13, { animate: false })")
        page.wait_for_timeout(300)
        click_at(page, 120.20, 30.15, dy=3)
        assert selected(page) == "zone"


def test_an_area_with_sites_in_it_answers_at_its_border_when_it_is_seen_from_afar_too(
    visitor: Callable[..., Any], page_of: Callable[..., Any]
) -> None:
    with visitor() as reader:
        # A sixteenth of the view.
        page = page_of(reader, ZONE, "map=11.5/30.18/120.19")
        click_at(page, 120.20, 30.16)
        assert selected(page) is None
        click_at(page, 120.20, 30.15, dy=3)
        assert selected(page) == "zone"


def test_a_double_click_on_the_ground_zooms_and_opens_nothing(
    visitor: Callable[..., Any], page_of: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = page_of(reader, ZONE, "map=13/30.18/120.19")
        page.mouse.dblclick(*place_of(page, 120.20, 30.16))
        page.wait_for_timeout(400)
        assert selected(page) is None
        assert page.evaluate("window.parkmap.map.getZoom()") == 14


def test_a_name_on_the_map_opens_its_site(
    visitor: Callable[..., Any], page_of: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = page_of(reader, [site("A long name", (120.2, 30.2))], "map=14/30.2/120.2")
        click_at(page, 120.2, 30.2, dx=45)
        assert selected(page) == "A%20long%20name"


BLOCKS = [
    site(f"b{i}-{j}", square(2.1 + i * 0.0015, 41.38 + j * 0.0012, 0.00135, 0.00105))
    for i in range(18)
    for j in range(18)
]


def test_blocks_side_by_side_are_seen_and_no_disc_hides_them(
    visitor: Callable[..., Any], page_of: Callable[..., Any]
) -> None:
    with visitor(width=1000, height=700) as reader:
        page = page_of(reader, BLOCKS)
        for i, j in ((0, 0), (3, 4), (9, 9), (17, 17)):
            # Where a sign would stand, a tint: no sign, no disc.
            paint = paint_at(page, 2.1 + i * 0.0015 + 0.0003, 41.38 + j * 0.0012 + 0.0003)
            assert 40 < paint[3] < SOLID, (i, j, paint)
        click_at(page, 2.1 + 4 * 0.0015 + 0.0006, 41.38 + 5 * 0.0012 + 0.0005)
        assert selected(page) == "b4-5"


def test_a_line_that_is_seen_has_no_sign_upon_it(
    visitor: Callable[..., Any], page_of: Callable[..., Any]
) -> None:
    with visitor(width=1000, height=700) as reader:
        page = page_of(reader, STREETS[:2])
        assert paint_at(page, -111.90, 33.405)[3] > SOLID
        assert paint_at(page, -111.90, 33.405, dx=-7)[3] == 0


@pytest.mark.parametrize("size", [(1000, 700), (390, 844), (1440, 900), (320, 568)])
def test_no_sign_of_the_first_view_stands_under_a_button_or_at_the_edge(
    visitor: Callable[..., Any], page_of: Callable[..., Any], size: tuple[int, int]
) -> None:
    pair = [site("a", (13.4, 52.5)), site("b", (13.41, 52.51))]
    with visitor(width=size[0], height=size[1]) as reader:
        page = page_of(reader, pair)
        boxes = page.evaluate(
            "[...document.querySelectorAll('.pm-controls, .pm-panel, .pm-foot')]"
            ".map((e) => e.getBoundingClientRect())"
            ".map(({ x, y, right, bottom }) => [x, y, right, bottom])"
        )
        assert len(boxes) == 3
        for lon, lat in ((13.4, 52.5), (13.41, 52.51)):
            x, y = place_of(page, lon, lat)
            assert 13 <= x <= size[0] - 13
            assert 13 <= y <= size[1] - 13
            for left, top, right, bottom in boxes:
                inside = left - 13 < x < right + 13 and top - 13 < y < bottom + 13
                assert not inside, (lon, lat, (left, top, right, bottom))


def test_a_small_layer_is_shown_as_large_as_the_map_goes(
    visitor: Callable[..., Any], page_of: Callable[..., Any]
) -> None:
    rooms = [site(f"r{i}", square(19.44 + i * 7e-5, 41.32, 5e-5, 4e-5)) for i in range(5)]
    with visitor(width=1000, height=700) as reader:
        page = page_of(reader, rooms)
        assert page.evaluate("window.parkmap.map.getZoom()") == 19


@pytest.mark.parametrize("is_by_address", [False, True])
def test_opening_an_area_shows_all_of_it_beside_the_card(
    visitor: Callable[..., Any], page_of: Callable[..., Any], is_by_address: bool
) -> None:
    for size in ({"width": 1440, "height": 900}, {"width": 390, "height": 844}):
        with visitor(**size) as reader:
            page = page_of(reader, ZONE, "site=zone" if is_by_address else "map=14/30.16/120.22")
            if not is_by_address:
                page.evaluate("window.parkmap.select('zone')")
            page.locator(".pm-card").wait_for()
            page.wait_for_timeout(700)
            left, bottom = place_of(page, 120.15, 30.15)
            right, top = place_of(page, 120.23, 30.21)
            covers = page.evaluate(
                "[...document.querySelectorAll('.pm-card, .pm-controls')]"
                ".map((e) => e.getBoundingClientRect()).filter(({ width }) => width > 0)"
                ".map(({ x, y, right, bottom }) => [x, y, right, bottom])"
            )
            assert len(covers) == 2
            assert 0 <= left < right <= size["width"]
            assert 0 <= top < bottom <= size["height"]
            for x, y, far, low in covers:
                assert far <= left or x >= right or low <= top or y >= bottom, (x, y, far, low)


def test_no_name_is_written_upon_a_point_of_another_site(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    dots = [[120.2, 30.21], [120.2024, 30.2], [120.1976, 30.2]]
    features = [
        site("MMMMMMMM", (120.2, 30.2)),
        site("several", {"type": "MultiPoint", "coordinates": dots}),
    ]
    write_project(tmp_path, features, map_toml='languages = ["en"]\n')
    with visitor() as reader:
        page = reader.open(build(tmp_path), "map=15/30.204/120.2&lang=en")
        page.wait_for_timeout(300)
        for lon, lat in dots[1:]:
            around = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
            paints = {tuple(paint_at(page, lon, lat, dx, dy)) for dx, dy in around}
            assert len(paints) == 1, paints
