"""Labels that stand at the first row of their group alone: those of the rows below are blank.

Where the cells of a group are one merged cell, a workbook says so (``Sheet.filled_below``); often
they are only left empty, and in a CSV nothing else is left of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa

from geo.problems.texts import printable
from geo.sources import recognised
from geo.sources.tables.header_row import is_number

if TYPE_CHECKING:
    from geo.sources.records import Records

LEAST_GROUPS = 2
LONGEST = 40
MOST_FILLED = 0.7
"""Share of the rows that have a label, at most: then groups have more than one row."""


def with_group_labels(records: Records) -> Records:
    """Write the label of a group into each of its rows, and note it.

    Such a column stands before that of the names, begins in the first row, has no label twice, and
    the names have none missing: a remark beside some rows stands behind them.

    Parameters
    ----------
    records
        The rows of a sheet. Files whose rows have geometry come back as they are.
    """
    if records.geometry is not None or not records.is_text or records.count <= LEAST_GROUPS:
        return records
    name = next(iter(recognised.best("name", records.names)), None)
    if name is None or any(text is None for text in records.texts(name)):
        return records
    table, told = records.table, []
    for column in records.names[: records.names.index(name)]:
        texts = records.texts(column)
        if not _are_labels(column, texts):
            continue
        filled, label = [], None
        for text in texts:
            label = text or label
            filled.append(label)
        at = table.column_names.index(column)
        table = table.set_column(at, column, pa.array(filled, pa.string()))
        told.append(("groups", {"column": printable(column)}))
    return replace(records, table=table, notes=[*records.notes, *told]) if told else records


def _are_labels(column: str, texts: list[str | None]) -> bool:
    there = [text for text in texts if text]
    return (
        bool(texts and texts[0])
        and len(there) >= LEAST_GROUPS
        and len(there) <= MOST_FILLED * len(texts)
        and len(set(there)) == len(there)
        and not any(is_number(text) or len(text) > LONGEST for text in there)
        and recognised.rank("id", column) is None
    )
