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
    there = {path: path.as_posix() for path in known}

    def change(now: Mapping[Path, bytes]) -> tuple[Mapping[Path, bytes], list[Problem]]:
        moved = [path for path in known if now[path] != known[path]]
        moved += [path for path, data in plan.before.items() if data is None and path.exists()]
        if moved:
            return now, [Problem("changed-meanwhile", Place(path.as_posix())) for path in moved]
        # New files first: should the layer fail to be written, they are only taken away again.
        made: list[Path] = []
        try:
            for path, data in plan.files.items():
                if path not in known:
                    write_atomically(path, data)
                    made.append(path)
        except OSError:
            for path in made:
                path.unlink(missing_ok=True)
            raise
        return {path: plan.files.get(path, data) for path, data in now.items()}, []

    return rewrite_together(plan.folder, there, change)
