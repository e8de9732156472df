"""The layer's own properties as a grid: a row a site, and every byte kept that is not edited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geo.editing.features import (
    EditError,
    change_feature,
    changed_layer,
    fingerprint,
    id_property,
    like_its_neighbours,
    require_name,
    unlike,
)
from geo.editing.saving import RefusedError
from geo.ids import slug
from geo.problems import Place, Problem, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from geo.contract.edit_types import EditSitesOrder, GridKind, SitesGrid
    from geo.editing.feature_text import LayerText, Piece
    from geo.sources.geojson.layer_document import LayerDocument
    from geo.sources.roles import Said

MOST_CELLS = 2_000_000
"""More are nothing a page can show as a grid."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def sites_grid(document: LayerDocument, base: str) -> SitesGrid:
    """Give the properties of every site: ``columns`` and ``rows``.

    Parameters
    ----------
    document
        The layer.
    base
        What tells the version of its file.

    Raises
    ------
    EditError
        If they are more than a page can show.
    """
    key = id_property(document)
    names = [name for name in document.property_names if name != key]
    cells = document.count * (len(names) + 1)
    if cells > MOST_CELLS:
        raise EditError("grid-too-large", count=f"{cells:,}", most=f"{MOST_CELLS:,}")
    columns = {name: document.column(name) for name in names}
    if document.has_ids:
        columns = {key: list(document.written_ids), **columns}
    return {
        "base": base,
        "columns": [{"name": name, "kind": _kind(values)} for name, values in columns.items()],
        "rows": [list(row) for row in zip(*columns.values(), strict=True)],
    }


def sites_edit(
    path: Path, shown_as: str, order: EditSitesOrder, said: Said
) -> Callable[[bytes], bytes]:
    """Give what makes the layer's new bytes from the old ones.

    Parameters
    ----------
    path, shown_as
        The file, and its name in messages.
    order
        ``changes`` of rows by their number (from 0), ``dropped`` columns, rows ``removed``, and the
        properties of sites that are ``added``.
    said
        Which properties hold ids and names, where the project says it.
    """

    def change(data: bytes) -> bytes:
        if fingerprint(data) != order["base"]:
            raise RefusedError([Problem("table-changed", Place(shown_as))])
        after = changed_layer(path, shown_as, data, lambda text: _edited(text, order), said)
        if not order["added"]:
            return after
        return changed_layer(path, shown_as, after, lambda text: _extended(text, order), said)

    return change


def _edited(text: LayerText, order: EditSitesOrder) -> bytes:
    key = id_property(text.document)
    count, dropped = text.document.count, [str(name) for name in order["dropped"]]
    changes = {int(change["index"]): change for change in order["changes"]}
    removed = {int(index) for index in order["removed"]}
    if not all(0 <= index < count for index in (*changes, *removed)):
        raise EditError("order-malformed", reason=Reason("no-such-row"))
    named = [name for one in order["changes"] for name in (*one["set"], *one["remove"])]
    if key in (*dropped, *named):
        raise EditError("order-malformed", reason=Reason("ids-not-typed"))
    having = {index for name in dropped for index in _rows_having(text, name)}
    pieces = _without(text, removed)
    for index in sorted({*changes, *having} - removed):
        values: dict[str, Any] = {}
        gone = list(dropped) if index in having else []
        if (given := changes.get(index)) is not None:
            values = {str(name): value for name, value in given["set"].items()}
            gone += [str(name) for name in given["remove"]]
        pieces.append(change_feature(text, index, values, gone))
    return text.with_pieces(pieces)


def _rows_having(text: LayerText, name: str) -> list[int]:
    """Give the features that have a property, be it null."""
    return [row for row, entry in enumerate(text.document.properties) if name in entry]


def _without(text: LayerText, removed: set[int]) -> list[Piece]:
    """Take features out, and what parted them from their neighbours."""
    count = text.document.count
    if not removed:
        return []
    first = next((index for index in range(count) if index not in removed), None)
    if first is None:
        return [text.emptied()]
    head = [text.removed_before(first)] if first else []
    return [*head, *(text.removed(index) for index in sorted(removed) if index > first)]


def _extended(text: LayerText, order: EditSitesOrder) -> bytes:
    document = text.document
    key = id_property(document)
    taken = set(document.ids)
    features = []
    for given in order["added"]:
        properties = {str(name): value for name, value in given.items()}
        require_name(properties, document)
        if document.has_ids or not document.count:
            wanted = slug(str(properties.get("name") or "site")) or "site"
            own = unlike(wanted, taken)
            taken.add(own)
            properties = {
                key: own,
                **{name: properties[name] for name in properties if name != key},
            }
        features.append(like_its_neighbours(text, properties, None))
    return text.with_pieces([text.appended(features)])


def _kind(values: Sequence[Any]) -> GridKind:
    present = [value for value in values if value is not None]
    if present and all(type(value) in {int, float} for value in present):
        return "number"
    if present and all(isinstance(value, str) and _DAY.fullmatch(value) for value in present):
        return "date"
    return "text"
