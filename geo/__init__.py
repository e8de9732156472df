"""A park's sites on one map: GeoJSON joined to tables, rendered with folium.

>>> import geo
>>> project = geo.open_project("data")
>>> layer = geo.join(project)
>>> page = geo.build_map(layer)
>>> page.save("maps/index.html")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.joining import SiteLayer, join
    from geo.page.explore import explore
    from geo.page.park_map import ParkMap, build_map
    from geo.project import Project, open_project

__all__ = ["ParkMap", "Project", "SiteLayer", "build_map", "explore", "join", "open_project"]

# pandas, geopandas and folium take a second to import: only what is used is loaded (PEP 562).
_HOMES = {
    "ParkMap": "geo.page.park_map",
    "Project": "geo.project",
    "SiteLayer": "geo.joining",
    "build_map": "geo.page.park_map",
    "explore": "geo.page.explore",
    "join": "geo.joining",
    "open_project": "geo.project",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
