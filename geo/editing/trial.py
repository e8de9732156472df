"""What would be wrong with a project if some of its files were others: asked before saving."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.project import is_input

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.problems import Problem

# The base map takes no part in the join; everything else may.
APART = {"basemap"}


def problems_with(folder: Path, versions: Mapping[Path, bytes]) -> list[Problem]:
    """Give every problem the project has when some files hold these bytes.

    A copy of the project is read, so that the check is the one every build makes, and nothing is
    written where somebody could see it.

    Parameters
    ----------
    folder
        The project.
    versions
        The bytes of the files in question.
    """
    from geo.joining import join
    from geo.project import open_project

    with tempfile.TemporaryDirectory(prefix="parkmap-") as name:
        copy = Path(name) / "project"
        _copy_inputs(folder, copy)
        for path, data in versions.items():
            (copy / path.relative_to(folder)).write_bytes(data)
        problems = join(open_project(copy)).problems
    return [_as_of(problem, copy, folder) for problem in problems]


def _copy_inputs(folder: Path, copy: Path) -> None:
    """Copy what a project may read, and nothing else that lies in its folder."""
    seen: set[str] = set()
    for place, folders, names in os.walk(folder, followlinks=True):
        # A link may lead back to where it stands.
        folders[:] = [] if os.path.realpath(place) in seen else _kept(folders)
        seen.add(os.path.realpath(place))
        target = copy / Path(place).relative_to(folder)
        target.mkdir(parents=True, exist_ok=True)
        for name in filter(is_input, names):
            source = Path(place) / name
            # What cannot be read is missed before a change and after it: no change is to blame.
            with suppress(OSError):
                if source.is_file():
                    shutil.copyfile(source, target / name)


def _kept(folders: list[str]) -> list[str]:
    return [name for name in folders if name not in APART and not name.startswith(".")]


def _as_of(problem: Problem, copy: Path, folder: Path) -> Problem:
    """Tell a problem of the copy as one of the project."""
    inside, stem = Path(problem.place.file), str(copy)
    file = problem.place.file
    if inside.is_relative_to(copy):
        file = (folder / inside.relative_to(copy)).as_posix()
    params = {
        key: value.replace(stem, str(folder)) if isinstance(value, str) else value
        for key, value in problem.params.items()
    }
    return replace(problem, place=problem.place._replace(file=file), params=params)
