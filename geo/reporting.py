"""How the command line speaks: problems, progress, sizes."""

from __future__ import annotations

import json
import locale
import os
import sys
import time
from typing import TYPE_CHECKING, Literal, Self, TextIO

if TYPE_CHECKING:
    from types import TracebackType

    from geo.problems import Language, Problem

Style = Literal["text", "json", "github"]


def print_problems(
    problems: list[Problem], stream: TextIO, language: Language, *, style: Style = "text"
) -> None:
    """Print problems in the order of file, line and column."""
    ordered = sorted(problems, key=reading_order)
    if style == "json":
        entries = [problem.as_json(language) for problem in ordered]
        print(json.dumps(entries, ensure_ascii=False, indent=2), file=stream)
        return
    for problem in ordered:
        print(problem.as_github(language) if style == "github" else problem.as_text(language),
              file=stream)  # fmt: skip


def reader_language() -> Language:
    """Chinese where the system speaks Chinese, otherwise English."""
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((value for value in named if value), None)
    if chosen is None:
        # Windows sets none of these; its user's language is the locale's.
        chosen = locale.getlocale()[0] or ""
    return "zh" if chosen.lower().startswith(("zh", "chinese")) else "en"


def size_in_words(count: int) -> str:
    """``214 KB``: a file's size as people say it (1 KB = 1024 bytes)."""
    if count < 1024:
        return f"{count} bytes"
    if count < 1024 * 1024:
        return f"{count / 1024:.0f} KB"
    return f"{count / 1024 / 1024:.1f} MB"


class Progress:
    """Say on a terminal what is being done; say nothing in a file or a pipe."""

    def __init__(self, name: str, stream: TextIO | None = None) -> None:
        self._name = name
        self._stream = stream or sys.stderr
        self._shows = self._stream.isatty()
        self._started = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Time since the start."""
        return time.perf_counter() - self._started

    def step(self, what: str) -> None:
        """Replace the line on the terminal."""
        if self._shows:
            self._stream.write(f"\r\x1b[K{self._name}: {what} …")
            self._stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shows:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def reading_order(problem: Problem) -> tuple[str, int, int]:
    """Sort key: file, line, column."""
    return problem.place.file, problem.place.line or 0, problem.place.column or 0
