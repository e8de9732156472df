"""What a reader does first, the same sentences in every engine."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo.cli.starting import start_project
from tests.bench.synthetic import write_project
from tests.browser.origins import serving as serving_origin
from tests.engines.driver import Engine, Spot, until
from tests.serving.running import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

VISIBLE = "window.parkmap.sites().filter((site) => site.visible)"
MANY = 100_000


@pytest.fixture
def page(engine: Engine, built_map: Path) -> Iterator[Engine]:
    """The repository's own map, opened from the disk; nothing is asked of the network."""
    engine.open(built_map.as_uri() + "#lang=zh")
    yield engine
    asked = engine.run(
        "return performance.getEntriesByType('resource').map(({ name }) => name)"
        ".filter((name) => /^(https?|wss?):/.test(name))"
    )
    assert asked == []
    assert engine.errors() in ([], None)


def middle(page: Engine) -> Spot:
    """Where the middle of the map's free part is."""
    return Spot(*page.run(
        "const box = window.parkmap.map.getContainer().getBoundingClientRect();"
        " return [box.x + box.width * 0.7, box.y + box.height * 0.3];"
    ))  # fmt: skip


def open_first(page: Engine) -> None:
    """From the search box down to the first that was found, and open it."""
    page.press("ArrowDown")
    page.wait("document.activeElement?.type !== 'search'")
    page.press("Enter")


def test_the_map_opens_from_the_disk(page: Engine) -> None:
    sites = page.run("return window.parkmap.sites().length")
    assert sites > 30
    assert page.run("return performance.getEntriesByName('parkmap:first-sites').length") > 0
    page.see("searchbox")
    assert page.run("return document.querySelectorAll('main').length") == 1


def test_pinyin_finds_a_lake_and_the_keyboard_opens_it(page: Engine) -> None:
    page.press("/")
    page.wait("document.activeElement?.type === 'search'")
    page.press(*"baimahu")
    page.wait(f"{VISIBLE}.length < 12")
    open_first(page)
    page.wait("/[#&]site=/.test(location.hash)")
    page.see("card", "白马湖")
    page.press("Escape")
    page.wait("!/[#&]site=/.test(location.hash)")
    page.wait("document.activeElement !== document.body")


def test_a_category_filters_list_and_map(page: Engine) -> None:
    before = len(page.run(f"return {VISIBLE}"))
    page.press_button("湖泊")
    page.wait(f"{VISIBLE}.length < {before}")
    assert {site["category"] for site in page.run(f"return {VISIBLE}")} == {"lake"}
    page.wait("/category=/.test(location.hash)")


def test_a_click_on_a_sign_opens_its_card(page: Engine) -> None:
    features = json.loads(Path("data/sites.geojson").read_text(encoding="utf-8"))["features"]
    points = [one for one in features if (one["geometry"] or {}).get("type") == "Point"]
    site = min(points, key=lambda one: one["properties"].get("accuracy_m", 1e9))
    lon, lat = site["geometry"]["coordinates"]
    page.run(f"window.parkmap.map.setView([{lat}, {lon}], 17, {{ animate: false }})")
    spot = page.run(
        f"const {{ x, y }} = window.parkmap.map.latLngToContainerPoint([{lat}, {lon}]);"
        " const box = window.parkmap.map.getContainer().getBoundingClientRect();"
        " await new Promise((go) => setTimeout(go, 500)); return [x + box.x, y + box.y];"
    )
    page.click(Spot(*spot))
    page.wait(f"/[#&]site={site['properties']['id']}/.test(location.hash)")
    page.see("card", site["properties"]["name"])


def test_a_drag_moves_the_map_and_the_address_follows(page: Engine) -> None:
    start = middle(page)
    before = page.run("return window.parkmap.map.getCenter().lng")
    page.drag(start, Spot(start.x - 160, start.y + 40))
    page.wait(f"Math.abs(window.parkmap.map.getCenter().lng - {before}) > 0.0005")
    page.wait("/map=/.test(location.hash)")


def test_wheel_and_buttons_zoom(page: Engine) -> None:
    zoom = page.run("return window.parkmap.map.getZoom()")
    page.turn_wheel(middle(page), -240)
    page.wait(f"window.parkmap.map.getZoom() > {zoom}")
    # While the map is still on its way, Leaflet passes over a button.
    zoom = page.run(
        "const { map } = window.parkmap; let zoom;"
        " do { zoom = map.getZoom(); await new Promise((go) => setTimeout(go, 600)); }"
        " while (zoom !== map.getZoom()); return zoom;"
    )
    page.press_button("放大")
    page.wait(f"window.parkmap.map.getZoom() > {zoom}")


def test_the_share_dialog_gives_a_link(page: Engine) -> None:
    page.press_button("分享")
    page.wait("document.querySelector('dialog[open]') !== null")
    page.press("Escape")
    page.wait("document.querySelector('dialog[open]') === null")


def test_the_page_prints(page: Engine) -> None:
    printed = page.print()
    if printed is None:
        pytest.skip(f"the driver of {page.name} cannot print")
    assert printed.startswith(b"%PDF")
    assert len(printed) > 20_000


def test_a_phone_shows_sheet_and_map(engine: Engine, built_map: Path) -> None:
    engine.open(built_map.as_uri() + "#lang=en", width=390, height=844)
    width = engine.run("return [innerWidth, document.documentElement.scrollWidth]")
    assert width[1] <= width[0]
    box = engine.run(
        "const { width, height } = window.parkmap.map.getContainer().getBoundingClientRect();"
        " return [width, height]"
    )
    assert box[0] > 300
    assert box[1] > 300
    engine.see("searchbox")


@pytest.fixture(scope="session")
def host(built_map: Path) -> Iterator[Callable[[str], str]]:
    """Another page on this computer that embeds the map."""
    with serving_origin("127.0.0.1") as map_host, serving_origin("localhost") as origin:
        address = map_host.put("/index.html", built_map.read_bytes())
        text = Path("maps/park-map.js").read_text(encoding="utf-8")
        element = map_host.put("/park-map.js", text, Access_Control_Allow_Origin="*")

        def put(body: str) -> str:
            filled = body.replace("MAP", address).replace("ELEMENT", element)
            return origin.put("/host.html", f"<!doctype html><meta charset=utf-8><body>{filled}")

        yield put


def test_the_element_speaks_with_its_host(engine: Engine, host: Callable[[str], str]) -> None:
    body = (
        "<script type=module src='ELEMENT'></script>"
        "<park-map src='MAP' style='height:500px' lang=en></park-map>"
        "<script>window.told = []; const map = document.querySelector('park-map');"
        " map.addEventListener('ready', () => told.push('ready'));"
        " map.addEventListener('siteselect', ({ detail }) => told.push(detail.id));</script>"
    )
    engine.go(host(body), 1000, 800)
    engine.wait("window.told?.includes('ready')")
    engine.run("document.querySelector('park-map').site = 'baima-lake'")
    engine.wait("window.told.includes('baima-lake')")


def test_an_address_where_nobody_answers_is_told(
    engine: Engine, host: Callable[[str], str]
) -> None:
    # WebKit does not say that a frame could not be loaded. Seconds go by a hundred times as fast.
    body = (
        "<script>window.told = []; const wait = window.setTimeout;"
        " window.setTimeout = (run, ms) => wait(run, ms / 100);"
        " addEventListener('error', ({ detail }) => told.push(detail?.message), true);</script>"
        "<script src='ELEMENT'></script><park-map src='http://127.0.0.1:9/map.html'></park-map>"
    )
    engine.go(host(body), 1000, 800)
    engine.wait("window.told?.includes('park-map: no answer: http://127.0.0.1:9/map.html')")
    time.sleep(1)
    assert engine.run("return window.told.length") == 1


def test_a_frame_without_rights_shows_the_map(engine: Engine, host: Callable[[str], str]) -> None:
    body = (
        "<script>window.told = []; addEventListener('message', ({ data }) => {"
        " if (data?.source === 'parkmap') told.push(data.type); });</script>"
        "<iframe sandbox='allow-scripts' src='MAP#ui=embed' width=900 height=600></iframe>"
    )
    engine.go(host(body), 1000, 800)
    engine.wait("window.told?.includes('ready')")


@pytest.fixture(scope="session")
def many(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "park"
    folder.mkdir()
    write_project(folder, MANY)
    return build(folder)


def test_a_hundred_thousand_sites_are_searched_and_one_is_opened(
    engine: Engine, many: Path
) -> None:
    engine.open(many.as_uri() + "#lang=zh")
    name = engine.run("return window.parkmap.sites()[54321].name")
    # The page tells: to list all its sites ten times a second would keep it from searching.
    engine.run("window.parkmap.on('filter', ({ count }) => { window.found = count; })")
    engine.click(engine.spot("searchbox"))
    engine.press(*name)
    engine.wait(
        f"window.found < 2000 && {VISIBLE}.some(({{ name }}) => name === {json.dumps(name)})"
    )
    open_first(engine)
    engine.wait("/[#&]site=site-/.test(location.hash)")
    engine.see("card", name)
    assert engine.errors() in ([], None)


def test_somebody_edits_saves_and_takes_it_back(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "park"
    assert start_project(folder) == []
    layer = folder / "sites.geojson"
    before = layer.read_bytes()
    with serving(folder, "--edit") as served:
        engine.open(f"{served.address}#lang=zh&site=garden")
        engine.press_button("编辑")
        engine.click(engine.spot("textbox", "名称"), count=3)
        engine.press(*"Rose garden")
        engine.press_button("保存")
        until(lambda: "Rose garden" in layer.read_text(encoding="utf-8"), "the file says it")
        engine.wait("window.parkmap?.sites?.().some((site) => site.name.includes('Rose garden'))")
        engine.press_button("撤销")
        until(lambda: layer.read_bytes() == before, "every byte is as before")
