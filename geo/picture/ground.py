"""The ground: land, water, green, roads, metro, the district's outline, as on the page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import shapely

from geo.picture.svg import Element, element, number, path_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.page.basemap import GroundFeature
    from geo.picture.frame import Frame
    from geo.picture.style import Style

# Points closer than this to the line through their neighbours cannot be seen on the sheet, px.
_TOLERANCE = 0.25
# Areas smaller than this are specks of dirt, square px (the page's `minArea` where it has one).
_SMALLEST_AREA = 3.0
_ROADS = "roads"


def draw_ground(
    parent: Element,
    features: Sequence[GroundFeature],
    frame: Frame,
    style: Style,
    *,
    veiled: bool = True,
) -> None:
    """Draw the built-in base map into a group, lowest kind first.

    Parameters
    ----------
    parent
        The group; it should be clipped to the frame.
    features
        What ``basemap/`` holds.
    frame, style
        Where and how.
    veiled
        Whether what lies outside the district is dimmed.

    Notes
    -----
    Roads are drawn in two goes, all casings before all fills, so that crossings are open.
    """
    left, top, right, bottom = frame.box
    land = style.colour("land")
    element(parent, "rect", x=left, y=top, width=right - left, height=bottom - top, fill=land)
    shapes = _by_kind(features, frame, style)
    roads = [kind for kind in style.layers if "casing" in style.layers[kind] and kind in shapes]
    drawn_roads = False
    for kind, layer in style.layers.items():
        if kind not in shapes:
            continue
        if kind in roads and kind != "metro":
            if not drawn_roads:
                _draw_roads(parent, [road for road in roads if road != "metro"], shapes, style)
                drawn_roads = True
        elif layer["paint"] == "fill":
            _draw_areas(parent, shapes[kind], layer, style)
        elif layer["paint"] == "outline":
            _draw_outline(parent, shapes[kind], frame, style, veiled=veiled)
        elif kind == "metro":
            _draw_metro(parent, shapes[kind], style)
        elif layer["paint"] == "dot":
            _draw_dots(parent, shapes[kind], kind, style)
        else:
            _draw_lines(parent, shapes[kind], layer, style)


Shapes = list[tuple["GroundFeature", "BaseGeometry"]]


def shows_at(feature: GroundFeature, level: float) -> bool:
    """Whether a feature is for such a zoom."""
    levels = feature.properties
    return bool(levels.get("minZoom", 0) <= level <= levels.get("maxZoom", math.inf))


def _by_kind(features: Iterable[GroundFeature], frame: Frame, style: Style) -> dict[str, Shapes]:
    """Project and thin out what is to be seen, by kind."""
    shapes: dict[str, Shapes] = {}
    for feature in features:
        layer = style.layers.get(feature.properties["kind"])
        if layer is None or not style.shows(layer):
            continue
        if not shows_at(feature, style.level):
            continue
        shape = shapely.simplify(frame.place(feature.geometry), _TOLERANCE)
        smallest = layer.get("minArea", _SMALLEST_AREA) / 2
        if shape.is_empty or (shapely.get_dimensions(shape) == 2 and shape.area < smallest):
            continue
        shapes.setdefault(feature.properties["kind"], []).append((feature, shape))
    return shapes


def _draw_areas(parent: Element, shapes: Shapes, layer: dict[str, Any], style: Style) -> None:
    areas = [shape for _, shape in shapes if shapely.get_dimensions(shape) == 2]
    lines = [shape for _, shape in shapes if shapely.get_dimensions(shape) == 1]
    fill = style.colour(layer["fill"])
    if areas:
        edge = layer.get("edge")
        element(
            parent,
            "path",
            d=path_of([shapely.union_all(areas, grid_size=0.1)]),
            fill=fill,
            fill_rule="evenodd",
            stroke=style.colour(edge) if edge else None,
            stroke_width=style.length(layer["edgeWidth"]) if edge else None,
            stroke_linejoin="round" if edge else None,
        )
    if lines and "width" in layer:
        # A narrow river known only by its middle line.
        _stroke(parent, lines, fill, style.length(layer["width"]))


def _draw_lines(parent: Element, shapes: Shapes, layer: dict[str, Any], style: Style) -> None:
    lines = [shape for _, shape in shapes]
    _stroke(parent, lines, style.colour(layer["stroke"]), style.length(layer["width"]))


def _draw_roads(parent: Element, kinds: list[str], shapes: dict[str, Shapes], style: Style) -> None:
    group = element(parent, "g", id=_ROADS)
    for casing in (True, False):
        for kind in kinds:
            layer = style.layers[kind]
            lines = _joined(shape for _, shape in shapes[kind])
            width = style.length(layer["width"])
            if casing:
                width += 2 * style.length(layer["casingWidth"])
            _stroke(group, lines, style.colour(layer["casing" if casing else "stroke"]), width)


def _draw_metro(parent: Element, shapes: Shapes, style: Style) -> None:
    layer = style.layers["metro"]
    width = style.length(layer["width"])
    group = element(parent, "g", id="metro")
    by_colour: dict[str, list[BaseGeometry]] = {}
    for feature, shape in shapes:
        colour = feature.properties.get("colour") or style.colour(layer["stroke"])
        by_colour.setdefault(colour, []).append(shape)
    casing = style.colour(layer["casing"])
    edge = 2 * style.length(layer["casingWidth"])
    everything = _joined(shape for _, shape in shapes)
    _stroke(group, everything, casing, width + edge, opacity=layer.get("opacity"))
    for colour, lines in by_colour.items():
        _stroke(group, _joined(lines), colour, width, opacity=layer.get("opacity"))


def _draw_dots(parent: Element, shapes: Shapes, kind: str, style: Style) -> None:
    layer = style.layers[kind]
    group = element(
        parent,
        "g",
        id="stations" if kind == "station" else "cities",
        fill=style.colour(layer["fill"]),
        stroke=style.colour(layer["stroke"]),
        stroke_width=style.length(layer["width"]),
    )
    for _, shape in shapes:
        point = shape.centroid
        element(group, "circle", cx=point.x, cy=point.y, r=style.length(layer["radius"]))


def _draw_outline(
    parent: Element, shapes: Shapes, frame: Frame, style: Style, *, veiled: bool
) -> None:
    layer = style.layers["district"]
    areas = shapely.union_all([shape for _, shape in shapes])
    colour = style.colour(layer["stroke"])
    if veiled:
        outside = shapely.box(*frame.box).difference(areas)
        element(
            parent,
            "path",
            d=path_of([outside]),
            fill=style.colour("veil"),
            fill_rule="evenodd",
            fill_opacity=f"{layer['veil']:g}",
        )
    # Twice: a soft band inside the dashes tells on which side the district lies.
    path = path_of(shape for _, shape in shapes)
    width = style.length(layer["width"])
    element(parent, "path", d=path, fill="none", stroke=colour, stroke_width=width * 4,
            stroke_opacity="0.12", stroke_linejoin="round")  # fmt: skip
    dash = " ".join(number(step) for step in layer["dash"])
    element(parent, "path", d=path, fill="none", stroke=colour, stroke_width=width,
            stroke_dasharray=dash, stroke_linejoin="round")  # fmt: skip


def _joined(lines: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    """Lines end to end, so that their round joins do not show as knots."""
    return [shapely.line_merge(shapely.union_all(list(lines)))]


def _stroke(
    parent: Element,
    lines: Iterable[BaseGeometry],
    colour: str,
    width: float,
    *,
    opacity: float | None = None,
) -> None:
    element(
        parent,
        "path",
        d=path_of(lines),
        fill="none",
        stroke=colour,
        stroke_width=f"{width:.2f}",
        stroke_linecap="round",
        stroke_linejoin="round",
        stroke_opacity=None if opacity is None else f"{opacity:g}",
    )
