"""All positions of a layer as columns, and the way back from a row to its place in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geo.reading.cst import Pointer
    from geo.reading.geojson import LayerDocument


@dataclass(frozen=True)
class Shapes:
    """The sound geometries of a layer, taken apart.

    Parameters
    ----------
    xy
        Longitude and latitude of every position, shape (n, 2), as in the file.
    feature
        The feature each belongs to, shape (n,).
    rings
        The rings of areas: ``(feature, part, start, end, is_hole)``, rows of :attr:`xy`. Parts
        number the polygons of a feature.
    points
        Features that are a single point.
    """

    xy: NDArray[np.float64]
    feature: NDArray[np.int64]
    rings: list[tuple[int, int, int, int, bool]]
    points: NDArray[np.int64]
    _document: LayerDocument

    def pointer(self, row: int) -> Pointer:
        """Where in the document a position stands."""
        index = int(self.feature[row])
        first = int(np.searchsorted(self.feature, index))
        geometry = self._document.features[index]["geometry"]
        for count, (steps, _) in enumerate(_positions(geometry)):
            if count == row - first:
                return (*self._document.geometry_pointer(index), *steps)
        raise IndexError(row)

    def ring_pointer(self, start: int) -> Pointer:
        """Where in the document the ring stands that begins with a row."""
        return self.pointer(start)[:-1]


def take_apart(document: LayerDocument, sound: list[bool]) -> Shapes:
    """Bring the sound geometries of a layer into columns.

    Parameters
    ----------
    document
        The layer.
    sound
        For each feature, whether its geometry has passed the check of its structure.
    """
    xy: list[list[float]] = []
    owners: list[int] = []
    rings: list[tuple[int, int, int, int, bool]] = []
    points: list[int] = []
    for index, (feature, is_sound) in enumerate(zip(document.features, sound, strict=True)):
        geometry = feature.get("geometry")
        if not is_sound or geometry is None:
            continue
        if geometry["type"] == "Point":
            if geometry["coordinates"]:
                xy.append(geometry["coordinates"][:2])
                owners.append(index)
                points.append(index)
            continue
        for part, polygon in enumerate(_polygons(geometry)):
            for number, (start, end) in enumerate(polygon):
                rings.append((index, part, len(xy) + start, len(xy) + end, number > 0))
        before = len(xy)
        xy += [position[:2] for _, position in _positions(geometry)]
        owners += [index] * (len(xy) - before)
    return Shapes(
        np.array(xy, dtype=np.float64).reshape(-1, 2),
        np.array(owners, dtype=np.int64),
        rings,
        np.array(points, dtype=np.int64),
        document,
    )


def _positions(geometry: dict[str, Any]) -> Iterator[tuple[Pointer, list[float]]]:
    """Every position of a geometry with the steps that lead to it, in the order of the file."""
    if geometry["type"] == "GeometryCollection":
        for index, part in enumerate(geometry["geometries"]):
            for steps, position in _positions(part):
                yield ("geometries", index, *steps), position
        return
    yield from _leaves(geometry["coordinates"], ("coordinates",))


def _leaves(value: list[Any], steps: Pointer) -> Iterator[tuple[Pointer, list[float]]]:
    if value and not isinstance(value[0], list):
        yield steps, value
        return
    for index, entry in enumerate(value):
        yield from _leaves(entry, (*steps, index))


def _polygons(geometry: dict[str, Any]) -> Iterator[list[tuple[int, int]]]:
    """Rings of each polygon as rows, counted from the geometry's first position."""
    start = 0
    for part in _flat(geometry):
        kind = part["type"]
        if kind in {"Polygon", "MultiPolygon"}:
            polygons = [part["coordinates"]] if kind == "Polygon" else part["coordinates"]
            for polygon in polygons:
                rings = []
                for ring in polygon:
                    rings.append((start, start + len(ring)))
                    start += len(ring)
                if rings:
                    yield rings
        else:
            start += sum(1 for _ in _leaves(part["coordinates"], ()))


def _flat(geometry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if geometry["type"] != "GeometryCollection":
        yield geometry
        return
    for part in geometry["geometries"]:
        yield from _flat(part)
