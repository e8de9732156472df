"""Days and moments in DuckDB: how they are written as texts, and what they are sorted by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.joining.date_keys import DATE, UnfitColumnError
from geo.joining.engines.sql_kinds import cells_of

if TYPE_CHECKING:
    from geo.joining.engines.sql_kinds import SqlColumn

_ISO_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?"
_MOMENT = (
    "case when {c} = date_trunc('day', {c}) then strftime({c}, '%Y-%m-%d')"
    " when microsecond({c}) % 1000000 = 0 then strftime({c}, '%Y-%m-%dT%H:%M:%S')"
    " else strftime({c}, '%Y-%m-%dT%H:%M:%S.%f') end"
)


def text_of(column: str, own: str) -> str:
    """Give the SQL of a column's cells as texts, days and moments as ISO 8601 writes them.

    Parameters
    ----------
    column
        The SQL of a column that holds no numbers.
    own
        DuckDB's type of it.
    """
    if own == "DATE":
        return f"cast({column} as varchar)"
    if own.startswith("TIMESTAMP"):
        return f"({_MOMENT.format(c=column)})"
    if own == "BOOLEAN":
        return f"case when {column} then 'True' when not {column} then 'False' end"
    return f"nullif({column}, '')"


def key_of_number(number: str) -> str:
    """Give the SQL of what a number is sorted by: among days, as the year that it may be."""
    number = f"cast({number} as double)"
    return (
        f"case when {number} >= 0 and {number} < 10000 and {number} = floor({number})"
        f" then printf('%04d-00-00', cast({number} as bigint))"
        f" else printf('%.6f', {number}) end"
    )


def key_of_day(db: Any, name: str, column: SqlColumn, rows: str) -> str:
    """Give the SQL of what a day or moment is sorted by.

    Parameters
    ----------
    db
        The connection.
    name
        What the column is called in its table.
    column
        Of days as texts or as DuckDB's own.
    rows
        The SQL of the rows that count.

    Raises
    ------
    UnfitColumnError
        If a cell is no date.
    """
    # Days as ISO 8601 writes them sort as they stand: nothing to take apart, row by row.
    cells = text_of(column.sql, column.type)
    for text, among in ((cells, "source"), (f"nullif(trim({cells}), '')", rows)):
        fit = f"regexp_full_match({text}, '{_ISO_DAY}')"
        looked_at = cells_of(db, column.sql, among)
        asked = f"select bool_and({fit}) from {looked_at} where {text} is not null"  # noqa: S608
        if db.execute(asked).fetchall()[0][0] is not False:
            return text
    # Of many rows on few days each day is looked at once.
    days = f"(select distinct {text} as day from {rows}) where day is not null"  # noqa: S608
    unfit = f"not regexp_full_match(day, '{DATE}')"
    asked = f"select min(day) from {days} and {unfit}"  # noqa: S608
    wrong = db.execute(asked).fetchall()[0][0]
    if wrong is not None:
        raise UnfitColumnError("aggregate-not-date", name, str(wrong))
    numbers = ", ".join(
        f"cast(coalesce(nullif(regexp_extract({text}, '{DATE}', {n}), ''), '0') as bigint)"
        for n in (1, 2, 3)
    )
    rest = f"regexp_extract({text}, '[T ](.*)$', 1)"
    later = f"case when {rest} = '' then '' else 'T' || {rest} end"
    return (
        f"case when {text} is null then null"
        f" else printf('%04d-%02d-%02d', {numbers}) || {later} end"
    )
