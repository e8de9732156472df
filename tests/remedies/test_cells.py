"""What the remedies for cells say, done: the value in the remedy itself, where it names one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.remedies.following import Case, follow, said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.remedies.following import Told


class Cell(NamedTuple):
    """A cell that is wrong in a column described so, and what its remedy makes of it."""

    wrong: str
    right: Callable[[Told], str]
    type: str = "string"
    constraints: dict[str, Any] = {}  # noqa: RUF012  never changed
    other: str = ""
    options: dict[str, Any] = {}  # noqa: RUF012


def write(value: str) -> Callable[[Told], str]:
    return lambda _: value


LIMIT = {"minimum": 10, "maximum": 20}
CELLS: dict[str, Cell] = {
    "cell-not-integer": Cell("95人", said(r"such as (\d+),"), "integer"),
    "cell-not-number": Cell("2184.8 ha", said(r"such as ([\d.]+),"), "number"),
    "cell-not-boolean": Cell("perhaps", said(r"write (\w+)"), "boolean"),
    "cell-not-date": Cell("spring 2022", said("as (.+)"), "date"),
    "cell-not-datetime": Cell("yesterday", said("as (.+)"), "datetime"),
    "cell-not-time": Cell("half past eight", said("as (.+)"), "time"),
    "cell-not-year": Cell("'22", said(r"such as (\d+)"), "year"),
    "cell-not-yearmonth": Cell("December", said("as (.+)"), "yearmonth"),
    "cell-not-duration": Cell("a while", said(r"such as (\w+)"), "duration"),
    "cell-not-geopoint": Cell("by the lake", said("such as (.+)"), "geopoint"),
    "cell-not-geojson": Cell("Point", write('{"type": "Point", "coordinates": [120.2, 30.1]}'),
                             "geojson"),
    "cell-not-object": Cell("a: 1", write('{"a": 1}'), "object"),
    "cell-not-array": Cell("1, 2", write("[1, 2]"), "array"),
    "cell-not-list": Cell("1;2", write("1,2"), "list", options={"itemType": "integer"}),
    "cell-not-uri": Cell("example org", write("https://example.org"), "string",
                         options={"format": "uri"}),
    "cell-not-email": Cell("somebody", said("as (.+)"), options={"format": "email"}),
    "cell-not-uuid": Cell("7", write("123e4567-e89b-12d3-a456-426614174000"),
                          options={"format": "uuid"}),
    "cell-not-binary": Cell("é", write("w6k="), options={"format": "binary"}),
    "cell-required": Cell("", write("Lake side"), constraints={"required": True}, other="x"),
    "cell-not-unique": Cell("A", write("B"), constraints={"unique": True}, other="A"),
    "cell-not-in-enum": Cell("red", said('write one of: ["“]?([a-z]+)'),
                             constraints={"enum": ["green", "blue"]}, other="blue"),
    "cell-below-minimum": Cell("5", said(r"write (\S+) or more"), "integer", LIMIT, "12"),
    "cell-above-maximum": Cell("25", said(r"write (\S+) or less"), "integer", LIMIT, "12"),
    "cell-not-above": Cell("10", lambda p: str(int(said(r"more than (\S+)")(p)) + 1), "integer",
                           {"exclusiveMinimum": 10}, "12"),
    "cell-not-below": Cell("20", lambda p: str(int(said(r"less than (\S+)")(p)) - 1), "integer",
                           {"exclusiveMaximum": 20}, "12"),
    "cell-too-short": Cell("ab", lambda p: "a" * int(said(r"write (\d+)")(p)),
                           constraints={"minLength": 3}, other="abcd"),
    "cell-too-long": Cell("abcdef", lambda p: "a" * int(said(r"write (\d+)")(p)),
                          constraints={"maxLength": 3}, other="abc"),
    "cell-pattern": Cell("12", write("A1"), constraints={"pattern": "[A-Z][0-9]"}, other="B2"),
    "cell-excel-error": Cell("#REF!", write(""), "integer", other="5"),
}  # fmt: skip
ASKS = {"cell-not-text": "a cell of a text file is text; of other sources, tests/sources"}


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def rows(*cells: str) -> str:
    ids = ("lake", "hall")
    lines = [f"{site},{quoted(cell)}" for site, cell in zip(ids, cells, strict=True)]
    return "\n".join(["site_id,x", *lines, ""])


@pytest.mark.parametrize("code", CELLS)
def test_a_remedy_for_a_cell(tmp_path: Path, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    cell = CELLS[code]
    field = {"name": "x", "type": cell.type, **cell.options, "constraints": cell.constraints}
    schema = {"fields": [{"name": "site_id", "type": "string"}, field]}
    package = {
        "resources": [{"name": "facts", "path": "tables/facts.csv", "schema": schema}],
    }
    other = cell.other

    def hand(folder: Path, problem: Told) -> None:
        text = rows(cell.right(problem), other)
        (folder / "tables" / "facts.csv").write_text(text, encoding="utf-8")

    files = {
        "datapackage.json": json.dumps(package),
        "tables/facts.csv": rows(cell.wrong, other),
    }
    follow(tmp_path, code, Case(files, hand), capsys)
