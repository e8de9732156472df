"""What a person does with a page of ``parkmap serve``."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from geo.cli.starting import start_project
from tests.serving.running import Served, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page


@contextmanager
def reader_of(
    visitor: Callable[..., Any], folder: Path, *words: str, **options: Any
) -> Iterator[tuple[Served, Any]]:
    """Serve the starter project and visit it; only that server may be reached."""
    if not folder.exists():
        assert start_project(folder) == []
    with (
        serving(folder, *words) as served,
        visitor(allow=(f"http://127.0.0.1:{served.port}/",), **options) as reader,
    ):
        yield served, reader


@contextmanager
def renewal_of(page: Page) -> Iterator[None]:
    """What is done in the block makes the page show newer data, without being loaded again."""
    page.evaluate("() => { window.isSamePage = true; window.earlier = window.parkmap.app; }")
    yield
    page.wait_for_function("() => window.isSamePage && window.parkmap.app !== window.earlier")
    page.evaluate("() => window.parkmap.app.sites.complete")


def place_of(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Where a position is on the screen."""
    x, y = page.evaluate(
        "([lon, lat]) => { const { map } = window.parkmap;"
        " const point = map.latLngToContainerPoint([lat, lon]);"
        " const box = map.getContainer().getBoundingClientRect();"
        " return [point.x + box.left, point.y + box.top]; }",
        [lon, lat],
    )
    return x, y


def shown(page: Page) -> dict[str, str]:
    """Names of the sites the page has, by id."""
    return {site["id"]: site["name"] for site in page.evaluate("() => window.parkmap.sites()")}
