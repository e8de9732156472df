"""Layers of any format as records: vector files by GDAL, GeoJSON and its kin by our own reader."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from geo.positions.systems import system_name
from geo.problems import Place
from geo.sources import gpx_heights, recognised
from geo.sources.archives import layers_in, unpacked, whole_first
from geo.sources.curved_shapes import told_curves
from geo.sources.foreign_texts import read_bytewise, sound_texts
from geo.sources.geoparquet import geometries, read_geoparquet
from geo.sources.json_records import read_json_records
from geo.sources.kml_names import content_of, readable_xml, with_plain_names
from geo.sources.kml_others import LINKS, network_links, notes_of
from geo.sources.layer_names import chosen_layer
from geo.sources.osm_columns import ANY_ORDER, OPTIONS, OSM_SUFFIXES, with_tags
from geo.sources.other_shapes import geopackage_shapes, sound_shapes
from geo.sources.own_content import for_gdal
from geo.sources.records import Records, row_place
from geo.sources.shapefiles import (
    PARTS,
    dbf_encoding,
    gdal_options,
    missing_parts,
    quietly,
    recoded,
    require_whole,
    shape_of,
    with_index,
)
from geo.sources.suffixes import JSON_SUFFIXES, PARQUET, TABLE_LAYERS, VECTOR_SUFFIXES
from geo.sources.tables.real_kinds import OtherKindError
from geo.sources.tables.sheets import UnreadableError, all_errors_alike
from geo.sources.tables.text_records import read_text_records

if TYPE_CHECKING:
    from pathlib import Path


SUFFIXES = (*VECTOR_SUFFIXES, ".zip", *PARQUET, *JSON_SUFFIXES)
KML = ".kml"
SHAPE = ".shp"
KML_MARK = "kml:"
FOLDER = "folder"
GPX_WHOLE = frozenset(recognised.programs()["gpx, whole"])
"""What the column of a KML file's folders is called."""
# GDAL's own fields under names that no file's data has: else an ID in the data becomes ID2.
KML_FIELDS = {
    f"LIBKML_{name.upper()}_FIELD": f"{KML_MARK}{name}"
    for name in (
        "id", "timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility",
        "drawOrder", "icon", "heading", "tilt", "roll", "snippet", "model", "scale_x", "scale_y",
        "scale_z", "camera",
    )
}  # fmt: skip
MOST_FEATURES = 2_000_000
MOST_OPENED = 20_000
"""Layers that are opened to see which have rows: to look into one GDAL opens them all."""
MOST_PARSED = 1_000_000_000
"""Bytes: a KML is parsed anew for each of its folders."""


def read_layer_file(path: Path, layer: str | None = None, encoding: str | None = None) -> Records:
    """Read a layer of a file.

    Parameters
    ----------
    path
        A file with one of :data:`SUFFIXES`.
    layer
        Which of its layers: a name, or a number from 1; the first that holds sites if absent.
    encoding
        Of a Shapefile's texts, as Python names it; told from its files if absent.

    Raises
    ------
    UnreadableError
        If the file is not what its name says, or has no such layer.
    OSError
        If it cannot be read.
    """
    suffix = path.suffix.lower()
    if not path.exists():
        raise FileNotFoundError(2, "there is no such file", str(path))
    if suffix in JSON_SUFFIXES:
        return read_json_records(path, layer)
    if suffix in PARQUET:
        return read_geoparquet(path)
    if suffix in {".zip", ".kmz"}:
        # Of a KMZ too: GDAL knows no schema of a KML that is still packed, and loses its fields.
        with unpacked(path) as folder:
            return _read_archive(path, folder, layer, encoding)
    if suffix in PARTS and suffix != SHAPE:
        path, suffix = shape_of(path), SHAPE
    if suffix not in VECTOR_SUFFIXES:
        known = " ".join(SUFFIXES)
        raise OtherKindError("import-kind-unread", suffix=suffix or path.name, known=known)
    if suffix == KML:
        with readable_xml(path) as whole:
            records = _read_vector(whole, layer, encoding)
            records.shown_as = path.as_posix()
            records.place_of = row_place(path.as_posix(), records.names)
            records.notes += notes_of(content_of(whole))
            return records
    return _read_in_any_order(path, layer, encoding)


def _read_in_any_order(path: Path, layer: str | None, encoding: str | None) -> Records:
    try:
        return _read_vector(path, layer, encoding)
    except UnreadableError as error:
        if ANY_ORDER not in str(error):
            raise
        # Nodes of an extract may stand in any order, which GDAL's faster index does not take.
        with gdal_options({ANY_ORDER: "NO"}):
            return _read_vector(path, layer, encoding)


def _read_archive(path: Path, folder: Path, layer: str | None, encoding: str | None) -> Records:
    """Read the one layer file in an unpacked archive, or the one that is named."""
    found = layers_in(folder)
    drawings = [entry for entry in found if entry.suffix.lower() == KML]
    links = sum(network_links(content_of(drawing), drawing.parent) for drawing in drawings)
    if path.suffix.lower() == ".kmz":
        found = whole_first(found, path.stem)
    names = tuple(entry.stem for entry in found)
    chosen = found[chosen_layer(names, layer)] if layer is not None or len(found) > 1 else found[0]
    inner = None if len(found) > 1 or layer == chosen.stem else layer
    if chosen.suffix.lower() in TABLE_LAYERS:
        records = read_text_records(chosen, inner, encoding)
        at = records.place_of
        records.place_of = lambda row, name: at(row, name)._replace(file=path.as_posix())
    else:
        records = read_layer_file(chosen, inner, encoding)
        records.place_of = row_place(path.as_posix(), records.names)
    records.shown_as = path.as_posix()
    records.problems = [
        replace(problem, place=problem.place._replace(file=path.as_posix()))
        for problem in records.problems
    ]
    records.notes = [note for note in records.notes if note[0] != LINKS]
    records.notes += [(LINKS, {"count": links})] if links else []
    if len(found) > 1:
        records.layer, records.layers = chosen.stem, names
        others = ", ".join(name for name in names if name != chosen.stem)
        records.notes.append(("layers", {"others": others}))
    return records


def _read_vector(file: Path, layer: str | None, encoding: str | None) -> Records:
    import pyogrio

    suffix = file.suffix.lower()
    with all_errors_alike(), quietly(), for_gdal(file) as path:
        if suffix == SHAPE:
            encoding = encoding or dbf_encoding(path)
            names: tuple[str, ...] = (path.stem,)
        else:
            names = tuple(str(name) for name in pyogrio.list_layers(path)[:, 0].tolist())
        rest: list[str] = []
        kinds = None
        if suffix == KML and layer is None and len(names) > 1:
            # A drawing's folders are what its author calls its kinds.
            if len(names) * path.stat().st_size > MOST_PARSED:
                raise UnreadableError("many-folders", count=len(names))
            parts = [_read_layer(path, name, encoding) for name in dict.fromkeys(names)]
            read = _together(parts, list(dict.fromkeys(names)))
            names, kinds = (), FOLDER
        elif suffix == ".gpx" and layer is None and len(whole := _whole_gpx(path, names)) > 1:
            # Where one stopped on a way belongs to it.
            read = _together([_read_layer(path, name, encoding) for name in whole], whole)
            names, kinds = (), FOLDER
        else:
            chosen, rest = _first_with_rows(path, names, layer)
            read = _read_layer(path, names[chosen], encoding)
        if len(read.table) > MOST_FEATURES:
            raise UnreadableError("many-features", most=MOST_FEATURES)
    table, foreign = sound_texts(read.table, encoding)
    encoding = foreign or encoding
    columns = _tidied(table, suffix)
    shown_as = file.as_posix()
    records = Records(
        shown_as,
        columns,
        row_place(shown_as, list(columns.column_names)),
        read.geometry,
        read.crs,
        # What people add to a KML or GPX file is text, whatever it says.
        is_text=suffix in {KML, ".gpx"},
        kinds=kinds,
        layer=names[chosen] if len(names) > 1 else "",
        layers=names if len(names) > 1 else (),
        problems=told_curves(Place(shown_as), read.curved),
    )
    if suffix == SHAPE:
        records.problems += missing_parts(file, shown_as)
    if rest:
        records.notes.append(("layers", {"others": ", ".join(rest)}))
    if encoding and encoding.lower() not in {"utf-8", "utf8"}:
        records.notes.append(("encoding", {"encoding": encoding, "certain": True, "words": ""}))
    return records


class _Layer(NamedTuple):
    table: pa.Table
    geometry: Any
    crs: str | None
    curved: int = 0


def _read_layer(path: Path, name: str, encoding: str | None) -> _Layer:
    meta, table = _read_arrow(path, name, encoding)
    if meta["geometry_type"] is None:
        # A table among layers: where its rows lie is for its columns to say.
        return _Layer(table, None, None)
    geometry_name = meta["geometry_name"] or "wkb_geometry"
    if path.suffix.lower() == ".fgb" and geometry_name in table.column_names:
        table = sound_shapes(table, geometry_name, path)
    geometry, curved = geometries(table, geometry_name)
    if path.suffix.lower() == ".gpx":
        geometry = gpx_heights.without_made_heights(geometry, path)
    if geometry_name in table.column_names:
        table = table.drop_columns([geometry_name])
    if path.suffix.lower() == ".gpkg":
        known = {geometry_name, *table.column_names}
        for other, texts in geopackage_shapes(path, name, known).items():
            table = table.append_column(other, texts) if len(texts) == len(table) else table
    return _Layer(table, geometry, _crs(meta["crs"], path), curved)


def _together(parts: list[_Layer], names: list[str]) -> _Layer:
    tables = []
    for part, name in zip(parts, names, strict=True):
        folder = pa.array([name] * len(part.table), pa.string())
        tables.append(
            part.table.append_column(FOLDER, folder)
            if FOLDER not in part.table.column_names
            else part.table
        )
    whole = pa.concat_tables(tables, promote_options="permissive")
    return _Layer(whole, np.concatenate([part.geometry for part in parts]), parts[0].crs)


def _whole_gpx(path: Path, names: tuple[str, ...]) -> list[str]:
    """Give the layers of a GPX that hold something whole: not the points of its tracks."""
    import pyogrio

    return [
        name
        for name in names
        if name in GPX_WHOLE
        and pyogrio.read_info(path, layer=name, force_feature_count=True)["features"]
    ]


def _first_with_rows(
    path: Path, names: tuple[str, ...], wanted: str | None
) -> tuple[int, list[str]]:
    """Choose a layer, and name the others that hold something."""
    import pyogrio

    if not names:
        raise UnreadableError("no-layer")
    if wanted is not None:
        return chosen_layer(names, wanted), []
    if len(names) == 1:
        return 0, []
    # Of very many the last ones are told unseen.
    seen = max(MOST_OPENED // len(names), 1)
    counts = [
        pyogrio.read_info(path, layer=name, force_feature_count=True)["features"]
        for name in names[:seen]
    ]
    full = [at for at in range(len(names)) if at >= seen or counts[at]]
    chosen = full[0] if full else 0
    return chosen, [names[at] for at in full if at != chosen]


def _read_arrow(path: Path, layer: str, encoding: str | None) -> tuple[dict[str, Any], pa.Table]:
    import pyogrio

    if path.suffix.lower() == SHAPE:
        require_whole(path)
        # Bytes as they are: a field's name may be cut within a character, which GDAL refuses.
        with with_index(path) as whole:
            meta, table = pyogrio.raw.read_arrow(whole, encoding="ISO-8859-1")
        return meta, recoded(table, encoding or "utf-8")
    if path.suffix.lower() == KML:
        with gdal_options(KML_FIELDS), with_plain_names(path) as (plain, names):
            meta, table = pyogrio.raw.read_arrow(plain, layer=layer)
        return meta, table.rename_columns([names.get(name, name) for name in table.column_names])
    is_osm = path.suffix.lower() in OSM_SUFFIXES
    is_gpx = path.suffix.lower() == ".gpx"
    options = OPTIONS if is_osm else gpx_heights.OPTIONS if is_gpx else {}
    try:
        meta, table = pyogrio.raw.read_arrow(path, layer=layer, **options)
    except UnicodeDecodeError:
        # What fields are called, in an encoding that the format does not say.
        return read_bytewise(path, layer, encoding)
    return meta, with_tags(table) if is_osm else table


def _tidied(table: pa.Table, suffix: str) -> pa.Table:
    """Drop what a format adds of its own, and take names back that it had to change."""
    drop: set[str] = set()
    if suffix == KML:
        own = [name for name in table.column_names if name.startswith(KML_MARK)]
        drop = {name for name in own if _says_nothing(table, name)}
    if suffix == ".gpx":
        drop = {name for name in table.column_names if table.column(name).null_count == len(table)}
    drop |= {name for name in ("OGC_FID", "ogc_fid") if name in table.column_names}
    table = table.select([name for name in table.column_names if name not in drop])
    if suffix == KML:
        taken = set(table.column_names)
        plain = {name: name.removeprefix(KML_MARK) for name in taken}
        names = [plain[name] if plain[name] not in taken else name for name in table.column_names]
        table = table.rename_columns(names)
        if "description" in names:
            at = names.index("description")
            texts = [_plain_text(text) for text in table.column(at).to_pylist()]
            table = table.set_column(at, "description", pa.array(texts, pa.string()))
    return table


def _plain_text(text: str | None) -> str | None:
    """Read a KML description, which is HTML, where it is nothing but text."""
    return text if text is None or "<" in text else html.unescape(text)


def _says_nothing(table: pa.Table, name: str) -> bool:
    """Whether a column holds nothing, or the same default in every row."""
    values = set(table.column(name).unique().to_pylist())
    return values <= {None, "", -1, 0, 1}


def _crs(wkt: str | None, path: Path) -> str | None:
    if path.suffix.lower() in {KML, ".gpx", *OSM_SUFFIXES}:
        return "wgs84"
    return system_name(wkt) if wkt else None
