"""A table's way to the sites, as ``[tables.NAME]`` of ``map.toml`` says it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.checks.references import JOIN_COLUMN, join_column
from geo.joining.aggregating import (
    kind_of,
    part,
    result_field,
    result_unit,
    tables_of,
    whole,
)
from geo.joining.date_keys import UnfitColumnError
from geo.joining.meeting import Meeting, meet_by_ids, meet_by_keys, missing_columns, nobody
from geo.joining.sums import different
from geo.joining.unjoined import is_about_sites, tell_unjoined
from geo.problems import Problem
from geo.problems.texts import printable
from geo.project.settings import TableSettings
from geo.sources.tables.masked import taken
from geo.sources.tables.table_schema import TableField
from geo.words import own_texts

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping, Sequence

    import geopandas as gpd

    from geo.project.settings.join_kinds import Aggregate, Nearest
    from geo.sources.tables import Table

_ONE_ROW_ROLES = {None, "facts"}
DISTANCE = "distance_m"


def joins_by_id(settings: TableSettings | None) -> bool:
    """Whether a table's rows name their sites by ``site_id``, as they do where nothing is said."""
    return settings is None or not (settings.key or settings.within or settings.nearest)


def attach(
    sites: gpd.GeoDataFrame,
    table: Table,
    settings: TableSettings | None,
    tables: Mapping[str, Table],
    known: Collection[str] | None,
) -> Meeting | None:
    """Find which sites a table's rows are about.

    Parameters
    ----------
    sites
        The layer's own sites and fields.
    table
        Checked, its ids as text.
    settings
        What ``map.toml`` says of it.
    tables
        All of them: what another refers to is about no site.
    known
        The ids of all sites, those left out included; none if they could not be read.

    Returns
    -------
    Meeting or None
        None for a table that is about no site.
    """
    settings = settings or TableSettings()
    column = join_column(table)
    if joins_by_id(settings):
        if column is None:
            if not is_about_sites(table, tables, settings):
                return None
            problems = tell_unjoined(sites, table, known, is_named=False)
            if settings.aggregate:
                return nobody(problems)
            table.problems += problems
            return None
        meeting = meet_by_ids(sites, table, column)
    elif settings.key:
        meeting = meet_by_keys(sites, table, settings.key, settings.on)
    else:
        meeting = _by_place(sites, table, settings)
    is_told = any(problem.code.endswith("-missing") for problem in meeting.problems)
    by_place = settings.within or settings.nearest
    if not len(meeting.rows) and len(sites) and not is_told and not by_place:
        meeting.problems += tell_unjoined(sites, table, known, is_named=True)
    return meeting


def _by_place(sites: gpd.GeoDataFrame, table: Table, settings: TableSettings) -> Meeting:
    from geo.joining.places import find_places, meet_nearest, meet_within

    places, columns, problems = find_places(table, settings.datum)
    if places is None:
        return nobody(problems)
    if settings.nearest is None:
        meeting = meet_within(sites, table, places)
    else:
        each = each_of(settings.nearest, settings)
        meeting = meet_nearest(sites, table, places, settings.nearest, each=each)
        if each == "site":
            # Among a site's own facts they would be read as where the site lies.
            meeting.left_out = columns
    meeting.problems[:0] = problems
    return meeting


def each_of(nearest: Nearest, settings: TableSettings) -> str:
    """Tell whether every site gets its nearest row, or every row goes to its nearest site.

    Where nothing is said, rows that are to be counted or to stand in a table go to their sites, and
    a site gets one where it is about the one beside it: the station, the hospital.
    """
    if nearest.each:
        return nearest.each
    is_many = settings.aggregate or settings.role not in _ONE_ROW_ROLES
    return "row" if is_many else "site"


def with_distance(table: Table, meeting: Meeting, languages: Sequence[str]) -> Table:
    """Describe the further columns of a meeting among the table's own, in a map's languages."""
    fields = dict(table.fields)
    for name in meeting.more:
        fields[name] = TableField(
            name, "number", title=own_texts("columns", "distance", languages),
            unit=own_texts("units", "metre", languages), format="0",
        )  # fmt: skip
    return replace(table, fields=fields)


def met_frame(table: Table, meeting: Meeting) -> pd.DataFrame:
    """Give the rows that met a site, once for each, without what only names it."""
    rows = meeting.rows
    are_all = len(rows) == len(table.frame) and np.array_equal(rows, np.arange(len(rows)))
    # Column by column: of small tables, to choose among a frame's columns takes longest.
    columns: dict[Hashable, Any] = {}
    for name in table.frame:
        if name not in meeting.left_out:
            held = table.frame[name].array
            columns[name] = held if are_all else held.take(rows)
    columns |= {name: values.array for name, values in meeting.more.items()}
    return pd.DataFrame(columns, index=range(len(rows)), copy=False)


def summed_up(
    sites: pd.DataFrame, table: Table, meeting: Meeting, wanted: Mapping[str, Aggregate]
) -> tuple[Table, Meeting]:
    """Make one row a site of a table's many.

    Returns
    -------
    table : Table
        A row for each site that any row is about, in the layer's order, under the names wanted.
    meeting : Meeting
        Of these rows.
    """
    asked = [name for name in tables_of(wanted) if name in table.frame]
    frame = taken(table.frame[asked], meeting.rows)
    for name, values in meeting.more.items():
        frame[name] = values.reset_index(drop=True)
    known = replace(table, frame=table.frame.head(0).assign(**meeting.more))
    # A row that lies nowhere is left out and told; the others count.
    is_told = not len(meeting.rows) and any(each.severity == "error" for each in meeting.problems)
    problems = [] if is_told else missing_columns(known, tables_of(wanted))
    columns: dict[str, pd.Series] = {}
    kinds: dict[str, str] = {}
    if not problems and not is_told:
        for name, each in wanted.items():
            try:
                done = part(frame, meeting.sites, each)
            except UnfitColumnError as unfit:
                problems.append(_unfit(table, name, unfit))
                continue
            columns[name] = whole([done], each, len(sites))
            kinds[name] = done.kind
    present = different(meeting.sites)
    made = pd.DataFrame(columns, index=range(len(sites))).take(present)
    made.index = pd.Index(sites["id"].iloc[present])
    result = made_table(table, made, wanted, kinds)
    told = [*meeting.problems, *problems]
    return result, Meeting(np.arange(len(present)), present, (JOIN_COLUMN,), problems=told)


def made_table(
    table: Table,
    values: pd.DataFrame,
    wanted: Mapping[str, Aggregate],
    kinds: Mapping[str, str],
) -> Table:
    """Give the table of a table's aggregates by the sites' ids, its columns described."""
    frame = values.rename_axis(JOIN_COLUMN).reset_index()
    fields = {JOIN_COLUMN: TableField(JOIN_COLUMN)}
    for name in values:
        each = wanted[str(name)]
        own = table.fields.get(each.column)
        unit = result_unit(each, own.unit if own is not None else {})
        kind = result_field(each, kinds.get(str(name), kind_of(values[name])))
        fields[str(name)] = TableField(str(name), kind, unit=unit)
    return replace(
        table, frame=frame, fields=fields, resource=None, problems=[],
        left_out=np.zeros(len(frame), dtype=bool),
    )  # fmt: skip


def _unfit(table: Table, name: str, unfit: UnfitColumnError) -> Problem:
    texts = table.frame[unfit.column].astype(object).map(str).str.strip()
    rows = np.flatnonzero((texts == unfit.value.strip()).to_numpy(dtype=bool))
    place = table.place(int(rows[0]) if len(rows) else -1, unfit.column)
    params = {"name": name, "column": unfit.column, "value": unfit.value}
    return Problem(unfit.code, place, {key: printable(text) for key, text in params.items()})
