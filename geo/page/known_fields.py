"""What a map can be coloured, sized and sifted by, by the ids the address and topics know.

``geo/web/src/data/fields.ts`` finds the same fields from the payload; this list is what settings
are checked against.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.page.columns import as_text
from geo.page.fields import MOST_DISTINCT
from geo.page.periods import period_in, periods_of
from geo.sources.recognised import one_of
from geo.sources.recognised import table as words_table
from geo.sources.written_periods import Period, order_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from geo.contract.head_types import Field, Head, Table
    from geo.joining import SiteLayer

_KINDS = {
    "integer": "number", "number": "number", "date": "date", "year": "date", "boolean": "boolean",
}  # fmt: skip
_YEAR = re.compile(r"\s*(\d{4})(?!\d)")
_DAY = re.compile(r"\s*(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")
_LAST_MONTH, _LAST_DAY = 12, 31
_NUMBER = re.compile(r"-?(\d+(\.\d+)?|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_WORDS = words_table("recognised_numbers")
_ABOUT = re.compile(rf"^(?:{one_of(_WORDS['before'])})\s*")
_TAIL = re.compile(rf"\s*(?:{one_of(_WORDS['after'])})$")
# Unmarked they would be digits: 12① is not 121.
_NOTE = re.compile(
    rf"\s*(?:[{_WORDS['notes']['marks']}]+|[(（](?:{one_of(_WORDS['notes']['words'])})\d?[)）])$"
)


@dataclass(frozen=True)
class KnownField:
    """One field.

    Parameters
    ----------
    id
        ``seats``, ``profile.area``, ``indicators/gdp``.
    kind
        ``number``, ``category``, ``date``, ``boolean`` or ``text``.
    years
        Years or other periods of which it has numbers, rising; empty where they do not matter.
    """

    id: str
    kind: str
    years: tuple[Period, ...] = ()


def known_fields(layer: SiteLayer, head: Head) -> dict[str, KnownField]:
    """List the fields of a layer by their ids.

    Parameters
    ----------
    layer
        The joined sites and tables.
    head
        The head so far: its ``fields``, ``others`` and ``tables`` are looked at.
    """
    found = {"category": KnownField("category", "category")}
    for field in [*head["fields"], *head["others"]]:
        name = field["name"]
        known = KnownField(name, _kind(field))
        found.setdefault(name, known)
        if "table" in field:
            found.setdefault(f"{field['table']}.{name}", known)
    if layer.sites.geometry.isna().any():
        found.setdefault("located", KnownField("located", "boolean"))
    for table in head["tables"]:
        for known in _table_fields(layer, table):
            found.setdefault(known.id, known)
    return found


def find(fields: dict[str, KnownField], name: str) -> tuple[KnownField | None, Period | None]:
    """Find a field by its id, and the year of its own that the id names."""
    if name in fields:
        return fields[name], None
    stem, _, year = name.rpartition("@")
    its = period_in(year) if stem in fields else None
    # 2023-13 begins with a year and is none.
    if its is not None and (isinstance(its, str) or re.fullmatch(r"\d{4}", year)):
        return fields[stem], its
    return None, None


def number_in(value: object) -> float | None:
    """Read the number of a cell, as ``numberIn`` of ``numerals.ts`` does; None for none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else None
    text = unicodedata.normalize("NFKC", _NOTE.sub("", str(value).strip())).strip()
    plain = _TAIL.sub("", _ABOUT.sub("", text))
    plain = re.sub(r"(?<=\d)[, ](?=\d{3}(\D|$))", "", plain)
    plain = re.sub(r"^[−–](?=\d)", "-", plain)
    return float(plain) if _NUMBER.fullmatch(plain) else None


def year_in(value: object) -> int | None:
    """Read the year a cell begins with; None where it names none."""
    found = _YEAR.match(as_text(value) or "")
    return int(found[1]) if found else None


def date_in(text: str, *, at_end: bool = False) -> tuple[int, int, int] | None:
    """Read year, month and day of a limit, as ``dateIn`` of ``numerals.ts``; None for none.

    Parameters
    ----------
    text
        ``2019``, ``2019-03`` or ``2019-03-21``.
    at_end
        Whether what it does not say is the last there is instead of the first.
    """
    found = _DAY.match(text)
    if found is None:
        return None
    month, day = (int(part) if part else 0 for part in found.groups()[1:])
    if month > _LAST_MONTH or day > _LAST_DAY:
        return None
    last = (_LAST_MONTH, _LAST_DAY) if at_end else (1, 1)
    return int(found[1]), month or last[0], day or last[1]


def time_columns(
    frame: pd.DataFrame, parts: Mapping[str, str]
) -> tuple[dict[str, list[Any]], dict[str, str]]:
    """Give the cells of the columns that tell the time of figures, and which part each plays."""
    its = {part: parts[part] for part in ("year", "quarter", "month") if part in parts}
    return {column: frame[column].tolist() for column in its.values()}, its


def _kind(field: Field) -> str:
    if field["type"] in _KINDS:
        return _KINDS[field["type"]]
    if field["type"] == "string" and field["distinct"] <= MOST_DISTINCT * field["count"]:
        return "category"
    return "text"


def _table_fields(layer: SiteLayer, table: Table) -> Iterable[KnownField]:
    name, role, parts = table["name"], table["role"], table["parts"]
    label = parts.get("indicator" if role == "figures" else "label")
    key = parts.get("key", label)
    if name not in layer.related or role not in {"figures", "facts"} or key is None:
        return
    frame = layer.related[name]
    keys = [as_text(value) for value in frame[key]]
    if label is not None and label != key:
        keys = [own or as_text(other) for own, other in zip(keys, frame[label], strict=True)]
    value = parts.get("value")
    if value is None:
        return
    # Plain lists: a frame of each of many keys would take longer than all the rest.
    rows_of: dict[str, list[int]] = {}
    for row, own in enumerate(keys):
        if own:
            rows_of.setdefault(own, []).append(row)
    cells = frame[value].tolist()
    period_of = periods_of(*time_columns(frame, parts))
    sites = frame["site"].tolist()
    for own, rows in rows_of.items():
        if role == "figures":
            has = [row for row in rows if number_in(cells[row]) is not None]
            years = {year for row in has if (year := period_of(row)) is not None}
            yield KnownField(f"{name}/{own}", "number", tuple(sorted(years, key=order_of)))
        else:
            texts = [text for row in rows if (text := as_text(cells[row]))]
            count = len({sites[row] for row in rows})
            # Of several sorts at once is only what is sorted.
            if count > 1 and (len(texts) > count or len(set(texts)) <= MOST_DISTINCT * len(texts)):
                yield KnownField(f"{name}/{own}", "category")
