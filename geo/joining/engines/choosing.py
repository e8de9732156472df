"""A large table from its files to one row a site, by the engine that was chosen for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.checks.references import JOIN_COLUMN
from geo.joining.aggregating import result_field, result_unit, whole
from geo.joining.engines.by_place import ByPlace
from geo.joining.engines.nothing_meets import tell_nothing_meets
from geo.joining.engines.outcome import EngineError, Outcome, Task, tell
from geo.joining.keys import SiteKeys
from geo.joining.meeting import Meeting, nobody
from geo.joining.unlocated import tell_unlocated
from geo.problems import Place, Problem
from geo.problems.texts import printable
from geo.sources.tables.grid import Grid
from geo.sources.tables.table import Table
from geo.sources.tables.table_schema import TableField

if TYPE_CHECKING:
    from collections.abc import Collection

    import geopandas as gpd

    from geo.project.settings import TableSettings
    from geo.sources.large_tables import LargeTable


def summed_up_by_engine(
    sites: gpd.GeoDataFrame,
    large: LargeTable,
    settings: TableSettings,
    known: Collection[str] | None,
) -> tuple[Table, Meeting]:
    """Join and aggregate a table that is not read as a whole.

    Parameters
    ----------
    sites
        The layer's sites with their own fields.
    large
        The table's files and its engine.
    settings
        How it joins and what is made of it.
    known
        The ids of all sites, those left out included.
    """
    by_place = None
    if settings.within or settings.nearest is not None:
        by_place = ByPlace(sites[["name", "geometry"]], settings.nearest, settings.datum)
    key = settings.key or (() if by_place is not None else (JOIN_COLUMN,))
    on = settings.on or (("id",) if len(key) < 2 else key)
    empty = _table(large, pd.DataFrame({JOIN_COLUMN: pd.Series(dtype="str")}), {})
    missing = next((name for name in on if name not in sites), None)
    place = Place(large.path.as_posix())
    if missing is not None:
        fields = ", ".join(str(name) for name in sites if name != "geometry")
        params = {"column": missing, "known": fields, "table": large.name}
        quoted = {name: printable(text) for name, text in params.items()}
        return empty, _nobody([Problem("join-on-missing", place, quoted)])
    task = Task(large, tuple(key), SiteKeys(sites, on), settings.aggregate, by_place)
    if large.engine == "dask":
        from geo.joining.engines.on_dask import aggregate
    else:
        from geo.joining.engines.in_duckdb import aggregate
    is_named = True
    try:
        outcome = aggregate(task)
    except EngineError as error:
        is_lacking = error.problem.code == "join-key-missing"
        is_named = bool(settings.key) or error.problem.params.get("column") != JOIN_COLUMN
        if is_named or not is_lacking:
            return empty, _nobody([error.problem])
        # Nobody names a column: which would do is told, as in this process.
        outcome = Outcome(parts={name: [] for name in settings.aggregate})
    wanted = {n: each for n, each in settings.aggregate.items() if n not in outcome.unfit}
    columns, kinds = {}, {}
    seen: set[int] = set(outcome.met)
    for name, each in wanted.items():
        parts = outcome.parts[name]
        columns[name] = whole(parts, each, len(sites))
        kinds[name] = next((part.kind for part in parts if part.kind), "")
    present = np.array(sorted(seen), np.int64)
    problems = tell(task, outcome, tuple(on), known if not settings.key else None)
    if by_place is None and not len(present) and len(sites) and (outcome.rows or not is_named):
        # What would join says more than which first row does not.
        problems = [problem for problem in problems if problem.code != "join-key-unmet"]
        problems += tell_nothing_meets(
            sites, task, known, aggregate, is_named=is_named,
            is_told=any(problem.severity == "error" for problem in problems),
        )  # fmt: skip
    problems += _tell_unfit(settings, outcome, place)
    is_told = any(problem.severity == "error" for problem in problems)
    if by_place is not None and not len(present) and is_told:
        # As in this process: what went wrong is told, and no empty columns beside it.
        return empty, _nobody(problems)
    made = pd.DataFrame(columns, index=range(len(sites))).take(present)
    made.index = pd.Index(sites["id"].iloc[present])
    described = {
        name: TableField(
            name,
            result_field(each, kinds[name]),
            unit=result_unit(each, outcome.units.get(each.column, {})),
        )
        for name, each in wanted.items()
    }
    table = _table(large, made.rename_axis(JOIN_COLUMN).reset_index(), described)
    meeting = Meeting(np.arange(len(present)), present, (JOIN_COLUMN,), problems=problems)
    if len(present):
        meeting.problems[:0] = tell_unlocated(sites, table, meeting, None, large.path)
    return table, meeting


def _tell_unfit(settings: TableSettings, outcome: Outcome, place: Place) -> list[Problem]:
    """Tell which aggregates cannot be made, in their order."""
    problems = []
    for name, unfit in ((n, outcome.unfit[n]) for n in settings.aggregate if n in outcome.unfit):
        params = {"name": name, "column": unfit.column, "value": unfit.value}
        quoted = {key: printable(text) for key, text in params.items()}
        problems.append(Problem(unfit.code, place, quoted))
    return problems


def _nobody(problems: list[Problem]) -> Meeting:
    return replace(nobody(problems), left_out=(JOIN_COLUMN,))


def _table(large: LargeTable, frame: pd.DataFrame, fields: dict[str, TableField]) -> Table:
    all_fields = {JOIN_COLUMN: TableField(JOIN_COLUMN), **fields}
    left_out = np.zeros(len(frame), dtype=bool)
    grid = Grid(large.path.as_posix())
    return Table(large.name, large.path, frame, all_fields, None, grid, left_out)
