"""What every engine is asked and gives back, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.problems import Place, Problem
from geo.problems.alike import told
from geo.problems.likely import Likely
from geo.problems.texts import printable
from geo.sources.missing_marks import marks_told

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from geo.joining.aggregating import Part
    from geo.joining.date_keys import UnfitColumnError
    from geo.joining.engines.by_place import ByPlace
    from geo.joining.keys import Key, SiteKeys
    from geo.project.settings.join_kinds import Aggregate
    from geo.sources.large_tables import LargeTable


class EngineError(Exception):
    """An engine cannot do it.

    Parameters
    ----------
    problem
        Why.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True)
class Task:
    """What an engine is to do.

    Parameters
    ----------
    table
        The table's files.
    key
        Its columns that name a site.
    keys
        The sites by their keys.
    wanted
        The aggregates by their names.
    by_place
        How rows find their sites where they lie; none where ``key`` names them.
    """

    table: LargeTable
    key: tuple[str, ...]
    keys: SiteKeys
    wanted: Mapping[str, Aggregate]
    by_place: ByPlace | None = None


@dataclass
class Outcome:
    """What came of it.

    Parameters
    ----------
    parts
        Of every aggregate.
    tally
        How many rows had each key that is to be told; a blank one is the empty tuple.
    rows
        How many rows there were.
    met
        The sites that any row is about.
    problems
        What was told of rows that meet by where they lie.
    marks
        How many cells of each text that says that there is no value, by columns of numbers.
    units
        What stands beside the numbers of columns, by language.
    unfit
        The aggregates that cannot be made, and why; the others are.
    """

    parts: dict[str, list[Part]] = field(default_factory=dict)
    tally: dict[Key, int] = field(default_factory=dict)
    rows: int = 0
    met: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    marks: dict[str, dict[str, int]] = field(default_factory=dict)
    units: dict[str, dict[str, str]] = field(default_factory=dict)
    unfit: dict[str, UnfitColumnError] = field(default_factory=dict)


def tell(
    task: Task, outcome: Outcome, on: tuple[str, ...], known: Collection[str] | None
) -> list[Problem]:
    """Tell what did not meet, and what only just met.

    Parameters
    ----------
    task, outcome
        What was asked and what came of it.
    on
        The sites' fields.
    known
        Where rows name their sites by id, all ids: an unknown one is an error. Else none.
    """
    place = Place(task.table.path.as_posix())
    problems = [
        told for name, marks in outcome.marks.items() for told in marks_told(place, name, marks)
    ]
    if task.by_place is not None:
        return [*problems, *outcome.problems]
    column = printable(", ".join(task.key))
    asked = sorted(key for key in outcome.tally if key)
    met = task.keys.meet(asked)
    blank = outcome.tally.get((), 0)
    if blank and known is not None:
        problems.append(Problem("join-site-blank", place, {"column": column}))
    elif blank:
        problems.append(Problem("join-key-blank", place, {"count": blank, "column": column}))

    def about(code: str, key: Key, **params: object) -> Problem:
        value = printable(", ".join(key))
        return Problem(code, place, {"column": column, "value": value, **params})

    # Of ids it is an error, as in this process.
    zeros = "join-site-zeros" if known is not None else "join-key-zeros"
    for code, found in (("join-key-alike", met.alike), (zeros, met.zeros)):

        def near(index: int, code: str = code, found: dict[int, Key] = found) -> Problem:
            return about(code, asked[index], near=printable(", ".join(found[index])))

        problems += told([*found], near, column=", ".join(task.key))

    def shared(index: int) -> Problem:
        count = met.shared[index]
        return about("join-key-shared", asked[index], count=count, on=printable(", ".join(on)))

    problems += told([*met.shared], shared, column=", ".join(task.key))
    unmet = [asked[index] for index in met.unmet if index not in met.zeros]
    if known is not None:
        unmet = [key for key in unmet if key[0] not in known]
        problems += told(
            unmet, lambda key: about("join-site-unknown", key), column=", ".join(task.key)
        )
    elif unmet:
        likely = Likely([", ".join(key) for key in task.keys.known]).meant(", ".join(unmet[0]))
        params = {
            "count": sum(outcome.tally[key] for key in unmet), "rows": outcome.rows,
            "column": column, "value": printable(", ".join(unmet[0])),
            "on": printable(", ".join(on)), "near": printable(likely or "–"),
        }  # fmt: skip
        problems.append(Problem("join-key-unmet", place, params))
    return problems
