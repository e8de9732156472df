"""Which outputs of a notebook carry the program its maps share."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from geo.page import notebook
from geo.page.notebook import Run, Sharer, sharing

if TYPE_CHECKING:
    from collections.abc import Sequence


def roles(*runs: tuple[str, int] | tuple[str, int, Sequence[str]]) -> str:
    """Letters of the roles of maps shown one after the other."""
    sharer = Sharer()
    found = []
    for cell, number, *deleted in runs:
        told = Run(cell, number, frozenset(deleted[0] if deleted else ()))
        found.append(sharer.role(told)[0])
    return "".join(found)


def test_the_first_cell_gives_and_all_others_take() -> None:
    assert roles(("a", 1), ("b", 2), ("c", 3)) == "gtt"


def test_an_output_of_two_maps_carries_the_program_once() -> None:
    assert roles(("a", 1), ("a", 1), ("b", 2), ("b", 2)) == "gttt"


def test_all_cells_run_again_still_carry_it_once() -> None:
    assert roles(("a", 1), ("b", 2), ("c", 3), ("a", 4), ("b", 5), ("c", 6)) == "gttgtt"


def test_the_giving_cell_run_again_gives_again() -> None:
    assert roles(("a", 1), ("b", 2), ("a", 3), ("a", 4)) == "gtgg"


def test_cells_may_be_run_in_any_order() -> None:
    assert roles(("c", 1), ("a", 2), ("b", 3), ("c", 4)) == "gttg"


def test_a_cell_that_took_it_is_whole_once_it_is_run_again_alone() -> None:
    assert roles(("a", 1), ("b", 2), ("b", 3), ("b", 4), ("a", 5), ("b", 6)) == "gtggtg"


def test_once_the_giving_cell_is_deleted_the_next_one_gives() -> None:
    assert roles(("a", 1), ("b", 2), ("c", 3, ["a"]), ("b", 4)) == "gtgt"


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A kernel of Jupyter's server that is running the cell ``a``."""
    parent = {"metadata": {"cellId": "a", "deletedCells": []}}
    kernel = SimpleNamespace(get_parent=lambda: parent)
    shell = SimpleNamespace(kernel=kernel, execution_count=1)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    monkeypatch.setenv("JPY_SESSION_NAME", "maps.ipynb")
    for name in ("VSCODE_PID", "VSCODE_CWD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(notebook, "_sharer", Sharer())
    return SimpleNamespace(shell=shell, parent=parent)


def test_the_kernel_tells_which_cell_is_run(kernel: SimpleNamespace) -> None:
    assert sharing() == "gives"
    kernel.parent["metadata"]["cellId"] = "b"
    kernel.shell.execution_count = 2
    assert sharing() == "takes"


def test_where_the_cell_is_not_told_each_map_is_whole(kernel: SimpleNamespace) -> None:
    del kernel.parent["metadata"]["cellId"]
    assert sharing() is None


@pytest.mark.parametrize("absent", ["JPY_SESSION_NAME", "IPython"])
def test_outside_jupyter_each_map_is_whole(
    kernel: SimpleNamespace, absent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sharing() == "gives"
    monkeypatch.delenv(absent, raising=False)
    monkeypatch.delitem(sys.modules, absent, raising=False)
    assert sharing() is None


def test_in_vs_code_each_map_is_whole(
    kernel: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sharing() == "gives"
    monkeypatch.setenv("VSCODE_PID", "1")
    assert sharing() is None
