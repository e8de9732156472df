"""What is handed out is built once, out of a copy of the sources, for all tests of this folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave them out where nobody asked: each takes a clean environment and a registry."""
    if os.environ.get("PARKMAP_PACKAGE"):
        return
    skip = pytest.mark.skip(reason="make test-package")
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(skip)


def run(*words: str | Path, cwd: Path | None = None, **variables: str) -> str:
    """Run a command; what it wrote.

    Raises
    ------
    AssertionError
        If it fails, with the end of what it wrote.
    """
    # A script that is read as data must not see this environment's packages.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        list(map(str, words)), cwd=cwd, env=kept | variables, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{words}\n{(done.stdout + done.stderr)[-4000:]}"
    return done.stdout + done.stderr


@pytest.fixture(scope="session")
def workshop() -> Iterator[Path]:
    """A folder with the tools that build and install: ``build``, ``uv`` and ``pipx``."""
    with tempfile.TemporaryDirectory(prefix="parkmap-package-") as name:
        folder = Path(name)
        venv.create(folder / "tools", with_pip=True)
        run(tool(folder / "tools", "python"), "-m", "pip", "install", "--quiet", "build", "uv",
            "pipx")  # fmt: skip
        reached = subprocess.run(
            [tool(folder / "tools", "uv"), "--quiet", "pip", "compile", "-"],
            input="packaging", capture_output=True, text=True, check=False,
        )  # fmt: skip
        if reached.returncode:
            pytest.skip(f"NOT TRIED: uv reaches no index here: {reached.stderr[-200:]}")
        yield folder


@pytest.fixture(scope="session")
def sources(workshop: Path) -> Path:
    """The sources as a fresh clone has them, without anything built here."""
    folder = workshop / "sources"
    run("git", "clone", "--quiet", ROOT, folder)
    return folder


@pytest.fixture(scope="session")
def handed_out(workshop: Path, sources: Path) -> tuple[Path, Path]:
    """The sdist, and the wheel that is built out of it."""
    out = workshop / "dist"
    run(tool(workshop / "tools", "python"), "-m", "build", "--outdir", out, sources)
    return next(out.glob("*.tar.gz")), next(out.glob("*.whl"))


def tool(environment: Path, name: str) -> Path:
    """Give a command of a virtual environment."""
    if sys.platform == "win32":
        return environment / "Scripts" / f"{name}.exe"
    return environment / "bin" / name
