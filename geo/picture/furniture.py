"""What lies on the map besides the map: scale bar, north arrow, the overview's rim."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo.picture.lettering import Line, word, write_line
from geo.picture.svg import Element, element, number, put

if TYPE_CHECKING:
    from geo.picture.scene import Box, Inset
    from geo.picture.style import Style

_EDGE = 16.0
"""How far from the frame's edge the furniture stands, px."""
_BAR = 130.0
"""The scale bar is at most so long, px."""
_MILLIMETRES = 25.4 / 96


def scale_room(window: Box) -> Box:
    """Where scale bar and north arrow stand: the bottom left corner."""
    left, _, _, bottom = window
    return (left + _EDGE - 4, bottom - _EDGE - 34, left + _EDGE + _BAR + 44, bottom - _EDGE + 4)


def draw_scale(parent: Element, window: Box, metre: float, style: Style, language: str) -> None:
    """Draw a metric scale bar, the ratio it means in print, and a north arrow."""
    left, _, _, bottom = window
    metres, length = _round_length(metre)
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
    ratio = metre * _MILLIMETRES / 1000
    write_line(lettering, Line(f"1 : {_thousands(1 / ratio)}", 8, language), x, y - 19)
    arrow = f"M{number(left + _EDGE + 7)} {number(y - 22)}l6 22-6-4-6 4z"
    element(back, "path", d=arrow)
    element(group, "path", d=arrow)
    write_line(lettering, Line(word("north", language), 8.5, language, bold=True),
               left + _EDGE + 7, y - 25, anchor="middle")  # fmt: skip


def _round_length(metre: float) -> tuple[float, float]:
    """Give the longest of 1, 2, 5, 10 … metres that there is room for, and its length, px."""
    most = _BAR / metre
    power = 10.0 ** math.floor(math.log10(most))
    metres = next(power * step for step in (5, 2, 1) if power * step <= most)
    return metres, metres * metre


def _thousands(value: float) -> str:
    """Write a ratio to two figures, in groups of three."""
    power = 10 ** (math.floor(math.log10(value)) - 1)
    return f"{round(value / power) * power:,.0f}".replace(",", " ")


def inset_box(inset: Inset, window: Box) -> Box:
    """Where the overview is on the sheet, px."""
    left, top = window[0] + inset["left"], window[1] + inset["top"]
    return (left, top, left + inset["width"], top + inset["height"])


def draw_overview(parent: Element, inset: Inset, window: Box, style: Style, language: str) -> None:
    """Draw the overview with its title and its rim; ``#overview-window`` cuts it."""
    left, top, right, bottom = inset_box(inset, window)
    group = element(parent, "g", id="overview", clip_path="url(#overview-window)")
    put(group, inset["drawing"], transform=f"translate({number(left)} {number(top)})")
    title = element(parent, "g", fill=style.colour("textSecond"), stroke=style.colour("halo"),
                    stroke_width=2, paint_order="stroke")  # fmt: skip
    write_line(title, Line(word("overview", language), 8, language), left + 6, top + 12)
    element(parent, "rect", x=left, y=top, width=right - left, height=bottom - top, fill="none",
            stroke=style.colour("textSecond"), stroke_width=0.7)  # fmt: skip
