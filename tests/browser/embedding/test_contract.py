"""Every message of the contract is said, and every order of it obeyed, in a real page."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.embedding.hosts import LISTEN, Web, expect_that, start, tell_map, when_ready
from tests.contract.schemas import faults, properties, schemas, variants

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

# A picture of one pixel.
TILE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SETTINGS = """
[[base.maps]]
id = "tiles"
label = "Tiles"
url = "https://a.tiles.test/{z}/{x}/{y}.png"
attribution = "Tiles"

[[topics]]
id = "kinds"
label = "Kinds"
color = "storeys"
"""
# An order of each type, and what of the page's address or document then shows it.
ORDERS: dict[str, tuple[dict[str, Any], str]] = {
    "select": ({"id": "gate"}, "parkmap.state().includes('site=gate')"),
    "filter": ({"q": "a"}, "parkmap.state().includes('q=a')"),
    "topic": ({"id": "kinds"}, "parkmap.state().includes('topic=kinds')"),
    "color": ({"field": "ring"}, "parkmap.state().includes('color=ring')"),
    "view": (
        {"center": [120.2, 30.2], "zoom": 14},
        "parkmap.state().includes('map=14/30.2000/120.2000')",
    ),
    "lang": ({"lang": "en"}, "document.documentElement.lang === 'en'"),
    "theme": ({"theme": "dark"}, "document.documentElement.dataset.theme === 'dark'"),
    "ui": ({"ui": "map"}, "document.querySelector('main').dataset.ui === 'map'"),
    "base": ({"base": "tiles"}, "parkmap.state().includes('base=tiles')"),
    "hello": ({}, "true"),
}


@pytest.fixture
def page(reader: Any, web: Web, build: Callable[..., Path], tmp_path: Path) -> Page:
    """A page with a small map that has one of everything orders speak of."""
    project = start(tmp_path, SETTINGS)
    (project / "tables" / "sizes.csv").write_text(
        "site_id,storeys,ring\ngate,1,2\ngarden,3,4\npavilion,5,6\n", encoding="utf-8"
    )
    web.map.put("/small.html", build(project).read_bytes())
    tile = b64decode(TILE)
    reader.context.route(
        "https://a.tiles.test/**", lambda route: route.fulfill(body=tile, content_type="image/png")
    )
    frame = f"<iframe src='{web.map.url}/small.html' width='900' height='600'></iframe>"
    page: Page = reader.open(web.page(LISTEN + frame), ready=False)
    page.wait_for_function("last('ready') && last('height')")
    when_ready(page)
    return page


def test_every_order_is_obeyed_and_every_message_said(page: Page) -> None:
    assert set(ORDERS) == set(variants("ParkMapOrder"))
    for number, (kind, (fields, shows)) in enumerate(ORDERS.items()):
        order = {"target": "parkmap", "type": kind, "seq": number, **fields}
        assert faults(order, "messages.schema.json#/$defs/ParkMapOrder") == []
        before = page.evaluate("said.length")
        page.evaluate("(order) => frames[0].postMessage(order, '*')", order)
        expect_that(page, shows)
        if kind == "hello":
            page.wait_for_function(f"said.slice({before}).some(({{type}}) => type === 'ready')")
    known = variants("ParkMapMessage")
    page.wait_for_function(
        "(kinds) => kinds.every((kind) => said.some(({type}) => type === kind))", arg=[*known]
    )
    own = properties(
        "messages.schema.json", schemas()["messages.schema.json"]["$defs"]["ParkMapMessage"]
    )
    for message in page.evaluate("said"):
        del message["origin"]
        assert faults(message, "messages.schema.json#/$defs/ParkMapMessage") == []
        assert set(message) <= {*own, *properties("messages.schema.json", known[message["type"]])}


def test_what_the_page_tells_its_own_scripts_is_as_the_contract_has_it(page: Page) -> None:
    (site, *_), (field, *_) = tell_map(page, "[parkmap.sites(), parkmap.fields()]")
    assert faults(site, "messages.schema.json#/$defs/ParkMapSite") == []
    assert faults(field, "messages.schema.json#/$defs/ParkMapField") == []
    events = schemas()["messages.schema.json"]["$defs"]["ParkMapEvents"]["properties"]
    for kind in events:
        tell_map(page, "parkmap.on(arg, (event) => ((window.told ??= {})[arg] = event))", kind)
    tell_map(page, "parkmap.select(parkmap.sites()[0].id)")
    tell_map(page, "parkmap.filter({q: 'a'})")
    tell_map(page, "parkmap.color('ring')")
    tell_map(page, "void parkmap.map.setView([30.2, 120.25], 14, {animate: false})")
    expect_that(page, "arg.every((kind) => kind in window.told)", [*events])
    assert faults(tell_map(page, "window.told"), "messages.schema.json#/$defs/ParkMapEvents") == []
