"""Features that stand otherwise than RFC 7946 has them: deeper, in lists, or as rows of a table.

What is found is given as the one collection it means, with the place of each part in the file.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.sources import recognised
from geo.sources.geojson.json_tables import MOSTLY, SAMPLED, flattened, tables_in
from geo.sources.geojson.syntax import Finding
from geo.sources.style_keys import is_colour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.sources.cst import Pointer

GEOMETRIES = {
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
    "GeometryCollection",
}  # fmt: skip
DEEPEST = 6
"""Objects and lists around features; what is deeper is no layer."""
GROUP = "collection"
"""The property that says in which of several collections a feature stood."""
_UMAP = "_umap_options"
"""Where uMap keeps how a layer or a feature is called and drawn."""
_NAMES = ("title", "name", "label", "id")
_OTHER_FORMATS = ("Topology",)


class Origin(NamedTuple):
    """Where a feature stands in the file.

    Parameters
    ----------
    pointer
        The feature, or the row of a table.
    is_row
        Whether it is a row: then its properties stand in it directly.
    position
        Which member of the row holds the position.
    is_bare
        Whether it is a geometry without a feature around it.
    place
        Where in the feature its position stands, if its geometry does not say it.
    """

    pointer: Pointer
    is_row: bool = False
    position: str = ""
    is_bare: bool = False
    place: Pointer = ()


@dataclass(frozen=True)
class Gathered:
    """What was found, as one collection.

    Parameters
    ----------
    value
        A FeatureCollection.
    origins
        Where each of its features stands in the file.
    findings
        How they stood, to be told; the offset is to be looked up by ``where``.
    where
        The pointer each finding is about.
    """

    value: dict[str, Any]
    origins: list[Origin]
    findings: list[Finding]
    where: list[Pointer]

    def locate(self, pointer: Pointer) -> Pointer:
        """Translate a pointer into the collection to one into the file."""
        if len(pointer) < 2 or pointer[0] != "features" or not isinstance(pointer[1], int):
            return pointer
        if not pointer[1] < len(self.origins):
            return ()
        return self._within(self.origins[pointer[1]], pointer[2:])

    @staticmethod
    def _within(origin: Origin, rest: Pointer) -> Pointer:
        if origin.is_bare:
            return (*origin.pointer, *rest[1:]) if rest[:1] == ("geometry",) else origin.pointer
        if origin.place and rest[:1] == ("geometry",):
            return (*origin.pointer, *origin.place)
        if not origin.is_row:
            return (*origin.pointer, *rest)
        if rest[:1] == ("properties",):
            return (*origin.pointer, *rest[1:])
        return (*origin.pointer, origin.position) if rest and origin.position else origin.pointer


def gather(value: Any) -> Gathered | None:
    """Gather the features of a document that is no plain FeatureCollection.

    Returns
    -------
    Gathered or None
        None if the document is GeoJSON as it should be, or nothing of the kind.
    """
    if not _is_unusual(value):
        return None
    entries = list(_features(value, (), ()))
    if entries:
        return _as_collection(value, entries)
    return _as_table(value)


def _is_unusual(value: Any) -> bool:
    """Whether a document is not a sound FeatureCollection, Feature or geometry at first sight."""
    if not isinstance(value, dict):
        return isinstance(value, list)
    kind = value.get("type")
    if kind == "Feature" or kind in _OTHER_FORMATS:
        return False
    if is_geometry(value):
        return False
    if isinstance(value.get("features"), list):
        entries = value["features"]
        return any(isinstance(_inner(entry), list) or is_geometry(entry) for entry in entries)
    return kind != "FeatureCollection"


def _inner(entry: Any) -> Any:
    """Give the features in an entry of a collection that is a collection itself."""
    return entry.get("features") if isinstance(entry, dict) else entry


def is_geometry(value: Any) -> bool:
    """Whether a value is a geometry object, sound or not."""
    if not isinstance(value, dict):
        return False
    kind = value.get("type")
    has_positions = "coordinates" in value or "geometries" in value
    return isinstance(kind, str) and kind in GEOMETRIES and has_positions


class _Entry(NamedTuple):
    feature: dict[str, Any]
    pointer: Pointer
    groups: tuple[str, ...]
    is_bare: bool = False
    position: str = ""


def _features(value: Any, pointer: Pointer, groups: tuple[str, ...]) -> Iterator[_Entry]:
    """Go through a document for features; what is none of it is passed over."""
    if len(pointer) > 2 * DEEPEST:
        return
    if isinstance(value, list):
        yield from _features_of_list(value, pointer, groups)
    elif isinstance(value, dict):
        kind = value.get("type")
        if isinstance(value.get("features"), list):
            own = _title(value) or _key(pointer)
            inside = _features(value["features"], (*pointer, "features"), (*groups, own))
            yield from _drawn(inside, value)
        elif kind == "Feature" or _is_nearly_feature(value):
            yield _Entry(value, pointer, groups)
        elif is_geometry(value):
            feature = {"type": "Feature", "properties": {}, "geometry": value}
            yield _Entry(feature, pointer, groups, is_bare=True)
        else:
            for key, entry in value.items():
                # The place of a map with layers is where it opens, and no site.
                is_view = key == "geometry" and "properties" in value
                if isinstance(entry, dict | list) and not is_view:
                    yield from _features(entry, (*pointer, key), groups)


def _drawn(entries: Iterator[_Entry], collection: dict[str, Any]) -> Iterator[_Entry]:
    """Give features without a colour of their own that of the layer of uMap they stand in."""
    options = collection.get(_UMAP)
    if not is_colour(options):
        yield from entries
        return
    for entry in entries:
        properties = entry.feature.get("properties")
        if not isinstance(properties, dict) or is_colour(properties.get(_UMAP)):
            yield entry
            continue
        drawn = {**properties, _UMAP: options}
        yield entry._replace(feature={**entry.feature, "properties": drawn})


def _is_nearly_feature(value: dict[str, Any]) -> bool:
    """Whether an object is a feature but for its type; uMap's map has a place and layers, too."""
    has_all = "geometry" in value and "properties" in value
    return has_all and not any(
        isinstance(entry, list) and any(isinstance(_inner(one), list) for one in entry)
        for entry in value.values()
    )


def _features_of_list(
    entries: list[Any], pointer: Pointer, groups: tuple[str, ...]
) -> Iterator[_Entry]:
    member = _geometry_member(entries)
    for index, entry in enumerate(entries):
        if member and isinstance(entry, dict):
            yield _as_row(entry, member, (*pointer, index), groups)
        else:
            yield from _features(entry, (*pointer, index), groups)


def _geometry_member(rows: list[Any]) -> str:
    """Give the member in which rows of a database hold their geometry: ``location``; "" if none."""
    some = [row for row in rows[:SAMPLED] if isinstance(row, dict)]
    members: Counter[str] = Counter(
        key for row in some for key, held in row.items() if is_geometry(held)
    )
    for member, count in members.most_common(1):
        # A feature holds its geometry so, too; a row says the rest of what it is beside it.
        is_row = all("properties" not in row and "features" not in row for row in some)
        if is_row and count >= MOSTLY * len(some) and any(len(row) > 1 for row in some):
            return member
    return ""


def _as_row(row: dict[str, Any], member: str, pointer: Pointer, groups: tuple[str, ...]) -> _Entry:
    geometry = row.get(member)
    others = {key: value for key, value in row.items() if key != member}
    if others.get("type") == "Feature":
        del others["type"]
    feature = {
        "type": "Feature",
        "properties": flattened(others),
        "geometry": geometry if is_geometry(geometry) else None,
    }
    return _Entry(feature, pointer, groups, position=member)


def _title(collection: dict[str, Any]) -> str:
    holders = [collection, collection.get("properties"), collection.get(_UMAP)]
    for holder in holders:
        if isinstance(holder, dict):
            for name in _NAMES:
                text = holder.get(name)
                if isinstance(text, str) and text.strip():
                    return text.strip()
    return ""


def _key(pointer: Pointer) -> str:
    names = [step for step in pointer if isinstance(step, str) and step != "features"]
    return names[-1] if names else ""


def _as_collection(value: Any, entries: list[_Entry]) -> Gathered:
    groups = [next((name for name in reversed(entry.groups) if name), "") for entry in entries]
    is_grouped = len(set(groups)) > 1
    features, origins = [], []
    for entry, group in zip(entries, groups, strict=True):
        feature = entry.feature
        properties = feature.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        if is_grouped and group and GROUP not in properties:
            feature = {**feature, "properties": {**properties, GROUP: group}}
        features.append(feature)
        origins.append(
            Origin(
                entry.pointer,
                is_row=bool(entry.position),
                position=entry.position,
                is_bare=entry.is_bare,
            )
        )
    members = value if isinstance(value, dict) else {}
    own = members.get("properties")
    holders = (own if isinstance(own, dict) else {}, members)
    kept = {key: at[key] for key in ("name", "title", "crs") for at in holders if key in at}
    is_one_list = all(entry.pointer[:-1] == ("features",) for entry in entries)
    bare = [entry for entry in entries if entry.is_bare]
    if (column := entries[0].position) and all(entry.position for entry in entries):
        params = {"count": len(entries), "columns": column}
        where, found = entries[0].pointer, Finding("table-as-layer", 0, params)
    elif is_one_list and bare:
        where, found = bare[0].pointer, Finding("geometry-alone", 0, {"count": len(bare)})
    else:
        where, found = entries[0].pointer, Finding("features-within", 0, {"count": len(entries)})
    return Gathered(
        {"type": "FeatureCollection", **kept, "features": features}, origins, [found], [where]
    )


def _as_table(value: Any) -> Gathered | None:
    """Read lists of objects with a position in each as the table they are."""
    found = list(tables_in(value))
    if not found:
        return None
    features, origins = [], []
    for pointer, rows, reading in found:
        group = _key(pointer) if len(found) > 1 else ""
        for step, row in rows:
            properties = flattened(row)
            if group and GROUP not in properties:
                properties[GROUP] = group
            if isinstance(step, str) and not recognised.best("name", properties):
                properties = {"name": step, **properties}
            position = reading.position_of(row)
            geometry = None if position is None else {"type": "Point", "coordinates": position}
            features.append({"type": "Feature", "properties": properties, "geometry": geometry})
            origins.append(Origin((*pointer, step), is_row=True, position=reading.member))
    _, _, first = found[0]
    params = {"count": len(features), "columns": first.shown}
    return Gathered(
        {"type": "FeatureCollection", "features": features},
        origins,
        [Finding("table-as-layer", 0, params)],
        [origins[0].pointer],
    )
