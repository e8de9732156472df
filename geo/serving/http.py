"""The local server: 127.0.0.1 only, and only for pages it served itself."""

from __future__ import annotations

import json
import os
import secrets
import sys
import threading
import webbrowser
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from geo.editing.operations import Editor
from geo.problems import Place, Problem
from geo.problems.reporting import print_problems, reader_language
from geo.serving.preview import Preview

if TYPE_CHECKING:
    from pathlib import Path


# A proxy or a sleeping laptop must not make the browser believe the stream has died.
HEARTBEAT_S = 15.0
HTTP_PORT = 80
LARGEST_EDIT = 16 * 1024 * 1024


def serve(folder: Path, *, port: int, edit: bool, open_browser: bool) -> int:
    """Serve a project until interrupted.

    Parameters
    ----------
    folder
        The project.
    port
        On 127.0.0.1; 0 for any free one.
    edit
        Whether the page may change the project's files.
    open_browser
        Whether to show the page.

    Returns
    -------
    int
        The exit status: 1 if there is no such folder, or the port is taken.
    """
    server = _started(folder, port=port, edit=edit)
    if isinstance(server, Problem):
        _report([server])
        return 1
    print(f"{server.address} (Ctrl+C to stop)", flush=True)
    _report(server.preview.problems)
    watcher = threading.Thread(target=server.preview.watch, args=(_report,), daemon=True)
    watcher.start()
    if open_browser:
        webbrowser.open(server.address)
    try:
        server.serve_forever(poll_interval=0.1)
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
    return 0


def _started(folder: Path, *, port: int, edit: bool) -> PreviewServer | Problem:
    if not folder.is_dir():
        return Problem("project-folder-missing", Place(folder.as_posix()))
    try:
        return PreviewServer(folder, port=port, edit=edit)
    except OSError as error:
        if error.filename is not None:  # a file, not the port
            raise
        reason = error.strerror or str(error)
        return Problem("port-taken", Place("--port"), {"port": port, "reason": reason})


def _report(problems: list[Problem]) -> None:
    print_problems(problems, sys.stderr, reader_language())


class PreviewServer(ThreadingHTTPServer):
    """Serves one project's page, its changes, and with ``edit`` takes edits."""

    daemon_threads = True
    # On Windows it would let two servers have one port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, folder: Path, *, port: int, edit: bool) -> None:
        self.editor = Editor(folder)
        # Whoever can read the page may write: other sites cannot read it, so they do not know it.
        self.token = secrets.token_urlsafe(24) if edit else None
        super().__init__(("127.0.0.1", port), PreviewHandler)
        self.preview = Preview(folder, self.token)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.server_port}/"

    @property
    def own_hosts(self) -> set[str]:
        """Host headers that mean this server; others come from a rebound DNS name."""
        names = {"127.0.0.1", "localhost"}
        with_port = {f"{name}:{self.server_port}" for name in names}
        # http's own port is not said.
        return with_port | names if self.server_port == HTTP_PORT else with_port

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over a browser that went away in the middle of an answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def close(self) -> None:
        """Stop watching and listening."""
        self.preview.stop()
        self.server_close()


class PreviewHandler(BaseHTTPRequestHandler):
    """``GET /``, ``GET /events`` and, when editing, ``POST /edit``."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the page, or with the stream of its versions."""
        if not self._is_ours():
            return
        path = self.path.partition("?")[0]
        if path in {"/", "/index.html"}:
            self._answer(HTTPStatus.OK, self.server.preview.page, "text/html; charset=utf-8")
        elif path == "/events":
            self._stream_versions()
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """Take an edit from a page that holds the token."""
        if not self._is_ours():
            return
        if self.server.token is None or self.path != "/edit":
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        given = self.headers.get("X-Parkmap-Token", "")
        if not secrets.compare_digest(given.encode(), self.server.token.encode()):
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        order = self._read_json()
        if order is None:
            return
        outcome = self.server.editor.carry_out(order)
        # The answer comes after the page shows the change, so that a reload finds it.
        if outcome["saved"]:
            _report(self.server.preview.refresh())
        outcome["version"] = self.server.preview.version
        body = json.dumps(outcome, ensure_ascii=False).encode()
        self._answer(HTTPStatus.OK, body, "application/json; charset=utf-8")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  its signature
        """Say nothing: the terminal shows the project's problems, not requests."""

    def _is_ours(self) -> bool:
        origin = self.headers.get("Origin")
        hosts = self.server.own_hosts
        foreign_host = self.headers.get("Host") not in hosts
        foreign_origin = origin is not None and origin not in {f"http://{host}" for host in hosts}
        if foreign_host or foreign_origin:
            self._refuse(HTTPStatus.FORBIDDEN)
            return False
        return True

    def _read_json(self) -> Any:
        try:
            length = int(self.headers.get("Content-Length", ""))
        except ValueError:
            self._refuse(HTTPStatus.LENGTH_REQUIRED)
            return None
        if not 0 <= length <= LARGEST_EDIT:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return None
        try:
            order = json.loads(self.rfile.read(length))
        except (ValueError, RecursionError):
            order = None
        if not isinstance(order, dict):
            self._refuse(HTTPStatus.BAD_REQUEST)
            return None
        return order

    def _stream_versions(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        preview = self.server.preview
        version = ""
        try:
            while not preview.stopped:
                known, version = version, preview.wait_for_change(version, HEARTBEAT_S)
                text = f"data: {version}\n\n" if version != known else ": still here\n\n"
                self.wfile.write(text.encode())
                self.wfile.flush()
        except OSError:
            pass  # the page was closed
        self.close_connection = True

    def _answer(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "SAMEORIGIN")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
        self.wfile.write(body)

    def _refuse(self, status: HTTPStatus) -> None:
        # The body of a refused request is not read, so the connection cannot be used again.
        self.close_connection = True
        self._answer(status, f"{status.value} {status.phrase}\n".encode(), "text/plain")
