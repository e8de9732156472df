"""A map in a notebook: a frame without an address of its own, in a page with a theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas
import pytest
import shapely

import geo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
