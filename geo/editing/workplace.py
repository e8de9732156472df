"""The project that is being edited: its layer as it is to be read, and every save of its files."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.editing.category_orders import category_change
from geo.editing.feature_text import LayerText
from geo.editing.features import EditError, changed_layer, made_by
from geo.editing.history import History, Step
from geo.editing.own_system import settle_system
from geo.editing.problem_places import places_of
from geo.editing.saving import rewrite_or_make
from geo.editing.table_cells import CellChange, RowChange, cell_changes, row_changes
from geo.editing.trial import Trials
from geo.files.reading import read_file
from geo.problems import Reason
from geo.project import find_text_layer
from geo.project.settings import FILE_NAME, read_settings
from geo.sources.geojson.reading_layers import read_layer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from geo.contract.edit_types import NewCategories, SavedWhat
    from geo.editing.features import Change
    from geo.editing.given import Given
    from geo.editing.saving import Contents
    from geo.problems import Problem
    from geo.project.settings.model import LayerSettings
    from geo.sources.geojson.layer_document import LayerDocument


# What a file may hold with a warning, and whoever types it is told at once.
_NOT_TYPED = {"link-not-address": "link-unfit"}


class Workplace:
    """A project and the saves made in it.

    Parameters
    ----------
    folder
        The project.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trials = Trials(folder)
        self.history = History()

    def settings(self) -> LayerSettings:
        """Read what ``map.toml`` says of the layer as a whole."""
        return read_settings(self.folder)[0].layer

    def document(self) -> LayerDocument:
        """Read the layer as the project says that it is to be read."""
        path, shown_as = self.layer()
        of = self.settings()
        with suppress(OSError):
            document = self._opened(read_file(path), of)
            if document is not None:
                self.trials.opened = of, document
                return document
        document = read_layer(path, shown_as)
        document.said = of.said
        settle_system(document, of.system)
        self.trials.opened = of, document
        return document

    def _opened(self, data: bytes, of: LayerSettings) -> LayerDocument | None:
        """Take the layer that was read last, if it holds these bytes and is to be read so."""
        opened, self.trials.opened = self.trials.opened, None
        if opened is None or opened[0] != of:
            return None
        with suppress(ValueError):
            return opened[1] if LayerText(opened[1]).is_of(data) else None
        return None

    def read_only(self) -> str | None:
        """Give the layer's name where it can only be shown, not edited."""
        path, shown_as, problems = find_text_layer(self.folder)
        is_shown = any(problem.code == "layer-not-text" for problem in problems)
        return shown_as.rpartition("/")[2] if path is None and is_shown else None

    def layer(self) -> tuple[Path, str]:
        """Find the layer that is edited, and how problems name it.

        Raises
        ------
        EditError
            If there is none, or one whose text cannot be edited.
        """
        path, shown_as, problems = find_text_layer(self.folder)
        if path is None:
            if any(problem.code == "layer-not-text" for problem in problems):
                raise EditError("layer-not-text", **problems[0].params)
            raise EditError("not-editable", reason=Reason("no-project-layer"))
        return path, shown_as

    def save(
        self,
        what: Callable[[], tuple[SavedWhat, str, str | None]],
        layer: Change | None,
        cells: Sequence[CellChange] = (),
        *,
        rows: Sequence[RowChange] = (),
        site: Callable[[], str] = str,
        categories: NewCategories | None = None,
    ) -> Given:
        """Change the layer, tables, or both; unless that makes an error that was not there."""
        path, shown_as = self.layer()
        changes: dict[Path, Callable[[bytes], bytes]] = {}
        if layer is not None:
            # First: a new site's id is known once it stands in the layer.
            of = self.settings()
            changes[path] = lambda data: changed_layer(
                path, shown_as, data, layer, of.said,
                system=of.system, opened=self._opened(data, of),
            )  # fmt: skip
        for made in (cell_changes(self.folder, cells), row_changes(self.folder, rows, site)):
            for file, change in made.items():
                changes[file] = _after(changes.get(file), change)
        return self.save_all(what, changes, categories)

    def save_all(
        self,
        what: Callable[[], tuple[SavedWhat, str, str | None]],
        changes: Mapping[Path, Callable[[bytes], bytes]],
        categories: NewCategories | None = None,
    ) -> Given:
        """Change files as one step; unless that makes an error that was not there."""
        steps: list[Step] = []
        made_of: dict[Path, bytes] = {}
        settings = self.folder / FILE_NAME
        dress = category_change(self.folder, categories) if categories else None

        def change(before: Contents) -> tuple[Contents, list[Problem]]:
            # A file that is not there is an error of whoever names it.
            after = {
                path: made(path.read_bytes() if (data := before[path]) is None else data)
                for path, made in changes.items()
            }
            if dress is not None:
                after[settings] = dress(before[settings])
            if after == before:
                return after, []
            problems = list(map(_as_typed, made_by(before, after, self.trials.problems)))
            steps.append(Step.of(what(), before, after))
            made_of.update(after)
            return after, problems

        files = {path: path.as_posix() for path in changes}
        if dress is not None:
            files[settings] = settings.as_posix()
        problems = rewrite_or_make(self.folder, files, change)
        saved = bool(steps) and not any(item.severity == "error" for item in problems)
        if saved:
            self.history.add(steps[-1])
        return {
            "saved": saved,
            "problems": problems,
            "fields": places_of(self.folder, problems, made_of),
        }


def _as_typed(problem: Problem) -> Problem:
    """Give what a change is to blame for as it is told to who has typed it."""
    code = _NOT_TYPED.get(problem.code)
    return problem if code is None else replace(problem, code=code)


def _after(
    first: Callable[[bytes], bytes] | None, then: Callable[[bytes], bytes]
) -> Callable[[bytes], bytes]:
    return then if first is None else lambda data: then(first(data))
