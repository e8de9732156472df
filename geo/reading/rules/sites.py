"""What the features say as sites: ids, names, categories, references, accuracy, datum, links."""

from __future__ import annotations

import difflib
import math
import re
from typing import TYPE_CHECKING, Any

from geo.datum import DATUMS
from geo.reading.rules.context import is_number, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from geo.reading.cst import Pointer
    from geo.reading.geojson import LayerDocument
    from geo.reading.rules.context import Report

    Checker = Callable[[Report, int, Any], None]

# Ids go into addresses and into lists that commas separate.
SLUG = re.compile(r"[^\s,;/?#&=%\"'<>\\]+")
EPSG = re.compile(r"epsg:\d{4,6}", re.IGNORECASE)
LINK = re.compile(r"https?://[^\s/]\S*|mailto:[^\s@]+@\S+|tel:[+\d][\d\s().-]*", re.IGNORECASE)
NAME_LIKE = re.compile(
    r"name|title|label|(site|place|full)_?name|名称|名字|地名|标题", re.IGNORECASE
)
MAX_DEPTH = 100


def nearest(value: str, known: Collection[str]) -> str | None:
    """Find what was most likely meant by a name that is not known."""
    # The comparison takes time with the number of names: a slip is worth finding, not at any price.
    if not known or len(known) > 20_000:
        return None
    near = difflib.get_close_matches(value[:80], sorted(known), 1, 0.6)
    return near[0] if near else None


def check_ids(report: Report) -> None:
    """Report ids that are missing, repeated, of another kind than text or number, or no slugs."""
    document = report.document
    first: dict[str, int] = {}
    for index, name in enumerate(document.ids):
        if name is None:
            if document.features[index]:
                _report_no_id(report, index)
        elif name in first:
            earlier = document.place(document.feature_pointer(first[name])).line
            report.add("duplicate-id", _id_of(document, index)[0], id=name, first=earlier)
        else:
            first[name] = index
            if not SLUG.fullmatch(name):
                where = _id_of(document, index)[0]
                report.add("id-not-slug", where, id=name, slug=slug(name) or f"site-{index + 1}")


def slug(name: str) -> str:
    """Make an id of a name: ``Baima Lake`` → ``baima-lake``; Chinese stays Chinese."""
    return re.sub(r"[\s,;/?#&=%\"'<>\\_-]+", "-", name.strip().lower()).strip("-")


def check_names(report: Report) -> None:
    """Report sites without a name.

    Where no site has one, the layer was not written for this map: then it is only reported if
    another property seems to hold the names.
    """
    document = report.document
    without = [
        index
        for index, feature in enumerate(document.features)
        if feature and not _has_text(feature, "name")
    ]
    if len(without) < len(document.features):
        for index in without:
            pointer = (*document.feature_pointer(index), "properties")
            report.add("name-missing", pointer, index=index)
        return
    for index in without[:1]:
        properties = document.features[index].get("properties")
        for key in properties if isinstance(properties, dict) else ():
            if key != "name" and NAME_LIKE.fullmatch(key):
                where = (*document.feature_pointer(index), "properties", key)
                report.add("names-missing", where, on="key", key=key)
                return


def check_properties(
    report: Report, categories: Collection[str] | None, source_ids: Collection[str] | None
) -> None:
    """Report values of properties with a meaning that cannot be what is meant."""
    document = report.document
    ids = {name for name in document.ids if name is not None}
    checkers: dict[str, Checker] = {
        "accuracy_m": _check_accuracy,
        "datum": _check_datum,
        "link": _check_link,
        "part_of": _references("part_of", ids, "unknown-part-of"),
    }
    if source_ids is not None:
        checkers["source"] = _references("source", source_ids, "unknown-source")
    if categories:
        checkers["category"] = _category(categories)
    for index, feature in enumerate(document.features):
        properties = feature.get("properties")
        if not isinstance(properties, dict):
            continue
        for name, value in properties.items():
            if name in checkers and value is not None and value != "":
                checkers[name](report, index, value)
            kind = type(value)
            if kind is dict or kind is list or (kind is float and math.isinf(value)):
                _check_value(report, index, name, value)


def _id_of(document: LayerDocument, index: int) -> tuple[Pointer, Any]:
    """Where a feature's id stands, and what it is: the property, or the feature's own."""
    pointer, feature = document.feature_pointer(index), document.features[index]
    properties = feature.get("properties")
    if isinstance(properties, dict) and properties.get("id") is not None:
        return (*pointer, "properties", "id"), properties["id"]
    return (*pointer, "id"), feature.get("id")


def _report_no_id(report: Report, index: int) -> None:
    document = report.document
    where, own = _id_of(document, index)
    if own is not None and own != "":
        report.add("id-kind", where, on="key", kind=kind_of(own))
        return
    properties = document.features[index].get("properties")
    texts = properties if isinstance(properties, dict) else {}
    named = texts.get("name_en") or texts.get("name")
    suggestion = (slug(named) if isinstance(named, str) else "") or f"site-{index + 1}"
    report.add("missing-id", document.feature_pointer(index), suggestion=suggestion)


def _has_text(feature: dict[str, Any], name: str) -> bool:
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return False
    # A name in one language at least.
    value = properties.get(name)
    if isinstance(value, str) and value.strip():
        return True
    return any(
        key.startswith(f"{name}_") and isinstance(text, str) and text.strip()
        for key, text in properties.items()
    )


def _at(report: Report, index: int, name: str) -> Pointer:
    return (*report.document.feature_pointer(index), "properties", name)


def _check_accuracy(report: Report, index: int, value: Any) -> None:
    if not is_number(value) or not value > 0 or math.isinf(value):
        report.add("accuracy-not-positive", _at(report, index, "accuracy_m"), found=str(value))


def _check_datum(report: Report, index: int, value: Any) -> None:
    if isinstance(value, str) and (value in DATUMS or EPSG.fullmatch(value)):
        return
    meant = nearest(str(value).lower().replace("-", ""), DATUMS) or "wgs84"
    report.add("unknown-datum", _at(report, index, "datum"), found=str(value), meant=meant)


def _check_link(report: Report, index: int, value: Any) -> None:
    if not isinstance(value, str) or not LINK.fullmatch(value.strip()):
        report.add("link-not-address", _at(report, index, "link"), found=str(value))


def _category(categories: Collection[str]) -> Checker:
    def check(report: Report, index: int, value: Any) -> None:
        name = str(value)
        if name not in categories:
            meant = nearest(name, categories)
            where = _at(report, index, "category")
            if meant:
                report.add("unknown-category-near", where, found=name, meant=meant)
            else:
                report.add("unknown-category", where, found=name)

    return check


def _references(field: str, known: Collection[str], code: str) -> Checker:
    def check(report: Report, index: int, value: Any) -> None:
        for name in (part.strip() for part in str(value).split(",")):
            if not name or name in known:
                continue
            meant = nearest(name, known)
            where = _at(report, index, field)
            if meant:
                report.add(f"{code}-near", where, found=name, meant=meant)
            else:
                report.add(code, where, found=name)

    return check


def _check_value(report: Report, index: int, name: str, value: Any) -> None:
    """Report numbers no computer holds, and nesting no program shows."""
    pending: list[tuple[Any, int]] = [(value, 0)]
    while pending:
        entry, depth = pending.pop()
        if isinstance(entry, float) and math.isinf(entry):
            report.add("number-too-large", _at(report, index, name))
            return
        if depth > MAX_DEPTH:
            report.add("json-too-deep", _at(report, index, name), limit=MAX_DEPTH)
            return
        if isinstance(entry, dict):
            pending += [(child, depth + 1) for child in entry.values()]
        elif isinstance(entry, list):
            pending += [(child, depth + 1) for child in entry]
