"""Columns of objects in which one member is what people ask for, as Overture Maps writes them."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

MAIN = "primary"
_BOUNDS = {"xmin", "xmax", "ymin", "ymax"}


def unfolded(table: pa.Table) -> pa.Table:
    """Give ``names: {primary, common, …}`` as its main member, the others beside it.

    Parameters
    ----------
    table
        As it was read. Columns of bounds, which repeat where a row lies, are left out; whatever
        else holds objects stays as it is.
    """
    columns: dict[str, pa.ChunkedArray] = {}
    for field in table.schema:
        column = table.column(field.name)
        members = _members(field.type)
        if MAIN in members and _is_text(field.type.field(MAIN).type):
            columns[field.name] = pc.struct_field(column, MAIN)
            for member in members:
                part = pc.struct_field(column, member)
                if member != MAIN and part.null_count < len(part):
                    columns.setdefault(f"{field.name}.{member}", part)
        elif not members or set(members) != _BOUNDS:
            columns[field.name] = column
    return pa.table(columns)


def _members(kind: pa.DataType) -> list[str]:
    return [member.name for member in kind] if pa.types.is_struct(kind) else []


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
