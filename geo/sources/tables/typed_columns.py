"""Columns that their file gives types: kept as they are, not spelt out and read again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.sources.cell_texts import cell_text
from geo.sources.tables.sheets import all_errors_alike
from geo.sources.tables.table_schema import DEFAULT_MISSING, TableField

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DTYPES = {
    "string": pd.StringDtype(na_value=np.nan),
    "integer": pd.Int64Dtype(),
    "boolean": pd.BooleanDtype(),
}


@dataclass
class TypedColumn:
    """A column as Arrow holds it.

    Parameters
    ----------
    kind
        Its type in Table Schema: ``string``, ``integer``, ``number`` or ``boolean``; empty where
        only its texts are had, such as dates.
    array
        The values.
    """

    kind: str
    array: pa.ChunkedArray

    @cached_property
    def texts(self) -> pd.Series:
        """The cells as one would type them."""
        if self.kind == "string":
            filled = pc.fill_null(self.array, "")
            return pd.Series(filled.to_numpy(), dtype="str")
        return pd.Series([cell_text(value) for value in self.array.to_pylist()], dtype="str")

    @cached_property
    def series(self) -> pd.Series:
        """The cells as a table's frame holds them."""
        array = self.array
        if self.kind == "string":
            # Nothing written is nothing there, as in every table.
            array = pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.string()), array)
        if self.kind == "number":
            return pd.Series(self.array.to_numpy(), dtype="float64")
        series: pd.Series = array.to_pandas(types_mapper=lambda _type: _DTYPES.get(self.kind))
        return series.reset_index(drop=True)

    @cached_property
    def is_blank(self) -> NDArray[np.bool_]:
        """Mask of the rows without a value."""
        return np.asarray(self.series.isna(), dtype=bool)

    def field(self, name: str) -> TableField:
        """Describe the column as the file does."""
        return TableField(name, self.kind or "string")

    def fits(self, field: TableField) -> bool:
        """Whether the values are what a description asks for, so that no text need be read."""
        return (
            field.type == self.kind
            and field.format == "default"
            and not field.constraints
            and not field.options
            and field.missing_values == DEFAULT_MISSING
        )


def typed_columns(table: pa.Table) -> dict[int, TypedColumn]:
    """Give the columns of an Arrow table by where they stand.

    Raises
    ------
    UnreadableError
        If a value is none that a calendar or a text can hold.
    """
    with all_errors_alike():
        return {index: _typed(column) for index, column in enumerate(table.columns)}


def _typed(column: pa.ChunkedArray) -> TypedColumn:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = column.type
    if pa.types.is_large_string(kind) or pa.types.is_string(kind) or pa.types.is_null(kind):
        return TypedColumn("string", column.cast(pa.string()))
    if pa.types.is_boolean(kind):
        return TypedColumn("boolean", column)
    if pa.types.is_integer(kind) and not _exceeds(column, kind):
        return TypedColumn("integer", column.cast(pa.int64()))
    if pa.types.is_float16(kind) or pa.types.is_float32(kind):
        # 0.1 as a short float is 0.10000000149 as a long one, and nobody meant that.
        texts = [None if value is None else float(f"{value:.7g}") for value in _floats(column)]
        column = pa.chunked_array([pa.array(texts, pa.float64())])
        kind = column.type
    if pa.types.is_float64(kind):
        return _whole_or_not(column)
    found = TypedColumn("", column)
    # Only when texts are made does a date no calendar has come to light: now, not later.
    found.texts  # noqa: B018
    return found


def _floats(column: pa.ChunkedArray) -> list[Any]:
    return list(column.cast(pa.float32()).to_pylist())


def _whole_or_not(column: pa.ChunkedArray) -> TypedColumn:
    """Take numbers without fractions as whole ones: pandas has no others where cells are empty."""
    values = column.to_numpy()
    present = values[~np.isnan(values)]
    is_whole = len(present) > 0 and bool(
        (np.abs(present) < 2**53).all() and (present == np.floor(present)).all()
    )
    if not is_whole:
        return TypedColumn("number", column)
    numbers = pc.if_else(pc.is_nan(column), None, column)
    return TypedColumn("integer", numbers.cast(pa.int64()))


def _exceeds(column: pa.ChunkedArray, kind: pa.DataType) -> bool:
    if not pa.types.is_uint64(kind):
        return False
    largest = pc.max(column).as_py()
    return largest is not None and largest >= 2**63
