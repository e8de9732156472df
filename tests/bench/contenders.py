"""Each way of making the map, as one would write it; run in a process of its own.

``python -m tests.bench.contenders WAY PROJECT OUTPUT``
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas


def ours(project: Path, output: Path) -> None:
    """``parkmap build``."""
    from geo.cli import run

    sys.argv = ["parkmap", "build", str(project), "-o", str(output)]
    run()


def folium_geojson(project: Path, output: Path) -> None:
    """``folium.GeoJson`` with circle markers on canvas, tooltip and popup from the joined table."""
    import folium

    layer = _joined(project)
    page = folium.Map([30.2, 120.2], zoom_start=12, prefer_canvas=True)
    fields = [name for name in layer.columns if name != "geometry"]
    folium.GeoJson(
        layer,
        marker=folium.CircleMarker(radius=4),
        tooltip=folium.GeoJsonTooltip(["name"]),
        popup=folium.GeoJsonPopup(fields),
    ).add_to(page)
    page.save(output)


def fast_marker_cluster(project: Path, output: Path) -> None:
    """``FastMarkerCluster``, the fastest Leaflet peer, with all attributes in the popup."""
    import folium
    from folium.plugins import FastMarkerCluster

    layer = _joined(project)
    page = folium.Map([30.2, 120.2], zoom_start=12)
    columns = [layer.geometry.y, layer.geometry.x]
    columns += [layer[name] for name in layer.columns if name != "geometry"]
    callback = """
    function (row) {
      var marker = L.circleMarker(new L.LatLng(row[0], row[1]), {radius: 4});
      marker.bindPopup(function () {
        var box = document.createElement("div");
        box.textContent = row.slice(2).join(" · ");
        return box;
      });
      return marker;
    }"""
    rows = [list(row) for row in zip(*columns, strict=True)]
    FastMarkerCluster(rows, callback=callback).add_to(page)
    page.save(output)


def explore(project: Path, output: Path) -> None:
    """``GeoDataFrame.explore``, coloured by category."""
    _joined(project).explore("category", tooltip=["name"], popup=True).save(output)


CONTENDERS: dict[str, Callable[[Path, Path], None]] = {
    "parkmap": ours,
    "folium.GeoJson": folium_geojson,
    "FastMarkerCluster": fast_marker_cluster,
    "explore": explore,
}


def _joined(project: Path) -> geopandas.GeoDataFrame:
    import geopandas
    import pandas as pd

    sites = geopandas.read_file(project / "sites.geojson")
    facts = pd.read_csv(project / "tables" / "facts.csv")
    joined: geopandas.GeoDataFrame = sites.merge(
        facts, left_on="id", right_on="site_id", how="left"
    ).drop(columns="site_id")
    return joined


if __name__ == "__main__":
    CONTENDERS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
