"""The files of a project's own base map, ``basemap/*.geojson``: what is in them, and what is unfit.

Every file is a FeatureCollection; its members ``attribution`` (in other languages
``attribution_en``, …), ``licence`` and ``date`` say whose work it is. A feature's ``kind`` is one
of ``kinds`` in ``style.json``, which is also the order of drawing, whatever file a feature is in.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.files.reading import read_file
from geo.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

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
# In JSON a quote within a text is written with a backslash, so that this is a member always.
_POSITIONS = re.compile(r'"coordinates"\s*:\s*\[[\s\d\[\],.eE+-]*\]')


@dataclass(frozen=True)
class GroundFeature:
    """One thing on the ground: what it is called and how it shows, and where it is."""

    properties: dict[str, Any]
    geometry: BaseGeometry


@dataclass
class GroundFile:
    """What the map can use of a file.

    Parameters
    ----------
    attribution
        Whom to name by language; "" is the map's own.
    max_zoom
        How far in it can show things; None where it does not say.
    problems
        What could not be used.
    properties, geometries
        Of the features that can be, in the file's order; longitudes and latitudes.
    """

    attribution: dict[str, str] = field(default_factory=dict)
    max_zoom: float | None = None
    problems: list[Problem] = field(default_factory=list)
    properties: list[dict[str, Any]] = field(default_factory=list)
    geometries: NDArray[Any] = field(default_factory=lambda: np.empty(0, dtype=object))

    def features(self) -> list[GroundFeature]:
        """Give the features in the file's order."""
        return [
            GroundFeature(used_properties(properties), geometry)
            for properties, geometry in zip(self.properties, self.geometries, strict=True)
        ]


@cache
def ground_style() -> dict[str, Any]:
    """How the ground is drawn, as the page has it."""
    found: dict[str, Any] = json.loads(
        files(__package__).joinpath("style.json").read_text(encoding="utf-8")
    )
    return found


@cache
def ground_kinds() -> tuple[str, ...]:
    """Kinds of ground features, lowest first."""
    return tuple(ground_style()["kinds"])


def ground_problems(paths: Iterable[Path]) -> list[Problem]:
    """Tell what cannot be used of a project's base map."""
    return [problem for path in paths for problem in read_ground_file(path).problems]


def read_ground_file(path: Path) -> GroundFile:
    """Read a file of the base map.

    Parameters
    ----------
    path
        GeoJSON in WGS 84.

    Returns
    -------
    GroundFile
        Its features of known kinds with geometries on the globe; bad data never raises.
    """
    file = GroundFile()
    try:
        text = read_file(path).decode("utf-8-sig")
        document, geometries = _parsed(text)
    except (OSError, ValueError, RecursionError) as error:
        file.problems.append(_unreadable(path, str(error)))
        return file
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        file.problems.append(_unreadable(path, "“features”?"))
        return file
    _take(file, path, features, geometries)
    most = document.get("max_zoom")
    if isinstance(most, int | float) and not isinstance(most, bool) and _is_finite(most):
        file.max_zoom = max(float(most), 0.0)
    file.attribution = _texts(document, "attribution")
    return file


def _parsed(text: str) -> tuple[Any, NDArray[Any] | None]:
    """Give a file's document, and the geometries of its features where they were read at once.

    Most of a file are positions. What GEOS has read as a whole, it has held against all rules of
    JSON, and they need no second reading; it does so in half the time of one by one.
    """
    geometries = shapely.get_parts(_from_geojson(text))
    if len(geometries):
        document = json.loads(_POSITIONS.sub('"coordinates":[]', text))
        is_collection = isinstance(document, dict) and document.get("type") == "FeatureCollection"
        # A feature without geometry is none of the parts.
        if is_collection and len(document["features"]) == len(geometries):
            return document, geometries
    return json.loads(text), None


def _unreadable(path: Path, reason: str) -> Problem:
    return Problem("ground-file-unreadable", Place(path.as_posix()), {"reason": reason})


def _take(
    file: GroundFile, path: Path, features: list[Any], geometries: NDArray[Any] | None
) -> None:
    """Take a file's features; their geometries where the file could be read as a whole."""
    kinds = {*ground_kinds()}
    entries = [_properties_of(feature) for feature in features]
    is_known = [isinstance(kind := entry.get("kind"), str) and kind in kinds for entry in entries]
    known = np.flatnonzero(is_known)
    if geometries is None:
        read = _from_geojson([_as_text(features[index].get("geometry")) for index in known])
    else:
        read = geometries[known]
    flat = shapely.force_2d(read)
    fits = _are_on_the_globe(flat)
    file.properties = [entries[index] for index in known[fits]]
    file.geometries = flat[fits]
    place = Place(path.as_posix())
    unknown = Counter(
        str(entry.get("kind")) for entry, fit in zip(entries, is_known, strict=True) if not fit
    )
    names = ", ".join(ground_kinds())
    for kind, count in sorted(unknown.items()):
        params: dict[str, Any] = {"kind": kind, "count": count, "known": names}
        file.problems.append(Problem("ground-kind-unknown", place, params))
    unfit = known[~fits].tolist()
    if unfit:
        params = {"count": len(unfit), "index": unfit[0]}
        file.problems.append(Problem("ground-geometry-unfit", place, params))


def _properties_of(feature: object) -> dict[str, Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return properties if isinstance(properties, dict) else {}


def _from_geojson(text: str | list[str]) -> Any:
    with np.errstate(over="ignore"):  # 1e400 lies outside, as what is too far
        return shapely.from_geojson(text, on_invalid="ignore")


def _are_on_the_globe(flat: NDArray[Any]) -> NDArray[np.bool_]:
    """Mark the geometries whose longitudes and latitudes are such."""
    west, south, east, north = shapely.bounds(flat).reshape(-1, 4).T
    # Of what is none, or empty, they are no numbers.
    is_there = (west >= -180) & (west <= east) & (east <= 180)
    is_there &= (south >= -90) & (south <= north) & (north <= 90)
    fits: NDArray[np.bool_] = is_there & ~shapely.is_empty(flat)
    return fits


def _as_text(value: object) -> str:
    try:
        return json.dumps(value, check_circular=False)
    except (ValueError, RecursionError):
        return "null"


def used_properties(properties: dict[str, Any]) -> dict[str, Any]:
    """Keep what the page uses of a feature's properties."""
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
