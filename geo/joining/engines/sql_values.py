"""What goes into DuckDB as SQL, and what comes out of it as values."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa

from geo.joining.engines.sql_kinds import quoted


def literal(text: str) -> str:
    """Give a text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def as_series(values: list[Any], kind: str, part: str) -> pd.Series:
    """Give what an aggregate came to as a part of it has it: ``n``, ``sum``, ``value``."""
    if part == "n":
        return pd.Series(values, dtype="int64")
    if part == "sum":
        whole = [None if value is None else int(value) for value in values]
        if kind == "boolean":
            return pd.Series(values, dtype="float64")
        return pd.Series(whole if kind == "integer" else values, dtype=object)
    types = {"integer": "Int64", "boolean": "boolean", "string": "str"}
    is_number = kind in {"integer", ""} and any(isinstance(value, float) for value in values)
    return pd.Series(values, dtype="float64" if is_number else types.get(kind, "float64"))


def as_arrow(relation: Any) -> pa.Table:
    """Give what a relation holds, whichever DuckDB it is."""
    found = relation.to_arrow_table() if hasattr(relation, "to_arrow_table") else relation.arrow()
    return found.read_all() if isinstance(found, pa.RecordBatchReader) else found


def as_texts(relation: Any) -> pa.Table:
    """Give what a relation holds, each cell as a text."""
    columns = ", ".join(
        f"cast({name} as varchar) as {name}" for name in map(quoted, relation.columns)
    )
    return as_arrow(relation.project(columns))
