"""DuckDB: a table larger than memory on one machine, reduced by SQL that spills to the disk."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from geo.joining.aggregating import (
    FLAG,
    NUMBER,
    WHOLE,
    Part,
    as_text,
    has_value,
    needs_numbers,
    tables_of,
)
from geo.joining.date_keys import UnfitColumnError
from geo.joining.engines.by_place import SAMPLE, meet_some, no_places, place_columns, summed
from geo.joining.engines.outcome import EngineError, Outcome
from geo.joining.engines.pieces import ROWS_A_PIECE
from geo.joining.engines.sql_dates import key_of_day, key_of_number, text_of
from geo.joining.engines.sql_kinds import SqlColumn, kinds_of, marks_among_numbers, quoted
from geo.joining.engines.sql_numbers import made_plain
from geo.joining.engines.sql_values import as_arrow, as_part, as_texts, files_of, literal, typed
from geo.joining.sums import LARGEST, different
from geo.problems import Place, Problem
from geo.problems.texts import printable
from geo.sources.heading_kinds import is_always_text
from geo.sources.large_tables import SHARE_OF_MEMORY, memory

if TYPE_CHECKING:
    from geo.joining.engines.by_place import ByPlace
    from geo.joining.engines.outcome import Task
    from geo.project.settings.join_kinds import Aggregate

_NOTHING = '"NULL"'
"""How DuckDB calls the type of a column of nothing."""


def aggregate(task: Task) -> Outcome:
    """Do it.

    Raises
    ------
    EngineError
        If DuckDB is not installed, or cannot read the files.
    """
    place = Place(task.table.path.as_posix())
    try:
        import duckdb
    except ImportError:
        missing = {"engine": "duckdb"}
        raise EngineError(Problem("engine-missing", place, missing)) from None
    limit = int(min(memory() * SHARE_OF_MEMORY, 1 << 30))
    with tempfile.TemporaryDirectory(prefix="parkmap-") as spill:
        told: dict[str, Any] = {
            "memory_limit": f"{limit}B", "temp_directory": spill, "preserve_insertion_order": False,
            "autoinstall_known_extensions": False, "autoload_known_extensions": False,
        }  # fmt: skip
        try:
            with duckdb.connect(":memory:", config=told) as connection:
                # What is told while it works is ours to tell.
                connection.execute("set enable_progress_bar = false")
                return _Work(connection, task, Path(spill)).outcome()
        except duckdb.Error as error:
            reason = {"engine": "duckdb", "reason": printable(str(error).splitlines()[0])}
            raise EngineError(Problem("engine-failed", place, reason)) from error


class _Work:
    """One table in one connection."""

    def __init__(self, connection: Any, task: Task, spill: Path) -> None:
        self._db = connection
        self._spill = spill
        self._task = task
        files = files_of(task.table)
        # Told in SQL: the calls of Python's look at the files three times.
        described = self._db.execute(f"describe select * from {files}").fetchall()  # noqa: S608
        self._raw = {name.strip(): name for name, *_ in described}
        self._types = {name.strip(): str(kind) for name, kind, *_ in described}
        # A column of nothing in every file: as a text it says as much.
        blank = [name for name, kind in self._types.items() if kind == _NOTHING]
        self._types |= dict.fromkeys(blank, "VARCHAR")
        self._roles: dict[str, str] = {}
        if task.by_place is not None:
            some = self._db.sql(f"select * from {files} limit {SAMPLE}")  # noqa: S608
            self._roles = place_columns(task.table.path, as_texts(some))
            if not self._roles:
                raise EngineError(no_places(task.table.path))
        names = [*task.key, *self._roles.values(), *tables_of(task.wanted)]
        missing = next((name for name in names if name not in self._raw), None)
        if missing is not None:
            known = ", ".join(self._raw)
            params = {"column": missing, "known": known, "table": task.table.name}
            told = {key: printable(text) for key, text in params.items()}
            place = Place(task.table.path.as_posix())
            raise EngineError(Problem("join-key-missing", place, told))
        plain = {name: quoted(self._raw[name]) for name in dict.fromkeys(names)}
        plain |= {
            name: f"cast({plain[name]} as varchar) as {plain[name]}"
            for name in blank
            if name in plain
        }
        kept = ", ".join(plain.values())
        # Text is taken apart once, not for every question; what memory lacks goes to the disk.
        kind = "view" if task.table.is_parquet and not self._roles else "table"
        self._db.execute(f"create {kind} source as select {kept} from {files}")  # noqa: S608

    def outcome(self) -> Outcome:
        outcome = Outcome()
        if self._task.by_place is None:
            self._meet(outcome)
        else:
            self._meet_by_place(self._task.by_place, outcome)
        wanted = self._task.wanted
        columns = {
            name: SqlColumn(self._quoted(name), self._types[name]) for name in tables_of(wanted)
        }
        self._kinds, self._marks = kinds_of(self._db, columns, self._task.table)
        self._read_numbers(columns, outcome)
        outcome.marks |= self._marks
        scalar = {}
        for name, each in wanted.items():
            try:
                if each.function == "list":
                    outcome.parts[name] = [self._listed(each)]
                else:
                    scalar[name] = self._expressions(each)
            except UnfitColumnError as unfit:
                outcome.unfit[name] = unfit
        if scalar:
            self._reduce(scalar, outcome)
        return outcome

    def _read_numbers(self, columns: dict[str, SqlColumn], outcome: Outcome) -> None:
        """Read the columns that are numbers as people write them."""
        table, key = self._task.table, self._task.key
        asked = {n: kind for n, kind in self._kinds.items() if n not in key and n in columns}
        if not table.is_parquet:
            plain = made_plain(self._db, asked, self._raw, table.files[0], self._spill)
            _, marks = kinds_of(self._db, {name: columns[name] for name in plain}, table)
            self._kinds |= dict.fromkeys(plain, "number")
            self._marks |= marks
            outcome.units |= plain

    def _meet(self, outcome: Outcome) -> None:
        """Hold the different keys against the sites', and keep which meet which."""
        key = [self._as_key(name) for name in self._task.key]
        columns = ", ".join(f"{text} as k{n}" for n, text in enumerate(key))
        found = self._db.sql(f"select {columns}, count(*) as n from source group by all")  # noqa: S608
        counted = as_arrow(found)
        counts = counted.column("n").to_pylist()
        parts = [
            self._without_marks(name, counted.column(f"k{n}").to_pylist(), counts, outcome)
            for n, name in enumerate(self._task.key)
        ]
        keys, live = [], []
        for at, each in enumerate(zip(*parts, strict=True)):
            if all(part is not None and part.strip() for part in each):
                keys.append(tuple(map(str, each)))
                live.append(at)
        outcome.rows = sum(counts)
        outcome.tally = {each: counts[at] for each, at in zip(keys, live, strict=True)}
        blank = outcome.rows - sum(outcome.tally.values())
        if blank:
            outcome.tally[()] = blank
        met = self._task.keys.meet(keys)
        told = {*met.unmet, *met.alike, *met.zeros, *met.shared}
        kept = {keys[index] for index in told}
        outcome.tally = {each: n for each, n in outcome.tally.items() if not each or each in kept}
        chosen = [keys[index] for index in met.keys.tolist()]
        meeting: dict[str, Any] = {
            f"k{n}": pa.array([each[n] for each in chosen], pa.string()) for n in range(len(key))
        }
        outcome.met = set(met.sites.tolist())
        meeting["site"] = pa.array(met.sites, pa.int64())
        self._db.register("meeting", pa.table(meeting))
        on = " and ".join(f"{text} = meeting.k{n}" for n, text in enumerate(key))
        self._joined = f"source join meeting on {on}"

    def _without_marks(
        self, name: str, keys: list[Any], counts: list[int], outcome: Outcome
    ) -> list[Any]:
        """Give a column of keys without what says, among numbers, that there is none."""
        if self._task.table.is_parquet or is_always_text(name):
            return keys
        marks = marks_among_numbers({key for key in keys if key})
        if not marks:
            return keys
        outcome.marks[name] = {
            mark: sum(n for key, n in zip(keys, counts, strict=True) if key == mark)
            for mark in marks
        }
        return [None if key in marks else key for key in keys]

    def _meet_by_place(self, by: ByPlace, outcome: Outcome) -> None:
        """Let the rows meet the sites where they lie, some at a time, and keep which met which."""
        task = self._task
        self._db.execute("create table meeting (row bigint, site bigint)")
        columns = ", ".join(
            f"cast({self._quoted(name)} as varchar) as {quoted(name)}"
            for name in self._roles.values()
        )
        problems: list[Problem] = []
        outcome.rows = self._db.execute("select count(*) from source").fetchall()[0][0]
        for first in range(0, outcome.rows, ROWS_A_PIECE):
            few = f"rowid >= {first} and rowid < {first + ROWS_A_PIECE}"
            asked = f"select rowid as parkmap_row, {columns} from source where {few} order by rowid"  # noqa: S608
            texts = as_arrow(self._db.sql(asked))
            rows = texts.column("parkmap_row").to_numpy()
            meeting = meet_some(
                by, task.table.name, task.table.path, texts.drop_columns("parkmap_row"), self._roles
            )
            problems += meeting.problems
            outcome.met |= set(different(meeting.sites).tolist())
            self._db.register("met", pa.table({"r": rows[meeting.rows], "s": meeting.sites}))
            self._db.execute("insert into meeting select r, s from met")
            self._db.unregister("met")
        outcome.problems = summed(problems)
        self._joined = "source join meeting on source.rowid = meeting.row"

    def _as_key(self, name: str) -> str:
        column, kind = self._quoted(name), self._types[name]
        if kind == "VARCHAR":
            # Of numbers in a text 3.0 is 3, as it is in this process.
            of_texts = {name: SqlColumn(column, kind)}
            if kinds_of(self._db, of_texts, self._task.table)[0][name] == "number":
                column, kind = f"try_cast({column} as double)", "DOUBLE"
        if kind in {"DOUBLE", "FLOAT"}:
            return (
                f"case when {column} = floor({column}) then cast(cast({column} as bigint)"
                f" as varchar) else cast({column} as varchar) end"
            )
        return f"cast({column} as varchar)"

    def _quoted(self, name: str) -> str:
        return f"source.{quoted(self._raw[name])}"

    def _cell(self, name: str) -> str:
        """Give the SQL of a column, null where a text says that there is no value."""
        column = self._quoted(name)
        marks = ", ".join(literal(mark) for mark in self._marks.get(name, ()))
        return f"(case when {column} in ({marks}) then null else {column} end)" if marks else column

    def _cells(self, each: Aggregate) -> tuple[str, str]:
        """Give the SQL of a column's cells, null where there is nothing, and what they are."""
        column, kind = self._quoted(each.column), self._kinds[each.column]
        own = self._types[each.column]
        if kind != "string":
            return typed(self._cell(each.column), kind, own), kind
        text = text_of(column, own)
        if not needs_numbers(each):
            return text, kind
        trimmed = f"nullif(trim({text}), '')"
        forms = [("integer", WHOLE), ("number", NUMBER)]
        if each.function == "share":
            forms.insert(0, ("boolean", FLAG))
        tests = ", ".join(f"bool_and(regexp_full_match({trimmed}, '{form}'))" for _, form in forms)
        wrong = f"min({trimmed}) filter (not regexp_full_match({trimmed}, '{NUMBER}'))"
        asked = f"select {tests}, {wrong} from {self._joined} where {trimmed} is not null"  # noqa: S608
        *found, first = self._db.execute(asked).fetchall()[0]
        for (told, _), is_all in zip(forms, found, strict=True):
            if is_all:
                return typed(trimmed, told, "VARCHAR"), told
        if first is not None:
            raise UnfitColumnError("aggregate-not-number", each.column, str(first))
        return f"cast({trimmed} as double)", ""

    def _key_of_date(self, name: str) -> str:
        column, kind, own = self._quoted(name), self._kinds[name], self._types[name]
        if kind in {"integer", "number"}:
            return key_of_number(typed(self._cell(name), kind, own))
        return key_of_day(self._db, name, SqlColumn(column, own), self._joined)

    def _expressions(self, each: Aggregate) -> tuple[dict[str, str], str]:
        """Give the SQL of an aggregate's parts by the columns of :class:`Part`, and its kind."""
        if not each.column:
            return {"n": "count(*)"}, "integer"
        cells, kind = self._cells(each)
        if each.function == "count":
            kind, found = "integer", {"n": f"count({cells})"}
        elif each.function == "share" and (each.value or kind == "boolean"):
            hit = self._hit(cells, each) if each.value else cells
            kind = "boolean"
            found = {"n": f"count({cells})", "sum": f"count(*) filter ({hit})"}
        elif each.function in {"sum", "mean", "share"}:
            number = f"cast({cells} as double)"
            some = f"if(abs({number}) >= {LARGEST}, 'nan'::double, {number})"
            total = f"sum({cells})" if kind == "integer" else f"fsum({some})"
            found = {"n": f"count({cells})", "sum": total}
        elif each.function == "median":
            # The exact one of all rows; where it is made again of itself it stays what it is.
            found = {"value": f"median(cast({cells} as double))", "n": "1"}
            kind = "number" if kind == "boolean" else kind
        elif each.function == "latest" or kind == "string":
            key = self._key_of_date(each.by or each.column)
            outer = "min" if each.function == "min" else "max"
            if key == cells:
                found = {"key": f"{outer}({cells})"}
            else:
                pair = f"struct_pack(k := {key}, v := {cells})"
                is_there = f"filter ({cells} is not null and {key} is not null)"
                found = {"pair": f"{outer}({pair}) {is_there}"}
        else:
            found = {"value": f"{each.function}({cells})"}
        return found, kind

    def _hit(self, cells: str, each: Aggregate) -> str:
        found = as_arrow(self._db.sql(f"select distinct {cells} as v from {self._joined}"))  # noqa: S608
        values = [value for value in found.column("v").to_pylist() if value is not None]
        fit = has_value(pd.Series(values, dtype=object), each.value)
        same = [value for value, is_same in zip(values, fit, strict=True) if is_same]
        if not same:
            return "false"
        self._db.register(f"hits{id(each)}", pa.table({"v": same}))
        return f"{cells} in (select v from hits{id(each)})"  # noqa: S608

    def _listed(self, each: Aggregate) -> Part:
        cells, _ = self._cells(each)
        asked = f"select distinct site, {cells} as v from {self._joined} where {cells} is not null"  # noqa: S608
        found = as_arrow(self._db.sql(asked))
        texts = [as_text(value) for value in found.column("v").to_pylist()]
        sites = found.column("site").to_numpy()
        rows = pd.DataFrame({"site": sites, "value": pd.Series(texts, dtype="str")})
        return Part(rows.drop_duplicates(), "string")

    def _reduce(self, scalar: dict[str, tuple[dict[str, str], str]], outcome: Outcome) -> None:
        """Ask for all aggregates at once, in one pass over the files."""
        columns = [
            f"{text} as a{at}_{part}"
            for at, (texts, _) in enumerate(scalar.values())
            for part, text in texts.items()
        ]
        asked = f"select site, {', '.join(columns)} from {self._joined} group by site order by site"  # noqa: S608
        found = as_arrow(self._db.sql(asked))
        for at, (name, (texts, kind)) in enumerate(scalar.items()):
            values = {part: found.column(f"a{at}_{part}").to_pylist() for part in texts}
            outcome.parts[name] = [as_part(found.column("site").to_numpy(), values, kind)]
