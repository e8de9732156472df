"""The page as the files are now: built again whenever one of them changes."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

import watchfiles

from geo.problems import LANGUAGES, Problem
from geo.reporting import reading_order

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Editors save in several steps; wait this long for the last of them.
SETTLE_MS = 40


class Preview:
    """A project's page, its problems, and a count of its versions.

    Parameters
    ----------
    folder
        The project.
    extras
        More to tell the live page (the editing token).
    """

    def __init__(self, folder: Path, extras: dict[str, Any] | None = None) -> None:
        self._folder = folder
        self._extras = extras or {}
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self.version = 0
        self.page = b""
        self.problems: list[Problem] = []
        self.rebuild()

    def rebuild(self) -> None:
        """Read everything and make the page; what is unsound is left out and told on it."""
        from geo.joining import join
        from geo.project import open_project
        from geo.rendering.page import build_map

        layer = join(open_project(self._folder))
        page = build_map(layer)
        problems = sorted([*layer.problems, *page.problems], key=reading_order)
        version = self.version + 1
        live = {
            "version": version,
            "problems": {
                language: [problem.as_json(language) for problem in problems]
                for language in LANGUAGES
            },
            "categories": list(layer.project.settings.categories),
            **self._extras,
        }
        page.make_live(json.dumps(live, ensure_ascii=False, sort_keys=True))
        content = page.to_html().encode("utf-8")
        with self._changed:
            self.page, self.problems, self.version = content, problems, version
            self._changed.notify_all()

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
            self.rebuild()
            report(self.problems)

    def wait_for_change(self, version: int, seconds: float) -> int:
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
    name = path.replace("\\", "/").rpartition("/")[2]
    # Temporary and lock files of editors and of ours; Excel's are ~$name.xlsx.
    return not (name.startswith((".", "~")) or name.endswith((".tmp", "~", ".swp")))
