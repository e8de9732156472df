"""GeoJSON and its kin as records: one feature a line, TopoJSON, Esri JSON, plain tables in JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import shapely

from geo.positions.systems import system_name
from geo.problems import Place, errors
from geo.problems.texts import decode_text
from geo.sources.geojson.geometries import build_geometries
from geo.sources.geojson.layer_document import GEOMETRY_TYPES, LayerDocument, parse_layer
from geo.sources.records import Records, row_place
from geo.sources.suffixes import LINES
from geo.sources.tables.sheets import UnreadableError, all_errors_alike

if TYPE_CHECKING:
    from pathlib import Path

RECORD_SEPARATOR = "\x1e"
_SCRIPT = re.compile(r"\s*(?:(?:var|let|const|export\s+default)\s+)?[\w.$]*\s*=?\s*(?=[\[{])")
_ESRI_TYPES = {
    "esriGeometryPoint", "esriGeometryMultipoint", "esriGeometryPolyline", "esriGeometryPolygon",
}  # fmt: skip


def read_json_records(path: Path) -> Records:
    """Read a file of JSON, whichever kind it is.

    Raises
    ------
    UnreadableError
        If it is no JSON, or of a kind that holds no places.
    OSError
        If it cannot be read.
    """
    data = path.read_bytes()
    shown_as = path.as_posix()
    text = decode_text(path, data, ("utf-8", "gb18030")).text
    if path.suffix.lower() in LINES or text.startswith(RECORD_SEPARATOR):
        return _from_lines(shown_as, text)
    document = parse_layer(path, shown_as, data)
    if document.form != "none" and '"esriGeometry' not in text:
        return _from_document(document)
    return _otherwise(path, shown_as, document, text)


def _otherwise(path: Path, shown_as: str, document: LayerDocument, text: str) -> Records:
    """Read what is JSON, or nearly, but no GeoJSON."""
    value = _decoded(document, text)
    if isinstance(value, dict):
        is_esri = value.get("geometryType") in _ESRI_TYPES
        if is_esri or value.get("type") == "Topology":
            return _by_gdal(path, shown_as, value.get("spatialReference") if is_esri else None)
    if isinstance(value, dict) and value.get("type") in {
        "FeatureCollection",
        "Feature",
        *GEOMETRY_TYPES,
    }:
        return _from_document(parse_layer(path, shown_as, json.dumps(value).encode()))
    if value is None and re.match(r"\s*\{", text) and "\n{" in text.strip():
        return _from_lines(shown_as, text)
    rows = _table_in(value)
    if rows is None:
        said = [problem.message("en") for problem in errors(document.problems)[:1]]
        raise UnreadableError(said[0] if said else "it holds neither features nor a table")
    return _from_objects(shown_as, rows)


def _decoded(document: LayerDocument, text: str) -> Any:
    """Decode what is JSON, or a script around it (``var data = {…};``)."""
    if document.is_json:
        return document.value
    begun = _SCRIPT.match(text)
    if begun is None or not begun.group().strip():
        return None
    try:
        return json.JSONDecoder().raw_decode(text, begun.end())[0]
    except (ValueError, RecursionError):
        return None


def _table_in(value: Any) -> list[dict[str, Any]] | None:
    """Find the list of objects in a document: itself, or its only one."""
    lists = [value] if isinstance(value, list) else []
    if isinstance(value, dict):
        lists = [entry for entry in value.values() if isinstance(entry, list)]
    full = [entry for entry in lists if entry and all(isinstance(row, dict) for row in entry)]
    return full[0] if len(full) == 1 else None


def _from_lines(shown_as: str, text: str) -> Records:
    """Read one feature (or object) a line; RFC 8142 puts a record separator before each."""
    objects: list[dict[str, Any]] = []
    lines: list[int] = []
    for number, line in enumerate(text.split("\n"), start=1):
        plain = line.strip(f" \t\r{RECORD_SEPARATOR}")
        if not plain:
            continue
        try:
            value = json.loads(plain)
        except (ValueError, RecursionError) as error:
            raise UnreadableError(f"line {number} is no JSON: {error}") from error
        if not isinstance(value, dict):
            raise UnreadableError(f"line {number} is no object")
        if isinstance(value.get("features"), list):
            found = [entry for entry in value["features"] if isinstance(entry, dict)]
            objects += found
            lines += [number] * len(found)
            continue
        objects.append(value)
        lines.append(number)
    if objects and all(entry.get("type") == "Feature" for entry in objects):
        records = _from_features(shown_as, objects)
    elif objects and all(entry.get("type") in GEOMETRY_TYPES for entry in objects):
        features = [{"type": "Feature", "properties": {}, "geometry": entry} for entry in objects]
        records = _from_features(shown_as, features)
    else:
        records = _from_objects(shown_as, objects)
    records.place_of = lambda row, _name: Place(shown_as, lines[row], 1)
    return records


def _from_document(document: LayerDocument) -> Records:
    said = errors(document.problems)
    if said:
        raise UnreadableError(f"{said[0].place}: {said[0].message('en')}")
    flat = _flattened(document.features)
    records = _from_features(document.shown_as, flat)
    if len(flat) == len(document.features):

        def place(row: int, name: str | None) -> Place:
            stem = document.feature_pointer(row)
            if name is None:
                return document.place(stem)
            return document.place((*stem, "properties", name))

        records.place_of = place
    crs = document.value.get("crs") if isinstance(document.value, dict) else None
    if isinstance(crs, dict) and isinstance(crs.get("properties"), dict):
        records.crs = system_name(crs["properties"].get("name")) or records.crs
    return records


def _flattened(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Take the features of collections within the collection out of them."""
    flat: list[dict[str, Any]] = []
    for feature in features:
        inner = feature.get("features")
        if feature.get("type") == "FeatureCollection" and isinstance(inner, list):
            flat += _flattened([entry for entry in inner if isinstance(entry, dict)])
        else:
            flat.append(feature)
    return flat


def _from_features(shown_as: str, features: list[dict[str, Any]]) -> Records:
    rows = [
        feature["properties"] if isinstance(feature.get("properties"), dict) else {}
        for feature in features
    ]
    objects = [_numbered(feature.get("geometry")) for feature in features]
    geometry, unfit = build_geometries(objects)
    if unfit:
        raise UnreadableError(f"the geometry of feature {unfit[0] + 1} cannot be read")
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
        raise UnreadableError("it holds nothing")
    table = columns_of(rows)
    return Records(shown_as, table, row_place(shown_as, list(table.column_names)))


def columns_of(rows: list[dict[str, Any]]) -> pa.Table:
    """Give objects as typed columns; what is mixed becomes text, lists and objects stay so."""
    names = dict.fromkeys(name for row in rows for name in row)
    return pa.table({name: _array([row.get(name) for row in rows]) for name in names} or {})


def _array(values: list[Any]) -> pa.Array:
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


def _by_gdal(path: Path, shown_as: str, reference: Any = None) -> Records:
    """Read TopoJSON or Esri JSON: GDAL knows both by what is in them."""
    import pyogrio

    with all_errors_alike():
        names = [str(name) for name in pyogrio.list_layers(path)[:, 0].tolist()]
        meta, table = pyogrio.raw.read_arrow(path, layer=names[0])
    geometry_name = meta["geometry_name"] or "wkb_geometry"
    raw = np.array(table.column(geometry_name).to_pylist(), dtype=object)
    geometry = np.asarray(shapely.from_wkb(raw), dtype=object)
    table = table.drop_columns([geometry_name])
    crs = system_name(meta["crs"]) if meta["crs"] else None
    if crs is None and isinstance(reference, dict):
        code = reference.get("latestWkid") or reference.get("wkid")
        crs = system_name(f"EPSG:{code}") if code else None
    records = Records(shown_as, table, row_place(shown_as, list(table.column_names)), geometry, crs)
    xy = shapely.get_coordinates(geometry)
    if crs is None and (not len(xy) or bool((np.abs(xy) <= (360, 90)).all())):
        records.crs = "wgs84"
    return records
