"""DuckDB: a table larger than memory on one machine, reduced by SQL that spills to the disk."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Any

import numpy as np
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
from geo.joining.date_keys import DATE, UnfitColumnError
from geo.joining.engines.outcome import EngineError, Outcome
from geo.problems import Place, Problem
from geo.problems.texts import printable
from geo.sources.large_tables import SHARE_OF_MEMORY, memory
from geo.sources.tables.column_types import PLAIN_FORMS, is_always_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.joining.engines.outcome import Task
    from geo.project.settings.join_kinds import Aggregate

_WHOLE_TYPES = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
_ISO_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?"
_MOMENT = (
    "case when {c} = date_trunc('day', {c}) then strftime({c}, '%Y-%m-%d')"
    " when microsecond({c}) % 1000000 = 0 then strftime({c}, '%Y-%m-%dT%H:%M:%S')"
    " else strftime({c}, '%Y-%m-%dT%H:%M:%S.%f') end"
)


def aggregate(task: Task) -> Outcome:
    """Do it.

    Raises
    ------
    EngineError
        If DuckDB is not installed, or cannot read the files.
    UnfitColumnError
        If a column does not hold what an aggregate is made of.
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
                return _Work(connection, task).outcome()
        except duckdb.Error as error:
            reason = {"engine": "duckdb", "reason": printable(str(error).splitlines()[0])}
            raise EngineError(Problem("engine-failed", place, reason)) from error


class _Work:
    """One table in one connection."""

    def __init__(self, connection: Any, task: Task) -> None:
        self._db = connection
        self._task = task
        files = [str(file) for file in task.table.files]
        if task.table.is_parquet:
            source = self._db.read_parquet(files, union_by_name=True)
        else:
            mark = "\t" if task.table.files[0].suffix.lower() == ".tsv" else None
            sep = {"sep": mark} if mark else {}
            source = self._db.read_csv(
                files, header=True, all_varchar=True, quotechar='"', escapechar='"',
                null_padding=False, union_by_name=True, **sep,
            )  # fmt: skip
        self._raw = {name.strip(): name for name in source.columns}
        self._types = {
            name.strip(): str(kind) for name, kind in zip(source.columns, source.types, strict=True)
        }
        names = [*task.key, *tables_of(task.wanted)]
        missing = next((name for name in names if name not in self._raw), None)
        if missing is not None:
            known = ", ".join(self._raw)
            params = {"column": missing, "known": known, "table": task.table.name}
            quoted = {key: printable(text) for key, text in params.items()}
            place = Place(task.table.path.as_posix())
            raise EngineError(Problem("join-key-missing", place, quoted))
        self._kinds: dict[str, str] = {}
        kept = source.project(", ".join(_quoted(self._raw[name]) for name in dict.fromkeys(names)))
        if task.table.is_parquet:
            kept.create_view("source")
        else:
            # Text is taken apart once, not for every question; what memory lacks goes to the disk.
            kept.create("source")

    def outcome(self) -> Outcome:
        outcome = Outcome()
        self._meet(outcome)
        wanted = self._task.wanted
        self._tell_kinds(tables_of(wanted))
        scalar = {}
        for name, each in wanted.items():
            if each.function == "list":
                outcome.parts[name] = [self._listed(each)]
            else:
                scalar[name] = self._expressions(each)
        if scalar:
            self._reduce(scalar, outcome)
        return outcome

    def _meet(self, outcome: Outcome) -> None:
        """Hold the different keys against the sites', and keep which meet which."""
        key = [self._as_key(name) for name in self._task.key]
        columns = ", ".join(f"{text} as k{n}" for n, text in enumerate(key))
        found = self._db.sql(f"select {columns}, count(*) as n from source group by all")  # noqa: S608
        counted = _arrow(found)
        parts = [counted.column(f"k{n}").to_pylist() for n in range(len(key))]
        counts = counted.column("n").to_pylist()
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

    def _as_key(self, name: str) -> str:
        column, kind = self._quoted(name), self._types[name]
        if kind in {"DOUBLE", "FLOAT"}:
            return (
                f"case when {column} = floor({column}) then cast(cast({column} as bigint)"
                f" as varchar) else cast({column} as varchar) end"
            )
        return f"cast({column} as varchar)"

    def _quoted(self, name: str) -> str:
        return f"source.{_quoted(self._raw[name])}"

    def _tell_kinds(self, names: Iterable[str]) -> None:
        """Tell what the cells of columns are, as whoever reads them all does."""
        texts = []
        for name in names:
            kind = self._kind(name)
            if kind is None:
                texts.append(name)
            else:
                self._kinds[name] = kind
        forms = {name: self._forms(self._quoted(name)) for name in texts}
        for name in texts:
            # The first cells rule out most forms, before all cells are asked.
            kept = self._all([(self._quoted(name), test) for _, test in forms[name]], " limit 2048")
            forms[name] = [form for form, fits in zip(forms[name], kept, strict=True) if fits]
        while texts := [name for name in texts if name not in self._kinds]:
            asked = [name for name in texts if forms[name]]
            self._kinds |= dict.fromkeys({*texts} - {*asked}, "string")
            first = [forms[name].pop(0) for name in asked]
            tests = [
                (self._quoted(name), test) for name, (_, test) in zip(asked, first, strict=True)
            ]
            for name, (kind, _), fits in zip(asked, first, self._all(tests), strict=True):
                if fits:
                    self._kinds[name] = kind

    def _kind(self, name: str) -> str | None:
        """Tell what a column's cells are; none where the texts themselves have to say."""
        column, kind = self._quoted(name), self._types[name]
        if kind in _WHOLE_TYPES:
            return "integer"
        if kind == "BOOLEAN":
            return "boolean"
        if kind == "DOUBLE":
            is_whole = f"{column} = floor({column}) and abs({column}) < 9007199254740992"
            asked = f"select bool_and({is_whole}) from source where not isnan({column})"  # noqa: S608
            return "integer" if self._db.execute(asked).fetchall()[0][0] else "number"
        if kind == "DATE" or kind.startswith("TIMESTAMP"):
            return "string"
        if kind != "VARCHAR":
            place = Place(self._task.table.path.as_posix())
            params = {"engine": "duckdb", "reason": f"{printable(name)}: {kind}"}
            raise EngineError(Problem("engine-failed", place, params))
        return "string" if self._task.table.is_parquet or is_always_text(name) else None

    @staticmethod
    def _forms(column: str) -> list[tuple[str, str]]:
        """Give the kinds a column of texts may be, each with its test, the first to count first."""
        # Written as it is written back, a whole number needs no regular expression.
        plain = (
            f"cast(try_cast({column} as bigint) as varchar) = {column} and length({column}) < 16"
        )
        return [
            ("integer", plain),
            *((kind, f"regexp_full_match({column}, '{form}')") for kind, form in PLAIN_FORMS),
        ]

    def _all(self, tests: list[tuple[str, str]], some: str = "") -> list[bool]:
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
        return [bool(told) for told in self._db.execute(asked).fetchall()[0]]

    def _cells(self, each: Aggregate) -> tuple[str, str]:
        """Give the SQL of a column's cells, null where there is nothing, and what they are."""
        column, kind = self._quoted(each.column), self._kinds[each.column]
        own = self._types[each.column]
        if kind != "string":
            return self._typed(column, kind, own), kind
        text = self._text(column, own)
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
                return self._typed(trimmed, told, "VARCHAR"), told
        if first is not None:
            raise UnfitColumnError("aggregate-not-number", each.column, str(first))
        return f"cast({trimmed} as double)", ""

    @staticmethod
    def _typed(column: str, kind: str, own: str) -> str:
        if own == "VARCHAR":
            column = f"nullif({column}, '')"
        if own == "DOUBLE":
            column = f"(case when isnan({column}) then null else {column} end)"
        types = {"integer": "bigint", "number": "double", "boolean": "boolean"}
        return f"cast({column} as {types[kind]})"

    @staticmethod
    def _text(column: str, own: str) -> str:
        if own == "DATE":
            return f"cast({column} as varchar)"
        if own.startswith("TIMESTAMP"):
            return f"({_MOMENT.format(c=column)})"
        return f"nullif({column}, '')"

    def _key_of_date(self, name: str) -> str:
        column, kind, own = self._quoted(name), self._kinds[name], self._types[name]
        if kind in {"integer", "number"}:
            number = f"cast({self._typed(column, kind, own)} as double)"
            return (
                f"case when {number} >= 0 and {number} < 10000 and {number} = floor({number})"
                f" then printf('%04d-00-00', cast({number} as bigint))"
                f" else printf('%.6f', {number}) end"
            )
        text = f"nullif(trim({self._text(column, own)}), '')"
        # Days as ISO 8601 writes them sort as they stand: nothing to take apart, row by row.
        plain = f"{text} is null or regexp_full_match({text}, '{_ISO_DAY}')"
        asked = f"select bool_and({plain}) from {self._joined}"  # noqa: S608
        if self._db.execute(asked).fetchall()[0][0]:
            return text
        unfit = f"{text} is not null and not regexp_full_match({text}, '{DATE}')"
        asked = f"select min({text}) from {self._joined} where {unfit}"  # noqa: S608
        wrong = self._db.execute(asked).fetchall()[0][0]
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
            total = f"sum({cells})" if kind == "integer" else f"fsum({cells})"
            found = {"n": f"count({cells})", "sum": total}
        elif each.function == "median":
            # The exact one of all rows; where it is made again of itself it stays what it is.
            found = {"value": f"median(cast({cells} as double))", "n": "1"}
        elif each.function == "latest" or kind == "string":
            key = self._key_of_date(each.by or each.column)
            pair = f"struct_pack(k := {key}, v := {cells})"
            is_there = f"filter ({cells} is not null and {key} is not null)"
            found = {"pair": f"{'min' if each.function == 'min' else 'max'}({pair}) {is_there}"}
        else:
            found = {"value": f"{each.function}({cells})"}
        return found, kind

    def _hit(self, cells: str, each: Aggregate) -> str:
        found = _arrow(self._db.sql(f"select distinct {cells} as v from {self._joined}"))  # noqa: S608
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
        found = _arrow(self._db.sql(asked))
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
        found = _arrow(self._db.sql(asked))
        for at, (name, (texts, kind)) in enumerate(scalar.items()):
            rows: dict[str, Any] = {"site": found.column("site").to_numpy()}
            for part in texts:
                values = found.column(f"a{at}_{part}").to_pylist()
                if part == "pair":
                    rows["key"] = pd.Series([v and v["k"] for v in values], dtype="str")
                    values, part = [v and v["v"] for v in values], "value"  # noqa: PLW2901
                rows[part] = _series(values, kind, part)
            frame = pd.DataFrame(rows)
            if "value" in frame:
                frame = frame[frame["value"].notna()]
            elif not np.isscalar(frame["n"]):
                frame = frame[frame["n"].astype("int64") > 0]
            outcome.parts[name] = [Part(frame.reset_index(drop=True), kind)]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _series(values: list[Any], kind: str, part: str) -> pd.Series:
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


def _arrow(relation: Any) -> pa.Table:
    found = relation.to_arrow_table() if hasattr(relation, "to_arrow_table") else relation.arrow()
    return found.read_all() if isinstance(found, pa.RecordBatchReader) else found
