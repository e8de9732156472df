"""The preview goes with the files, whatever leads to them and however they are written."""

from __future__ import annotations

import json
import os
import shutil
import time
from typing import TYPE_CHECKING

import pytest

from tests.serving.running import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LAYER = "sites.geojson"
AHEAD_S = 4e9
"""A day of the next century."""


class Shown:
    """What a served page shows, as its folder changes."""

    def __init__(self, project: Path, news: Callable[[], bytes]) -> None:
        self.project = project
        self.other = project.parent / "other"
        self.other.mkdir()
        self._news = news
        self._text = (project / LAYER).read_text(encoding="utf-8")

    def layer(self, name: str) -> str:
        return self._text.replace("示例花园", name)

    def follows(self, act: Callable[[], object]) -> bool:
        """Whether there is a new version, soon after something was done."""
        before = json.loads(self._news())["version"]
        act()
        for _ in range(200):
            if json.loads(self._news())["version"] != before:
                return True
            time.sleep(0.05)
        return False


@pytest.fixture
def shown(project: Path) -> Iterator[Shown]:
    with serving(project) as served:
        yield Shown(project, lambda: served.ask("GET", "/news")[1])


@pytest.mark.parametrize("when", [1.0, AHEAD_S])
def test_the_time_of_a_file_may_be_any(shown: Shown, when: float) -> None:
    path = shown.project / LAYER

    def write() -> None:
        path.write_text(shown.layer("花园二二"), encoding="utf-8")
        os.utime(path, (when, when))

    assert shown.follows(write)


def test_a_folder_may_be_renamed_moved_deleted_and_come_back(shown: Shown) -> None:
    tables, aside = shown.project / "tables", shown.other / "tables"
    assert shown.follows(lambda: tables.rename(tables.with_name("tabellen")))
    assert shown.follows(lambda: tables.with_name("tabellen").rename(tables))
    assert shown.follows(lambda: tables.rename(aside))
    assert shown.follows(lambda: shutil.copytree(aside, tables))
    assert shown.follows(lambda: shutil.rmtree(tables))


def test_a_layer_that_is_a_link_is_followed_wherever_it_is_led(shown: Shown) -> None:
    path, first, middle = shown.project / LAYER, shown.other / "a.geojson", shown.other / "middle"
    first.write_text(shown.layer("连接一"), encoding="utf-8")
    middle.symlink_to(first)

    def link() -> None:
        path.unlink()
        path.symlink_to(middle)

    assert shown.follows(link)
    assert shown.follows(lambda: first.write_text(shown.layer("连接二"), encoding="utf-8"))
    # Neither the project nor the file it led to is touched.
    second = shown.other / "b.geojson"
    second.write_text(shown.layer("连接三"), encoding="utf-8")

    def lead_elsewhere() -> None:
        (shown.other / "new").symlink_to(second)
        (shown.other / "new").replace(middle)

    assert shown.follows(lead_elsewhere)
    assert shown.follows(second.unlink)
    assert shown.follows(lambda: second.write_text(shown.layer("连接四"), encoding="utf-8"))
