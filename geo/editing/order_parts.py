"""Cells, rows and columns of an order as the editors of tables take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.editing.csv_edit import GridColumn, GridRow
from geo.editing.table_cells import CellChange, RowChange, TableEdit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.contract.edit_types import CellOrder, EditTableOrder, GridColumnOrder, GridRowOrder


def cell_change(given: CellOrder) -> CellChange:
    """Read what is to become of a cell."""
    texts = {name: str(given[name]) for name in ("table", "column", "old", "value")}
    return CellChange(row=int(given["row"]), **texts)


def row_change(given: Mapping[str, Any]) -> RowChange:
    """Read a row that comes or goes."""
    cells = {str(name): str(value) for name, value in dict(given.get("cells") or {}).items()}
    number = None if given.get("row") is None else int(given["row"])
    return RowChange(str(given["table"]), cells, number, list(map(str, given.get("old") or [])))


def grid_edit(order: EditTableOrder) -> TableEdit:
    """Read what a grid has made of a table."""
    return TableEdit(
        table=str(order["table"]),
        base=str(order["base"]),
        columns=[GridColumn(_origin(given), str(given["name"])) for given in order["columns"]],
        rows=[GridRow(_origin(given), [*map(str, given["cells"])]) for given in order["rows"]],
    )


def _origin(given: GridColumnOrder | GridRowOrder) -> int | None:
    return None if given["from"] is None else int(given["from"])
