"""One request: the page, the stream of its versions, or an edit."""

from __future__ import annotations

import json
import math
import os
import re
import secrets
import socket
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qs

from geo.serving.connections import IDLE_S
from geo.serving.packing import LEAST, Packing, takes_gzip
from geo.serving.packing import MOST as LARGEST_PACKED
from geo.words import own_label, spoken

if TYPE_CHECKING:
    from geo.serving.access import Access
    from geo.serving.connections import Connections
    from geo.serving.drops import Drops
    from geo.serving.preview import Preview

# A proxy or a sleeping laptop must not make the browser believe the stream has died.
HEARTBEAT_S = 15.0
LARGEST_EDIT = 16 * 1024 * 1024
HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
PARTS = "/parts/"
_ONCE = ("Host", "Origin", "Content-Length")
_DIGITS = re.compile("[0-9]{1,18}")
NOT_LET_IN = '<!doctype html><meta charset="utf-8"><title>parkmap</title><p lang="{}">{}</p>\n'


def not_let_in(accepted: str) -> bytes:
    """Give the page of one who lacks the key.

    Parameters
    ----------
    accepted
        The header ``Accept-Language``; the first language parkmap speaks is taken, else Chinese.
    """
    asked = (one.partition(";")[0].strip() for one in accepted.split(","))
    language = next(filter(None, map(spoken, asked)), "zh")
    code = "<code>{}</code>".format
    said = own_label(
        "document", "not_let_in", language, command=code("parkmap serve"), query=code("?key=…")
    )
    return NOT_LET_IN.format(language, said).encode()


def _finite(written: str) -> float:
    """Read a number; what JSON has none of would be written into a layer as it came."""
    number = float(written)
    if not math.isfinite(number):
        raise ValueError(f"{written} is no JSON")
    return number


class House(Protocol):
    """What requests are answered from."""

    token: str | None
    access: Access
    connections: Connections
    drops: Drops
    preview: Preview

    def carry_out(self, order: dict[str, Any]) -> dict[str, Any]:
        """Do what the page asks."""


class PreviewHandler(BaseHTTPRequestHandler):
    """``GET /``, ``/events``, ``/news``, ``/parts/…``; when editing, ``POST /edit``, ``/drop``."""

    server: Listener
    protocol_version = "HTTP/1.1"
    timeout = IDLE_S

    def do_GET(self) -> None:
        """Answer with the page, or with the stream of its versions."""
        house = self.server.house
        house.connections.works(self.connection, is_at_work=True)
        if not self._is_ours():
            return
        path, _, query = self.path.partition("?")
        is_page, is_part = path in {"/", "/index.html"}, path.startswith(PARTS)
        if not (is_page or is_part or path in {"/events", "/news"}):
            self._refuse(HTTPStatus.NOT_FOUND)
        elif is_page and not house.access.is_let_in(self.headers):
            if house.access.is_opened_by(query):
                self._answer(HTTPStatus.OK, house.preview.page, HTML, cookie=house.access.cookie)
            else:
                self._turn_away()
        elif house.access.is_let_in(self.headers, query):
            if path == "/events":
                self._stream_versions()
            elif path == "/news":
                self._answer(HTTPStatus.OK, house.preview.news, JSON)
            elif is_part:
                self._answer_part(path.removeprefix(PARTS))
            else:
                self._answer(HTTPStatus.OK, house.preview.page, HTML)
        else:
            self._turn_away()

    def _turn_away(self) -> None:
        self.close_connection = True
        self._answer(
            HTTPStatus.FORBIDDEN, not_let_in(self.headers.get("Accept-Language", "")), HTML
        )

    def _answer_part(self, digest: str) -> None:
        data = self.server.house.preview.part(digest)
        if data is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        else:
            self._answer(HTTPStatus.OK, data, "application/octet-stream")

    def do_HEAD(self) -> None:
        """Answer as to ``GET``, without the page."""
        self.do_GET()

    def do_POST(self) -> None:
        """Take an edit, or a file, from a page that holds the token."""
        house = self.server.house
        if not self._is_ours():
            return
        path, _, query = self.path.partition("?")
        if house.token is None or path not in {"/edit", "/drop"}:
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        given = self.headers.get("X-Parkmap-Token", "")
        is_known = secrets.compare_digest(given.encode(), house.token.encode())
        if not (is_known and house.access.is_let_in(self.headers, query)):
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        if path == "/drop":
            self._take_file(query)
            return
        order = self._read_json()
        if order is None:
            return
        house.connections.works(self.connection, is_at_work=True)
        body = json.dumps(house.carry_out(order), ensure_ascii=False).encode("utf-8", "replace")
        self._answer(HTTPStatus.OK, body, JSON)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  its signature
        """Say nothing: the terminal shows the project's problems, not requests."""

    def _is_ours(self) -> bool:
        # What is said twice, and a body whose end is said otherwise, one reads so and another so.
        said_twice = any(len(self.headers.get_all(name, [])) > 1 for name in _ONCE)
        if said_twice or "Transfer-Encoding" in self.headers:
            self._refuse(HTTPStatus.BAD_REQUEST)
            return False
        is_ours = self.server.house.access.is_of_our_pages(
            self.headers, may_come_from_elsewhere=self.command != "POST"
        )
        if not is_ours:
            self._refuse(HTTPStatus.FORBIDDEN)
            return False
        return True

    def _take_file(self, query: str) -> None:
        house, length, said = self.server.house, self._length(), parse_qs(query)
        if length is None:
            return
        house.connections.works(self.connection, is_at_work=True)
        key, part = (said.get(name, [""])[0] for name in ("to", "part"))
        if house.drops.receive(key, part, self.rfile, length):
            self._answer(HTTPStatus.OK, b"{}", "application/json; charset=utf-8")
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def _length(self) -> int | None:
        said = self.headers.get("Content-Length", "")
        if _DIGITS.fullmatch(said):
            return int(said)
        self._refuse(HTTPStatus.LENGTH_REQUIRED)
        return None

    def _read_json(self) -> Any:
        length = self._length()
        if length is None:
            return None
        if length > LARGEST_EDIT:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return None
        try:
            order = json.loads(self.rfile.read(length), parse_constant=_finite, parse_float=_finite)
        except (ValueError, RecursionError):
            order = None
        if not isinstance(order, dict):
            self._refuse(HTTPStatus.BAD_REQUEST)
            return None
        return order

    def _stream_versions(self) -> None:
        connections, preview = self.server.house.connections, self.server.house.preview
        self.close_connection = True
        if not connections.begin_stream():
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        try:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream; charset=utf-8")
            self.send_header("Cache-Control", "no-store")
            self.send_header("Connection", "close")
            self.end_headers()
            version = ""
            while not preview.stopped and self.command != "HEAD":
                known, version = version, preview.wait_for_change(version, HEARTBEAT_S)
                text = f"data: {version}\n\n" if version != known else ": still here\n\n"
                self.wfile.write(text.encode())
                self.wfile.flush()
        except OSError:
            pass  # the page was closed
        finally:
            connections.end_stream()

    def _answer(self, status: HTTPStatus, body: bytes, kind: str, cookie: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        # What is posted is answered as it is: packed, its length would tell of secrets beside it.
        if self.command != "POST" and LEAST <= len(body) <= LARGEST_PACKED:
            self.send_header("Vary", "Accept-Encoding")
            if takes_gzip(self.headers.get("Accept-Encoding", "")):
                self.send_header("Content-Encoding", "gzip")
                body = self.server.packing.packed(body)
        self.send_header("Content-Length", str(len(body)))
        # The page holds the token: no browser keeps it, so there is nothing to ask again about.
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "SAMEORIGIN")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        # The address may hold the secret.
        self.send_header("Referrer-Policy", "no-referrer")
        if cookie:
            self.send_header("Set-Cookie", cookie)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.server.house.connections.works(self.connection, is_at_work=False)

    def _refuse(self, status: HTTPStatus) -> None:
        # The body of a refused request is not read, so the connection cannot be used again.
        self.close_connection = True
        self._answer(status, f"{status.value} {status.phrase}\n".encode(), "text/plain")


class Listener(ThreadingHTTPServer):
    """One of the server's addresses."""

    daemon_threads = True
    # With socketserver's own five, many at once knock in vain and try again after whole seconds.
    request_queue_size = 128
    # On Windows it would let two servers have one port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, house: House, host: str, port: int) -> None:
        self.house = house
        self.packing = Packing()
        super().__init__((host, port), PreviewHandler)

    def verify_request(self, request: Any, client_address: Any) -> bool:  # noqa: ARG002  its signature
        """Take no more than can be answered."""
        return self.house.connections.admit(request)

    def shutdown_request(self, request: Any) -> None:
        """Let others have its place."""
        self.house.connections.forget(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over a browser that went away in the middle of an answer."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class SixListener(Listener):
    """The same for IPv6."""

    address_family = socket.AF_INET6

    def server_bind(self) -> None:
        """Take nothing that is IPv4's."""
        self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        super().server_bind()
