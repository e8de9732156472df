"""Numbers as people write them, made plain in a table of DuckDB's: 1.234,5 · 1,234 · 15%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from geo.joining.engines.sql_kinds import marks_in, quoted
from geo.sources.missing_marks import without_marks
from geo.sources.number_forms import (
    COMMA,
    LAKHS,
    PLAIN,
    POINTED,
    SPACED,
    THOUSANDS,
    WHOLE,
    read_numbers,
)
from geo.sources.tables.csvtext import SEPARATOR_LINE, find_delimiter
from geo.sources.tables.grid import read_grid
from geo.sources.tables.table_schema import TableField
from geo.sources.tables.written_numbers import CELLS, as_written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from re import Pattern

LOOKED_AT = 1 << 18
"""Bytes from which a file's way to write numbers is told."""
TELLING = 1_000
"""Different cells by which a column's way is told."""
SAMPLED = 16
"""Cells that must be numbers before a file is looked at for that."""


def made_plain(
    db: Any, kinds: Mapping[str, str], columns: Mapping[str, str], file: Path, folder: Path
) -> dict[str, dict[str, str]]:
    """Make texts plain numbers where whoever reads the table in memory would read them as such.

    Parameters
    ----------
    db
        A connection with a table ``source`` of texts.
    kinds
        What the cells of columns are taken for, by the names they have for users.
    columns
        What columns are called in ``source``.
    file
        The table's first file.
    folder
        Where a sample of it may lie for a while.

    Returns
    -------
    dict
        The columns that were changed, with the unit of each, by language; empty for none.
    """
    # Where commas are decimal marks, 1.234 may be more than a thousand.
    is_semicolon = delimiter_of(file) == ";"
    doubtful = {"string", "number"} if is_semicolon else {"string"}
    form = {"commas_are_points": is_semicolon, "dots_are_marks": is_semicolon}
    asked = [
        name
        for name, kind in kinds.items()
        if kind in doubtful
        and read_numbers(_some(db, quoted(columns[name])), are_some=True, **form)
    ]
    cells = {name: _telling(db, quoted(columns[name])) for name in asked}
    fields = _fields(file, folder, cells) if asked else {}
    done = {name for name in asked if name in fields and _is_made_plain(db, columns, fields[name])}
    # Cells that are read one by one are all to be known, as are those of which a part misled.
    each = {
        name: _all(db, quoted(columns[name]))
        for name in asked
        if name not in done and (name in fields or len(cells[name]) >= TELLING)
    }
    others = _fields(file, folder, cells | each, one_by_one=True) if each else {}
    done |= {name for name in each if name in others and _is_made_plain(db, columns, others[name])}
    return {name: (fields | others)[name].unit for name in asked if name in done}


def delimiter_of(file: Path) -> str:
    """Tell what parts the cells of a file, as whoever reads it in memory does."""
    text = _beginning(file).decode("utf-8", errors="replace")
    return "\t" if file.suffix.lower() == ".tsv" else find_delimiter(text)


def begins_with_separator(file: Path) -> bool:
    """Whether a file's first line tells Excel its delimiter, as ``sep=;`` does."""
    text = _beginning(file).decode("utf-8-sig", errors="replace")
    return SEPARATOR_LINE.match(text) is not None


def _beginning(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(LOOKED_AT)


def _some(db: Any, column: str) -> list[str | None]:
    """Give the first cells of a column: they rule most columns out."""
    asked = f"select {column} from source where {column} <> '' limit {SAMPLED}"  # noqa: S608
    texts: list[str | None] = [text for (text,) in db.execute(asked).fetchall()]
    return without_marks(texts)


def _all(db: Any, column: str) -> list[str]:
    """Give each different cell of a column."""
    asked = f"select distinct {column} from source where {column} <> ''"  # noqa: S608
    return [text for (text,) in db.execute(asked).fetchall()]


def _telling(db: Any, column: str) -> list[str]:
    """Give cells that tell how a column's numbers are written: its first ones, and all others."""
    unfit = f"{column} <> '' and not regexp_full_match({column}, '{PLAIN.pattern}')"
    asked = f"select distinct {column} from source where {unfit} limit {TELLING}"  # noqa: S608
    first = f"select {column} from source where {column} <> '' limit {SAMPLED}"  # noqa: S608
    return [text for way in (first, asked) for (text,) in db.execute(way).fetchall()]


def _fields(
    file: Path, folder: Path, cells: Mapping[str, list[str]], *, one_by_one: bool = False
) -> dict[str, TableField]:
    """Describe columns by cells of theirs, beside those of all columns in a file's first rows."""
    data = _beginning(file)
    if len(data) == LOOKED_AT:
        data = data[: data.rfind(b"\n") + 1]
    sample = folder / f"sample{file.suffix}"
    sample.write_bytes(data)
    grid = read_grid(sample, None)
    sample.unlink()
    texts = {name: grid.texts(name) for name in grid.columns}
    texts |= {name: pd.Series(some, dtype="str") for name, some in cells.items()}
    found = as_written(
        {name: TableField(name) for name in texts}, texts, grid.delimiter, one_by_one=one_by_one
    )
    return {
        name: field
        for name, field in found.items()
        if field.options or any(text != text.strip() for text in cells.get(name, ()))
    }


def _is_made_plain(db: Any, columns: Mapping[str, str], field: TableField) -> bool:
    """Make a column's texts plain numbers, unless some cell of it is none."""
    column = quoted(columns[field.name])
    if CELLS in field.options:
        if not _knows_all(db, column, field):
            return False
        known: dict[str, str] = field.options[CELLS].numbers
        texts, numbers = pa.array(known.keys(), pa.string()), pa.array(known.values(), pa.string())
        db.register("read_cells", pa.table({"cell": texts, "number": numbers}))
        db.execute(
            f"update source set {column} = number from read_cells "  # noqa: S608
            f"where {column} = read_cells.cell"
        )
        db.unregister("read_cells")
        return True
    group, point = field.options.get("groupChar", ""), field.options.get("decimalChar", ".")
    bare = f"trim({column})"
    if not field.options.get("bareNumber", True):
        unit = field.unit.get("", "%")
        around = rf"^(-?){re.escape(unit)}\s*|\s*{re.escape(unit)}$".replace("'", "''")
        bare = rf"regexp_replace({bare}, '{around}', '\1')"
    forms = "|".join(f"(?:{form.pattern})" for form in _forms(group, point))
    is_fit = f"regexp_full_match({bare}, '{forms.replace(chr(39), chr(39) * 2)}')"
    unfit = f"{column} <> '' and not {is_fit}"
    asked = f"select {column}, count(*) from source where {unfit} group by 1"  # noqa: S608
    if marks_in(db, asked) is None:
        return False
    plain = bare
    for mark, instead in ((group, ""), (point, ".")):
        if mark and mark != instead:
            plain = f"replace({plain}, '{mark.replace(chr(39), chr(39) * 2)}', '{instead}')"
    db.execute(f"update source set {column} = {plain} where {is_fit}")  # noqa: S608
    return True


def _knows_all(db: Any, column: str, field: TableField) -> bool:
    known = field.options[CELLS].numbers
    return all(cell in known or cell in field.missing_values for cell in _all(db, column))


def _forms(group: str, point: str) -> list[Pattern[str]]:
    if not group:
        return [PLAIN]
    if group == ",":
        return [PLAIN, THOUSANDS, LAKHS]
    return [COMMA, POINTED, WHOLE] if group == "." and point == "," else [PLAIN, SPACED, COMMA]
