"""The page as the files are now: built again whenever one of them changes."""

from __future__ import annotations

import hashlib
import json
import threading
from typing import TYPE_CHECKING

import watchfiles

from geo.problems import LANGUAGES, Place, Problem
from geo.problems.reporting import reading_order
from geo.project import is_input

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Editors save in several steps; wait this long for the last of them.
SETTLE_MS = 40


class Preview:
    """A project's page, its problems, and which version of the files it shows.

    Parameters
    ----------
    folder
        The project.
    token
        Lets the page change the files; None for a page that may not.
    """

    def __init__(self, folder: Path, token: str | None = None) -> None:
        self._folder = folder
        self._token = token
        self._building = threading.Lock()
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self.version = ""
        self.page = b""
        self.problems: list[Problem] = []
        self.rebuild()

    def rebuild(self) -> bool:
        """Make the page again if the files are not those it was made of.

        What is unsound is left out of the page and told on it.

        Returns
        -------
        bool
            Whether it was made again. (A save by the page and the watcher's news of it are one
            change.)
        """
        with self._building:
            version = self._version_of_files()
            if version == self.version:
                return False
            page, problems = self._build(version)
            with self._changed:
                self.page, self.problems, self.version = page, problems, version
                self._changed.notify_all()
            return True

    def _build(self, version: str) -> tuple[bytes, list[Problem]]:
        from geo.joining import join
        from geo.page.park_map import build_map
        from geo.project import open_project

        layer = join(open_project(self._folder))
        page = build_map(layer)
        problems = sorted([*layer.problems, *page.problems], key=reading_order)
        told = {
            "version": version,
            "token": self._token,
            "problems": {
                language: [problem.as_json(language) for problem in problems]
                for language in LANGUAGES
            },
        }
        page.make_live(json.dumps(told, ensure_ascii=False, sort_keys=True))
        return page.to_html().encode("utf-8"), problems

    def _version_of_files(self) -> str:
        """Name what the files hold. A page of another server, with another token, is older."""
        digest = hashlib.sha256((self._token or "").encode())
        for path in sorted(self._folder.rglob("*")):
            if not is_input(path.as_posix()):
                continue
            try:
                content = path.read_bytes()
            except OSError:
                continue  # a folder, or gone since: reading it will say so
            digest.update(f"\0{path.as_posix()}\0{len(content)}\0".encode("utf-8", "replace"))
            digest.update(content)
        return digest.hexdigest()[:24]

    def watch(self, report: Callable[[list[Problem]], None]) -> None:
        """Build again on every change, until :meth:`stop`."""
        changes = watchfiles.watch(
            self._folder,
            watch_filter=_is_input,
            debounce=SETTLE_MS,
            step=SETTLE_MS // 2,
            stop_event=self._stop,
            rust_timeout=500,
            yield_on_timeout=False,
            raise_interrupt=False,
        )
        for _ in changes:
            report(self.refresh())

    def refresh(self) -> list[Problem]:
        """Build again, come what may.

        Returns
        -------
        list of Problem
            What is to be told: the project's problems if it was made again, or why it was not.
            Then the page stays as it was.
        """
        try:
            return self.problems if self.rebuild() else []
        except OSError as error:
            # Between two steps of somebody's saving.
            reason = error.strerror or str(error)
        except Exception as error:  # noqa: BLE001  a defect of ours must not end the preview
            reason = f"{type(error).__name__}: {error}"
        place = Place(self._folder.as_posix())
        return [Problem("preview-interrupted", place, {"reason": reason})]

    def wait_for_change(self, version: str, seconds: float) -> str:
        """Give the version once it differs from the one known, or after a while."""
        with self._changed:
            self._changed.wait_for(
                lambda: self.version != version or self._stop.is_set(), timeout=seconds
            )
            return self.version

    def stop(self) -> None:
        """End watching and wake whoever waits."""
        self._stop.set()
        with self._changed:
            self._changed.notify_all()

    @property
    def stopped(self) -> bool:
        """Whether :meth:`stop` was called."""
        return self._stop.is_set()


def _is_input(_change: watchfiles.Change, path: str) -> bool:
    return is_input(path)
