"""Standard streams as a shell may leave them: closed, or read by nobody any more."""

from __future__ import annotations

import io
import os
import sys


class _Patient(io.FileIO):
    """A pipe whose reader may go: what it no longer wants to hear is not an error of ours."""

    def write(self, data: object) -> int:
        try:
            return super().write(data)  # type: ignore[arg-type]
        except BrokenPipeError:
            return memoryview(data).nbytes  # type: ignore[arg-type]


def settle_streams() -> None:
    """Make output, errors and input writable and readable, whatever they are connected to.

    A stream that was closed (``>&-``) goes nowhere; otherwise the first file that is opened would
    get its number, and with it all that is printed. A reader that leaves early (``| head``) changes
    neither the work nor the exit status. A character that the terminal lacks, as one of GBK on
    Chinese Windows, becomes a question mark.
    """
    for number, (name, mode) in enumerate([("stdin", "r"), ("stdout", "w"), ("stderr", "w")]):
        if getattr(sys, name) is None:
            _open_nowhere(number)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8"))
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
            continue
        stream.flush()
        raw = _Patient(stream.fileno(), "w", closefd=False)
        writer = io.TextIOWrapper(
            io.BufferedWriter(raw),
            encoding=stream.encoding,
            errors="replace",
            line_buffering=stream.line_buffering,
            write_through=stream.write_through,
        )
        setattr(sys, name, writer)


def _open_nowhere(number: int) -> None:
    try:
        os.fstat(number)
    except OSError:
        opened = os.open(os.devnull, os.O_RDWR)
        if opened != number:
            os.dup2(opened, number)
            os.close(opened)
