"""``parkmap serve`` as a person starts it: a process of its own, on a free port."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any
from urllib.request import urlopen

from tests.serving.nursery import Born

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass
class Served:
    """A running server and what it says."""

    process: subprocess.Popen[str] | Born
    address: str
    port: int
    cookie: str = ""
    said: list[str] = field(default_factory=list)

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, bytes]:
        """Send one request; ``_`` in the names of headers stands for ``-``."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            named.setdefault("Cookie", self.cookie)
            connection.request(method, path, body=body, headers=named)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def let_in(self) -> None:
        """Get the cookie as a browser does that opens the printed address."""
        answer = urlopen(self.address, timeout=60)
        self.cookie = answer.headers["Set-Cookie"].partition(";")[0]

    @property
    def page(self) -> str:
        """The page as it is now."""
        status, body = self.ask("GET", "/")
        assert status == 200
        return body.decode("utf-8")

    @property
    def told(self) -> dict[str, Any]:
        """What the server tells the page it makes."""
        found = re.search(r'id="parkmap-live">(.*?)</script>', self.page, re.DOTALL)
        assert found is not None
        return dict(json.loads(found[1]))

    def order(self, order: dict[str, Any], token: str) -> dict[str, Any]:
        """Send an order as the page does."""
        status, body = self.ask("POST", "/edit", json.dumps(order).encode(), X_Parkmap_Token=token)
        assert status == 200, status
        return dict(json.loads(body))


def started(command: list[str]) -> subprocess.Popen[str]:
    """Start the program as a person does."""
    return subprocess.Popen(
        [sys.executable, "-m", "geo", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


@contextmanager
def serving(project: Path, *words: str) -> Iterator[Served]:
    """Serve a project until the end of the block."""
    command = ["serve", str(project), "--port", "0", "--no-open", *words]
    with Born(command) if hasattr(os, "fork") else started(command) as process:
        try:
            assert process.stdout is not None
            assert process.stderr is not None
            line = process.stdout.readline()
            found = re.match(r"(http://127\.0\.0\.1:(\d+)/\?key=[\w-]+) ", line)
            assert found, line + process.stderr.read()
            served = Served(process, found[1], int(found[2]))
            served.let_in()
            threading.Thread(target=_listen, args=(process.stderr, served.said)).start()
            yield served
        finally:
            process.kill()


def _listen(stream: IO[str], said: list[str]) -> None:
    said.extend(line.rstrip() for line in stream)
