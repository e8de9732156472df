"""Of many problems alike the first are told one by one, and the others counted.

A reader is served by no more of them, and a hostile file can hold millions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from geo.problems import Problem, severity_of
from geo.problems.texts import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.problems import Place

SHOWN_ALIKE = 50

Found = TypeVar("Found")


def told(
    found: Sequence[Found], problem_of: Callable[[Found], Problem], *, column: str | None = None
) -> list[Problem]:
    """Tell what was found of one code: the first :data:`SHOWN_ALIKE`, and how many more there are.

    Parameters
    ----------
    found
        What each problem is about.
    problem_of
        Makes one of them.
    column
        Of a table: where all of them stand.
    """
    problems = [problem_of(one) for one in found[:SHOWN_ALIKE]]
    if len(found) > SHOWN_ALIKE:
        place = problem_of(found[SHOWN_ALIKE]).place
        problems.append(counted(problems[-1].code, len(found) - SHOWN_ALIKE, place, column=column))
    return problems


def few_of_each(problems: Sequence[Problem]) -> list[Problem]:
    """Keep the first :data:`SHOWN_ALIKE` of each code, and say how many more there are."""
    by_code: dict[str, list[Problem]] = {}
    for problem in problems:
        by_code.setdefault(problem.code, []).append(problem)
    return [one for alike in by_code.values() for one in told(alike, lambda problem: problem)]


def of_few_files(problems: Sequence[Problem]) -> list[Problem]:
    """Keep the problems of a code in the first :data:`SHOWN_ALIKE` files; count those in others."""
    files: dict[str, dict[str, None]] = {}
    kept: list[Problem] = []
    more: dict[str, list[Problem]] = {}
    for problem in problems:
        known = files.setdefault(problem.code, {})
        if problem.place.file in known or len(known) < SHOWN_ALIKE:
            known[problem.place.file] = None
            kept.append(problem)
        else:
            more.setdefault(problem.code, []).append(problem)
    return kept + [counted(code, len(rest), rest[0].place) for code, rest in more.items()]


def counted(code: str, count: int, place: Place, *, column: str | None = None) -> Problem:
    """Say how many more there are of a code; an error where they are.

    Parameters
    ----------
    code
        Theirs.
    count
        How many are not told.
    place
        Where the first of those stands, or their file.
    column
        Of a table: where all of them stand.
    """
    params: dict[str, object] = {"count": count, "code": code}
    if column is None:
        return Problem("more-of-the-same", place, params)
    more = "more-errors" if severity_of(code) == "error" else "more-warnings"
    return Problem(more, place, {**params, "column": printable(column)})
