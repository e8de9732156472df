"""The built-in base map: the project's own ground on that of the world, packed for the page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import shapely
import shapely.affinity

from geo.page.date_line import DATE_LINE, beyond
from geo.page.ground_files import (
    GroundFeature,
    ground_kinds,
    ground_style,
    read_ground_file,
    used_properties,
)
from geo.page.payload import Block
from geo.page.shapes import encode_shapes
from geo.translations import in_language

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.contract.head_types import View
    from geo.joining import SiteLayer
    from geo.problems import Problem
    from geo.project import Project

# 1e-5° is a metre: finer than the ground is drawn.
GROUND_SCALE = 100_000

# How much of the usual detail the world keeps below a ground of the project's own.
_BENEATH = 0.6


@dataclass
class Ground:
    """The built-in base map of a project.

    Parameters
    ----------
    features
        In the order of drawing.
    attribution
        Whom to name, each once, by language.
    problems
        What could not be used; nothing of it keeps a map from being built.
    scale
        Positions are whole numbers of one of so many parts of a degree.
    max_zoom
        How far in it can show things; None where its files do not say.
    """

    features: list[GroundFeature] = field(default_factory=list)
    attribution: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    scale: int = GROUND_SCALE
    max_zoom: float | None = None

    def beyond(self, seam: float) -> Ground:
        """Give the ground of a map that begins at a longitude; see :mod:`geo.page.date_line`."""
        if seam == DATE_LINE:
            return self
        cut = [_cut_at(seam, feature.geometry) for feature in self.features]
        geometries = beyond(np.array(cut, dtype=object), seam)
        features = [
            replace(feature, geometry=geometry)
            for feature, geometry in zip(self.features, geometries, strict=True)
        ]
        return replace(self, features=features)

    def pack(self) -> Block:
        """Give the block ``ground``; ``geo/web/src/data/groundfeatures.ts`` reads it."""
        geometries = np.array([feature.geometry for feature in self.features], dtype=object)
        wide = np.array(["wide" in feature.properties for feature in self.features], dtype=bool)
        rows = np.arange(len(self.features))
        columns = {"shapes": encode_shapes(rows[~wide], geometries[~wide], self.scale)}
        if wide.any():
            from geo.ground import world

            # Below a ground in detail the world keeps its own scale: steps a hundredth as large.
            columns["wide"] = encode_shapes(rows[wide], geometries[wide], world.SCALE)
        return Block({"features": [feature.properties for feature in self.features]}, columns)


def ground_of(layer: SiteLayer, languages: list[str], view: View) -> Ground:
    """Give the ground of a map: what its project brings, on the world that comes with the package.

    Parameters
    ----------
    layer
        The sites; its project's ``basemap`` names the files.
    languages
        Of the page.
    view
        What the reader sees first, as :func:`geo.page.view.make_view` gives it.
    """
    own = read_basemap(layer.project)
    # Who draws land or sea draws the world: another coast below it would only disagree.
    if any(feature.properties["kind"] in {"land", "sea"} for feature in own.features):
        return own
    world = _world(layer, languages, view, share=_BENEATH if own.features else 1.0)
    if not own.features:
        return replace(world, problems=own.problems)
    beneath = _around(world.features, own.features)
    features = sorted([*beneath, *own.features], key=_place)
    attribution = {
        language: " · ".join(filter(None, (own.attribution.get(language), text)))
        for language, text in world.attribution.items()
    }
    return replace(own, features=features, attribution=attribution)


def _world(layer: SiteLayer, languages: list[str], view: View, *, share: float) -> Ground:
    """Give the ground that comes with the package, cut to what the map is about."""
    from geo.ground import world

    (lon, lat), bounds = view["center"], view.get("bounds")
    west, south, east, north = bounds or (lon, lat, lon, lat)
    box = shapely.bounds(layer.sites.geometry.to_numpy())
    middles = (box[:, :2] + box[:, 2:]) / 2
    features = [
        GroundFeature(used_properties(feature.properties), feature.geometry)
        for feature in world.world_ground(middles, (west, south, east, north), languages, share)
    ]
    return Ground(features, dict.fromkeys(languages, world.ATTRIBUTION), scale=world.SCALE)


def _around(world: list[GroundFeature], own: list[GroundFeature]) -> list[GroundFeature]:
    """Leave out of the world what a better ground above it shows itself, and true to the metre.

    The coast goes on below it, for a ground of streets alone has none; but where its own waters are
    the world's sea once more, as in the mouth of a river, two shores would be seen. At its rim both
    are needed: there the one turns into the other.
    """
    extent = shapely.box(*shapely.total_bounds([feature.geometry for feature in own]))
    inner = _within_rim(own)
    kinds = {feature.properties["kind"] for feature in own}
    kept = []
    for feature in world:
        kind, geometry = feature.properties["kind"], feature.geometry
        if kind == "sea":
            geometry = geometry.difference(_drawn_again(geometry, inner, own))
        elif kind == "river":
            geometry = geometry.difference(inner)
        elif kinds & {"city", "town"}:
            geometry = geometry.difference(extent)
        if not geometry.is_empty:
            properties = {**feature.properties, "wide": True}
            kept.append(GroundFeature(properties, geometry))
    return kept


def _within_rim(own: list[GroundFeature]) -> BaseGeometry:
    """Give the part of a ground in detail that is drawn in full however far off it is seen."""
    melting = ground_style()["melting"]
    there = [f.geometry for f in own if f.properties["kind"] not in melting["reaching"]]
    box = shapely.box(*shapely.total_bounds(there or [f.geometry for f in own]))
    left = 1 - 2 * melting["rim"]
    return shapely.affinity.scale(box, left, left)


def _drawn_again(sea: BaseGeometry, extent: BaseGeometry, own: list[GroundFeature]) -> BaseGeometry:
    """Give the parts of the sea within an extent that are for the most part waters of its own."""
    parts = shapely.get_parts(sea.intersection(extent))
    waters = [
        shapely.make_valid(feature.geometry)
        for feature in own
        if feature.properties["kind"] in {"river", "lake", "water"}
    ]
    if len(parts) == 0 or not waters:
        return shapely.GeometryCollection()
    covered = shapely.area(shapely.intersection(parts, shapely.union_all(waters)))
    return shapely.union_all(parts[covered > shapely.area(parts) / 2])


def _place(feature: GroundFeature) -> int:
    """Order of drawing."""
    return ground_kinds().index(feature.properties["kind"])


def _cut_at(seam: float, geometry: BaseGeometry) -> BaseGeometry:
    """Cut what the seam runs through, so that either side can go its own way."""
    west, south, east, north = geometry.bounds
    if not west < seam < east:
        return geometry
    sides = [
        shapely.clip_by_rect(geometry, west, south, seam, north),
        shapely.clip_by_rect(geometry, seam, south, east, north),
    ]
    parts = [part for side in sides for part in shapely.get_parts(side)]
    if shapely.get_dimensions(geometry) == 2:
        return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])
    return shapely.MultiLineString([part for part in parts if part.geom_type == "LineString"])


def read_basemap(project: Project) -> Ground:
    """Read the project's base map files.

    Parameters
    ----------
    project
        Its ``basemap`` names the files.

    Returns
    -------
    Ground
        Empty if there are no files.
    """
    read = [read_ground_file(path) for path in project.basemap]
    return Ground(
        features=sorted(chain.from_iterable(file.features() for file in read), key=_place),
        attribution=_in_each_language(
            [file.attribution for file in read], project.settings.languages
        ),
        problems=[problem for file in read for problem in file.problems],
        max_zoom=max((file.max_zoom for file in read if file.max_zoom is not None), default=None),
    )


def _in_each_language(named: list[dict[str, str]], languages: list[str]) -> dict[str, str]:
    """Put the files' attributions together; where one lacks a language, its own stands in."""
    # The plain member is in the map's own language, and the first to stand in for others.
    named = [{languages[0]: texts.get("", ""), **texts} for texts in named if texts]
    together = {
        language: " · ".join(filter(None, dict.fromkeys(in_language(t, language) for t in named)))
        for language in languages
    }
    return {language: text for language, text in together.items() if text}
