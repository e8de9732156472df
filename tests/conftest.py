"""What every test relies on: run from the repository, in English, whatever the machine speaks."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from geo.problems import LANGUAGES, Problem, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Playwright

# A loaded machine is slow, not wrong.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(scope="session", autouse=True)
def _in_repository() -> None:
    import os

    os.chdir(ROOT)


@pytest.fixture(scope="module", autouse=True)
def _older_tests_are_let_rest() -> None:
    """Keep what earlier modules have left out of the collector's sight.

    A save gives memory back (``geo/freed.py``), and would look at a million objects of other tests.
    """
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _every_problem_can_be_said() -> Iterator[None]:
    """Try the sentences of each problem that any test makes, in both languages.

    A brace without its value would be a traceback to whoever meets the problem first.
    """
    made = Problem.__init__

    def make(self: Problem, *args: Any, **more: Any) -> None:
        made(self, *args, **more)
        if self.code in catalogue():
            for language in LANGUAGES:
                self.message(language)
                self.fix(language)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Problem, "__init__", make)
        yield


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, which runs once in a process however many browsers it opens."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running
