"""Attribute tables: CSV in its many encodings, Excel workbooks, Parquet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.problems import Place, Problem
from geo.problems.alike import told
from geo.problems.texts import printable
from geo.sources.missing_marks import marks_told
from geo.sources.tables.column_types import (
    infer_field,
    is_missing,
    read_column,
    repeated,
)
from geo.sources.tables.grid import Grid, read_grid
from geo.sources.tables.left_as_text import told_as_text
from geo.sources.tables.masked import kept
from geo.sources.tables.read_before import as_before
from geo.sources.tables.sheets import ERROR_VALUES
from geo.sources.tables.table_folder import leads_outside, passed_over, table_files
from geo.sources.tables.table_schema import DEFAULT_MISSING
from geo.sources.tables.written_numbers import CELLS, as_written, written_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.sources.tables.table_schema import DataPackage, Resource, TableField

    Mask = NDArray[np.bool_]


@dataclass
class Table:
    """An attribute table.

    Parameters
    ----------
    name
        The data package's resource name, or the file's stem.
    path
        The file.
    frame
        Typed values, one row for each of the file below its headings, ragged and unsound ones
        included, in their order. Dates and times are ISO text.
    fields
        Description of every column, given or inferred, in the order of ``frame``.
    resource
        What the data package says of the file; none without.
    grid
        The cells as they stand in the file.
    left_out
        Mask of the rows with errors and of blank rows.
    problems
        Everything wrong with the table by itself.
    """

    name: str
    path: Path
    frame: pd.DataFrame
    fields: dict[str, TableField]
    resource: Resource | None
    grid: Grid
    left_out: Mask
    problems: list[Problem] = field(default_factory=list)

    @property
    def sound(self) -> pd.DataFrame:
        """The rows without errors; the index still counts the rows of ``frame``."""
        return self.frame[~self.left_out] if self.left_out.any() else self.frame

    def fresh(self) -> Table:
        """Give the same to somebody who writes into it."""
        frame, left_out = self.frame.copy(deep=False), self.left_out.copy()
        return replace(self, frame=frame, left_out=left_out, problems=[*self.problems])

    @cached_property
    def columns(self) -> dict[str, int]:
        """Where each column stands in the file, from 0."""
        return self.grid.columns

    def place(self, row: int, column: str | None = None) -> Place:
        """Where a cell stands.

        Parameters
        ----------
        row
            Position in ``frame`` from 0; -1 for the headings.
        column
            Its heading; the row's first cell if absent.

        Returns
        -------
        Place
            Line of the file (a row may span several) and the character the cell begins at; in a
            workbook the row's and the column's number.
        """
        return self.grid.place(row, self.columns.get(column, 0) if column is not None else 0)

    def report(
        self,
        code: str,
        rows: Mask,
        column: str,
        params: Callable[[int], dict[str, Any]],
        *,
        drop: bool = True,
    ) -> None:
        """Add a problem for each row of a mask, as :func:`geo.problems.alike.told` does.

        Parameters
        ----------
        code
            The problem.
        rows
            Mask over ``frame``.
        column
            The column it stands in.
        params
            Values for its sentences, given a row.
        drop
            Whether these rows are left out of the map.
        """

        def problem_of(row: int) -> Problem:
            values = {"column": column, **params(row)}
            quoted = {name: printable(value) for name, value in values.items()}
            return Problem(code, self.place(row, column), quoted)

        self.problems += told(np.flatnonzero(rows).tolist(), problem_of, column=column)
        if drop:
            self.left_out |= rows


def read_tables(
    folder: Path, package: DataPackage, skipped: Collection[str] = ()
) -> tuple[dict[str, Table], list[Problem]]:
    """Read every table of a project.

    Parameters
    ----------
    folder
        The project.
    package
        Its data package; tables it does not describe are read with inferred types.
    skipped
        Names of tables that are not to be read.

    Returns
    -------
    tables : dict
        By name: those of the data package first, then the others of ``tables/`` by file name.
    problems : list of Problem
        Those of all tables, and files that cannot be read at all.
    """
    tables: dict[str, Table] = {}
    problems: list[Problem] = []
    for name, path, resource in table_files(folder, package):
        if name in skipped:
            continue
        if name in tables:
            place = Place(path.as_posix())
            problems.append(
                Problem("table-name-twice", place, {"name": name, "other": tables[name].path.name})
            )
            continue
        if resource is None and package.path is not None:
            problems.append(Problem("table-undescribed", Place(path.as_posix()), {"name": name}))
        if leads_outside(path, folder):
            # A link is the same door as "../", which a descriptor may not take.
            problems.append(Problem("table-link-outside", Place(path.as_posix())))
            continue
        table = as_before(name, path, resource, partial(_read, name, path, resource))
        problems += [*table.grid.problems, *table.problems]
        if table.grid.headings:
            tables[name] = table
    return tables, [*problems, *passed_over(folder, package)]


def _read(name: str, path: Path, resource: Resource | None) -> Table:
    return make_table(name, path, resource, read_grid(path, resource))


def make_table(name: str, path: Path, resource: Resource | None, grid: Grid) -> Table:
    """Give a grid's cells their types, as its description says or as they look."""
    table = Table(
        name, path, pd.DataFrame(index=range(grid.height)), {}, resource, grid, grid.unsound.copy()
    )
    if not grid.headings:
        return table
    if resource is not None and resource.fields:
        _check_headings(table, resource)
    _describe_columns(table)
    blank = _blank_rows(table)
    columns = {}
    for heading, entry in table.fields.items():
        typed = grid.typed.get(grid.columns[heading])
        if typed is not None and typed.fits(entry):
            columns[heading] = typed.series
            continue
        texts = grid.texts(heading)
        is_inferred = resource is None or resource.field(heading) is None
        column = read_column(texts, entry, blank | grid.unsound, is_inferred=is_inferred)
        columns[heading] = column.cells
        for finding in column.findings:
            table.report(finding.code, finding.rows, heading, _describe(texts, finding.params))
    table.frame = pd.DataFrame(columns, index=range(grid.height))
    if resource is not None:
        _check_primary_key(table, resource.primary_key, blank)
        for key in resource.unique_keys:
            _check_unique_key(table, key, blank)
    if columns:
        table.report("row-blank", blank, next(iter(columns)), lambda _row: {})
    return table


def _describe_columns(table: Table) -> None:
    """Describe each column: as the data package does, or as its cells are."""
    undescribed: dict[str, pd.Series] = {}
    for heading in table.grid.columns:
        described = table.resource.field(heading) if table.resource else None
        table.fields[heading] = described or _undescribed(table, heading, undescribed)
    table.fields |= as_written(table.fields, undescribed, table.grid.delimiter)
    for heading, texts in undescribed.items():
        _tell_marks(table, heading, texts)
        _tell_unit(table, heading, texts)
    table.problems += told_as_text(table.fields, undescribed, table.place)


def _undescribed(table: Table, heading: str, texts_of: dict[str, pd.Series]) -> TableField:
    """Tell a column's type: the file's own, or that of its texts, which are kept."""
    grid = table.grid
    typed = grid.typed.get(grid.columns[heading])
    if typed is not None:
        return typed.field(heading)
    texts_of[heading] = kept(grid.texts(heading), ~grid.unsound)
    return infer_field(heading, texts_of[heading])


def _tell_marks(table: Table, heading: str, texts: pd.Series) -> None:
    """Tell of cells that say that there is no value."""
    # What is left of a failed formula is told as such.
    said = {*table.fields[heading].missing_values} - {*DEFAULT_MISSING, *ERROR_VALUES}
    if said:
        marks = texts[texts.isin(said)]
        place = table.place(int(marks.index[0]), heading)
        table.problems += marks_told(place, heading, Counter(marks.tolist()))


def _tell_unit(table: Table, heading: str, texts: pd.Series) -> None:
    """Tell of cells that say their unit or something of their number; of percent nobody is told."""
    field = table.fields[heading]
    unit = field.unit.get("", "%")
    if CELLS in field.options:
        found = written_problems(heading, field.options[CELLS], field.unit.get("", ""))
        for cell, problem in found:
            place = table.place(int(texts.index[texts == cell][0]), heading)
            table.problems.append(replace(problem, place=place))
        return
    if unit == "%" or field.options.get("bareNumber", True):
        return
    having = texts[texts.str.contains(unit, regex=False, na=False)]
    params = {"column": heading, "value": str(having.iloc[0]), "unit": unit}
    shown = {name: printable(text) for name, text in params.items()}
    place = table.place(int(having.index[0]), heading)
    table.problems.append(Problem("cells-with-unit", place, shown))


def _blank_rows(table: Table) -> Mask:
    """Mark the rows in which no cell has a value; ragged rows are reported as such."""
    blank = ~table.grid.unsound
    for heading, entry in table.fields.items():
        if not blank.any():
            break
        typed = table.grid.typed.get(table.grid.columns[heading])
        if typed is not None and typed.fits(entry):
            blank &= typed.is_blank
            continue
        texts = table.grid.texts(heading)
        blank &= is_missing(texts, entry)
    return blank


def _describe(texts: pd.Series, params: dict[str, Any]) -> Callable[[int], dict[str, Any]]:
    return lambda row: {"value": texts[row], **params}


def _check_headings(table: Table, resource: Resource) -> None:
    """Hold the file's headings against the described fields, as ``fieldsMatch`` says."""
    described = [entry.name for entry in resource.fields]
    present = list(table.grid.columns)
    missing = [name for name in described if name not in present]
    extra = [name for name in present if name not in described]
    match = resource.fields_match
    if match == "partial" and len(missing) == len(described):
        table.problems.append(Problem("column-none", table.place(-1), {}))
    if match in {"exact", "equal", "subset"}:
        table.problems += [
            Problem("column-missing", table.place(-1), {"column": printable(name)})
            for name in missing
        ]
    if match in {"exact", "equal", "superset"}:
        table.problems += [
            Problem("column-undescribed", table.place(-1, name), {"column": printable(name)})
            for name in extra
        ]
    if match == "exact" and not missing and not extra and present != described:
        order = ", ".join(described)
        table.problems.append(Problem("column-order", table.place(-1), {"order": order}))


def _check_primary_key(table: Table, key: tuple[str, ...], blank: Mask) -> None:
    if not key or any(name not in table.frame for name in key):
        return
    looked_at = ~(blank | table.grid.unsound)
    there = _present(table, key)
    empty = ~np.logical_or.reduce(there) & looked_at
    table.report("key-empty", empty, key[0], lambda _row: {"key": ", ".join(key)})
    _report_repeated(table, key, looked_at & ~empty)


def _check_unique_key(table: Table, key: tuple[str, ...], blank: Mask) -> None:
    """Report rows that repeat a key; as in SQL, one with a gap is like no other."""
    if any(name not in table.frame for name in key):
        return
    has_all = np.logical_and.reduce(_present(table, key))
    _report_repeated(table, key, has_all & ~(blank | table.grid.unsound))


def _report_repeated(table: Table, key: tuple[str, ...], rows: Mask) -> None:
    texts = [[*map(str, table.frame[name].to_numpy(dtype=object)[rows])] for name in key]
    again = np.zeros(len(rows), dtype=bool)
    again[rows] = repeated(texts[0] if len(key) == 1 else [*zip(*texts, strict=True)])
    label = ", ".join(key)
    keys = [table.frame[name] for name in key]
    table.report(
        "key-twice",
        again,
        key[0],
        lambda row: {"key": label, "value": ", ".join(str(column.iloc[row]) for column in keys)},
    )


def _present(table: Table, names: tuple[str, ...]) -> list[Mask]:
    """Where each of some columns holds something; a frame of few columns is long in the making."""
    return [table.frame[name].notna().to_numpy(dtype=bool) for name in names]
