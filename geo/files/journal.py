"""Several files changed as one: whatever kills the writer, all of them are changed or none.

What the files are to hold is written down first, in the project's own folder. Only when all of it
is on the disk are the files replaced; who comes next, finishes what was begun.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.files.attributes import copy_attributes, open_like, write_new
from geo.files.locking import OWN_FOLDER, LockedError, locked, own_folder
from geo.files.reading import holds
from geo.files.replacing import (
    ChangedMeanwhileError,
    create_as_seen,
    remove_as_seen,
    remove_strays,
    replace_as_seen,
    stage,
    stage_new,
    sync_folder,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_BEGUN = "journal-"
_STOPPED = "unfinished-"
_LIST = "files.json"
_STRAY = ".*.????????.tmp"
# A writer with a journal is about to be done.
_WAIT_S = 5.0


@dataclass(frozen=True, slots=True)
class Replacement:
    """A file, what it held when it was read, and what it is to hold; None is no file."""

    path: Path
    before: bytes | None
    after: bytes | None

    @property
    def turned(self) -> Replacement:
        """The way back."""
        return Replacement(self.path, self.after, self.before)


def replace_together(project: Path, replacements: Sequence[Replacement]) -> None:
    """Change, make and remove files: all of them or none. The project's lock must be held.

    Parameters
    ----------
    project
        The folder that keeps the journal.
    replacements
        The files.

    Raises
    ------
    ChangedMeanwhileError
        If one of them no longer is what was read.
    OSError
        If one of them cannot be written.
    """
    staged: list[Path | None] = []
    done: list[Replacement] = []
    journal: Path | None = None
    try:
        for item in replacements:
            remove_strays(item.path)
            staged.append(_stage(item))
        if len(replacements) > 1 or None in staged:
            journal = _write_down(project, replacements)
        for item, temporary in zip(replacements, staged, strict=True):
            _put(item, temporary)
            done.append(item)
    except BaseException:
        for item in done:
            with suppress(ChangedMeanwhileError):
                _put(item.turned, _stage(item.turned))
        raise
    finally:
        for path in staged:
            if path is not None:
                path.unlink(missing_ok=True)
        if journal is not None:
            _remove(journal)


def recover(project: Path) -> list[Path]:
    """Finish what a killed writer had begun in a project, and remove what they left lying about.

    Where that is not possible now (the folder is read-only, another writer is at work) nothing is
    done: the next one will.

    Parameters
    ----------
    project
        Its folder.

    Returns
    -------
    list of Path
        Journals that cannot be finished, for somebody else has changed a file since: what was to
        be saved is kept in them.
    """
    own = project / OWN_FOLDER
    journals = any(own.glob(f"{_BEGUN}*"))
    strays = [path for folder in (project, project / "tables") for path in folder.glob(_STRAY)]
    if journals or strays:
        with suppress(OSError, LockedError), locked([project], _WAIT_S if journals else 0):
            for journal in sorted(own.glob(f"{_BEGUN}*")):
                if not (journal / _LIST).is_file() or _finish(project, journal):
                    _remove(journal)
                else:
                    journal.rename(own / journal.name.replace(_BEGUN, _STOPPED))
            for stray in strays:
                stray.unlink(missing_ok=True)
    return sorted(own.glob(f"{_STOPPED}*"))


def _write_down(project: Path, replacements: Sequence[Replacement]) -> Path:
    journal = own_folder(project) / f"{_BEGUN}{secrets.token_hex(8)}"
    journal.mkdir()
    try:
        # Whoever comes next may be another user: they finish it, and take it away.
        open_like(project, journal)
        for number, item in enumerate(replacements):
            for name, data in (("before", item.before), ("after", item.after)):
                if data is not None:
                    _keep(project, item.path, journal / f"{number}.{name}", data)
        home = os.path.realpath(project)
        names = [os.path.relpath(os.path.realpath(item.path), home) for item in replacements]
        write_new(journal / "list.tmp", json.dumps(names).encode(), is_private=True)
        open_like(project, journal / "list.tmp")
        # From here on it counts.
        (journal / "list.tmp").rename(journal / _LIST)
        sync_folder(journal)
        sync_folder(journal.parent)
    except BaseException:
        _remove(journal)
        raise
    return journal


def _finish(project: Path, journal: Path) -> bool:
    """Put every file where it was to be; False, and nothing done, if one is something else."""
    todo = []
    for number, name in enumerate(json.loads((journal / _LIST).read_bytes())):
        path = project / name
        before, after = (content_of(journal / f"{number}.{name}") for name in ("before", "after"))
        now = content_of(path)
        if now == after:
            continue
        if now != before and not _is_torn(now, before, after):
            return False
        todo.append(Replacement(path, now, after))
    for item in todo:
        _put(item, _stage(item))
    return True


def content_of(path: Path) -> bytes | None:
    """Give what a file holds; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def is_still(path: Path, content: bytes | None) -> bool:
    """Whether a file holds what it held, or is missing as it was (None)."""
    if content is None:
        return content_of(path) is None
    try:
        return holds(path, content)
    except FileNotFoundError:
        return False


def _stage(item: Replacement) -> Path | None:
    if item.after is None:
        return None
    return stage_new(item.path, item.after) if item.before is None else stage(item.path, item.after)


def _put(item: Replacement, staged: Path | None) -> None:
    if item.before is None:
        if staged is not None:
            create_as_seen(item.path, staged)
    elif item.after is None:
        remove_as_seen(item.path, item.before)
    else:
        replace_as_seen(item.path, item.before, item.after, staged)


def _is_torn(now: bytes | None, before: bytes | None, after: bytes | None) -> bool:
    """Whether a file that was written into is new up to some place, and old behind it."""
    if now is None or before is None or after is None:
        return False
    cut = next(
        (place for place, (one, other) in enumerate(zip(now, after, strict=False)) if one != other),
        min(len(now), len(after)),
    )
    return now[cut:] == before.ljust(len(after), b"\0")[cut : len(now)]


def _remove(journal: Path) -> None:
    # Without its list it is nothing, however far the rest gets.
    (journal / _LIST).unlink(missing_ok=True)
    shutil.rmtree(journal, ignore_errors=True)


def _keep(project: Path, path: Path, kept: Path, data: bytes) -> None:
    """Write down what a file holds or is to hold: for those who may read the file itself."""
    write_new(kept, data, is_private=True)
    if not path.exists():
        open_like(project, kept)
        return
    with suppress(OSError):
        copy_attributes(path, kept)
