"""Views of a GeoPackage, which are programs: whether they come to an end is tried beforehand."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

from geo.sources.tables.sheets import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

MOST_S = 5.0
"""Seconds of this process's work that all views of a file may take."""
MOST_CELL = 64_000_000
"""Bytes of one cell."""
MOST_ROWS = 2_000_000
_STEPS = 10_000
_AT_ONCE = 1000


def require_ending_views(path: Path, most_s: float = MOST_S) -> None:
    """Refuse a GeoPackage with a view that yields rows, or looks for one, without end.

    Parameters
    ----------
    path
        The file; it is not changed.
    most_s
        Seconds.

    Raises
    ------
    UnreadableError
        It names the view.
    """
    until = time.process_time() + most_s
    address = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as base:
        base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_CELL)
        base.set_progress_handler(lambda: time.process_time() > until, _STEPS)
        try:
            views = base.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()
        except sqlite3.Error:
            return  # no database at all: GDAL says what is wrong
        for (view,) in views:
            try:
                _run(base, str(view), until)
            except sqlite3.Error as error:
                reason = "it takes too long" if "interrupted" in str(error) else str(error)
                raise UnreadableError(
                    f"its view {view} cannot be read ({reason}): save it as a table"
                ) from error


def _run(base: sqlite3.Connection, view: str, until: float) -> None:
    quoted = '"' + view.replace('"', '""') + '"'
    rows = base.execute(f"SELECT * FROM {quoted}")  # noqa: S608  quoted
    count = 0
    while some := rows.fetchmany(_AT_ONCE):
        count += len(some)
        if count > MOST_ROWS or time.process_time() > until:
            raise sqlite3.OperationalError("interrupted")
