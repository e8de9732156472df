"""Tables that reach no site: told with the column that would."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from geo.checks.references import SOURCES, join_column, seems_to_name_sites
from geo.ids import as_key
from geo.joining.keys import SiteKeys
from geo.problems import Problem, said_in_each
from geo.problems.texts import printable
from geo.sources.tables.table_schema import SITES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from geo.project.settings import TableSettings
    from geo.sources.tables import Table
    from geo.sources.tables.table_schema import ForeignKey

_APART_ROLES = {"sources", "hidden"}
_NAMES = ("id", "name")
_NO_KEYS = {"geometry", "category", "description", "link", "datum", "located_by", "source"}
MOSTLY_UNLIKE = 0.5
"""Share of a field's values that must differ for it to name sites."""


class Way(NamedTuple):
    """A column that would join, and how many rows."""

    column: str
    on: str
    rows: int


def is_about_sites(
    table: Table, tables: Mapping[str, Table], settings: TableSettings | None
) -> bool:
    """Whether a table is meant to reach the sites, for all that is known."""
    if table.name == SOURCES or (settings is not None and settings.role in _APART_ROLES):
        return False
    if any(key.resource != SITES for key in _keys(table)):
        return False
    return all(key.resource != table.name for other in tables.values() for key in _keys(other))


def tell_unjoined(
    sites: pd.DataFrame,
    table: Table,
    known: Collection[str] | None,
    *,
    is_named: bool,
    count: Callable[[Way], tuple[int, int]] | None = None,
) -> list[Problem]:
    """Tell that nothing of a table reaches a site, and what would.

    Parameters
    ----------
    sites
        The layer's sites with their own fields.
    table
        The table.
    known
        The ids of all sites, those left out included; none if they could not be read.
    is_named
        Whether a column names sites already, though none that there is.
    count
        Of a table of which the first rows are given, what tells how many join by a column, and how
        many there are.
    """
    frame = table.frame if is_named else table.sound
    rows = len(frame)
    if not rows or known is None:
        return []
    if not is_named:
        for name in map(str, table.frame):
            if seems_to_name_sites(name, table.frame[name], known):
                params = {"column": printable(name)}
                return [Problem("join-column-missing", table.place(-1, name), params)]
    way = find_way(sites, frame)
    reason, reason_zh = said_in_each("unjoined", "unmet" if is_named else "unnamed")
    said = {"reason": reason, "reason_zh": reason_zh, "table": printable(as_key(table.name))}
    is_it = way is None or (way.column, way.on) == (join_column(table), "id")
    if is_named and is_it and table.left_out.all():
        # Every row was told of by itself, be its site there or not.
        return []
    if way is None:
        params = {**said, "file": printable(table.path.as_posix())}
        return [Problem("join-column-none", table.place(-1), params)]
    params = {**said, "column": printable(way.column), "on": printable(way.on)}
    place = table.place(-1, way.column)
    joined, rows = count(way) if count is not None else (way.rows, rows)
    return [Problem("join-column-other", place, {**params, "count": joined, "rows": rows})]


def find_way(sites: pd.DataFrame, frame: pd.DataFrame) -> Way | None:
    """Find the column of a table and the field of the sites by which most rows would join."""
    whole = [str(name) for name in frame if frame[name].dtype.kind not in "fb"]
    texts = [name for name in whole if isinstance(frame[name].dtype, pd.StringDtype)]
    best: Way | None = None
    for on in _naming(sites):
        keys = SiteKeys(sites, (on,))
        is_name = on in _NAMES
        # A number of houses is no number of a house: only ids and names are held against numbers.
        for column in whole if is_name else texts:
            count = keys.count(frame[column])
            is_enough = count > 0 if is_name else count > MOSTLY_UNLIKE * len(frame)
            if is_enough and (best is None or count > best.rows):
                best = Way(column, on, count)
    return best


def _naming(sites: pd.DataFrame) -> list[str]:
    """Give the fields that tell sites apart: id and name, then others."""
    own = [name for name in _NAMES if name in sites]
    for name in map(str, sites):
        if name in {*own, *_NO_KEYS} or not isinstance(sites[name].dtype, pd.StringDtype):
            continue
        values = sites[name].dropna()
        if len(values) and values.nunique() > MOSTLY_UNLIKE * len(values):
            own.append(name)
    return own


def _keys(table: Table) -> tuple[ForeignKey, ...]:
    return table.resource.foreign_keys if table.resource else ()
