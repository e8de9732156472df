"""Table files for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.project.datapackage import read_package
from geo.sources.tables import read_tables

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / "tables" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


def read(folder: Path):
    package, problems = read_package(folder)
    assert problems == []
    return read_tables(folder, package)


def in_short(problems) -> list[tuple[str, int | None, int | None]]:
    return [(problem.code, problem.place.line, problem.place.column) for problem in problems]
