"""Tables that are not text: Excel workbooks and Parquet files."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

from tests.reading.table_files import in_short, read, write

if TYPE_CHECKING:
    from pathlib import Path

MOMENT = datetime(2022, 1, 1, 8, 30)  # noqa: DTZ001  Excel knows no zones


class TestWorkbook:
    def save(self, folder: Path, *sheets: list[list[object]]) -> None:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for number, rows in enumerate(sheets, start=1):
            sheet = book.create_sheet(f"S{number}")
            for row in rows:
                sheet.append(row)
        (folder / "tables").mkdir(exist_ok=True)
        book.save(folder / "tables" / "t.xlsx")

    def test_cells_mean_what_they_show(self, tmp_path):
        rows = [
            ["site_id", "v", "w", "ok", "day", "moment"],
            ["a", 38000.0, 1.5, True, date(2022, 12, 31), MOMENT],
            [7, None, 2, False, None, None],
        ]
        self.save(tmp_path, rows)
        tables, problems = read(tmp_path)
        assert problems == []
        frame = tables["t"].frame
        assert frame["site_id"].tolist() == ["a", "7"]
        assert frame["v"].tolist() == [38000, pd.NA]
        assert frame["w"].tolist() == [1.5, 2.0]
        assert frame["ok"].tolist() == [True, False]
        assert frame["day"].tolist()[0] == "2022-12-31"
        assert frame["moment"].tolist()[0] == "2022-01-01T08:30:00"

    def test_places_are_row_and_column_numbers(self, tmp_path):
        self.save(tmp_path, [["site_id", "v"], [], ["a", 1], ["b", "#DIV/0!"]])
        tables, problems = read(tmp_path)
        assert in_short(problems) == [("cell-excel-error", 4, 2)]
        assert tables["t"].place(0, "v")[1:] == (3, 2)

    def test_the_package_chooses_the_sheet(self, tmp_path):
        self.save(tmp_path, [["a"], [1]], [["b"], [2]])
        for chosen in ({"sheetName": "S2"}, {"sheetNumber": 2}):
            resource = {"name": "t", "path": "tables/t.xlsx", "dialect": chosen}
            (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
            assert list(read(tmp_path)[0]["t"].frame) == ["b"]

    @pytest.mark.parametrize("chosen", [{"sheetName": "S9"}, {"sheetNumber": 0}])
    def test_a_sheet_that_is_not_there_is_a_problem(self, tmp_path, chosen):
        self.save(tmp_path, [["a"], [1]])
        resource = {"name": "t", "path": "tables/t.xlsx", "dialect": chosen}
        (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
        tables, problems = read(tmp_path)
        assert tables == {}
        assert [problem.code for problem in problems] == ["table-unreadable"]

    @pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04 damaged"])
    def test_what_is_no_workbook_is_a_problem(self, tmp_path, data):
        write(tmp_path, "t.xlsx", data)
        assert [problem.code for problem in read(tmp_path)[1]] == ["table-unreadable"]


class TestParquet:
    def test_types_are_kept_and_rows_numbered(self, tmp_path):
        frame = pd.DataFrame({"site_id": ["a", "b"], "v": [1, None], "ok": [True, False]})
        (tmp_path / "tables").mkdir()
        frame.to_parquet(tmp_path / "tables" / "t.parquet")
        tables, problems = read(tmp_path)
        assert problems == []
        assert tables["t"].frame["v"].tolist() == [1, pd.NA]
        assert tables["t"].frame["ok"].tolist() == [True, False]
        assert tables["t"].place(1, "v")[1:] == (2, 2)

    def test_what_is_no_parquet_file_is_a_problem(self, tmp_path):
        write(tmp_path, "t.parquet", b"PAR1 damaged")
        assert [problem.code for problem in read(tmp_path)[1]] == ["table-unreadable"]
