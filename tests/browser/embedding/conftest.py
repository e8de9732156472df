"""Host pages on one origin, the map on another, every other host refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.embedding.hosts import MAPS, Web
from tests.browser.origins import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def web(built_map: Path) -> Iterator[Web]:
    with (
        serving("127.0.0.1") as host,
        serving("localhost") as far,
        serving("127.0.0.1") as near,
    ):
        for maps in (far, near):
            maps.put("/index.html", built_map.read_bytes())
        host.put("/park-map.js", (MAPS / "park-map.js").read_bytes())
        yield Web(host, far, near)


@pytest.fixture
def reader(visitor: Callable[..., Any], web: Web) -> Iterator[Any]:
    with visitor(width=1280, height=700, allow=web.urls) as reader:
        yield reader


@pytest.fixture(scope="module")
def sites(browser: Any, built_map: Path) -> list[dict[str, str]]:
    """Two sites of the map that differ in category."""
    page = browser.new_page()
    page.goto(built_map.as_uri() + "#lang=en")
    page.evaluate("() => parkmap.ready")
    every = page.evaluate("() => parkmap.sites()")
    page.close()
    other = next(site for site in every if site["category"] != every[0]["category"])
    return [every[0], other]
