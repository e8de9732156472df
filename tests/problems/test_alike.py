"""Of many problems alike the first are told and the others counted, wherever they are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.problems import Place, Problem
from geo.problems.alike import SHOWN_ALIKE, told
from tests.projects import joined, sites

if TYPE_CHECKING:
    from pathlib import Path


def in_line(line: int) -> Problem:
    return Problem("cell-excel-error", Place("t.csv", line), {"column": "v", "value": "#N/A"})


def test_few_are_told_one_by_one() -> None:
    assert told([], in_line) == []
    assert told(range(SHOWN_ALIKE), in_line) == [in_line(line) for line in range(SHOWN_ALIKE)]


@pytest.mark.parametrize(("column", "code"), [(None, "more-of-the-same"), ("v", "more-warnings")])
def test_of_many_the_rest_is_counted_where_it_begins(column: str | None, code: str) -> None:
    problems = told(range(1000), in_line, column=column)
    assert problems[:-1] == [in_line(line) for line in range(SHOWN_ALIKE)]
    assert (problems[-1].code, problems[-1].params["count"]) == (code, 1000 - SHOWN_ALIKE)
    assert problems[-1].place.line == SHOWN_ALIKE
    assert "950" in problems[-1].message("en")
    assert "950" in problems[-1].message("zh")


def test_cells_of_excel_s_errors_are_all_accounted_for(tmp_path: Path) -> None:
    rows = "".join(f"s{row},#N/A\n" for row in range(80))
    layer = joined(
        tmp_path, sites(*(f"s{row}" for row in range(80))), tables_t_csv=f"site_id,v\n{rows}"
    )
    codes = [problem.code for problem in layer.problems]
    assert codes == ["cell-excel-error"] * SHOWN_ALIKE + ["more-warnings"]
    assert layer.problems[-1].params["count"] == 80 - SHOWN_ALIKE
