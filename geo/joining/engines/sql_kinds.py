"""What the cells of columns are, asked by SQL: as whoever reads a table of texts finds out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.joining.engines.outcome import EngineError
from geo.problems import Place, Problem
from geo.problems.texts import printable
from geo.sources.heading_kinds import is_always_text
from geo.sources.missing_marks import is_mark
from geo.sources.tables.column_types import PLAIN_FORMS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from geo.sources.large_tables import LargeTable

_WHOLE_TYPES = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
_SOME = " limit 2048"
_ALIKE = 0.01
"""Of the first cells so many repeat another where it pays to look at each text once."""
_AT_ONCE = 1000


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


def kinds_of(
    db: Any, columns: Mapping[str, SqlColumn], table: LargeTable
) -> tuple[dict[str, str], dict[str, dict[str, int]]]:
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
    kinds : dict of str
        ``integer``, ``number``, ``boolean`` or ``string`` by the columns' names.
    marks : dict of dict
        How many cells of each text that says that there is no value, in columns of the others.

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
        sql = columns[name].sql
        some = f"(select * from source where {sql} <> ''{_SOME}) as source"  # noqa: S608
        fits = _all(db, [(sql, test) for _, test in each], some)
        forms[name] = [form for form, is_fit in zip(each, fits, strict=True) if is_fit]
    rows = {name: cells_of(db, columns[name].sql) for name in forms if forms[name]}
    while texts := [name for name in forms if name not in kinds]:
        asked = [name for name in texts if forms[name]]
        kinds |= dict.fromkeys({*texts} - {*asked}, "string")
        first = {name: forms[name].pop(0) for name in asked}
        for at in dict.fromkeys(rows[name] for name in asked):
            here = [name for name in asked if rows[name] == at]
            fits = _all(db, [(columns[name].sql, first[name][1]) for name in here], at)
            kinds |= {name: first[name][0] for name, fit in zip(here, fits, strict=True) if fit}
    marks: dict[str, dict[str, int]] = {}
    for name in forms:
        if kinds[name] == "string":
            kinds[name], marks[name] = _but_formarks_in(db, columns[name].sql)
    return kinds, {name: found for name, found in marks.items() if found}


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


def _but_formarks_in(db: Any, column: str) -> tuple[str, dict[str, int]]:
    """Tell what a column of texts is but for its marks of there being no value, and count them."""
    # The first cells rule out most columns, before all cells are asked.
    some = f"(select * from source where {column} <> ''{_SOME}) as source"  # noqa: S608
    answer = db.execute(f"select distinct {column} from {some}").fetchall()  # noqa: S608
    kept = [text for (text,) in answer if not is_mark(text)]
    for kind, form in PLAIN_FORMS:
        if not all(re.fullmatch(form, text) for text in kept):
            continue
        fit = f"regexp_full_match({column}, '{form}')"
        unfit = f"{column} <> '' and not {fit}"
        marks = marks_in(db, f"select {column}, count(*) from source where {unfit} group by 1")  # noqa: S608
        if marks and db.execute(f"select 1 from source where {fit} limit 1").fetchall():  # noqa: S608
            return kind, marks
    return "string", {}


def quoted(name: str) -> str:
    """Give a name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def marks_among_numbers(texts: Collection[str]) -> set[str]:
    """Give a column's texts that say that there is no value, if all others have one plain form."""
    for _, form in PLAIN_FORMS:
        fits = re.compile(form).fullmatch
        unfit = {text for text in texts if not fits(text)}
        if not unfit:
            return set()
        if len(unfit) < len(texts) and all(map(is_mark, unfit)):
            return unfit
    return set()


def marks_in(db: Any, asked: str) -> dict[str, int] | None:
    """Give the marks that an answer lists, with their counts; none where it lists another text."""
    found: dict[str, int] = {}
    answer = db.execute(asked)
    while some := answer.fetchmany(_AT_ONCE):
        if not all(is_mark(text) for text, _ in some):
            return None
        found |= dict(some)
    return found


def cells_of(db: Any, column: str, rows: str = "source") -> str:
    """Give the rows of which a column's cells are asked.

    Parameters
    ----------
    db
        A connection of DuckDB with a table ``source``.
    column
        The column's name in it, as SQL has it.
    rows
        Those of ``source`` that count.

    Returns
    -------
    str
        The rows, or each text once where the first ones say that many are alike.
    """
    some = f"(select {column} as cell from {rows}{_SOME})"  # noqa: S608
    asked = f"select count(cell), count(distinct cell) from {some}"  # noqa: S608
    count, different = db.execute(asked).fetchall()[0]
    is_alike = count - different > count * _ALIKE
    return f"(select distinct {column} from {rows}) as source" if is_alike else rows  # noqa: S608


def _all(db: Any, tests: list[tuple[str, str]], rows: str) -> list[bool]:
    """Whether every cell with something in it passes its test, in one pass for all tests."""
    if not tests:
        return []
    columns = ", ".join(
        f"bool_and(coalesce({test}, false)) filter ({column} <> '')" for column, test in tests
    )
    asked = f"select {columns} from {rows}"  # noqa: S608
    return [bool(told) for told in db.execute(asked).fetchall()[0]]
