"""Placing labels so that none covers another.

Every place a label could take is known beforehand, so one R-tree of all of them (shapely's
STRtree) answers at once what a choice rules out: labels are taken in the order of their rank and
each takes its first place still free.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely

from geo.picture.metrics import text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import Polygon

    from geo.picture.frame import Box

Anchor = Literal["start", "middle", "end"]

ASCENT = 0.86
DESCENT = 0.20
"""How far glyphs reach above and below the baseline, em (CJK glyphs fill the em box)."""


@dataclass(frozen=True)
class Line:
    """One line of a label."""

    text: str
    size: float
    lang: str
    bold: bool = False
    spacing: float = 0.0

    @property
    def width(self) -> float:
        """Its width in px."""
        return text_width(self.text, self.size, bold=self.bold, spacing=self.spacing)


@dataclass(frozen=True)
class Spot:
    """One place a label can take: where its first baseline is anchored, and the room it needs.

    Parameters
    ----------
    x, y
        Anchor of the first line's baseline, px.
    anchor
        Which end of the lines lies at ``x``.
    lines
        What is written there, first line first.
    angle
        Clockwise turn about the anchor, degrees.
    leader
        Where a thin line from the label leads, or None.
    """

    x: float
    y: float
    anchor: Anchor
    lines: tuple[Line, ...]
    angle: float = 0.0
    leader: tuple[float, float] | None = None

    @property
    def room(self) -> Polygon:
        """The area the text covers."""
        width = max(line.width for line in self.lines)
        left = {"start": 0.0, "middle": -width / 2, "end": -width}[self.anchor]
        first = self.lines[0].size
        top = -ASCENT * first
        bottom = sum(line_step(line) for line in self.lines[1:]) + DESCENT * self.lines[-1].size
        corners = np.array(
            [[left, top], [left + width, top], [left + width, bottom], [left, bottom]]
        )
        turn = math.radians(self.angle)
        rotation = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
        return shapely.Polygon(corners @ rotation + [self.x, self.y])


@dataclass(frozen=True)
class Label:
    """A label and where it may stand, best place first.

    Parameters
    ----------
    rank
        Small is important; equal ranks are taken in the order given.
    spots
        Its places.
    kind
        What it names (``site``, ``water``, ``road``, ``station``, ``district``): its style.
    owner
        The obstacle that is its own and may be touched, an index, or None.
    """

    rank: float
    spots: tuple[Spot, ...]
    kind: str
    owner: int | None = None
    group: str = ""


@dataclass
class Placed:
    """What became of the labels."""

    spots: list[tuple[Label, Spot]] = field(default_factory=list)
    unplaced: list[Label] = field(default_factory=list)


def line_step(line: Line) -> float:
    """Distance of a line's baseline from the one above, px."""
    return line.size * 1.16


def place(
    labels: Sequence[Label], obstacles: Sequence[Polygon], window: Box, *, gap: float = 1.5
) -> Placed:
    """Choose a free place for as many labels as possible.

    Parameters
    ----------
    labels
        With their places, best first.
    obstacles
        What no label may cover: signs, the scale bar, an overview. A label may touch the
        obstacle at its ``owner``.
    window
        Where labels may stand: left, top, right, bottom.
    gap
        Space kept around every label, px.
    """
    ordered = sorted(labels, key=lambda label: label.rank)
    spots = [(label, spot) for label in ordered for spot in label.spots]
    rooms = shapely.buffer(
        np.array([spot.room for _, spot in spots], dtype=object), gap, join_style="mitre"
    )
    tree = shapely.STRtree(rooms)
    free = shapely.covered_by(rooms, shapely.box(*window))
    _rule_out_obstacles(tree, free, obstacles, [label.owner for label, _ in spots])
    placed = Placed()
    start = 0
    for label in ordered:
        own = range(start, start + len(label.spots))
        start += len(label.spots)
        chosen = next((index for index in own if free[index]), None)
        if chosen is None:
            placed.unplaced.append(label)
            continue
        free[tree.query(rooms[chosen], predicate="intersects")] = False
        placed.spots.append((label, spots[chosen][1]))
    return placed


def _rule_out_obstacles(
    tree: shapely.STRtree,
    free: np.ndarray[tuple[int], np.dtype[np.bool_]],
    obstacles: Sequence[Polygon],
    owners: list[int | None],
) -> None:
    if not obstacles:
        return
    obstacle, spot = tree.query(np.array(obstacles, dtype=object), predicate="intersects")
    for blocked_by, index in zip(obstacle.tolist(), spot.tolist(), strict=True):
        if owners[index] != blocked_by:
            free[index] = False
