"""Hostile files end in a problem, in bounded time and memory: each of these once took for ever."""

from __future__ import annotations

import io
import os
import random
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from geo.importing import Choices, plan_import
from geo.importing.opening import open_dropped, open_records
from tests.importing.sheets import office_csv, office_workbook
from tests.importing.test_formats import WRITERS

if TYPE_CHECKING:
    from pathlib import Path

LONG = 300_000


@pytest.mark.parametrize(
    "cell",
    ["1" * LONG + "x", "1 " * LONG, "1," * LONG, " " * LONG + "1", "°" * LONG, "(" * LONG,
     "POINT(" * LONG, '{"type"' * LONG, "0" * LONG, "1.1," * LONG, "http://" + "a" * LONG],
)  # fmt: skip
@pytest.mark.parametrize("column", ["v", "坐标", "lon", "wkt", "2022年产值（万元）", "id", "name"])
def test_a_cell_without_end(tmp_path: Path, cell: str, column: str) -> None:
    text = f'key,lat,{column}\na,1,"{cell.replace(chr(34), chr(34) * 2)}"\nb,2,3\n'
    records, _ = open_dropped("a.csv", text.encode(), Choices())
    if records is not None:
        plan_import(tmp_path / "park", records, Choices())


@pytest.mark.parametrize("text", ["a" * LONG, "(" * LONG, "2022" * LONG, ",".join("ab" * 10_000)])
def test_headings_without_end(tmp_path: Path, text: str) -> None:
    records, problems = open_dropped("a.csv", f"{text}\n1\n".encode(), Choices())
    if records is not None:
        plan_import(tmp_path / "park", records, Choices())
    else:
        assert [problem.code for problem in problems] == ["import-unreadable"]


def test_rows_of_nothing_and_of_quotes(tmp_path: Path) -> None:
    for text in ("\n" * LONG, '"' * LONG, "," * LONG, "a\n" + '"' + "x\n" * LONG, "\x00" * LONG):
        records, _ = open_dropped("a.csv", text.encode(), Choices())
        if records is not None:
            plan_import(tmp_path / "park", records, Choices())


@pytest.mark.parametrize(
    "name", ["p.gpkg", "p.kml", "p.fgb", "p.parquet", "p.zip", "p.osm", "p.gpx"]
)
def test_damaged_layers_are_told(tmp_path: Path, name: str) -> None:
    WRITERS[name](tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    chance = random.Random(name)
    for number in range(12):
        data = bytearray(whole)
        for _ in range(1 + number):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = data[: chance.randrange(1, len(data))] if number % 3 == 0 else data
        records, problems = open_dropped(name, bytes(cut), Choices())
        assert records is not None or len(problems) == 1
        if records is not None:
            plan_import(tmp_path / "park", records, Choices(keep_going=True))


@pytest.mark.parametrize("write", [office_workbook, office_csv])
def test_damaged_sheets_are_told(tmp_path: Path, write: object) -> None:
    suffix = ".xlsx" if write is office_workbook else ".csv"
    path = tmp_path / f"p{suffix}"
    write(path)  # type: ignore[operator]
    whole = path.read_bytes()
    chance = random.Random(suffix)
    for number in range(12):
        data = bytearray(whole)
        for _ in range(1 + number):
            data[chance.randrange(len(data))] = chance.randrange(256)
        records, problems = open_dropped(path.name, bytes(data), Choices())
        assert records is not None or len(problems) == 1
        if records is not None:
            plan_import(tmp_path / "park", records, Choices(keep_going=True))


def test_entities_that_multiply(tmp_path: Path) -> None:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10)
    )
    text = f"<!DOCTYPE kml [{entities}]><kml><Document><name>&k;</name></Document></kml>"
    records, problems = open_dropped("a.kml", text.encode(), Choices())
    assert records is None
    assert [problem.code for problem in problems] == ["import-unreadable"]


def test_an_archive_of_many_files(tmp_path: Path) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number in range(5_000):
            archive.writestr(f"{number}.txt", b"x")
    records, problems = open_dropped("a.zip", written.getvalue(), Choices())
    assert records is None
    assert len(problems) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    records, problems = open_records(tmp_path / "a.csv", Choices())
    assert records is None
    assert [problem.code for problem in problems] == ["import-unreadable"]
