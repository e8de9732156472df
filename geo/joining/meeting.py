"""Which site each row of a table is about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.checks.key_forms import places_among
from geo.joining.keys import Key, SiteKeys, key_texts
from geo.problems import Problem
from geo.problems.likely import Likely, nearest
from geo.problems.texts import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.sources.tables import Table

    Mask = NDArray[np.bool_]


@dataclass
class Meeting:
    """Rows and the sites they are about.

    Parameters
    ----------
    rows
        Positions in the table's frame; one may stand several times.
    sites
        Rows of the layer.
    left_out
        Columns that say nothing further: they name the site.
    more
        Further columns, a value for each meeting: a distance.
    problems
        What was told.
    """

    rows: NDArray[np.int64]
    sites: NDArray[np.int64]
    left_out: tuple[str, ...] = ()
    more: dict[str, pd.Series] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def nobody(problems: list[Problem]) -> Meeting:
    """Give the meeting of no row with any site."""
    none = np.empty(0, np.int64)
    return Meeting(none, none, problems=problems)


def meet_by_ids(sites: pd.DataFrame, table: Table, column: str) -> Meeting:
    """Let rows meet the sites whose ids they name; what names none was told of before."""
    found = places_among(table.frame[column], sites["id"])
    rows = np.flatnonzero((found >= 0) & ~table.left_out)
    return Meeting(rows, found[rows], (column,))


def meet_by_keys(
    sites: pd.DataFrame, table: Table, key: Sequence[str], on: Sequence[str]
) -> Meeting:
    """Let rows meet the sites that have their key.

    Parameters
    ----------
    sites
        The layer's sites with their fields.
    table
        The table.
    key
        Its columns.
    on
        The sites' fields they are held against; where it is empty the id, or, for several columns,
        the fields of the same names.
    """
    on = on or (("id",) if len(key) == 1 else tuple(key))
    problems = missing_columns(table, key) + missing_fields(sites, table, on)
    if problems:
        return nobody(problems)
    keys = SiteKeys(sites, on)
    codes, distinct = distinct_keys(table.frame, key)
    codes[table.left_out] = -1
    met = keys.meet(distinct)
    first = np.searchsorted(met.keys, np.arange(len(distinct)), side="left")
    count = np.searchsorted(met.keys, np.arange(len(distinct)), side="right") - first
    live = np.flatnonzero(codes >= 0)
    times = count[codes[live]]
    rows = np.repeat(live, times)
    # Where a key has several sites, its rows meet them one after the other.
    nth = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    meeting = Meeting(rows, met.sites[first[codes[rows]] + nth], tuple(key))
    _tell(table, keys, _Asked(codes, distinct, tuple(key), tuple(on)), met, meeting)
    return meeting


def distinct_keys(frame: pd.DataFrame, key: Sequence[str]) -> tuple[NDArray[np.int64], list[Key]]:
    """Give the number of each row's key, -1 where it is blank; and the keys."""
    if len(key) == 1:
        from geo.checks.references import id_texts

        codes, uniques = pd.factorize(id_texts(frame[key[0]]))
        codes = np.asarray(codes, np.int64)
        blank = [code for code, text in enumerate(uniques) if not text.strip()]
        codes[np.isin(codes, blank)] = -1
        return codes, [(text,) for text in uniques]
    numbers: dict[Key, int] = {}
    found = [
        -1 if each is None else numbers.setdefault(each, len(numbers))
        for each in key_texts(frame, key)
    ]
    return np.array(found, np.int64), list(numbers)


def missing_columns(table: Table, names: Sequence[str]) -> list[Problem]:
    """Tell of columns that a table does not have."""
    known = [str(name) for name in table.frame]
    return [
        Problem("join-key-missing", table.place(-1), _unknown(name, known, table.name))
        for name in names
        if name not in table.frame
    ]


def missing_fields(sites: pd.DataFrame, table: Table, names: Sequence[str]) -> list[Problem]:
    """Tell of fields that the sites do not have."""
    known = [str(name) for name in sites if name != "geometry"]
    return [
        Problem("join-on-missing", table.place(-1), _unknown(name, known, table.name))
        for name in names
        if name not in known
    ]


def _unknown(name: str, known: list[str], table: str) -> dict[str, str]:
    near = nearest(name, known)
    told = {"column": name, "known": near or ", ".join(known) or "–", "table": table}
    return {key: str(printable(text)) for key, text in told.items()}


@dataclass
class _Asked:
    codes: NDArray[np.int64]
    keys: list[Key]
    columns: tuple[str, ...]
    on: tuple[str, ...]


def _tell(table: Table, keys: SiteKeys, asked: _Asked, met: Any, meeting: Meeting) -> None:
    """Tell what only just met, and what did not."""
    told = replace(table, problems=[], left_out=table.left_out.copy())
    column, on = ", ".join(asked.columns), ", ".join(asked.on)
    first = {code: row for row, code in reversed(list(enumerate(asked.codes.tolist())))}

    def tell(code: str, found: list[int], params: Any) -> None:
        rows = np.zeros(len(asked.codes), dtype=bool)
        rows[[first[index] for index in found if index in first]] = True
        told.report(code, rows, asked.columns[0], params, drop=False)

    def value(row: int) -> str:
        return ", ".join(asked.keys[asked.codes[row]])

    tell(
        "join-key-alike", list(met.alike),
        lambda row: {"column": column, "value": value(row),
                     "near": ", ".join(met.alike[asked.codes[row]])},
    )  # fmt: skip
    tell(
        "join-key-zeros", list(met.zeros),
        lambda row: {"column": column, "value": value(row),
                     "near": ", ".join(met.zeros[asked.codes[row]])},
    )  # fmt: skip
    tell(
        "join-key-shared", list(met.shared),
        lambda row: {"column": column, "value": value(row), "on": on,
                     "count": met.shared[asked.codes[row]]},
    )  # fmt: skip
    meeting.problems += told.problems
    live = ~table.left_out
    blank = int(((asked.codes < 0) & live).sum())
    if blank:
        row = int(np.flatnonzero((asked.codes < 0) & live)[0])
        place = table.place(row, asked.columns[0])
        meeting.problems.append(
            Problem("join-key-blank", place, {"count": blank, "column": printable(column)})
        )
    # That nothing at all met is told with what would meet.
    unmet = np.isin(asked.codes, [index for index in met.unmet if index not in met.zeros])
    if unmet.any() and len(meeting.rows):
        row = int(np.flatnonzero(unmet)[0])
        near = Likely([", ".join(known) for known in keys.known]).meant(value(row))
        params = {
            "count": int(unmet.sum()), "rows": int(live.sum()), "column": printable(column),
            "value": printable(value(row)), "on": printable(on), "near": printable(near or "–"),
        }  # fmt: skip
        place = table.place(row, asked.columns[0])
        meeting.problems.append(Problem("join-key-unmet", place, params))
