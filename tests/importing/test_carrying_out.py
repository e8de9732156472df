"""A plan is carried out whole or not at all, and what a killed import began is finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.files import journal
from geo.importing import carry_out
from geo.joining import join
from geo.project import open_project
from tests.importing.test_hard_inputs import plan, sites
from tests.projects import contents

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "name,lon,lat,beds\nInn,8.1,50.1,3\n"
SECOND = "name,lon,lat,rooms,kind\nMill,8.2,50.2,9,a\nHill,8.3,50.3,9,a\nTop,8.4,50.4,1,b\n"


def test_a_disk_that_fails_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites(plan(tmp_path, "a.csv", FIRST))
    before = contents(tmp_path / "park")
    made = plan(tmp_path, "b.csv", SECOND)
    calls = 0
    real = journal.replace_as_seen

    def failing(*given: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise OSError(28, "No space left on device")
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(journal, "replace_as_seen", failing)
    with pytest.raises(OSError, match="No space"):
        carry_out(made)
    assert contents(tmp_path / "park") == before


def test_a_killed_import_is_finished_by_the_next_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites(plan(tmp_path, "a.csv", FIRST))
    made = plan(tmp_path, "b.csv", SECOND)

    class KilledError(BaseException):
        pass

    def killed(*_given: object) -> None:
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(journal, "replace_as_seen", killed)
        # A killed writer tidies nothing up.
        patch.setattr(journal, "_remove", lambda _journal: None)
        patch.setattr("pathlib.Path.unlink", lambda *_given, **_options: None)
        with pytest.raises(KilledError):
            carry_out(made)
    layer = join(open_project(tmp_path / "park"))
    assert layer.problems == []
    assert layer.sites["name"].tolist() == ["Inn", "Mill", "Hill", "Top"]
    assert layer.sites["rooms"].dropna().tolist() == [9, 9, 1]
    assert list(layer.project.settings.categories) == ["a", "b"]


def test_a_table_that_appears_meanwhile_is_left_alone(tmp_path: Path) -> None:
    sites(plan(tmp_path, "a.csv", FIRST))
    made = plan(tmp_path, "b.csv", SECOND)
    (tmp_path / "park/tables/b.csv").write_text("site_id,mine\ninn,1\n")
    before = contents(tmp_path / "park")
    assert [problem.code for problem in carry_out(made)] == ["changed-meanwhile"]
    assert contents(tmp_path / "park") == before
