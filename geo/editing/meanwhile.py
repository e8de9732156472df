"""What somebody else has changed of a site since it was opened, and whether a save touches it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.editing.features import EditError, fingerprint, index_of
from geo.editing.own_system import on_map, system_of
from geo.editing.saving import RefusedError
from geo.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.contract.edit_types import ChangeOrder
    from geo.editing.feature_text import LayerText

# Of a long text its beginning tells whose it is.
_LONGEST = 80


def as_seen(text: LayerText, order: ChangeOrder) -> int:
    """Find the feature an order changes, if what it changes is still what the person saw.

    Parameters
    ----------
    text
        The layer.
    order
        Its ``base`` tells the version that was opened, its ``seen`` what that held of what is to
        change now: two people may change two properties of one site.

    Returns
    -------
    int
        The feature's number.

    Raises
    ------
    EditError
        If there is no such site any more, or it is another version and ``seen`` is not told.
    RefusedError
        If somebody else has changed the same property or the shape; it says to what.
    """
    index = index_of(text.document, str(order["id"]))
    if fingerprint(text.source(index)) == order["base"]:
        return index
    if "seen" not in order:
        raise EditError("site-changed", id=str(order["id"]))
    found = _conflicts(text, index, order)
    if found:
        raise RefusedError(found)
    return index


def _conflicts(text: LayerText, index: int, order: ChangeOrder) -> list[Problem]:
    feature, seen = text.feature(index), order["seen"]
    now: Mapping[str, Any] = feature.get("properties") or {}
    had: Mapping[str, Any] = seen.get("properties") or {}
    wanted = {**dict.fromkeys(order.get("remove") or []), **(order.get("set") or {})}
    place = text.document.place(text.document.feature_pointer(index))
    problems = [
        Problem("field-changed", place, {"field": name, "now": _shown(now.get(name))}, index=index)
        for name, value in wanted.items()
        # What both have changed alike is no conflict.
        if now.get(name) not in (had.get(name), value)
    ]
    if "geometry" in order:
        shape = on_map(feature.get("geometry"), system_of(text.document, now))
        if shape not in (seen.get("geometry"), order["geometry"]):
            problems.append(Problem("shape-changed", place, index=index))
    return problems


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if value is None:
        return "–"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
