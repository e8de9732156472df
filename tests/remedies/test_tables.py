"""What the remedies for tables say, done."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.importing.sheets import with_results
from tests.remedies.following import (
    Case,
    follow,
    line_deleted,
    said,
    saved,
    sub,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.remedies.following import Hand, Told

GOOD = "site_id,seats,note\nlake,1,a\nhall,2,b\n"
FACTS = "tables/facts.csv"


def table(text: str | bytes, hand: Hand, **files: str | bytes) -> Case:
    return Case({FACTS: text, **files}, hand)


def package(*columns: str, **more: Any) -> dict[str, str]:
    schema = {"fields": [{"name": name} for name in columns], **more}
    described = {"resources": [{"name": "facts", "path": FACTS, "schema": schema}]}
    return {"datapackage.json": json.dumps(described)}


def workbook(
    *rows: tuple[Any, ...], formats: str = "General", sheets: tuple[str, ...] = ()
) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    sheet["B2"].number_format = formats
    for name in sheets:
        book.create_sheet(name).append(("site_id", "floor"))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def linked(target: str) -> bytes:
    """Write a workbook of which a cell leads somewhere, as a formula or as a link."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    is_formula = target.startswith("=")
    for row in (HEAD, ("lake", target if is_formula else 5), ("hall", 2)):
        sheet.append(row)
    if not is_formula:
        sheet["B2"].hyperlink = target
    data = io.BytesIO()
    book.save(data)
    if not is_formula:
        return data.getvalue()
    return with_results(data.getvalue(), B2="more")


def book(data: bytes, right: bytes) -> Case:
    return Case(
        {"tables/facts.xlsx": data},
        lambda folder, _: (folder / "tables" / "facts.xlsx").write_bytes(right) and None,
    )


def moved(source: str, target: str) -> Hand:
    def hand(folder: Path, _: Told) -> None:
        (folder / target).parent.mkdir(exist_ok=True)
        (folder / source).rename(folder / target)

    return hand


HEAD = ("site_id", "seats")
CASES: dict[str, Case] = {
    "table-encoding": table(
        "site_id,note\nlake,湖\nhall,馆\n".encode() + b"x,\xff\xff\xff\n", saved(FACTS, GOOD)
    ),
    "table-unreadable": Case(
        {"tables/facts.xlsx": b"no workbook"},
        lambda folder, _: (folder / "tables" / "facts.xlsx").write_bytes(
            workbook(HEAD, ("lake", 1), ("hall", 2))
        )
        and None,
    ),
    "table-empty": table("", saved(FACTS, GOOD)),
    "table-sheets-left": book(
        workbook(HEAD, ("lake", 1), ("hall", 2), sheets=("floors",)),
        workbook(HEAD, ("lake", 1), ("hall", 2)),
    ),
    "table-in-folder": Case({"tables/more/facts.csv": GOOD}, moved("tables/more/facts.csv", FACTS)),
    "table-kind-unread": Case(
        {"tables/facts.numbers": GOOD},
        moved("tables/facts.numbers", FACTS),
    ),
    "cell-formula-uncomputed": book(
        workbook(HEAD, ("lake", "=1+1"), ("hall", 2)), workbook(HEAD, ("lake", 2), ("hall", 2))
    ),
    "cell-format-unread": book(
        workbook(HEAD, ("lake", 5), ("hall", 2), formats='0" 万元"'),
        workbook(("site_id", "seats 万元"), ("lake", 5), ("hall", 2)),
    ),
    "cell-link-outside": book(
        linked("plans/lake.pdf"), workbook(HEAD, ("lake", 5), ("hall", 2))
    ),
    "cell-link-uncomputed": book(
        linked('=HYPERLINK(CONCATENATE("https://lake.example/",A2),"more")'),
        workbook((*HEAD, "address"), ("lake", "more", "https://lake.example/lake"), ("hall", 2)),
    ),
    "sheet-table-below": book(
        workbook(HEAD, ("lake", 5), ("hall", 2), (), ("stop", "exits"), ("North", 4), ("South", 2)),
        workbook(HEAD, ("lake", 5), ("hall", 2)),
    ),
    "sheet-table-beside": book(
        workbook(
            (*HEAD, None, "stop", "exits"),
            ("lake", 5, None, "N", 4), ("hall", 2, None, "S", 2), (None, None, None, "W", 1),
        ),
        workbook(HEAD, ("lake", 5), ("hall", 2)),
    ),
    "sheet-headings-again": book(
        workbook(HEAD, ("lake", 5), HEAD, ("hall", 2)), workbook(HEAD, ("lake", 5), ("hall", 2))
    ),
    "cell-digits-lost": book(
        workbook(HEAD, ("lake", 12345678901234567890), ("hall", 2)),
        workbook(HEAD, ("lake", "12345678901234567890"), ("hall", "2")),
    ),
    "table-title-row": table(
        "Seats 2024,,\n" + GOOD, sub("Seats 2024,,\n", "", file=FACTS)
    ),
    "table-too-wide": table(
        "site_id," + ",".join(f"c{n}" for n in range(3000)) + "\nlake" + ",1" * 3000 + "\n",
        saved(FACTS, "site_id,c1\nlake,1\n"),
    ),
    "table-name-twice": table(
        GOOD, moved("tables/facts.tsv", "tables/more.tsv"),
        **{"tables/facts.tsv": "site_id\tfloor\nlake\t1\nhall\t2\n"},
    ),
    "table-undescribed": table(
        GOOD, sub(r"\}\]\}\}\]\}", '}]}}, {"name": "more", "path": "tables/more.csv"}]}',
                  file="datapackage.json"),
        **package("site_id", "seats", "note"), **{"tables/more.csv": "site_id,x\nlake,1\n"},
    ),
    "row-too-long": table(
        GOOD.replace("lake,1,a", "lake,1,a, b"), sub("a, b", '"a, b"')
    ),
    "row-too-short": table(GOOD.replace("hall,2,b", "hall,2"), sub("hall,2", "hall,2,")),
    "row-quote-open": table(GOOD.replace("2,b", '2,"b'), sub('"b', '"b"')),
    "row-blank": table(GOOD.replace("hall", ",,\nhall"), line_deleted),
    "column-unnamed": table(GOOD.replace("note", ""), sub("seats,", "seats,note")),
    "column-twice": table(GOOD.replace("note", "seats"), sub("seats,seats", "seats,note")),
    "cells-qualified": table(
        GOOD.replace("lake,1,", "lake,约 1,"), sub("约 1", "1"),
    ),
    "cells-several-scales": table(
        GOOD.replace("lake,1,", "lake,1.2亿,").replace("hall,2,", "hall,8000万,"),
        sub("1.2亿,(.|\n)*8000万", "12000,a\nhall,8000"),
    ),
    "cells-days-otherwise": table(
        GOOD.replace("1,a", "1,2021年5月3日").replace("2,b", "2,2019/3/4"),
        sub("2021年5月3日(.|\n)*2019/3/4", "2021-05-03\nhall,2,2019-03-04"),
    ),
    "days-either-way": table(
        GOOD.replace("1,a", "1,03/04/2020").replace("2,b", "2,05/06/2021"),
        lambda folder, p: saved("datapackage.json", json.dumps({"resources": [
            {"name": "facts", "path": FACTS, "schema": {"fields": [
                {"name": "site_id"}, {"name": "seats"}, json.loads(said(r"(\{.+?\})")(p))]}}
        ]}))(folder, p),
    ),
    "cells-with-unit": table(
        GOOD.replace("lake,1,", "lake,1 km,").replace("hall,2,", "hall,2 km,"),
        sub("1 km(.|\n)*2 km", "1,a\nhall,2"),
    ),
    "cells-without-value": table(GOOD.replace("hall,2", "hall,—"), sub("hall,—", "hall,")),
    "column-missing": table(
        GOOD, sub(', {"name": "floor"}', "", file="datapackage.json"),
        **package("site_id", "seats", "note", "floor"),
    ),
    "column-none": table(
        GOOD, sub("tables/other.csv", FACTS, file="datapackage.json"),
        **{
            "datapackage.json": package("site_id", "seats", "note", fieldsMatch=["partial"])[
                "datapackage.json"
            ].replace(FACTS, "tables/other.csv"),
            "tables/other.csv": "a,b\n1,2\n",
        },
    ),
    "column-undescribed": table(
        GOOD, sub(r'"fields"', lambda p: f'{said("set (.+)")(p)}, "fields"',
                  file="datapackage.json"),
        **package("site_id", "seats"),
    ),
    "column-order": table(
        GOOD, sub(r'"fields"', lambda p: f'{said("set (.+)")(p)}, "fields"',
                  file="datapackage.json"),
        **package("site_id", "note", "seats"),
    ),
    "key-empty": table(
        GOOD.replace("2,b", ",b"), sub("hall,,", "hall,2,"),
        **package("site_id", "seats", "note", primaryKey=["seats"]),
    ),
    "key-twice": table(
        GOOD.replace("2,b", "1,b"), sub("hall,1", "hall,2"),
        **package("site_id", "seats", "note", primaryKey=["seats"]),
    ),
    "more-errors": table(
        "site_id,seats\n" + "lake,x\n" * 60, sub("(?s)lake,x.*", "lake,1\n"),
        **{"datapackage.json": json.dumps({"resources": [{"name": "facts", "path": FACTS,
           "schema": {"fields": [{"name": "site_id"}, {"name": "seats", "type": "integer"}]}}]})},
    ),
    "table-origin-outside": Case(
        {"map.toml": '[tables.facts]\nfrom = "../facts.csv"\n', "data/facts.csv": GOOD},
        sub(r"\.\./facts", "data/facts", file="map.toml"),
    ),
    "table-origin-missing": Case(
        {"map.toml": '[tables.facts]\nfrom = "data/fact.csv"\n', "data/facts.csv": GOOD},
        sub("data/fact", "data/facts", file="map.toml"),
    ),
}  # fmt: skip
ASKS = {
    "more-warnings": "as more-errors, which counts the errors",
    "database-no-address": "needs a database: tests/joining/test_database.py",
    "database-no-driver": "needs a package to be missing",
    "database-failed": "needs a database: tests/joining/test_database.py",
    "database-last-result": "needs a database: tests/joining/test_database.py",
}


@pytest.mark.parametrize("code", CASES)
def test_a_remedy_for_a_table(
    tmp_path: Path, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(tmp_path, code, CASES[code], capsys)


def test_a_table_behind_a_link_is_put_into_the_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside, project = tmp_path / "outside.csv", tmp_path / "project"
    outside.write_text(GOOD, encoding="utf-8")
    (project / "tables").mkdir(parents=True)
    (project / FACTS).symlink_to(outside)

    def hand(_: Path, __: Told) -> None:
        (project / FACTS).unlink()
        (project / FACTS).write_bytes(outside.read_bytes())

    follow(project, "table-link-outside", Case({}, hand), capsys)
