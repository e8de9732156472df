"""What every test relies on: run from the repository, in English, whatever the machine speaks."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

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
