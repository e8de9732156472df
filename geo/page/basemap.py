"""The built-in base map: ``basemap/*.geojson`` of the project, packed for the page.

Every file is a FeatureCollection; its members ``attribution`` (in other languages
``attribution_en``, …), ``licence`` and ``date`` say whose work it is. A feature's ``kind`` is one
of ``kinds`` in ``style.json``, which is also the order of drawing, whatever file a feature is in.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
import shapely.affinity

from geo.files.reading import read_file
from geo.page.date_line import DATE_LINE, beyond
from geo.page.payload import Block
from geo.page.shapes import encode_shapes
from geo.problems import Place, Problem
from geo.translations import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.contract.head_types import View
    from geo.joining import SiteLayer
    from geo.project import Project

# 1e-5° is a metre: finer than the ground is drawn.
GROUND_SCALE = 100_000

# How much of the usual detail the world keeps below a ground of the project's own.
_BENEATH = 0.6

# Properties the page uses, by their names in the file, with the page's name and the type.
_PROPERTIES: dict[str, tuple[str, type | tuple[type, ...]]] = {
    "colour": ("colour", str),
    "line": ("line", str),
    "lines": ("line", str),
    "rank": ("rank", (int, float)),
    "min_zoom": ("minZoom", (int, float)),
    "max_zoom": ("maxZoom", (int, float)),
    "bridge": ("bridge", bool),
    "tunnel": ("tunnel", bool),
}


@dataclass(frozen=True)
class GroundFeature:
    """One thing on the ground: what it is called and how it shows, and where it is."""

    properties: dict[str, Any]
    geometry: BaseGeometry


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
        """Give the block ``ground``; ``geo/web/src/data/ground.ts`` reads it."""
        geometries = np.array([feature.geometry for feature in self.features], dtype=object)
        rows = np.arange(len(self.features))
        return Block(
            {"features": [feature.properties for feature in self.features]},
            {"shapes": encode_shapes(rows, geometries, self.scale)},
        )


@cache
def _style() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        files(__package__).joinpath("style.json").read_text(encoding="utf-8")
    )
    return found


@cache
def ground_kinds() -> tuple[str, ...]:
    """Kinds of ground features, lowest first."""
    return tuple(_style()["kinds"])


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
        GroundFeature(_properties(feature.properties), feature.geometry)
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
    melting = _style()["melting"]
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
    ground = Ground()
    named = [_read_file(path, ground) for path in project.basemap]
    ground.attribution = _in_each_language(named, project.settings.languages)
    ground.features.sort(key=_place)
    return ground


def _in_each_language(named: list[dict[str, str]], languages: list[str]) -> dict[str, str]:
    """Put the files' attributions together; where one lacks a language, its own stands in."""
    # The plain member is in the map's own language, and the first to stand in for others.
    named = [{languages[0]: texts.get("", ""), **texts} for texts in named if texts]
    together = {
        language: " · ".join(filter(None, dict.fromkeys(in_language(t, language) for t in named)))
        for language in languages
    }
    return {language: text for language, text in together.items() if text}


def _read_file(path: Path, ground: Ground) -> dict[str, str]:
    """Take a file's features; give whom to name by language, as :func:`_texts` does."""
    try:
        text = read_file(path).decode("utf-8-sig")
        document = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        _unreadable(path, ground, str(error))
        return {}
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        _unreadable(path, ground, "“features”?")
        return {}
    _Reader(path, ground).read(features, _read_whole(document, text))
    most = document.get("max_zoom")
    if isinstance(most, int | float) and not isinstance(most, bool) and _is_finite(most):
        ground.max_zoom = max(float(most), ground.max_zoom or 0.0)
    return _texts(document, "attribution")


def _unreadable(path: Path, ground: Ground, reason: str) -> None:
    place = Place(path.as_posix())
    ground.problems.append(Problem("ground-file-unreadable", place, {"reason": reason}))


class _Reader:
    """Takes the features of one file and counts those it cannot use."""

    def __init__(self, path: Path, ground: Ground) -> None:
        self._file = path.as_posix()
        self._ground = ground
        self._unfit: list[int] = []
        self._unknown: Counter[str] = Counter()

    def read(self, features: list[Any], geometries: NDArray[Any] | None) -> None:
        """Take features; their geometries where the file could be read as a whole."""
        self._ground.features += self._usable(self._known(features), geometries)
        for kind, count in sorted(self._unknown.items()):
            self._report(
                "ground-kind-unknown", kind=kind, count=count, known=", ".join(ground_kinds())
            )
        if self._unfit:
            self._report("ground-geometry-unfit", count=len(self._unfit), index=self._unfit[0])

    def _known(self, features: list[Any]) -> Iterator[tuple[int, dict[str, Any], object]]:
        """Give the features of known kinds: number, properties, geometry."""
        kinds = ground_kinds()
        for index, feature in enumerate(features):
            entry = feature if isinstance(feature, dict) else {}
            properties = entry.get("properties")
            properties = properties if isinstance(properties, dict) else {}
            kind = properties.get("kind")
            if isinstance(kind, str) and kind in kinds:
                yield index, properties, entry.get("geometry")
            else:
                self._unknown[str(kind)] += 1

    def _usable(
        self, known: Iterable[tuple[int, dict[str, Any], object]], whole: NDArray[Any] | None
    ) -> Iterator[GroundFeature]:
        entries = [*known]
        if whole is None:
            read = _from_geojson([_as_text(value) for _, _, value in entries])
        else:
            read = whole[[index for index, _, _ in entries]]
        for (index, properties, _), geometry in zip(entries, _fit(read), strict=True):
            if geometry is None:
                self._unfit.append(index)
            else:
                yield GroundFeature(_properties(properties), geometry)

    def _report(self, code: str, **params: object) -> None:
        self._ground.problems.append(Problem(code, Place(self._file), params))


def _read_whole(document: dict[str, Any], text: str) -> NDArray[Any] | None:
    """Read a file's geometries at once, at half the time of one by one; None if GEOS cannot."""
    if document.get("type") != "FeatureCollection":
        return None
    parts = shapely.get_parts(_from_geojson(text))
    return parts if len(parts) == len(document["features"]) else None


def _from_geojson(text: str | list[str]) -> Any:
    with np.errstate(over="ignore"):  # 1e400 lies outside, as what is too far
        return shapely.from_geojson(text, on_invalid="ignore")


def _fit(read: NDArray[Any]) -> list[BaseGeometry | None]:
    """Longitude and latitude on the globe, or None."""
    flat = shapely.force_2d(read)
    west, south, east, north = shapely.bounds(flat).reshape(-1, 4).T
    # Of what is none, or empty, they are no numbers.
    is_there = (west >= -180) & (west <= east) & (east <= 180)
    is_there &= (south >= -90) & (south <= north) & (north <= 90)
    fits = is_there & ~shapely.is_empty(flat)
    return [geometry if fit else None for geometry, fit in zip(flat, fits, strict=True)]


def _as_text(value: object) -> str:
    try:
        return json.dumps(value, check_circular=False)
    except (ValueError, RecursionError):
        return "null"


def _properties(properties: dict[str, Any]) -> dict[str, Any]:
    """Keep what the page uses."""
    used = {
        ours: value
        for theirs, (ours, kind) in _PROPERTIES.items()
        if (value := properties.get(theirs)) is not None
        and isinstance(value, kind)
        and value is not False
        and _is_finite(value)
    }
    return {"kind": properties["kind"], "name": _texts(properties, "name"), **used}


def _texts(members: dict[str, Any], name: str) -> dict[str, str]:
    """Give a text by language ("" is the map's own)."""
    texts = {key: value for key, value in members.items() if isinstance(value, str) and value}
    named = (key for key in texts if key == name or key.startswith(f"{name}_"))
    return {key.removeprefix(name).removeprefix("_"): texts[key] for key in named}


def _is_finite(value: object) -> bool:
    """Whether a page can have it: Python alone reads NaN in JSON, or hundreds of digits."""
    try:
        return not isinstance(value, int | float) or math.isfinite(value)
    except OverflowError:
        return False
