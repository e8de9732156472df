"""The figures a project shows large: what the page is told, and what is wrong with them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from geo.cli import main
from geo.joining import join
from geo.page.head import make_head
from geo.project import open_project

STATES = Path(__file__).parent.parent / "fixtures" / "projects" / "mexico-states"


def copy_with(folder: Path, lead: str) -> Path:
    shutil.copytree(STATES, folder)
    path = folder / "map.toml"
    before, _, after = path.read_text("utf-8").partition("lead = ")
    path.write_text(f"{before}lead = {lead}\n{after.partition(chr(10))[2]}", "utf-8")
    return folder


def test_the_page_is_told_them_in_their_order(tmp_path: Path) -> None:
    wanted = ["indicators/relative@1990", "indicators/income"]
    folder = copy_with(tmp_path / "states", str(wanted).replace("'", '"'))
    head = make_head(join(open_project(folder)))
    assert head.problems == []
    assert head.value["lead"] == wanted


@pytest.mark.parametrize(
    ("lead", "code", "near"),
    [
        ('["indicators/incme"]', "card-lead-unknown", "indicators/income"),
        ('["income"]', "card-lead-unknown", "indicators/income"),
        ('["region"]', "card-lead-unknown", "indicators/"),
        ('["indicators/income@1985"]', "card-lead-year-empty", "1980, 1990"),
    ],
)
def test_a_figure_there_is_none_of_stops_the_build_at_its_line(
    lead: str, code: str, near: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, page = copy_with(tmp_path / "states", lead), tmp_path / "map.html"
    assert main(["build", str(folder), "-o", str(page)]) == 1
    assert not page.exists()
    said = capsys.readouterr().err
    assert f"error[{code}]" in said
    assert near in said
    line = (folder / "map.toml").read_text("utf-8").splitlines().index(f"lead = {lead}") + 1
    assert f"map.toml:{line}:" in said


def test_more_than_three_are_told_and_left_out(tmp_path: Path) -> None:
    names = ["income", "gain", "relative", "income@1940"]
    lead = "[" + ", ".join(f'"indicators/{name}"' for name in names) + "]"
    head = make_head(join(open_project(copy_with(tmp_path / "states", lead))))
    assert [problem.code for problem in head.problems] == ["card-lead-too-many"]
    assert head.value["lead"] == [f"indicators/{name}" for name in names[:3]]
