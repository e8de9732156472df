"""Features without any geometry whose columns say where they are."""

from __future__ import annotations

from typing import Any

from geo.sources.geojson.gathering import Gathered, Origin
from geo.sources.geojson.json_tables import reading_of
from geo.sources.geojson.syntax import Finding


def place_by_properties(value: Any) -> Gathered | None:
    """Place the features of a collection by their columns of longitude and latitude.

    Returns
    -------
    Gathered or None
        None if any feature has a geometry, or if no two columns say where most of them are.
    """
    features = value.get("features") if isinstance(value, dict) else None
    if not isinstance(features, list) or not features or not all(map(_is_unplaced, features)):
        return None
    rows = [feature["properties"] for feature in features]
    reading = reading_of(rows)
    if reading is None or reading.is_pair or reading.inside:
        return None
    placed = []
    for feature, row in zip(features, rows, strict=True):
        position = reading.position_of(row)
        geometry = None if position is None else {"type": "Point", "coordinates": position}
        placed.append({**feature, "geometry": geometry})
    params = {"count": len(placed), "columns": reading.shown}
    return Gathered(
        {**value, "features": placed},
        [
            Origin(("features", index), place=("properties", reading.lon))
            for index in range(len(placed))
        ],
        [Finding("places-in-columns", 0, params)],
        [("features", 0, "properties")],
    )


def _is_unplaced(feature: Any) -> bool:
    """Whether a feature has properties, and a geometry that says nothing: null or empty."""
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        return False
    geometry = feature.get("geometry")
    return geometry is None or (
        isinstance(geometry, dict)
        and not geometry.get("coordinates")
        and not geometry.get("geometries")
    )
