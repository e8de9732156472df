"""Servers of hosts: started, waited for, ended with all that they started."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.hosts.installing import environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 180
"""Seconds a server may take to answer."""


def free_port() -> int:
    """Give a port of this computer that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def running(
    *words: str | Path, cwd: Path, url: str | None = None, **variables: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server; with a ``url``, go on once something answers there."""
    log = cwd / "server.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            list(map(str, words)), cwd=cwd, env={**environment(), **variables},
            stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    try:
        if url:
            _wait(process, url, log)
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(url, timeout=20).close()
        except urllib.error.HTTPError:
            return  # an answer, too
        except OSError:
            told = log.read_text(errors="replace")[-2000:]
            assert process.poll() is None, f"the server ended:\n{told}"
            assert time.monotonic() < end, f"nothing answers at {url}:\n{told}"
            time.sleep(0.5)
        else:
            return
