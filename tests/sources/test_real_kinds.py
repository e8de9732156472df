"""A file whose name says something else than its bytes is told as what it is, with what helps."""

from __future__ import annotations

import gzip
import io
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

from geo.cli import main
from geo.joining import join
from geo.project import open_project
from tests.projects import site, write_project

if TYPE_CHECKING:
    from pathlib import Path

    from geo.problems import Problem


def workbook() -> bytes:
    book, written = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(["site_id", "staff"])
    book.active.append(["lake", 5])
    book.save(written)
    return written.getvalue()


def parquet() -> bytes:
    written = io.BytesIO()
    pd.DataFrame({"site_id": ["lake"], "staff": [5]}).to_parquet(written)
    return written.getvalue()


CSV, TSV = b"site_id,staff\nlake,5\n", b"site_id\tstaff\nlake\t5\n"
PAGE = b"\n<HTML><table><tr><td>site_id</td><td>staff</td></tr></table></HTML>"
LOGIN = b"<html><body><form>user <input name=u></form></body></html>"
SPREADSHEET = (
    b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
)
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(600)
CASES: dict[str, tuple[str, bytes, str, str]] = {
    "a workbook called .csv": (".csv", workbook(), "file-misnamed", ".xlsx"),
    "a workbook called .tsv": (".tsv", workbook(), "file-misnamed", ".xlsx"),
    "a new workbook called as an old one": (".xls", workbook(), "file-misnamed", ".xlsx"),
    "a new workbook called .ods": (".ods", workbook(), "file-misnamed", ".xlsx"),
    "a text called .xlsx": (".xlsx", CSV, "file-misnamed", ".csv"),
    "a text called .ods": (".ods", CSV, "file-misnamed", ".csv"),
    "a text called .parquet": (".parquet", CSV, "file-misnamed", ".csv"),
    "a text with tabs called .xlsx": (".xlsx", TSV, "file-misnamed", ".tsv"),
    "Parquet called .csv": (".csv", parquet(), "file-misnamed", ".parquet"),
    "an old workbook called .xlsx": (".xlsx", OLE, "file-misnamed", ".xls"),
    "a page called .xlsx": (".xlsx", PAGE, "file-foreign", ""),
    "a page without a table called .xls": (".xls", LOGIN, "file-foreign", ""),
    "XML called .xlsx": (".xlsx", SPREADSHEET, "file-foreign", ""),
    "a page called .csv": (".csv", b"\n<!DOCTYPE html><html>log in", "file-foreign", ""),
    "JSON called .csv": (".csv", b'[\n {"site_id": "lake", "staff": 5}]', "file-misnamed", ".json"),
    "a packed text": (".csv", gzip.compress(CSV), "file-foreign", ""),
    "a picture called .xlsx": (".xlsx", b"\x89PNG\r\n\x1a\n" + bytes(50), "file-foreign", ""),
    "a paper called .csv": (".csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "file-foreign", ""),
    "a workbook with a password": (".xlsx", LOCKED, "file-encrypted", ""),
}


def problems_with(folder: Path, name: str, content: bytes) -> list[Problem]:
    write_project(folder, [site("lake")])
    (folder / name).write_bytes(content)
    return join(open_project(folder)).problems


@pytest.mark.parametrize("case", CASES)
def test_a_table_is_told_as_what_it_is(tmp_path: Path, case: str) -> None:
    suffix, content, code, ending = CASES[case]
    (told,) = problems_with(tmp_path, f"tables/t{suffix}", content)
    assert (told.code, told.params.get("ending", "")) == (code, ending)
    if ending and content != OLE:
        # The remedy, to the letter.
        (tmp_path / f"tables/t{suffix}").rename(tmp_path / f"tables/t{ending}")
        layer = join(open_project(tmp_path))
        assert layer.problems == []
        assert layer.sites["staff"].tolist() == [5]


# A name each: what is packed holds the time, and two workers would not find the same tests.
@pytest.mark.parametrize(
    "content", [gzip.compress(CSV), b"%PDF-1.7\n", workbook()], ids=["gzip", "PDF", "workbook"]
)
def test_a_layer_is_told_as_what_it_is(tmp_path: Path, content: bytes) -> None:
    told = problems_with(tmp_path, "sites.geojson", content)
    assert [problem.code for problem in told] == [
        "file-misnamed" if content.startswith(b"PK") else "file-foreign"
    ]


def test_what_comes_in_is_told_as_what_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.csv").write_bytes(workbook())
    assert main(["import", str(tmp_path / "t.csv"), "--into", str(tmp_path / "p")]) == 1
    assert "error[file-misnamed]" in capsys.readouterr().err
