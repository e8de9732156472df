"""Answers of the Overpass API, of which ways and relations hold their shapes in parts.

With ``out geom`` each way lists its positions and each relation those of its members; with
``out body; >; out skel`` they name the nodes and ways that stand among the elements, too.
"""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import shapely

from geo.sources import recognised

_LEAST_OF_RING = 4

Position = tuple[float, float]


def features_of_overpass(value: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Give the elements of an answer that say what they are, as features of GeoJSON.

    Returns
    -------
    list of dict or None
        None if it is no such answer, or its elements have no shapes but points.
    """
    elements = value.get("elements")
    kinds = recognised.programs()["osm elements"]
    if not isinstance(elements, list) or not elements:
        return None
    if not all(isinstance(one, dict) and one.get("type") in kinds for one in elements):
        return None
    answer = _Answer(elements)
    told = [one for one in elements if isinstance(one.get("tags"), dict) and one["tags"]]
    shapes = [answer.shape_of(one) for one in told]
    if not any(shape is not None and shape["type"] != "Point" for shape in shapes):
        return None
    return [
        {
            "type": "Feature",
            "id": f"{one['type']}/{one.get('id')}",
            "properties": one["tags"],
            "geometry": shape,
        }
        for one, shape in zip(told, shapes, strict=True)
    ]


class _Answer:
    def __init__(self, elements: list[dict[str, Any]]) -> None:
        named = [one for one in elements if isinstance(one.get("id"), int | str)]
        self._nodes = {
            one["id"]: place for one in named if one["type"] == "node" and (place := _position(one))
        }
        self._ways = {one["id"]: one for one in named if one["type"] == "way"}

    def shape_of(self, element: dict[str, Any]) -> dict[str, Any] | None:
        """Give an element's shape; where it has none, the point that stands for it."""
        made = None
        if element["type"] == "way":
            made = self._line_or_area(element)
        elif element["type"] == "relation":
            made = self._areas(element)
        place = _position(element) or _position(element.get("center"))
        return made or (place and {"type": "Point", "coordinates": list(place)}) or None

    def _line(self, way: dict[str, Any]) -> list[Position]:
        listed = way.get("geometry")
        if isinstance(listed, list):
            return [place for one in listed if (place := _position(one))]
        nodes = way.get("nodes")
        names = nodes if isinstance(nodes, list) else []
        known = (name for name in names if isinstance(name, int | str))
        return [self._nodes[name] for name in known if name in self._nodes]

    def _line_or_area(self, way: dict[str, Any]) -> dict[str, Any] | None:
        line = self._line(way)
        if len(line) < 2:
            return None
        tags = way["tags"]
        lines = recognised.programs()["osm lines"]
        is_line = tags.get("area") != "yes" and any(tag in tags for tag in lines)
        if line[0] == line[-1] and len(line) >= _LEAST_OF_RING and not is_line:
            return {"type": "Polygon", "coordinates": [line]}
        return {"type": "LineString", "coordinates": line}

    def _areas(self, relation: dict[str, Any]) -> dict[str, Any] | None:
        """Put the rings of a relation together; its lines where they make none."""
        members = relation.get("members")
        listed = members if isinstance(members, list) else []
        ways = [one for one in listed if isinstance(one, dict) and one.get("type") == "way"]
        found: dict[bool, list[Any]] = {True: [], False: []}
        for one in ways:
            ref = one.get("ref")
            of_its_own = isinstance(one.get("geometry"), list)
            way = one if of_its_own else self._ways.get(ref if isinstance(ref, int | str) else "")
            line = self._line(way) if way else []
            if len(line) > 1:
                found[one.get("role") == "inner"].append(shapely.LineString(line))
        outer, inner = (_surface(found[is_inner]) for is_inner in (False, True))
        area = shapely.difference(outer, inner)
        if shapely.is_empty(area):
            area = shapely.line_merge(shapely.union_all(found[False]))
        return None if shapely.is_empty(area) else json.loads(shapely.to_geojson(area))


def _surface(lines: list[Any]) -> Any:
    parts = shapely.get_parts(shapely.polygonize(lines)) if lines else np.empty(0, dtype=object)
    return shapely.union_all(parts)


def _position(value: Any) -> Position | None:
    pair: tuple[Any, Any] = (None, None)
    if isinstance(value, dict):
        pair = value.get("lon"), value.get("lat")
    try:
        is_pair = all(type(one) in {int, float} and math.isfinite(one) for one in pair)
    except OverflowError:  # more digits than any number of degrees has
        return None
    return pair if is_pair else None
