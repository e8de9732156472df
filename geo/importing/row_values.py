"""What each row of a file says: properties of a site, cells of a table, figures by year."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from geo.importing.year_headings import split_unit
from geo.sources.category_columns import as_kind, is_osm_key
from geo.sources.cell_texts import cell_text
from geo.sources.date_forms import Days, Doubt, read_days
from geo.sources.heading_kinds import is_always_text
from geo.sources.missing_marks import marks_among, without_marks
from geo.sources.number_forms import (
    SCALED,
    Numbers,
    has_decimal_commas,
    joint_unit,
    read_numbers,
)  # fmt: skip
from geo.sources.number_scales import scale_of
from geo.sources.position_values import AFTER_TEXT
from geo.sources.recognised import one_of, table
from geo.sources.roles import find_roles
from geo.sources.tables.column_types import infer_field
from geo.sources.tables.table_schema import DEFAULT_MISSING
from geo.sources.title_units import TitleUnit, title_unit

if TYPE_CHECKING:
    from geo.importing.guessing import Guesses
    from geo.importing.import_plan import ColumnGuess
    from geo.sources.records import Records
    from geo.sources.written_periods import Period


FIGURE_KEYS = ("site_id", "indicator", "year")
FIGURES = "-figures"
"""How the name of a table of figures ends."""
DAYS = "days"
"""The form of a column of days, in whatever form they were."""
LONGEST_UNIT = 12
_HINTS = table("recognised_rows")["hints"]
_REMARK = re.compile(rf"[。；;?？{_HINTS['characters']}]|{one_of(_HINTS['words'])}")


@dataclass
class FactColumn:
    """A column of the table that goes beside the sites.

    Parameters
    ----------
    name
        Its heading.
    type
        A type of Table Schema.
    title, unit
        What people call it, and in what it is measured, where the heading says both.
    cells
        Its texts; empty where there is nothing.
    form
        How its numbers or days were written, if otherwise than plainly.
    marks
        Cells that say that there is no number, such as ``—`` and ``暂无``: they stay as they are.
    doubt
        Why it is no column of days, though it seems to be one.
    table
        Another table than the file's own that has the column already; empty without one.
    qualified
        A cell that said something of its number that is no part of it: 约 500; empty without one.
    """

    name: str
    type: str
    cells: list[str]
    title: str = ""
    unit: str = ""
    form: str = "plain"
    marks: tuple[str, ...] = ()
    doubt: Doubt | None = None
    table: str = ""
    qualified: str = ""

    def key(self, own: str) -> str:
        """Give what the column is called in memory, where the file's own table is ``own``."""
        return f"{self.table or own}.{self.name}"


@dataclass
class FigureValues:
    """A figure of one year, or another time, for every row."""

    indicator: str
    year: Period
    unit: str
    cells: list[str]

    @property
    def key(self) -> str:
        """What the figure is called in memory."""
        return f"{self.indicator}@{self.year}"


@dataclass
class RowValues:
    """All that the rows of a file say, by column.

    Parameters
    ----------
    properties
        Of the sites, by name; None where a row has none.
    facts, figures
        What goes into tables.
    figure_table
        Another table than the file's own that has the figures already; empty without one.
    empty
        Columns with nothing in them.
    aside
        Facts that no reader asks for: style keys, an exporter's numbers, coordinates again.
    scaled
        Columns of numbers that were brought to one scale: a cell as it was, as it is, the unit.
    qualified
        Columns of numbers of which some had words or marks beside them, told alike.
    days
        Columns of days that were written otherwise, alike.
    several
        Where cells named several categories: the column they are kept in, one of them, the category
        it is taken for, how many there are.
    said_unit
        What a line above the headings says that the numbers are in.
    in_unit
        The columns that are taken to be in it.
    marks
        Of figures, the cells that say that there is no number, by column: they make no row.
    """

    properties: dict[str, list[Any]] = field(default_factory=dict)
    facts: list[FactColumn] = field(default_factory=list)
    figures: list[FigureValues] = field(default_factory=list)
    figure_table: str = ""
    empty: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    scaled: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    qualified: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    days: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    several: tuple[str, str, str, int] | None = None
    said_unit: TitleUnit | None = None
    in_unit: list[str] = field(default_factory=list)
    marks: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_values(records: Records, guesses: Guesses) -> RowValues:
    """Read the rows as their columns are taken."""
    found = RowValues(said_unit=title_unit(records.titles))
    form = _number_form(records)
    for guess in guesses.columns:
        if guess.role in {"name", "description", "link", "category"}:
            texts = [_text(text) for text in records.texts(guess.column)]
            if guess.role == "category" and is_osm_key(guess.column):
                texts = [as_kind(guess.column, text) or None for text in texts]
            found.properties[guess.target] = texts
        elif guess.role == "property":
            found.properties[guess.target] = _property(records, guess)
        elif guess.role == "figure":
            _take_figure(found, records, guess, form)
        elif guess.role == "fact":
            _take_fact(found, records, guess, form)
    found.facts += _addresses(records, guesses)
    roles = find_roles(records)
    found.aside = [fact.name for fact in found.facts if fact.name in roles.aside]
    if guesses.kinds:
        _take_kinds(found, records, guesses.kinds)
    return found


def _take_figure(
    found: RowValues, records: Records, guess: ColumnGuess, form: dict[str, bool]
) -> None:
    indicator = guess.detail["indicator"] or "value"
    given = guess.detail["unit"] or _unit_above(found, indicator, records.texts(guess.column))
    numbers = _numbers(records, guess.column, form, given)
    cells = [text or "" for text in numbers.texts]
    unit = joint_unit(given, numbers.unit)
    if given and not guess.detail["unit"]:
        found.in_unit.append(guess.column)
    if numbers.form == SCALED:
        found.scaled[guess.column] = (*_example(records, guess, cells), unit)
    _take_qualified(found, records, guess.column, numbers, unit)
    found.figures.append(FigureValues(indicator, guess.detail["year"], unit, cells))
    if marks := marks_among(records.texts(guess.column)):
        found.marks[guess.column] = marks


def _take_fact(
    found: RowValues, records: Records, guess: ColumnGuess, form: dict[str, bool]
) -> None:
    texts = records.texts(guess.column) if found.said_unit and records.is_text else []
    above = "" if _unit(guess.column)[0] else _unit_above(found, guess.column, texts)
    column = _fact(records, guess, form, above)
    if column.type not in {"integer", "number"}:
        column.unit = "" if column.unit == above else column.unit
    elif above:
        found.in_unit.append(guess.column)
    if not any(column.cells):
        found.empty.append(guess.column)
        return
    found.facts.append(column)
    read = Numbers([*column.cells], qualified=column.qualified)
    _take_qualified(found, records, guess.column, read, column.unit)
    if column.form in {SCALED, DAYS}:
        example = _example(records, guess, column.cells)
        told = found.scaled if column.form == SCALED else found.days
        if any(example):
            told[guess.column] = (*example, column.unit)


def _take_qualified(
    found: RowValues, records: Records, column: str, numbers: Numbers, unit: str
) -> None:
    """Keep one cell that said something of its number: as it was, as it is, and the unit."""
    if numbers.qualified:
        new = numbers.texts[records.texts(column).index(numbers.qualified)] or ""
        found.qualified[column] = (numbers.qualified, new, unit)


def _unit_above(found: RowValues, heading: str, texts: list[str | None]) -> str:
    """Give the unit that a line above the headings says, for a column that may be in it."""
    said = found.said_unit
    return said.unit if said is not None and said.fits(heading, texts) else ""


def _take_kinds(found: RowValues, records: Records, kinds: tuple[str, ...]) -> None:
    """Take the category of several columns, of which the first with a value counts."""
    columns = [(name, records.texts(name)) for name in kinds]
    category = [
        next((kind for name, texts in columns if (kind := as_kind(name, texts[row]))), None)
        for row in range(records.count)
    ]
    found.properties["category"] = category
    # Where every value is the category already, the column says nothing more.
    found.aside += [
        name
        for name, texts in columns
        if all(not text or as_kind(name, text) == category[row] for row, text in enumerate(texts))
    ]


def _addresses(records: Records, guesses: Guesses) -> list[FactColumn]:
    """Give the addresses that stand before positions in brackets."""
    found = []
    for guess in guesses.of("position"):
        texts = [text or "" for text in records.texts(guess.column)]
        pairs = [AFTER_TEXT.search(text) for text in texts]
        if any(pairs):
            whole = [t[: p.start(1)] if p else "" for t, p in zip(texts, pairs, strict=True)]
            cells = [", ".join(filter(None, map(str.strip, t.split("\n")))) for t in whole]
            found.append(FactColumn(guess.column, "string", cells))
    return found


def _text(text: str | None) -> str | None:
    return text.strip() or None if text else None


def _property(records: Records, guess: ColumnGuess) -> list[Any]:
    if guess.target != "accuracy_m":
        return records.texts(guess.column)
    numbers: list[Any] = []
    for text in records.texts(guess.column):
        try:
            value = float(text) if text else None
        except ValueError:
            value = None
        numbers.append(int(value) if value is not None and value.is_integer() else value)
    return numbers


def _number_form(records: Records) -> dict[str, bool]:
    """Tell how the file writes numbers, as :func:`read_numbers` is told."""
    if not any(name == "semicolon" for name, _ in records.notes):
        return {}
    has_commas = has_decimal_commas(map(records.texts, records.names))
    return {"commas_are_points": True, "dots_are_marks": has_commas}


def _numbers(records: Records, column: str, form: dict[str, bool], unit: str) -> Numbers:
    if not records.is_text:
        return Numbers([*_typed_cells(records.table.column(column))])
    texts = records.texts(column)
    numbers = read_numbers(without_marks(texts), **form, plain_scale=_scale(unit))
    return Numbers(texts) if numbers is None else numbers


def _example(records: Records, guess: ColumnGuess, cells: list[str]) -> tuple[str, str]:
    """Give the first cell that reads otherwise now, as it was and as it is."""
    pairs = zip(records.texts(guess.column), cells, strict=True)
    return next(((old, new) for old, new in pairs if old and old != new), ("", ""))


def _fact(records: Records, guess: ColumnGuess, form: dict[str, bool], above: str) -> FactColumn:
    name, values = guess.column, records.table.column(guess.column)
    unit, title = _unit(name)
    if not records.is_text:
        return FactColumn(name, _kind(values.type), _typed_cells(values), title, unit)
    texts = records.texts(name)
    days = read_days(name, texts)
    if isinstance(days, Days):
        return FactColumn(name, days.type, [day or "" for day in days.texts], form=DAYS)
    found = _numbers_or_texts(name, texts, form, above)
    found.doubt = days
    return found


def _numbers_or_texts(
    name: str, texts: list[str | None], form: dict[str, bool], above: str
) -> FactColumn:
    unit, title = _unit(name)
    unit = unit or above
    plain = pd.Series([text or "" for text in texts], dtype="str")
    inferred = infer_field(name, plain)
    is_plain = inferred.type not in {"string", "number"} or not form.get("dots_are_marks")
    if inferred.type != "string" and is_plain:
        marks = inferred.missing_values[len(DEFAULT_MISSING) :]
        return FactColumn(name, inferred.type, plain.tolist(), title, unit, marks=marks)
    numbers, some = None, without_marks(texts)
    if not is_always_text(name):
        numbers = read_numbers(some, **form, plain_scale=_scale(unit))
    if numbers is None:
        return FactColumn(name, "string", plain.tolist(), title, unit)
    cells = [text or "" for text in numbers.texts]
    kind = infer_field("value", pd.Series(cells, dtype="str")).type
    if kind == "string":
        return FactColumn(name, "string", plain.tolist(), title, unit)
    marks = () if some is texts else marks_among(texts)
    whole = [text if text in marks else cell for text, cell in zip(plain, cells, strict=True)]
    unit = joint_unit(unit, numbers.unit)
    said = numbers.qualified
    return FactColumn(name, kind, whole, title, unit, numbers.form, marks, qualified=said)


def _scale(unit: str) -> int:
    """Give what a unit in a heading multiplies its numbers by: 万元 by ten thousand."""
    scale = scale_of(unit)
    return 1 if scale is None else scale.factor


def _unit(heading: str) -> tuple[str, str]:
    """Give the unit a heading names, and what is left of it; no remark is a unit."""
    unit, rest = split_unit(heading)
    is_unit = 0 < len(unit) <= LONGEST_UNIT and rest and not _REMARK.search(unit)
    return (unit, rest) if is_unit else ("", heading)


def _kind(kind: pa.DataType) -> str:
    """Give the type of Table Schema for one of Arrow."""
    if pa.types.is_dictionary(kind):
        return _kind(kind.value_type)
    for test, name in (
        (pa.types.is_boolean, "boolean"),
        (pa.types.is_integer, "integer"),
        (pa.types.is_floating, "number"),
        (pa.types.is_decimal, "number"),
        (pa.types.is_date, "date"),
        (pa.types.is_timestamp, "datetime"),
        (pa.types.is_time, "time"),
        (pa.types.is_list, "array"),
        (pa.types.is_large_list, "array"),
        (pa.types.is_struct, "object"),
    ):
        if test(kind):
            return name
    return "string"


def _typed_cells(column: pa.ChunkedArray) -> list[str]:
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return [value or "" for value in column.to_pylist()]
    if pa.types.is_float32(kind):
        return [
            "" if value is None else cell_text(float(f"{value:.7g}"))
            for value in column.to_pylist()
        ]
    return [_cell(value) for value in column.to_pylist()]


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return cell_text(value)
