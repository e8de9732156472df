"""Pieces of a table, each read and reduced by itself: on any worker that sees the same files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.joining.aggregating import Part, part, tables_of
from geo.joining.date_keys import UnfitColumnError
from geo.joining.engines.by_place import SAMPLE, meet_some, place_columns
from geo.joining.meeting import distinct_keys
from geo.joining.sums import different
from geo.sources.heading_kinds import is_always_text
from geo.sources.missing_marks import is_mark
from geo.sources.tables.column_types import read_column
from geo.sources.tables.grid import read_grid
from geo.sources.tables.table import make_table
from geo.sources.tables.table_schema import TableField
from geo.sources.tables.typed_columns import typed_columns
from geo.sources.tables.written_numbers import as_written

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.joining.engines.outcome import Task
    from geo.joining.keys import Key
    from geo.problems import Problem
    from geo.project.settings.join_kinds import Aggregate
    from geo.sources.tables.table import Table

ROWS_A_PIECE = 1_000_000


@dataclass(frozen=True)
class Piece:
    """Some of a table's rows.

    Parameters
    ----------
    path
        The file.
    groups
        Which row groups of a Parquet file; none for a whole file of text.
    """

    path: Path
    groups: tuple[int, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether its columns have no types of their own."""
        return self.path.suffix.lower() != ".parquet"


@dataclass
class Reduced:
    """What a piece comes down to.

    Parameters
    ----------
    parts
        A part of every aggregate.
    tally
        How many rows had each key that is to be told, and (the empty key) none.
    rows
        How many rows there were.
    met
        The sites that any row is about.
    problems
        What was told of rows that meet by where they lie.
    unfit
        The aggregates that cannot be made, and why.
    """

    parts: dict[str, Part]
    tally: dict[Key, int]
    rows: int
    met: set[int]
    problems: list[Problem] = field(default_factory=list)
    unfit: dict[str, UnfitColumnError] = field(default_factory=dict)


class Kind(NamedTuple):
    """What the cells of a column are in a piece.

    Parameters
    ----------
    type
        ``integer``, ``number``, ``boolean`` or ``string``; empty where there is nothing to tell by.
    marks
        How many there are of each text that says that there is no value.
    unit
        What stands beside its numbers, by language.
    """

    type: str
    marks: Counter[str]
    unit: dict[str, str] = {}  # noqa: RUF012  never changed


class MissingColumnError(Exception):
    """A file lacks a column.

    Parameters
    ----------
    column
        Its name.
    known
        Those that are there.
    """

    def __init__(self, column: str, known: str) -> None:
        super().__init__(column, known)
        self.column = column
        self.known = known


def pieces(files: Sequence[Path]) -> list[Piece]:
    """Cut a table into pieces: a text file is one, of Parquet some row groups are."""
    found: list[Piece] = []
    for path in files:
        if path.suffix.lower() != ".parquet":
            found.append(Piece(path))
            continue
        from pyarrow import parquet

        told = parquet.read_metadata(path)
        taken: list[int] = []
        rows = 0
        for group in range(told.num_row_groups):
            taken.append(group)
            rows += told.row_group(group).num_rows
            if rows >= ROWS_A_PIECE or group == told.num_row_groups - 1:
                found.append(Piece(path, tuple(taken)))
                taken, rows = [], 0
    return found


def kinds_in(piece: Piece, names: Sequence[str]) -> dict[str, Kind]:
    """Tell what the cells of some columns are in a piece."""
    if not piece.is_text:
        frame = _read(piece, names)
        return {name: Kind(_kind(frame[name]), Counter()) for name in names}
    table = _table(piece)
    _require(names, [str(name) for name in table.frame])
    return {name: _kind_of_texts(table, name) for name in names}


def kinds_of_all(
    found: Sequence[Mapping[str, Kind]],
) -> tuple[dict[str, str], dict[str, dict[str, int]]]:
    """Tell what cells are in all pieces, numbers only if they are in each, and count the marks."""
    whole, marks = {}, {}
    for name in found[0] if found else ():
        kinds = {each[name].type for each in found} - {""}
        if kinds == {"integer", "number"}:
            kinds = {"number"}
        whole[name] = kinds.pop() if len(kinds) == 1 else "string"
        counts = sum((each[name].marks for each in found), Counter[str]())
        if counts and whole[name] != "string":
            marks[name] = dict(counts)
    return whole, marks


def units_of_all(found: Sequence[Mapping[str, Kind]]) -> dict[str, dict[str, str]]:
    """Give the units of columns that have the same in every piece with anything in it."""
    units = {}
    for name in found[0] if found else ():
        told = [each[name].unit for each in found if each[name].type]
        if told and told[0] and all(unit == told[0] for unit in told):
            units[name] = told[0]
    return units


def in_doubt(found: Sequence[Mapping[str, Kind]]) -> list[str]:
    """Name the columns of which some pieces are numbers in another way than others are.

    In the whole of it 8000万 stands beside 1.2亿, and 12家 beside 3: no piece tells that alone.
    """
    names = []
    for name in found[0] if found else ():
        told = [each[name] for each in found if each[name].type]
        units, types = {repr(each.unit) for each in told}, {each.type for each in told}
        if len(units) > 1 or ("string" in types and len(types) > 1):
            names.append(name)
    return names


def texts_in(piece: Piece, names: Sequence[str]) -> tuple[dict[str, list[str]], str]:
    """Give the different cells of some columns of a piece, and what parts the piece's cells."""
    table = _table(piece)
    cells = {name: _written(table, name).dropna().unique().tolist() for name in names}
    return cells, table.grid.delimiter


def read_together(found: Sequence[tuple[dict[str, list[str]], str]]) -> dict[str, TableField]:
    """Describe columns in doubt by the cells of all pieces; none of those that are no numbers."""
    texts = {
        name: pd.Series([*dict.fromkeys(c for cells, _ in found for c in cells[name])], dtype="str")
        for name in found[0][0]
    }
    fields = {name: TableField(name) for name in texts}
    return as_written(fields, texts, found[0][1])


def places_in(piece: Piece, task: Task) -> dict[str, str]:
    """Name the columns that say where the rows of a piece lie, by what each says."""
    return place_columns(task.table.path, _texts(_read(piece, None).head(SAMPLE)))


def reduce_piece(
    piece: Piece, task: Task, kinds: Mapping[str, str], roles: dict[str, str] | None = None,
    together: Mapping[str, TableField] | None = None,
) -> Reduced:  # fmt: skip
    """Read a piece, let its rows meet the sites, and reduce them.

    Parameters
    ----------
    piece
        Which.
    task
        What is wanted; the sites' keys go with it.
    kinds
        What the columns' cells are in the whole table.
    roles
        The columns that say where rows lie, where they meet the sites by that.
    together
        Columns whose cells are read as all pieces together tell.
    """
    said = together or {}
    as_texts = [
        name
        for name, kind in kinds.items()
        if name in said or (kind == "string" and name not in task.key)
    ]
    frame = _read(piece, [*task.key, *(roles or {}).values(), *kinds], as_texts)
    frame = frame.assign(
        **{
            name: read_column(frame[name], field, np.zeros(len(frame), dtype=bool)).cells
            for name, field in said.items()
        }
    )
    if task.by_place is not None and roles:
        texts = _texts(frame[list(dict.fromkeys(roles.values()))])
        table = task.table
        meeting = meet_some(task.by_place, table.name, table.path, texts, roles)
        taken = _typed(frame, kinds, ()).take(meeting.rows).reset_index(drop=True)
        parts, unfit = _parts(taken, meeting.sites, task.wanted)
        about = set(different(meeting.sites).tolist())
        return Reduced(parts, {}, len(frame), about, meeting.problems, unfit)
    frame = _typed(frame, kinds, task.key)
    codes, keys = distinct_keys(frame, task.key)
    met = task.keys.meet(keys)
    counts = np.bincount(codes[codes >= 0], minlength=len(keys))
    told = {*met.unmet, *met.alike, *met.zeros, *met.shared}
    tally = Counter({keys[index]: int(counts[index]) for index in told})
    blank = int((codes < 0).sum())
    if blank:
        tally[()] = blank
    first = np.searchsorted(met.keys, codes, side="left")
    times = np.searchsorted(met.keys, codes, side="right") - first
    rows = np.repeat(np.arange(len(frame)), times)
    nth = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    sites = met.sites[first[rows] + nth]
    taken = frame.take(rows).reset_index(drop=True)
    parts, unfit = _parts(taken, sites, task.wanted)
    about = set(different(sites).tolist())
    return Reduced(parts, dict(tally), len(frame), about, unfit=unfit)


def _parts(
    frame: pd.DataFrame, sites: NDArray[np.int64], wanted: Mapping[str, Aggregate]
) -> tuple[dict[str, Part], dict[str, UnfitColumnError]]:
    """Reduce rows to a part of each aggregate that can be made of them."""
    parts, unfit = {}, {}
    for name, each in wanted.items():
        try:
            parts[name] = part(frame, sites, each)
        except UnfitColumnError as error:
            unfit[name] = error
    return parts, unfit


def columns_wanted(task: Task) -> list[str]:
    """Name the columns whose cells are looked at."""
    return tables_of(task.wanted)


def _typed(frame: pd.DataFrame, kinds: Mapping[str, str], but: Sequence[str]) -> pd.DataFrame:
    """Give the columns the types they have in the whole table."""
    for name, kind in kinds.items():
        if name not in but:
            frame[name] = _as_kind(frame[name], kind)
    return frame


def _texts(frame: pd.DataFrame) -> pa.Table:
    return pa.table({
        str(name): pa.array(
            [None if pd.isna(value) else _text(value) for value in frame[name]], pa.string()
        )
        for name in frame
    })  # fmt: skip


def _read(
    piece: Piece, names: Sequence[str] | None, as_texts: Collection[str] = ()
) -> pd.DataFrame:
    """Read a piece; all its columns where none are named, of a text file some as texts."""
    if piece.is_text:
        table = _table(piece)
        names = [str(name) for name in table.frame] if names is None else names
        _require(names, [str(name) for name in table.frame])
        frame = table.sound[list(dict.fromkeys(names))]
        written = {name: _written(table, name) for name in as_texts}
        return frame.assign(**written).reset_index(drop=True)
    from pyarrow import parquet

    file = parquet.ParquetFile(piece.path)
    names = file.schema_arrow.names if names is None else names
    _require(names, file.schema_arrow.names)
    wanted = list(dict.fromkeys(names))
    read = file.read_row_groups(list(piece.groups), columns=wanted)
    typed = typed_columns(read)
    return pd.DataFrame({
        name: each.series if each.kind else each.texts.where(each.texts != "")
        for name, each in zip(read.column_names, typed.values(), strict=True)
    })  # fmt: skip


def _table(piece: Piece) -> Table:
    grid = read_grid(piece.path, None)
    if not grid.headings:
        raise OSError(str(grid.problems[0]) if grid.problems else piece.path.name)
    return make_table(piece.path.stem, piece.path, None, grid)


def _written(table: Table, name: str) -> pd.Series:
    """Give the texts of a column's sound rows; nothing where nothing is written."""
    texts = table.grid.texts(name)[~table.left_out]
    return texts.where(texts != "")


def _kind_of_texts(table: Table, name: str) -> Kind:
    written = _written(table, name).dropna()
    if table.fields[name].type != "string":
        marks = written[written.isin(table.fields[name].missing_values)]
        field = table.fields[name]
        return Kind(_kind(table.sound[name]), Counter(marks.tolist()), field.unit)
    if is_always_text(name) or not all(map(is_mark, written.unique())):
        return Kind("string", Counter())
    # What the other pieces hold decides whether these are texts.
    return Kind("", Counter(written.tolist()))


def _require(names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            raise MissingColumnError(name, ", ".join(known))


def _kind(values: pd.Series) -> str:
    kinds = {"b": "boolean", "i": "integer", "u": "integer", "f": "number"}
    if not values.notna().any():
        return ""
    return kinds.get(values.dtype.kind, "string")


def _as_kind(values: pd.Series, kind: str) -> pd.Series:
    """Give a piece's cells the type they have in the whole table."""
    own = _kind(values)
    if kind == "number" and own in {"integer", ""}:
        return values.astype("float64")
    if kind == "string" and own not in {"string", ""}:
        texts = [None if pd.isna(value) else _text(value) for value in values]
        return pd.Series(texts, dtype="str")
    if own in {"", "string"} and kind != own:
        # Texts among numbers are those alone that say that there is none.
        types = {"integer": "Int64", "boolean": "boolean", "string": "str"}
        return pd.Series([None] * len(values), dtype=types.get(kind, "float64"))
    return values


def _text(value: object) -> str:
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
