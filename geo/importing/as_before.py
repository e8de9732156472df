"""What an import brought of each row, kept for the next one, and the rows that say it again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from geo.importing.row_values import RowValues
    from geo.importing.target import Target

GEOMETRY = "geometry"
DIGITS = 7
"""Decimals of degrees that positions are kept to."""


def entry_of(
    row: int, target: Target, values: RowValues, geometry: NDArray[np.object_], table: str
) -> dict[str, Any]:
    """Give all that a row says, by property, ``table.column``, ``indicator@year`` and geometry.

    Parameters
    ----------
    row
        From 0.
    target, values, geometry
        The project, what the file's columns say, and where its rows lie in WGS 84.
    table
        The name of the table that takes the further columns.
    """
    entry: dict[str, Any] = {
        target.called(name): column[row]
        for name, column in values.properties.items()
        if column[row] is not None and column[row] != ""
    }
    entry |= {fact.key(table): fact.cells[row] for fact in values.facts if fact.cells[row]}
    for figure in values.figures:
        if figure.cells[row]:
            entry[figure.key] = figure.cells[row]
    if geometry[row] is not None:
        entry[GEOMETRY] = shapely.to_wkt(geometry[row], rounding_precision=DIGITS)
    return entry


def rows_as_before(
    target: Target,
    ids: Sequence[str | None],
    values: RowValues,
    geometry: NDArray[np.object_],
    table: str,
) -> dict[int, str]:
    """Find the rows without an id that say just what the last import of the same file brought.

    Nothing else may tell which site they are: names that come twice, or no names at all. Brought in
    once more, such a file would else double them.

    Parameters
    ----------
    target, values, geometry, table
        As for :func:`entry_of`.
    ids
        The id of each row, where it has one.

    Returns
    -------
    dict
        By row, the site that is there.
    """
    memory = target.memory(table)
    layer = target.layer
    if layer is None or not memory or (not layer.has_ids and not layer.said.id):
        # By mere numbers nobody can tell which site an earlier import meant.
        return {}
    there = {*layer.ids}
    sites: dict[str, list[str]] = {}
    for site, entry in reversed(memory.items()):
        if site in there:
            sites.setdefault(_key(entry), []).append(site)
    found: dict[int, str] = {}
    for row, own in enumerate(ids):
        if own:
            continue
        known = sites.get(_key(entry_of(row, target, values, geometry, table)))
        if known:
            found[row] = known.pop()
    return found


def _key(entry: dict[str, Any]) -> str:
    return json.dumps(entry, sort_keys=True, ensure_ascii=False, default=str)
