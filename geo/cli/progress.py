"""Progress on a terminal."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self, TextIO

from geo.cli.telling import step_of

if TYPE_CHECKING:
    from types import TracebackType


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
            self._stream.write(f"\r\x1b[K{self._name}: {step_of(what)} …")
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
