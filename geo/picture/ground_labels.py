"""Names on the ground: along roads and rivers, in lakes, beside stations."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
import shapely.ops

from geo.picture.ground import shows_at
from geo.picture.labels import ASCENT, Label, Line, Spot, line_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.page.basemap import GroundFeature
    from geo.picture.frame import Frame
    from geo.picture.style import Style

# The ground is always weaker than a site: every rank here comes after all of theirs.
FIRST_RANK = 100.0
# On paper a little more detail is named than on a screen.
_EARLIER = 0.9
# A name set along a line may stray this far from it, em.
_STRAY = 0.35
_CENTRES_OF_TEXT = (ASCENT - 0.2) / 2

# How much of a river around a point tells its direction, px.
_REACH = 70.0


def ground_labels(
    features: Sequence[GroundFeature],
    frame: Frame,
    style: Style,
    languages: Sequence[str],
    *,
    taken: frozenset[str] = frozenset(),
) -> list[Label]:
    """Find what the ground's names could be and where they could stand.

    Parameters
    ----------
    features
        What ``basemap/`` holds.
    frame, style
        Where and how it is drawn.
    languages
        The sheet's language, then the one written smaller below.
    taken
        Names the sites carry already: a lake that is a site is named once.
    """
    labels: list[Label] = []
    shown = [feature for feature in features if shows_at(feature, style.level)]
    for (kind, _), members in _by_name(shown).items():
        look = style.labels.get(kind)
        if look is None or not _named_here(look, style):
            continue
        names = _names(members[0].properties["name"], languages)
        if not names or any(text in taken for text, _ in names):
            continue
        shapes = [frame.place(member.geometry, margin=0) for member in members]
        shape = shapely.union_all([shape for shape in shapes if not shape.is_empty])
        if shape.is_empty:
            continue
        rank = FIRST_RANK + look["priority"] * 10 + members[0].properties.get("rank", 5)
        spots = _spots(shape, kind, names, style)
        labels += [Label(rank, tuple(choice), kind) for choice in spots if choice]
    return labels


def _named_here(look: dict[str, Any], style: Style) -> bool:
    early = style.level + _EARLIER >= look.get("minZoom", 0)
    return bool(early and style.level < look.get("maxZoom", math.inf))


def _by_name(features: Sequence[GroundFeature]) -> dict[tuple[str, str], list[GroundFeature]]:
    """Put the pieces of one road or river together."""
    found: dict[tuple[str, str], list[GroundFeature]] = {}
    for feature in features:
        name = feature.properties["name"].get("")
        if name:
            found.setdefault((feature.properties["kind"], name), []).append(feature)
    return found


def _names(name: dict[str, str], languages: Sequence[str]) -> list[tuple[str, str]]:
    """Names with their language, the sheet's first."""
    own = languages[0]
    first = name.get(own) or (name.get("") or "")
    second = next((name[code] for code in languages[1:] if name.get(code)), name.get(""))
    found = [(first, own if own in name else "zh")]
    if second and second != first:
        found.append((second, next((c for c in languages[1:] if name.get(c) == second), "zh")))
    return [entry for entry in found if entry[0]]


def _spots(
    shape: BaseGeometry, kind: str, names: list[tuple[str, str]], style: Style
) -> Iterator[list[Spot]]:
    look = style.labels[kind]
    size = style.length(look["size"])
    lines = _lines(names, look, style, size)
    fit = look["fit"]
    if fit == "line" or (fit == "area" and shapely.get_dimensions(shape) == 1):
        yield list(_along(shape, lines[0]))
    elif fit == "area":
        yield from _in_river(shape, lines)
    elif fit == "point":
        yield list(_in_area(shape, lines))
    elif fit == "dot":
        radius = style.length(style.layers[kind]["radius"])
        yield list(around(shape.centroid.x, shape.centroid.y, radius + 2, lines))
    elif fit == "edge":
        yield list(_along(shapely.boundary(shape), lines[0]))


def _lines(
    names: list[tuple[str, str]], look: dict[str, Any], style: Style, size: float
) -> tuple[Line, ...]:
    tracking = look.get("tracking", 0.0)
    first = Line(names[0][0], size, names[0][1], spacing=tracking)
    if len(names) == 1 or style.level + _EARLIER < look.get("secondZoom", math.inf):
        return (first,)
    return (first, Line(names[1][0], size * 0.74, names[1][1]))


def around(x: float, y: float, away: float, lines: tuple[Line, ...]) -> Iterator[Spot]:
    """Give the eight places around a sign, best first: right, left, above, below, corners."""
    first = lines[0].size
    below = sum(line_step(line) for line in lines[1:])
    # The block of lines is centred on the sign beside it.
    middle = y + first * _CENTRES_OF_TEXT - below / 2
    top = y - away - below - first * 0.2
    bottom = y + away + first * ASCENT
    slant = away * 0.75
    yield Spot(x + away, middle, "start", lines)
    yield Spot(x - away, middle, "end", lines)
    yield Spot(x, bottom, "middle", lines)
    yield Spot(x, top, "middle", lines)
    yield Spot(x + slant, y - slant - below, "start", lines)
    yield Spot(x + slant, y + slant + first * 0.5, "start", lines)
    yield Spot(x - slant, y - slant - below, "end", lines)
    yield Spot(x - slant, y + slant + first * 0.5, "end", lines)


def _in_area(shape: BaseGeometry, lines: tuple[Line, ...]) -> Iterator[Spot]:
    """Within a lake or park if the name fits, else below or beside it."""
    largest = max(shapely.get_parts(shape), key=lambda part: float(part.area))
    if largest.area == 0:
        yield from around(largest.centroid.x, largest.centroid.y, 2, lines)
        return
    middle = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=0.5), 0)
    below = sum(line_step(line) for line in lines[1:])
    inside = Spot(
        middle.x, middle.y + lines[0].size * _CENTRES_OF_TEXT - below / 2, "middle", lines
    )
    if inside.room.intersection(largest).area >= inside.room.area * 0.6:
        yield inside
        return
    # Small waters only: a name beside a big one would float.
    left, top, right, bottom = largest.bounds
    if max(right - left, bottom - top) < 90:
        yield inside
        yield Spot(middle.x, bottom + 2 + lines[0].size * ASCENT, "middle", lines)
        yield Spot(right + 2, middle.y + lines[0].size * _CENTRES_OF_TEXT, "start", lines)
        yield Spot(left - 2, middle.y + lines[0].size * _CENTRES_OF_TEXT, "end", lines)


def _in_river(shape: BaseGeometry, lines: tuple[Line, ...]) -> Iterator[list[Spot]]:
    """Along the widest stretches, turned with the river; once in each far part of it."""
    parts = [part for part in shapely.get_parts(shape) if part.area > 0]
    chosen: list[tuple[float, float]] = []
    for part in sorted(parts, key=lambda part: -float(part.area)):
        rest = part
        # The widest place, then the widest of what is left far from it.
        for _ in range(6):
            if rest.is_empty or rest.area < lines[0].size ** 2 * 4:
                break
            circle = shapely.maximum_inscribed_circle(rest, tolerance=0.5)
            x, y = shapely.get_coordinates(circle)[0].tolist()
            rest = rest.difference(shapely.Point(x, y).buffer(_REACH * 1.2))
            if circle.length < lines[0].size * 0.62:
                break
            if any(math.hypot(x - a, y - b) < _REACH * 4 for a, b in chosen):
                continue
            spot = _turned(x, y, part, lines)
            if spot is not None:
                chosen.append((x, y))
                yield [spot]


def _turned(x: float, y: float, part: BaseGeometry, lines: tuple[Line, ...]) -> Spot | None:
    """Turn a name with the stretch of water around a point, if it fits there."""
    stretch = part.intersection(shapely.Point(x, y).buffer(_REACH))
    angle = upright(_direction(stretch))
    turn = math.radians(angle)
    below = sum(line_step(line) for line in lines[1:])
    drop = lines[0].size * _CENTRES_OF_TEXT - below / 2
    for choice in (lines, lines[:1]):
        spot = Spot(x - math.sin(turn) * drop, y + math.cos(turn) * drop, "middle", choice, angle)
        if spot.room.difference(part).area < spot.room.area * 0.08:
            return spot
    return None


def _direction(shape: BaseGeometry) -> float:
    """Angle of an area's longer side, degrees, clockwise on the sheet."""
    box = shapely.get_coordinates(shapely.oriented_envelope(shape))
    if len(box) < 4:
        return 0.0
    sides = np.diff(box[:3], axis=0)
    dx, dy = sides[np.argmax(np.hypot(sides[:, 0], sides[:, 1]))].tolist()
    return math.degrees(math.atan2(dy, dx))


def upright(angle: float) -> float:
    """Turn a direction so that the text along it does not stand on its head."""
    angle = (angle + 180) % 360 - 180
    if angle > 90:
        return angle - 180
    return angle + 180 if angle <= -90 else angle


def _along(shape: BaseGeometry, line: Line) -> Iterator[Spot]:
    """Along the straightest stretches of a line, those nearest its middle first."""
    merged = shapely.line_merge(shape) if shape.geom_type != "LineString" else shape
    for part in sorted(shapely.get_parts(merged), key=lambda part: -float(part.length)):
        length = float(part.length)
        needed = line.width + line.size
        if part.geom_type != "LineString" or length < needed:
            continue
        steps = max(1, int((length - needed) / (line.size * 2)))
        middles = np.linspace(needed / 2, length - needed / 2, steps)
        for at in sorted(middles.tolist(), key=lambda at: abs(at - length / 2)):
            stretch = shapely.ops.substring(part, at - needed / 2, at + needed / 2)
            spot = _on_stretch(stretch, line)
            if spot is not None:
                yield spot


def _on_stretch(stretch: BaseGeometry, line: Line) -> Spot | None:
    points = shapely.get_coordinates(stretch)
    (x1, y1), (x2, y2) = points[0].tolist(), points[-1].tolist()
    chord = shapely.LineString([points[0], points[-1]])
    if chord.length < line.width or shapely.hausdorff_distance(chord, stretch) > line.size * _STRAY:
        return None
    angle = upright(math.degrees(math.atan2(y2 - y1, x2 - x1)))
    turn = math.radians(angle)
    drop = line.size * _CENTRES_OF_TEXT
    middle = chord.centroid
    return Spot(
        middle.x - math.sin(turn) * drop, middle.y + math.cos(turn) * drop, "middle", (line,), angle
    )
