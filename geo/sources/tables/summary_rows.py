"""Rows that sum up the others (合计, Total), and remarks below them (注：…). They are no sites."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.problems.texts import printable
from geo.sources.position_columns import find_position_columns
from geo.sources.recognised import table, words_of
from geo.sources.tables.header_row import is_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.problems import Problem
    from geo.sources.records import Records

WORDS = frozenset(table("recognised_rows")["sums"])
"""What such a row begins with, folded: NFKC, without case, spaces and colons."""
_REMARK = re.compile(
    rf"(?:{'|'.join(table('recognised_rows')['remarks']['words'])})\s*\d*\s*[:：].*",
    re.IGNORECASE | re.DOTALL,
)
COUNTERS = frozenset(table("recognised_rows")["counters"])
LEAST_ROWS = 2
"""Fewer rows than this have nothing to be summed up."""
LOOKED_AT = 4
"""Columns from the left, one of which holds the word."""
LONGEST = 16
"""Letters of such a word, spaces among them."""


def without_summaries(records: Records) -> Records:
    """Leave out the rows that sum up the others, and note it.

    A row does so if it begins with a word for a sum and lies nowhere: a filling station may be
    called Total. Where no row says where it lies, only the last one is taken for a sum.

    Parameters
    ----------
    records
        The rows of a sheet. Files whose rows have geometry come back as they are.
    """
    count = records.count
    if records.geometry is not None or not records.is_text or count < LEAST_ROWS:
        return records
    records = _without_footers(_without_remarks(records))
    count = records.count
    found = _begun_with_sum(records)
    if not found:
        return records
    placing = [column for column, _, _ in find_position_columns(records, records.names)]
    if placing:
        left = [row for row in found if not any(_cells(records, row, placing))]
    else:
        left = [row for row in found if row == count - 1]
    if not left:
        return records
    return _without(records, left, "summary")


def is_remark(text: str) -> bool:
    """Whether a cell begins as a remark below a table does: 注：…, Source: …, 制表人：…."""
    return _REMARK.fullmatch(text) is not None


def _without_remarks(records: Records) -> Records:
    """Leave out the rows at the foot in which each cell calls itself a remark, or a signature."""
    first = records.count
    while first > 1 and len(records.names) > 1:
        there = [text for text in _cells(records, first - 1) if text]
        if not there or not all(map(is_remark, there)):
            break
        first -= 1
    left = list(range(first, records.count))
    return _without(records, left, "remark") if left else records


def _without_footers(records: Records) -> Records:
    """Leave out rows in which a text alone stands where all others have a number that counts them.

    So stand the numbers of pages, and who made the sheet.
    """
    counters = [n for n in records.names if "".join(words_of(n)) in COUNTERS]
    if not counters or len(records.names) <= LEAST_ROWS:
        return records
    column = records.table.column(counters[0])
    texts = pc.unique(column.drop_null()).to_pylist()
    odd = [text for text in texts if not is_number(text)]
    # Most are numbers, or the column is no counter.
    if not odd or len(odd) > len(texts) / 2:
        return records
    rows = np.flatnonzero(np.asarray(pc.is_in(column, value_set=pa.array(odd, column.type))))
    left = [row for row in rows.tolist() if sum(map(bool, _cells(records, row))) == 1]
    return _without(records, left, "remark") if left else records


def _without(records: Records, left: list[int], note: str) -> Records:
    """Give the other rows, and note each that is left out."""
    place_of = records.place_of
    told = []
    for row in left:
        text = printable(", ".join(filter(None, _cells(records, row, records.names))))
        told.append((note, {"row": place_of(row, None).line, "text": text}))
    return without_rows(replace(records, notes=[*records.notes, *told]), left)


def without_rows(records: Records, left: list[int]) -> Records:
    """Give the other rows, each with its place and what is wrong with it."""
    kept = np.setdiff1d(np.arange(records.count), left)
    place_of = records.place_of
    return replace(
        records,
        table=records.table.take(pa.array(kept)),
        place_of=lambda row, name: place_of(int(kept[row]) if row < len(kept) else row, name),
        problems=_moved(records.problems, kept),
    )


def _begun_with_sum(records: Records) -> list[int]:
    """Give the rows whose first cell with something in it is a word for a sum."""
    found: set[int] = set()
    for name in records.names[:LOOKED_AT]:
        column = records.table.column(name)
        # Of a million rows few values differ, or few are as short as such a word.
        some = pc.unique(column.filter(pc.less_equal(pc.utf8_length(column), LONGEST))).to_pylist()
        words = [text for text in some if text and is_sum(text)]
        if words:
            begins = pc.is_in(column, value_set=pa.array(words, column.type))
            found |= set(np.flatnonzero(np.asarray(begins)).tolist())
    return sorted(row for row in found if is_sum(next(filter(None, _cells(records, row)))))


def _cells(records: Records, row: int, names: Sequence[str] | None = None) -> list[str | None]:
    return [records.table.column(name)[row].as_py() for name in names or records.names]


def is_sum(text: str) -> bool:
    """Whether a cell is a word for a sum."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(folded.split()).strip(":") in WORDS


def _moved(problems: list[Problem], kept: NDArray[np.int64]) -> list[Problem]:
    """Count rows anew in what is wrong with them; a row that is left out is told as such alone."""
    place = {row: at for at, row in enumerate(kept.tolist())}
    return [
        problem if problem.index is None else replace(problem, index=place[problem.index])
        for problem in problems
        if problem.index is None or problem.index in place
    ]
