"""Workbooks read as they show: shares, codes, formulas, hidden sheets, old formats, in bounds."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from geo.cli import main
from geo.joining import join
from geo.project import open_project
from geo.sources.tables.number_formats import NumberFormat, read_format
from geo.sources.tables.sheets import UnreadableError, read_workbook
from geo.sources.tables.workbook_xml import column_letters, column_number
from tests.projects import site, write_project
from tests.sources.table_files import in_short, read

FIXTURES = Path(__file__).parent.parent / "fixtures" / "workbooks"


def save(folder: Path, *sheets: list[list[Any]], **formats: str) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"S{number}")
        for row in rows:
            sheet.append(row)
    for cell, form in formats.items():
        book.worksheets[0][cell].number_format = form
    (folder / "tables").mkdir(exist_ok=True)
    path = folder / "tables" / "t.xlsx"
    book.save(path)
    return path


def change(path: Path, part: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    path.write_bytes(written.getvalue())


def test_a_formula_whose_result_is_not_stored_is_told(tmp_path: Path) -> None:
    save(tmp_path, [["site_id", "staff", "total", "blank"], ["a", 5, "=B2*2", None]])
    tables, problems = read(tmp_path)
    assert in_short(problems) == [("cell-formula-uncomputed", 2, 3)]
    assert problems[0].severity == "warning"
    assert list(tables["t"].frame) == ["site_id", "staff", "total", "blank"]


def test_a_formula_that_gives_an_empty_text_is_not(tmp_path: Path) -> None:
    path = save(tmp_path, [["site_id", "v"], ["a", '=""']])
    change(path, "xl/worksheets/sheet1.xml", b'<c r="B2"><f>""</f><v />',
           b'<c r="B2" t="str"><f>""</f><v />')  # fmt: skip
    assert read(tmp_path)[1] == []


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.153, "0.0%", "15.3%"), (0.075, "0%", "7.5%"), (1, "0.00%", "100%"), (1, "000", "001"),
        (1730, "00000", "01730"), (12.5, "0.00", "12.5"), (1234, "#,##0", "1234"),
    ],
)  # fmt: skip
def test_numbers_read_as_they_are_shown(
    tmp_path: Path, value: float, form: str, shown: str
) -> None:
    path = save(tmp_path, [["site_id", "v"], ["a", value]], B2=form)
    assert read_workbook(path).rows[1][1] == shown
    assert read(tmp_path)[1] == []


@pytest.mark.parametrize("form", ['"¥"#,##0.00', '0"人"', "[$¥-804]#,##0", '0\\ "km"', "0亩"])
def test_a_unit_in_the_format_is_told(tmp_path: Path, form: str) -> None:
    save(tmp_path, [["site_id", "v"], ["a", 1200.5]], B2=form)
    tables, problems = read(tmp_path)
    assert in_short(problems) == [("cell-format-unread", 2, 2)]
    assert tables["t"].frame["v"].tolist() == [1200.5]


def test_of_many_cells_alike_the_first_are_told_and_the_others_counted(tmp_path: Path) -> None:
    rows = [["site_id", "v"], *(["a", number] for number in range(1, 61))]
    save(tmp_path, rows, **{f"B{row}": '0"人"' for row in range(2, 62)})
    told = [problem for problem in read(tmp_path)[1] if problem.code != "cell-format-unread"]
    assert len(read(tmp_path)[1]) - len(told) == 20
    assert [
        (one.code, one.place.line, one.params["count"], one.params["column"]) for one in told
    ] == [("more-warnings", 22, 40, "B")]


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("General", NumberFormat()), ("yyyy-mm-dd", NumberFormat()), ("0.0%", NumberFormat(True)),
        ("[Red]0%;-0%", NumberFormat(True)), ("000", NumberFormat(digits=3)), ("0", NumberFormat()),
        ('yyyy"年"m"月"', NumberFormat()), ('0.0"%"', NumberFormat(literal="%")),
    ],
)  # fmt: skip
def test_formats_are_read(code: str, form: NumberFormat) -> None:
    assert read_format(code) == form


def test_an_id_with_zeros_meets_its_site(tmp_path: Path) -> None:
    write_project(tmp_path, [site("001")])
    save(tmp_path, [["site_id", "staff"], [1, 5]], A2="000")
    layer = join(open_project(tmp_path))
    assert layer.problems == []
    assert layer.sites["staff"].tolist() == [5]


def test_the_first_visible_sheet_is_read(tmp_path: Path) -> None:
    path = save(tmp_path, [["site_id", "n"], ["a", 1]], [["site_id", "n"], ["a", 100]])
    book = openpyxl.load_workbook(path)
    book.worksheets[0].sheet_state = "hidden"
    book.save(path)
    tables, problems = read(tmp_path)
    assert tables["t"].frame["n"].tolist() == [100]
    assert problems == []


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_old_and_open_workbooks_are_tables(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / f"t.{suffix}").write_bytes((FIXTURES / f"staff.{suffix}").read_bytes())
    tables, problems = read(tmp_path)
    assert problems == []
    assert tables["t"].frame.to_dict("list") == {
        "site_id": ["a", "b"], "staff": [5, 7], "name": ["甲", "乙"],
        "day": ["2022-12-31", "2024-02-29"],
    }  # fmt: skip


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
<office:automatic-styles>
 <number:number-style style:name="N1"><number:number number:min-integer-digits="5"/></number:number-style>
 <number:number-style style:name="N2"><number:number number:decimal-places="1"/><number:text>人</number:text></number:number-style>
 <style:style style:name="code" style:family="table-cell" style:data-style-name="N1"/>
 <style:style style:name="staff" style:family="table-cell" style:data-style-name="N2"/>
</office:automatic-styles>
<office:body><office:spreadsheet>
<table:table table:name="other"><table:table-row><table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell></table:table-row></table:table>
<table:table table:name="S"><table:table-column table:number-columns-repeated="2"/><table:table-column table:default-cell-style-name="code"/>
<table:table-row><table:table-cell office:value-type="string"><text:p>site_id</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>rate</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>zip</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>staff</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>per</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>sum</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.075"><text:p>7.5%</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="1730"><text:p>01730</text:p></table:table-cell><table:table-cell table:style-name="staff" office:value-type="float" office:value="12"><text:p>12.0人</text:p></table:table-cell><table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell><table:table-cell table:formula="of:=[.B2]*2"/></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>b</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.153"><text:p>15.3%</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""  # noqa: E501

MANIFEST = """<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
</manifest:manifest>"""  # noqa: E501


def test_an_open_document_reads_as_it_shows(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    path = tmp_path / "tables" / "t.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS)
    rows = read_workbook(path, "S").rows
    assert rows[1][:4] == ["a", "7.5%", "01730", "12"]
    assert [row[1] for row in rows[2:]] == ["15.3%", "15.3%"]
    assert rows[1][4] == "#DIV/0!"
    codes = {finding.code for finding in read_workbook(path, "S").listed()}
    assert codes == {"cell-format-unread", "cell-formula-uncomputed"}


def test_an_old_workbook_reads_as_it_shows() -> None:
    read = read_workbook(FIXTURES / "formats.xls")
    assert read.rows[1] == ["a", "15.3%", "01730", "12.5", "3"]
    assert [(each.code, each.column) for each in read.listed()] == [("cell-format-unread", 4)]


@pytest.mark.parametrize("at", range(0, 5000, 97))
def test_a_damaged_old_workbook_is_read_or_refused(at: int, tmp_path: Path) -> None:
    data = bytearray((FIXTURES / "staff.xls").read_bytes())
    data[at % len(data)] ^= 0xFF
    path = tmp_path / "t.xls"
    path.write_bytes(data)
    with contextlib.suppress(UnreadableError):
        assert isinstance(read_workbook(path).rows, list)


def test_what_lies_in_a_folder_of_tables_or_is_of_another_kind_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    (folder / "2021").mkdir(parents=True)
    (folder / "2021" / "t.csv").write_text("site_id,v\na,1\n")
    for name in (
        "staff.docx",
        "staff.numbers",
        "~$t.xlsx",
        ".~lock.t.ods#",
        "t.csv.bak",
        "notes.md",
    ):
        (folder / name).write_bytes(b"x")
    problems = read(tmp_path)[1]
    assert sorted((p.code, Path(p.place.file).name) for p in problems) == [
        ("table-in-folder", "t.csv"), ("table-kind-unread", "staff.docx"),
        ("table-kind-unread", "staff.numbers"),
    ]  # fmt: skip


class TestBounds:
    @pytest.mark.parametrize("rows", [5, 20_000])
    def test_a_stray_cell_in_the_last_column(self, tmp_path: Path, rows: int) -> None:
        data = [["site_id", "v"], *([f"s{n}", n] for n in range(rows))]
        path = save(tmp_path, data)
        book = openpyxl.load_workbook(path)
        book.worksheets[0]["XFD1"] = "stray"
        book.save(path)
        tables, _ = read(tmp_path)
        assert list(tables["t"].frame) == ["site_id", "v", "stray"]
        assert len(tables["t"].frame) == rows

    def test_a_stray_cell_in_the_last_row(self, tmp_path: Path) -> None:
        path = save(tmp_path, [["site_id", "v"], ["a", 1]])
        book = openpyxl.load_workbook(path)
        book.worksheets[0]["XFD1048576"] = "stray"
        book.save(path)
        assert len(read_workbook(path).rows) == 3

    @pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
    def test_what_unpacks_beyond_measure_is_refused(self, tmp_path: Path, part: str) -> None:
        path = save(tmp_path, [["site_id", "v"], ["a", "x"]])
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts.setdefault(part, b"")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content + (b" " * 300_000_000 if name == part else b""))
        # In a process of its own: how much memory it takes is what is tried.
        program = (
            "import resource; resource.setrlimit(resource.RLIMIT_DATA, (400_000_000,) * 2)\n"
            "from pathlib import Path\n"
            "from geo.sources.tables.sheets import read_workbook, UnreadableError\n"
            f"try: read_workbook(Path({str(path)!r}))\n"
            "except UnreadableError as error: print(error)\n"
        )
        if sys.platform == "win32":
            pytest.skip("no limit of memory can be set")
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True,
                              check=False)  # fmt: skip
        assert "unpack" in done.stdout, done.stderr

    def test_entities_are_refused(self, tmp_path: Path) -> None:
        path = save(tmp_path, [["site_id", "v"], ["a", 1]])
        change(path, "xl/workbook.xml", b"<workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook')
        assert [problem.code for problem in read(tmp_path)[1]] == ["table-unreadable"]


def test_decimal_commas_behind_semicolons_are_numbers(tmp_path: Path) -> None:
    write_project(tmp_path, [site("a"), site("b", (120.2, 30.2))],
                  tables_t_csv="site_id;area;code\na;1,5;01,5\nb;1.022,75;2\n")  # fmt: skip
    layer = join(open_project(tmp_path))
    assert layer.sites["area"].tolist() == [1.5, 1022.75]
    assert main(["check", str(tmp_path)]) == 0


def test_letters_of_columns() -> None:
    assert [column_number(column_letters(n)) for n in (1, 26, 27, 702, 703, 16384)] == [
        1, 26, 27, 702, 703, 16384,
    ]  # fmt: skip
