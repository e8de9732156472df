"""A small project and a server for it; most tests only ask, so they share one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.cli.starting import start_project
from geo.editing.operations import Editor
from tests.edit_contract import _orders_and_outcomes_as_the_contract_has_them
from tests.serving.import_desk import Desk
from tests.serving.running import Served, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


__all__ = ["_orders_and_outcomes_as_the_contract_has_them"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    assert start_project(tmp_path / "park") == []
    return tmp_path / "park"


@pytest.fixture
def desk(project: Path) -> Iterator[Desk]:
    desk = Desk(Editor(project))
    yield desk
    desk.drops.close()


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("preview") / "park"
    assert start_project(folder) == []
    with serving(folder) as served:
        yield served


@pytest.fixture(scope="module")
def editing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("editing") / "park"
    assert start_project(folder) == []
    with serving(folder, "--edit") as served:
        yield served
