"""Delimited text: its cells, where each stands, and the two ways to read it."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.problems.texts import LineIndex
from geo.sources.tables.csvtext import CsvText, read_quickly

PIECES = st.text(st.sampled_from('ab,;"\n\r \t甲'), max_size=8)


@settings(deadline=None)
@given(st.lists(st.lists(PIECES, min_size=2, max_size=2), min_size=1, max_size=6))
def test_what_csv_writes_is_read_back_and_each_cell_stands_where_it_is_said(rows):
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)
    text = stream.getvalue()
    table = CsvText(text, ",")
    assert [[cell.text for cell in row.cells] for row in table.rows()] == rows
    lines = LineIndex(text)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            line, character = table.place(number, column, lines)
            written = '"' + value.replace('"', '""') + '"'
            assert text[lines.offset(line, character) :].startswith(written)


@settings(deadline=None)
@given(st.text(st.sampled_from('ab,"\n\r\t 甲\0'), max_size=40))
def test_the_quick_reader_agrees_with_the_careful_one_or_declines(body):
    text = "h,i\n" + body
    quick = read_quickly(text, ",", 2)
    careful = [[cell.text for cell in row.cells] for row in CsvText(text, ",").rows()][1:]
    if quick is not None:
        assert [list(row.values()) for row in quick.to_pylist()] == careful


def test_a_quote_that_never_closes_costs_one_pass():
    text = 'a,b\n"' + '""\n' * 50_000
    rows = list(CsvText(text, ",").rows())
    assert rows[-1].unclosed
    assert len(rows) == 2
