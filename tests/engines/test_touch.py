"""Fingers on a phone, by real touch events: tap, drag, pinch and long press."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.engines.driver import Engine, Spot, until
from tests.engines.test_tour import host  # noqa: F401  the page that embeds the map

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEIGHTS = {390: 844, 360: 640}
"""Of phones, by their widths in CSS pixels."""
STILL = """
  const { map } = window.parkmap; let before;
  const now = () => JSON.stringify([map.getCenter(), map.getZoom()]);
  do { before = now(); await new Promise((go) => setTimeout(go, 500)); } while (before !== now());
"""


@pytest.fixture(autouse=True)
def _fingers(engine: Engine) -> None:
    if not engine.has_fingers:
        pytest.skip(f"the driver of {engine.name} has no fingers")


@pytest.fixture(params=HEIGHTS)
def phone(engine: Engine, built_map: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    size = {"width": request.param, "height": HEIGHTS[request.param]}
    engine.open(built_map.as_uri() + "#lang=en&map=13/30.18/120.2", **size)
    engine.run(STILL)
    yield engine
    assert engine.errors() in ([], None)


def spot_of(page: Engine, lon: float, lat: float) -> Spot:
    """Where a place of the map is in the window."""
    return Spot(*page.run(
        f"const {{ x, y }} = window.parkmap.map.latLngToContainerPoint([{lat}, {lon}]);"
        " const box = window.parkmap.map.getContainer().getBoundingClientRect();"
        " return [x + box.x, y + box.y];"
    ))  # fmt: skip


def free(page: Engine) -> Spot:
    """A place of the map with nothing over it: between header and sheet."""
    return Spot(*page.wait(
        "(() => { const GROUND = '.leaflet-container, .leaflet-pane, .leaflet-pane canvas';"
        " const box = window.parkmap.map.getContainer().getBoundingClientRect();"
        " for (let y = box.top + 40; y < box.bottom; y += 10) {"
        "   const x = box.x + box.width / 2;"
        "   const clear = [-70, -35, 0, 35, 70].every((by) => [-60, -30, 0, 30, 60].every((down) =>"
        "     document.elementFromPoint(x + by, y + down)?.matches(GROUND)));"
        "   if (clear) return [x, y]; }"
        " return null; })()"
    ))  # fmt: skip


def test_a_tap_on_a_sign_opens_its_card(phone: Engine) -> None:
    features = json.loads(Path("data/sites.geojson").read_text(encoding="utf-8"))["features"]
    points = [one for one in features if (one["geometry"] or {}).get("type") == "Point"]
    site = min(points, key=lambda one: one["properties"].get("accuracy_m", 1e9))
    lon, lat = site["geometry"]["coordinates"]
    phone.run(f"window.parkmap.map.setView([{lat}, {lon}], 17, {{ animate: false }})")
    aim = free(phone)
    phone.run(
        f"const {{ map }} = window.parkmap; const at = map.latLngToContainerPoint([{lat}, {lon}]);"
        " const box = map.getContainer().getBoundingClientRect();"
        f" map.panBy([at.x + box.x - {aim.x}, at.y + box.y - {aim.y}], {{ animate: false }});"
    )
    phone.run(STILL)
    spot = spot_of(phone, lon, lat)
    phone.touch((spot, spot))
    phone.wait(f"/[#&]site={site['properties']['id']}/.test(location.hash)")
    phone.see("card", site["properties"]["name_en"])


def test_one_finger_moves_the_map(phone: Engine) -> None:
    before = phone.run("return window.parkmap.map.getCenter()")
    start = free(phone)
    phone.touch((start, Spot(start.x - 60, start.y + 50)))
    phone.wait(f"window.parkmap.map.getCenter().lng > {before['lng'] + 0.001}")
    phone.wait(f"window.parkmap.map.getCenter().lat > {before['lat'] + 0.001}")
    assert phone.run("return [scrollX, scrollY]") == [0, 0]


def test_two_fingers_that_part_bring_the_map_nearer(phone: Engine) -> None:
    (left, right), (far_left, far_right) = fingers_at(free(phone))
    phone.touch((left, far_left), (right, far_right))
    phone.wait("window.parkmap.map.getZoom() > 13.5")
    phone.run(STILL)
    scale = "window.visualViewport.scale"
    assert phone.run(f"return {scale}") == 1, "the page was enlarged instead of the map"
    zoom = phone.run("return window.parkmap.map.getZoom()")
    # What points at sites beyond the edge stands elsewhere now.
    (left, right), (far_left, far_right) = fingers_at(free(phone))
    phone.touch((far_left, left), (far_right, right))
    phone.wait(f"window.parkmap.map.getZoom() < {zoom - 0.5}")


def test_a_finger_that_stays_opens_the_menu_of_the_place(phone: Engine) -> None:
    spot = free(phone)
    menu = "document.querySelector('.pm-ground-menu:not([hidden])')"
    phone.touch((spot, spot))
    phone.run("await new Promise((go) => setTimeout(go, 500))")
    assert phone.run(f"return {menu} === null"), "a tap opens it already"
    site = "return /[#&]site=[^&]*/.exec(location.hash)?.[0] ?? ''"
    before = phone.run(site)
    phone.touch((spot, spot), hold=0.9)
    phone.wait(menu)
    told = phone.run(f"return {menu}.textContent")
    lat, lon = phone.run(
        "const { map } = window.parkmap;"
        " const box = map.getContainer().getBoundingClientRect();"
        f" const at = map.containerPointToLatLng([{spot.x} - box.x, {spot.y} - box.y]);"
        " return [at.lat, at.lng];"
    )
    assert f"{lat:.4f}"[:-1] in told, "it is the menu of another place"
    assert f"{lon:.4f}"[:-1] in told, "it is the menu of another place"
    assert phone.run("return getSelection().toString()") == ""
    phone.run("await new Promise((go) => setTimeout(go, 500))")
    assert phone.run(site) == before, "the finger that was lifted selects, too"


def fingers_at(middle: Spot) -> list[list[Spot]]:
    """Two fingers close together, and far apart."""
    return [[Spot(middle.x + by, middle.y) for by in (-wide, wide)] for wide in (15, 70)]


@pytest.mark.parametrize("width", HEIGHTS)
def test_a_finger_on_a_map_in_a_page_scrolls_the_page(
    engine: Engine,
    host: Callable[[str], str],  # noqa: F811
    width: int,
) -> None:
    tall = "<div style='height:1500px'>Text</div>"
    frame = (
        "<iframe src='MAP#ui=embed&lang=en' width=100% height=420 style='display:block'></iframe>"
    )
    listen = (
        "<meta name=viewport content='width=device-width'><script>window.told = [];"
        " addEventListener('message', ({ data }) => {"
        " if (data?.source === 'parkmap') told.push(data); });</script>"
    )
    engine.go(host(listen + tall + frame + tall), width, HEIGHTS[width])
    # Some drivers tell the page of their fingers, and nothing scrolls by them, map or none.
    engine.touch((Spot(100, 400), Spot(100, 250)))
    engine.run("await new Promise((go) => setTimeout(go, 1000))")
    scrolls = engine.run("return scrollY > 40")
    engine.run("document.querySelector('iframe').scrollIntoView({ block: 'center' })")
    engine.wait("window.told?.some(({ type }) => type === 'ready')")
    engine.run("await new Promise((go) => setTimeout(go, 1000))")
    start = engine.run("return scrollY")
    box = engine.run(
        "const { x, y, width, height } = document.querySelector('iframe').getBoundingClientRect();"
        " return [x + width / 2, y + height / 2];"
    )
    middle = Spot(*box)
    views = "window.told.filter(({ type }) => type === 'view').length"
    before = engine.run(f"return {views}")
    engine.touch((middle, Spot(middle.x, middle.y - 150)))
    if scrolls:
        until(lambda: engine.run("return scrollY") > start + 40, "one finger scrolls the page")
    assert engine.run(f"return {views}") == before, "the map moved"
