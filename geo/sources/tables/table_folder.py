"""Which files of a project are its tables, and which only look like some."""

from __future__ import annotations

import os
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from geo.problems import Place, Problem
from geo.sources.tables.parquet_files import holds_shapes
from geo.sources.tables.table_schema import TABLE_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.sources.tables.table_schema import DataPackage, Resource

FOLDER = "tables"
OFFICE_SUFFIXES = {
    ".doc", ".docx", ".numbers", ".pages", ".pdf", ".xlsb", ".dbf", ".mdb", ".accdb",
    ".sav", ".dta", ".rds", ".htm", ".html", ".xml", ".rtf",
}  # fmt: skip
"""Kinds of files in which people keep tables and which are not read."""
MOST_HIDDEN = 5
"""Tables in a folder within the folder of tables that are named."""


def table_files(folder: Path, package: DataPackage) -> list[tuple[str, Path, Resource | None]]:
    """Find every table of a project: its name, its file, and what the data package says of it."""
    found: list[tuple[str, Path, Resource | None]] = [
        (resource.name, folder / resource.path, resource)
        for resource in package.resources.values()
        if Path(resource.path).suffix.lower() in TABLE_SUFFIXES
    ]
    described = {path for _, path, _ in found}
    inside = folder / FOLDER
    for path in entries_of(inside, folder):
        # Excel's own lock files (~$…) and hidden files are no tables.
        is_table = path.suffix.lower() in TABLE_SUFFIXES and path.name[0] not in "~."
        if path in described or path.name[0] in "~.":
            continue
        # A pipe under such a name is told as unreadable.
        is_there = path.exists() and not path.is_dir()
        if (is_table and is_there and not holds_shapes(path)) or _has_parts(path, folder):
            found.append((path.stem, path, None))
    return found


def entries_of(inside: Path, folder: Path) -> list[Path]:
    """Give what is in a folder of a project, by name.

    Nothing where there is none, or where it is a link out of the project: who knows how much lies
    there.
    """
    if not inside.is_dir() or leads_outside(inside, folder):
        return []
    return sorted(inside.iterdir(), key=attrgetter("name"))


def _has_parts(path: Path, folder: Path) -> bool:
    """Whether a folder is one table in Parquet parts."""
    if not path.is_dir() or leads_outside(path, folder):
        return False
    names = [entry.name for entry in path.iterdir() if entry.name[0] not in "._~"]
    return bool(names) and all(name.endswith(".parquet") for name in names)


def passed_over(folder: Path, package: DataPackage) -> list[Problem]:
    """Tell of files that look like tables and are not read: silence would lose them."""
    described = {(folder / resource.path) for resource in package.resources.values()}
    inside = folder / FOLDER
    problems = []
    if inside.is_dir() and leads_outside(inside, folder):
        problems.append(Problem("table-link-outside", Place(inside.as_posix())))
    for path in entries_of(inside, folder):
        if path.name[0] in "~." or path in described:
            continue
        if path.is_dir() and leads_outside(path, folder):
            problems.append(Problem("table-link-outside", Place(path.as_posix())))
        elif path.is_dir() and not _has_parts(path, folder):
            hidden = (entry for entry in _tables_below(path) if entry not in described)
            told = islice(hidden, MOST_HIDDEN)
            problems += [Problem("table-in-folder", Place(entry.as_posix())) for entry in told]
        elif path.with_suffix(".shp").exists():
            # A layer's own companions: .dbf holds its columns.
            continue
        elif path.is_file() and path.suffix.lower() in OFFICE_SUFFIXES:
            params = {"kind": path.suffix}
            problems.append(Problem("table-kind-unread", Place(path.as_posix()), params))
    return problems


def _tables_below(folder: Path) -> Iterator[Path]:
    """Give what looks like a table in a folder and those in it, by name; links are not followed."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(place) / name
            if path.suffix.lower() in TABLE_SUFFIXES:
                yield path


def leads_outside(path: Path, folder: Path) -> bool:
    """Whether a file is a link, or in one, out of a project."""
    try:
        return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
    except ValueError:
        # No file's name has this sign (NUL) in it: it leads nowhere.
        return False
