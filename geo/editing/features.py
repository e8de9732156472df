"""Edits of the layer's file: add, change, delete a site; checked before anything is kept."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar

from geo.editing.json_text import JsonText
from geo.editing.saving import RefusedError, rewrite
from geo.problems import Place, Problem
from geo.sources.geojson.layer_document import LayerDocument, parse_layer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import EllipsisType

    from geo.sources.cst import Pointer

    Change = Callable[[LayerDocument, JsonText], bytes]

Version = TypeVar("Version")
"""What a file holds, or several."""


class EditError(Exception):
    """A change that cannot be made; it carries the problem to report.

    Parameters
    ----------
    code
        The problem's.
    where
        What stands in the way in the layer, if something does.
    params
        The problem's.
    """

    def __init__(self, code: str, where: Pointer | None = None, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.where = where
        self.params = params


def change_layer(
    path: Path, shown_as: str, change: Change, find_problems: Callable[[bytes], list[Problem]]
) -> list[Problem]:
    """Change a layer's file under a lock, unless the change makes an error that was not there.

    Parameters
    ----------
    path, shown_as
        The file, and its name in messages.
    change
        Given the decoded layer and its text, returns the file's new bytes; raises
        :class:`EditError` when it cannot.
    find_problems
        Everything wrong with the project when the file has these bytes.

    Returns
    -------
    list of Problem
        What is new in the changed file. With an error among them, nothing was written.
    """

    def apply(data: bytes) -> tuple[bytes, list[Problem]]:
        after = changed_layer(path, shown_as, data, change)
        if after == data:
            return data, []
        return after, made_by(data, after, find_problems)

    return rewrite(path, shown_as, apply)


def changed_layer(path: Path, shown_as: str, data: bytes, change: Change) -> bytes:
    """Give a layer's bytes with a change made.

    Raises
    ------
    RefusedError
        When it cannot be made.
    """
    before = parse_layer(path, shown_as, data)
    try:
        return change(_editable(before), JsonText(data))
    except EditError as error:
        place = Place(shown_as) if error.where is None else before.place(error.where)
        raise RefusedError([Problem(error.code, place, error.params)]) from error
    except (ValueError, RecursionError) as error:
        # Not JSON: its own problems say where and why, better than we can here.
        found = [problem for problem in before.problems if problem.severity == "error"]
        broken = Problem("not-editable", Place(shown_as), {"reason": "it is not valid JSON"})
        raise RefusedError(found or [broken]) from error


def _editable(document: LayerDocument) -> LayerDocument:
    if not document.is_json:
        # The syntax tree is more forgiving: comments and the like would pass for JSON.
        raise ValueError("not valid JSON")
    if document.form != "collection":
        raise EditError("not-editable", reason="it is no FeatureCollection")
    return document


def index_of(document: LayerDocument, site_id: str) -> int:
    """Find a site's place in the layer.

    Raises
    ------
    EditError
        If there is none.
    """
    try:
        return document.ids.index(site_id)
    except ValueError:
        raise EditError("no-such-site", id=site_id) from None


def fingerprint(source: bytes) -> str:
    """Tell one version of a feature's text from another."""
    return hashlib.sha256(source).hexdigest()[:32]


def add_feature(
    document: LayerDocument,
    text: JsonText,
    properties: dict[str, Any],
    geometry: dict[str, Any] | None,
) -> bytes:
    """Append a feature, written as its neighbours are: key order and place of the id included.

    One without an id gets none, as in a layer whose sites are only numbered.
    """
    site_id = properties.get("id")
    if site_id is not None:
        require_free(site_id, document)
    return text.append(("features",), like_its_neighbours(document, properties, geometry))


def like_its_neighbours(
    document: LayerDocument, properties: dict[str, Any], geometry: dict[str, Any] | None
) -> dict[str, Any]:
    """Give a new feature with its keys and its id where the last one has them."""
    site_id = properties.get("id")
    feature: dict[str, Any] = {"type": "Feature"}
    last = document.features[-1] if document.features else {}
    own_properties = last.get("properties")
    if (
        site_id is not None
        and "id" in last
        and not (isinstance(own_properties, dict) and "id" in own_properties)
    ):
        feature["id"] = site_id
        properties = {key: value for key, value in properties.items() if key != "id"}
    feature |= {"properties": properties, "geometry": geometry}
    known = [key for key in last if key in feature]
    order = [*known, *(key for key in feature if key not in known)]
    return {key: feature[key] for key in order}


def change_feature(
    text: JsonText,
    index: int,
    values: dict[str, Any],
    removed: list[str],
    geometry: dict[str, Any] | EllipsisType | None = ...,
) -> bytes:
    """Set and remove properties, and the geometry where one (or null) is given."""
    stem = ("features", index)
    if (values or removed) and text.value(stem).get("properties") is None:
        text = JsonText(text.set_member(stem, "properties", {}))
    for key, value in values.items():
        if key == "id" and "id" in text.value(stem):
            text = JsonText(text.set_member(stem, "id", value))
            if "id" not in text.value((*stem, "properties")):
                continue
        text = JsonText(text.set_member((*stem, "properties"), key, value))
    for key in removed:
        if key in text.value((*stem, "properties")):
            text = JsonText(text.remove((*stem, "properties", key)))
    if geometry is not ...:
        text = JsonText(text.set_member(stem, "geometry", geometry))
    return text.data


def require_free(site_id: str, document: LayerDocument) -> None:
    """Refuse an id that another site has.

    Raises
    ------
    EditError
        It names the other site's place, and an id that is free.
    """
    if site_id in document.ids:
        where = document.feature_pointer(document.ids.index(site_id))
        raise EditError("id-taken", where, id=site_id, free=free_id(site_id, document))


def new_id(wanted: str, document: LayerDocument) -> str | None:
    """Give an id for a new site; none in a layer whose sites have no ids and are only numbered."""
    holders = [*document.features, *document.properties]
    has_ids = any(holder.get("id") is not None for holder in holders)
    return free_id(wanted, document) if has_ids or not document.features else None


def free_id(wanted: str, document: LayerDocument) -> str:
    """Give the wanted id, or with the smallest number behind it that is free."""
    taken = set(document.ids)
    number = 2
    free = wanted
    while free in taken:  # ends: the layer is finite
        free, number = f"{wanted}-{number}", number + 1
    return free


def made_by(
    before: Version, after: Version, find_problems: Callable[[Version], list[Problem]]
) -> list[Problem]:
    """Give the problems that files have after a change and had not before."""
    found = find_problems(after)
    # Sound files have nothing to be blamed for: no need to check them as they were.
    return new_problems(find_problems(before), found) if found else []


def new_problems(before: list[Problem], after: list[Problem]) -> list[Problem]:
    """Give the problems that were not there before: what an edit is to blame for."""
    known = Counter(map(_identity, before))
    found = []
    for problem in after:
        if known[_identity(problem)]:
            known[_identity(problem)] -= 1
        else:
            found.append(problem)
    return found


def _identity(problem: Problem) -> tuple[str, str | None, str]:
    """Tell the same problem before and after an edit, although its line may have moved."""
    return problem.code, problem.feature, problem.message()
