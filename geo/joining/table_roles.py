"""What a table is for, told by its columns: figures, facts, relations, sources, or just rows."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from geo.sources.recognised import table_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.contract.head_types import TableRole

# The page calls the first part of a figure by the table's usual name for it.
_RENAMED = {("figures", "label"): "indicator"}


def role_of(name: str, columns: set[str], *, reference: bool) -> TableRole:
    """Tell the role of a table nobody gave one.

    Parameters
    ----------
    name
        The table's.
    columns
        Their names.
    reference
        Whether other tables refer to it, instead of its rows to sites.
    """
    called = {_plain(column) for column in columns}

    def plays(role: str, part: str) -> bool:
        return not called.isdisjoint(table_parts()[role][part])

    if reference:
        is_sources = name == "sources" or ("id" in called and plays("sources", "title"))
        return "sources" if is_sources else "rows"
    if plays("relations", "other") and plays("relations", "relation"):
        return "relations"
    if plays("figures", "value"):
        is_dated = any(plays("figures", part) for part in ("year", "quarter", "month"))
        if plays("figures", "label") and (
            is_dated or plays("figures", "unit") or plays("figures", "change")
        ):
            return "figures"
        # What has a value a year is no fact, though nothing but its key says what it is.
        if plays("figures", "key") and is_dated:
            return "figures"
        if plays("facts", "label"):
            return "facts"
    return "rows"


def parts_of(role: str, columns: list[str]) -> dict[str, str]:
    """Name the column that plays each part of a role."""
    parts = {}
    written = _as_written(columns)
    for part, names in table_parts()[role].items():
        column = next((written[name] for name in names if name in written), None)
        if column is not None:
            parts[_RENAMED.get((role, part), part)] = column
    if role == "figures" and "key" in parts:
        parts.setdefault("indicator", parts["key"])
    return parts


def _as_written(columns: Iterable[str]) -> dict[str, str]:
    """Give columns by what they are called, the first of several that are called alike."""
    found: dict[str, str] = {}
    for column in columns:
        found.setdefault(_plain(column), column)
    return {**found, **{column: column for column in columns}}


def _plain(column: str) -> str:
    """Give a heading in plain small letters: Year and ＹＥＡＲ are year."""
    return unicodedata.normalize("NFKC", column).strip().casefold()
