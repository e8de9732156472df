"""Sites that readers suggest, held against those that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import shapely
from pyproj import Geod

from geo.importing.matching import folded_name
from geo.project import find_text_layer
from geo.project.settings import read_settings
from geo.sources.geojson.geometries import build_geometries
from geo.sources.geojson.reading_layers import read_layer
from geo.sources.roles import Said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geo.contract.edit_types import LikelySite
    from geo.sources.geojson.layer_document import LayerDocument

NEAR_M = 60.0
"""Metres between two signs that are likely of one place."""
MOST = 100


def weigh(folder: Path, features: Sequence[dict[str, Any]]) -> list[LikelySite | None]:
    """Find the site that each suggestion is likely about.

    Parameters
    ----------
    folder
        The project.
    features
        GeoJSON features, as the page's "Suggest a site" makes them.

    Returns
    -------
    list of dict or None
        For each its ``id``, ``why`` (``id``, ``name`` or ``place``), ``metres`` between the two
        (None where one has no position) and the site as it is, ``properties`` and ``geometry``;
        None for a suggestion that is like nothing there.
    """
    path, shown_as, _ = find_text_layer(folder)
    if path is None:
        return [None for _ in features[:MOST]]
    document = read_layer(path, shown_as)
    layer = read_settings(folder)[0].layer
    document.said = Said(layer.name, layer.category, layer.id)
    return _Weighing(document).run(features[:MOST])


class _Weighing:
    def __init__(self, document: LayerDocument) -> None:
        self.document = document
        shapes, _ = build_geometries([one.get("geometry") for one in document.features])
        self.middles = _middles(shapes)
        self.ids = {site: at for at, site in enumerate(document.ids) if site is not None}
        self.names: dict[str, int] = {}
        for at, name in enumerate(document.column(document.said.name or "name")):
            if isinstance(name, str) and name.strip():
                self.names.setdefault(folded_name(name), at)

    def run(self, features: Sequence[dict[str, Any]]) -> list[LikelySite | None]:
        shapes, _ = build_geometries([dict(one).get("geometry") for one in features])
        places = _middles(shapes)
        return [
            self._like(dict(one.get("properties") or {}), place)
            for one, place in zip(features, places, strict=True)
        ]

    def _like(self, properties: dict[str, Any], place: Any) -> LikelySite | None:
        apart = _metres(place, self.middles)
        name = properties.get("name")
        by_id = self.ids.get(str(properties.get("id")))
        by_name = self.names.get(folded_name(name)) if isinstance(name, str) else None
        nearest = None
        if np.isfinite(apart).any() and float(np.nanmin(apart)) <= NEAR_M:
            nearest = int(np.nanargmin(apart))
        found: tuple[tuple[Literal["id", "name", "place"], int | None], ...] = (
            ("id", by_id), ("name", by_name), ("place", nearest),
        )  # fmt: skip
        for why, at in found:
            own = None if at is None else self.document.ids[at]
            if at is None or own is None:
                continue
            feature = self.document.features[at]
            return {
                "id": own,
                "why": why,
                "metres": None if np.isnan(apart[at]) else round(float(apart[at])),
                "properties": feature.get("properties") or {},
                "geometry": feature.get("geometry"),
            }
        return None


def _middles(shapes: Any) -> Any:
    """Give longitude and latitude of each shape's middle; NaN where there is none."""
    middles = shapely.centroid(shapes)
    return np.column_stack([shapely.get_x(middles), shapely.get_y(middles)])


def _metres(place: Any, others: Any) -> Any:
    if np.isnan(place).any() or not len(others):
        return np.full(len(others), np.nan)
    there = np.isfinite(others).all(axis=1)
    found = np.full(len(others), np.nan)
    lon, lat = (np.full(there.sum(), value) for value in place)
    found[there] = Geod(ellps="WGS84").inv(lon, lat, others[there, 0], others[there, 1])[2]
    return found
