"""All positions of a layer as columns, and the way back from a row to its place in the file."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.checks.report import Report
    from geo.sources.cst import Pointer
    from geo.sources.geojson.geometries import Geometries
    from geo.sources.geojson.layer_document import LayerDocument

    Rows = NDArray[np.int64]


MOST_POSITIONS = 5_000_000
"""Positions of a layer; a page could not hold more."""
SHORTEST = len("[1,2],")


class Rings(NamedTuple):
    """The rings of all areas in the order of the file, one entry each.

    Parameters
    ----------
    feature
        The feature each belongs to.
    area
        Its polygon or multi-polygon: a row of :attr:`Shapes.areas`.
    start, end
        Its positions: rows of :attr:`Shapes.xy`.
    is_hole
        Whether it is not the outer one of its polygon.
    """

    feature: Rows
    area: Rows
    start: Rows
    end: Rows
    is_hole: NDArray[np.bool_]

    def take(self, rows: slice | NDArray[np.bool_]) -> Rings:
        """Give some of the rings."""
        return Rings(
            self.feature[rows],
            self.area[rows],
            self.start[rows],
            self.end[rows],
            self.is_hole[rows],
        )


@dataclass(frozen=True)
class Shapes:
    """The sound geometries of a layer, taken apart.

    Parameters
    ----------
    geometries
        One for each feature; none for null and for what cannot be built.
    unfit
        The features whose geometry cannot be built although its structure is sound.
    xy
        Longitude and latitude of every position, shape (n, 2), as in the file.
    feature
        The feature each belongs to, shape (n,), ascending.
    areas
        Polygons and multi-polygons, those in collections included.
    rings
        Their rings.
    points
        Features that are a single point.
    """

    geometries: Geometries
    unfit: list[int]
    xy: NDArray[np.float64]
    feature: Rows
    areas: Geometries
    rings: Rings
    points: Rows
    _document: LayerDocument

    def with_positions(self, xy: NDArray[np.float64]) -> Shapes:
        """Give the same with other positions; the geometries stay as they stand in the file."""
        return replace(self, xy=xy)

    def pointer(self, row: int) -> Pointer:
        """Where in the document a position stands."""
        index = int(self.feature[row])
        first = int(np.searchsorted(self.feature, index))
        geometry = self._document.features[index]["geometry"]
        found = _steps(geometry, row - first)
        if isinstance(found, int):
            raise IndexError(row)
        return (*self._document.geometry_pointer(index), *found)

    def ring_pointer(self, start: int) -> Pointer:
        """Where in the document the ring stands that begins with a row."""
        return self.pointer(start)[:-1]


def check_size(report: Report, sound: list[bool]) -> list[bool]:
    """Report the features whose positions are more than a map holds, and pass over them.

    Parameters
    ----------
    report
        Where to report.
    sound
        For each feature, whether its geometry has passed the check of its structure.

    Returns
    -------
    list of bool
        The same without the features that are too large.
    """
    document = report.document
    if document.plain is not None or len(document.text) < SHORTEST * MOST_POSITIONS:
        return sound
    count, fits = 0, []
    for index, (feature, is_sound) in enumerate(zip(document.features, sound, strict=True)):
        found = _position_count(feature["geometry"]) if is_sound and feature["geometry"] else 0
        fits.append(is_sound and count + found <= MOST_POSITIONS)
        if is_sound and not fits[-1]:
            pointer = document.geometry_pointer(index)
            report.add("too-many-positions", pointer, count=found, most=MOST_POSITIONS)
        else:
            count += found
    return fits


def take_apart(document: LayerDocument, sound: list[bool]) -> Shapes:
    """Bring the sound geometries of a layer into columns.

    Parameters
    ----------
    document
        The layer.
    sound
        For each feature, whether its geometry has passed the check of its structure.
    """
    import shapely

    from geo.sources.geojson.geometries import build_geometries

    if document.plain is not None:
        return _points(document, document.plain.xy)
    geometries, unfit = build_geometries(
        [
            feature.get("geometry") if is_sound else None
            for feature, is_sound in zip(document.features, sound, strict=True)
        ]
    )
    xy, feature = shapely.get_coordinates(geometries, return_index=True)
    is_point = shapely.get_type_id(geometries) == shapely.GeometryType.POINT
    points = np.flatnonzero(is_point & ~shapely.is_empty(geometries))
    areas, rings = _take_rings(geometries)
    return Shapes(geometries, unfit, xy, feature, areas, rings, points, document)


def _points(document: LayerDocument, positions: NDArray[np.float64]) -> Shapes:
    from geo.sources.geojson.geometries import build_points

    geometries = build_points(positions)
    rows = np.flatnonzero(~np.isnan(positions[:, 0]))
    none = np.zeros(0, dtype=np.int64)
    rings = Rings(none, none, none, none, none.astype(bool))
    return Shapes(
        geometries, [], positions[rows], rows, np.zeros(0, dtype=object), rings, rows, document
    )


def _take_rings(geometries: Geometries) -> tuple[Geometries, Rings]:
    """Find the areas of geometries and where the positions of their rings are."""
    import shapely

    kinds = shapely.GeometryType
    parts, owner = geometries, np.arange(len(geometries))
    while (shapely.get_type_id(parts) == kinds.GEOMETRYCOLLECTION).any():
        # Of anything else, its parts come in the same order, so that positions keep their rows.
        is_whole = shapely.get_type_id(parts) != kinds.GEOMETRYCOLLECTION
        inner, number = shapely.get_parts(parts[~is_whole], return_index=True)
        place = np.concatenate([np.flatnonzero(is_whole), np.flatnonzero(~is_whole)[number]])
        order = np.argsort(place, kind="stable")
        parts = np.concatenate([parts[is_whole], inner])[order]
        owner = owner[place[order]]
    counts = shapely.get_num_coordinates(parts)
    starts = np.cumsum(counts) - counts
    is_area = np.isin(shapely.get_type_id(parts), [kinds.POLYGON, kinds.MULTIPOLYGON])
    areas = parts[is_area]
    polygons, area = shapely.get_parts(areas, return_index=True)
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    lengths = shapely.get_num_coordinates(rings)
    # The rings of one area follow each other without a gap, and so do the areas among themselves
    # but for what lies between them in the file.
    ring_area = area[polygon]
    total = np.cumsum(lengths) - lengths
    first = np.searchsorted(ring_area, np.arange(len(areas)))
    begun = np.append(total, 0)[first]
    start = starts[is_area][ring_area] + total - begun[ring_area]
    is_hole = np.append(False, polygon[1:] == polygon[:-1])[: len(polygon)]
    feature = owner[is_area][ring_area]
    found = Rings(feature, ring_area, start, start + lengths, is_hole)
    return areas, found.take(lengths > 0)


def _position_count(geometry: dict[str, Any]) -> int:
    found = _steps(geometry, sys.maxsize)
    return found if isinstance(found, int) else 0


def _steps(geometry: dict[str, Any], count: int) -> Pointer | int:
    """Find the steps to a position by its number; or how many positions there are, if too few."""
    if geometry["type"] != "GeometryCollection":
        found = _steps_in_array(geometry["coordinates"], count)
        return found if isinstance(found, int) else ("coordinates", *found)
    before = 0
    for index, part in enumerate(geometry["geometries"]):
        found = _steps(part, count - before)
        if not isinstance(found, int):
            return ("geometries", index, *found)
        before += found
    return before


def _steps_in_array(value: list[Any], count: int) -> Pointer | int:
    if not value:
        return 0
    if not isinstance(value[0], list):
        return () if count == 0 else 1
    if value[0] and not isinstance(value[0][0], list):  # positions
        return (count,) if count < len(value) else len(value)
    before = 0
    for index, entry in enumerate(value):
        found = _steps_in_array(entry, count - before)
        if not isinstance(found, int):
            return (index, *found)
        before += found
    return before
