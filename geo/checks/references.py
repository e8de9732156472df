"""Holding what tables refer to against what is there: sites, sources, rows of other tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.checks.key_forms import normal, places_among, without_zeros
from geo.checks.shifted import ADDRESS
from geo.ids import split_ids
from geo.problems.likely import Likely
from geo.sources.tables.masked import hold_something
from geo.sources.tables.table_schema import SITES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.sources.tables import Table
    from geo.sources.tables.table_schema import ForeignKey

    Mask = NDArray[np.bool_]

JOIN_COLUMN = "site_id"
SOURCES = "sources"
SOURCE_COLUMN = "source"

_NO_OTHERS: Mapping[str, str] = {}
MOSTLY = 0.5
"""Share of a column's values that are ids of sites, beyond which it seems to mean them."""
_LETTERS = re.compile(r"[^a-z]")
_LIKE_JOIN_COLUMN = {"siteid", "siteids", "idsite"}
# 1.2E+10, 2024/3/1, 3月1日, 1-Mar: what Excel makes of ids such as 12000000000 and 3-1.
_EXCEL_MADE = re.compile(
    r"[0-9](?:\.[0-9]+)?E\+[0-9]+|[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}|[0-9]{1,2}月[0-9]{1,2}日"
    r"|[0-9]{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-[0-9]{2}"
)


def join_column(table: Table) -> str | None:
    """Find the column that names a row's site: ``site_id``, or a foreign key to ``sites.id``."""
    if JOIN_COLUMN in table.frame:
        return JOIN_COLUMN
    keys = table.resource.foreign_keys if table.resource else ()
    found = [key.fields[0] for key in keys if key.resource == SITES and len(key.fields) == 1]
    return next((name for name in found if name in table.frame), None)


def known_sources(tables: dict[str, Table]) -> set[str] | None:
    """Give the ids of the ``sources`` table; none if there is no such table."""
    table = tables.get(SOURCES)
    if table is None or "id" not in table.frame:
        return None
    return _texts_in(id_texts(table.frame["id"]))


def known_addresses(
    tables: dict[str, Table], parts: Mapping[str, Mapping[str, str]]
) -> dict[str, list[str]]:
    """Give the addresses that tables have for sites.

    Parameters
    ----------
    tables
        All of them.
    parts
        By table, which column plays which part, as ``map.toml`` says it: a table of facts may have
        addresses among its rows.

    Returns
    -------
    dict
        By the site's id.
    """
    found: dict[str, list[str]] = {}
    places: list[tuple[pd.DataFrame, str]]
    for name, table in tables.items():
        column = join_column(table)
        if column is None:
            continue
        frame = table.sound
        of_table = parts.get(name, {})
        label, value = of_table.get("label", ""), of_table.get("value", "")
        if label in frame and value in frame:
            is_address = id_texts(frame[label]).str.fullmatch(ADDRESS).eq(other=True)
            places = [(frame[is_address], value)]
        else:
            places = [(frame, str(key)) for key in frame if ADDRESS.fullmatch(str(key))]
        for rows, key in places:
            pairs = zip(id_texts(rows[column]), id_texts(rows[key]), strict=True)
            for site, text in pairs:
                if isinstance(site, str) and isinstance(text, str):
                    found.setdefault(site, []).append(text)
    return found


def check_references(
    table: Table,
    tables: dict[str, Table],
    sites: Collection[str] | None,
    *,
    by_id: bool = True,
    others: Mapping[str, str] = _NO_OTHERS,
) -> Table:
    """Check everything a table refers to.

    Parameters
    ----------
    table
        The table; it is not changed.
    tables
        All of them.
    sites
        The ids of all sites, those left out included; none if they could not be read. Then nothing
        that refers to them is checked.
    by_id
        Whether the rows name their sites by id; otherwise they join by other keys or by place.
    others
        Ids that features have besides those that count, with these.

    Returns
    -------
    Table
        The same, its problems those of its references alone, its faulty rows left out, and its
        join column as text.
    """
    checked = replace(
        table, problems=[], left_out=table.left_out.copy(), frame=table.frame.copy(deep=False)
    )
    column = join_column(checked) if by_id else None
    done: set[tuple[str, ...]] = set()
    if column is not None:
        checked.frame[column] = id_texts(checked.frame[column])
        if sites is not None:
            _check_sites(checked, column, sites, others)
        done.add((column,))
    for key in table.resource.foreign_keys if table.resource else ():
        if key.fields not in done and all(name in checked.frame for name in key.fields):
            if key.resource != SITES:
                _check_key(checked, key, tables)
            elif sites is not None:
                _check_key(checked, key, tables, sites)
            done.add(key.fields)
    sources = known_sources(tables)
    is_citing = table.name != SOURCES and SOURCE_COLUMN in checked.frame
    if sources is not None and is_citing and (SOURCE_COLUMN,) not in done:
        _check_sources(checked, sources)
    return checked


def seems_to_name_sites(name: str, values: pd.Series, sites: Collection[str]) -> bool:
    """Whether a column is meant to hold the sites' ids: by its name, or by most of its values."""
    texts = id_texts(values).dropna()
    is_alike = _LETTERS.sub("", name.casefold()) in _LIKE_JOIN_COLUMN
    return is_alike or bool(len(texts) and (~_absent(texts, sites)).mean() > MOSTLY)


def _check_sites(
    table: Table, column: str, sites: Collection[str], others: Mapping[str, str]
) -> None:
    values = table.frame[column]
    live = ~table.left_out
    blank = ~hold_something(values)
    table.report("join-site-blank", blank & live, column, lambda _row: {})
    unknown = _absent(values, sites) & ~blank & live
    if unknown.any():
        unknown &= ~_take_alike(table, column, sites, unknown)
    if unknown.any():
        values = table.frame[column]
        meant = _Meant(sites, others=others)
        texts = values.to_numpy()
        for code, rows in _split(unknown, texts, meant.code_of).items():
            table.report(code, rows, column, _describe(texts, meant))


def _take_alike(table: Table, column: str, sites: Collection[str], rows: Mask) -> Mask:
    """Take ids that differ in width, composition or outer spaces alone for what they mean; tell."""
    texts = table.frame[column].to_numpy().copy()
    plain: dict[str, str | None] = {}
    for name in sites:
        form = normal(name)
        plain[form] = None if form in plain else name
    meant = {text: plain.get(normal(text)) for text in set(texts[rows])}
    is_met: Mask = rows & np.array([meant.get(text) is not None for text in texts], dtype=bool)
    if is_met.any():
        written = texts.copy()
        describe = lambda row: {"value": written[row], "near": meant[written[row]]}  # noqa: E731
        table.report("join-key-alike", is_met, column, describe, drop=False)
        texts[is_met] = [meant[text] for text in texts[is_met]]
        table.frame[column] = pd.Series(texts, index=table.frame.index, dtype="str")
    return is_met


def _check_key(
    table: Table, key: ForeignKey, tables: dict[str, Table], sites: Collection[str] = ()
) -> None:
    if key.resource == SITES:
        known, target = set(sites), SITES
    else:
        other = tables.get(key.resource) if key.resource else table
        target = key.resource or table.name
        if other is None or any(name not in other.frame for name in key.reference):
            place = {"target": target}
            first = np.zeros(len(table.frame), dtype=bool)
            first[:1] = True
            table.report(
                "join-reference-empty", first, key.fields[0], lambda _row: place, drop=False
            )
            return
        known = _texts_in(_tuples(other.frame, key.reference))
    values = _tuples(table.frame, key.fields)
    rows = _absent(values, known) & values.notna().to_numpy(dtype=bool) & ~table.left_out
    _report_unknown(table, key.fields[0], values, rows, target=target, known=known)


def _check_sources(table: Table, sources: set[str]) -> None:
    values = id_texts(table.frame[SOURCE_COLUMN])
    wrong = {
        text: bad
        for text in values.dropna().unique()
        if (bad := next((id_ for id_ in split_ids(text) if id_ not in sources), None))
    }
    rows = ~_absent(values, wrong) & ~table.left_out
    _report_unknown(
        table, SOURCE_COLUMN, values.replace(wrong), rows, target=SOURCES, known=sources
    )


def _report_unknown(
    table: Table,
    column: str,
    values: pd.Series,
    rows: Mask,
    *,
    target: str,
    known: Collection[str],
) -> None:
    if not rows.any():
        return
    meant = _Meant(known, "join-reference-unknown", "join-reference-mistyped")
    texts = values.to_numpy()
    for code, part in _split(rows, texts, meant.code_of).items():
        describe = _describe(texts, meant, target)
        table.report(code, part, column, describe)


class _Meant:
    """What unknown names were likely meant to be."""

    def __init__(
        self,
        known: Collection[str],
        unknown: str = "join-site-unknown",
        mistyped: str = "join-site-mistyped",
        others: Mapping[str, str] = _NO_OTHERS,
    ) -> None:
        self._others = others
        self._codes = unknown, mistyped
        self._is_of_sites = unknown == "join-site-unknown"
        self._plain = {_plain(name): name for name in known}
        self._likely = Likely(known)

    def near(self, value: str) -> str | None:
        return (
            self._others.get(value) or self._plain.get(_plain(value)) or self._likely.meant(value)
        )

    def code_of(self, value: str) -> str:
        unknown, mistyped = self._codes
        if value in self._others:
            return "join-site-other-id"
        if self.near(value):
            is_short = without_zeros(self.near(value) or "") == without_zeros(value)
            return "join-site-zeros" if is_short and self._is_of_sites else mistyped
        is_excel_made = self._is_of_sites and _EXCEL_MADE.fullmatch(value)
        return "join-site-changed-by-excel" if is_excel_made else unknown


def _plain(name: str) -> str:
    """Reduce a name to how it looks: without width, case, spaces, and zeros Excel takes off."""
    return unicodedata.normalize("NFKC", name).strip().casefold().lstrip("0").replace("_", "-")


def _describe(
    texts: NDArray[np.object_], meant: _Meant, target: str = SITES
) -> Callable[[int], dict[str, Any]]:
    return lambda row: {"value": texts[row], "near": meant.near(texts[row]), "target": target}


def _split(
    rows: Mask,
    texts: NDArray[np.object_],
    code_of: Callable[[str], str],
) -> dict[str, Mask]:
    """Split a mask by the code each row's value gets."""
    codes: dict[str, Mask] = {}
    for row in np.flatnonzero(rows).tolist():
        mask = codes.setdefault(code_of(texts[row]), np.zeros(len(rows), dtype=bool))
        mask[row] = True
    return codes


def _absent(values: pd.Series, known: Collection[str]) -> Mask:
    """Mark the values that are not among others."""
    if len(values) <= len(known) and isinstance(known, AbstractSet):
        # One of thousands of small tables does not go through all sites.
        return np.array([text not in known for text in values.tolist()], dtype=bool)
    absent: Mask = places_among(values, known) < 0
    return absent


def id_texts(values: pd.Series) -> pd.Series:
    """Give ids as text, whatever type their column has; numbers without ``.0``."""
    if values.dtype == "str":
        return values
    if values.dtype.kind == "f":
        whole = values.dropna()
        if (whole % 1 == 0).all():
            values = values.astype("Int64")
    return pd.Series([_text(value) for value in values], index=values.index, dtype="str")


def _text(value: object) -> str | None:
    if isinstance(value, list):
        return ",".join(map(str, value))
    is_missing = value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value))
    return None if is_missing else str(value)


def _texts_in(values: pd.Series) -> set[str]:
    """Give the texts of a column, each once."""
    return {value for value in values.tolist() if isinstance(value, str)}


def _tuples(frame: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    """Give several columns as one text, null where all of them are; a key may name one twice."""
    # Column by column: a frame of few is long in the making.
    columns = [id_texts(frame[name]) for name in names]
    if len(columns) == 1:
        return columns[0]
    joined = columns[0].fillna("")
    for column in columns[1:]:
        joined = joined + ", " + column.fillna("")
    empty = np.logical_and.reduce([column.isna() for column in columns])
    return joined.mask(empty)
