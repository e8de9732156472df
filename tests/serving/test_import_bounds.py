"""What is dropped on the page and is too large, too long, malformed or meant to lead elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from geo.importing import Choices
from geo.serving import workbench
from geo.serving.drops import MOST_BYTES, MOST_DROPS
from geo.serving.workbench import Task, Workbench
from tests.serving.import_desk import codes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.serving.import_desk import Desk


def test_what_is_too_large_is_told_before_it_is_sent(desk: Desk) -> None:
    outcome = desk.order("import-begin", files=[{"name": "a.csv", "size": MOST_BYTES + 1}])
    assert codes(outcome) == ["import-too-large"]
    assert "drop" not in outcome
    outcome = desk.order("import-begin", files=[{"name": "a", "size": 1}] * 1000)
    assert codes(outcome) == ["import-too-large"]


def test_too_many_rows_are_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = workbench._Bench()
    monkeypatch.setattr(workbench, "MOST_ROWS", 2)
    path = desk.editor.folder.parent / "a.csv"
    path.write_text("name\n" + "A\n" * 3)
    found = bench.plan(Task(desk.editor.folder, path, "a.csv", Choices()))
    assert [problem.code for problem in found.problems] == ["import-too-many"]


def test_a_file_without_end_and_one_that_breaks_its_reader_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_text("name\nA\n")
    task = Task(tmp_path, tmp_path / "a.csv", "a.csv", Choices())
    bench = Workbench(most_s=0.01)
    try:
        (problem,) = bench.plan(task).problems
        assert problem.code == "import-too-long"
        # The next one is begun anew.
        bench._most_s = 60.0
        assert bench.plan(task).view is not None
        assert bench._process is not None
        bench._process.kill()
        bench._process.join()
        assert bench.plan(task).view is not None
        monkeypatch.setattr(workbench, "work", dies)
        bench.close()
        (problem,) = bench.plan(task).problems
        assert problem.code == "import-broke-off"
    finally:
        bench.close()


def dies(connection: Any) -> None:
    connection.recv()
    raise SystemExit(3)


def test_only_so_much_is_kept(desk: Desk) -> None:
    homes = []
    for _ in range(MOST_DROPS + 1):
        desk.bring(("a.csv", b"name\nA\n"))
        homes.append(desk.drops._drops[desk.drop].paths[0])
    assert [path.exists() for path in homes] == [False] + [True] * MOST_DROPS
    desk.order("import-end", drop=desk.drop)
    assert not homes[-1].exists()
    assert codes(desk.plan()) == ["import-over"]


@pytest.mark.parametrize(
    "name", ["../../out.csv", "C:\\x\\out.csv", "/etc/out.csv", "..", "", "a\x00b.csv", "n" * 500]
)
def test_names_lead_nowhere(desk: Desk, name: str) -> None:
    desk.bring((name, b"name\nA\n"))
    drop = desk.drops._drops[desk.drop]
    assert drop.home is not None
    assert drop.paths[0].parent.as_posix() == drop.home.name.replace("\\", "/")
    assert drop.paths[0].is_file()


@pytest.mark.parametrize(
    "order",
    [{"do": "import-plan"}, {"do": "import-plan", "drop": "x"}, {"do": "import-begin"},
     {"do": "import-begin", "files": []}, {"do": "import-begin", "files": [{"name": 3}]},
     {"do": "import-save", "drop": ["x"]}, {"do": "import-end"}],
)  # fmt: skip
def test_malformed_orders_are_told_no(desk: Desk, order: dict[str, Any]) -> None:
    own = desk.drops.operation(order)
    assert own is not None
    assert codes(desk.editor.answer(own)) != []
