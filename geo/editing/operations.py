"""What the page may ask for while it edits: one order in, one outcome out.

Orders (JSON objects; ``do`` names the operation):

- ``open {id}``: the feature as it stands in the file, its fingerprint, and its table rows
- ``locate {text, datum?}``: coordinates or a share link as a WGS 84 position
- ``add {properties, geometry}``
- ``change {id, base, set?, remove?, geometry?}``
- ``delete {id, base}``
- ``cell {table, row, column, old, value}``
- ``undo {}``
- ``state {}``: only whether there is something to undo

``base`` is the fingerprint of the version the person saw: a feature somebody else has changed since
is not overwritten.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.editing.adding import middle_of, slug
from geo.editing.layer import (
    EditError,
    add_feature,
    change_feature,
    change_layer,
    fingerprint,
    free_id,
    index_of,
    require_free,
)
from geo.editing.saving import rewrite
from geo.editing.tables import CellChange, change_cell, rows_of_site
from geo.editing.trial import problems_with
from geo.problems import LANGUAGES, Place, Problem
from geo.project import find_layer
from geo.reading.coordinates import parse_location
from geo.reading.geojson import LayerDocument, parse_layer, read_layer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.editing.json_text import JsonText

# Undo reaches this far back.
MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One saved edit: a file's bytes before and after."""

    path: Path
    before: bytes
    after: bytes


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
            "cell": self._cell,
            "undo": self._undo,
            "state": lambda _order: {},
        }
        try:
            with self._one_at_a_time:
                outcome = operations[order.get("do")](order)
        except EditError as error:
            outcome = _refused([Problem(error.code, Place("edit"), error.params)])
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
            chosen = str(properties.get("id") or free_id(slug(name), document))
            named = {"id": chosen} | {key: properties[key] for key in properties if key != "id"}
            return add_feature(document, text, named, order["geometry"])

        return {**self._save_layer(change), "id": chosen}

    def _change(self, order: dict[str, Any]) -> dict[str, Any]:
        values, removed = dict(order.get("set") or {}), list(order.get("remove") or [])
        geometry = order.get("geometry", ...)

        def change(document: LayerDocument, text: JsonText) -> bytes:
            index = _unchanged(document, text, order)
            wanted = values.get("id")
            if wanted is not None and str(wanted) != order["id"]:
                require_free(str(wanted), document)
            return change_feature(text, index, values, removed, geometry)

        return {**self._save_layer(change), "id": values.get("id", order["id"])}

    def _delete(self, order: dict[str, Any]) -> dict[str, Any]:
        def change(document: LayerDocument, text: JsonText) -> bytes:
            return text.remove(("features", _unchanged(document, text, order)))

        return self._save_layer(change)

    def _cell(self, order: dict[str, Any]) -> dict[str, Any]:
        names = ("table", "column", "old", "value")
        texts = {name: str(order[name]) for name in names}
        path, before, after, problems = change_cell(
            self.folder, CellChange(row=int(order["row"]), **texts)
        )
        return self._remember(path, before, after, problems)

    def _undo(self, _order: dict[str, Any]) -> dict[str, Any]:
        if not self.steps:
            return {}
        step = self.steps[-1]

        def change(data: bytes) -> tuple[bytes, list[Problem]]:
            if data != step.after:
                return data, [Problem("changed-meanwhile", Place(step.path.name))]
            return step.before, []

        problems = rewrite(step.path, step.path.name, change)
        # Done, or no longer possible: either way it is no longer there to be undone.
        self.steps.pop()
        return {"saved": not problems, "problems": problems}

    def _save_layer(self, change: Callable[[LayerDocument, JsonText], bytes]) -> dict[str, Any]:
        path, shown_as = self._layer()
        seen: list[bytes] = []

        def watched(document: LayerDocument, text: JsonText) -> bytes:
            after = change(document, text)
            seen[:] = [text.data, after]
            return after

        def find_problems(data: bytes) -> list[Problem]:
            return problems_with(self.folder, path, data)

        problems = change_layer(path, shown_as, watched, find_problems)
        before, after = seen or (b"", b"")
        return self._remember(path, before, after, problems)

    def _remember(
        self, path: Path, before: bytes, after: bytes, problems: list[Problem]
    ) -> dict[str, Any]:
        saved = before != after and not any(item.severity == "error" for item in problems)
        if saved:
            self.steps = [*self.steps, Step(path, before, after)][-MOST_STEPS:]
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


def _base(data: bytes, document: LayerDocument, index: int) -> str:
    from geo.editing.json_text import JsonText

    return fingerprint(JsonText(data).source(document.feature_pointer(index)))


def _refused(problems: list[Problem]) -> dict[str, Any]:
    return {"problems": problems}
