"""Reading, changing and writing files as one step nobody can come between."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from geo.files import write_atomically
from geo.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Versions = Mapping[Path, bytes]

# A writer holds the lock for a check and a write: far less than this.
PATIENCE_S = 20.0


class RefusedError(Exception):
    """A change that is not made; nothing is written.

    Parameters
    ----------
    problems
        Why not.
    """

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


def rewrite(
    path: Path, shown_as: str, change: Callable[[bytes], tuple[bytes, list[Problem]]]
) -> list[Problem]:
    """Change a file under a lock, as :func:`rewrite_together` does.

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

    def change_it(before: Versions) -> tuple[Versions, list[Problem]]:
        after, problems = change(before[path])
        return {path: after}, problems

    return rewrite_together({path: shown_as}, change_it)


def rewrite_together(
    files: Mapping[Path, str], change: Callable[[Versions], tuple[Versions, list[Problem]]]
) -> list[Problem]:
    """Change files under locks: all of them or none.

    Other parkmap processes wait their turn. Editors know nothing of the locks: when a file has
    changed on the disk while ours were being made, all are left alone, and a Problem says so. When
    one cannot be written, those before it are put back.

    Parameters
    ----------
    files
        Their names in messages, by path; symbolic links stay links.
    change
        Given the bytes of all, returns the new ones and what is wrong with them, or raises
        :class:`RefusedError`. With an error among the problems, nothing is written.

    Returns
    -------
    list of Problem
        What ``change`` found, or why nothing was written.

    Raises
    ------
    OSError
        If a file cannot be read or written; every file is as it was.
    """
    try:
        with ExitStack() as locks:
            # Always in one order, so that two who want the same files never wait for each other.
            for path in sorted(files, key=_lock_of):
                locks.enter_context(FileLock(_lock_of(path), timeout=PATIENCE_S))
            before = {path: path.read_bytes() for path in files}
            after, problems = change(before)
            changed = [path for path in files if after[path] != before[path]]
            if not changed or any(problem.severity == "error" for problem in problems):
                return problems
            for path, shown_as in files.items():
                if path.read_bytes() != before[path]:
                    return [Problem("changed-meanwhile", Place(shown_as))]
            _write(changed, before, after)
            return problems
    except RefusedError as refusal:
        return refusal.problems
    except Timeout:
        return [Problem("locked", Place(shown_as)) for shown_as in files.values()]


def _write(changed: list[Path], before: Versions, after: Versions) -> None:
    written: list[Path] = []
    try:
        for path in changed:
            write_atomically(path, after[path])
            written.append(path)
    except OSError:
        for path in written:
            write_atomically(path, before[path])
        raise


def _lock_of(path: Path) -> Path:
    # Not beside the file: a project's folder holds only what its owner put there. One folder a
    # user: what one has made, another could not open.
    name = hashlib.sha256(os.path.realpath(path).encode("utf-8", "surrogateescape")).hexdigest()
    user = f"-{os.getuid()}" if sys.platform != "win32" else ""
    folder = Path(tempfile.gettempdir()) / f"parkmap-locks{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{name[:32]}.lock"
