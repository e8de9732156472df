"""Lines at a park's scale: the two carriageways of a road become one, pieces join up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

# Carriageways of one road lie at most so far apart, m, and run against each other.
APART = 55.0
_AGAINST = -0.75
_STEP = 25.0
# What is left of the other carriageway where the two part, and is shorter than this, is a stub.
_STUB = 120.0


def merge_carriageways(lines: Sequence[shapely.LineString]) -> list[shapely.LineString]:
    """Put a middle line in place of two one-way lines that run side by side.

    Parameters
    ----------
    lines
        One-way stretches of one road, in the direction of traffic, metres.

    Returns
    -------
    list of LineString
        Middle lines, and stretches that have no companion.

    Notes
    -----
    The longest stretch is walked in steps of 25 m; each step goes half-way towards the nearest
    stretch that runs the other way. Those stretches then lose what lies beside it, and the next
    longest is walked.
    """
    rest = _chains(lines)
    merged: list[shapely.LineString] = []
    while rest:
        walked = max(rest, key=lambda line: float(line.length))
        others = [line for line in rest if line is not walked]
        moved, used = _moved_half_way(walked, others)
        merged.append(moved)
        beside = walked.buffer(APART + 5, cap_style="flat")
        rest = []
        for index, line in enumerate(others):
            if index not in used:
                rest.append(line)
                continue
            left = shapely.get_parts(line.difference(beside))
            rest += [part for part in left if part.length > _STUB]
    return merged


def _chains(lines: Sequence[shapely.LineString]) -> list[shapely.LineString]:
    """Lines end to end in the direction of traffic."""
    merged = shapely.line_merge(shapely.MultiLineString(list(lines)), directed=True)
    return [part for part in shapely.get_parts(merged) if part.length > 0]


def _moved_half_way(
    walked: shapely.LineString, others: Sequence[shapely.LineString]
) -> tuple[shapely.LineString, set[int]]:
    """Move a line half-way towards its companions; say which they are."""
    if not others:
        return walked, set()
    tree = shapely.STRtree(others)
    points = shapely.get_coordinates(shapely.segmentize(walked, _STEP))
    directions = _directions(points)
    moved = points.copy()
    used: set[int] = set()
    for index, (point, direction) in enumerate(zip(points, directions, strict=True)):
        here = shapely.Point(point)
        best = APART
        for other in sorted(tree.query(here, predicate="dwithin", distance=APART).tolist()):
            line = others[other]
            along = line.project(here)
            there = shapely.get_coordinates(line.interpolate(along))[0]
            away = float(np.hypot(*(there - point)))
            if away < best and float(direction @ _direction_at(line, along)) < _AGAINST:
                best = away
                moved[index] = (point + there) / 2
                used.add(other)
    return shapely.LineString(moved), used


def _directions(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give unit vectors along a line at its points, shape (n, 2)."""
    steps = np.gradient(points, axis=0)
    return np.asarray(steps / np.maximum(np.hypot(steps[:, 0], steps[:, 1]), 1e-9)[:, None])


def _direction_at(line: shapely.LineString, along: float) -> NDArray[np.float64]:
    low, high = max(along - _STEP / 2, 0.0), min(along + _STEP / 2, float(line.length))
    ends = shapely.get_coordinates([line.interpolate(low), line.interpolate(high)])
    step = ends[1] - ends[0]
    return np.asarray(step / max(float(np.hypot(*step)), 1e-9))


def join_lines(
    lines: Sequence[BaseGeometry], tolerance: float, shortest: float
) -> BaseGeometry | None:
    """Join the pieces of one road, thin them out, and drop scraps.

    Parameters
    ----------
    lines
        The pieces, metres.
    tolerance
        How far the line may move, m.
    shortest
        Scraps shorter than this are dropped, m.

    Returns
    -------
    LineString, MultiLineString or None
        None if nothing is left.
    """
    merged = shapely.line_merge(shapely.union_all(list(lines)))
    kept = [part for part in shapely.get_parts(merged) if part.length >= shortest]
    if not kept:
        return None
    simple = shapely.simplify(kept, tolerance)
    return simple[0] if len(kept) == 1 else shapely.MultiLineString(list(simple))


def one_of_parallel(lines: Sequence[BaseGeometry], apart: float) -> list[BaseGeometry]:
    """Keep one of tracks that run side by side: there and back of a metro line.

    Parameters
    ----------
    lines
        Tracks in metres; the longest is kept whole, of the others what lies elsewhere.
    apart
        Tracks nearer than this are one, m.
    """
    parts = [part for part in shapely.get_parts(list(lines)) if part.length > 0]
    merged = list(shapely.get_parts(shapely.line_merge(shapely.MultiLineString(parts))))
    kept: list[BaseGeometry] = []
    covered: BaseGeometry = shapely.Polygon()
    for part in sorted(merged, key=lambda line: -float(line.length)):
        left = part.difference(covered)
        # A scrap no longer than the strip is wide is the strip's rounding.
        pieces = [piece for piece in shapely.get_parts(left) if piece.length > 4 * apart]
        kept += pieces
        covered = shapely.union_all([covered, *(piece.buffer(apart) for piece in pieces)])
    return kept
