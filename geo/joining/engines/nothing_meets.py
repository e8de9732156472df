"""A large table that reaches no site: told as of one that is read as a whole, by its first rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from geo.joining.keys import SiteKeys
from geo.joining.unjoined import tell_unjoined
from geo.sources.tables.grid import Grid, name_columns, read_grid
from geo.sources.tables.table import Table, make_table
from geo.sources.tables.typed_columns import typed_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import pandas as pd

    from geo.joining.engines.outcome import Outcome, Task
    from geo.joining.unjoined import Way
    from geo.problems import Problem
    from geo.sources.large_tables import LargeTable

LOOKED_AT = 1 << 20
"""Bytes of a text by which its columns are told."""
ROWS = 10_000
"""Rows of a Parquet file by which they are."""


def tell_nothing_meets(
    sites: pd.DataFrame,
    task: Task,
    known: Collection[str] | None,
    aggregate: Callable[[Task], Outcome],
    *,
    is_named: bool,
    is_told: bool,
) -> list[Problem]:
    """Tell that nothing of a table reaches a site, and what would.

    Parameters
    ----------
    sites
        The layer's sites with their own fields.
    task
        What was asked of the engine.
    known
        The ids of all sites, those left out included.
    aggregate
        The engine: it counts the rows that another column would join.
    is_named
        Whether a column names sites already.
    is_told
        Whether every row was told of by itself.
    """

    def count(way: Way) -> tuple[int, int]:
        keys = SiteKeys(sites, (way.on,))
        outcome = aggregate(replace(task, key=(way.column,), keys=keys, wanted={}))
        asked = sorted(key for key in outcome.tally if key)
        unmet = sum(outcome.tally[asked[index]] for index in keys.meet(asked).unmet)
        return outcome.rows - unmet - outcome.tally.get((), 0), outcome.rows

    table = _beginning(task.table)
    table.left_out[:] = is_told
    return tell_unjoined(sites, table, known, is_named=is_named, count=count)


def _beginning(large: LargeTable) -> Table:
    """Read a table's first rows."""
    grid = _parquet(large.files[0]) if large.is_parquet else _text(large.files[0])
    grid.shown_as = large.path.as_posix()
    return make_table(large.name, large.path, None, grid)


def _text(file: Path) -> Grid:
    with file.open("rb") as stream:
        data = stream.read(LOOKED_AT)
    if len(data) == LOOKED_AT:
        data = data[: data.rfind(b"\n") + 1]
    with TemporaryDirectory(prefix="parkmap-") as folder:
        some = Path(folder) / file.name
        some.write_bytes(data)
        return read_grid(some, None)


def _parquet(file: Path) -> Grid:
    from pyarrow import parquet

    some = parquet.ParquetFile(file)
    rows = next(some.iter_batches(ROWS), None)
    read = some.schema_arrow.empty_table() if rows is None else pa.Table.from_batches([rows])
    grid = Grid(file.as_posix(), [str(name).strip() for name in read.column_names])
    grid.locate = lambda row, column: (row + 1, column + 1)
    grid.typed = typed_columns(read)
    grid.cells = []
    grid.unsound = np.zeros(len(read), dtype=bool)
    name_columns(grid)
    return grid
