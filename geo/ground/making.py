"""From an extract's objects to base map features, file by file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pyproj
import shapely

from geo.ground import selection
from geo.ground.lines import APART, join_lines, merge_carriageways, one_of_parallel
from geo.ground.road_ends import meet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.ground.extract import Box, Entry

# Bridges and tunnels shorter than this are part of the road at this scale, m.
_LONG = 150.0
# Tracks of the two directions of a metro line.
_TRACKS_APART = 60.0
# Platforms and entrances of one station lie within this, m.
_STATION = 400.0
_YES = {"yes", "true", "1", "viaduct", "building_passage", "culvert", "covered"}
_ONE_WAY = {"yes", "true", "1", "-1"}


@dataclass(frozen=True)
class Feature:
    """One feature of a base map file; geometry in metres until it is written."""

    properties: dict[str, Any]
    geometry: BaseGeometry


class Plane:
    """Metres around the middle of a box, and back (azimuthal equidistant, WGS 84)."""

    def __init__(self, bbox: Box) -> None:
        lon, lat = (bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2
        local = f"+proj=aeqd +lat_0={lat:.4f} +lon_0={lon:.4f} +datum=WGS84 +units=m"
        self._there = pyproj.Transformer.from_crs("EPSG:4326", local, always_xy=True)
        self._back = pyproj.Transformer.from_crs(local, "EPSG:4326", always_xy=True)
        self.window = self.flat(shapely.segmentize(shapely.box(*bbox), 0.05))

    def flat(self, geometry: BaseGeometry) -> BaseGeometry:
        """Turn degrees into metres."""
        return shapely.transform(geometry, lambda xy: _move(self._there, xy))

    def round(self, geometry: BaseGeometry, decimals: int) -> BaseGeometry:
        """Turn metres into degrees of so many decimals; a valid shape stays one."""
        degrees = shapely.transform(geometry, lambda xy: _move(self._back, xy))
        return shapely.set_precision(degrees, 10.0**-decimals)


def _move(transformer: pyproj.Transformer, xy: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))


class Source(Protocol):
    """What a base map can be made of."""

    def read(self, what: selection.What, bbox: Box, roads: tuple[str, ...]) -> list[Entry]:
        """Read what is asked for, tagged as OpenStreetMap does it."""


@dataclass(frozen=True)
class Maker:
    """Makes the files of a base map from a source.

    Parameters
    ----------
    extract
        The data.
    bbox
        What to take, degrees.
    fineness
        How finely.
    plane
        Where lengths are metres.
    """

    extract: Source
    bbox: Box
    fineness: selection.Fineness
    plane: Plane

    def files(self) -> dict[str, Callable[[], list[Feature]]]:
        """Each file's name and what makes its features."""
        makers = {
            "water": self.water,
            "green": self.green,
            "roads": self.roads,
            "rail": self.rail,
        }
        return makers | ({"buildings": self.buildings} if self.fineness.buildings else {})

    def water(self) -> list[Feature]:
        """Rivers, lakes and ponds; a river without banks as a line."""
        areas = self._areas({"sea", "river", "lake", "water", "wetland"})
        surface = shapely.union_all(
            [f.geometry for f in areas if f.properties["kind"] != "wetland"]
        )
        lines = []
        for entry, line in self._lines("waterway"):
            if entry.tags.get("tunnel") in _YES:
                continue
            kind = "river" if entry.tags["waterway"] == "river" else "water"
            lines.append((kind, entry.names, line.difference(surface)))
        return [*areas, *self._named_lines(lines)]

    def green(self) -> list[Feature]:
        """Parks, woods and lawns."""
        return self._areas({"park", "forest", "green"})

    def buildings(self) -> list[Feature]:
        """Keep buildings large enough to be seen."""
        found = []
        for entry, area in self._read("buildings"):
            shape = self._generalised(area, self.fineness.smallest)
            if shape is not None:
                found.append(Feature({"kind": "building", **entry.names}, shape))
        return found

    def roads(self) -> list[Feature]:
        """Roads by class, one feature a name."""
        groups: dict[tuple[Any, ...], list[tuple[Entry, BaseGeometry]]] = {}
        names: dict[tuple[Any, ...], dict[str, str]] = {}
        for entry, line in self._lines("road"):
            long = line.length >= _LONG
            flags = [
                flag
                for flag in ("bridge", "tunnel")
                if long and (entry.tags.get(flag) or "no") in _YES
            ]
            kind = selection.road_kind(entry.tags["highway"] or "")
            key = (kind, entry.names.get("name", ""), *flags)
            groups.setdefault(key, []).append((entry, line))
            # Not every piece of a road carries every name.
            names[key] = {**entry.names, **names.get(key, {})}
        features = []
        for key, members in groups.items():
            kind, _, *flags = key
            road = self._road(members)
            if road is not None:
                properties = {"kind": kind, **names[key], **dict.fromkeys(flags, True)}
                features.append(Feature(properties, road))
        met = meet([feature.geometry for feature in features], APART / 2)
        return [Feature(f.properties, road) for f, road in zip(features, met, strict=True)]

    def _road(self, members: list[tuple[Entry, BaseGeometry]]) -> BaseGeometry | None:
        one_way: list[shapely.LineString] = []
        both: list[BaseGeometry] = []
        for entry, line in members:
            value = entry.tags.get("oneway") or ("yes" if _is_motorway(entry) else "no")
            if value in _ONE_WAY:
                parts = shapely.get_parts(shapely.reverse(line) if value == "-1" else line)
                one_way += [part for part in parts if part.geom_type == "LineString"]
            else:
                both.append(line)
        merged = merge_carriageways(one_way) if one_way else []
        return join_lines([*both, *merged], self.fineness.tolerance, self.fineness.shortest)

    def rail(self) -> list[Feature]:
        """Railways, metro lines in their colours, and stations."""
        rails = [("rail", entry.names, line) for entry, line in self._lines("rail")]
        return [
            *self._named_lines(rails, apart=_TRACKS_APART, named=False),
            *self._metro(),
            *self._stations(),
        ]

    def _metro(self) -> list[Feature]:
        """Metro lines, from route relations, which know their colours; else from the tracks."""
        routes = self._read("metro")
        if not routes:
            tracks = self._lines("metro")
            named = [("metro", entry.names, line) for entry, line in tracks]
            return self._named_lines(named, apart=_TRACKS_APART)
        groups: dict[str, list[tuple[Entry, BaseGeometry]]] = {}
        for entry, line in routes:
            key = entry.tags.get("ref") or entry.names.get("name", "")
            groups.setdefault(key, []).append((entry, line))
        features = []
        for ref, members in groups.items():
            kept = one_of_parallel([line for _, line in members], _TRACKS_APART)
            joined = join_lines(kept, self.fineness.tolerance, 0) if kept else None
            if joined is None:
                continue
            first = members[0][0]
            colour = next((e.tags["colour"] for e, _ in members if e.tags.get("colour")), None)
            properties = {"kind": "metro", **_without_direction(first.names), "line": ref}
            features.append(Feature(properties | ({"colour": colour} if colour else {}), joined))
        return features

    def _stations(self) -> list[Feature]:
        found: list[Feature] = []
        for entry, point in self._read("stations"):
            near = any(
                other.properties.get("name") == entry.names.get("name")
                and other.geometry.distance(point) < _STATION
                for other in found
            )
            if entry.names and not near:
                found.append(Feature({"kind": "station", **entry.names}, point))
        return found

    @cached_property
    def _surfaces(self) -> list[tuple[Entry, BaseGeometry]]:
        return self._read("surfaces")

    @cached_property
    def _all_lines(self) -> list[tuple[Entry, BaseGeometry]]:
        # Each reading goes through the whole extract: once for all lines.
        return self._read("lines")

    def _lines(self, use: selection.Use) -> list[tuple[Entry, BaseGeometry]]:
        roads = self.fineness.roads
        return [
            (e, line) for e, line in self._all_lines if selection.line_use(e.tags, roads) == use
        ]

    def _read(self, what: selection.What) -> list[tuple[Entry, BaseGeometry]]:
        """Read what matches, in metres, cut to the window."""
        read = []
        for entry in self.extract.read(what, self.bbox, self.fineness.roads):
            flat = self.plane.flat(entry.geometry)
            if not shapely.is_valid(flat):
                flat = shapely.make_valid(flat, method="structure")
            cut = flat.intersection(self.plane.window)
            if not cut.is_empty:
                read.append((entry, cut))
        return read

    def _areas(self, kinds: set[str]) -> list[Feature]:
        """Areas of some kinds; neighbours of one kind and name become one."""
        groups: dict[tuple[str, str], list[BaseGeometry]] = {}
        names: dict[tuple[str, str], dict[str, str]] = {}
        for entry, area in self._surfaces:
            kind = selection.area_kind(entry.tags)
            if kind in kinds:
                key = (str(kind), entry.names.get("name", ""))
                groups.setdefault(key, []).append(area)
                names[key] = {**entry.names, **names.get(key, {})}
        features = []
        for (kind, name), areas in groups.items():
            shape = self._generalised(shapely.union_all(areas), self.fineness.smallest)
            if shape is not None:
                features.append(Feature({"kind": kind, **names[kind, name]}, shape))
        return features

    def _generalised(self, area: BaseGeometry, smallest: float) -> BaseGeometry | None:
        """Thin out an area's outline; drop small parts and small holes."""
        kept = []
        for part in shapely.get_parts(shapely.simplify(area, self.fineness.tolerance)):
            if part.geom_type != "Polygon" or part.area < smallest:
                continue
            holes = [ring for ring in part.interiors if shapely.Polygon(ring).area >= smallest / 2]
            kept.append(shapely.Polygon(part.exterior, holes))
        if not kept:
            return None
        return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)

    def _named_lines(
        self,
        lines: Iterable[tuple[str, dict[str, str], BaseGeometry]],
        *,
        apart: float = 0.0,
        named: bool = True,
    ) -> list[Feature]:
        """Join the lines of one kind and name; with ``apart``, parallel ones are one."""
        groups: dict[tuple[str, str], list[BaseGeometry]] = {}
        names: dict[tuple[str, str], dict[str, str]] = {}
        for kind, own, line in lines:
            key = (kind, own.get("name", "") if named else "")
            groups.setdefault(key, []).append(line)
            names[key] = {**own, **names.get(key, {})} if named else {}
        features = []
        for key, members in groups.items():
            kept = one_of_parallel(members, apart) if apart else members
            shortest = self.fineness.shortest
            joined = join_lines(kept, self.fineness.tolerance, shortest) if kept else None
            if joined is not None:
                features.append(Feature({"kind": key[0], **names[key]}, joined))
        return features


def _is_motorway(entry: Entry) -> bool:
    """Motorways are one-way unless they say otherwise (wiki.openstreetmap.org/wiki/Key:oneway)."""
    return entry.tags.get("highway") == "motorway"


def _without_direction(names: dict[str, str]) -> dict[str, str]:
    """Names of a line without where its route leads: “1号线: 湘湖 → 萧山国际机场” is “1号线”."""
    return {key: _stem(value) for key, value in names.items()}


def _stem(name: str) -> str:
    for mark in (":", "：", "(", "（"):
        head = name.partition(mark)[0].strip()
        name = head or name
    return name
