"""Where rows lie, as far as it is known, and what of it only the user can tell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.positions.links import find_link
from geo.positions.projected import guess_system
from geo.problems import Problem
from geo.problems.texts import printable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.sources.records import Records

    Geometries = NDArray[np.object_]


@dataclass(frozen=True)
class Doubt:
    """What only the user can tell of positions; it has an option of the command line.

    Parameters
    ----------
    about
        ``datum``, ``order`` or ``crs``.
    options
        The answers there are, the likeliest first.
    problem
        The same for whoever cannot be asked.
    """

    about: str
    options: tuple[str, ...]
    problem: Problem


@dataclass
class Located:
    """Where the rows lie.

    Parameters
    ----------
    geometry
        In WGS 84, a geometry for each row; none where it has none.
    bad
        The rows whose position cannot be read.
    datum
        What the positions were in, and how that is known: ``said``, ``heading``, ``file``,
        ``links``, ``places`` (known ones lie there), ``format`` or ``assumed``.
    is_said
        Whether the user says what the positions are in: then nothing is asked.
    said_order
        Which number comes first, as the user has said when asked.
    said_scale, scales
        What the numbers are that are no degrees, as the user says, and what they may be besides
        metres (:mod:`geo.sources.scaled_degrees`).
    near
        The middle of what is known.
    radii
        Of rows whose position is a cell of a grid, how far the true one may lie, in metres.
    """

    geometry: Geometries
    bad: dict[int, Problem] = field(default_factory=dict)
    datum: str = "wgs84"
    how: str = "format"
    order: str = ""
    is_said: bool = False
    said_order: str | None = None
    said_scale: str = ""
    scales: tuple[str, ...] = ()
    near: tuple[float, float] | None = None
    radii: dict[int, int] = field(default_factory=dict)
    questions: list[Doubt] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def ask_crs(
    records: Records,
    column: str,
    xs: NDArray[np.float64],
    ys: NDArray[np.float64],
    found: Located,
) -> Doubt:
    """Ask what numbers that are no degrees are in, the system that makes sense of them first."""
    guess = guess_system(float(np.median(xs)), float(np.median(ys)), found.near)
    options = (*((f"EPSG:{guess.epsg}",) if guess is not None else ()), *found.scales)
    params = {"value": f"{xs[0]:.10g}, {ys[0]:.10g}", "example": (options or ("EPSG:n",))[0]}
    place = records.place_of(0, column)
    return Doubt("crs", options, Problem("import-crs-unknown", place, params))


def points(xy: NDArray[np.float64], sound: NDArray[np.bool_]) -> Geometries:
    """Make points of the sound ones of some pairs."""
    made = np.full(len(xy), None, dtype=object)
    made[sound] = shapely.points(xy[sound])
    return made


def bad_position(
    records: Records, row: int, column: str, text: str, why: Problem | None = None
) -> Problem:
    """Tell of a position that cannot be read."""
    place = records.place_of(row, column)
    if why is not None and (find_link(text) is not None or why.code == "location-short-code"):
        # What a link lacks, and what to do, is said better than of a number.
        return replace(why, place=place, index=row)
    params = {"value": printable(text), "column": printable(column)}
    return Problem("import-position-unreadable", place, params, index=row)
