"""A layer that is no text: GeoPackage, Shapefile, KML, Parquet, a table with positions.

The rules see features as they see those of GeoJSON; their places are rows and fields.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geo.problems import Place, Problem
from geo.problems.texts import Text, printable
from geo.sources.geojson.geometries import (
    DatumError,
    convert_to_wgs84,
    transform_keeping_heights,
)
from geo.sources.geojson.layer_document import LayerDocument
from geo.sources.geojson.plain import MOST_PROPERTIES, PlainLayer
from geo.sources.kml_others import LEFT_OUT
from geo.sources.layer_files import read_layer_file
from geo.sources.locating import locate
from geo.sources.missing_marks import marks_told
from geo.sources.position_columns import find_position_columns
from geo.sources.shapefiles import unless_said
from geo.sources.suffixes import PARQUET, TABLE_LAYERS
from geo.sources.tables.column_types import infer_field
from geo.sources.tables.real_kinds import require_real_kind, unreadable
from geo.sources.tables.sheets import UnreadableError
from geo.sources.tables.text_records import read_text_records

if TYPE_CHECKING:
    from pathlib import Path

    from geo.sources.cst import Pointer, Span
    from geo.sources.records import Records

DECIMALS = 7
_SIMPLE = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}


@dataclass
class RowLayer(LayerDocument):
    """A layer of rows.

    Parameters
    ----------
    records
        The rows, their geometry in WGS 84 (or in what the project says, where the file does not).
    """

    records: Records | None = None

    @property
    def rows(self) -> Records:
        """The rows."""
        assert self.records is not None  # noqa: S101  always given
        return self.records

    @cached_property
    def value(self) -> Any:
        """The layer as GeoJSON has it."""
        names = self.rows.names
        table = self.rows.table
        columns = [[_plain(value) for value in table.column(name).to_pylist()] for name in names]
        shapes = shapely.to_geojson(np.asarray(self.rows.geometry, dtype=object)).tolist()
        return {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {
                        name: column[row]
                        for name, column in zip(names, columns, strict=True)
                        if column[row] is not None
                    },
                    "geometry": None if shape is None else json.loads(shape),
                }
                for row, shape in enumerate(shapes)
            ],
        }

    @cached_property
    def _own_title(self) -> str:
        return self.rows.title or super()._own_title

    def place(self, pointer: Pointer, on: Literal["value", "key"] = "value") -> Place:  # noqa: ARG002
        """Row and column of a value, or of its row."""
        row, name = _row_and_field(pointer)
        return Place(self.shown_as) if row is None else self.rows.place_of(row, name)

    def source_of(self, pointer: Pointer) -> str:
        """Give a value as GeoJSON would write it."""
        value = self.value
        for step in pointer:
            value = value[step]
        return json.dumps(value, ensure_ascii=False)

    def keys(self, pointer: Pointer) -> list[tuple[str, Span]]:  # noqa: ARG002
        """No key of a row is written twice."""
        return []

    def said_of_place(self, pointer: Pointer) -> dict[str, Any]:
        """Name the row and its field, where the file has no lines."""
        row, name = _row_and_field(pointer)
        if row is None or self.rows.is_text:
            return {}
        return {"source_row": row + 1, "source_field": name or ""}


def _row_and_field(pointer: Pointer) -> tuple[int | None, str | None]:
    if len(pointer) < 2 or pointer[0] != "features" or not isinstance(pointer[1], int):
        return None, None
    is_property = len(pointer) > 3 and pointer[2] == "properties"
    return pointer[1], str(pointer[3]) if is_property else None


def read_row_layer(path: Path, shown_as: str, said: str = "") -> LayerDocument:
    """Read a layer that is no text.

    Parameters
    ----------
    path
        The file.
    shown_as
        Its path as the user would type it.
    said
        What its positions are in, as the project says; the file's own word does not count then.

    Returns
    -------
    LayerDocument
        Never fails for what the file contains: that becomes problems of the layer.
    """
    nothing = Text(path, "", "utf-8", bom=False, newline="\n")
    try:
        require_real_kind(path)
        records = _read(path)
    except (UnreadableError, OSError) as error:
        problem = unreadable(error, shown_as, "import-unreadable")
        # Nothing in it is known: as of a text that is no JSON.
        return LayerDocument(path, shown_as, nothing, None, [problem], is_json=False)
    records.shown_as = shown_as
    problems = unless_said(records.problems, said)
    others = next((note["others"] for name, note in records.notes if name == "layers"), "")
    if others:
        params = {"others": printable(others)}
        problems.append(Problem("layer-others-left", Place(shown_as), params))
    counts = {LEFT_OUT[name]: note["count"] for name, note in records.notes if name in LEFT_OUT}
    if counts:
        what = ", ".join(f"{element} × {count}" for element, count in counts.items())
        problems.append(Problem("layer-no-places-left", Place(shown_as), {"what": what}))
    if records.geometry is None:
        records, found = _with_positions(records, said)
        problems += found
    else:
        problems += _convert(records, said)
    faulty = {problem.index for problem in problems if problem.index is not None}
    layer = RowLayer(path, shown_as, nothing, {}, problems, records=records)
    layer.plain = _plain_layer(records)
    layer.faulty |= faulty
    return layer


def _read(path: Path) -> Records:
    if path.suffix.lower() in TABLE_LAYERS:
        return read_text_records(path)
    records = read_layer_file(path)
    if records.unfit:
        raise UnreadableError("bad-geometry", number=min(records.unfit) + 1)
    return records


def _with_positions(records: Records, said: str) -> tuple[Records, list[Problem]]:
    """Find where the rows of a table lie, and give its other columns types."""
    columns: dict[str, str] = {
        role: name for name, role, _ in find_position_columns(records, records.names)
    }
    located = locate(records, columns, said or None)
    problems = [*located.bad.values(), *located.problems, *located.warnings]
    problems += [doubt.problem for doubt in located.questions]
    used = set(columns.values())
    rest = records.only([name for name in records.names if name not in used])
    if rest.is_text:
        typed = {name: _typed(rest, name, problems) for name in rest.names}
        rest.table = pa.table(typed) if typed else rest.table
    rest.geometry = located.geometry
    return rest, problems


def _typed(rows: Records, name: str, problems: list[Problem]) -> pa.ChunkedArray:
    """Give a column of texts its type; what says that there is no value is told and is none."""
    column = rows.table.column(name)
    texts = pd.Series(pc.fill_null(column, "").to_pylist(), dtype="str")
    field = infer_field(name, texts)
    kind = _SIMPLE.get(field.type)
    if kind is None:
        return column
    is_empty = texts.isin(field.missing_values)
    marks = texts[is_empty & (texts != "")]
    if len(marks):
        place = rows.place_of(int(marks.index[0]), name)
        problems += marks_told(place, name, Counter(marks.tolist()))
        column = pa.chunked_array([pa.array(texts.where(~is_empty), pa.string(), from_pandas=True)])
    plain = pc.utf8_lower(column) if kind == pa.bool_() else column
    return pc.cast(plain, kind)


def _convert(records: Records, said: str) -> list[Problem]:
    """Bring a file's geometry to WGS 84, where it or the project says what it is in."""
    shapes = records.geometry
    assert shapes is not None  # noqa: S101  asked for before
    system = said or records.crs
    if system is not None and system != "wgs84":
        try:
            shapes = convert_to_wgs84(shapes, system)
        except DatumError as error:
            params = {"datum": printable(system)}
            return [Problem(error.code, Place(records.shown_as), params)]
    xy = shapely.get_coordinates(shapes)
    # Without a word, degrees are those of WGS 84; of metres the rules ask what they are.
    if system is not None or (np.abs(xy) <= (360, 90)).all():
        shapes = transform_keeping_heights(shapes, lambda xy: np.round(xy, DECIMALS))
    # Each format winds its rings its own way.
    records.geometry = shapely.orient_polygons(shapes)
    return []


def _plain_layer(records: Records) -> PlainLayer | None:
    """Give rows of points as columns; none if any is something else."""
    shapes = records.geometry
    if shapes is None or len(records.names) > MOST_PROPERTIES or not records.count:
        return None
    there = shapely.is_geometry(shapes)
    if not (shapely.get_type_id(shapes[there]) == 0).all() or shapely.has_z(shapes).any():
        return None
    properties = {}
    for name in records.names:
        column = _plain_column(records.table.column(name))
        if column is None:
            return None
        properties[name] = column
    xy = np.column_stack([shapely.get_x(shapes), shapely.get_y(shapes)])
    return PlainLayer(xy, None, properties)


def _plain_column(column: pa.ChunkedArray) -> pa.Array | None:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.cast(kind.value_type), kind.value_type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        wanted = pa.string()
    elif pa.types.is_boolean(kind):
        wanted = pa.bool_()
    elif pa.types.is_signed_integer(kind):
        wanted = pa.int64()
    elif pa.types.is_float64(kind):
        column = pc.if_else(pc.is_finite(column), column, None)
        wanted = pa.float64()
    else:
        return None
    whole = column.cast(wanted).combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole


def _plain(value: Any) -> Any:
    """Give a value as JSON has it."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, bytes):
        return None
    return value


def says_where(path: Path) -> bool:
    """Whether the rows of a file lie anywhere: of tables, only some do."""
    is_table = path.suffix.lower() in {*TABLE_LAYERS, *PARQUET}
    return not is_table or bool(columns_that_say_where(path))


def columns_that_say_where(path: Path) -> list[str] | None:
    """Name the columns of a table that say where its rows lie.

    Returns
    -------
    list of str or None
        Empty if no column does, None if the file cannot be read.
    """
    try:
        is_text = path.suffix.lower() in TABLE_LAYERS
        records = read_text_records(path) if is_text else read_layer_file(path)
    except (UnreadableError, OSError):
        return None
    if records.geometry is not None:
        return ["geometry"]
    return [name for name, _, _ in find_position_columns(records, records.names)]
