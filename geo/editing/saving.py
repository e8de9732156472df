"""Reading, changing and writing files as one step nobody can come between."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from geo.files.journal import Replacement, content_of, is_still, recover, replace_together
from geo.files.locking import OWN_FOLDER, LockedError, locked
from geo.files.replacing import ChangedMeanwhileError
from geo.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Versions = Mapping[Path, bytes]
    Contents = Mapping[Path, bytes | None]

# A writer holds the lock for a check and a write; twenty may be waiting.
PATIENCE_S = 60.0
# A table lies in a folder of its project: that far above a linked file its project is looked for.
_HOME_ABOVE = 2


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
    """Change the file of a project's layer under a lock, as :func:`rewrite_together` does.

    Parameters
    ----------
    path
        The file, in the project's folder; a symbolic link stays one.
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

    return rewrite_together(path.parent, {path: shown_as}, change_it)


def rewrite_together(
    project: Path,
    files: Mapping[Path, str],
    change: Callable[[Versions], tuple[Versions, list[Problem]]],
) -> list[Problem]:
    """Change files of a project under its lock: all of them or none, even if killed within.

    Other parkmap processes wait their turn, whoever runs them and on whichever machine. Editors
    know nothing of the lock: when a file has changed on the disk while ours were being made, all
    are left alone, and a Problem says so. When one cannot be written, those before it are put back.

    Parameters
    ----------
    project
        The folder.
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

    def change_them(before: Contents) -> tuple[Contents, list[Problem]]:
        # One that is not there is an error of whoever names it.
        there = {path: path.read_bytes() if data is None else data for path, data in before.items()}
        return change(there)

    return rewrite_or_make(project, files, change_them)


def rewrite_or_make(
    project: Path,
    files: Mapping[Path, str],
    change: Callable[[Contents], tuple[Contents, list[Problem]]],
) -> list[Problem]:
    """Change, make and remove files as :func:`rewrite_together` changes them.

    Parameters
    ----------
    project
        The folder.
    files
        Their names in messages, by path.
    change
        Given the bytes of all, None for one that is not there, returns the new ones likewise, and
        what is wrong with them.

    Returns
    -------
    list of Problem
        What ``change`` found, or why nothing was written.

    Raises
    ------
    OSError
        If a file cannot be read or written; every file is as it was.
    """
    recover(project)
    try:
        with locked(_homes(project, files), PATIENCE_S):
            before = {path: content_of(path) for path in files}
            after, problems = change(before)
            changed = [path for path in files if after[path] != before[path]]
            if not changed or any(problem.severity == "error" for problem in problems):
                return problems
            for path, shown_as in files.items():
                if not is_still(path, before[path]):
                    return [Problem("changed-meanwhile", Place(shown_as))]
            items = [Replacement(path, before[path], after[path]) for path in changed]
            replace_together(project, items)
            return problems
    except RefusedError as refusal:
        return refusal.problems
    except ChangedMeanwhileError as error:
        return [Problem("changed-meanwhile", Place(files[error.path]))]
    except LockedError as error:
        return [_locked(error)]
    except OSError as error:
        if error.filename is not None:
            raise
        # A full disk names no file.
        raise type(error)(error.errno, error.strerror, str(project)) from error


def _homes(project: Path, files: Iterable[Path]) -> set[Path]:
    """Give the projects whose files are to be changed: a linked file may be another's, too."""
    home = Path(os.path.realpath(project))
    found = {home}
    for path in files:
        real = Path(os.path.realpath(path))
        if not real.is_relative_to(home):
            near = real.parents[:_HOME_ABOVE]
            owner = (folder for folder in near if _is_project(folder))
            found.add(next(owner, real.parent))
    return found


def _is_project(folder: Path) -> bool:
    return (folder / OWN_FOLDER).is_dir() or (folder / "sites.geojson").is_file()


def _locked(error: LockedError) -> Problem:
    record = error.folder / OWN_FOLDER / "owner.json"
    if not error.owner:
        return Problem("locked", Place(error.folder.as_posix()))
    params = {key: str(error.owner.get(key, "?")) for key in ("user", "host", "pid")}
    return Problem("locked-by", Place(record.as_posix()), params)
