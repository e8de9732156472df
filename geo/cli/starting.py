"""``parkmap new``: a minimal, working project to start from."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from geo.files.replacing import write_atomically
from geo.problems import Place, Problem

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path


def start_project(folder: Path) -> list[Problem]:
    """Copy the starter project to a new or empty folder.

    Parameters
    ----------
    folder
        Where the project is to be. It is made; a folder with anything in it is refused, so that
        nothing of the user's is ever overwritten.

    Returns
    -------
    list of Problem
        Empty when the project stands.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return [Problem("folder-not-empty", Place(folder.as_posix()))]
    for source, name in _starter_files(files("geo.cli") / "starter"):
        write_atomically(folder / name, source.read_bytes())
    return []


def _starter_files(folder: Traversable, prefix: str = "") -> list[tuple[Traversable, str]]:
    found: list[tuple[Traversable, str]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{prefix}{entry.name}"
        found += _starter_files(entry, f"{name}/") if entry.is_dir() else [(entry, name)]
    return found
