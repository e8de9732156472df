"""`parkmap new` gives a project that builds as it is, and never overwrites anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.cli import main
from geo.cli.starting import start_project

if TYPE_CHECKING:
    from pathlib import Path


def test_new_project_checks_without_a_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "园区"
    assert main(["new", str(folder)]) == 0
    capsys.readouterr()
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("content", ["file", "folder"])
def test_nothing_of_the_users_is_overwritten(tmp_path: Path, content: str) -> None:
    folder = tmp_path / "mine"
    if content == "file":
        folder.write_text("precious")
    else:
        folder.mkdir()
        (folder / "sites.geojson").write_text("precious")
    (problem,) = start_project(folder)
    assert problem.code == "folder-not-empty"
    kept = folder if content == "file" else folder / "sites.geojson"
    assert kept.read_text() == "precious"
