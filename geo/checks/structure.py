"""What a GeoJSON document is made of: a table from type to checker (RFC 7946 §1.4, §2, §3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.checks.bbox import check_bbox
from geo.checks.coordinate_lists import BOUND, NUMBERS, check_coordinates
from geo.checks.members import check_crs, check_misplaced, require
from geo.checks.report import kind_of
from geo.problems.likely import nearest
from geo.sources.geojson.decoding import GEOMETRY_TYPES
from geo.sources.geojson.plain import MOST_FEATURES

if TYPE_CHECKING:
    from geo.checks.report import Report
    from geo.sources.cst import Pointer

TYPES = ("FeatureCollection", "Feature", *GEOMETRY_TYPES)
IDS = {str, int}
NO_POSITION: tuple[Any, ...] = ({}, None, "")
MAX_COLLECTION_DEPTH = 20
"""Geometry collections within each other; one within another is already advised against."""


def check_structure(report: Report) -> list[bool]:
    """Check a document from top to bottom.

    Returns
    -------
    list of bool
        For each feature, whether its geometry can be built; so also where it is null.
    """
    document = report.document
    if document.plain is not None:
        # Only sound layers can be read so.
        return [True] * document.count
    value = document.value
    if not isinstance(value, dict):
        report.add("not-geojson", (), kind=kind_of(value))
        return []
    is_other = _is_other_format(report, value)
    if is_other or not _check_type(report, value, (), TYPES):
        # What follows can still be read if it looks like a collection.
        rows = range(len(document.features))
        return [not is_other and _check_member(report, index) for index in rows]
    if value["type"] == "FeatureCollection":
        return _check_collection(report)
    if value["type"] == "Feature":
        return [_check_feature(report, value, ())]
    return [check_geometry(report, value, ())]


def check_geometry(report: Report, value: Any, pointer: Pointer, depth: int = 0) -> bool:
    """Check a geometry object.

    Parameters
    ----------
    report
        Where to report.
    value
        The decoded geometry.
    pointer
        Where it stands.
    depth
        How many geometry collections it is in.

    Returns
    -------
    bool
        Whether it can be built.
    """
    if not isinstance(value, dict):
        report.add("geometry-kind", pointer, kind=kind_of(value))
        return False
    if not _check_type(report, value, pointer, GEOMETRY_TYPES):
        return False
    check_bbox(report, value, pointer)
    check_misplaced(report, value, pointer, "geometry")
    if pointer:
        check_crs(report, value, pointer)
    if value["type"] == "GeometryCollection":
        return _check_geometries(report, value, pointer, depth)
    if value.get("coordinates", ()) in NO_POSITION:
        # A database writes so what has no place; a list that is empty has a word of its own.
        report.once("coordinates-empty", (*pointer, "coordinates"))
        value["coordinates"] = []
        return True
    if not require(report, value, pointer, "coordinates", "array"):
        return False
    return check_coordinates(report, value["type"], value["coordinates"], pointer)


def _is_other_format(report: Report, value: dict[str, Any]) -> bool:
    """Report what is JSON of another format, with the way in."""
    features = value.get("features")
    first = features[0] if isinstance(features, list) and features else {}
    code = ""
    if value.get("elements") == [] and "osm3s" in value:
        code = "overpass-empty"
    elif value.get("type") == "Topology":
        code = "topojson"
    elif "geometryType" in value or (isinstance(first, dict) and "attributes" in first):
        code = "esri-json"
    if code:
        report.add(code, (), file=report.document.shown_as)
    return bool(code)


def _check_collection(report: Report) -> list[bool]:
    value = report.document.value
    check_bbox(report, value, ())
    check_misplaced(report, value, (), "FeatureCollection")
    if not require(report, value, (), "features", "array"):
        return []
    count = len(value["features"])
    if not count:
        report.add("no-features", ("features",))
    if count > MOST_FEATURES:
        report.add("too-many-features", ("features",), count=count, most=MOST_FEATURES)
    return [
        _is_plain(feature) or _check_member(report, index)
        for index, feature in enumerate(report.document.features)
    ]


def _check_member(report: Report, index: int) -> bool:
    feature, pointer = report.document.value["features"][index], ("features", index)
    if not isinstance(feature, dict):
        report.add("feature-kind", pointer, kind=kind_of(feature))
        return False
    if not _check_type(report, feature, pointer, ("Feature",)):
        # Its geometry may have faults of its own; the feature is left out either way.
        if isinstance(feature.get("geometry"), dict):
            check_geometry(report, feature["geometry"], (*pointer, "geometry"))
        return False
    return _check_feature(report, feature, pointer)


def _is_plain(feature: dict[str, Any]) -> bool:
    """Whether a feature is a sound point with nothing unusual about it, as almost all are."""
    try:
        geometry = feature["geometry"]
        position = geometry["coordinates"]
        x, y = position
        return (
            feature["type"] == "Feature"
            and geometry["type"] == "Point"
            and type(feature["properties"]) is dict
            and type(position) is list
            and type(x) in NUMBERS
            and type(y) in NUMBERS
            and -BOUND < x < BOUND
            and -BOUND < y < BOUND
            and len(geometry) == 2
            and (len(feature) == 3 or (len(feature) == 4 and type(feature["id"]) in IDS))
        )
    except (KeyError, TypeError, ValueError):
        return False


def _check_feature(report: Report, feature: dict[str, Any], pointer: Pointer) -> bool:
    if len(feature) > 3:
        check_bbox(report, feature, pointer)
        check_misplaced(report, feature, pointer, "Feature")
        if pointer:
            check_crs(report, feature, pointer)
    require(report, feature, pointer, "properties", "object or null")
    if not require(report, feature, pointer, "geometry", "object or null"):
        return False
    geometry = feature["geometry"]
    if geometry == {}:
        report.once("coordinates-empty", (*pointer, "geometry"))
        feature["geometry"] = geometry = None
    return geometry is None or check_geometry(report, geometry, (*pointer, "geometry"))


def _check_geometries(report: Report, value: dict[str, Any], pointer: Pointer, depth: int) -> bool:
    if not require(report, value, pointer, "geometries", "array"):
        return False
    geometries, where = value["geometries"], (*pointer, "geometries")
    if not geometries:
        report.add("empty-geometry", where, type="GeometryCollection")
    if len(geometries) == 1:
        report.add("single-collection", where)
    if depth:
        report.add("nested-collection", pointer)
    if depth > MAX_COLLECTION_DEPTH:
        report.add("json-too-deep", pointer, limit=MAX_COLLECTION_DEPTH)
        return False
    sound = [
        check_geometry(report, geometry, (*where, index), depth + 1)
        for index, geometry in enumerate(geometries)
    ]
    return all(sound)


def _check_type(
    report: Report, value: dict[str, Any], pointer: Pointer, allowed: tuple[str, ...]
) -> bool:
    """Report a ``type`` that is missing, no text, unknown, or not allowed where it stands.

    What can only mean one type is taken for it.
    """
    kind = value.get("type")
    if kind in allowed:
        return True
    if "type" not in value:
        assumed = _by_members(value)
        if assumed in allowed:
            report.once("type-assumed", pointer, type=assumed)
            value["type"] = assumed
            return True
        report.add("missing-type", pointer, expected=_choice(allowed))
        return False
    where = (*pointer, "type")
    if not isinstance(kind, str):
        report.add("wrong-kind", where, member="type", wanted="string", kind=kind_of(kind))
        return False
    near = _nearest(kind, allowed)
    if near and near.casefold() == kind.casefold():
        report.once("type-capitals", where, found=kind, meant=near)
        value["type"] = near
        return True
    if near:
        report.add("misspelt-type", where, found=kind, meant=near)
    elif kind in TYPES:
        report.add("type-not-here", where, found=kind, expected=_choice(allowed))
    else:
        report.add("unknown-type", where, found=kind, expected=_choice(allowed))
    return False


def _by_members(value: dict[str, Any]) -> str:
    """Tell by what stands in an object without a type which one it is."""
    if isinstance(value.get("features"), list):
        return "FeatureCollection"
    return "Feature" if "geometry" in value and "properties" in value else ""


def _nearest(kind: str, allowed: tuple[str, ...]) -> str | None:
    if kind in TYPES:
        return None
    return nearest(kind, allowed)


def _choice(names: tuple[str, ...]) -> str:
    return ", ".join(names)
