"""What frictionless says of a data package, in the words of our own problems."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.checks.references import check_references
from geo.project.datapackage import read_package
from geo.sources.tables import read_tables

if TYPE_CHECKING:
    from pathlib import Path

Finding = tuple[int, str | None, str]
"""Line, column's heading, kind of error."""

KINDS = {
    "cell-required": "required",
    "cell-not-in-enum": "enum",
    "cell-below-minimum": "minimum",
    "cell-above-maximum": "maximum",
    "cell-not-above": "exclusiveMinimum",
    "cell-not-below": "exclusiveMaximum",
    "cell-too-short": "minLength",
    "cell-too-long": "maxLength",
    "cell-pattern": "pattern",
    "cell-not-unique": "unique",
}
ROW_KINDS = {
    "key-empty": "key",
    "key-twice": "key",
    "row-too-long": "ragged",
    "row-too-short": "ragged",
    "row-blank": "blank",
    "join-reference-unknown": "reference",
    "join-reference-mistyped": "reference",
}
ORACLE_ROW_KINDS = {
    "primary-key": "key",
    "extra-cell": "ragged",
    "missing-cell": "ragged",
    "blank-row": "blank",
    "foreign-key": "reference",
}


def our_findings(folder: Path) -> set[Finding]:
    """Everything we report of the tables of a folder."""
    package, problems = read_package(folder)
    assert problems == []
    tables, problems = read_tables(folder, package)
    for table in tables.values():
        problems += check_references(table, tables, set()).problems
    found: set[Finding] = set()
    for problem in problems:
        line = problem.place.line or 0
        if problem.code in ROW_KINDS:
            found.add((line, None, ROW_KINDS[problem.code]))
        elif problem.code.startswith("cell-"):
            found.add((line, problem.params["column"], KINDS.get(problem.code, "type")))
    return _without_lost_rows(found)


def oracle_findings(folder: Path) -> set[Finding]:
    """Everything frictionless reports of them."""
    import frictionless

    package = frictionless.Package(str(folder / "datapackage.json"))
    report = package.validate(limit_errors=100_000)
    assert report.errors == []
    found: set[Finding] = set()
    for task in report.tasks:
        for error in task.errors:
            line = error.row_number
            if error.type in ORACLE_ROW_KINDS:
                found.add((line, None, ORACLE_ROW_KINDS[error.type]))
            elif error.type == "type-error":
                found.add((line, error.field_name, "type"))
            elif error.type == "unique-error":
                found.add((line, error.field_name, "unique"))
            elif error.type == "constraint-error":
                name = re.search(r'constraint "(\w+)"', error.note)
                assert name is not None
                found.add((line, error.field_name, name[1]))
            else:
                raise AssertionError(f"{error.type}: {error.message}")
    return _without_lost_rows(found)


def _without_lost_rows(found: set[Finding]) -> set[Finding]:
    """Of a ragged or blank row no cell is judged: which one belongs where is unknown."""
    lost = {line for line, _, kind in found if kind in {"ragged", "blank"}}
    judged = {finding for finding in found if finding[0] not in lost}
    return judged | {(line, None, "lost") for line in lost}
