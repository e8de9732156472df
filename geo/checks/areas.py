"""Areas: which way their rings run (RFC 7946 §3.1.6), crossings, holes and spikes."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geo.checks.parts import Rings, Rows, Shapes
    from geo.checks.report import Report

# What GEOS says, as `reason[x y]`, and our code for it.
REASON = re.compile(r"(?P<reason>[^\[]*)(?:\[(?P<x>\S+) (?P<y>\S+)\])?")
CODES = {
    "Self-intersection": "self-crossing",
    "Ring Self-intersection": "self-crossing",
    "Hole lies outside shell": "hole-outside",
    "Holes are nested": "holes-nested",
    "Nested shells": "parts-overlap",
    "Too few points in geometry component": "area-collapsed",
}
LARGEST = 100_000
"""Positions of an area that is tested for crossings: GEOS takes more than linear time for them."""
BATCH = 1_000_000
"""Positions looked at together; a ring of more is not searched for spikes."""
HALF_WAY_ROUND = 180.0
SPIKE_SINE = 1e-6
"""Of the angle between the way to a tip and the way back: less than a metre in a thousand km."""


def check_areas(report: Report, shapes: Shapes) -> None:
    """Report winding, spikes and invalid areas, each at its position.

    RFC 7946 asks readers not to refuse rings that run the wrong way, and a crossed polygon can be
    drawn: all of these are warnings. In outlines packed into texts nobody could mend them.
    """
    if not len(shapes.rings.feature) or report.document.is_unpacked:
        return
    wrong, spiked = [], []
    # Numbers that are no degrees may be of any size: they are reported elsewhere.
    with np.errstate(over="ignore", invalid="ignore"):
        for first, rings in _batches(shapes.rings):
            wrong.append(first + _misturned(shapes.xy, rings))
            if rings.end[0] - rings.start[0] <= BATCH:
                spiked.append(_tips(shapes.xy, rings))
    _report_winding(report, shapes, np.concatenate(wrong))
    features = _report_spikes(report, shapes, np.concatenate([*spiked, np.empty(0, np.int64)]))
    _check_validity(report, shapes, features)


def _batches(rings: Rings) -> Iterator[tuple[int, Rings]]:
    """Give some rings at a time with the number of the first, to count in bounded room."""
    lengths = rings.end - rings.start
    begun = np.cumsum(lengths) - lengths
    # A long ring comes alone: it begins a batch, and so does what follows it.
    batch = begun // BATCH + np.cumsum(lengths > BATCH)
    bounds = [0, *(np.flatnonzero(np.diff(batch)) + 1).tolist(), len(batch)]
    for start, end in itertools.pairwise(bounds):
        yield start, rings.take(slice(start, end))


def _misturned(xy: NDArray[np.float64], rings: Rings) -> Rows:
    """Find the rings that run the wrong way, by twice their signed area."""
    lengths = rings.end - rings.start
    if len(lengths) == 1:
        area = np.array([_doubled_area(xy[rings.start[0] : rings.end[0]])])
    else:
        # From each ring's first position, so that no digits are lost.
        first = np.cumsum(lengths) - lengths
        moved = xy[_rows(rings)] - np.repeat(xy[rings.start], lengths, axis=0)
        following = np.roll(moved, -1, axis=0)
        following[np.cumsum(lengths) - 1] = 0
        area = np.add.reduceat(_cross(moved, following), first)
    # A ring without area runs neither way.
    wrong: Rows = np.flatnonzero(((area > 0) == rings.is_hole) & (area != 0))
    return wrong


def _doubled_area(ring: NDArray[np.float64]) -> float:
    total = 0.0
    for start in range(0, len(ring), BATCH):
        part = ring[start : start + BATCH + 1] - ring[0]
        total += float(_cross(part[:-1], part[1:]).sum())
    return total


def _cross(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    product: NDArray[np.float64] = one[:, 0] * other[:, 1] - other[:, 0] * one[:, 1]
    return product


def _rows(rings: Rings) -> Rows:
    """Positions of rings, one ring after the other: rows of :attr:`Shapes.xy`."""
    lengths = rings.end - rings.start
    first = np.cumsum(lengths) - lengths
    rows: Rows = np.arange(lengths.sum()) + np.repeat(rings.start - first, lengths)
    return rows


def _tips(xy: NDArray[np.float64], rings: Rings) -> Rows:
    """Find the positions where an outline turns straight back."""
    lengths, rows = rings.end - rings.start, _rows(rings)
    last = np.cumsum(lengths) - 1
    first = last - lengths + 1
    before, after = np.arange(len(rows)) - 1, np.arange(len(rows)) + 1
    # The first position of a ring is its last again: the one before it is the last but one.
    before[first], after[last] = last - 1, first + 1
    here = xy[rows]
    come, go = here - here[before], here[after] - here
    cross, dot = _cross(come, go), (come * go).sum(axis=1)
    back = (dot < 0) & (np.abs(cross) < SPIKE_SINE * np.abs(dot))
    back[last] = False
    tips: Rows = rows[back]
    return tips


def _report_winding(report: Report, shapes: Shapes, wrong: Rows) -> None:
    """Report misturned rings, once for outlines and once for holes: a program turned them all."""
    rings = shapes.rings
    for code, is_hole in (("winding-outer", False), ("winding-hole", True)):
        found = [row for row in wrong[rings.is_hole[wrong] == is_hole].tolist()
                 if not _spans_date_line(shapes.xy[rings.start[row] : rings.end[row]])]  # fmt: skip
        if found:
            count = len(np.unique(rings.feature[found]))
            report.add(code, shapes.ring_pointer(int(rings.start[found[0]])), count=count)


def _spans_date_line(ring: NDArray[np.float64]) -> bool:
    """Whether a ring seems to cross the date line uncut: then it may run as it should."""
    return bool(np.ptp(ring[:, 0]) > HALF_WAY_ROUND)


def _report_spikes(report: Report, shapes: Shapes, tips: Rows) -> set[int]:
    """Report the first spike of each feature, and give those features."""
    features, once = np.unique(shapes.feature[tips], return_index=True)
    for row in tips[once].tolist():
        if report.is_full("spike"):
            report.count("spike", [int(shapes.feature[row])])
        else:
            report.add("spike", shapes.pointer(row), position=_position(shapes.xy[row]))
    return set(features.tolist())


def _check_validity(report: Report, shapes: Shapes, spiked: set[int]) -> None:
    import shapely

    is_small = shapely.get_num_coordinates(shapes.areas) <= LARGEST
    bad = np.flatnonzero(is_small)[~shapely.is_valid(shapes.areas[is_small])]
    rings = shapes.rings
    first = np.searchsorted(rings.area, bad)
    last = np.searchsorted(rings.area, bad, side="right")
    told: set[int] = set()
    for number, start, end in zip(bad.tolist(), first.tolist(), last.tolist(), strict=True):
        feature = int(rings.feature[start])
        if feature in spiked or feature in told:
            continue
        told.add(feature)
        match = REASON.fullmatch(shapely.is_valid_reason(shapes.areas[number]))
        reason = match["reason"].strip() if match else "?"
        code = CODES.get(reason, "area-invalid")
        if report.is_full(code):
            report.count(code, [feature])
        elif match is None or match["x"] is None:
            pointer = report.document.geometry_pointer(feature)
            report.add(code, pointer, position="?", reason=reason)
        else:
            at = np.array([float(match["x"]), float(match["y"])])
            row = _nearest_row(shapes, start, end, at)
            report.add(code, shapes.pointer(row), position=_position(at), reason=reason)


def _nearest_row(shapes: Shapes, first: int, last: int, at: NDArray[np.float64]) -> int:
    """Find the position, in some rings, whose way to the next one passes closest to a place."""
    best = (np.inf, 0)
    rings = shapes.rings
    for start, end in zip(rings.start[first:last], rings.end[first:last], strict=True):
        from_, to = shapes.xy[start : end - 1], shapes.xy[start + 1 : end]
        way = to - from_
        length = np.maximum((way**2).sum(axis=1), 1e-300)
        share = np.clip(((at - from_) * way).sum(axis=1) / length, 0, 1)
        distance = ((from_ + way * share[:, None] - at) ** 2).sum(axis=1)
        nearest = int(distance.argmin())
        best = min(best, (float(distance[nearest]), int(start) + nearest))
    return best[1]


def _position(xy: NDArray[np.float64]) -> str:
    return f"{xy[0]:.7g},{xy[1]:.7g}"
