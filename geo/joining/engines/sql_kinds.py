"""What the cells of columns are, asked by SQL: as whoever reads a table of texts finds out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from geo.joining.engines.outcome import EngineError
from geo.problems import Place, Problem
from geo.problems.texts import printable
from geo.sources.tables.column_types import PLAIN_FORMS, is_always_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.sources.large_tables import LargeTable

_WHOLE_TYPES = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
_SOME = " limit 2048"


class SqlColumn(NamedTuple):
    """A column of the table ``source``.

    Parameters
    ----------
    sql
        Its name, as SQL has it.
    type
        DuckDB's type of it.
    """

    sql: str
    type: str


def kinds_of(db: Any, columns: Mapping[str, SqlColumn], table: LargeTable) -> dict[str, str]:
    """Tell what the cells of columns are.

    Parameters
    ----------
    db
        A connection of DuckDB with a table ``source``.
    columns
        The columns by their names.
    table
        The files they are of.

    Returns
    -------
    dict of str
        ``integer``, ``number``, ``boolean`` or ``string`` by the columns' names.

    Raises
    ------
    EngineError
        If a column of Parquet is of a type that no table has.
    """
    kinds, forms = {}, {}
    for name, column in columns.items():
        kind = _kind(db, name, column, table)
        if kind is None:
            forms[name] = _forms(column.sql)
        else:
            kinds[name] = kind
    for name, each in forms.items():
        # The first cells rule out most forms, before all cells are asked.
        fits = _all(db, [(columns[name].sql, test) for _, test in each], _SOME)
        forms[name] = [form for form, is_fit in zip(each, fits, strict=True) if is_fit]
    while texts := [name for name in forms if name not in kinds]:
        asked = [name for name in texts if forms[name]]
        kinds |= dict.fromkeys({*texts} - {*asked}, "string")
        first = {name: forms[name].pop(0) for name in asked}
        tests = [(columns[name].sql, test) for name, (_, test) in first.items()]
        fits = _all(db, tests)
        kinds |= {
            name: kind for (name, (kind, _)), fit in zip(first.items(), fits, strict=True) if fit
        }
    return kinds


def _kind(db: Any, name: str, column: SqlColumn, table: LargeTable) -> str | None:
    """Tell what a column's cells are; none where the texts themselves have to say."""
    if column.type in _WHOLE_TYPES:
        return "integer"
    if column.type == "BOOLEAN":
        return "boolean"
    if column.type == "DOUBLE":
        is_whole = f"{column.sql} = floor({column.sql}) and abs({column.sql}) < 9007199254740992"
        asked = f"select bool_and({is_whole}) from source where not isnan({column.sql})"  # noqa: S608
        return "integer" if db.execute(asked).fetchall()[0][0] else "number"
    if column.type == "DATE" or column.type.startswith("TIMESTAMP"):
        return "string"
    if column.type != "VARCHAR":
        place = Place(table.path.as_posix())
        params = {"engine": "duckdb", "reason": f"{printable(name)}: {column.type}"}
        raise EngineError(Problem("engine-failed", place, params))
    return "string" if table.is_parquet or is_always_text(name) else None


def _forms(column: str) -> list[tuple[str, str]]:
    """Give the kinds a column of texts may be, each with its test, the first to count first."""
    # Written as it is written back, a whole number needs no regular expression.
    plain = f"cast(try_cast({column} as bigint) as varchar) = {column} and length({column}) < 16"
    return [
        ("integer", plain),
        *((kind, f"regexp_full_match({column}, '{form}')") for kind, form in PLAIN_FORMS),
    ]


def _all(db: Any, tests: list[tuple[str, str]], some: str = "") -> list[bool]:
    """Whether every cell with something in it passes its test, in one pass for all tests."""
    if not tests:
        return []
    columns = ", ".join(
        f"bool_and(coalesce({test}, false)) filter ({column} <> '')" for column, test in tests
    )
    rows = "source"
    if some:
        rows = f"(select * from source where {tests[0][0]} <> ''{some}) as source"  # noqa: S608
    asked = f"select {columns} from {rows}"  # noqa: S608
    return [bool(told) for told in db.execute(asked).fetchall()[0]]
