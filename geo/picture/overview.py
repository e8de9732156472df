"""The overview: where the sheet's window lies, and the sites beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.picture.frame import Box, Frame, fit
from geo.picture.ground import draw_ground
from geo.picture.ground_labels import around
from geo.picture.labels import Label, Line, place
from geo.picture.lettering import draw_labels, write_line
from geo.picture.metrics import wrap
from geo.picture.sheet_words import word
from geo.picture.sites import Site, draw_sign
from geo.picture.style import Style
from geo.picture.svg import Element, element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.page.basemap import GroundFeature

_OVERVIEW = (176.0, 168.0)
_SIGN = 9.0
_NAME = 7.5
_WIDEST = 84.0


def overview_room(frame: Frame, taken: NDArray[np.float64]) -> Box:
    """Choose the emptiest corner (bottom left is the scale's).

    Parameters
    ----------
    frame
        The map's window.
    taken
        Where signs and notes at the edge stand, px, shape (n, 2).
    """
    left, top, right, bottom = frame.box
    width, height = _OVERVIEW
    corners = [
        (right - width - 8, bottom - height - 8),
        (right - width - 8, top + 8),
        (left + 8, top + 8),
    ]
    boxes = [(x, y, x + width, y + height) for x, y in corners]
    return min(boxes, key=lambda box: _crowd(box, taken))


def _crowd(box: Box, taken: NDArray[np.float64]) -> float:
    """How much a box would cover; what lies near it counts a little."""
    away = shapely.distance(shapely.box(*box), shapely.points(taken))
    return float((1 / (1 + away / 15) ** 2).sum())


def draw_overview(
    parent: Element,
    box: Box,
    *,
    sites: Sequence[Site],
    categories: Sequence[dict[str, Any]],
    features: Sequence[GroundFeature],
    frame: Frame,
    style: Style,
    language: str,
) -> None:
    """Draw where the sheet's window and the far sites lie, at a small scale of its own."""
    located = np.array([[site.lon, site.lat] for site in sites if site.geometry is not None])
    corners = _corners(frame)
    points = np.vstack([located, corners])
    west, south = points.min(axis=0).tolist()
    east, north = points.max(axis=0).tolist()
    small = fit((west, south, east, north), box, padding=16)
    look = Style(style.theme, small.zoom)
    left, top, right, bottom = box
    group = element(parent, "g", id="overview", clip_path="url(#overview-window)")
    draw_ground(group, features, small, look, veiled=False)
    (x1, y1), (x2, y2) = small.project(corners).tolist()
    element(group, "rect", x=x1, y=y1, width=x2 - x1, height=y2 - y1, fill=style.colour("ink"),
            fill_opacity="0.05", stroke=style.colour("ink"), stroke_width=0.9)  # fmt: skip
    there = [site for site in sites if site.geometry is not None]
    places = small.project(located).tolist()
    labels = []
    for site, (x, y) in zip(there, places, strict=True):
        if frame.holds(site.x, site.y):
            element(group, "circle", cx=x, cy=y, r=1.5, fill=categories[site.category]["line"])
            continue
        draw_sign(group, categories[site.category], x, y, _SIGN, glyph=False, style=style)
        language, name = site.names[0]
        lines = tuple(Line(text, _NAME, language) for text in wrap(name, _NAME, _WIDEST))
        labels.append(Label(0.0, tuple(around(x, y, _SIGN / 2 + 2, lines)), "site"))
    draw_labels(group, place(labels, [], box).spots, style)
    title = element(parent, "g", fill=style.colour("textSecond"), stroke=style.colour("halo"),
                    stroke_width=2, paint_order="stroke")  # fmt: skip
    write_line(title, Line(word("overview", language), 8, language), left + 6, top + 12)
    element(parent, "rect", x=left, y=top, width=right - left, height=bottom - top, fill="none",
            stroke=style.colour("textSecond"), stroke_width=0.7)  # fmt: skip


def _corners(frame: Frame) -> NDArray[np.float64]:
    """North-west and south-east corner of the window, degrees."""
    ys = np.array([frame.north, frame.north + frame.height / frame.scale])
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * ys))))
    xs = np.array([frame.west, frame.west + frame.width / frame.scale])
    return np.column_stack([(xs - 0.5) * 360, lat])
