"""What a database answers, without one: numbers of any number of digits."""

from __future__ import annotations

from decimal import Decimal

import pytest

from geo.sources import database


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        # A float keeps fifteen digits: what it would round is no number of the map.
        (["12345678901234567.89", "1.50", None], ["12345678901234567.89", "1.50", None]),
        (["33.333333333333333333", "1.50", None], [33.333333333333336, 1.5, None]),
        (["1234567890123456789012345678901.5"], ["1234567890123456789012345678901.5"]),
        (["330108198801011234", "5", None], [330108198801011234, 5, None]),
        (["NaN", "1.5", None], [pytest.approx(float("nan"), nan_ok=True), 1.5, None]),
    ],
)
def test_no_digit_is_lost_in_silence(values: list[str | None], texts: list[object]) -> None:
    rows = [(None if value is None else Decimal(value),) for value in values]
    assert database._arrow([("n", False)], rows).column("n").to_pylist() == texts
