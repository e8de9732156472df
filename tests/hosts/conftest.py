"""Only where it is asked for; what was seen is written down at the end."""

from __future__ import annotations

from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import browser, build, built_map, visitor  # noqa: F401  they serve here
from tests.hosts import results
from tests.hosts.installing import AbsentError, asked_for, cache
from tests.hosts.looking import Witness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

collect_ignore_glob = [] if asked_for() else ["test_*.py"]

_rows: list[results.Row] = []
_seen: list[results.Row] = []
"""What the test that runs has seen so far: written down only if it ends well."""
_absent: dict[str, str] = {}


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Any:
    _seen.clear()
    try:
        result = yield
    except AbsentError as absent:
        mark = pyfuncitem.get_closest_marker("host")
        _absent[mark.args[0] if mark else pyfuncitem.name] = str(absent)
        pytest.skip(str(absent))
    _rows.extend(_seen)
    return result


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not _rows and not _absent:
        return
    results.renew(_rows, _absent)
    results.write_table()
    terminalreporter.section("real hosts")
    for row in _rows:
        terminalreporter.write_line(" | ".join(row))
    for host, why in _absent.items():
        terminalreporter.write_line(f"NOT TRIED: {host}: {why}", yellow=True)


@pytest.fixture
def witness(visitor: Callable[..., Any]) -> Witness:  # noqa: F811  the fixture above
    """Look at the map in a host, and write down what was seen."""
    pictures = cache() / "pictures"
    pictures.mkdir(exist_ok=True)
    return Witness(visitor, pictures, _seen)


@pytest.fixture
def serve_folder() -> Iterator[Callable[[Path], str]]:
    """Serve a built site on this computer; its address."""
    servers: list[ThreadingHTTPServer] = []

    def serve(folder: Path) -> str:
        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *args: Any) -> None:
                super().__init__(*args, directory=str(folder))

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its name
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def published(built_map: Path) -> Callable[[Path], None]:  # noqa: F811
    """Put the map and its element's script into a folder that a host publishes."""

    def publish(folder: Path) -> None:
        (folder / "map").mkdir(parents=True, exist_ok=True)
        (folder / "map" / "index.html").write_bytes(built_map.read_bytes())
        (folder / "map" / "park-map.js").write_bytes(Path("maps/park-map.js").read_bytes())

    return publish
