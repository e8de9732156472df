"""Tables out of PostgreSQL, with PostGIS geometry: asked afresh, or as they last were."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geo.files.locking import OWN_FOLDER, own_folder
from geo.files.replacing import write_atomically
from geo.problems import Place, Problem
from geo.problems.texts import printable
from geo.sources.cell_texts import cell_text
from geo.sources.curved_shapes import shapes_of, told_curves
from geo.sources.geojson.geometries import DatumError, convert_to_wgs84
from geo.sources.tables.database_address import without_secrets
from geo.sources.tables.grid import Grid, name_columns
from geo.sources.tables.sheet_cells import MOST_EXACT
from geo.sources.tables.typed_columns import typed_columns

if TYPE_CHECKING:
    from pathlib import Path

    from geo.sources.said_origin import Origin

KEPT = "tables"
"""Folder of the last good results, beside the project's other own things."""
SECONDS_TO_CONNECT = 10
SECONDS_TO_ANSWER = 600
_SHAPES = "__shapes"
_MADE_BY = b"parkmap_query"
# A query only asks: whatever it says, nothing of the database is changed.
_SESSION = f"-c default_transaction_read_only=on -c statement_timeout={SECONDS_TO_ANSWER}s"


class NoDriverError(Exception):
    """What talks to databases is not installed."""


class _FailedError(Exception):
    def __init__(self, reason: str, *, is_absent: bool) -> None:
        super().__init__(reason)
        self.is_absent = is_absent


def read_query(folder: Path, name: str, origin: Origin) -> Grid:
    """Ask a database for a table.

    Parameters
    ----------
    folder
        The project: the last good result is kept in it.
    name
        The table's name.
    origin
        The address, or the environment variable that holds it, and the query.

    Returns
    -------
    Grid
        With a row for each that the database gave; without headings if there is no result, fresh or
        kept. Nothing in it or its problems shows the address.
    """
    place = Place((folder / "map.toml").as_posix())
    named = {"name": printable(name), "variable": printable(origin.from_env)}
    address = os.environ.get(origin.from_env, "") if origin.from_env else origin.text
    if not address:
        return _kept(folder, name, origin, Problem("database-no-address", place, named))
    try:
        table = _ask(address, origin.query)
    except NoDriverError:
        return Grid(name, problems=[Problem("database-no-driver", place, named)])
    except _FailedError as failed:
        reason = printable(without_secrets(str(failed), address))
        problem = Problem("database-failed", place, {**named, "reason": reason})
        if failed.is_absent:
            return _kept(folder, name, origin, problem)
        return Grid(name, problems=[problem])
    _keep(folder, name, origin, table)
    return _grid(name, table)


def _ask(address: str, query: str) -> pa.Table:
    try:
        import psycopg
        import sqlalchemy
    except ImportError as error:
        raise NoDriverError from error
    try:
        url = sqlalchemy.make_url(address).set(drivername="postgresql+psycopg")
        options = {"connect_timeout": SECONDS_TO_CONNECT, "options": _SESSION}
        engine = sqlalchemy.create_engine(
            url, connect_args=options, hide_parameters=True, poolclass=sqlalchemy.NullPool
        )
        with engine.connect() as connection:
            driver: Any = connection.connection.dbapi_connection
            _read_as_written(driver.adapters)
            # By a cursor of the server's, which takes nothing but a query: COPY would write files.
            how = {"no_parameters": True, "stream_results": True}
            found = connection.execution_options(**how).exec_driver_sql(query.rstrip().rstrip(";"))
            described: list[Any] = list(found.cursor.description or ()) if found.cursor else []
            rows = found.fetchall()
            oids = _shape_types(connection)
    except sqlalchemy.exc.SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        # Without a state the server never spoke: it is not there, or lets nobody in.
        state = getattr(cause, "sqlstate", None)
        is_absent = isinstance(cause, psycopg.OperationalError) and (
            state is None or state.startswith(("08", "28", "57P"))
        )
        reason = str(cause).strip().splitlines() or [type(cause).__name__]
        raise _FailedError(reason[0], is_absent=is_absent) from None
    except (ValueError, OSError) as error:
        raise _FailedError(type(error).__name__, is_absent=False) from None
    columns = [(str(entry.name), entry.type_code in oids) for entry in described]
    return _arrow(columns, [tuple(row) for row in rows])


def _read_as_written(adapters: Any) -> None:
    """Let values that Python has no word for be the texts that PostgreSQL writes.

    ``infinity`` and years before Christ; a span of ``1 year 2 mons``, of which Python makes days;
    texts of a fixed length, filled up with blanks.
    """
    from psycopg import DataError
    from psycopg.types import datetime as moments
    from psycopg.types.string import TextLoader

    def or_text(loader: Any) -> Any:
        class Loader(loader):  # type: ignore[misc]
            def load(self, data: Any) -> Any:
                try:
                    return super().load(data)
                except DataError:
                    return bytes(data).decode()

        return Loader

    class Padded(TextLoader):
        def load(self, data: Any) -> str | bytes:
            return super().load(data).rstrip()

    adapters.register_loader("date", or_text(moments.DateLoader))
    adapters.register_loader("timestamp", or_text(moments.TimestampLoader))
    adapters.register_loader("timestamptz", or_text(moments.TimestamptzLoader))
    adapters.register_loader("interval", TextLoader)
    adapters.register_loader("bpchar", Padded)


def _shape_types(connection: Any) -> set[int]:
    asked = "select oid from pg_type where typname in ('geometry', 'geography')"
    return {int(row[0]) for row in connection.exec_driver_sql(asked)}


def _arrow(columns: list[tuple[str, bool]], rows: list[tuple[Any, ...]]) -> pa.Table:
    """Give rows as typed columns; the first geometry stands apart, in its own system."""
    arrays: dict[str, pa.Array] = {}
    metadata: dict[bytes, bytes] = {}
    for index, (name, is_shape) in enumerate(columns):
        values = [row[index] for row in rows]
        if is_shape and _SHAPES not in arrays:
            read, curved = shapes_of([*map(_bytes, values)])
            shapes, code = _in_one_system(read)
            metadata[b"curved"] = str(curved).encode()
            if code:
                metadata[b"crs"] = str(code).encode()
            arrays[_SHAPES] = pa.array(shapely.to_wkb(shapes).tolist(), pa.binary())
        elif not is_shape:
            # SQL may call two columns alike: select a.*, b.*
            times = sum(other == name for other, _ in columns[:index])
            arrays[f"{name}_{times + 1}" if times else name] = _array(values)
    return pa.table(arrays).replace_schema_metadata(metadata)


def _bytes(shape: str | bytes | None) -> bytes | None:
    """Give a geometry as bytes: PostgreSQL writes it in digits."""
    return bytes.fromhex(shape) if isinstance(shape, str) else shape


def _in_one_system(given: Any) -> tuple[Any, int]:
    """Give geometries of one column in one system, and which that is; 0 for none."""
    shapes = np.atleast_1d(np.asarray(given, dtype=object))
    of_each = shapely.get_srid(shapes)
    codes = sorted({int(code) for code in of_each if code > 0})
    if len(codes) < 2:
        return shapes, codes[0] if codes else 0
    for code in codes:
        mine = of_each == code
        try:
            shapes[mine] = convert_to_wgs84(shapes[mine], f"EPSG:{code}")
        except DatumError:
            reason = f"SRID {code} is no coordinate system of its positions"
            raise _FailedError(reason, is_absent=False) from None
    return shapes, 4326


def _array(values: list[Any]) -> pa.Array:
    if any(isinstance(value, Decimal) and _is_beyond(value) for value in values):
        # As in a CSV: what a float would round stays the text it is.
        texts = [f"{v:f}" if isinstance(v, Decimal) else v and str(v) for v in values]
        return pa.array(texts, pa.string())
    plain = [_plain(value) for value in values]
    kinds = {type(value) for value in plain} - {type(None)}
    if kinds <= {int, float} and kinds != {int}:
        return pa.array([None if v is None else float(v) for v in plain], pa.float64())
    try:
        if len(kinds) == 1:
            return pa.array(plain)
    except (pa.ArrowException, OverflowError):
        pass
    return pa.array([None if value is None else str(value) for value in plain], pa.string())


def _is_beyond(value: Decimal) -> bool:
    """Whether a number has more digits before its point than a float keeps, and some behind it."""
    if not value.is_finite() or value.copy_abs() < MOST_EXACT:
        return False
    return value != value.to_integral_value()


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        # numeric has any number of digits; the map counts in floats, as with every other source,
        # but a number without fractions may be a code, of which no digit may be lost.
        is_whole = value.is_finite() and value.as_tuple().exponent == 0
        return int(value) if is_whole else float(value)
    if isinstance(value, datetime) or type(value) is date:
        return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return cell_text(value)


def _grid(name: str, table: pa.Table) -> Grid:
    metadata = table.schema.metadata or {}
    code = metadata.get(b"crs", b"").decode()
    shapes = None
    if _SHAPES in table.column_names:
        raw = np.array(table.column(_SHAPES).to_pylist(), dtype=object)
        shapes = np.atleast_1d(shapely.from_wkb(raw))
        table = table.drop_columns([_SHAPES])
    if shapes is not None and not table.column_names:
        table = table.append_column("row", pa.array(range(1, table.num_rows + 1), pa.int64()))
    grid = Grid(name, [str(heading) for heading in table.column_names], typed=typed_columns(table))
    grid.locate = lambda row, column: (row + 1, column + 1)
    grid.cells = [pd.Series(dtype="str")] * len(grid.headings)
    grid.unsound = np.zeros(table.num_rows, dtype=bool)
    grid.geometry = shapes
    grid.problems += told_curves(Place(name), int(metadata.get(b"curved", b"0")))
    grid.crs = "wgs84" if code == "4326" else f"EPSG:{code}" if code else None
    name_columns(grid)
    return grid


def _path(folder: Path, name: str) -> Path:
    # A table's name may hold anything; a file's may not.
    safe = "".join(letter for letter in name if letter.isalnum() or letter in "-_")[:60]
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return folder / OWN_FOLDER / KEPT / f"{safe}-{digest}.parquet"


def _keep(folder: Path, name: str, origin: Origin, table: pa.Table) -> None:
    """Keep a result beside the project; where that cannot be written, go on without."""
    from io import BytesIO

    from pyarrow import parquet

    told = {**(table.schema.metadata or {}), _MADE_BY: _digest(origin.query)}
    stream = BytesIO()
    parquet.write_table(table.replace_schema_metadata(told), stream)
    path = _path(folder, name)
    try:
        if path.is_file() and path.read_bytes() == stream.getvalue():
            # As before: only when it was last so is news.
            os.utime(path)
            return
        own_folder(folder)
        path.parent.mkdir(exist_ok=True)
        write_atomically(path, stream.getvalue())
    except OSError:
        return


def _kept(folder: Path, name: str, origin: Origin, problem: Problem) -> Grid:
    """Give the last good result of the same query, and tell; without one, the problem itself."""
    from pyarrow import parquet

    path = _path(folder, name)
    try:
        table = parquet.read_table(path)
        when = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, pa.ArrowException):
        return Grid(name, problems=[problem])
    if (table.schema.metadata or {}).get(_MADE_BY) != _digest(origin.query):
        return Grid(name, problems=[problem])
    grid = _grid(name, table)
    params = {**problem.params, "when": f"{when:%Y-%m-%d %H:%M} UTC"}
    params.setdefault("reason", printable(f"{origin.from_env} is not set"))
    grid.problems.append(Problem("database-last-result", problem.place, params))
    return grid


def _digest(query: str) -> bytes:
    return hashlib.sha256(query.encode()).hexdigest().encode()
