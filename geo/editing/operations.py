"""What the page may ask for while it edits: one order in, one outcome out.

``geo/contract/edit.schema.json`` says which orders there are and what each is answered with.
``base`` is the fingerprint of the version the person saw: a feature somebody else has changed since
is not overwritten.
"""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any, cast

from geo.editing.adding import middle_of
from geo.editing.features import (
    EditError,
    add_feature,
    change_feature,
    fingerprint,
    id_property,
    index_of,
    new_id,
    require_free,
    require_name,
    unchanged,
)
from geo.editing.history import Patch
from geo.editing.meanwhile import as_seen
from geo.editing.order_parts import cell_change, grid_edit, row_change
from geo.editing.own_system import on_map, system_of
from geo.editing.picks import LAYER, picks_of
from geo.editing.site_cells import sites_edit, sites_grid
from geo.editing.steps import go_back, replace_files
from geo.editing.table_cells import (
    grid_of,
    row_changes,
    rows_of_gone,
    rows_of_site,
    table_edit,
    table_names,
)
from geo.editing.workplace import Workplace
from geo.freed import give_back
from geo.ids import slug
from geo.positions.coordinates import parse_location
from geo.positions.datum import in_china
from geo.positions.said_datum import said_datums
from geo.problems import LANGUAGES, Place, Problem, cannot_write
from geo.problems.texts import printable
from geo.sources.geojson.reading_layers import parse_layer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from geo.contract.edit_types import (
        AddOrder,
        Answer,
        ChangeOrder,
        DeleteOrder,
        EditSitesOrder,
        EditTableOrder,
        LocateOrder,
        OpenOrder,
        RedoOrder,
        SitesOrder,
        TableOrder,
        UndoOrder,
    )
    from geo.editing.feature_text import LayerText
    from geo.editing.given import Given
    from geo.editing.saving import Contents


class Editor:
    """Carries out orders on a project and remembers how to take them back.

    Parameters
    ----------
    folder
        The project.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.work = Workplace(folder)
        # Two pages may save at once: files and steps must change in the same order.
        self._one_at_a_time = threading.Lock()

    def carry_out(self, order: Any) -> Answer:
        """Do what an order says.

        Returns
        -------
        dict
            ``saved`` (whether a file changed), ``problems`` by language, ``undo`` and ``redo``
            (what they would do), and what the operation gives. A malformed order changes nothing
            and is answered with a problem.
        """
        operations: dict[str, Callable[[Any], Given]] = {
            "open": self._open,
            "locate": self._locate,
            "add": self._add,
            "change": self._change,
            "delete": self._delete,
            "blank": lambda _order: {
                "tables": rows_of_site(self.folder, ""),
                "picks": picks_of(self.folder),
            },
            "tables": lambda _order: {"list": table_names(self.folder)},
            "table": self._table,
            "edit-table": self._edit_table,
            "sites": self._sites,
            "edit-sites": self._edit_sites,
            "undo": self._undo,
            "redo": self._redo,
            "state": lambda _order: {"readOnly": self.work.read_only()},
        }
        with self._one_at_a_time:
            try:
                return self.answer(lambda: operations[order.get("do")](order))
            finally:
                give_back()

    def answer(self, work: Callable[[], Given]) -> Answer:
        """Do something and tell its outcome as :meth:`carry_out` does, or why it was refused."""
        try:
            outcome = work()
        except EditError as error:
            outcome = _refused([Problem(error.code, Place("edit"), error.params)])
        except OSError as error:
            outcome = _refused([cannot_write(error)])
        except Exception as error:  # noqa: BLE001  whatever it is: no page is left waiting
            # The page speaks this language rightly; whatever else sends something is told no.
            reason = printable(str(error) or type(error).__name__)
            outcome = _refused([Problem("order-malformed", Place("edit"), {"reason": reason})])
        problems: list[Problem] = outcome.pop("problems", [])
        fields = outcome.pop("fields", {})
        told = {
            "saved": False,
            **outcome,
            **self.work.history.as_json(),
            "problems": {
                language: [
                    {**problem.as_json(language), **fields.get(number, {})}
                    for number, problem in enumerate(problems)
                ]
                for language in LANGUAGES
            },
        }
        return cast("Answer", told)

    def replace(self, name: str, before: Contents, after: Mapping[Path, bytes]) -> Given:
        """Save what an import has made, as :func:`geo.editing.steps.replace_files` does."""
        with self._one_at_a_time:
            problems = replace_files(self.folder, self.work.history, name, before, after)
        return {"saved": not problems, "problems": problems, "readOnly": self.work.read_only()}

    def _open(self, order: OpenOrder) -> Given:
        site = str(order["id"])
        document = self.work.document()
        source = document.source_of(document.feature_pointer(index_of(document, site))).encode()
        feature = json.loads(source)
        system = system_of(document, feature.get("properties"))
        return {
            "feature": feature | {"geometry": on_map(feature.get("geometry"), system)},
            "base": fingerprint(source),
            "tables": rows_of_site(self.folder, site),
            "picks": picks_of(self.folder),
        }

    def _locate(self, order: LocateOrder) -> Given:
        near = middle_of(self.work.document())
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

    def _add(self, order: AddOrder) -> Given:
        properties = dict(order["properties"])
        chosen = ""

        def change(text: LayerText) -> bytes:
            nonlocal chosen
            document = text.document
            require_name(properties, document)
            name = str(properties.get("name") or "site")
            key = id_property(document)
            own = properties.get(key) or new_id(slug(name) or "site", document)
            # Where sites have no ids, the page knows them by their numbers.
            chosen = f"site-{document.count + 1}" if own is None else str(own)
            named = {} if own is None else {key: chosen}
            named |= {other: properties[other] for other in properties if other != key}
            return add_feature(text, named, order["geometry"])

        name = _name_of(properties)
        rows = [row_change(row) for row in order.get("rows") or []]
        saved = self.work.save(
            lambda: ("add", name, chosen),
            change,
            rows=rows,
            site=lambda: chosen,
            categories=order.get("categories"),
        )
        return {**saved, "id": chosen}

    def _change(self, order: ChangeOrder) -> Given:
        values, removed = dict(order.get("set") or {}), list(order.get("remove") or [])
        geometry = order.get("geometry", ...)
        cells = [cell_change(cell) for cell in order.get("cells") or []]
        name = ""

        def change(text: LayerText) -> bytes:
            nonlocal name
            index = as_seen(text, order)
            name = _name_of({**(text.feature(index).get("properties") or {}), **values})
            wanted = values.get(id_property(text.document))
            if wanted is not None and str(wanted) != order["id"]:
                require_free(str(wanted), text.document)
            return text.with_pieces([change_feature(text, index, values, removed, geometry)])

        is_site_changed = bool(values or removed or geometry is not ...)
        own = str(order["id"])
        site = str(values.get("id", own))
        rows = [row_change(row) for row in order.get("rows") or []]
        layer = change if is_site_changed or not (cells or rows) else None
        saved = self.work.save(
            lambda: ("change", name or own, site),
            layer,
            cells,
            rows=rows,
            site=lambda: site,
            categories=order.get("categories"),
        )
        return {**saved, "id": values.get("id", order["id"])}

    def _delete(self, order: DeleteOrder) -> Given:
        name, own = "", str(order["id"])

        def change(text: LayerText) -> bytes:
            nonlocal name
            index = unchanged(text, own, order["base"])
            name = _name_of(text.feature(index).get("properties") or {})
            return text.with_pieces([text.removed(index)])

        rows = rows_of_gone(self.folder, {own})
        saved = self.work.save(lambda: ("delete", name or own, own), change, rows=rows)
        return {**saved, "rowsGone": len(rows) if saved["saved"] else 0}

    def _undo(self, _order: UndoOrder) -> Given:
        outcome = go_back(
            self.folder, self.work.history.done, self.work.history.undone, Patch.undone
        )
        return {**outcome, "readOnly": self.work.read_only()}

    def _redo(self, _order: RedoOrder) -> Given:
        outcome = go_back(
            self.folder, self.work.history.undone, self.work.history.done, Patch.redone
        )
        return {**outcome, "readOnly": self.work.read_only()}

    def _table(self, order: TableOrder) -> Given:
        name = str(order["name"])
        return {"grid": grid_of(self.folder, name), "picks": picks_of(self.folder, [name])}

    def _sites(self, _order: SitesOrder) -> Given:
        path, shown_as = self.work.layer()
        data = path.read_bytes()
        document = parse_layer(path, shown_as, data)
        document.said = self.work.settings().said
        grid = sites_grid(document, fingerprint(data))
        return {"sitesGrid": grid, "picks": picks_of(self.folder, [LAYER])}

    def _edit_sites(self, order: EditSitesOrder) -> Given:
        path, shown_as = self.work.layer()
        change = sites_edit(path, shown_as, order, self.work.settings().said)
        ids = self.work.document().ids if order["removed"] else ()
        gone = {str(ids[at]) for at in map(int, order["removed"]) if 0 <= at < len(ids)}
        rows = rows_of_gone(self.folder, gone)
        changes = {path: change, **row_changes(self.folder, rows, str)}
        saved = self.work.save_all(
            lambda: ("sites", path.name, None), changes, order.get("categories")
        )
        return {**saved, "rowsGone": len(rows) if saved["saved"] else 0}

    def _edit_table(self, order: EditTableOrder) -> Given:
        name = str(order["table"])
        return self.work.save_all(
            lambda: ("tables", name, None), table_edit(self.folder, grid_edit(order))
        )


def _name_of(properties: Mapping[str, Any]) -> str:
    return str(properties.get("name") or properties.get("name_en") or "")


def _refused(problems: list[Problem]) -> Given:
    return {"problems": problems}
