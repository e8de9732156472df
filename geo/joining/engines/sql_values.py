"""What goes into DuckDB as SQL, and what comes out of it as values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from geo.joining.aggregating import Part
from geo.joining.engines.sql_kinds import quoted
from geo.joining.engines.sql_numbers import begins_with_separator, delimiter_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from geo.sources.large_tables import LargeTable


def literal(text: str) -> str:
    """Give a text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def typed(column: str, kind: str, own: str) -> str:
    """Give the SQL of a column's cells as what they are, null where there is nothing.

    Parameters
    ----------
    column
        Its SQL.
    kind
        ``integer``, ``number`` or ``boolean``.
    own
        DuckDB's type of it.
    """
    if own == "VARCHAR":
        column = f"nullif({column}, '')"
    if own == "DOUBLE":
        column = f"(case when isnan({column}) then null else {column} end)"
    types = {"integer": "bigint", "number": "double", "boolean": "boolean"}
    return f"cast({column} as {types[kind]})"


def files_of(table: LargeTable) -> str:
    """Give the SQL of a table's files."""
    if table.is_parquet:
        return f"read_parquet([{_listed(table.files)}], union_by_name = true)"
    # A line that tells Excel the delimiter stands before the headings of some files.
    headed = [file for file in table.files if begins_with_separator(file)]
    plain = [file for file in table.files if file not in headed]
    if not headed or not plain:
        return _texts_of(table.files, skip=len(headed) > 0)
    first, rest = _texts_of(plain), _texts_of(headed, skip=True)
    return f"(SELECT * FROM {first} UNION ALL BY NAME SELECT * FROM {rest})"  # noqa: S608


def _listed(files: Sequence[Path]) -> str:
    return ", ".join(literal(str(file)) for file in files)


def _texts_of(files: Sequence[Path], *, skip: bool = False) -> str:
    # Left alone, it tells of each file what parts its cells, and the row s;12,345,678 is lost.
    marks = {delimiter_of(file) for file in files}
    sep = f", sep = {literal(marks.pop())}" if len(marks) == 1 else ""
    return (
        f"read_csv([{_listed(files)}], header = true, all_varchar = true, quote = '\"',"
        f" escape = '\"', null_padding = false, union_by_name = true{sep}"
        f"{', skip = 1' if skip else ''})"
    )


def as_part(sites: NDArray[np.int64], found: Mapping[str, list[Any]], kind: str) -> Part:
    """Give what an aggregate came to, as every engine has it.

    Parameters
    ----------
    sites
        Each once.
    found
        A value a site by the columns of :class:`Part`; ``pair`` for ``key`` and ``value`` in one,
        ``key`` alone where the cells are what they are sorted by.
    kind
        What the cells are.
    """
    rows: dict[str, Any] = {"site": sites}
    for name, values in found.items():
        if name == "pair":
            rows["key"] = pd.Series([pair and pair["k"] for pair in values], dtype="str")
            rows["value"] = _as_series([pair and pair["v"] for pair in values], kind, "value")
        elif name == "key":
            rows["key"] = rows["value"] = pd.Series(values, dtype="str")
        else:
            rows[name] = _as_series(values, kind, name)
    frame = pd.DataFrame(rows)
    frame = frame[frame["value"].notna()] if "value" in frame else frame[frame["n"] > 0]
    return Part(frame.reset_index(drop=True), kind)


def _as_series(values: list[Any], kind: str, part: str) -> pd.Series:
    if part == "n":
        return pd.Series(values, dtype="int64")
    if part == "sum":
        if kind == "boolean":
            return pd.Series(values, dtype="float64")
        if kind == "integer":
            values = [None if value is None else int(value) for value in values]
        return pd.Series(values, dtype=object)
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
