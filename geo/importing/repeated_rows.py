"""Rows that say the same twice: a sheet that was pasted together has some."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import shapely

from geo.problems import Problem
from geo.problems.alike import told

if TYPE_CHECKING:
    from collections.abc import Collection

    from geo.importing.guessing import Guesses
    from geo.sources.records import Records


def repeated_rows(records: Records, guesses: Guesses, left: Collection[int]) -> list[Problem]:
    """Tell of rows that say in every column what a row before them says.

    Parameters
    ----------
    records
        The file.
    guesses
        What its columns are; one that only numbers the rows does not count.
    left
        Rows that are told of already, or were when they came in.
    """
    counted = {guess.column for guess in guesses.of("left")}
    columns = {name: records.texts(name) for name in records.names if name not in counted}
    frame = pd.DataFrame(columns, dtype=object)
    if records.geometry is not None:
        frame[len(frame.columns)] = shapely.to_wkb(records.geometry)
    if frame.empty:
        return []
    again = frame[frame.duplicated(keep=False)].fillna("")
    again = again[(again != "").any(axis=1)]
    groups = again.groupby(list(again.columns), sort=False).indices if len(again) else {}
    first = {
        int(again.index[at]): int(again.index[rows[0]])
        for rows in groups.values()
        for at in rows[1:]
    }

    def problem_of(row: int) -> Problem:
        line = records.place_of(first[row], None).line or first[row] + 1
        return Problem("import-row-twice", records.place_of(row, None), {"first": line})

    return told(sorted(row for row in first if row not in left), problem_of)
