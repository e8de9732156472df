"""What a GeoPackage reckons: views and columns may be programs. Whether they end is tried first."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

from geo.problems import Reason
from geo.sources.tables.sheets import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

MOST_S = 5.0
"""Seconds of this process's work that all views of a file may take."""
MOST_CELL = 64_000_000
"""Bytes of one cell."""
MOST_BYTES = 1_000_000_000
"""Of all cells of one of them."""
MOST_ROWS = 2_000_000
_RECKONED = """
    SELECT type, name FROM sqlite_master WHERE type = 'view' OR (type = 'table' AND EXISTS
        (SELECT 1 FROM pragma_table_xinfo(sqlite_master.name) WHERE hidden IN (2, 3)))
"""
_STEPS = 10_000


def require_ending_views(path: Path, most_s: float = MOST_S) -> None:
    """Refuse a GeoPackage that reckons without end, or more than there is memory for.

    Parameters
    ----------
    path
        The file; it is not changed.
    most_s
        Seconds.

    Raises
    ------
    UnreadableError
        It names the view, or the table whose columns are reckoned.
    """
    until = time.process_time() + most_s
    address = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as base:
        base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_CELL)
        base.set_progress_handler(lambda: time.process_time() > until, _STEPS)
        try:
            reckoned = base.execute(_RECKONED).fetchall()
        except sqlite3.Error:
            return  # no database at all: GDAL says what is wrong
        for kind, name in reckoned:
            try:
                _run(base, str(name), until)
            except sqlite3.Error as error:
                is_long = "interrupted" in str(error)
                reason = Reason("takes-long") if is_long else str(error)
                raise UnreadableError("view-unread", kind=kind, name=name, told=reason) from error


def _run(base: sqlite3.Connection, view: str, until: float) -> None:
    quoted = '"' + view.replace('"', '""') + '"'
    rows = base.execute(f"SELECT * FROM {quoted}")  # noqa: S608  quoted
    size = 0
    for count, row in enumerate(rows, start=1):
        size += sum(len(cell) for cell in row if isinstance(cell, str | bytes))
        if count > MOST_ROWS or time.process_time() > until:
            raise sqlite3.OperationalError("interrupted")
        if size > MOST_BYTES:
            raise sqlite3.DataError("string or blob too big")
