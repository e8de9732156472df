"""A map in a notebook: a frame without an address of its own, in a page with a theme."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import geopandas
import pytest
import shapely
from playwright.sync_api import expect

import geo
from geo.page import park_map
from tests.browser.every import every

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Frame, Page

    from geo.page.document import Sharing

HOSTS = {
    "JupyterLab": ("data-jp-theme-light='false'", "dark"),
    "JupyterLab by day": ("data-jp-theme-light='true'", "light"),
    "VS Code": ("data-vscode-theme-kind='vscode-dark'", "dark"),
    "marimo": ("class='dark dark-theme'", "dark"),
    "a page without a theme": ("", "light"),
}


def places() -> geopandas.GeoDataFrame:
    points = [shapely.Point(120.2, 30.2), shapely.Point(120.21, 30.21)]
    return geopandas.GeoDataFrame({"name": ["A", "B"]}, geometry=points, crs=4326)


def theme_in(visitor: Callable[..., Any], path: Path, body: str, shown: str) -> str:
    path.write_text(f"<!doctype html><meta charset=utf-8><body {body}>{shown}", encoding="utf-8")
    with visitor(color_scheme="light") as reader:
        page = reader.open(path, ready=False)
        frame = page.locator("iframe").element_handle().content_frame()
        frame.wait_for_function(
            "() => performance.getEntriesByName('parkmap:ready').length > 0", timeout=60_000
        )
        return str(frame.evaluate("() => document.documentElement.dataset.theme"))


@pytest.mark.parametrize("host", HOSTS)
def test_the_map_has_the_theme_of_the_notebook(
    host: str, visitor: Callable[..., Any], tmp_path: Path
) -> None:
    body, theme = HOSTS[host]
    shown = geo.explore(places())._repr_html_()
    assert theme_in(visitor, tmp_path / "host.html", body, shown) == theme


def test_a_theme_that_was_asked_for_wins(visitor: Callable[..., Any], tmp_path: Path) -> None:
    shown = geo.explore(places(), theme="dark")._repr_html_()
    body = HOSTS["JupyterLab by day"][0]
    assert theme_in(visitor, tmp_path / "host.html", body, shown) == "dark"


def test_words_for_untrusted_notebooks_lie_under_the_frame(
    visitor: Callable[..., Any], tmp_path: Path
) -> None:
    path = tmp_path / "host.html"
    shown = geo.explore(places())._repr_html_()
    path.write_text(f"<!doctype html><meta charset=utf-8><body>{shown}", encoding="utf-8")
    with visitor() as reader:
        page = reader.open(path, ready=False)
        words = page.get_by_text("Trust Notebook").bounding_box()
        frame = page.locator("iframe").bounding_box()
        assert words is not None
        assert frame is not None
        assert frame["y"] <= words["y"]
        assert frame["y"] + frame["height"] >= words["y"] + words["height"]
        assert (
            page.evaluate(
                "([x, y]) => document.elementFromPoint(x, y).tagName",
                [words["x"] + 5, words["y"] + 5],
            )
            == "IFRAME"
        )
        reader.errors.clear()


Notebook = Callable[..., "Path"]


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Notebook:
    """Write a notebook's page, with a map for each role."""

    def write(*roles: Sharing | None) -> Path:
        outputs = []
        for role in roles:
            monkeypatch.setattr(park_map, "sharing", lambda role=role: role)
            outputs.append(geo.explore(places())._repr_html_())
        shown = "".join(f"<div>{output}</div>" for output in outputs)
        path = tmp_path / "notebook.html"
        path.write_text(f"<!doctype html><meta charset=utf-8><body>{shown}", encoding="utf-8")
        return path

    return write


def frames_of(page: Page) -> list[Frame]:
    handles = [frame.element_handle() for frame in every(page.locator("iframe"))]
    return [frame for handle in handles if (frame := handle.content_frame())]


def works(frame: Frame) -> None:
    """A map is drawn, and a card opens: both parts of the program have come."""
    frame.wait_for_function("() => window.parkmap?.ready", timeout=60_000)
    frame.evaluate("() => parkmap.ready.then(() => parkmap.select(parkmap.sites()[0].id))")
    expect(frame.locator(".pm-card h2")).to_have_text("A", timeout=60_000)


@pytest.mark.parametrize(
    "roles",
    [("gives", "takes", "takes"), ("takes", "takes", "gives"), ("gives", None, "takes", "gives")],
    ids=["in order", "out of order", "mixed"],
)
def test_the_maps_of_a_notebook_share_one_program(
    roles: tuple[Sharing | None, ...], notebook: Notebook, visitor: Callable[..., Any]
) -> None:
    path = notebook(*roles)
    with visitor(locale="en") as reader:
        page = reader.open(path, ready=False)
        for frame in frames_of(page):
            works(frame)
    alone = notebook(None).stat().st_size
    carried = sum(role != "takes" for role in roles)
    assert path.stat().st_size < alone * carried + 60_000 * len(roles)


def test_in_a_sandbox_they_hand_it_to_each_other(
    notebook: Notebook, visitor: Callable[..., Any], tmp_path: Path
) -> None:
    inside = html.escape(notebook("takes", "gives", "takes").read_text("utf-8"))
    path = tmp_path / "sandbox.html"
    path.write_text(f'<!doctype html><iframe sandbox="allow-scripts" srcdoc="{inside}"></iframe>')
    with visitor(locale="en") as reader:
        page = reader.open(path, ready=False)
        page.locator("iframe").element_handle().content_frame().wait_for_selector("iframe >> nth=2")
        maps = [frame for frame in page.frames if frame.parent_frame != page.main_frame]
        for frame in [frame for frame in maps if frame.parent_frame]:
            works(frame)


def test_a_map_whose_program_is_gone_says_what_to_do_and_goes_on_when_it_comes(
    notebook: Notebook, visitor: Callable[..., Any]
) -> None:
    giving = notebook("gives").read_text("utf-8")
    path = notebook("takes")
    with visitor(locale="en") as reader:
        page = reader.open(path, ready=False)
        (frame,) = frames_of(page)
        words = frame.locator("#parkmap-elsewhere")
        expect(words).to_be_visible(timeout=20_000)
        expect(words).to_contain_text("run this cell again")
        expect(frame.locator("#parkmap-forbidden")).to_be_hidden()
        page.evaluate(
            "(markup) => document.body.append(...new DOMParser()"
            ".parseFromString(markup, 'text/html').body.children)",
            giving,
        )
        works(frame)
        expect(words).to_have_count(0)
        # The frame that gave it may go: it scrolled out of sight, or its cell was deleted.
        page.evaluate("() => document.body.lastElementChild.remove()")
        page.evaluate("() => document.body.append(document.body.firstElementChild.cloneNode(true))")
        works(frames_of(page)[-1])


def test_a_program_that_is_not_the_pages_own_is_not_run(
    notebook: Notebook, visitor: Callable[..., Any]
) -> None:
    path = notebook("takes")
    with visitor(locale="en") as reader:
        page = reader.open(path, ready=False)
        (frame,) = frames_of(page)
        frame.wait_for_function("() => document.getElementById('parkmap-sharing')")
        page.evaluate(
            """async () => {
              const pack = async (text) => {
                const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
                const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
                return btoa(String.fromCharCode(...bytes));
              };
              const inside = document.querySelector("iframe").contentDocument;
              const { key } = JSON.parse(inside.getElementById("parkmap-sharing").textContent);
              const program = await pack("window.parent.isBroken = true");
              const texts = { style: await pack(""), common: program, program, rest: program };
              window.parkmapShared = { [key]: texts };
              window.dispatchEvent(new Event("parkmap:shared"));
            }"""
        )
        expect(frame.locator("#parkmap-forbidden")).to_be_visible()
        assert page.evaluate("() => window.isBroken") is None
        assert any("Content Security Policy" in error for error in reader.errors)
        reader.errors.clear()
