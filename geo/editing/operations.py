"""What the page may ask for while it edits: one order in, one outcome out.

Orders (JSON objects; ``do`` names the operation):

- ``open {id}``: the feature as it stands in the file, its fingerprint, and its table rows
- ``locate {text, datum?}``: coordinates or a share link as a WGS 84 position
- ``add {properties, geometry}``
- ``change {id, base, set?, remove?, geometry?, cells?}``: the site and cells of tables together, or
  nothing; each cell is ``{table, row, column, old, value}``
- ``delete {id, base}``
- ``undo {}``
- ``state {}``: only whether there is something to undo

``base`` is the fingerprint of the version the person saw: a feature somebody else has changed since
is not overwritten.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from geo.editing.adding import middle_of
from geo.editing.features import (
    EditError,
    add_feature,
    change_feature,
    changed_layer,
    fingerprint,
    index_of,
    made_by,
    new_id,
    require_free,
)
from geo.editing.saving import rewrite_together
from geo.editing.table_cells import CellChange, cell_changes, rows_of_site
from geo.editing.trial import problems_with
from geo.ids import slug
from geo.positions.coordinates import parse_location
from geo.problems import LANGUAGES, Place, Problem, cannot_write
from geo.project import find_layer
from geo.sources.geojson.layer_document import LayerDocument, parse_layer, read_layer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from geo.editing.features import Change
    from geo.editing.json_text import JsonText

# Undo reaches this far back.
MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One saved edit: the bytes of each file it changed, before and after."""

    before: dict[Path, bytes]
    after: dict[Path, bytes]


@dataclass
class Editor:
    """Carries out orders on a project and remembers how to take them back.

    Parameters
    ----------
    folder
        The project.
    """

    folder: Path
    steps: list[Step] = field(default_factory=list)
    # Two pages may save at once: files and steps must change in the same order.
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def carry_out(self, order: dict[str, Any]) -> dict[str, Any]:
        """Do what an order says.

        Returns
        -------
        dict
            ``saved`` (whether a file changed), ``problems`` by language, ``canUndo``, and what the
            operation gives. A malformed order changes nothing and is answered with a problem.
        """
        operations: dict[Any, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "open": self._open,
            "locate": self._locate,
            "add": self._add,
            "change": self._change,
            "delete": self._delete,
            "undo": self._undo,
            "state": lambda _order: {},
        }
        try:
            with self._one_at_a_time:
                outcome = operations[order.get("do")](order)
        except EditError as error:
            outcome = _refused([Problem(error.code, Place("edit"), error.params)])
        except OSError as error:
            outcome = _refused([cannot_write(error)])
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            # The page speaks this language rightly; whatever else sends something is told no.
            reason = str(error) or type(error).__name__
            outcome = _refused([Problem("order-malformed", Place("edit"), {"reason": reason})])
        problems: list[Problem] = outcome.pop("problems", [])
        return {
            "saved": False,
            **outcome,
            "canUndo": bool(self.steps),
            "problems": {
                language: [problem.as_json(language) for problem in problems]
                for language in LANGUAGES
            },
        }

    def _open(self, order: dict[str, Any]) -> dict[str, Any]:
        path, shown_as = self._layer()
        data = path.read_bytes()
        document = parse_layer(path, shown_as, data)
        index = index_of(document, str(order["id"]))
        return {
            "feature": document.features[index],
            "base": _base(data, document, index),
            "tables": rows_of_site(self.folder, str(order["id"])),
        }

    def _locate(self, order: dict[str, Any]) -> dict[str, Any]:
        path, shown_as = self._layer()
        near = middle_of(read_layer(path, shown_as))
        location = parse_location(str(order["text"]), order.get("datum"), near=near)
        if isinstance(location, Problem):
            return {"problems": [location]}
        lon, lat = location.wgs84
        return {"lon": lon, "lat": lat, "datum": location.datum}

    def _add(self, order: dict[str, Any]) -> dict[str, Any]:
        properties = dict(order["properties"])
        chosen = ""

        def change(document: LayerDocument, text: JsonText) -> bytes:
            nonlocal chosen
            name = str(properties.get("name") or "site")
            own = properties.get("id") or new_id(slug(name) or "site", document)
            # Where sites have no ids, the page knows them by their numbers.
            chosen = f"site-{len(document.features) + 1}" if own is None else str(own)
            named = {} if own is None else {"id": chosen}
            named |= {key: properties[key] for key in properties if key != "id"}
            return add_feature(document, text, named, order["geometry"])

        return {**self._save(change), "id": chosen}

    def _change(self, order: dict[str, Any]) -> dict[str, Any]:
        values, removed = dict(order.get("set") or {}), list(order.get("remove") or [])
        geometry = order.get("geometry", ...)
        cells = [_cell(cell) for cell in order.get("cells") or []]

        def change(document: LayerDocument, text: JsonText) -> bytes:
            index = _unchanged(document, text, order)
            wanted = values.get("id")
            if wanted is not None and str(wanted) != order["id"]:
                require_free(str(wanted), document)
            return change_feature(text, index, values, removed, geometry)

        is_site_changed = bool(values or removed or geometry is not ...)
        saved = self._save(change if is_site_changed or not cells else None, cells)
        return {**saved, "id": values.get("id", order["id"])}

    def _delete(self, order: dict[str, Any]) -> dict[str, Any]:
        def change(document: LayerDocument, text: JsonText) -> bytes:
            return text.remove(("features", _unchanged(document, text, order)))

        return self._save(change)

    def _undo(self, _order: dict[str, Any]) -> dict[str, Any]:
        if not self.steps:
            return {}
        step = self.steps[-1]

        def change(now: Mapping[Path, bytes]) -> tuple[Mapping[Path, bytes], list[Problem]]:
            others = [path for path in step.after if now[path] != step.after[path]]
            return step.before, [Problem("changed-meanwhile", Place(path.name)) for path in others]

        problems = rewrite_together(self.folder, {path: path.name for path in step.after}, change)
        # Done, or no longer possible: either way it is no longer there to be undone.
        if not any(problem.code in {"locked", "locked-by"} for problem in problems):
            self.steps.pop()
        return {"saved": not problems, "problems": problems}

    def _save(self, layer: Change | None, cells: Sequence[CellChange] = ()) -> dict[str, Any]:
        """Change the layer, tables, or both; unless that makes an error that was not there."""
        path, shown_as = self._layer()
        changes = cell_changes(self.folder, cells)
        if layer is not None:
            changes[path] = lambda data: changed_layer(path, shown_as, data, layer)
        step = Step({}, {})

        def change(before: Mapping[Path, bytes]) -> tuple[Mapping[Path, bytes], list[Problem]]:
            after = {path: made(before[path]) for path, made in changes.items()}
            if after == before:
                return after, []
            for path, data in after.items():
                if data != before[path]:
                    step.before[path], step.after[path] = before[path], data
            return after, made_by(before, after, partial(problems_with, self.folder))

        problems = rewrite_together(
            self.folder, {path: path.as_posix() for path in changes}, change
        )
        saved = bool(step.after) and not any(item.severity == "error" for item in problems)
        if saved:
            self.steps = [*self.steps, step][-MOST_STEPS:]
        return {"saved": saved, "problems": problems}

    def _layer(self) -> tuple[Path, str]:
        path, shown_as, _ = find_layer(self.folder)
        if path is None:
            raise EditError("not-editable", reason="the project has no layer")
        return path, shown_as


def _unchanged(document: LayerDocument, text: JsonText, order: dict[str, Any]) -> int:
    """Find the feature an order means, if it is still the version the person saw."""
    index = index_of(document, str(order["id"]))
    if fingerprint(text.source(("features", index))) != order["base"]:
        raise EditError("site-changed", id=str(order["id"]))
    return index


def _cell(given: dict[str, Any]) -> CellChange:
    texts = {name: str(given[name]) for name in ("table", "column", "old", "value")}
    return CellChange(row=int(given["row"]), **texts)


def _base(data: bytes, document: LayerDocument, index: int) -> str:
    from geo.editing.json_text import JsonText

    return fingerprint(JsonText(data).source(document.feature_pointer(index)))


def _refused(problems: list[Problem]) -> dict[str, Any]:
    return {"problems": problems}
