"""Where servers of the tests are born: a process that has loaded the program forks each of them.

Started as a person starts it, a server spends most of its first seconds on loading what the one
before has loaded already. One test of ``tests/serving/test_http.py`` starts it so.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout, suppress
from functools import cache
from pathlib import Path
from typing import IO, Self


class Born:
    """A server's process: as much of ``subprocess.Popen`` as the tests use."""

    def __init__(self, words: list[str]) -> None:
        self._folder = tempfile.TemporaryDirectory()
        pipes = [Path(self._folder.name, name) for name in ("stdout", "stderr")]
        for pipe in pipes:
            os.mkfifo(pipe)
        nursery = _nursery()
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        order = {"words": words, "pipes": [*map(str, pipes)], "environment": dict(os.environ)}
        nursery.stdin.write(json.dumps(order) + "\n")
        nursery.stdin.flush()
        self.pid = int(nursery.stdout.readline())
        self.stdout, self.stderr = (pipe.open(encoding="utf-8") for pipe in pipes)

    def kill(self) -> None:
        """End it where it stands."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> None:
        """Wait for its end: nobody holds its side of the pipe then."""
        while self.stdout.read(1 << 16):
            pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.wait()
        self.stdout.close()
        self._folder.cleanup()


@cache
def _nursery() -> subprocess.Popen[str]:
    """It ends with the tests, whose pipe it reads."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.serving.nursery"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def _bear(words: list[str], pipes: list[str], environment: dict[str, str]) -> None:
    """Be a server, in the process that was made for it."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(environment)
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    for number, pipe in enumerate(pipes, 1):
        os.dup2(os.open(pipe, os.O_WRONLY), number)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = os.fdopen(2, "w", encoding="utf-8")
    from geo.cli.commands import main

    status = main(words)
    sys.stdout.flush()
    os._exit(status)


def _keep(orders: IO[str]) -> None:
    from geo.cli.commands import main
    from geo.cli.starting import start_project

    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w") as nothing:
        park = Path(folder, "park")
        start_project(park)
        # What is loaded when it is first wanted, too.
        importlib.import_module("geo.serving.http")
        with redirect_stdout(nothing):
            main(["build", str(park), "-o", str(park / "map.html")])
    # Nobody waits for the children.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in orders:
        child = os.fork()
        if child == 0:
            _bear(**json.loads(line))
        print(child, flush=True)


if __name__ == "__main__":
    _keep(sys.stdin)
