"""Ends of roads that were thinned out each by itself meet again.

Two carriageways become one line, and a bridge another than the road before it: each is a fair
middle, and yet where one ends and the next begins they are some metres apart. Near to, that is a
road broken off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

# Ends nearer than this are the same place, m.
_SAME = 0.3
# The cosine of how much a road may turn where its ends are made to meet.
_ON = -0.5
# An end is bent aside over so many times the way it goes.
_BEND = 5.0
# A last piece as short as this, m, that turns by more than this (cosine) is a hook: there the
# middle of two carriageways sets out from one of them.
_HOOK, _TURN = 30.0, 0.7


@dataclass
class _Road:
    """One line of a feature, in metres."""

    feature: int
    points: NDArray[np.float64]

    def end(self, which: int) -> NDArray[np.float64]:
        return np.asarray(self.points[which])

    def outwards(self, which: int) -> NDArray[np.float64]:
        """Give the unit vector in which the line would go on."""
        step = self.points[which] - self.points[1 if which == 0 else -2]
        return np.asarray(step / max(float(np.hypot(*step)), 1e-9))


def meet(roads: Sequence[BaseGeometry], apart: float) -> list[BaseGeometry]:
    """Make ends meet that are near each other, or near the road they lead to.

    Parameters
    ----------
    roads
        Lines in metres.
    apart
        How far ends may lie from each other, m: how far each may have been moved before.

    Returns
    -------
    list of LineString or MultiLineString
        The same roads in the same order.

    Notes
    -----
    Of two ends that go on into each other both give way, by half. An end that leads to the middle
    of another road is moved onto it. What a road shares with others, its crossings, stays.
    """
    lines = [
        _Road(feature, shapely.get_coordinates(part))
        for feature, road in enumerate(roads)
        for part in shapely.get_parts(road)
    ]
    if not lines:
        return list(roads)
    knots = _knots(lines)
    for line in lines:
        for which in (0, -1):
            _unhook(line, which, knots)
    knots = _knots(lines)
    loose = [
        (number, which)
        for number, line in enumerate(lines)
        for which in (0, -1)
        if not _is_crossing(line.end(which), knots)
    ]
    left = _meet_each_other(lines, loose, knots, apart)
    _reach_roads(lines, left, knots, apart)
    parts: list[list[shapely.LineString]] = [[] for _ in roads]
    for line in lines:
        parts[line.feature].append(shapely.LineString(line.points))
    return [part[0] if len(part) == 1 else shapely.MultiLineString(part) for part in parts]


def _meet_each_other(
    lines: list[_Road], loose: list[tuple[int, int]], knots: shapely.STRtree, apart: float
) -> list[tuple[int, int]]:
    """Bring pairs of ends together, the nearest first; give those that have no other."""
    at = [shapely.Point(lines[number].end(which)) for number, which in loose]
    pairs = []
    for one, other in shapely.STRtree(at).query(at, "dwithin", distance=apart).T.tolist():
        if one >= other or loose[one][0] == loose[other][0]:
            continue
        ahead, back = (
            lines[number].outwards(which) for number, which in (loose[one], loose[other])
        )
        if float(ahead @ back) < _ON:
            pairs.append((at[one].distance(at[other]), one, other))
    met: set[int] = set()
    for _, one, other in sorted(pairs):
        if one in met or other in met:
            continue
        met |= {one, other}
        middle = shapely.get_coordinates([at[one], at[other]]).mean(axis=0)
        for index in (one, other):
            _bend(lines[loose[index][0]], loose[index][1], middle, knots)
    return [end for index, end in enumerate(loose) if index not in met]


def _reach_roads(
    lines: list[_Road], loose: list[tuple[int, int]], knots: shapely.STRtree, apart: float
) -> None:
    """Move ends onto the road they lead to."""
    shapes = [shapely.LineString(line.points) for line in lines]
    tree = shapely.STRtree(shapes)
    for number, which in loose:
        end = shapely.Point(lines[number].end(which))
        near = [
            (shapes[other].distance(end), other)
            for other in tree.query(end, "dwithin", distance=apart).tolist()
            if other != number
        ]
        if near and min(near)[0] > 0:
            onto = shapes[min(near)[1]]
            place = shapely.get_coordinates(onto.interpolate(onto.project(end)))[0]
            _bend(lines[number], which, place, knots)


def _knots(lines: list[_Road]) -> shapely.STRtree:
    return shapely.STRtree([shapely.Point(xy) for line in lines for xy in line.points])


def _is_crossing(xy: NDArray[np.float64], knots: shapely.STRtree) -> bool:
    """Whether another line has this very point, too."""
    return len(knots.query(shapely.Point(xy), "dwithin", distance=_SAME)) > 1


def _unhook(line: _Road, which: int, knots: shapely.STRtree) -> None:
    """Leave off a short last piece that turns away from the rest."""
    while len(line.points) > 2:
        last, before, third = line.points[:3] if which == 0 else line.points[:-4:-1]
        long, step = last - before, before - third
        length, way = float(np.hypot(*long)), float(np.hypot(*step))
        if length > _HOOK or float(long @ step) > _TURN * length * way or _is_crossing(last, knots):
            return
        line.points = line.points[1:] if which == 0 else line.points[:-1]


def _bend(line: _Road, which: int, place: NDArray[np.float64], knots: shapely.STRtree) -> None:
    """Move an end, and what comes before it less and less."""
    points = (line.points if which == 0 else line.points[::-1]).copy()
    aside = place - points[0]
    reach = _BEND * float(np.hypot(*aside))
    ways = np.hypot(*np.diff(points, axis=0).T).cumsum()
    for index, along in enumerate(ways[:-1], 1):
        if along >= reach or _is_crossing(points[index], knots):
            break
        points[index] += aside * (1 - along / reach)
    points[0] = place
    line.points = points if which == 0 else points[::-1]
