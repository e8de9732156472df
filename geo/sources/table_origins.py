"""Tables that lie elsewhere than in ``tables/``, or are no tables: layers, parts, patterns."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.problems import Place, Problem
from geo.problems.texts import printable
from geo.sources.suffixes import JSON_SUFFIXES, PARQUET, VECTOR_SUFFIXES
from geo.sources.tables.grid import Grid, name_columns, read_grid
from geo.sources.tables.parquet_files import holds_shapes
from geo.sources.tables.real_kinds import unreadable
from geo.sources.tables.sheets import UnreadableError
from geo.sources.tables.table import Table, make_table
from geo.sources.tables.table_folder import FOLDER, entries_of, leads_outside
from geo.sources.tables.table_schema import TABLE_SUFFIXES
from geo.sources.tables.typed_columns import TypedColumn, typed_columns

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from geo.sources.said_origin import Origin
    from geo.sources.tables.table_schema import DataPackage, Resource

_LAYERS = (*VECTOR_SUFFIXES, *JSON_SUFFIXES, ".geoparquet", ".zip")
_KNOWN = (*TABLE_SUFFIXES, *_LAYERS)
_PATTERN = frozenset("*?[")
_ANY_DEPTH = re.compile(r"(?:\*\*/)+")
MOST_DEPTHS = 3
"""Times a pattern may go to any depth."""


def read_origins(
    folder: Path,
    origins: Mapping[str, Origin],
    package: DataPackage,
    taken: Collection[str],
    skipped: Collection[str] = (),
) -> tuple[dict[str, Table], list[Problem]]:
    """Read the tables that ``map.toml`` names the origin of, and layer files among the tables.

    Parameters
    ----------
    folder
        The project.
    origins
        By the table's name.
    package
        What is known of their columns.
    taken
        Names of tables that are read already.
    skipped
        Names of tables that are not to be read.
    """
    tables: dict[str, Table] = {}
    problems: list[Problem] = []
    wanted = [
        *((path.stem, [path], path) for path in _layers_among_tables(folder)),
        *(
            (name, *origin_files(folder, origin))
            for name, origin in origins.items()
            if not origin.is_database and name not in skipped
        ),
    ]
    for name, paths, path in wanted:
        resource = package.resources.get(name)
        if name in taken or name in tables:
            other = {"name": printable(name), "other": printable(name)}
            problems.append(Problem("table-name-twice", Place(path.as_posix()), other))
        elif any(leads_outside(part, folder) for part in [path, *paths]):
            problems.append(Problem("table-origin-outside", Place(path.as_posix())))
        elif not paths:
            problems.append(Problem("table-origin-missing", Place(path.as_posix())))
        else:
            grid = read_files(paths, resource)
            table = make_table(name, paths[0] if len(paths) == 1 else path, resource, grid)
            problems += [*grid.problems, *table.problems]
            if grid.headings:
                tables[name] = table
    for name, origin in origins.items():
        if not origin.is_database or not origin.query:
            continue
        if name in taken or name in tables:
            place = Place((folder / "map.toml").as_posix())
            twice = {"name": printable(name), "other": printable(name)}
            problems.append(Problem("table-name-twice", place, twice))
            continue
        from geo.sources.database import read_query

        grid = read_query(folder, name, origin)
        table = make_table(name, folder / "map.toml", package.resources.get(name), grid)
        problems += [*grid.problems, *table.problems]
        if grid.headings:
            tables[name] = table
    return tables, problems


def _layers_among_tables(folder: Path) -> list[Path]:
    return [
        path for path in entries_of(folder / FOLDER, folder)
        if path.name[0] not in "~." and path.is_file()
        and (path.suffix.lower() in _LAYERS or holds_shapes(path))
    ]  # fmt: skip


def origin_files(folder: Path, origin: Origin) -> tuple[list[Path], Path]:
    """Find the files of an origin, and the path that stands for them all."""
    path = folder / origin.text
    try:
        return _found(folder, path, origin.text), path
    except (OSError, ValueError):
        # Longer than names may be, or with a sign in it that none has: there is no such file.
        return [], path


def _found(folder: Path, path: Path, text: str) -> list[Path]:
    if _PATTERN.isdisjoint(text):
        # What lies behind a link out of the project is not looked through.
        if not path.is_dir() or leads_outside(path, folder):
            return [path] if path.exists() else []
        found = list(path.rglob("*"))
    else:
        # A pattern that begins at the root, or climbs, is none of this project's.
        is_inside = not text.startswith("/") and ".." not in text.split("/")
        # One after the other they say what one says, each time anew: the ways grow beyond measure.
        plain = _ANY_DEPTH.sub("**/", text)
        found = list(folder.glob(plain)) if is_inside and plain.count("**") <= MOST_DEPTHS else []
    files = (entry for entry in found if entry.is_file() and entry.name[0] not in "~._")
    return sorted(entry for entry in files if entry.suffix.lower() in _KNOWN)


def read_files(paths: list[Path], resource: Resource | None) -> Grid:
    """Read one file, or several of the same columns one after the other."""
    grids = [_read_file(path, resource) for path in paths]
    if len(grids) == 1:
        return grids[0]
    failed = [problem for grid in grids if not grid.headings for problem in grid.problems]
    sound = [grid for grid in grids if grid.headings]
    if not sound:
        return Grid(grids[0].shown_as, problems=failed)
    joined = _joined(sound)
    joined.problems += failed
    return joined


def _read_file(path: Path, resource: Resource | None) -> Grid:
    suffix = path.suffix.lower()
    is_layer = suffix in _LAYERS or (suffix in PARQUET and path.is_file() and holds_shapes(path))
    if not is_layer:
        return read_grid(path, resource)
    # Most projects' tables are tables; what reads layers of every format is not loaded for them.
    from geo.sources.layer_files import read_layer_file

    shown_as = path.as_posix()
    try:
        records = read_layer_file(path)
        if not records.names:
            # Shapes without a word about them are rows all the same.
            numbers = {"row": pa.array(range(1, records.count + 1), pa.int64())}
            records.table = pa.table(numbers)
        typed = typed_columns(records.table)
    except (UnreadableError, OSError) as error:
        return Grid(shown_as, problems=[unreadable(error, shown_as, "table-unreadable")])
    grid = Grid(shown_as, [str(name).strip() for name in records.names], typed=typed)
    grid.locate = lambda row, column: (row + 1, column + 1)
    grid.cells = [pd.Series(dtype="str")] * len(grid.headings)
    grid.unsound = np.zeros(records.count, dtype=bool)
    grid.geometry, grid.crs = records.geometry, records.crs
    grid.problems = list(records.problems)
    name_columns(grid)
    return grid


@dataclass
class _Parts(Grid):
    """Several files as one; a cell stands in its own."""

    parts: list[Grid] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def place(self, row: int, column: int = 0) -> Place:
        at = bisect_right(self.starts, max(row, 0)) - 1
        part = self.parts[at]
        heading = self.headings[column] if column < len(self.headings) else ""
        return part.place(row if row < 0 else row - self.starts[at], part.columns.get(heading, 0))


def _joined(grids: list[Grid]) -> Grid:
    heights = [grid.height for grid in grids]
    starts = [0, *np.cumsum(heights[:-1]).tolist()]
    whole = _Parts(grids[0].shown_as, parts=grids, starts=starts)
    # What a comma means depends on it.
    marks = [grid.delimiter for grid in grids]
    whole.delimiter = ";" if ";" in marks else marks[0]
    whole.headings = list(dict.fromkeys(name for grid in grids for name in grid.columns))
    whole.columns = {name: index for index, name in enumerate(whole.headings)}
    whole.unsound = np.concatenate([grid.unsound for grid in grids])
    whole.problems = [problem for grid in grids for problem in grid.problems]
    for index, name in enumerate(whole.headings):
        typed = _typed_alike(grids, name)
        if typed is not None:
            whole.typed[index] = typed
            whole.cells.append(pd.Series(dtype="str"))
        else:
            texts = [
                grid.texts(name) if name in grid.columns
                else pd.Series([None] * grid.height, dtype="str")
                for grid in grids
            ]  # fmt: skip
            whole.cells.append(pd.concat(texts, ignore_index=True))
    if any(grid.geometry is not None for grid in grids):
        nowhere = [np.full(height, None, dtype=object) for height in heights]
        shapes = [grid.geometry for grid in grids]
        whole.geometry = np.concatenate(
            [none if shape is None else shape for shape, none in zip(shapes, nowhere, strict=True)]
        )
        whole.crs = next(grid.crs for grid in grids if grid.geometry is not None)
    return whole


def _typed_alike(grids: list[Grid], name: str) -> TypedColumn | None:
    """Give a column that all parts have in types that go together."""
    columns = [grid.typed.get(grid.columns.get(name, -1)) for grid in grids]
    typed = [column for column in columns if column is not None]
    kinds = {column.kind for column in typed}
    if len(typed) < len(columns) or not (len(kinds) == 1 or kinds == {"integer", "number"}):
        return None
    kind = "number" if len(kinds) > 1 else kinds.pop()
    arrays = [
        column.array.cast(pa.float64()) if kind == "number" else column.array for column in typed
    ]
    chunks = [chunk for array in arrays for chunk in array.chunks]
    if len({chunk.type for chunk in chunks}) > 1:
        return None
    return TypedColumn(kind, pa.chunked_array(chunks, arrays[0].type))
