"""A Python user adds folium elements, and shows the map in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import folium

from geo.page.park_map import build_map
from tests.page.golden import small_layer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_markers_shapes_and_popups_of_folium_show_offline(
    visitor: Callable[..., Any], tmp_path: Path
) -> None:
    page = build_map(small_layer())
    popup = folium.Popup("<b style='color: red'>Here</b>", show=True)
    folium.Marker([30.2, 120.2], popup=popup, tooltip="Tip").add_to(page)
    group = folium.FeatureGroup("Circles").add_to(page)
    folium.Circle([30.18, 120.2], 500).add_to(group)
    folium.LayerControl(collapsed=False).add_to(page)
    page.save(tmp_path / "map.html")
    with visitor() as reader:
        shown = reader.open(tmp_path / "map.html")
        shown.get_by_text("Here").wait_for()
        assert shown.locator(".leaflet-marker-icon").evaluate("e => e.naturalWidth") > 0
        assert shown.locator("path.leaflet-interactive").count() == 1
        shown.get_by_label("Circles").uncheck()
        assert shown.locator("path.leaflet-interactive").count() == 0


def test_the_map_works_in_the_frame_of_a_notebook(
    visitor: Callable[..., Any], tmp_path: Path
) -> None:
    frame = build_map(small_layer(), lang="en")._repr_html_()
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f'<!doctype html><meta charset="utf-8">{frame}', "utf-8")
    with visitor() as reader:
        page = reader.open(notebook, ready=False)
        inside = page.frames[1]
        inside.wait_for_function("() => window.parkmap")
        inside.evaluate("() => window.parkmap.ready")
        inside.evaluate("() => window.parkmap.select('a')")
        inside.get_by_role("heading", name="Alpha").first.wait_for()
