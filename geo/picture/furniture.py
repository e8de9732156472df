"""What lies on the map besides the map: scale bar, north arrow, notes at the edge."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.picture.labels import Label, Line
from geo.picture.lettering import write_line
from geo.picture.sheet_words import word
from geo.picture.site_labels import edge_spots
from geo.picture.sites import Site, draw_sign
from geo.picture.svg import Element, element, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.picture.frame import Box, Frame
    from geo.picture.style import Style

_EDGE = 16.0
"""How far from the frame's edge the furniture stands, px."""
_BAR = 130.0
"""The scale bar is at most so long, px."""
_MILLIMETRES = 25.4 / 96
# More far sites than these would fence the map in: the overview shows them.
MOST_NOTES = 8
_SMALL_SIGN = 11.0
_NOTE_ROOM = np.array([130.0, 32.0])
"""Notes at the edge stand at least so far apart, sideways or up and down, px."""
_EARTH_M = 6_371_008.8


@dataclass(frozen=True)
class EdgeNote:
    """A site beyond the frame, and where on its edge a sign points to it."""

    site: Site
    x: float
    y: float
    angle: float


def far_sites(sites: Sequence[Site], frame: Frame) -> list[Site]:
    """Located sites that the frame does not show."""
    return [site for site in sites if site.geometry is not None and not frame.holds(site.x, site.y)]


def edge_notes(sites: Sequence[Site], frame: Frame, blocked: Sequence[Box]) -> list[EdgeNote]:
    """Find where on the frame's edge a sign can point to each far site.

    That is where the way from the middle of the map crosses the edge, or the nearest place beside
    it that the ``blocked`` boxes and the notes before leave free.
    """
    if len(sites) > MOST_NOTES:
        return []
    edge = _edge_points(frame)
    free = np.ones(len(edge), dtype=bool)
    for box in blocked:
        free &= shapely.distance(shapely.points(edge), shapely.box(*box)) > _SMALL_SIGN
    notes: list[EdgeNote] = []
    for site in sites:
        away = np.hypot(*(edge - crossing(site, frame)).T)
        chosen = edge[int(np.argmin(np.where(free, away, np.inf)))]
        free &= (np.abs(edge - chosen) > _NOTE_ROOM).any(axis=1)
        x, y = chosen.tolist()
        angle = math.degrees(math.atan2(site.y - y, site.x - x))
        notes.append(EdgeNote(site, x, y, angle))
    return notes


def crossing(site: Site, frame: Frame) -> NDArray[np.float64]:
    """Where the way from the middle of the map to a far site meets the edge."""
    left, top, right, bottom = frame.box
    middle = np.array([(left + right) / 2, (top + bottom) / 2])
    way = np.array([site.x, site.y]) - middle
    half = np.array([frame.width, frame.height]) / 2 - _EDGE
    return np.asarray(middle + way * (half / np.maximum(np.abs(way), 1e-9)).min())


def _edge_points(frame: Frame) -> NDArray[np.float64]:
    """Places along the inside of the frame's edge, shape (n, 2)."""
    left, top, right, bottom = frame.box
    line = shapely.box(left + _EDGE, top + _EDGE, right - _EDGE, bottom - _EDGE).exterior
    along = np.arange(0.0, line.length, 4.0)
    return shapely.get_coordinates(shapely.line_interpolate_point(line, along))


def note_labels(
    notes: Sequence[EdgeNote], frame: Frame, style: Style, language: str, first_owner: int
) -> list[Label]:
    """Names and distances of the far sites; ``first_owner`` is the first sign's obstacle."""
    size = style.length(style.sites["label"]["size"])
    labels = []
    for index, note in enumerate(notes):
        lines = (
            Line(note.site.names[0][1], size * 0.92, note.site.names[0][0], bold=True),
            Line(_distance(note.site, frame, language), size * 0.82, language),
        )
        spots = edge_spots(note.x, note.y, _SMALL_SIGN, lines)
        labels.append(Label(0.0, tuple(spots), "site", owner=first_owner + index))
    return labels


def note_rooms(notes: Sequence[EdgeNote]) -> list[shapely.Polygon]:
    """Areas the edge signs cover."""
    return [shapely.Point(note.x, note.y).buffer(_SMALL_SIGN * 0.9) for note in notes]


def draw_notes(
    parent: Element, notes: Sequence[EdgeNote], categories: Sequence[dict[str, Any]], style: Style
) -> None:
    """Draw a small sign with an arrowhead at the edge for each far site."""
    group = element(parent, "g", id="beyond")
    for note in notes:
        category = categories[note.site.category]
        turn = f"translate({number(note.x)} {number(note.y)}) rotate({number(note.angle)})"
        element(group, "path", d="M7 -4.5L14 0L7 4.5z", transform=turn,
                fill=category["line"])  # fmt: skip
        draw_sign(group, category, note.x, note.y, _SMALL_SIGN, glyph=False, style=style)


def _distance(site: Site, frame: Frame, language: str) -> str:
    """How far a site lies from the middle of the map, along the ground."""
    lon = (frame.west + frame.width / 2 / frame.scale - 0.5) * 360
    a, b = math.radians(frame.latitude), math.radians(site.lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(site.lon - lon) / 2) ** 2
    metres = 2 * _EARTH_M * math.asin(math.sqrt(half))
    count = f"{metres / 1000:.0f}" if metres >= 10_000 else f"{metres / 1000:.1f}"
    return word("kilometres", language, count=count)


def scale_room(frame: Frame) -> Box:
    """Where scale bar and north arrow stand: the bottom left corner."""
    left, _, _, bottom = frame.box
    return (left + _EDGE - 4, bottom - _EDGE - 34, left + _EDGE + _BAR + 44, bottom - _EDGE + 4)


def draw_scale(parent: Element, frame: Frame, style: Style, language: str) -> None:
    """Draw a metric scale bar, the ratio it means in print, and a north arrow."""
    left, _, _, bottom = frame.box
    metres, length = _round_length(frame)
    x, y = left + _EDGE + 24, bottom - _EDGE
    ink, halo = style.colour("textSecond"), style.colour("halo")
    group = element(parent, "g", id="scale", fill=ink)
    back = element(group, "g", stroke=halo, stroke_width=3, stroke_linejoin="round")
    for target, paper in ((back, halo), (group, style.colour("paper"))):
        element(target, "rect", x=x, y=y - 4, width=length, height=4)
        element(target, "rect", x=x + length / 2, y=y - 3.2, width=length / 2 - 0.8, height=2.4,
                fill=paper)  # fmt: skip
    lettering = element(group, "g", stroke=halo, stroke_width=2, paint_order="stroke")
    unit = word("kilometres" if metres >= 1000 else "metres", language, count="").strip()
    value = metres / 1000 if metres >= 1000 else metres
    for share, text in ((0.0, "0"), (0.5, f"{value / 2:g}"), (1.0, f"{value:g} {unit}")):
        anchor = "start" if share == 1 else "middle"
        start = x + length * share - (2.2 if share == 1 else 0)
        write_line(lettering, Line(text, 8, language), start, y - 7, anchor=anchor)
    ratio = frame.pixels_per_metre(frame.latitude) * _MILLIMETRES / 1000
    write_line(lettering, Line(f"1 : {_thousands(1 / ratio)}", 8, language), x, y - 19)
    arrow = f"M{number(left + _EDGE + 7)} {number(y - 22)}l6 22-6-4-6 4z"
    element(back, "path", d=arrow)
    element(group, "path", d=arrow)
    write_line(lettering, Line(word("north", language), 8.5, language, bold=True),
               left + _EDGE + 7, y - 25, anchor="middle")  # fmt: skip


def _round_length(frame: Frame) -> tuple[float, float]:
    """Give the longest of 1, 2, 5, 10 … metres that there is room for, and its length, px."""
    per_metre = frame.pixels_per_metre(frame.latitude)
    most = _BAR / per_metre
    power = 10.0 ** math.floor(math.log10(most))
    metres = next(power * step for step in (5, 2, 1) if power * step <= most)
    return metres, metres * per_metre


def _thousands(value: float) -> str:
    """Write a ratio to two figures, in groups of three."""
    power = 10 ** (math.floor(math.log10(value)) - 1)
    return f"{round(value / power) * power:,.0f}".replace(",", " ")
