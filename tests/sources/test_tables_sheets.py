"""Tables that are not text: Excel workbooks and Parquet files."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from openpyxl.chart import BarChart
from pyarrow import parquet

from tests.sources.table_files import in_short, read, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOMENT = datetime(2022, 1, 1, 8, 30)  # noqa: DTZ001  Excel knows no zones


def change(path: Path, part: str, how: Callable[[bytes], bytes]) -> None:
    """Change one part of a workbook; the archive around it stays sound."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = how(parts[part])
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    path.write_bytes(written.getvalue())


def cut(path: Path, part: str) -> None:
    change(path, part, lambda xml: xml[: len(xml) // 2])


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

    @pytest.mark.parametrize("size", [b'ref="A1"', b'ref="A1:B2"'])
    def test_a_sheet_that_belittles_itself_is_read_whole(self, tmp_path, size):
        rows = [["site_id", "v", "w"], ["a", 1, "x"], ["b", 2], ["c", 3, "y"]]
        self.save(tmp_path, rows)
        whole = read(tmp_path)[0]["t"].frame.to_dict("list")
        path = tmp_path / "tables" / "t.xlsx"
        change(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:C4"', size))
        assert str(read(tmp_path)[0]["t"].frame.to_dict("list")) == str(whole)
        assert whole["site_id"] == ["a", "b", "c"]

    def test_places_are_row_and_column_numbers(self, tmp_path):
        self.save(tmp_path, [["site_id", "v"], [], ["a", 1], ["b", "#DIV/0!"]])
        tables, problems = read(tmp_path)
        assert in_short(problems) == [("cell-excel-error", 4, 2)]
        assert tables["t"].place(0, "v")[1:] == (3, 2)

    def test_sheets_that_are_not_read_are_named(self, tmp_path):
        self.save(tmp_path, [["site_id"], ["a"]], [["site_id"], ["b"]], [])
        tables, problems = read(tmp_path)
        assert tables["t"].frame["site_id"].tolist() == ["a"]
        assert in_short(problems) == [("table-sheets-left", None, None)]
        assert problems[0].params == {"others": "S2"}

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

    @pytest.mark.parametrize(
        "part",
        [
            *("xl/workbook.xml", "xl/_rels/workbook.xml.rels"),
            *("xl/worksheets/sheet1.xml", "xl/styles.xml"),
        ],
    )
    def test_a_part_that_breaks_off_is_a_problem(self, tmp_path, part):
        self.save(tmp_path, [["site_id", "v"], ["a", 1]])
        cut(tmp_path / "tables" / "t.xlsx", part)
        tables, problems = read(tmp_path)
        assert tables == {}
        assert [problem.code for problem in problems] == ["table-unreadable"]
        assert problems[0].as_text("en").count("\n") == 1

    def test_rows_without_end_are_a_problem(self, tmp_path):
        self.save(tmp_path, [["site_id"], ["a"]])
        path = tmp_path / "tables" / "t.xlsx"
        change(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'2"', b'20000000"'))
        assert [problem.code for problem in read(tmp_path)[1]] == ["table-unreadable"]

    def test_a_chart_is_passed_over(self, tmp_path):
        book = openpyxl.Workbook()
        book.active.append(["site_id", "v"])
        book.active.append(["a", 1])
        sheet = book.create_chartsheet("Chart", 0)
        sheet.add_chart(BarChart())
        (tmp_path / "tables").mkdir()
        book.save(tmp_path / "tables" / "t.xlsx")
        tables, problems = read(tmp_path)
        assert problems == []
        assert list(tables["t"].frame) == ["site_id", "v"]

    def test_a_workbook_of_charts_alone_is_a_problem(self, tmp_path):
        book = openpyxl.Workbook()
        book.create_chartsheet("Chart", 0).add_chart(BarChart())
        book.remove(book["Sheet"])
        (tmp_path / "tables").mkdir()
        book.save(tmp_path / "tables" / "t.xlsx")
        assert [problem.code for problem in read(tmp_path)[1]] == ["table-unreadable"]

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

    @pytest.mark.parametrize(
        "column",
        [
            pa.array([10**15], pa.timestamp("s")),
            pa.array([2**60], pa.timestamp("us")),
            pa.array([0], pa.timestamp("ms", tz="Nowhere/Town")),
            pa.array([2**31 - 1], pa.date32()),
        ],
        ids=["seconds", "microseconds", "zone", "day"],
    )
    def test_a_moment_no_calendar_has_is_a_problem(self, tmp_path, column):
        (tmp_path / "tables").mkdir()
        parquet.write_table(pa.table({"d": column}), tmp_path / "tables" / "t.parquet")
        assert [problem.code for problem in read(tmp_path)[1]] == ["table-unreadable"]

    def test_a_text_that_is_not_utf8_is_a_problem(self, tmp_path):
        offsets = pa.py_buffer(struct.pack("<2i", 0, 2))
        text = pa.StringArray.from_buffers(1, offsets, pa.py_buffer(b"\xff\xfe"))
        (tmp_path / "tables").mkdir()
        parquet.write_table(pa.table({"t": text}), tmp_path / "tables" / "t.parquet")
        assert [problem.code for problem in read(tmp_path)[1]] == ["table-unreadable"]
