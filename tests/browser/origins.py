"""Small web servers on this computer, each an origin of its own."""

from __future__ import annotations

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
}


class Answer(NamedTuple):
    body: bytes
    kind: str
    headers: dict[str, str]


class Origin:
    """Serves what it was given, and nothing from the disk."""

    def __init__(self, host: str, port: int) -> None:
        self.url = f"http://{host}:{port}"
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []

    def put(self, path: str, body: str | bytes, **headers: str) -> str:
        """Serve a body at a path; returns its address. ``a_b="c"`` is the header ``a-b: c``."""
        suffix = path[path.rindex(".") :]
        raw = body.encode("utf-8") if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(raw, TYPES[suffix], named)
        return self.url + path


@contextmanager
def serving(host: str) -> Iterator[Origin]:
    """Serve on a free port under a name of this computer (``localhost``, ``127.0.0.1``)."""
    origin: Origin

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            origin.asked.append(path)
            answer = origin.answers.get(path)
            if answer is None:
                # A browser asks for an icon on its own; that there is none is no error.
                self.send_response(204 if path == "/favicon.ico" else 404)
                self.end_headers()
                return
            self.send_response(200)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its name there
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    origin = Origin(host, server.server_port)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield origin
    finally:
        server.shutdown()
        server.server_close()
