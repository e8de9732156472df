"""Writing what a plan says: all of its files or none, and only if they are as the plan saw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.editing.saving import rewrite_or_make
from geo.files.replacing import write_atomically
from geo.problems import Place, Problem
from geo.project.project import LAYER

if TYPE_CHECKING:
    from geo.editing.saving import Contents
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
    if all(data is None for data in plan.before.values()):
        # A project of its own: until the layer stands, there is none.
        for path in sorted(plan.files, key=lambda path: path.name == LAYER):
            write_atomically(path, plan.files[path])
        return []

    def change(now: Contents) -> tuple[Contents, list[Problem]]:
        moved = [path for path, data in now.items() if data != plan.before.get(path)]
        return {**now, **plan.files}, [
            Problem("changed-meanwhile", Place(path.as_posix())) for path in moved
        ]

    files = {path: path.as_posix() for path in {**plan.before, **plan.files}}
    return rewrite_or_make(plan.folder, files, change)
