"""TopoJSON: outlines that share their arcs, given as GeoJSON's features.

GDAL reads it too, but leaves out rows without a place and objects that are one geometry.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from geo.sources.tables.sheets import UnreadableError

Positions = list[list[float]]

DEEPEST = 20
"""Collections within collections; what is deeper is no layer."""
_PARTS_DEEP = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}
"""How many lists there are around the arcs of one line or ring."""


def features_of_topology(value: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Give the features of every object of a topology.

    Parameters
    ----------
    value
        The decoded document.

    Returns
    -------
    dict
        By the names of the objects. An object that is a collection is a feature a geometry; one
        without a place, of type ``null``, is a feature too.

    Raises
    ------
    UnreadableError
        If it is not made as the specification says; with what is wrong.
    """
    objects = value.get("objects")
    if not isinstance(objects, dict) or not objects:
        raise UnreadableError("topology-empty")
    try:
        topology = _Topology(value)
        return {name: topology.features(entry) for name, entry in objects.items()}
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise UnreadableError("topology-broken", told=str(error)) from error


class _Topology:
    """The arcs of a document, as positions."""

    def __init__(self, value: dict[str, Any]) -> None:
        is_delta = value.get("transform") is not None
        transform = value["transform"] if is_delta else {"scale": (1, 1), "translate": (0, 0)}
        self._scale = tuple(map(float, transform["scale"][:2]))
        self._shift = tuple(map(float, transform["translate"][:2]))
        self._arcs = [self._arc(arc, is_delta=is_delta) for arc in value.get("arcs", [])]

    def _arc(self, arc: list[list[float]], *, is_delta: bool) -> Positions:
        if not is_delta:
            return [[float(number) for number in position] for position in arc]
        xs = accumulate(position[0] for position in arc)
        ys = accumulate(position[1] for position in arc)
        rest = (position[2:] for position in arc)
        return [self._position([x, y, *z]) for x, y, z in zip(xs, ys, rest, strict=True)]

    def _position(self, position: list[float]) -> list[float]:
        x, y, *rest = position
        placed = [x * self._scale[0] + self._shift[0], y * self._scale[1] + self._shift[1]]
        return [*map(float, placed), *rest]

    def features(self, entry: dict[str, Any], depth: int = 0) -> list[dict[str, Any]]:
        if entry.get("type") == "GeometryCollection" and "properties" not in entry:
            return [one for part in entry["geometries"] for one in self.features(part, depth + 1)]
        properties = entry.get("properties")
        feature = {
            "type": "Feature",
            "properties": properties if isinstance(properties, dict) else {},
            "geometry": self._geometry(entry, depth),
        }
        return [{**feature, "id": entry["id"]} if "id" in entry else feature]

    def _geometry(self, entry: dict[str, Any], depth: int) -> dict[str, Any] | None:
        kind = entry.get("type")
        if kind is None:
            return None
        if kind == "GeometryCollection":
            if depth > DEEPEST:
                raise ValueError("collections within collections")
            parts = [self._geometry(part, depth + 1) for part in entry["geometries"]]
            return {"type": kind, "geometries": [part for part in parts if part is not None]}
        if kind == "Point":
            return {"type": kind, "coordinates": self._position(entry["coordinates"])}
        if kind == "MultiPoint":
            return {"type": kind, "coordinates": list(map(self._position, entry["coordinates"]))}
        return {"type": kind, "coordinates": self._lines(entry["arcs"], _PARTS_DEEP[kind])}

    def _lines(self, arcs: list[Any], deep: int) -> list[Any]:
        if deep:
            return [self._lines(part, deep - 1) for part in arcs]
        line: Positions = []
        for index in arcs:
            arc = self._arcs[index] if index >= 0 else self._arcs[~index][::-1]
            # Where an arc follows another, its first position is the other's last.
            line += arc[1:] if line else arc
        return line
