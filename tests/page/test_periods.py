"""Of what time a figure is, told alike by both languages: ``tests/fixtures/periods.json``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from geo.page.head import make_head
from geo.page.periods import period_in, periods_of
from geo.sources.written_periods import order_of
from tests.projects import joined, sites

KNOWN = json.loads(
    Path(__file__).parents[1].joinpath("fixtures", "periods.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", KNOWN["cells"], ids=lambda case: str(case[0]))
def test_a_cell_names_its_period(case: list[Any]) -> None:
    cell, known, *_ = case

    assert period_in(cell) == known


def test_periods_come_in_the_order_of_their_ends_and_the_longer_later() -> None:
    places = [order_of(period) for period in KNOWN["rising"]]
    assert places == sorted({*places})
    # What the address calls a period is read as the same.
    assert [period_in(period) for period in KNOWN["rising"]] == KNOWN["rising"]


def test_seasons_are_no_months_where_their_column_says_so() -> None:
    def read(*cells: str) -> list[object]:
        of = periods_of({"year": cells}, {"year": "year"})
        return [of(row) for row in range(len(cells))]

    assert read("2010-11", "2011-12", "2012-13") == ["2010/2011", "2011/2012", "2012/2013"]
    assert read("2010-11", "2010-12", "2011-01") == ["2010-11", "2010-12", "2011-01"]
    assert read("2010-11") == ["2010-11"]


@pytest.mark.parametrize(
    ("heading", "cells", "type_"),
    [
        ("统计年月", ["202301", "202302", "202312"], "date"),
        ("month", ["202301", "202302", "202312"], "date"),
        ("month", ["1", "2", "12"], "integer"),
        ("pop", ["202301", "202302", "202312"], "integer"),
        ("since", ["2020", "2020-05", "2020-05-06"], "date"),
        ("since", ["2020", "2021-05", "2022"], "date"),
        ("since", ["2020-21", "2021-22", "2022-23"], "string"),
        ("code", ["1200", "1200-05", "x"], "string"),
    ],
)
def test_columns_of_months_and_of_dates_to_the_year_are_dates(
    heading: str, cells: list[str], type_: str, tmp_path: Path
) -> None:
    rows = "".join(f"{name},{cell}\n" for name, cell in zip("abc", cells, strict=True))
    layer = joined(tmp_path, sites(*"abc"), tables_profile_csv=f"site_id,{heading}\n{rows}")
    fields = {field["name"]: field["type"] for field in make_head(layer).value["fields"]}
    assert fields[heading] == type_


def test_a_month_or_quarter_may_stand_beside_its_year() -> None:
    columns = {
        "year": [2023, "2023年", 2023, 2023, 2023, "2023-05", 2023],
        "month": [1, "12月", None, "", "2023-03", 4, "all"],
        "quarter": [None, None, 2, "第三季度", None, None, None],
    }
    of = periods_of(columns, {"year": "year", "month": "month", "quarter": "quarter"})
    months_alone = periods_of({"月份": ["2023年1月", "202302"]}, {"month": "月份"})

    assert [of(row) for row in range(7)] == [
        "2023-01", "2023-12", "2023-Q2", "2023-Q3", "2023-03", "2023-05", 2023,
    ]  # fmt: skip
    assert [months_alone(row) for row in range(2)] == ["2023-01", "2023-02"]
