"""Whole saves: what an import has made of files, and saves taken back or done again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.editing.history import OtherVersionError, Step
from geo.editing.saving import rewrite_or_make
from geo.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from geo.editing.given import Given
    from geo.editing.history import History, Patch
    from geo.editing.saving import Contents


def replace_files(
    folder: Path, history: History, name: str, before: Contents, after: Mapping[Path, bytes]
) -> list[Problem]:
    """Save what an import has made of files, as one step.

    Parameters
    ----------
    folder
        The project.
    history
        Remembers it.
    name
        What was brought in, for people.
    before
        What was read for it, None where there was no file: were one of them something else by now,
        nothing would be written.
    after
        The new bytes of those that change.

    Returns
    -------
    list of Problem
        Why nothing was written; empty when all is done.
    """
    steps: list[Step] = []

    def change(now: Contents) -> tuple[Contents, list[Problem]]:
        moved = [path for path, data in now.items() if data != before.get(path)]
        new = {**now, **after}
        steps.append(Step.of(("import", name, None), now, new))
        return new, [_changed(path) for path in moved]

    files = {path: path.as_posix() for path in {**before, **after}}
    problems = rewrite_or_make(folder, files, change)
    if not problems:
        history.add(steps[-1])
    return problems


def go_back(
    folder: Path,
    source: list[Step],
    target: list[Step],
    made: Callable[[Patch, bytes | None], bytes | None],
) -> Given:
    """Take a save back or do it again, if its files are as it left them.

    Parameters
    ----------
    folder
        The project.
    source, target
        The saves it is the last of, and those it then is the last of.
    made
        Gives the version that a patch leads to.

    Returns
    -------
    dict
        Whether a file changed, the problems, what was done and the id of its site.
    """
    if not source:
        return {}
    step = source[-1]

    def change(now: Contents) -> tuple[Contents, list[Problem]]:
        after, others = dict(now), []
        for path, patch in step.patches.items():
            try:
                after[path] = made(patch, now[path])
            except OtherVersionError:
                others.append(_changed(path))
        return after, others

    problems = rewrite_or_make(folder, {path: path.name for path in step.patches}, change)
    # Done, or no longer possible: either way it is no longer there to be undone.
    if not any(problem.code in {"locked", "locked-by"} for problem in problems):
        source.pop()
    if not problems:
        target.append(step)
    given: Given = {"saved": not problems, "problems": problems}
    if not problems:
        given["did"], given["id"] = step.as_json(), step.site
    return given


def _changed(path: Path) -> Problem:
    return Problem("changed-meanwhile", Place(path.name))
