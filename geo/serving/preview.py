"""The page as the files are now: built again whenever one of them changes."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import watchfiles

from geo.editing.trial import Trials, input_files
from geo.freed import give_back, keep_for_good
from geo.made_before import MadeBefore
from geo.problems import LANGUAGES, Place, Problem, reason_of
from geo.problems.reporting import reading_order
from geo.project import is_input
from geo.words import words_to_serve

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.joining import SiteLayer
    from geo.page.park_map import ParkMap

# Editors save in several steps; wait this long for the last of them.
SETTLE_MS = 40
# How often what is linked from elsewhere is looked at.
LOOK_MS = 500


class Preview:
    """A project's page, its problems, and which version of the files it shows.

    A page that is open need not load again: :attr:`news` (JSON) says what the version shows, by the
    digest of each part, and :meth:`part` gives the parts the page does not have yet.

    Parameters
    ----------
    folder
        The project.
    token
        Lets the page change the files; None for a page that may not.
    trials
        What has joined the project when a save was checked.
    key
        Lets the page in where its browser takes no cookies.
    """

    def __init__(
        self,
        folder: Path,
        token: str | None = None,
        trials: Trials | None = None,
        *,
        key: str = "",
    ) -> None:
        self._folder = folder
        self._trials = trials or Trials(folder)
        self._token = token
        self._key = key
        self._building = threading.Lock()
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self._made: ParkMap | None = None
        self._kept = MadeBefore()
        self.version = ""
        self.problems: list[Problem] = []
        self._page = b""
        self._parts: dict[str, bytes] = {}
        self.news = b""
        self.rebuild()
        keep_for_good()

    @property
    def page(self) -> bytes:
        """The whole page, written when it is asked for: after a save a page takes what is new."""
        with self._changed:
            if self._made is not None:
                self._page, self._made = self._made.to_html().encode("utf-8"), None
            return self._page

    def part(self, digest: str) -> bytes | None:
        """Give one part of what the page shows; None where it is of another version."""
        with self._changed:
            return self._parts.get(digest)

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
            found = self._trials.layer_unless(lambda name: self._named(name) == self.version)
            if found is None:
                return False
            version, layer = found
            del found  # of a large layer there is no room for two
            self._show(self._named(version), layer)
            del layer
            give_back()
            return True

    def _show(self, version: str, layer: SiteLayer) -> None:
        from geo.page.park_map import build_map

        with self._kept.used():
            page = build_map(layer)
        problems = sorted([*layer.problems, *page.problems], key=reading_order)
        parts = {name: (_digest(text), text) for name, text in page.texts().items()}
        told: dict[str, Any] = {
            "version": version,
            "problems": {
                language: [problem.as_json(language) for problem in problems]
                for language in LANGUAGES
            },
            "parts": {name: digest for name, (digest, _) in parts.items()},
        }
        page.make_live("{}")
        told |= {"frame": page.frame(), "token": self._token}
        spoken = words_to_serve(layer.project.settings.languages)
        page.make_live(_as_text({**told, "key": self._key, "words": spoken}))
        with self._changed:
            self._made, self._page, self._parts = page, b"", dict(parts.values())
            self.news = _as_text(told).encode("utf-8", "replace")
            self.problems, self.version = problems, version
            self._changed.notify_all()

    def _named(self, version: str) -> str:
        # A page of another server, with another token, is older.
        return hashlib.sha256(f"{self._token or ''}{version}".encode()).hexdigest()[:24]

    def watch(self, report: Callable[[list[Problem]], None]) -> None:
        """Build again on every change, until :meth:`stop`."""
        # What lies elsewhere and is linked is looked at in turns: it has no folder to be watched.
        linked = _linked(self._folder)
        changes = watchfiles.watch(
            self._folder,
            watch_filter=_may_matter,
            debounce=SETTLE_MS,
            step=SETTLE_MS // 2,
            stop_event=self._stop,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
        )
        for found in changes:
            now = _linked(self._folder) if found else {path: _sign(path) for path in linked}
            if found or now != linked:
                linked = now
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
            reason = reason_of(error)
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


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _as_text(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _may_matter(_change: watchfiles.Change, path: str) -> bool:
    """Whether a change may be one of the project: an input's, or that of a folder of some."""
    name = Path(path).name
    return is_input(path) or ("." not in name and ".parkmap" not in path)


def _linked(folder: Path) -> dict[Path, tuple[str, *tuple[int, ...]]]:
    """Give the inputs that lie elsewhere and are linked, each with a sign of what it holds."""
    home = os.path.realpath(folder)
    found = input_files(folder)
    outside = (path for path in found if not Path(os.path.realpath(path)).is_relative_to(home))
    return {path: _sign(path) for path in outside}


def _sign(path: Path) -> tuple[str, *tuple[int, ...]]:
    """Tell where a path leads by all its links, and which content lies there."""
    real = os.path.realpath(path)
    try:
        known = Path(real).stat()
    except OSError:
        return (real,)
    return real, known.st_ino, known.st_size, known.st_mtime_ns
