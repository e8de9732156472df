"""A project that is tried again: what did not change is not read again, and found all the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geo.cli.starting import start_project
from geo.editing.trial import Trials
from geo.sources.tables import table as reading
from geo.sources.tables.grid import Grid, read_grid

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from geo.sources.tables.table_schema import Resource


def test_tables_that_did_not_change_are_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "park"
    assert start_project(folder) == []
    read: list[str] = []

    def counted(path: Path, resource: Resource | None) -> Grid:
        read.append(path.name)
        return read_grid(path, resource)

    def problems() -> tuple[list[str], set[str]]:
        read.clear()
        found = trials.problems()
        return [f"{one.place.file} {one.code}" for one in found], {*read}

    monkeypatch.setattr(reading, "read_grid", counted)
    for number in range(3):
        text = f"site_id,n{number}\ngate,{number}\nnobody,1\n"
        (folder / "tables" / f"t{number}.csv").write_text(text, encoding="utf-8")
    trials = Trials(folder)
    before, names = problems()
    assert {"t0.csv", "t1.csv", "t2.csv"} <= names
    assert len(before) == 3
    (folder / "tables" / "t1.csv").write_text("site_id,n1\ngate,1\n", encoding="utf-8")
    # What is wrong with the others is found again, and once.
    assert problems() == ([one for one in before if "t1.csv" not in one], {"t1.csv"})
    # What is described otherwise is another table.
    field = {"name": "n2", "type": "string"}
    described = {"name": "t2", "path": "tables/t2.csv", "schema": {"fields": [field]}}
    package = json.dumps({"resources": [described]})
    (folder / "datapackage.json").write_text(package, encoding="utf-8")
    assert "t2.csv" in problems()[1]
