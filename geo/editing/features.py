"""Edits of the layer's file: add, change, delete a site; checked before anything is kept."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar

from geo.editing.feature_text import LayerText
from geo.editing.own_system import in_file, settle_system, system_of
from geo.editing.saving import RefusedError, rewrite
from geo.editing.spelling import Spelling
from geo.problems import Place, Problem, Reason
from geo.sources.geojson.geometries import DatumError
from geo.sources.geojson.reading_layers import parse_layer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path
    from types import EllipsisType

    from geo.editing.feature_text import Piece
    from geo.sources.cst import Pointer
    from geo.sources.geojson.layer_document import LayerDocument
    from geo.sources.roles import Said

    Change = Callable[[LayerText], bytes]

PROPERTIES = ("properties",)
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
    path: Path,
    shown_as: str,
    change: Change,
    find_problems: Callable[[bytes], list[Problem]],
    *,
    system: str = "",
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
    system
        What ``map.toml`` says the layer's positions are in.

    Returns
    -------
    list of Problem
        What is new in the changed file. With an error among them, nothing was written.
    """

    def apply(data: bytes) -> tuple[bytes, list[Problem]]:
        after = changed_layer(path, shown_as, data, change, system=system)
        if after == data:
            return data, []
        return after, made_by(data, after, find_problems)

    return rewrite(path, shown_as, apply)


def changed_layer(
    path: Path,
    shown_as: str,
    data: bytes,
    change: Change,
    said: Said | None = None,
    *,
    system: str = "",
    opened: LayerDocument | None = None,
) -> bytes:
    """Give a layer's bytes with a change made.

    Parameters
    ----------
    path, shown_as, data
        The file, its name in messages, and its bytes.
    change
        As of :func:`change_layer`.
    said
        Which properties hold ids and names, where the project says it.
    system
        What ``map.toml`` says the layer's positions are in.
    opened
        The layer as :func:`geo.sources.geojson.reading_layers.parse_layer` has read these bytes
        and these settings before; they are read if absent.

    Raises
    ------
    RefusedError
        When it cannot be made.
    """
    before = opened or parse_layer(path, shown_as, data)
    if said is not None:
        before.said = said
    try:
        text = LayerText(_editable(before))
        settle_system(before, system)
        return change(text)
    except EditError as error:
        place = Place(shown_as) if error.where is None else before.place(error.where)
        raise RefusedError([Problem(error.code, place, error.params)]) from error
    except (ValueError, RecursionError) as error:
        # Not JSON: its own problems say where and why, better than we can here.
        found = [problem for problem in before.problems if problem.severity == "error"]
        broken = Problem("not-editable", Place(shown_as), {"reason": Reason("no-json")})
        raise RefusedError(found or [broken]) from error


def _editable(document: LayerDocument) -> LayerDocument:
    if not document.is_json:
        # The syntax tree is more forgiving: comments and the like would pass for JSON.
        raise ValueError("not valid JSON")
    if document.source.encoding != "utf-8":
        raise EditError("layer-encoding-not-kept", encoding=document.source.encoding.upper())
    if not document.is_as_written:
        raise EditError("not-editable", reason=Reason("no-plain-collection"))
    if document.form != "collection":
        raise EditError("not-editable", reason=Reason("no-collection"))
    return document


def field_at(document: LayerDocument, index: int, place: Place) -> str | None:
    """Name the property a place in a feature is about; ``geometry`` for anything in its shape."""
    pointer = document.feature_pointer(index)
    where = (place.line or 0, place.column or 0)
    shape = document.span_of((*pointer, "geometry"))
    start, end = (document.place_at(offset) for offset in (shape.start, shape.end))
    if (start.line or 0, start.column or 0) <= where <= (end.line or 0, end.column or 0):
        return "geometry"
    found = None
    for name, span in document.keys((*pointer, "properties")):
        key = document.place_at(span.start)
        if (key.line or 0, key.column or 0) <= where:
            found = name
    return found


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
    """Tell one version of a feature's text, or of a whole file, from another."""
    return hashlib.sha256(source).hexdigest()[:32]


def unchanged(text: LayerText, site_id: str, base: str) -> int:
    """Find a feature, if it is still the version somebody saw.

    Raises
    ------
    EditError
        If it has changed since, or is gone.
    """
    index = index_of(text.document, site_id)
    if fingerprint(text.source(index)) != base:
        raise EditError("site-changed", id=site_id)
    return index


def add_feature(
    text: LayerText, properties: dict[str, Any], geometry: dict[str, Any] | None
) -> bytes:
    """Append a feature, written as its neighbours are: key order and place of the id included.

    One without an id gets none, as in a layer whose sites are only numbered.
    """
    site_id = properties.get(id_property(text.document))
    if site_id is not None:
        require_free(site_id, text.document)
    feature = like_its_neighbours(text, properties, geometry)
    return text.with_pieces([text.appended([feature])])


def like_its_neighbours(
    text: LayerText, properties: dict[str, Any], geometry: dict[str, Any] | None
) -> dict[str, Any]:
    """Give a new feature with its keys and its id where the last one has them.

    ``geometry`` is in WGS 84; it is written in the layer's own system.
    """
    geometry = _placed(geometry, system_of(text.document, properties), None)
    key = id_property(text.document)
    site_id = properties.get(key)
    feature: dict[str, Any] = {"type": "Feature"}
    last = text.last
    own_properties = last.get("properties")
    if site_id is not None and "id" in last:
        feature["id"] = site_id
        # Where the last one has its id twice, as some programs read only one, so has the new one.
        if not (isinstance(own_properties, dict) and key in own_properties):
            properties = {name: value for name, value in properties.items() if name != key}
    feature |= {"properties": properties, "geometry": geometry}
    known = [name for name in last if name in feature]
    order = [*known, *(name for name in feature if name not in known)]
    return {name: feature[name] for name in order}


def change_feature(
    text: LayerText,
    index: int,
    values: dict[str, Any],
    removed: list[str],
    geometry: dict[str, Any] | EllipsisType | None = ...,
) -> Piece:
    """Set and remove properties, and the geometry where one (or null) is given: in WGS 84."""
    known = text.feature(index)
    feature = text.editable(index)
    if (values or removed) and not isinstance(known.get("properties"), dict):
        feature = feature.having(feature.set_member((), "properties", {}))
        known["properties"] = {}
    for key, value in values.items():
        if key == "id" and "id" in known:
            feature = feature.having(feature.set_member((), "id", value))
            if "id" not in known["properties"]:
                continue
        feature = feature.having(feature.set_member(PROPERTIES, key, value))
    for key in removed:
        if key in known["properties"]:
            feature = feature.having(feature.remove((*PROPERTIES, key)))
    if geometry is not ...:
        kept = known["properties"] if isinstance(known.get("properties"), dict) else {}
        after = {key: value for key, value in (kept | values).items() if key not in removed}
        placed = _placed(geometry, system_of(text.document, after), known.get("geometry"))
        if placed != known.get("geometry"):
            spelling = Spelling(text.source(index))
            data = feature.set_member((), "geometry", spelling.put(placed))
            feature = feature.having(spelling.taken(data))
    return text.changed(index, feature.data)


def _placed(geometry: dict[str, Any] | None, system: str, before: object) -> dict[str, Any] | None:
    try:
        return in_file(geometry, system, before)
    except DatumError as error:
        raise EditError(error.code, datum=system) from error


def id_property(document: LayerDocument) -> str:
    """Name the property that holds the ids."""
    return document.said.id or "id"


def require_name(properties: dict[str, Any], document: LayerDocument) -> None:
    """Refuse a new site without a name, where sites have names.

    Raises
    ------
    EditError
        If it has none in any language.
    """
    names = document.roles.names
    if document.count and not names:
        return
    for key, value in properties.items():
        is_name = key in names or key == "name" or key.startswith("name_")
        if is_name and value is not None and str(value).strip():
            return
    raise EditError("site-nameless")


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
    return free_id(wanted, document) if document.has_ids or not document.count else None


def free_id(wanted: str, document: LayerDocument) -> str:
    """Give the wanted id, or with the smallest number behind it that is free."""
    return unlike(wanted, set(document.ids))


def unlike(wanted: str, taken: Collection[str | None]) -> str:
    """Give the wanted id, or with the smallest number behind it that is none of these."""
    number = 2
    free = wanted
    while free in taken:  # ends: there are finitely many
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
