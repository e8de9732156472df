"""The map of a sheet is the page's own: asked in Python, drawn by whatever runs its program."""

from __future__ import annotations

import builtins
import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.picture import draw_picture, engine
from geo.problems import catalogue
from tests.picture.golden import FOLDER, asked
from tests.projects import joined, site

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = (FOLDER / "asked.json").read_text(encoding="utf-8")


@pytest.fixture
def without_quickjs(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where there is no wheel of it."""
    real = builtins.__import__

    def refusing(name: str, *rest: Any, **more: Any) -> Any:
        if name == "quickjs":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refusing)


TOLD = json.loads((FOLDER / "told.json").read_text(encoding="utf-8"))


def test_what_python_asks_gives_the_scene_of_the_page_s_own_tests(tmp_path: Path) -> None:
    assert json.loads(engine.run("parkmapScene", asked(tmp_path))) == TOLD


def test_signs_names_and_outlines_stand_where_the_page_s_own_tests_have_them() -> None:
    assert json.loads(engine.run("parkmapScene", QUESTION)) == TOLD


IN_QUICKJS = engine.run("parkmapPicture", QUESTION)


@pytest.mark.usefixtures("without_quickjs")
def test_node_draws_the_same_bytes() -> None:
    assert engine.run("parkmapPicture", QUESTION) == IN_QUICKJS


@pytest.mark.usefixtures("without_quickjs")
def test_without_any_engine_the_picture_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "find_node", lambda: None)
    (tmp_path / "p").mkdir()
    layer = joined(tmp_path / "p", [site("a")])
    problems = draw_picture(layer, tmp_path / "map.svg")
    assert [problem.code for problem in problems] == ["no-script-engine"]
    assert catalogue()["no-script-engine"].severity == "error"
    assert not (tmp_path / "map.svg").exists()


def test_what_fails_in_the_program_is_told() -> None:
    with pytest.raises(RuntimeError, match=r"(?s)TypeError.*\bat\b"):
        engine.run("parkmapPicture", '{"blocks": {}}')
