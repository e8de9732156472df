"""Installed by pip, uv and pipx, on the Pythons at hand and at the floors, the package works."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.package.conftest import run, tool

OLDEST = (3, 11)


def pythons() -> list[Path]:
    """Give each Python at hand that the package may be installed for, the oldest first."""
    names = [f"python3.{minor}" for minor in range(OLDEST[1], 20)]
    found = [Path(path) for name in names if (path := shutil.which(name))]
    pyenv = sorted(Path.home().glob(".pyenv/versions/3.*/bin/python"))
    working = {}
    for python in [Path(sys.executable).resolve(), *found, *pyenv]:
        asked = [python, "-c", "import sys; print(*sys.version_info[:2])"]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        # A shim may stand for a Python that is not there.
        if done.returncode == 0 and (version := tuple(map(int, done.stdout.split()))) >= OLDEST:
            working.setdefault(version, python)
    return [python for _, python in sorted(working.items())]


def works(parkmap: Path, folder: Path) -> dict[str, bytes]:
    """Go through a newcomer's first commands; what they made."""
    assert re.match(r"parkmap \d+\.\d+\.\d+\S*\n", run(parkmap, "--version"))
    project = folder / "project"
    run(parkmap, "new", project)
    assert "0 errors, 0 warnings" in run(parkmap, "check", project)
    made = {}
    for name in ("map.html", "map.png", "map.pdf"):
        run(parkmap, "build", project, "-o", folder / name)
        made[name] = (folder / name).read_bytes()
    for name in ("sites.xlsx", "sites.gpkg", "sites.kml"):
        run(parkmap, "export", project, "-o", folder / name)
        assert (folder / name).stat().st_size > 0
    return made


def test_the_sdist_holds_the_sources_and_the_wheel_what_is_built_of_them(
    handed_out: tuple[Path, Path],
) -> None:
    with tarfile.open(handed_out[0]) as sdist:
        files = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"pyproject.toml", "LICENSE", "geo/web/src/main.ts", "geo/cli/commands.py"} <= files
    assert not [name for name in files if "node_modules" in name or "/dist/" in name]
    with zipfile.ZipFile(handed_out[1]) as wheel:
        names = wheel.namelist()
    assert {"geo/web/dist/whole.js", "geo/web/dist/NOTICES.txt", "geo/py.typed"} <= {*names}
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert any(name.endswith("share/man/man1/parkmap.1") for name in names)
    assert not [name for name in names if "/web/src/" in name or name.startswith("tests/")]


def test_every_python_and_installer_at_hand_gives_the_same_page(
    workshop: Path, handed_out: tuple[Path, Path], tmp_path: Path
) -> None:
    wheel = handed_out[1]
    uv, pipx = (tool(workshop / "tools", name) for name in ("uv", "pipx"))
    pages = set()
    for number, python in enumerate(pythons()):
        folder = tmp_path / str(number)
        folder.mkdir()
        environment = folder / "environment"
        if number % 3 == 0:
            run(python, "-m", "venv", environment)
            run(tool(environment, "python"), "-m", "pip", "install", "--quiet", wheel)
            parkmap = tool(environment, "parkmap")
        elif number % 3 == 1:
            run(uv, "--quiet", "venv", "--python", python, environment)
            run(uv, "--quiet", "pip", "install", wheel, VIRTUAL_ENV=str(environment))
            parkmap = tool(environment, "parkmap")
        else:
            homes = {"PIPX_HOME": str(environment), "PIPX_BIN_DIR": str(folder / "bin")}
            run(pipx, "install", "--quiet", "--python", python, wheel, **homes)
            parkmap = folder / "bin" / "parkmap"
        pages.add(works(parkmap, folder)["map.html"])
    assert len(pages) == 1


@pytest.mark.parametrize("chosen", ["the floors", "the constraints"])
def test_the_oldest_libraries_that_are_let_in_and_those_it_was_tried_with_do_it_too(
    chosen: str, workshop: Path, sources: Path, handed_out: tuple[Path, Path], tmp_path: Path
) -> None:
    uv = tool(workshop / "tools", "uv")
    environment = tmp_path / "environment"
    run(uv, "--quiet", "venv", "--python", pythons()[0], environment)
    lowest = ["--resolution", "lowest-direct"]
    tried = ["--constraint", sources / "constraints.txt"]
    inside = {"VIRTUAL_ENV": str(environment)}
    # Direct is what the file asks for; what a wheel asks for would not be.
    run(uv, "--quiet", "pip", "install", *(lowest if chosen == "the floors" else tried),
        "-r", sources / "pyproject.toml", **inside)  # fmt: skip
    run(uv, "--quiet", "pip", "install", "--no-deps", handed_out[1], **inside)
    parkmap = tool(environment, "parkmap")
    works(parkmap, tmp_path)
    # A library that writes where it may not is found by much data, and by doing it again.
    for _ in range(3):
        run(parkmap, "check", sources / "data")
        run(parkmap, "build", sources / "data", "-o", tmp_path / "own.html")
