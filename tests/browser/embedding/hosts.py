"""Pages that show the map, and what their readers and authors do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator, Page

    from tests.browser.origins import Origin

MAPS = Path("maps")
TALL = "<div style='height:1500px'>Text above and below the map.</div>"
# What the map has said to this page, oldest first.
LISTEN = """<script>
  const said = [];
  addEventListener("message", ({source, origin, data}) => said.push({...data, origin}));
  const last = (type) => said.filter((one) => one.type === type).at(-1);
</script>"""


class Web(NamedTuple):
    """The page's origin and the map's: another host, or only another port."""

    host: Origin
    map: Origin
    near: Origin

    @property
    def urls(self) -> tuple[str, ...]:
        return tuple(origin.url for origin in self)

    @property
    def src(self) -> str:
        return f"{self.map.url}/index.html"

    def page(self, body: str, path: str = "/page.html", **headers: str) -> str:
        html = f"<!doctype html><html lang='en'><title>Host</title><body>{body}</body></html>"
        return self.host.put(path, html, **headers)

    def iframe(self, fragment: str = "ui=embed&lang=en", attributes: str = "") -> str:
        size = "" if "width" in attributes else "width='700' height='420'"
        return f"<iframe src='{self.src}#{fragment}' {size} {attributes}></iframe>"

    def element(self, attributes: str = "lang='en'") -> str:
        script = "<script type='module' src='/park-map.js'></script>"
        return f"{script}<park-map src='{self.src}' {attributes}></park-map>"


def in_map(page: Page, selector: str = "iframe") -> FrameLocator:
    return page.frame_locator(selector)


def tell_map(page: Page, script: str, arg: object = None, selector: str = "iframe") -> Any:
    """Evaluate in the map's own page."""
    return in_map(page, selector).locator("html").evaluate(f"(_, arg) => {script}", arg)


def when_ready(page: Page, selector: str = "iframe") -> FrameLocator:
    expect(in_map(page, selector).get_by_role("main")).to_be_visible()
    tell_map(page, "parkmap.ready", selector=selector)
    return in_map(page, selector)


def zoom(page: Page, selector: str = "iframe") -> float:
    return float(tell_map(page, "parkmap.map.getZoom()", selector=selector))


def expect_that(page: Page, holds: str, arg: object = None) -> None:
    """Wait until something holds in the map's own page."""
    for _ in range(100):
        if tell_map(page, holds, arg):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"this never came about: {holds} (arg: {arg})")


def expect_zoom(page: Page, *, above: float) -> None:
    expect_that(page, "parkmap.map.getZoom() > arg", above)


def card(frame: FrameLocator, name: str) -> Any:
    """The region that tells of a site, whichever role it has at this width."""
    return frame.get_by_role("complementary", name=name).or_(frame.get_by_role("dialog", name=name))


def point_at(page: Page, selector: str = "iframe") -> tuple[float, float]:
    """Bring the pointer over the middle of the map."""
    box = page.locator(selector).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    return x, y


def published(web: Web, name: str) -> str:
    """Give an example as its author would publish it: with the map's address and origin."""
    html = (MAPS / "examples" / name).read_text(encoding="utf-8")
    web.host.put("/page.css", (MAPS / "examples" / "page.css").read_bytes())
    return (
        html.replace("../index.html", web.src)
        .replace("../park-map.js", "/park-map.js")
        .replace("frame-src 'self'", f"frame-src {web.map.url}")
    )


def start(folder: Path, settings: str) -> Path:
    """Make a small project with some more settings."""
    from geo.cli.starting import start_project

    project = folder / "project"
    if not project.exists():
        assert start_project(project) == []
    toml = project / "map.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "\n" + settings, encoding="utf-8")
    return project
