"""Rows that head the rows below them: 一、公园 or “Parks:” alone in a row. They are no sites.

What such a row says becomes a column of the rows it heads.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.problems.texts import printable
from geo.sources import recognised
from geo.sources.tables.header_row import is_number
from geo.sources.tables.summary_rows import COUNTERS, is_remark, is_sum, without_rows

if TYPE_CHECKING:
    from geo.sources.records import Records

COLUMN = "section"
"""What the column is called that says which rows belong together."""
LEAST_COLUMNS, LEAST_ROWS = 3, 2
"""Fewer columns have no room for a heading that stands alone; unless marked as one, it heads
several rows."""
LONGEST = 40
_FORMS = recognised.table("recognised_rows")["sections"]
_NUMERAL = re.compile(rf"(?:{'|'.join(_FORMS['before'])})\s*")
_ALONE = re.compile("|".join(_FORMS["alone"]))


class _Heading(NamedTuple):
    text: str
    is_marked: bool


def with_sections(records: Records) -> Records:
    """Leave out the rows that head others, write what they say beside those, and note it.

    A heading stands alone in its row. It is marked as one by a numeral (一、), a colon, a cell
    merged over its row, or as it stands in a column where all other rows have something else (a
    number that counts them, a name). One without any such mark is taken only if it stands first,
    and if each of its like heads at least two rows: a site of which nothing but the name is known
    is a site.

    Parameters
    ----------
    records
        The rows of a sheet. Files whose rows have geometry come back as they are.
    """
    if records.geometry is not None or not records.is_text or len(records.names) < LEAST_COLUMNS:
        return records
    found = _headings(records)
    heads = _that_head(found, records.count)
    if not heads:
        return records
    column = COLUMN
    while column in records.names:
        column += "_"
    label: str | None = None
    labels = []
    for row in range(records.count):
        label = found[row].text if row in heads else label
        labels.append(label)
    table = records.table.append_column(column, pa.array(labels, pa.string()))
    # Where a column of the sheet sorts the rows, that is their category.
    is_sorted = any(map(records.holds_text, recognised.best("category", records.names)))
    kinds = records.kinds or (None if is_sorted else column)
    told = {
        "rows": ", ".join(str(records.place_of(row, None).line) for row in heads[:10]),
        "texts": printable(", ".join(dict.fromkeys(found[row].text for row in heads))),
        "column": column,
    }
    marked = replace(records, table=table, kinds=kinds, notes=[*records.notes, ("sections", told)])
    return without_rows(marked, heads)


def _that_head(found: dict[int, _Heading], count: int) -> list[int]:
    """Give the rows that head others, of those that may: none follows another, or is the last."""
    if not found:
        return []
    rows = sorted(found)
    sizes = {row: end - row - 1 for row, end in pairwise([*rows, count])}
    marked = [row for row in rows if found[row].is_marked and sizes[row]]
    if marked:
        return marked
    is_whole = rows[0] == 0 and min(sizes.values()) >= LEAST_ROWS
    return rows if is_whole and len(rows) > 1 else []


def _headings(records: Records) -> dict[int, _Heading]:
    """Give the rows that may head others: with one cell, and perhaps the number of a section."""
    columns = [records.table.column(name) for name in records.names]
    filled = np.sum([np.asarray(pc.is_valid(column)) for column in columns], axis=0)
    some = np.flatnonzero(filled <= 2).tolist()
    # Where most rows have but one or two cells, they head nothing.
    if not some or 2 * len(some) > records.count:
        return {}
    counters = {name for name in records.names if "".join(recognised.words_of(name)) in COUNTERS}
    usual = _usual(records, filled)
    found = {}
    for row in some:
        cells = {
            name: text
            for name, column in zip(records.names, columns, strict=True)
            if (text := column[row].as_py())
        }
        number = ""
        if len(cells) == 2 and (own := next(iter(cells))) in counters:
            number = cells.pop(own)
        if len(cells) != 1 or (number and not _ALONE.fullmatch(number)):
            continue
        ((name, text),) = cells.items()
        if name not in counters and recognised.rank("id", name) is not None:
            continue
        if len(text) > LONGEST or is_number(text) or is_sum(text) or is_remark(text):
            continue
        plain = _NUMERAL.sub("", text, count=1).rstrip(":： ")
        is_marked = bool(number) or plain != text or row in records.banners
        is_apart = name in counters or usual not in {None, name}
        if plain:
            found[row] = _Heading(plain, is_marked or is_apart)
    return found


def _usual(records: Records, filled: np.ndarray) -> str | None:
    """Give the column of names, if all rows but the headings have one."""
    name = next(iter(recognised.best("name", records.names)), None)
    if name is None:
        return None
    there = np.asarray(pc.is_valid(records.table.column(name)))
    return name if bool(there[filled > 2].all()) else None
