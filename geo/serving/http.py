"""The local server: this machine's own addresses only, and one person's."""

from __future__ import annotations

import secrets
import sys
import threading
import webbrowser
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from geo.editing.operations import Editor
from geo.freed import share_one_arena
from geo.problems import Place, Problem
from geo.problems.reporting import print_problems, reader_language
from geo.serving.access import Access
from geo.serving.connections import Connections
from geo.serving.drops import Drops
from geo.serving.handler import Listener, SixListener
from geo.serving.preview import Preview
from geo.sources.cst import grammars
from geo.words import filled, words

if TYPE_CHECKING:
    from pathlib import Path


def serve(folder: Path, *, port: int, edit: bool, open_browser: bool) -> int:
    """Serve a project until interrupted.

    Parameters
    ----------
    folder
        The project.
    port
        On 127.0.0.1 and ::1; 0 for any free one.
    edit
        Whether the page may change the project's files.
    open_browser
        Whether to show the page.

    Returns
    -------
    int
        The exit status: 1 if there is no such folder, or the port is taken.
    """
    share_one_arena()
    server = _started(folder, port=port, edit=edit)
    if isinstance(server, Problem):
        _report([server])
        return 1
    said = words(reader_language(), "commands")["done"]["serving"]
    print(filled(said, {"address": server.access.address}), flush=True)
    _report(server.preview.problems)
    watcher = threading.Thread(target=server.preview.watch, args=(_report,), daemon=True)
    watcher.start()
    if open_browser:
        webbrowser.open(server.access.address_for_once())
    try:
        server.serve_forever()
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


class PreviewServer:
    """Serves one project's page, its changes, and with ``edit`` takes edits.

    Parameters
    ----------
    folder
        The project.
    port
        0 for any free one.
    edit
        Whether the page may change the project's files.

    Raises
    ------
    OSError
        If the port is taken.
    """

    def __init__(self, folder: Path, *, port: int, edit: bool) -> None:
        self.editor = Editor(folder)
        self.drops = Drops(self.editor)
        # Whoever can read the page may write: other sites cannot read it, so they do not know it.
        self.token = secrets.token_urlsafe(24) if edit else None
        self.connections = Connections()
        self._listeners = [Listener(self, "127.0.0.1", port)]
        self.port = self._listeners[0].server_port
        with suppress(OSError):
            # Where there is IPv6, "localhost" may mean this.
            self._listeners.append(SixListener(self, "::1", self.port))
        self.access = Access(self.port)
        self.preview = Preview(folder, self.token, self.editor.work.trials, key=self.access.key)
        if edit:
            grammars()  # the first save waits for no import

    def serve_forever(self) -> None:
        """Answer until interrupted."""
        first, *others = self._listeners
        for other in others:
            threading.Thread(target=other.serve_forever, args=(0.5,), daemon=True).start()
        first.serve_forever(poll_interval=0.1)

    def carry_out(self, order: dict[str, Any]) -> dict[str, Any]:
        """Do what the page asks; the answer comes when the page shows it, so that it is found."""
        own = self.drops.operation(order)
        # Reading what was dropped keeps nobody else from saving.
        outcome = self.editor.carry_out(order) if own is None else self.editor.answer(own)
        if outcome["saved"]:
            _report(self.preview.refresh())
        return {**outcome, "version": self.preview.version}

    def close(self) -> None:
        """Stop watching and listening."""
        self.preview.stop()
        self.drops.close()
        for listener in self._listeners:
            listener.server_close()
