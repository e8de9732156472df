"""Reading what was dropped, in a process of its own: a hostile file ends that, not the server."""

from __future__ import annotations

import multiprocessing
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.problems import Place, Problem
from geo.problems.texts import printable

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from geo.importing import Choices, ImportPlan
    from geo.problems import Language
    from geo.sources.records import Records

MOST_S = 60.0
"""Seconds for reading and planning."""
MOST_ROWS = 100_000
MOST_MEMORY = 6 * 2**30
PASTED_TABLE, PASTED_TEXT = ".html", ".txt"


@dataclass(frozen=True)
class Task:
    """What is to be planned.

    Parameters
    ----------
    folder
        The project.
    path, name
        Where the file lies, and what its user calls it.
    choices, answers
        As :func:`geo.importing.plan_import` takes them.
    is_pasted
        Whether it is a text that may be a list or a page's table.
    language
        Of the sentences.
    """

    folder: Path
    path: Path
    name: str
    choices: Choices
    answers: dict[str, str] = field(default_factory=dict)
    is_pasted: bool = False
    language: Language = "en"


@dataclass(frozen=True)
class Finding:
    """What came of a task, or of ``files``: the plan's, to be saved.

    Parameters
    ----------
    view
        The plan as the page shows it.
    problems
        Why there is none.
    before, after
        The files' contents that the plan rests on and makes; given when asked for.
    """

    view: dict[str, Any] | None = None
    problems: tuple[Problem, ...] = ()
    before: dict[Path, bytes | None] = field(default_factory=dict)
    after: dict[Path, bytes] = field(default_factory=dict)


class Workbench:
    """A process that reads and plans; it is begun with the first task, and anew after a failure.

    Parameters
    ----------
    most_s
        Seconds for one task.
    """

    def __init__(self, most_s: float = MOST_S) -> None:
        self._most_s = most_s
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Begin the process, so that it stands ready when the files have come."""
        with self._lock:
            self._begun()

    def plan(self, task: Task) -> Finding:
        """Read a file and plan what bringing it in would do."""
        return self._ask(task, task)

    def files(self, task: Task) -> Finding:
        """Give the files of the plan that was made last; none if it was of another task."""
        return self._ask(("files", task), task)

    def close(self) -> None:
        """End the process."""
        process, self._process, self._connection = self._process, None, None
        if process is not None:
            process.kill()
            process.join()

    def _ask(self, what: Any, task: Task) -> Finding:
        with self._lock:
            connection = self._begun()
            try:
                connection.send(what)
                if not connection.poll(self._most_s):
                    self.close()
                    params = {"seconds": f"{self._most_s:.0f}"}
                    return _failed("import-too-long", task, params)
                found: Finding = connection.recv()
            except (EOFError, OSError):
                self.close()
                return _failed("import-broke-off", task)
            return found

    def _begun(self) -> Connection:
        if self._process is None or not self._process.is_alive() or self._connection is None:
            self.close()
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            self._process = context.Process(target=work, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
            self._connection = ours
        return self._connection


def _failed(code: str, task: Task, params: dict[str, Any] | None = None) -> Finding:
    folder = {"folder": task.folder.as_posix()}
    return Finding(problems=(Problem(code, Place(task.name), {**folder, **(params or {})}),))


def work(connection: Connection) -> None:
    """Carry out tasks until there is nobody to send them."""
    _bound_memory()
    # While the files come, what reads them is loaded.
    import geo.importing.opening
    import geo.importing.plan_view
    import geo.sources.layer_files  # noqa: F401

    bench = _Bench()
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            what = connection.recv()
            task: Task = what[1] if isinstance(what, tuple) else what
            try:
                found = bench.files(task) if isinstance(what, tuple) else bench.plan(task)
            except MemoryError:
                found = _failed("import-broke-off", task)
            except Exception as error:  # noqa: BLE001  a defect of ours is told like one of the file
                reason = printable(f"{type(error).__name__}: {error}")
                found = _failed("import-unreadable", task, {"reason": reason})
            connection.send(found)


def _bound_memory() -> None:
    try:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    except (ImportError, OSError, ValueError, AttributeError):
        pass  # Windows has none, macOS does not heed it: there the time is what bounds


class _Bench:
    """The file that was read last, and the plan that was made of it."""

    def __init__(self) -> None:
        self._read: tuple[Any, Records] | None = None
        self._made: tuple[Task, ImportPlan] | None = None

    def plan(self, task: Task) -> Finding:
        from geo.importing import plan_import
        from geo.importing.plan_view import plan_view

        self._made = None
        records, problems = self._records(task)
        if records is None:
            return Finding(problems=tuple(problems))
        if records.count > MOST_ROWS:
            params = {"count": f"{records.count:,}", "most": f"{MOST_ROWS:,}"}
            return _failed("import-too-many", task, params)
        made = plan_import(task.folder, records, task.choices, answers=task.answers)
        self._made = task, made
        return Finding(view=plan_view(made, records, task.language))

    def files(self, task: Task) -> Finding:
        if self._made is None or self._made[0] != task or not self._made[1].is_ready:
            return _failed("import-over", task)
        made = self._made[1]
        return Finding(before=made.before, after=made.files)

    def _records(self, task: Task) -> tuple[Records | None, list[Problem]]:
        from geo.importing.opening import open_as

        choices = task.choices
        wanted = task.path, task.name, choices.layer, choices.encoding, choices.headings
        if self._read is None or self._read[0] != wanted:
            self._read = None
            path = _prepared(task.path) if task.is_pasted else task.path
            records, problems = open_as(path, task.name, choices)
            if records is None:
                return None, problems
            if path != task.path and task.path.suffix == PASTED_TEXT:
                _without_headings(records)
            self._read = wanted, records
        return self._read[1], []


def _without_headings(records: Records) -> None:
    """Count lines as the reader's text has them: the headings are ours."""
    place_of = records.place_of

    def higher(row: int, column: str | None) -> Place:
        place = place_of(row, column)
        return place._replace(line=place.line - 1 if place.line else None)

    records.place_of = higher


def _prepared(path: Path) -> Path:
    """Make a table of a pasted text that is a list of places or holds a page's table."""
    from geo.importing.pasted import table_of_html, table_of_places

    make = {PASTED_TABLE: table_of_html, PASTED_TEXT: table_of_places}.get(path.suffix)
    made = make(path.read_text(encoding="utf-8", errors="replace")) if make else ""
    if not made:
        return path
    table = path.with_suffix(".tsv")
    table.write_text(made, encoding="utf-8")
    return table
