"""Reading, changing and writing a file as one step nobody can come between."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from geo.files import write_atomically
from geo.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

# A writer holds the lock for a check and a write: far less than this.
PATIENCE_S = 20.0


def rewrite(
    path: Path, shown_as: str, change: Callable[[bytes], tuple[bytes, list[Problem]]]
) -> list[Problem]:
    """Change a file under a lock.

    Other parkmap processes wait their turn. Editors know nothing of the lock: a file that has
    changed on the disk while ours was being made is left alone, and a Problem says so.

    Parameters
    ----------
    path
        The file; a symbolic link stays one.
    shown_as
        Its name in messages.
    change
        Given the bytes, returns the new ones and what is wrong with them. With an error among the
        problems, nothing is written.

    Returns
    -------
    list of Problem
        What ``change`` found, or why the file was not written.
    """
    try:
        with FileLock(_lock_of(path), timeout=PATIENCE_S):
            before = path.read_bytes()
            after, problems = change(before)
            if any(problem.severity == "error" for problem in problems) or after == before:
                return problems
            if path.read_bytes() != before:
                return [Problem("changed-meanwhile", Place(shown_as))]
            write_atomically(path, after)
            return problems
    except Timeout:
        return [Problem("locked", Place(shown_as))]


def _lock_of(path: Path) -> Path:
    # Not beside the file: a project's folder holds only what its owner put there.
    name = hashlib.sha256(os.path.realpath(path).encode("utf-8", "surrogateescape")).hexdigest()
    folder = Path(tempfile.gettempdir()) / "parkmap-locks"
    folder.mkdir(mode=0o1777, exist_ok=True)
    return folder / f"{name[:32]}.lock"
