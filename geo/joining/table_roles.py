"""What a table is for, told by its columns: figures, facts, relations, sources, or just rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.sources.recognised import table_parts

if TYPE_CHECKING:
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

    def plays(role: str, part: str) -> bool:
        return not columns.isdisjoint(table_parts()[role][part])

    if reference:
        is_sources = name == "sources" or ("id" in columns and plays("sources", "title"))
        return "sources" if is_sources else "rows"
    if plays("relations", "other") and plays("relations", "relation"):
        return "relations"
    if plays("figures", "value"):
        if plays("figures", "label") and any(
            plays("figures", part) for part in ("unit", "change", "year")
        ):
            return "figures"
        if plays("facts", "label"):
            return "facts"
    return "rows"


def parts_of(role: str, columns: list[str]) -> dict[str, str]:
    """Name the column that plays each part of a role."""
    parts = {}
    for part, names in table_parts()[role].items():
        column = next((name for name in names if name in columns), None)
        if column is not None:
            parts[_RENAMED.get((role, part), part)] = column
    return parts
