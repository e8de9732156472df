"""One cell changes; encoding, quoting and line ends of all others stay."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from geo.editing.csv_edit import set_cell
from geo.sources.tables.csvtext import CsvText

VALUE = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=6)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[str]], str, str]:
    width = draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(VALUE, min_size=width, max_size=width), min_size=1, max_size=5))
    delimiter = draw(st.sampled_from([",", ";", "\t"]))
    stream = io.StringIO()
    csv.writer(
        stream,
        delimiter=delimiter,
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        lineterminator=draw(st.sampled_from(["\r\n", "\n"])),
    ).writerows(rows)
    return rows, stream.getvalue(), delimiter


@given(tables(), st.data())
def test_one_cell_changes_and_the_others_keep_their_bytes(
    table: tuple[list[list[str]], str, str], data: st.DataObject
) -> None:
    rows, text, delimiter = table
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, len(rows[row]) - 1))
    value = data.draw(VALUE)
    after = set_cell(text, row, column, value, delimiter)
    cell = CsvText(text, delimiter).row(row).cells[column]
    assert after.startswith(text[: cell.offset])
    assert after.endswith(text[CsvText(text, delimiter).end(cell) :])
    rows[row][column] = value
    assert list(csv.reader(io.StringIO(after, newline=""), delimiter=delimiter)) == rows


def test_quotes_stay_where_they_were_and_come_where_they_must() -> None:
    text = 'id,名称\r\na,"甲"\r\nb,乙\r\n'
    assert set_cell(text, 1, 1, "丙") == 'id,名称\r\na,"丙"\r\nb,乙\r\n'
    assert set_cell(text, 2, 1, "丙,丁") == 'id,名称\r\na,"甲"\r\nb,"丙,丁"\r\n'
    assert set_cell(text, 2, 1, "乙") == text
