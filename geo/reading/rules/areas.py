"""Areas: which way their rings run (RFC 7946 §3.1.6), crossings, holes and spikes."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.reading.rules.context import Report
    from geo.reading.rules.shapes import Shapes

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
SPIKE_SINE = 1e-6
"""Of the angle between the way to a tip and the way back: less than a metre in a thousand km."""


def check_areas(report: Report, shapes: Shapes) -> None:
    """Report winding, spikes and invalid areas, each at its position.

    RFC 7946 asks readers not to refuse rings that run the wrong way, and a crossed polygon can be
    drawn: all of these are warnings.
    """
    if not shapes.rings:
        return
    import shapely

    starts = np.array([(start, end) for _, _, start, end, _ in shapes.rings])
    lengths = starts[:, 1] - starts[:, 0]
    rows = np.concatenate([np.arange(start, end) for start, end in starts])
    numbers = np.repeat(np.arange(len(starts)), lengths)
    rings = np.asarray(shapely.linearrings(shapes.xy[rows], indices=numbers))
    # Numbers that are no degrees may be of any size: they are reported elsewhere.
    with np.errstate(over="ignore", invalid="ignore"):
        _check_winding(report, shapes, rows, lengths)
        spiked = _check_spikes(report, shapes, rows, lengths)
        small = _is_small(shapes, lengths)
        if small.any():
            _check_validity(report, shapes, rings, small, spiked)


def _check_winding(
    report: Report, shapes: Shapes, rows: NDArray[np.int64], lengths: NDArray[np.int64]
) -> None:
    # Twice the signed area, from each ring's first position so that no digits are lost.
    first = np.cumsum(lengths) - lengths
    xy = shapes.xy[rows] - np.repeat(shapes.xy[rows[first]], lengths, axis=0)
    following = np.roll(xy, -1, axis=0)
    following[np.cumsum(lengths) - 1] = 0
    area = np.add.reduceat(xy[:, 0] * following[:, 1] - following[:, 0] * xy[:, 1], first)
    is_hole = np.array([hole for *_, hole in shapes.rings])
    # A ring without area runs neither way.
    wrong = ((area > 0) == is_hole) & (area != 0)
    reported = set()
    for number in np.flatnonzero(wrong):
        feature, _, start, _, hole = shapes.rings[number]
        if feature in reported:
            continue
        reported.add(feature)
        code = "winding-hole" if hole else "winding-outer"
        report.add(code, shapes.ring_pointer(start))


def _check_spikes(
    report: Report, shapes: Shapes, rows: NDArray[np.int64], lengths: NDArray[np.int64]
) -> set[int]:
    """Report where an outline turns straight back, once a feature, and give those features."""
    last = np.cumsum(lengths) - 1
    first = last - lengths + 1
    before, after = np.arange(len(rows)) - 1, np.arange(len(rows)) + 1
    # The first position of a ring is its last again: the one before it is the last but one.
    before[first], after[last] = last - 1, first + 1
    xy = shapes.xy[rows]
    come, go = xy - xy[before], xy[after] - xy
    cross = come[:, 0] * go[:, 1] - come[:, 1] * go[:, 0]
    dot = (come * go).sum(axis=1)
    back = (dot < 0) & (np.abs(cross) < SPIKE_SINE * np.abs(dot))
    back[last] = False
    features: set[int] = set()
    for row in rows[back]:
        feature = int(shapes.feature[row])
        if feature in features:
            continue
        features.add(feature)
        report.add("spike", shapes.pointer(int(row)), position=_position(shapes.xy[row]))
    return features


def _is_small(shapes: Shapes, lengths: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell for each ring whether its whole area has no more positions than can be tested."""
    features = np.array([feature for feature, *_ in shapes.rings])
    totals = np.bincount(features, weights=lengths)
    small: NDArray[np.bool_] = totals[features] <= LARGEST
    return small


def _check_validity(
    report: Report,
    shapes: Shapes,
    rings: NDArray[Any],
    small: NDArray[np.bool_],
    spiked: set[int],
) -> None:
    import shapely

    rings = rings[small]
    keys = [
        (feature, part)
        for (feature, part, *_), is_small in zip(shapes.rings, small.tolist(), strict=True)
        if is_small
    ]
    order = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    polygons = np.asarray(shapely.polygons(rings, indices=np.array([order[key] for key in keys])))
    owners = np.array([feature for feature, _ in order])
    parts = np.searchsorted(np.unique(owners), owners)
    areas = np.asarray(shapely.multipolygons(polygons, indices=parts))
    valid = shapely.is_valid(areas)
    for feature, area in zip(np.unique(owners)[~valid], areas[~valid], strict=True):
        if int(feature) in spiked:
            continue
        match = REASON.fullmatch(shapely.is_valid_reason(area))
        reason = match["reason"].strip() if match else "?"
        code = CODES.get(reason, "area-invalid")
        if match is None or match["x"] is None:
            pointer = report.document.geometry_pointer(int(feature))
            report.add(code, pointer, position="?", reason=reason)
            continue
        at = np.array([float(match["x"]), float(match["y"])])
        row = _nearest_row(shapes, int(feature), at)
        report.add(code, shapes.pointer(row), position=_position(at), reason=reason)


def _nearest_row(shapes: Shapes, feature: int, at: NDArray[np.float64]) -> int:
    """Find the position whose way to the next one passes closest to a place."""
    best = (np.inf, 0)
    first = bisect_left(shapes.rings, (feature,))
    last = bisect_left(shapes.rings, (feature + 1,))
    for _, _, start, end, _ in shapes.rings[first:last]:
        from_, to = shapes.xy[start : end - 1], shapes.xy[start + 1 : end]
        way = to - from_
        length = np.maximum((way**2).sum(axis=1), 1e-300)
        share = np.clip(((at - from_) * way).sum(axis=1) / length, 0, 1)
        distance = ((from_ + way * share[:, None] - at) ** 2).sum(axis=1)
        nearest = int(distance.argmin())
        best = min(best, (float(distance[nearest]), start + nearest))
    return best[1]


def _position(xy: NDArray[np.float64]) -> str:
    return f"{xy[0]:.7g},{xy[1]:.7g}"
