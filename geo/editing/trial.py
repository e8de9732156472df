"""What would be wrong with a project if some of its files were others: asked before saving."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

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
        shutil.copytree(folder, copy, ignore=lambda _folder, names: APART & set(names))
        for path, data in versions.items():
            (copy / path.relative_to(folder)).write_bytes(data)
        problems = join(open_project(copy)).problems
    return [
        replace(
            problem, place=problem.place._replace(file=_shown(problem.place.file, copy, folder))
        )
        for problem in problems
    ]


def _shown(file: str, copy: Path, folder: Path) -> str:
    inside = Path(file)
    if inside.is_relative_to(copy):
        return (folder / inside.relative_to(copy)).as_posix()
    return file
