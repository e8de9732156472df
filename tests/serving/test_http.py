"""Who may ask the server for what."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import subprocess
import sys
import threading
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import urlopen

import pytest

from geo.serving.access import Access
from geo.serving.connections import MOST, Connections
from geo.serving.handler import PreviewHandler
from geo.serving.http import PreviewServer
from tests.serving.running import Served, serving, started

EMPTY_PLACE = b'{"geometry": {"type": "Point", "coordinates": [[]]}}'
STATE = json.dumps({"do": "state"}).encode()


def test_the_page_is_served_and_nothing_else(preview: Served) -> None:
    assert "<main" in preview.page
    for path in ("/map.toml", "/../map.toml", "/sites.geojson", "/favicon.ico", "//evil.example/"):
        assert preview.ask("GET", path)[0] == 404
    assert preview.ask("GET", "/index.html?x=1")[0] == 200


def test_only_this_machine_can_reach_it(preview: Served) -> None:
    with socket.socket() as other:
        other.settimeout(5)
        # 127.0.0.2 is this machine too: a server on every address would answer there.
        assert other.connect_ex(("127.0.0.2", preview.port)) != 0


@pytest.mark.parametrize("path", ["/", "/events"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil:80"])
def test_a_foreign_host_is_refused(preview: Served, path: str, host: str) -> None:
    status, body = preview.ask("GET", path, Host=host)
    assert status == 403
    assert b"<main" not in body


def test_the_name_localhost_is_its_own(preview: Served) -> None:
    assert preview.ask("GET", "/", Host=f"localhost:{preview.port}")[0] == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_a_foreign_origin_is_refused(editing: Served, origin: str) -> None:
    token = editing.told["token"]
    asked = editing.ask("POST", "/edit", STATE, Origin=origin, X_Parkmap_Token=token)
    assert asked[0] == 403
    assert editing.ask("GET", "/", Origin=origin)[0] == 403
    own = f"http://127.0.0.1:{editing.port}"
    assert editing.ask("POST", "/edit", STATE, Origin=own, X_Parkmap_Token=token)[0] == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "same-origin, cross-site"])
def test_what_the_browser_says_another_site_asks_is_refused(editing: Served, site: str) -> None:
    token = editing.told["token"]
    asked = {"X_Parkmap_Token": token, "Sec_Fetch_Site": site}
    assert editing.ask("POST", "/edit", STATE, **asked)[0] == 403
    # A form on another page is sent in a window of its own.
    asked |= {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert editing.ask("POST", "/edit", STATE, **asked)[0] == 403
    for path in ("/", "/events", "/news"):
        assert editing.ask("GET", path, Sec_Fetch_Site=site)[0] == 403
        framed = {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"}
        assert editing.ask("GET", path, Sec_Fetch_Site=site, **framed)[0] == 403


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_what_our_page_or_a_person_asks_is_done(editing: Served, site: str) -> None:
    token = editing.told["token"]
    asked = editing.ask("POST", "/edit", STATE, X_Parkmap_Token=token, Sec_Fetch_Site=site)
    assert asked[0] == 200
    assert editing.ask("GET", "/news", Sec_Fetch_Site=site)[0] == 200


def test_a_link_elsewhere_may_open_the_page(editing: Served) -> None:
    opened = {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert editing.ask("GET", "/", Sec_Fetch_Site="cross-site", **opened)[0] == 200


def test_without_edit_there_is_no_token_and_no_writing(preview: Served) -> None:
    assert preview.told["token"] is None
    assert preview.ask("POST", "/edit", STATE)[0] == 404
    assert preview.ask("POST", "/edit", STATE, X_Parkmap_Token="None")[0] == 404


@pytest.mark.parametrize("token", ["", "x", "None", "\u00e9"])
def test_writing_needs_the_token(editing: Served, token: str) -> None:
    assert editing.ask("POST", "/edit", STATE, X_Parkmap_Token=token)[0] == 403
    assert editing.ask("POST", "/edit", STATE)[0] == 403


def test_it_is_started_by_its_command(project: Path) -> None:
    with started(["serve", str(project), "--port", "0", "--no-open"]) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().split()[0]
            assert b"<main" in urlopen(address, timeout=60).read()
        finally:
            process.kill()


def test_every_server_has_a_token_of_its_own(editing: Served, project: Path) -> None:
    with serving(project, "--edit") as other:
        assert len(other.told["token"]) >= 32
        assert other.told["token"] != editing.told["token"]
        assert other.ask("POST", "/edit", STATE, X_Parkmap_Token=editing.told["token"])[0] == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"7", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b'{"do": "nothing"}', 200),
        (b'{"do": ["open"]}', 200),
        (b'{"do": {}}', 200),
        (b'{"do": "change", "id": "garden", "rows": [{"table": "facts", "row": 1e308}]}', 200),
        (b'{"do": "suggestions", "features": [' + EMPTY_PLACE + b"]}", 200),
        # What is no JSON would be written into the layer.
        (b'{"do": "add", "properties": {"name": "x", "a": NaN}, "geometry": null}', 400),
        (b'{"do": "add", "properties": {"name": "x", "a": 1e999}, "geometry": null}', 400),
    ],
)
def test_a_malformed_body_is_answered(editing: Served, body: bytes, status: int) -> None:
    token = editing.told["token"]
    answer, text = editing.ask("POST", "/edit", body, X_Parkmap_Token=token)
    assert answer == status
    if status == 200:
        assert json.loads(text)["problems"]["en"][0]["code"] == "order-malformed"


@pytest.mark.parametrize(
    ("length", "status"),
    [
        ("99999999999", 413),
        ("9" * 5000, 411),
        ("-1", 411),
        ("1_4", 411),
        ("+14", 411),
        ("\u0661".encode().decode("latin-1"), 411),
        ("many", 411),
        (None, 411),
        ("14\r\nContent-Length: 15", 400),
        ("14\r\nTransfer-Encoding: chunked", 400),
        ("14\r\nOrigin: http://127.0.0.1\r\nOrigin: http://evil.example", 400),
    ],
)
def test_an_oversized_or_unmeasured_body_is_not_read(
    editing: Served, length: str | None, status: int
) -> None:
    token = editing.told["token"]
    lines = [
        "POST /edit HTTP/1.1",
        f"Host: 127.0.0.1:{editing.port}",
        f"X-Parkmap-Token: {token}",
        f"Cookie: {editing.cookie}",
        *([f"Content-Length: {length}"] if length is not None else []),
    ]
    with socket.create_connection(("127.0.0.1", editing.port), timeout=60) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        assert connection.recv(100).startswith(f"HTTP/1.1 {status} ".encode())


def test_other_methods_are_refused(editing: Served) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH"):
        assert editing.ask(method, "/edit", STATE)[0] == 501


def test_the_page_cannot_be_framed_or_stored_by_others(preview: Served) -> None:
    with socket.create_connection(("127.0.0.1", preview.port), timeout=60) as connection:
        request = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n"
        request += f"Cookie: {preview.cookie}\r\n\r\n"
        connection.sendall(request.encode())
        head = connection.recv(2000).split(b"\r\n\r\n")[0].decode()
    assert "X-Frame-Options: SAMEORIGIN" in head
    assert "Cache-Control: no-store" in head
    assert "Cross-Origin-Resource-Policy: same-origin" in head


def test_what_is_large_is_packed_for_who_takes_it_packed(preview: Served) -> None:
    page = preview.ask("GET", "/")[1]
    heads = {}
    for method, accepted in (("GET", "gzip, br"), ("HEAD", "gzip"), ("GET", "gzip;q=0, *;q=0.5")):
        connection = HTTPConnection("127.0.0.1", preview.port, timeout=60)
        headers = {"Cookie": preview.cookie, "Accept-Encoding": accepted}
        connection.request(method, "/", headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        length = int(answer.headers["Content-Length"])
        heads[method, accepted] = answer.headers["Content-Encoding"], length
        assert answer.headers["Vary"] == "Accept-Encoding"
        if method == "GET":
            assert length == len(body)
            is_packed = answer.headers["Content-Encoding"] == "gzip"
            assert (gzip.decompress(body) if is_packed else body) == page
        connection.close()
    packed, told, plain = heads.values()
    assert packed == told
    assert packed[0] == "gzip"
    assert packed[1] < len(page) / 2
    assert plain == (None, len(page))


def test_a_browser_that_leaves_early_is_no_news(project: Path) -> None:
    with serving(project) as served:
        lines = ["GET / HTTP/1.1", f"Host: 127.0.0.1:{served.port}", f"Cookie: {served.cookie}"]
        request = ("\r\n".join(lines) + "\r\n\r\n").encode()
        for _ in range(10):
            with socket.create_connection(("127.0.0.1", served.port), timeout=60) as connection:
                # A reset, as of a closed tab: the server meets it while it writes.
                linger = struct.pack("ii", 1, 0)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                connection.sendall(request)
                connection.recv(1)
        assert "<main" in served.page
        assert not any("Traceback" in line for line in served.said)


def test_a_port_in_use_is_said_without_a_traceback(project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "geo", "serve", str(project), "--no-open", "--port"]
        done = subprocess.run(
            [*command, str(port)], capture_output=True, encoding="utf-8", timeout=120, check=False
        )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert f"port {port}" in done.stderr
    assert "--port" in done.stderr


def test_a_folder_that_is_not_there_is_said_without_a_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "geo", "serve", str(tmp_path / "nowhere"), "--no-open"]
    done = subprocess.run(
        [*command, "--port", "0"], capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "nowhere" in done.stderr


def test_on_the_usual_port_a_browser_does_not_say_it() -> None:
    assert {"localhost", "127.0.0.1", "[::1]", "localhost:80"} <= Access(80).hosts
    assert "localhost" not in Access(8080).hosts


@pytest.mark.parametrize("path", ["/", "/index.html", "/events", "/?key=guessed", "/?key="])
@pytest.mark.parametrize("cookie", ["", "parkmap-{port}=guessed", "parkmap-1={value}", "{"])
def test_another_account_of_the_machine_gets_nothing(
    editing: Served, path: str, cookie: str
) -> None:
    given = cookie.replace("{port}", str(editing.port))
    given = given.replace("{value}", editing.cookie.partition("=")[2])
    status, body = editing.ask("GET", path, Cookie=given)
    assert status == 403
    assert b"parkmap-live" not in body
    token = editing.told["token"]
    assert editing.ask("POST", "/edit", STATE, X_Parkmap_Token=token, Cookie=given)[0] == 403


@pytest.mark.parametrize(
    ("accepted", "language"), [("tlh, de-AT;q=0.5", "de"), ("", "zh"), ("<b>", "zh")]
)
def test_who_lacks_the_key_is_told_in_their_language(
    editing: Served, accepted: str, language: str
) -> None:
    status, body = editing.ask("GET", "/", Cookie="", Accept_Language=accepted)
    assert status == 403
    assert f'<p lang="{language}">'.encode() in body
    assert b"<code>parkmap serve</code>" in body
    assert b"<b>" not in body


def test_the_cookie_is_for_this_server_and_no_script(editing: Served) -> None:
    with urlopen(editing.address, timeout=60) as answer:
        name, *rules = answer.headers["Set-Cookie"].split("; ")
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert name.startswith(f"parkmap-{editing.port}=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} == set(rules)
    assert len(name.partition("=")[2]) >= 32


def test_a_browser_is_started_with_a_secret_that_serves_once() -> None:
    access = Access(8000)
    query = access.address_for_once().partition("?")[2]
    assert access.is_opened_by(query)
    assert not access.is_opened_by(query)
    printed = access.address.partition("?")[2]
    assert access.is_opened_by(printed)
    assert access.is_opened_by(printed)


def test_head_is_answered_without_the_page(preview: Served) -> None:
    connection = HTTPConnection("127.0.0.1", preview.port, timeout=60)
    for path in ("/", "/events"):
        connection.request("HEAD", path, headers={"Cookie": preview.cookie})
        answer = connection.getresponse()
        assert answer.status == 200
        assert answer.read() == b""
        connection.close()


def test_two_hosts_are_none(preview: Served) -> None:
    own = f"127.0.0.1:{preview.port}"
    lines = ["GET / HTTP/1.1", f"Host: {own}", "Host: evil.example", f"Cookie: {preview.cookie}"]
    with socket.create_connection(("127.0.0.1", preview.port), timeout=60) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 400 ")


def test_the_loopback_of_ipv6_is_this_machine_too(preview: Served) -> None:
    connection = HTTPConnection("::1", preview.port, timeout=60)
    try:
        connection.request("GET", "/", headers={"Cookie": preview.cookie})
    except OSError:
        pytest.skip("this machine has no IPv6")
    assert connection.getresponse().status == 200
    connection.close()


def test_half_open_connections_are_in_nobodys_way(project: Path) -> None:
    with serving(project) as served, ExitStack() as opened:
        for number in range(3 * MOST):
            connection = socket.create_connection(("127.0.0.1", served.port), timeout=60)
            opened.enter_context(connection)
            connection.sendall(b"GET / HTTP/1.1\r\nX: " + bytes([65 + number % 26]))
            if number % 100 == 0:
                assert "<main" in served.page
        assert "<main" in served.page
        threads = Path(f"/proc/{served.process.pid}/task")
        if threads.is_dir():
            assert len(list(threads.iterdir())) < 2 * MOST
    assert not any("Traceback" in line for line in served.said)


def test_one_who_waits_is_sent_away_for_one_who_comes() -> None:
    pairs = [socket.socketpair() for _ in range(4)]
    ours = [pair[0] for pair in pairs]
    connections = Connections(most=2)
    assert connections.admit(ours[0])
    assert connections.admit(ours[1])
    connections.works(ours[0], is_at_work=True)
    assert connections.admit(ours[2])
    assert pairs[1][1].recv(1) == b""  # closed
    connections.works(ours[2], is_at_work=True)
    assert not connections.admit(ours[3])
    connections.forget(ours[0])
    assert connections.admit(ours[3])
    for pair in pairs:
        for end in pair:
            end.close()


def test_who_says_nothing_is_not_waited_for(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PreviewHandler, "timeout", 0.2)
    server = PreviewServer(project, port=0, edit=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n")
        assert connection.recv(1) == b""
    server.close()
