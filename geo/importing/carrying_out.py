"""Writing what a plan says: all of its files or none, and only if they are as the plan saw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.editing.saving import rewrite_together
from geo.files import write_atomically
from geo.problems import Place, Problem
from geo.project.project import LAYER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.importing.import_plan import ImportPlan


def carry_out(plan: ImportPlan) -> list[Problem]:
    """Write a plan's files.

    Parameters
    ----------
    plan
        As :func:`geo.importing.planning.plan_import` gives it.

    Returns
    -------
    list of Problem
        Why nothing was written; empty when all is done.

    Raises
    ------
    OSError
        If a file cannot be written; every file is as it was.
    """
    if not plan.is_ready or not plan.files:
        return []
    known = {path: data for path, data in plan.before.items() if data is not None}
    if not known:
        # A project of its own: until the layer stands, there is none.
        for path in sorted(plan.files, key=lambda path: path.name == LAYER):
            write_atomically(path, plan.files[path])
        return []
    new = [path for path in plan.files if path not in known]
    taken = [path for path in new if path.exists()]
    if taken:
        return [Problem("changed-meanwhile", Place(path.as_posix())) for path in taken]
    # Empty at first, so that they too are filled together with all others, or not at all.
    for path in new:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    expected = known | dict.fromkeys(new, b"")

    def change(now: Mapping[Path, bytes]) -> tuple[Mapping[Path, bytes], list[Problem]]:
        moved = [path for path, data in expected.items() if now[path] != data]
        if moved:
            return now, [Problem("changed-meanwhile", Place(path.as_posix())) for path in moved]
        return {path: plan.files.get(path, data) for path, data in now.items()}, []

    try:
        return rewrite_together(plan.folder, {path: path.as_posix() for path in expected}, change)
    finally:
        for path in new:
            if path.is_file() and not path.stat().st_size:
                path.unlink()
