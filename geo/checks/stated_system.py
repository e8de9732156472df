"""Numbers that are no degrees: in which system they are, told once for the whole layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from geo.positions.likely_systems import MOST_NAMED, is_like_utm, likely_systems, said_system
from geo.positions.projected import Guess, guess_system
from geo.positions.systems import code_of, find_system, fits, in_degrees, is_like_wgs84
from geo.sources.spoken_languages import spoken_languages

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.checks.parts import Shapes
    from geo.checks.report import Report
    from geo.positions.systems import System

METRES = 1000.0
"""Numbers beyond this are no degrees with a slip in them."""
MINUTES = (18_060.0, 9_060.0)
"""The largest numbers that degrees and minutes make when a receiver writes them together."""
DRAWN = "hc-key"
"""What each feature of a map of Highcharts has."""
MOSTLY = 0.5
"""Share of the features from which on it is the layer, not a slip."""
PLANE = 0.2
"""Share of smaller numbers that are no degrees in either order, from which on none are degrees: the
others of a plan lie within them by chance."""


def check_system(report: Report, shapes: Shapes) -> None:
    """Find the system of the whole layer, obey ``crs`` where the numbers are no degrees.

    A ``crs`` is no part of GeoJSON any more, and most that are there only say WGS 84. But of
    numbers that can be no degrees it says what they are. What ``map.toml`` says, counts before.
    """
    document = report.document
    member = document.value.get("crs") if _may_have_crs(report) else None
    named = code_of(member) if member is not None else None
    first, rows = first_positions(report, shapes)
    if not len(first):
        if member is not None and named is None:
            report.add("crs-member", ("crs",), on="key")
        return
    is_metres: NDArray[np.bool_] = np.any(np.abs(first) >= METRES, axis=1)
    if document.datum:
        _check_said(report, shapes, first, rows, is_metres)
    elif is_metres.mean() > MOSTLY:
        _obey_or_ask(report, shapes, named, first[is_metres], rows[is_metres])
    elif _is_plan(first[~is_metres]):
        is_none = (np.abs(first) > (180, 90)).any(axis=1)
        _obey_or_ask(report, shapes, named, first[is_none], rows[is_none])
    elif member is not None:
        _check_degrees(report, named, first[~is_metres])


def _is_plan(xy: NDArray[np.float64]) -> bool:
    """Whether numbers are no longitude and latitude, nor these turned round, nor once around."""
    x, y = np.abs(xy).T
    is_none = ((y > 90) | (x > 360)) & ((x > 90) | (y > 360))
    return bool(is_none.sum() > 1 and is_none.mean() > PLANE)


def _may_have_crs(report: Report) -> bool:
    document = report.document
    return document.plain is None and isinstance(document.value, dict)


def first_positions(
    report: Report, shapes: Shapes
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Give the first position of each feature that does not say its own datum, and its row."""
    rows = np.flatnonzero(np.diff(shapes.feature, prepend=-1))
    own = report.document.own_datums
    if own:
        rows = rows[[not own[index] for index in shapes.feature[rows].tolist()]]
    return shapes.xy[rows], rows


def _check_said(
    report: Report,
    shapes: Shapes,
    first: NDArray[np.float64],
    rows: NDArray[np.int64],
    is_metres: NDArray[np.bool_],
) -> None:
    """Report a system of ``map.toml`` that the numbers cannot be in."""
    document = report.document
    system = find_system(document.datum) if ":" in document.datum else None
    if system is None or system.is_degrees:
        # An unknown one is told where it is said; degrees that are none are told one by one.
        return
    if not is_metres.any() and (np.abs(first) <= (180, 90)).all():
        report.add("system-degrees", shapes.pointer(int(rows[0])), system=document.datum)
        report.faulty.update(shapes.feature[rows].tolist())
        return
    _check_fit(report, shapes, system, first, rows)


def _check_fit(
    report: Report,
    shapes: Shapes,
    system: System,
    first: NDArray[np.float64],
    rows: NDArray[np.int64],
) -> bool:
    lonlat = in_degrees(system.code, first)
    if fits(system, lonlat):
        return True
    lon, lat = np.median(lonlat, axis=0)
    where = f"{lon:.4f}, {lat:.4f}" if np.isfinite(lonlat).all() else "–"
    report.add("system-elsewhere", shapes.pointer(int(rows[0])), system=system.code,
               name=system.name, where=where)  # fmt: skip
    report.faulty.update(shapes.feature[rows].tolist())
    return False


def _obey_or_ask(
    report: Report,
    shapes: Shapes,
    named: str | None,
    first: NDArray[np.float64],
    rows: NDArray[np.int64],
) -> None:
    if DRAWN in report.document.property_names:
        x, y = map(float, first[0])
        report.add("system-drawing", shapes.pointer(int(rows[0])), x=f"{x:.10g}", y=f"{y:.10g}",
                   count=len(rows), total=report.document.count)  # fmt: skip
        report.faulty.update(shapes.feature[rows].tolist())
        return
    system = find_system(named) if named and named != "wgs84" else None
    if system is not None and not system.is_degrees:
        if _check_fit(report, shapes, system, first, rows):
            report.document.obey(system.code)
        return
    pointer = shapes.pointer(int(rows[0]))
    x, y = map(float, first[0])
    count, total = len(rows), report.document.count
    if (np.abs(first) <= MINUTES).all() and (np.abs(first) >= METRES).any(axis=1).all():
        # Degrees and minutes written together are told one by one, each with what it means.
        return
    guesses = _guesses(report, first)
    told: dict[str, Any] = {"count": count, "total": total}
    if not guesses:
        code = "system-zone" if is_like_utm(first) else "system-unknown"
        report.add(code, pointer, x=f"{x:.10g}", y=f"{y:.10g}", **told)
    elif len(guesses) == 1:
        (guess,) = guesses
        report.add("system-guessed", pointer, epsg=guess.epsg, name=guess.name,
                   lon=f"{guess.lon:.6f}", lat=f"{guess.lat:.6f}", **told)  # fmt: skip
    else:
        systems = [f"EPSG:{one.epsg} {one.lon:.4f}, {one.lat:.4f}" for one in guesses]
        report.add("system-likely", pointer, systems="; ".join(systems), **told)
    report.faulty.update(shapes.feature[rows].tolist())


def _guesses(report: Report, xy: NDArray[np.float64]) -> list[Guess]:
    """Find what systems metres may be in; none where there are more than anybody looks through.

    The numbers may say it themselves, else the file's name or its neighbour; else the systems
    of the countries whose language the data speak are asked.
    """
    x, y = map(float, xy[0])
    sure = guess_system(x, y) or said_system(report.document.path, xy)
    if sure:
        return [sure]
    likely = likely_systems(spoken_languages(report.document), xy)
    return likely if len(likely) <= MOST_NAMED else []


def _check_degrees(report: Report, named: str | None, degrees: NDArray[np.float64]) -> None:
    """Report a ``crs`` whose degrees are not those of WGS 84, and one that nobody knows."""
    if named == "wgs84":
        return
    system = find_system(named) if named else None
    if system is None:
        report.add("crs-member", ("crs",), on="key")
    elif not system.is_degrees:
        report.add("crs-degrees", ("crs",), on="key", system=system.code, name=system.name)
    elif not is_like_wgs84(system, degrees[:100]):
        report.add("crs-not-obeyed", ("crs",), on="key", system=system.code, name=system.name)
