"""Small layers, and the page's head made of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import geopandas
import shapely

from geo.page.explore import as_layer
from geo.page.head import make_head
from geo.project.settings import (
    Settings,
)

if TYPE_CHECKING:
    from geo.joining import SiteLayer
    from geo.page.head import MapHead


def layer_of(points: list[Any], settings: Settings | None = None, **columns: Any) -> SiteLayer:
    frame = {"id": [f"s{number}" for number in range(len(points))], **columns}
    geometries = [None if point is None else shapely.Point(point) for point in points]
    sites = geopandas.GeoDataFrame(frame, geometry=geometries, crs=4326)
    return as_layer(sites, settings or Settings())


def head_of(layer: SiteLayer, **settings: Any) -> MapHead:
    return make_head(replace(layer, project=replace(layer.project, settings=Settings(**settings))))
