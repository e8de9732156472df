"""The joined layer for other programs: GeoJSON, CSV, Excel, GeoPackage, GeoParquet, KML.

Coordinates leave in WGS 84. A file format that holds one table alone (CSV, Parquet) gets the other
tables as files beside it, called ``<name>.<table><suffix>``. The same layer gives the same bytes.
"""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from geo.files.replacing import write_atomically
from geo.translations import in_language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import geopandas as gpd

    from geo.exporting.kml import Folder
    from geo.joining import SiteLayer

    Files = dict[Path, bytes]

SITES = "sites"
DECIMALS = 7
"""Of a degree: a centimetre, as RFC 7946 §11.2 advises."""


class OwnFileError(ValueError):
    """A file the map is made from stands where one is to be written."""


def export(layer: SiteLayer, path: Path, folders: Mapping[str, Folder] | None = None) -> list[Path]:
    """Write the joined layer in the format the file's suffix names.

    Parameters
    ----------
    layer
        What to write.
    path
        ``.geojson`` ``.csv`` ``.xlsx`` ``.gpkg`` ``.parquet`` or ``.kml``.
    folders
        Of KML: the categories by id, as the map shows them; those of the settings if absent.

    Returns
    -------
    list of Path
        The files written, ``path`` first.

    Raises
    ------
    ValueError
        If the suffix is none of these.
    OwnFileError
        If a file the map is made from would be overwritten.
    OSError
        If a file cannot be written; one that is there stays as it was.
    """
    write = FORMATS.get(path.suffix.lower())
    if write is None:
        raise ValueError(f"{path.name}: write one of {' '.join(FORMATS)}")
    files = _kml(layer, path, folders) if write is _kml else write(layer, path)
    for target in files:
        if target.exists() and any(map(target.samefile, _inputs(layer))):
            raise OwnFileError(f"{target}: the map is made from this file; choose another name")
    for target, data in files.items():
        write_atomically(target, data)
    return list(files)


def _inputs(layer: SiteLayer) -> list[Path]:
    """Give the files a layer was made from."""
    project = layer.project
    files = [project.layer.path, *(table.path for table in project.tables.values())]
    return [file for file in [*files, *project.basemap] if file.exists()]


def site_table(layer: SiteLayer) -> gpd.GeoDataFrame:
    """Give the sites as they are exported.

    ``datum``, where a site has one, says ``wgs84``: that is what the coordinates now are, and who
    reads the file again must not convert them twice.
    """
    sites = layer.sites
    if "datum" not in sites:
        return sites
    datum = sites["datum"].where(sites["datum"].isna(), "wgs84")
    return sites.assign(datum=datum)


def other_tables(layer: SiteLayer) -> dict[str, pd.DataFrame]:
    """Give the tables besides the sites, without the row numbers that only we use."""
    related = {name: table.drop(columns="site") for name, table in layer.related.items()}
    return related | layer.references


def plain_value(value: Any) -> Any:
    """Give a value as JSON knows it; none for every kind of missing."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is pd.NA:
        return None
    if isinstance(value, float):
        if not np.isfinite(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return value


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a table as objects, missing values left out."""
    columns = [[plain_value(value) for value in table[name].tolist()] for name in table.columns]
    names = [str(name) for name in table.columns]
    return [
        {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for row in (zip(*columns, strict=True) if columns else ())
    ]


def _geojson(layer: SiteLayer, path: Path) -> Files:
    sites = site_table(layer)
    rows = _nested(layer, sites)
    lines = [_feature(row, shape) for row, shape in zip(rows, _geojson_shapes(sites), strict=True)]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    return {path: text.encode("utf-8")}


def _nested(layer: SiteLayer, sites: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Give the sites as objects, with the rows of many-row tables as lists of objects in them."""
    rows = records(sites.drop(columns=sites.geometry.name))
    for name, table in layer.related.items():
        key = name if name not in sites.columns else f"{name}_rows"
        inner = records(table.drop(columns=["site", "site_id"]))
        for site, row in zip(table["site"].tolist(), inner, strict=True):
            rows[site].setdefault(key, []).append(row)
    return rows


def _feature(properties: dict[str, Any], shape: str) -> str:
    name = _json(properties["id"])
    return f'{{"type":"Feature","id":{name},"properties":{_json(properties)},"geometry":{shape}}}'


def _geojson_shapes(sites: gpd.GeoDataFrame) -> list[str]:
    """Give geometries as GeoJSON text, rounded, outer rings counter-clockwise (RFC 7946 §3.1.6)."""
    shapes = shapely.orient_polygons(_rounded(sites))
    return [text or "null" for text in shapely.to_geojson(shapes).tolist()]


def _rounded(sites: gpd.GeoDataFrame) -> Any:
    shapes = np.asarray(sites.geometry.array, dtype=object)
    rounded = shapely.transform(shapes, lambda xy: xy.round(DECIMALS))
    high = shapely.has_z(shapes)
    # Heights stay as they are; only together with them a position is one.
    rounded[high] = shapely.transform(shapes[high], lambda xyz: xyz.round(DECIMALS), include_z=True)
    return rounded


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def _csv(layer: SiteLayer, path: Path) -> Files:
    tables = {path: _with_positions(site_table(layer))}
    for name, table in other_tables(layer).items():
        tables[_beside(path, name)] = table
    return {target: _csv_bytes(table) for target, table in tables.items()}


def _with_positions(sites: gpd.GeoDataFrame) -> pd.DataFrame:
    """Add ``lon``, ``lat`` and ``wkt``; of a line or an area, a point that lies on it."""
    shapes = _rounded(sites)
    points = shapely.point_on_surface(shapes)
    table = pd.DataFrame(sites.drop(columns=sites.geometry.name))
    added = {
        "lon": shapely.get_x(points).round(DECIMALS),
        "lat": shapely.get_y(points).round(DECIMALS),
        "wkt": shapely.to_wkt(shapes, rounding_precision=DECIMALS),
    }
    table = table.rename(columns={name: f"{SITES}.{name}" for name in added if name in table})
    return table.assign(**added)


def _csv_bytes(table: pd.DataFrame) -> bytes:
    """Give a table as CSV that Excel opens rightly: with a byte order mark, formulas disarmed."""
    cells = {name: [_csv_cell(value) for value in table[name].tolist()] for name in table.columns}
    stream = io.StringIO()
    # Left to itself pandas makes floats of whole numbers where a cell is empty.
    pd.DataFrame(cells, columns=list(table.columns), dtype=object).to_csv(
        stream,
        header=[str(_csv_cell(name)) for name in table.columns],
        index=False,
        lineterminator="\r\n",
    )
    return stream.getvalue().encode("utf-8-sig")


# A spreadsheet runs a cell that begins so; a telephone, a signed number or share is left alone.
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![0-9 ().,\-]*[%‰]?$)")


def _csv_cell(value: Any) -> Any:
    value = _flat(value)
    if isinstance(value, str) and _FORMULA.match(value):
        # CSV has no types: an apostrophe is the one way to say that this is text.
        return f"'{value}"
    return value


def _flat(value: Any) -> Any:
    """Give a value as one cell: lists and objects as JSON, flags as true and false."""
    value = plain_value(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _json(value) if isinstance(value, list | dict) else value


def _beside(path: Path, name: str) -> Path:
    return path.with_name(f"{path.stem}.{_file_part(name)}{path.suffix}")


def _file_part(name: str) -> str:
    """Make a table's name fit for a file name on every system."""
    return re.sub(r'[<>:"/\\|?*\x00-\x1f]', "-", name)


def _xlsx(layer: SiteLayer, path: Path) -> Files:
    from geo.exporting.workbooks import workbook_bytes

    tables = _with_others(_with_positions(site_table(layer)), layer)
    flat = {
        name: (list(map(str, table.columns)), [list(map(_cell, row)) for row in _rows(table)])
        for name, table in tables.items()
    }
    return {path: workbook_bytes(flat)}


def _cell(value: Any) -> Any:
    """Give a value as a workbook's cell, which knows flags."""
    return value if isinstance(value, bool | np.bool_) else _flat(value)


def _rows(table: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(zip(*(table[name].tolist() for name in table.columns), strict=True))


# SQLite keeps names that begin so for itself.
_RESERVED = re.compile(r"gpkg_|sqlite_|rtree_", re.IGNORECASE)


def _with_others(sites: Any, layer: SiteLayer) -> dict[str, Any]:
    """Give all tables of one file, the sites first, under names that differ in more than case."""
    tables = {SITES: sites}
    for name, table in other_tables(layer).items():
        new = f"table_{name}" if _RESERVED.match(name) else name
        while new.casefold() in {key.casefold() for key in tables}:
            new = f"table_{new}"
        tables[new] = table
    return tables


def _gpkg(layer: SiteLayer, path: Path) -> Files:
    import pyogrio

    tables = _with_others(site_table(layer), layer)
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    # The format holds a time of change; without this, no two files are alike.
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2000-01-01T00:00:00.000Z"})
    try:
        with TemporaryDirectory() as folder:
            target = Path(folder) / "layer.gpkg"
            for name, table in tables.items():
                pyogrio.write_dataframe(
                    _storable(table, reserved=("fid", "geom")),
                    target,
                    layer=name,
                    driver="GPKG",
                    append=target.exists(),
                    use_arrow=True,
                    # Read without a warning, and edited, by what is installed today; 1.4 has
                    # nothing that is needed here.
                    dataset_options={} if target.exists() else {"VERSION": "1.3"},
                )
            return {path: target.read_bytes()}
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _storable(table: Any, reserved: tuple[str, ...] = ()) -> Any:
    """Give mixed columns as text, and names that differ in more than case."""
    table = table.copy()
    shape = getattr(table, "_geometry_column_name", None)
    taken = set(reserved)
    names = {}
    for name in table.columns:
        if name == shape:
            continue
        if table[name].dtype == object:
            flat = [_flat(value) for value in table[name].tolist()]
            texts = [None if value is None else str(value) for value in flat]
            table[name] = pd.Series(texts, index=table.index, dtype="str")
        new = str(name)
        while new.lower() in taken:
            new += "_"
        taken.add(new.lower())
        names[name] = new
    return table.rename(columns=names)


def _parquet(layer: SiteLayer, path: Path) -> Files:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    # The box of each geometry beside it lets readers pass over what lies elsewhere.
    _storable(site_table(layer), reserved=("bbox",)).to_parquet(
        stream, index=False, write_covering_bbox=True, schema_version="1.1.0"
    )
    # Where there is no geometry there must be no box; geopandas writes one of no numbers.
    table = pq.read_table(stream)
    boxes = pc.if_else(table["geometry"].is_valid(), table["bbox"], None)
    at = table.column_names.index("bbox")
    stream = io.BytesIO()
    pq.write_table(table.set_column(at, table.schema.field("bbox"), boxes), stream)
    files = {path: stream.getvalue()}
    for name, table in other_tables(layer).items():
        stream = io.BytesIO()
        _storable(table).to_parquet(stream, index=False)
        files[_beside(path, name)] = stream.getvalue()
    return files


def _kml(layer: SiteLayer, path: Path, folders: Mapping[str, Folder] | None = None) -> Files:
    from geo.exporting.kml import Folder, kml_document

    sites = site_table(layer)
    rows = _nested(layer, sites)
    language = layer.project.settings.languages[0]
    title = (
        in_language(layer.project.settings.title, language) or layer.project.folder.resolve().name
    )
    flat = [{key: str(_flat(value)) for key, value in row.items()} for row in rows]
    folders = folders or {
        name: Folder(in_language(entry.label, language) or name, _long(entry.color))
        for name, entry in layer.project.settings.categories.items()
    }
    return {path: kml_document(title, flat, _rounded(sites), folders).encode("utf-8")}


def _long(color: str | None) -> str | None:
    """``#fc0`` as ``#ffcc00``."""
    if color is None or len(color) != 4:
        return color
    return "#" + "".join(digit * 2 for digit in color[1:])


FORMATS: dict[str, Callable[[SiteLayer, Path], Files]] = {
    ".geojson": _geojson,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".gpkg": _gpkg,
    ".parquet": _parquet,
    ".kml": _kml,
}
"""What writes each format, by the suffix of the file."""
