"""Names of sites: beside the sign, or a little way off with a thin line to it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import shapely

from geo.picture.ground_labels import around
from geo.picture.labels import Label, Line, Spot
from geo.picture.metrics import balance, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.picture.sites import Site
    from geo.picture.style import Style

# Names of more sites than this would be a grey mass; the rest is in the list on the page.
MOST_NAMED = 400
_SECOND = 0.74
# A sheet has no other place for a full name, so names may be wider than on the page, and longer.
_WIDER = 1.15
# How far off a name may stand that finds no room beside its sign, in signs, and in how many ways.
_RINGS = (1.6, 2.6, 3.6, 4.8, 6.2)
_DIRECTIONS = 16


def site_labels(sites: Sequence[Site], size: float, style: Style, *, second: bool) -> list[Label]:
    """Find what the sites' names could be and where they could stand.

    Parameters
    ----------
    sites
        Those on the sheet; the index of a site is the obstacle that is its own sign.
    size
        Of the signs, px.
    style
        The style.
    second
        Whether names carry the second language below.
    """
    labels = []
    signs = shapely.STRtree(sign_rooms(sites, size))
    for index, site in enumerate(sites[:MOST_NAMED]):
        both, alone = _name_lines(site, style, second=second)
        spots = [*_near(site, size, both)]
        if both != alone:
            spots += _near(site, size, alone)
        spots += _clear(list(_off(site, size, alone)), signs, index)
        labels.append(Label(_rank(site), tuple(spots), "site", owner=index))
    return labels


def _rank(site: Site) -> float:
    """Exact places first: their names must stand close; large weak ones have room around."""
    if site.is_area:
        return 3.0
    return 1.0 if not site.accuracy > 500 else 2.0


def _name_lines(
    site: Site, style: Style, *, second: bool
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    look = style.sites["label"]
    size = style.length(look["size"])
    widest = look["maxWidth"] / look["size"][-1][1] * size * _WIDER
    most = int(look["lines"]) + 1
    language, name = site.names[0]
    texts = _few(balance(name, size, widest, bold=True), size, widest, most)
    first = [Line(text, size, language, bold=True) for text in texts]
    if not second or len(site.names) < 2:
        return tuple(first), tuple(first)
    language, name = site.names[1]
    small = size * _SECOND
    texts = _few(balance(name, small, widest), small, widest, most)
    more = [Line(text, small, language) for text in texts]
    return (*first, *more), tuple(first)


def _few(lines: list[str], size: float, width: float, most: int) -> list[str]:
    """Keep some lines at most; the last one says that there is more."""
    if len(lines) <= most:
        return lines
    rest = lines[most - 1 :]
    # Latin words were parted at a space, Chinese characters at nothing.
    between = " " if rest[0][-1].isascii() else ""
    return [*lines[: most - 1], shorten(between.join(rest), size, width)]


def _near(site: Site, size: float, lines: tuple[Line, ...]) -> Iterator[Spot]:
    return around(site.sign_x, site.sign_y, size / 2 + 3, lines)


def _off(site: Site, size: float, lines: tuple[Line, ...]) -> Iterator[Spot]:
    for ring in _RINGS:
        for step in range(_DIRECTIONS):
            turn = 2 * math.pi * step / _DIRECTIONS
            away = size * ring
            x = site.sign_x + math.cos(turn) * away
            y = site.sign_y + math.sin(turn) * away
            sideways = abs(math.cos(turn)) > 0.3
            anchor = ("start" if math.cos(turn) > 0 else "end") if sideways else "middle"
            down = lines[0].size * (0.33 + 0.5 * math.sin(turn))
            yield Spot(
                x + math.copysign(2, math.cos(turn)) * sideways,
                y + down,
                anchor,  # type: ignore[arg-type]  # one of the three
                lines,
                leader=(site.sign_x, site.sign_y),
            )


def _clear(spots: list[Spot], signs: shapely.STRtree, own: int) -> list[Spot]:
    """Leave out places whose line would cross another site's sign."""
    leaders = [
        shapely.LineString([spot.leader or (spot.x, spot.y), (spot.x, spot.y)]) for spot in spots
    ]
    leader, sign = signs.query(leaders, predicate="intersects")
    crossing = set(leader[sign != own].tolist())
    return [spot for index, spot in enumerate(spots) if index not in crossing]


def sign_rooms(sites: Sequence[Site], size: float) -> list[shapely.Polygon]:
    """Areas the signs cover."""
    half = size / 2
    return [
        shapely.box(s.sign_x - half, s.sign_y - half, s.sign_x + half, s.sign_y + half)
        for s in sites
    ]


def edge_spots(x: float, y: float, size: float, lines: tuple[Line, ...]) -> Iterator[Spot]:
    """Places around a sign at the frame's edge, which only some of them leave room for."""
    for away in (size * 0.9, size * 1.3, size * 2, size * 3):
        yield from around(x, y, away + 2, lines)
