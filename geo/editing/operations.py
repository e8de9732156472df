"""What the page may ask for while it edits: one order in, one outcome out.

Orders (JSON objects; ``do`` names the operation):

- ``open {id}``: the feature as it stands in the file, its fingerprint, and its table rows
- ``locate {text, datum?}``: coordinates or a share link as a WGS 84 position
- ``add {properties, geometry}``
- ``change {id, base, set?, remove?, geometry?, cells?}``: the site and cells of tables together, or
  nothing; each cell is ``{table, row, column, old, value}``
- ``delete {id, base}``
- ``undo {}``, ``redo {}``: take the last save back, or do it again
- ``state {}``: only what there is to be undone and redone

``base`` is the fingerprint of the version the person saw: a feature somebody else has changed since
is not overwritten.
"""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

from geo.editing.adding import middle_of
from geo.editing.features import (
    EditError,
    add_feature,
    change_feature,
    changed_layer,
    fingerprint,
    id_property,
    index_of,
    made_by,
    new_id,
    require_free,
)
from geo.editing.history import History, Patch, Step
from geo.editing.saving import rewrite_together
from geo.editing.table_cells import CellChange, cell_changes, rows_of_site
from geo.editing.trial import Trials
from geo.ids import slug
from geo.positions.coordinates import parse_location
from geo.positions.datum import in_china
from geo.positions.said_datum import said_datums
from geo.problems import LANGUAGES, Place, Problem, cannot_write
from geo.project import find_text_layer
from geo.project.settings import read_settings
from geo.sources.geojson.layer_document import read_layer
from geo.sources.roles import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from geo.editing.feature_text import LayerText
    from geo.editing.features import Change


class Editor:
    """Carries out orders on a project and remembers how to take them back.

    Parameters
    ----------
    folder
        The project.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trials = Trials(folder)
        self.history = History()
        # Two pages may save at once: files and steps must change in the same order.
        self._one_at_a_time = threading.Lock()

    def carry_out(self, order: dict[str, Any]) -> dict[str, Any]:
        """Do what an order says.

        Returns
        -------
        dict
            ``saved`` (whether a file changed), ``problems`` by language, ``undo`` and ``redo``
            (what they would do), and what the operation gives. A malformed order changes nothing
            and is answered with a problem.
        """
        operations: dict[Any, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "open": self._open,
            "locate": self._locate,
            "add": self._add,
            "change": self._change,
            "delete": self._delete,
            "undo": self._undo,
            "redo": self._redo,
            "state": lambda _order: {},
        }
        try:
            with self._one_at_a_time:
                outcome = operations[order.get("do")](order)
        except EditError as error:
            outcome = _refused([Problem(error.code, Place("edit"), error.params)])
        except OSError as error:
            outcome = _refused([cannot_write(error)])
        except (KeyError, TypeError, AttributeError, ValueError, ArithmeticError) as error:
            # The page speaks this language rightly; whatever else sends something is told no.
            reason = str(error) or type(error).__name__
            outcome = _refused([Problem("order-malformed", Place("edit"), {"reason": reason})])
        problems: list[Problem] = outcome.pop("problems", [])
        return {
            "saved": False,
            **outcome,
            **self.history.as_json(),
            "problems": {
                language: [problem.as_json(language) for problem in problems]
                for language in LANGUAGES
            },
        }

    def _open(self, order: dict[str, Any]) -> dict[str, Any]:
        path, shown_as = self._layer()
        document = read_layer(path, shown_as)
        document.said = self._said()
        source = document.source_of(
            document.feature_pointer(index_of(document, str(order["id"])))
        ).encode()
        return {
            "feature": json.loads(source),
            "base": fingerprint(source),
            "tables": rows_of_site(self.folder, str(order["id"])),
        }

    def _locate(self, order: dict[str, Any]) -> dict[str, Any]:
        path, shown_as = self._layer()
        near = middle_of(read_layer(path, shown_as))
        location = parse_location(str(order["text"]), order.get("datum"), near=near)
        if isinstance(location, Problem):
            return {"problems": [location]}
        lon, lat = location.wgs84
        # Bare numbers in China may be of either kind of map: whoever pasted them knows.
        is_open = (
            order.get("datum") is None
            and location.how in {"degrees", "minutes"}
            and not said_datums(str(order["text"]))
            and bool(in_china(lon, lat))
        )
        return {"lon": lon, "lat": lat, "datum": location.datum, "isOpen": is_open}

    def _add(self, order: dict[str, Any]) -> dict[str, Any]:
        properties = dict(order["properties"])
        chosen = ""

        def change(text: LayerText) -> bytes:
            nonlocal chosen
            document = text.document
            name = str(properties.get("name") or "site")
            key = id_property(document)
            own = properties.get(key) or new_id(slug(name) or "site", document)
            # Where sites have no ids, the page knows them by their numbers.
            chosen = f"site-{document.count + 1}" if own is None else str(own)
            named = {} if own is None else {key: chosen}
            named |= {other: properties[other] for other in properties if other != key}
            return add_feature(text, named, order["geometry"])

        name = _name_of(properties)
        return {**self._save(lambda: ("add", name, chosen), change), "id": chosen}

    def _change(self, order: dict[str, Any]) -> dict[str, Any]:
        values, removed = dict(order.get("set") or {}), list(order.get("remove") or [])
        geometry = order.get("geometry", ...)
        cells = [_cell(cell) for cell in order.get("cells") or []]
        name = ""

        def change(text: LayerText) -> bytes:
            nonlocal name
            index = _unchanged(text, order)
            name = _name_of({**(text.feature(index).get("properties") or {}), **values})
            wanted = values.get(id_property(text.document))
            if wanted is not None and str(wanted) != order["id"]:
                require_free(str(wanted), text.document)
            return text.with_pieces([change_feature(text, index, values, removed, geometry)])

        is_site_changed = bool(values or removed or geometry is not ...)
        own = str(order["id"])
        site = str(values.get("id", own))
        saved = self._save(
            lambda: ("change", name or own, site),
            change if is_site_changed or not cells else None,
            cells,
        )
        return {**saved, "id": values.get("id", order["id"])}

    def _delete(self, order: dict[str, Any]) -> dict[str, Any]:
        name = ""

        def change(text: LayerText) -> bytes:
            nonlocal name
            index = _unchanged(text, order)
            name = _name_of(text.feature(index).get("properties") or {})
            return text.with_pieces([text.removed(index)])

        return self._save(lambda: ("delete", name or str(order["id"]), str(order["id"])), change)

    def _undo(self, _order: dict[str, Any]) -> dict[str, Any]:
        return self._go_back(self.history.done, self.history.undone, Patch.undone)

    def _redo(self, _order: dict[str, Any]) -> dict[str, Any]:
        return self._go_back(self.history.undone, self.history.done, Patch.redone)

    def _go_back(
        self, source: list[Step], target: list[Step], made: Callable[[Patch, bytes], bytes | None]
    ) -> dict[str, Any]:
        """Take a save back or do it again, if its files are as it left them."""
        if not source:
            return {}
        step = source[-1]

        def change(now: Mapping[Path, bytes]) -> tuple[Mapping[Path, bytes], list[Problem]]:
            after = {path: made(patch, now[path]) for path, patch in step.patches.items()}
            sound = {path: data for path, data in after.items() if data is not None}
            others = [path for path in after if path not in sound]
            return {**now, **sound}, [_changed(path) for path in others]

        files = {path: path.name for path in step.patches}
        problems = rewrite_together(self.folder, files, change)
        # Done, or no longer possible: either way it is no longer there to be undone.
        if not any(problem.code in {"locked", "locked-by"} for problem in problems):
            source.pop()
        if not problems:
            target.append(step)
        did = {"did": step.as_json(), "id": step.site} if not problems else {}
        return {"saved": not problems, "problems": problems, **did}

    def _save(
        self,
        what: Callable[[], tuple[str, str, str | None]],
        layer: Change | None,
        cells: Sequence[CellChange] = (),
    ) -> dict[str, Any]:
        """Change the layer, tables, or both; unless that makes an error that was not there."""
        path, shown_as = self._layer()
        changes = cell_changes(self.folder, cells)
        if layer is not None:
            said = self._said()
            changes[path] = lambda data: changed_layer(path, shown_as, data, layer, said)
        return self._save_all(what, changes)

    def _save_all(
        self,
        what: Callable[[], tuple[str, str, str | None]],
        changes: Mapping[Path, Callable[[bytes], bytes]],
    ) -> dict[str, Any]:
        steps: list[Step] = []

        def change(before: Mapping[Path, bytes]) -> tuple[Mapping[Path, bytes], list[Problem]]:
            after = {path: made(before[path]) for path, made in changes.items()}
            if after == before:
                return after, []
            problems = made_by(before, after, self.trials.problems)
            steps.append(Step.of(what(), before, after))
            return after, problems

        files = {path: path.as_posix() for path in changes}
        problems = rewrite_together(self.folder, files, change)
        saved = bool(steps) and not any(item.severity == "error" for item in problems)
        if saved:
            self.history.add(steps[-1])
        return {"saved": saved, "problems": problems}

    def _said(self) -> Said:
        layer = read_settings(self.folder)[0].layer
        return Said(layer.name, layer.category, layer.id)

    def _layer(self) -> tuple[Path, str]:
        path, shown_as, problems = find_text_layer(self.folder)
        if path is None:
            if any(problem.code == "layer-not-text" for problem in problems):
                raise EditError("layer-not-text", **problems[0].params)
            raise EditError("not-editable", reason="the project has no layer")
        return path, shown_as


def _name_of(properties: Mapping[str, Any]) -> str:
    return str(properties.get("name") or properties.get("name_en") or "")


def _changed(path: Path) -> Problem:
    return Problem("changed-meanwhile", Place(path.name))


def _unchanged(text: LayerText, order: dict[str, Any]) -> int:
    """Find the feature an order means, if it is still the version the person saw."""
    index = index_of(text.document, str(order["id"]))
    if fingerprint(text.source(index)) != order["base"]:
        raise EditError("site-changed", id=str(order["id"]))
    return index


def _cell(given: dict[str, Any]) -> CellChange:
    texts = {name: str(given[name]) for name in ("table", "column", "old", "value")}
    return CellChange(row=int(given["row"]), **texts)


def _refused(problems: list[Problem]) -> dict[str, Any]:
    return {"problems": problems}
