"""Rows that come to their sites by where they lie, some of a large table's rows at a time.

The sites are few and go wherever rows are; geopandas lets both meet as it does for a table that
fits into memory.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.joining.meeting import Meeting, nobody
from geo.joining.places import meet_nearest, meet_within, places_of, position_roles
from geo.problems import Place, Problem
from geo.sources.records import Records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import geopandas as gpd
    import pyarrow as pa
    from numpy.typing import NDArray

    from geo.project.settings.join_kinds import Nearest

SAMPLE = 1000
"""Rows by which the columns that say where rows lie are told."""
_COUNTS = ("count", "rows")


@dataclass(frozen=True)
class ByPlace:
    """How rows find their sites.

    Parameters
    ----------
    sites
        The layer in EPSG:4326: geometries and names.
    nearest
        How far away the nearest site may be; none where the site's area has to hold the row.
    datum
        What the rows' positions are in, if the settings say so.
    """

    sites: gpd.GeoDataFrame
    nearest: Nearest | None
    datum: str | None


@dataclass
class _Some:
    """Some rows of a file; which line each stands in is not known."""

    name: str
    path: Path
    left_out: NDArray[np.bool_]

    def place(self, row: int, column: str | None = None) -> Place:  # noqa: ARG002
        return Place(self.path.as_posix())


def place_columns(path: Path, sample: pa.Table) -> dict[str, str]:
    """Name the columns that say where rows lie, by what each says; none where nothing does.

    Parameters
    ----------
    path
        The file.
    sample
        Its first rows, all columns as texts.
    """
    return position_roles(_records(path, sample), sample.column_names)


def no_places(path: Path) -> Problem:
    """Tell that nothing says where rows lie."""
    return Problem("join-place-missing", Place(path.as_posix()))


def meet_some(
    by: ByPlace, table: str, path: Path, texts: pa.Table, roles: dict[str, str]
) -> Meeting:
    """Let some rows meet the sites.

    Parameters
    ----------
    by
        How.
    table, path
        The table's name and file.
    texts
        The columns that say where the rows lie, as texts.
    roles
        As :func:`place_columns` gives them.
    """
    places, problems = places_of(_records(path, texts), roles, table, by.datum)
    if places is None:
        return nobody(problems)
    some = _Some(table, path, np.zeros(len(texts), dtype=bool))
    if by.nearest is None:
        meeting = meet_within(by.sites, some, places)
    else:
        meeting = meet_nearest(by.sites, some, places, by.nearest, each="row")
    return replace(meeting, problems=[*problems, *meeting.problems])


def summed(problems: Iterable[Problem]) -> list[Problem]:
    """Make one of the problems that pieces of a table have in common, their numbers added up."""
    found: dict[tuple[Any, ...], Problem] = {}
    for problem in problems:
        said = {name: value for name, value in problem.params.items() if name not in _COUNTS}
        # Of sites whose areas overlap the first is named.
        key = (problem.code, *(() if "count" in problem.params else sorted(said.items())))
        if key in found:
            both = found[key].params
            more = {
                name: both[name] + problem.params[name] for name in _COUNTS if name in both
            }  # fmt: skip
            found[key] = replace(found[key], params={**both, **more})
        else:
            found[key] = problem
    return list(found.values())


def _records(path: Path, texts: pa.Table) -> Records:
    shown_as = path.as_posix()
    return Records(shown_as, texts, lambda row, name: Place(shown_as), is_text=True)  # noqa: ARG005
