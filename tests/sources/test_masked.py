"""Columns handled by their own arrays give what pandas gives."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from geo.sources.tables.masked import hold_something, spread

COLUMNS = {
    "texts": pd.Series(["a", None, ""], dtype="str"),
    "whole": pd.Series([1, None, 3], dtype="Int64"),
    "numbers": pd.Series([1.5, np.nan, 3]),
    "plain": pd.Series([1, 2, 3]),
    "flags": pd.Series([True, None, False], dtype="boolean"),
    "bare flags": pd.Series([True, False, True]),
    "moments": pd.Series(pd.to_datetime(["2024-01-01", None, "2024-01-03"])),
    "lists": pd.Series([[1], None, [2]], dtype=object),
}


@pytest.mark.parametrize("name", list(COLUMNS))
@pytest.mark.parametrize("rows", [[2, -1, 0, -1], [2, 1, 0], []])
def test_a_column_is_spread_as_a_frame_is_put_in_another_order(name: str, rows: list[int]) -> None:
    places = np.array(rows, dtype=np.int64)
    index = pd.RangeIndex(len(rows))
    expected = pd.DataFrame({name: COLUMNS[name]}).reindex(places)[name].set_axis(index)
    found = spread(COLUMNS[name].rename(None), places, index)
    pd.testing.assert_series_equal(found, expected, check_names=False)


def test_only_texts_with_something_in_them_hold_something() -> None:
    texts = pd.Series(["a", "", None, " "], dtype="str")
    assert hold_something(texts).tolist() == [True, False, False, True]
    assert hold_something(texts[:0]).tolist() == []
