"""What would be wrong with a project if some of its files were others: asked before saving."""

from __future__ import annotations

import hashlib
import os
import threading
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from geo.files.reading import digest_of, pretending
from geo.freed import give_back
from geo.made_before import MadeBefore
from geo.project import is_input
from geo.sources.tables.read_before import ReadBefore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from geo.editing.saving import Contents
    from geo.joining import SiteLayer
    from geo.problems import Problem
    from geo.project.settings.model import LayerSettings
    from geo.sources.geojson.layer_document import LayerDocument

# The last versions whose problems are remembered: what a change is measured against.
MOST_KNOWN = 8


class Trials:
    """A project as it is, or would be: each version is joined once.

    Whoever shows the project after a save gets the very layer that was checked before it.

    Parameters
    ----------
    folder
        The project.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, list[Problem]] = {}
        self._latest: tuple[str, SiteLayer] | None = None
        self.opened: tuple[LayerSettings, LayerDocument] | None = None
        """The layer as it was read last, until the next join: two need twice the room."""
        self._tables = ReadBefore()
        self._made = MadeBefore()
        self._lock = threading.RLock()

    def problems(self, versions: Contents | None = None) -> list[Problem]:
        """Give every problem the project has when some files hold these bytes.

        Parameters
        ----------
        versions
            The bytes of the files in question, None for one that is not there; nothing is written.
        """
        with self._lock, pretending(versions or {}):
            digests = _digests_in(self._folder)
            version = _named(self._folder, digests)
            if version not in self._known:
                self._join(version, digests)
            return self._known[version]

    def layer(self) -> tuple[str, SiteLayer]:
        """Give the project as it is now, joined, and the name of this version.

        It is not kept: who wants it again has it joined again.
        """
        found = self.layer_unless(lambda _version: False)
        assert found is not None  # noqa: S101  it is not known
        return found

    def layer_unless(self, is_known: Callable[[str], bool]) -> tuple[str, SiteLayer] | None:
        """Give what :meth:`layer` gives; None where the version of this name is known."""
        with self._lock:
            digests = _digests_in(self._folder)
            version = _named(self._folder, digests)
            if is_known(version):
                return None
            if self._latest is None or self._latest[0] != version:
                self._join(version, digests)
            assert self._latest is not None  # noqa: S101  just joined
            layer, self._latest = self._latest[1], None
            return version, layer

    def _join(self, version: str, digests: Mapping[Path, bytes]) -> None:
        from geo.joining import join
        from geo.project import open_project

        # The one before goes first: two large layers need twice the room.
        self._latest = self.opened = None
        give_back()
        with self._tables.used_with(digests):
            project = open_project(self._folder)
        with self._made.used():
            layer = join(project)
        del project
        self._latest = version, layer
        self._known[version] = list(layer.problems)
        for old in list(self._known)[:-MOST_KNOWN]:
            del self._known[old]


def _digests_in(folder: Path) -> dict[Path, bytes]:
    """Tell what each file of a project holds, in the order of names."""
    digests = {}
    for path in input_files(folder):
        # Gone since, or no file: reading the project will say so.
        with suppress(OSError):
            digests[path] = digest_of(path)
    return digests


def _named(folder: Path, digests: Mapping[Path, bytes]) -> str:
    """Name what a project's files hold."""
    digest = hashlib.sha256()
    for path, content in digests.items():
        name = path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape")
        digest.update(b"%s\0%s" % (name, content))
    return digest.hexdigest()


def input_files(folder: Path) -> Iterator[Path]:
    """Give the files a project may be made of, linked folders included, in the order of names."""
    seen: set[str] = set()
    found = []
    home = Path(os.path.realpath(folder))
    for place, folders, names in os.walk(folder, followlinks=True):
        # A link may lead back to where it stands.
        real = os.path.realpath(place)
        # What lies behind a link out of the project is its own; no more of it is read than this.
        is_end = real in seen or not Path(real).is_relative_to(home)
        folders[:] = [] if is_end else [name for name in folders if not name.startswith(".")]
        seen.add(real)
        for name in filter(is_input, names):
            path = Path(place) / name
            with suppress(OSError):
                if path.is_file():
                    found.append(path)
    # Of thousands, to compare two paths at a time takes longest.
    yield from sorted(found, key=attrgetter("parts"))
