"""GeoJSON and its kin as records: one feature a line, TopoJSON, Esri JSON, plain tables in JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import shapely

from geo.positions.systems import system_name
from geo.problems import Place, errors
from geo.sources.curved_shapes import told_curves
from geo.sources.encodings import decode_json
from geo.sources.esri_json import read_by_gdal
from geo.sources.geojson.decoding import GEOMETRY_TYPES
from geo.sources.geojson.gathering import GROUP, is_geometry
from geo.sources.geojson.geometries import build_geometries
from geo.sources.geojson.json_tables import as_columns
from geo.sources.geojson.reading_layers import parse_layer
from geo.sources.highcharts import MEMBER, drawn_places, is_drawing, put_in_place
from geo.sources.json_lines import Lines, read_lines
from geo.sources.layer_names import chosen_layer
from geo.sources.overpass import features_of_overpass
from geo.sources.own_content import require_own_content
from geo.sources.records import Records, row_place
from geo.sources.suffixes import LINES
from geo.sources.tables.sheets import UnreadableError, all_errors_alike
from geo.sources.topology import features_of_topology

if TYPE_CHECKING:
    from pathlib import Path

    from geo.sources.geojson.layer_document import LayerDocument

LOOKED_AT = 4096
"""Characters that tell GeoJSON, which is by far the most common kind."""
_ESRI_KEYS = {
    "rings": "esriGeometryPolygon", "paths": "esriGeometryPolyline",
    "points": "esriGeometryMultipoint", "x": "esriGeometryPoint",
}  # fmt: skip
"""What a shape's coordinates are called in Esri JSON, and its type."""
_ESRI_TYPES = frozenset(_ESRI_KEYS.values())
_AMAP = {"status", "info", "infocode"}
"""What every answer of AMap's web service has beside its rows."""


def read_json_records(path: Path, layer: str | None = None) -> Records:
    """Read a file of JSON, whichever kind it is.

    Parameters
    ----------
    path
        The file.
    layer
        Which object of a TopoJSON: a name, or a number from 1; the first that holds any if absent.

    Raises
    ------
    UnreadableError
        If it is no JSON, or of a kind that holds no places.
    OSError
        If it cannot be read.
    """
    data = path.read_bytes()
    shown_as = path.as_posix()
    text = decode_json(path, data)[0].text
    if f'"{MEMBER}"' in text[:LOOKED_AT] and (drawing := _from_drawing(shown_as, text)) is not None:
        return drawing
    if '"Feature' not in text[:LOOKED_AT]:
        records = _other_kind(path, shown_as, text, layer)
        if records is not None:
            return records
    document = parse_layer(path, shown_as, data)
    told = errors(document.problems)
    if told and path.suffix.lower() in LINES:
        lines = read_lines(text, is_said=True)
        if lines is not None and lines.are_features:
            return _from_lines(shown_as, lines)
    if document.form == "none":
        if told:
            raise UnreadableError("as-told", told=told[0])
        raise UnreadableError("no-features")
    return _from_document(document)


def _other_kind(path: Path, shown_as: str, text: str, layer: str | None) -> Records | None:
    """Read JSON that is no GeoJSON: TopoJSON, Esri JSON, a table, objects a line."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        lines = read_lines(text, is_said=path.suffix.lower() in LINES)
        is_table = lines is not None and not any("type" in one for one in lines.objects)
        return _from_lines(shown_as, lines) if lines is not None and is_table else None
    if isinstance(value, dict):
        if value.get("type") == "Topology":
            return _from_topology(shown_as, value, layer)
        kind = value.get("geometryType") or _esri_type(value)
        if kind in _ESRI_TYPES:
            return _by_gdal(path, shown_as, {**value, "geometryType": kind})
        if value.get("type") in GEOMETRY_TYPES:
            return None
        answer = _from_answer(shown_as, value)
        if answer is not None:
            return answer
    return _from_table(shown_as, value)


def _from_table(shown_as: str, value: Any) -> Records | None:
    """Read the one list of objects in a document; none where there is none, or several."""
    rows = _table_in(value)
    if rows is None:
        return None
    records = _from_objects(shown_as, rows)
    if isinstance(value, dict) and value.keys() >= _AMAP:
        records.datum = "gcj02"
    return records


def _from_answer(shown_as: str, value: dict[str, Any]) -> Records | None:
    """Read the answer of a public service: of Overpass, or to a question in SPARQL."""
    elements = features_of_overpass(value)
    if elements:
        return _from_features(shown_as, elements)
    bindings = _bindings(value)
    if not bindings:
        return None
    records = _from_objects(shown_as, bindings)
    records.is_text = True
    return records


def _bindings(value: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the rows of an answer to a question in SPARQL, as Wikidata gives them."""
    results = value.get("results")
    rows = results.get("bindings") if isinstance(results, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return []
    terms = [{name: term for name, term in row.items() if isinstance(term, dict)} for row in rows]
    return [{name: _as_text(term.get("value")) for name, term in row.items()} for row in terms]


def _table_in(value: Any) -> list[dict[str, Any]] | None:
    """Find the list of objects in a document: itself, or its only one."""
    lists = [value] if isinstance(value, list) else []
    if isinstance(value, dict):
        lists = [entry for entry in value.values() if isinstance(entry, list)]
    full = [entry for entry in lists if entry and all(isinstance(row, dict) for row in entry)]
    is_table = len(full) == 1 and not any(map(_has_geometry, full[0]))
    return full[0] if is_table else None


def _has_geometry(row: dict[str, Any]) -> bool:
    shape = row.get("geometry")
    # Google calls so what holds a location and what to show of the map.
    holds_place = isinstance(shape, dict) and "location" in shape
    return ("geometry" in row and not holds_place) or any(map(is_geometry, row.values()))


def _from_lines(shown_as: str, lines: Lines) -> Records:
    read = _from_features if lines.are_features else _from_objects
    records = read(shown_as, lines.objects)
    records.place_of = lambda row, _name: Place(shown_as, lines.numbers[row], 1)
    records.problems += lines.problems(shown_as)
    return records


def _from_document(document: LayerDocument) -> Records:
    said = errors(document.problems)
    if said:
        raise UnreadableError("at-place", place=said[0].place, told=said[0])
    records = _from_features(document.shown_as, document.features)

    def place(row: int, name: str | None) -> Place:
        stem = document.feature_pointer(row)
        return document.place(stem if name is None else (*stem, "properties", name))

    records.place_of = place
    records.crs = _named_crs(document.value) or records.crs
    if GROUP in records.names and records.holds_text(GROUP):
        # The layers of a map are what its author calls its kinds.
        records.kinds = GROUP
    return records


def _named_crs(value: Any) -> str | None:
    """Give the system that a document's ``crs`` names, as GeoJSON had it before RFC 7946."""
    crs = value.get("crs") if isinstance(value, dict) else None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    return system_name(properties.get("name")) if isinstance(properties, dict) else None


def _from_topology(shown_as: str, value: dict[str, Any], layer: str | None) -> Records:
    objects = features_of_topology(value)
    names = tuple(objects)
    full = [at for at, features in enumerate(objects.values()) if features]
    chosen = chosen_layer(names, layer) if layer is not None else next(iter(full), 0)
    records = _from_features(shown_as, objects[names[chosen]])
    records.crs = _named_crs(value) or records.crs
    if len(names) > 1:
        records.layer, records.layers = names[chosen], names
        others = [names[at] for at in full if at != chosen]
        if layer is None and others:
            records.notes.append(("layers", {"others": ", ".join(others)}))
    return records


def _from_drawing(shown_as: str, text: str) -> Records | None:
    """Read a map of Highcharts; none where its numbers are degrees or it is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    features = value.get("features") if isinstance(value, dict) else None
    if not isinstance(features, list) or not is_drawing(value):
        return None
    records = _from_features(shown_as, drawn_places(value))
    assert records.geometry is not None  # noqa: S101  features have shapes, be they none
    records.geometry = put_in_place(records.geometry, value)
    records.crs = "wgs84"
    title = value.get("title")
    records.title = title if isinstance(title, str) else ""
    return records


def _from_features(shown_as: str, features: list[dict[str, Any]]) -> Records:
    rows = [
        feature["properties"] if isinstance(feature.get("properties"), dict) else {}
        for feature in features
    ]
    objects = [_numbered(feature.get("geometry")) for feature in features]
    geometry, unfit = build_geometries(objects)
    own = [feature.get("id") for feature in features]
    ids = None
    if any(value is not None for value in own):
        ids = "id" if not any("id" in row for row in rows) else "@id"
        if ids == "id":
            rows = [{"id": value, **row} for value, row in zip(own, rows, strict=True)]
        else:
            ids = None
    table = columns_of(rows)
    datums = {row.get("datum") for row in rows}
    geometry[shapely.is_empty(geometry)] = None
    records = Records(shown_as, table, row_place(shown_as, table.column_names), geometry, ids=ids)
    # RFC 7946 knows nothing but WGS 84; what is no degrees will be asked for.
    xy = shapely.get_coordinates(geometry)
    is_degrees = not len(xy) or bool((np.abs(xy) <= (360, 90)).all())
    records.crs = "wgs84" if is_degrees and datums <= {None, "", "wgs84"} else None
    records.unfit = {row: features[row] for row in unfit}
    return records


def _numbered(geometry: Any) -> Any:
    """Read coordinates that are written as texts; what is no geometry at all is none."""
    if not isinstance(geometry, dict) or not geometry.get("type"):
        return None
    if geometry["type"] == "GeometryCollection":
        return geometry
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list) or not coordinates:
        return None
    if all(isinstance(value, str) for value in coordinates):
        try:
            return {**geometry, "coordinates": [float(value) for value in coordinates]}
        except ValueError:
            return geometry
    return geometry


def _from_objects(shown_as: str, rows: list[dict[str, Any]]) -> Records:
    """Read a plain table: positions are found among its columns."""
    if not rows:
        raise UnreadableError("holds-nothing")
    table = columns_of(as_columns(rows))
    return Records(shown_as, table, row_place(shown_as, list(table.column_names)))


def columns_of(rows: list[dict[str, Any]]) -> pa.Table:
    """Give objects as typed columns; what is mixed becomes text, lists and objects stay so."""
    names = dict.fromkeys(name for row in rows for name in row)
    return pa.table({name: _array([row.get(name) for row in rows]) for name in names} or {})


def _array(values: list[Any]) -> pa.Array:
    kinds = {type(value) for value in values} - {type(None)}
    if kinds & {dict, list} and not kinds <= {dict, list}:
        # PHP writes an empty list where there is nothing.
        values = [None if value in ([], {}) else value for value in values]
        kinds = {type(value) for value in values} - {type(None)}
    simple = {
        frozenset({str}): pa.string(),
        frozenset({bool}): pa.bool_(),
        frozenset({int}): pa.int64(),
        frozenset({float}): pa.float64(),
        frozenset({int, float}): pa.float64(),
    }
    kind = simple.get(frozenset(kinds))
    try:
        if kind is not None:
            return pa.array(values, kind)
        if not kinds:
            return pa.array(values, pa.string())
    except (pa.ArrowInvalid, OverflowError):
        pass
    if kinds <= {dict, list}:
        try:
            return pa.array(values)
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            pass
    return pa.array([_as_text(value) for value in values], pa.string())


def _as_text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _esri_type(value: dict[str, Any]) -> str:
    """Tell what shapes Esri JSON holds that does not say so itself; "" for other JSON."""
    rows = value.get("features")
    rows = rows if isinstance(rows, list) else []
    if not rows or not all(isinstance(row, dict) and "attributes" in row for row in rows):
        return ""
    shapes = (row.get("geometry") for row in rows)
    keys = {key for shape in shapes if isinstance(shape, dict) for key in shape}
    return next((kind for key, kind in _ESRI_KEYS.items() if key in keys), "")


def _by_gdal(path: Path, shown_as: str, value: dict[str, Any]) -> Records:
    """Read Esri JSON: GDAL knows it by what is in it."""
    import pyogrio

    reference = value.get("spatialReference")
    value, curved = read_by_gdal(value)
    data = json.dumps(value).encode()
    with all_errors_alike():
        require_own_content(path)
        meta, table = pyogrio.raw.read_arrow(data)
    geometry_name = meta["geometry_name"] or "wkb_geometry"
    raw = np.array(table.column(geometry_name).to_pylist(), dtype=object)
    geometry = np.asarray(shapely.from_wkb(raw), dtype=object)
    table = table.drop_columns([geometry_name])
    crs = system_name(meta["crs"]) if meta["crs"] else None
    if crs is None and isinstance(reference, dict):
        code = reference.get("latestWkid") or reference.get("wkid")
        crs = system_name(f"EPSG:{code}") if code else None
    records = Records(shown_as, table, row_place(shown_as, list(table.column_names)), geometry, crs)
    records.problems += told_curves(Place(shown_as), curved)
    xy = shapely.get_coordinates(geometry)
    if crs is None and (not len(xy) or bool((np.abs(xy) <= (360, 90)).all())):
        records.crs = "wgs84"
    return records
