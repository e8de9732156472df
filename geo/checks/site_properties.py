"""What the features say as sites: ids, names, categories, references, accuracy, datum, links."""

from __future__ import annotations

import json
import math
import re
from itertools import chain
from types import NoneType
from typing import TYPE_CHECKING, Any

from geo.checks.report import is_number, kind_of
from geo.ids import as_key, slug, split_ids
from geo.positions.datum import DATUMS
from geo.problems.likely import Likely, nearest
from geo.problems.texts import printable
from geo.sources.geojson.made_ids import as_id
from geo.sources.recognised import best
from geo.sources.wording import short_text, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from geo.checks.report import Report
    from geo.sources.cst import Pointer
    from geo.sources.geojson.layer_document import LayerDocument

    Faults = list[tuple[str, dict[str, Any]]]
    Checker = Callable[[Any], Faults]
    """Tells what is wrong with a value: codes and what their sentences say."""

# Ids go into addresses and into lists that commas separate.
_NOT_IN_SLUGS = r"""\s,;/?#&=%"'<>\\"""
SLUG, NOT_SLUG = re.compile(f"[^{_NOT_IN_SLUGS}]+"), re.compile(f"[{_NOT_IN_SLUGS}]")
EPSG = re.compile(r"epsg:\d{4,6}", re.IGNORECASE)
LINK = re.compile(r"https?://[^\s/]\S*|mailto:[^\s@]+@\S+|tel:[+\d][\d\s().-]*", re.IGNORECASE)
MAX_DEPTH = 100
UNUSUAL = {dict, list, float}
"""Kinds of values that may hold what cannot be shown."""
CIRCLE_SHOWN = 5
MOST_CELLS = 10_000_000
LONGEST_TEXT = 1_000_000
"""Characters of one text: a thick book. More are nothing a map tells."""
SPARSE = 10
"""A table may have so many cells for each that has a value, if it has more than ten million."""


def check_ids(report: Report) -> None:
    """Report ids that are missing, repeated, of another kind than text or number, or no slugs.

    Where nothing refers to ids, they are made: then that is told, once.
    """
    document = report.document
    ids = document.written_ids
    _report_other_ids(report, ids)
    if _are_sound(ids):
        return
    if not document.ids_matter:
        _report_made(report, ids)
        return
    first: dict[str, int] = {}
    for index, name in enumerate(ids):
        if name is None:
            if index not in document.blank:
                _report_no_id(report, index)
        elif name in first:
            if report.is_full("duplicate-id"):
                report.count("duplicate-id", [index])
                continue
            earlier = document.place(document.feature_pointer(first[name])).line
            report.add("duplicate-id", _id_of(document, index)[0], id=name, first=earlier)
        else:
            first[name] = index
            if NOT_SLUG.search(name):
                where = _id_of(document, index)[0]
                report.add("id-not-slug", where, id=name, slug=slug(name) or f"site-{index + 1}")


def _report_other_ids(report: Report, ids: list[str | None]) -> None:
    """Tell, once, that features have ids of their own beside those that count."""
    own = report.document.own_ids
    differ = [
        index
        for index, (one, other) in enumerate(zip(own, ids, strict=False))
        if one is not None and other is not None and one != other
    ]
    if differ:
        index = differ[0]
        where = (*report.document.feature_pointer(index), "id")
        report.add("id-other", where, own=own[index], id=ids[index], count=len(differ))


def _report_made(report: Report, ids: list[str | None]) -> None:
    document = report.document
    missing = [i for i, name in enumerate(ids) if name is None and i not in document.blank]
    seen: set[str | None] = set()
    repeated = [i for i, name in enumerate(ids) if name in seen or seen.add(name)]  # type: ignore[func-returns-value]
    repeated = [index for index in repeated if ids[index] is not None]
    if missing:
        where = document.feature_pointer(missing[0])
        report.add("ids-missing", where, count=len(missing), made=document.ids[missing[0]])
    if repeated:
        index = repeated[0]
        other = _unique_property(document)
        report.add(
            "ids-repeated-other" if other else "ids-repeated",
            _id_of(document, index)[0],
            count=len(repeated),
            id=ids[index],
            made=document.ids[index],
            key=other or "",
        )


def _unique_property(document: LayerDocument) -> str | None:
    """Find a property that every site has, each another value of it that may be its id."""
    named = best("id", document.property_names)
    for name in [*named, *(one for one in document.property_names if one not in named)]:
        if name != (document.said.id or "id"):
            ids = list(map(as_id, document.column(name)))
            if _are_sound(ids):
                return name
    return None


def _are_sound(ids: list[str | None]) -> bool:
    """Whether ids are there, slugs and unique, as almost all are: all of them at once."""
    if None in ids or len(set(ids)) < len(ids):
        return False
    return NOT_SLUG.search("\0".join(filter(None, ids))) is None


def check_names(report: Report) -> None:
    """Report that some sites have no name where others have one."""
    document = report.document
    columns = [document.column(name) for name in document.roles.names]
    # Almost all layers have a text in each: that is told of all of them at once.
    if not columns or (set(map(type, columns[0])) == {str} and all(map(str.strip, columns[0]))):
        return
    without = [
        index
        for index, names in enumerate(zip(*columns, strict=True))
        if not any(map(short_text, names))
        and index not in document.blank
        and not _has_translation(document.properties[index], "name")
    ]
    if without and len(without) < document.count:
        pointer = (*document.feature_pointer(without[0]), "properties")
        report.add(
            "name-missing",
            pointer,
            index=without[0],
            key=document.roles.names[0],
            count=len(without),
            total=document.count,
        )


def check_properties(
    report: Report, categories: Collection[str] | None, source_ids: Collection[str] | None
) -> None:
    """Report values of properties with a meaning that cannot be what is meant."""
    document = report.document
    checkers: dict[str, Checker] = {
        "accuracy_m": _check_accuracy,
        "datum": _check_datum,
        "link": _check_link,
    }
    if "part_of" in document.property_names:
        checkers["part_of"] = _references("part_of", set(document.ids), "unknown-part-of")
    if source_ids is not None:
        checkers["source"] = _references("source", source_ids, "unknown-source")
    if categories and "category" not in document.roles.guessed:
        (category,) = document.roles.categories or ("category",)
        checkers[category] = _category(categories, category)
    if "category" in document.property_names and "category" not in checkers:
        checkers["category"] = _check_category
    for name in [name for name in document.property_names if name in checkers]:
        for index, faults in _faulty(document.column(name), checkers[name]):
            for code, params in faults:
                report.add(code, _at(report, index, name), **params)
    # The values of a plain layer are texts, flags and finite numbers.
    if document.plain is None:
        _check_values(report)
    _check_breadth(report)
    _check_lengths(report)


def _faulty(values: list[Any], check: Checker) -> Iterator[tuple[int, Faults]]:
    """Give what is wrong with each of a property's values that is not as it should be."""
    if set(map(type, values)) <= {str, NoneType}:
        # Many sites share few texts: each is looked at once.
        wrong = {text: faults for text in set(values) if text and (faults := check(text))}
        if wrong:
            yield from ((at, wrong[text]) for at, text in enumerate(values) if text in wrong)
        return
    for index, value in enumerate(values):
        if value is not None and value != "" and (faults := check(value)):
            yield index, faults


def check_circles(report: Report) -> None:
    """Report sites that are part of themselves, by however many steps; each circle once."""
    if "part_of" not in report.document.property_names:
        return
    ids = report.document.ids
    rows = {name: index for index, name in enumerate(ids) if name is not None}
    wholes = [rows.get(str(whole)) for whole in report.document.column("part_of")]
    seen: dict[int, int] = {}
    for first in range(len(wholes)):
        way: list[int] = []
        at: int | None = first
        while at is not None and at not in seen:
            seen[at] = first
            way.append(at)
            at = wholes[at]
        if at is not None and seen[at] == first:
            circle = way[way.index(at) :]
            shown = [str(ids[index]) for index in circle[:CIRCLE_SHOWN]]
            # A way that does not exist would be looked for in vain.
            shown += ["…"] if len(circle) > CIRCLE_SHOWN else []
            names = " → ".join([*shown, shown[0]])
            report.add("part-of-itself", _at(report, circle[0], "part_of"), circle=names)


def _check_breadth(report: Report) -> None:
    """Report properties so many and so sparse that a table of them would outgrow any memory."""
    document = report.document
    names = len(document.property_names)
    if names * document.count <= MOST_CELLS:
        return
    if names * document.count > SPARSE * sum(map(len, document.properties)):
        where = ("features",) if document.form == "collection" else ()
        report.add("too-many-properties", where, count=names)
        report.faulty.update(range(document.count))


def _check_lengths(report: Report) -> None:
    """Report texts so long that no map tells them: each step would hold them once more."""
    document = report.document
    if not _may_hold(document.source.text, LONGEST_TEXT):
        return
    for name in document.property_names:
        for index, value in enumerate(document.column(name)):
            if isinstance(value, str) and len(value) > LONGEST_TEXT:
                params: dict[str, Any] = {
                    "key": name,
                    "count": f"{len(value):,}",
                    "most": f"{LONGEST_TEXT:,}",
                }
                report.add("text-too-long", _at(report, index, name), **params)


def _may_hold(source: str, length: int) -> bool:
    """Whether JSON may hold a text of more characters: half as many in a row without its end."""
    half = length // 2
    for start in range(0, len(source) - length, half):
        at = source.find('"', start, start + half)
        while at > 0 and source[at - 1] == "\\":
            at = source.find('"', at + 1, start + half)
        if at < 0:
            return True
    return False


def _id_of(document: LayerDocument, index: int) -> tuple[Pointer, Any]:
    """Where a feature's id stands, and what it is: the property, or the feature's own."""
    pointer, value = document.feature_pointer(index), document.properties[index].get("id")
    if value is not None:
        return (*pointer, "properties", "id"), value
    return (*pointer, "id"), document.features[index].get("id")


def _report_no_id(report: Report, index: int) -> None:
    document = report.document
    where, own = _id_of(document, index)
    if own is not None and own != "":
        report.add("id-kind", where, on="key", kind=kind_of(own))
        return
    texts = document.properties[index]
    named = texts.get("name") or texts.get("name_en")
    suggestion = (slug(named) if isinstance(named, str) else "") or f"site-{index + 1}"
    report.add("missing-id", document.feature_pointer(index), suggestion=suggestion)


def _has_translation(properties: dict[str, Any], name: str) -> bool:
    return any(
        key.startswith(f"{name}_") and isinstance(text, str) and text.strip()
        for key, text in properties.items()
    )


def _at(report: Report, index: int, name: str) -> Pointer:
    return (*report.document.feature_pointer(index), "properties", name)


def _check_accuracy(value: Any) -> Faults:
    if is_number(value) and value > 0 and not math.isinf(value):
        return []
    return [("accuracy-not-positive", {"found": _written(value)})]


def _written(value: Any) -> str:
    """Give a value as it stands in the file: a text in its quotes, a list in its brackets."""
    return json.dumps(value, ensure_ascii=False)


def _check_datum(value: Any) -> Faults:
    if isinstance(value, str) and (value in DATUMS or EPSG.fullmatch(value)):
        return []
    meant = nearest(str(value).replace("-", ""), DATUMS) or "wgs84"
    return [("unknown-datum", {"found": str(value), "meant": meant})]


def _check_link(value: Any) -> Faults:
    if isinstance(value, str) and LINK.fullmatch(value.strip()):
        return []
    return [("link-not-address", {"found": str(value)})]


def _check_category(value: Any, key: str = "category") -> Faults:
    if not isinstance(value, bool | list | dict):
        return []
    found = shortened(json.dumps(value, ensure_ascii=False))
    return [("category-not-text", {"key": key, "found": found})]


def _category(categories: Collection[str], key: str) -> Checker:
    likely = Likely(categories)

    def check(value: Any) -> Faults:
        if isinstance(value, bool | list | dict):
            return _check_category(value, key)
        name = str(value)
        if name in categories:
            return []
        code, params = _unknown("unknown-category", name, likely)
        return [(code, {**params, "table": printable(as_key(name))})]

    return check


def _references(field: str, known: Collection[str | None], code: str) -> Checker:
    likely = Likely([name for name in known if name is not None])

    def check(value: Any) -> Faults:
        # A list of ids says the same as the ids with commas, which is how they are to be written.
        parts = map(str, value) if isinstance(value, list) else split_ids(str(value))
        faults: Faults = [("ids-as-list", {"key": field})] if isinstance(value, list) else []
        names = (part.strip() for part in parts)
        return faults + [
            _unknown(code, name, likely) for name in names if name and name not in known
        ]

    return check


def _unknown(code: str, name: str, likely: Likely) -> tuple[str, dict[str, Any]]:
    meant = likely.meant(name)
    if meant is None:
        return code, {"found": name}
    return f"{code}-near", {"found": name, "meant": meant}


def _check_values(report: Report) -> None:
    values = chain.from_iterable(map(dict.values, report.document.properties))
    if UNUSUAL.isdisjoint(map(type, values)):
        return
    for index, properties in enumerate(report.document.properties):
        for name, value in properties.items():
            if type(value) in UNUSUAL:
                _check_value(report, index, name, value)


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
