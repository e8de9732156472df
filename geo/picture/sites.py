"""The sites: areas, soft discs of the true radius, and signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from geo.page.shapes import kinds_of, sign_positions
from geo.picture.style import read_style, read_symbols
from geo.picture.svg import Element, element, number, path_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.joining import SiteLayer
    from geo.picture.frame import Frame
    from geo.picture.style import Style

# Signs shrink where there are many, so that a crowd stays legible: at most so many, and how large.
_CROWDS = ((60, 1.0), (250, 0.72), (1000, 0.5))
_SMALLEST_SIGN = 0.34
# Glyphs of signs smaller than this share of the full size could not be read.
_GLYPH_FROM = 0.6
# Pushing signs apart costs the square of their number.
_MOST_SPREAD = 250
_ROUNDS = 80


@dataclass
class Site:
    """A site on the sheet.

    Parameters
    ----------
    row
        Its row in the layer.
    names
        Its name by language; the first is the sheet's.
    category
        Index into the categories.
    geometry
        WGS 84, or None where it is not located.
    accuracy
        Radius within which it lies, m; NaN if nobody says.
    lon, lat
        Where its sign belongs, degrees; NaN if it is not located.
    x, y
        Where that is on the sheet, px; NaN if it is not located.
    sign_x, sign_y
        Where its sign stands, beside the place if signs would cover each other.
    radius
        Of its disc, where a topic sizes it, px; NaN if it has no number.
    """

    row: int
    names: tuple[tuple[str, str], ...]
    category: int
    geometry: BaseGeometry | None
    accuracy: float
    lon: float = float("nan")
    lat: float = float("nan")
    x: float = float("nan")
    y: float = float("nan")
    sign_x: float = float("nan")
    sign_y: float = float("nan")
    radius: float | None = None

    @property
    def is_area(self) -> bool:
        """Whether it has an extent of its own."""
        return self.geometry is not None and bool(shapely.get_dimensions(self.geometry) > 0)

    def is_weak(self, style: Style) -> bool:
        """Whether it is a point that lies somewhere within so many metres; NaN is none."""
        limit: float = style.sites["weakAccuracy"]
        return not self.is_area and self.accuracy > limit


def read_sites(
    layer: SiteLayer, categories: NDArray[np.int64], languages: Sequence[str]
) -> list[Site]:
    """Take from the layer what the sheet shows.

    Parameters
    ----------
    layer
        The joined sites.
    categories
        Index of its category for each.
    languages
        The sheet's language, then the one written smaller below.
    """
    sites = layer.sites
    default = layer.project.settings.languages[0]
    names = [
        _names(row, languages, default) for row in sites.drop(columns="geometry").to_dict("records")
    ]
    accuracy = (
        pd.to_numeric(sites["accuracy_m"], errors="coerce").to_numpy(dtype=float)
        if "accuracy_m" in sites
        else np.full(len(sites), np.nan)
    )
    return [
        Site(
            row,
            name,
            int(category),
            None if shape is None or shape.is_empty else shape,
            float(metres),
        )
        for row, (name, category, shape, metres) in enumerate(
            zip(names, categories, sites.geometry.to_numpy(), accuracy, strict=True)
        )
    ]


def _names(
    row: dict[Any, Any], languages: Sequence[str], default: str
) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for language in languages:
        own = row.get(f"name_{language}")
        value = (
            own
            if isinstance(own, str) and own
            else (row.get("name") if language == default else None)
        )
        if isinstance(value, str) and value and value not in [text for _, text in found]:
            found.append((language, value))
    if not found:
        value = row.get("name")
        found = [(default, value if isinstance(value, str) and value else str(row["id"]))]
    return tuple(found)


def put_on_sheet(sites: Sequence[Site], frame: Frame, size: float) -> list[Site]:
    """Give every located site its place, and keep those within the frame.

    Signs that would cover each other are pushed apart.
    """
    located = [site for site in sites if site.geometry is not None]
    geometries = np.array([site.geometry for site in located], dtype=object)
    if not located:
        return []
    lonlat = sign_positions(geometries, kinds_of(geometries))
    for site, (lon, lat), (x, y) in zip(
        located, lonlat.tolist(), frame.project(lonlat).tolist(), strict=True
    ):
        site.lon, site.lat = lon, lat
        site.x, site.y = site.sign_x, site.sign_y = x, y
    shown = [site for site in located if frame.holds(site.x, site.y)]
    if len(shown) <= _MOST_SPREAD:
        _spread(shown, frame, size)
    return shown


def _spread(sites: list[Site], frame: Frame, size: float) -> None:
    """Push signs apart until none covers another; order decides between equal places."""
    if len(sites) < 2:
        return
    homes = np.array([[site.x, site.y] for site in sites])
    # Two sites on one spot have no direction to part in: give them one.
    places = homes + np.column_stack([np.arange(len(sites)) * 1e-3, np.zeros(len(sites))])
    needed = size * 1.06
    for _ in range(_ROUNDS):
        offset = places[:, None, :] - places[None, :, :]
        distance = np.hypot(offset[..., 0], offset[..., 1])
        np.fill_diagonal(distance, np.inf)
        overlap = np.clip(needed - distance, 0, None)
        if not overlap.any():
            break
        push = offset / np.maximum(distance, 1e-9)[..., None] * (overlap / 2)[..., None]
        places += push.sum(axis=1)
    left, top, right, bottom = frame.box
    places = np.clip(places, [left + size, top + size], [right - size, bottom - size])
    for site, (x, y) in zip(sites, places.tolist(), strict=True):
        site.sign_x, site.sign_y = x, y


def sign_size(count: int, style: Style) -> tuple[float, bool]:
    """Give the signs' size in px for so many sites, and whether they carry their glyph."""
    share = next((share for most, share in _CROWDS if count <= most), _SMALLEST_SIGN)
    return style.length(style.sites["sign"]) * share, share >= _GLYPH_FROM


def draw_extents(
    parent: Element,
    sites: Sequence[Site],
    categories: Sequence[dict[str, Any]],
    frame: Frame,
    style: Style,
    *,
    outlines: Sequence[BaseGeometry] = (),
) -> None:
    """Draw areas and lines of sites, and soft discs where the true place lies somewhere within.

    An area that one of ``outlines`` (districts of the ground, degrees) shows already is not drawn
    again over it.
    """
    drawn = [frame.place(outline) for outline in outlines]
    group = element(parent, "g", id="extents")
    look = style.sites
    for site in sorted(sites, key=lambda site: -_extent(site)):
        colour = categories[site.category]["line"]
        assert site.geometry is not None  # noqa: S101  only located sites are shown
        if site.is_area:
            shape = shapely.simplify(frame.place(site.geometry), 0.25)
            if _is_drawn(shape, drawn):
                continue
            line = shapely.get_dimensions(shape) == 1
            if categories[site.category].get("plain") and not line:
                none = categories[site.category].get("none")
                element(group, "path", d=path_of([shape]), fill=colour, fill_rule="evenodd",
                        fill_opacity="0.12" if none else "0.85",
                        stroke=colour if none else style.colour("land"), stroke_width=0.8,
                        stroke_dasharray="3 2" if none else None,
                        stroke_linejoin="round")  # fmt: skip
                continue
            element(group, "path", d=path_of([shape]), fill="none" if line else colour,
                    fill_opacity=None if line else f"{look['area']:g}", fill_rule="evenodd",
                    stroke=colour, stroke_opacity=f"{look['areaEdge']:g}",
                    stroke_width=style.length(look["lineWidth"] if line else look["outline"]),
                    stroke_linejoin="round")  # fmt: skip
        elif site.is_weak(style) and not categories[site.category].get("plain"):
            radius = site.accuracy * frame.pixels_per_metre(site.lat)
            element(group, "circle", cx=site.x, cy=site.y, r=radius, fill=colour,
                    fill_opacity=f"{look['disc']:g}", stroke=colour,
                    stroke_opacity=f"{look['discEdge']:g}", stroke_width=0.8)  # fmt: skip


def _is_drawn(shape: BaseGeometry, drawn: Sequence[BaseGeometry]) -> bool:
    """Whether an area is, but for a tenth, one that is drawn already."""
    return any(
        shape.area > 0 and shape.intersection(other).area > 0.9 * shape.union(other).area
        for other in drawn
    )


def _extent(site: Site) -> float:
    """Large below small."""
    if site.is_area:
        return float(shapely.length(site.geometry)) * 1e5
    return site.accuracy if site.accuracy == site.accuracy else 0.0


def draw_signs(
    parent: Element,
    sites: Sequence[Site],
    categories: Sequence[dict[str, Any]],
    size: float,
    *,
    glyphs: bool,
    style: Style,
) -> None:
    """Draw the signs, southern ones over northern ones; a tether leads to a place left."""
    group = element(parent, "g", id="signs")
    for site in sites:
        if np.hypot(site.sign_x - site.x, site.sign_y - site.y) > size / 4:
            element(group, "line", x1=site.x, y1=site.y, x2=site.sign_x, y2=site.sign_y,
                    stroke=categories[site.category]["line"], stroke_width=1)  # fmt: skip
            element(group, "circle", cx=site.x, cy=site.y, r=1.6,
                    fill=categories[site.category]["line"])  # fmt: skip
    for site in sorted(sites, key=_above):
        if categories[site.category].get("plain"):
            if not site.is_area or site.radius is not None:
                _draw_disc(group, site, categories[site.category], size, style)
            continue
        draw_sign(group, categories[site.category], site.sign_x, site.sign_y, size,
                  glyph=glyphs, style=style, hollow=site.is_weak(style))  # fmt: skip


def _above(site: Site) -> tuple[float, float, int]:
    """Small discs over large ones, southern signs over northern ones."""
    radius = site.radius if site.radius is not None and site.radius == site.radius else 0.0
    return -radius, site.sign_y, site.row


def _draw_disc(
    parent: Element, site: Site, category: dict[str, Any], size: float, style: Style
) -> None:
    """Draw a plain disc, true by area; hollow without a value."""
    has_no_size = site.radius is not None and np.isnan(site.radius)
    is_none = bool(category.get("none")) or has_no_size
    radius = size * 0.34 if site.radius is None else max(2.0, site.radius)
    radius = size * 0.2 if has_no_size else radius
    element(parent, "circle", cx=site.x, cy=site.y, r=radius,
            fill="none" if is_none else category["color"], fill_opacity="0.9",
            stroke=category["color"] if is_none else style.colour("paper"), stroke_width=1,
            stroke_dasharray="2 1.6" if is_none else None)  # fmt: skip


def draw_sign(
    parent: Element,
    category: dict[str, Any],
    x: float,
    y: float,
    size: float,
    *,
    glyph: bool,
    style: Style,
    hollow: bool = False,
) -> None:
    """Draw one category's sign around a point: its shape in its colour, its glyph in white.

    A hollow one says that the place lies somewhere around: its outline and glyph are in colour.
    """
    symbol = read_symbols()[category["symbol"]]
    scale = size / 24
    corner = f"translate({number(x - size / 2)} {number(y - size / 2)})"
    group = element(parent, "g", transform=f"{corner} scale({scale:.3f})")
    outline = style.sites["outline"] / style.sites["sign"] * 24 * 2
    paper, shape = style.colour("paper"), read_style()["shapes"][symbol["shape"]]
    element(group, "path", d=shape, fill=paper if hollow else category["color"], stroke=paper,
            stroke_width=outline, paint_order="stroke", stroke_linejoin="round")  # fmt: skip
    if hollow:
        element(group, "path", d=shape, fill=category["hollow"], fill_opacity="0.14",
                stroke=category["hollow"], stroke_width=1.6 * 24 / style.sites["sign"],
                stroke_linejoin="round",
                transform="translate(0.96 0.96) scale(0.92)")  # fmt: skip
    if glyph:
        share = style.sites["glyph"] / style.sites["sign"] * (0.95 if hollow else 1)
        inset = 12 * (1 - share)
        element(group, "path", d=symbol["path"], fill_rule="evenodd",
                fill=category["hollow"] if hollow else "#ffffff",
                transform=f"translate({inset:.2f} {inset:.2f}) scale({share:.3f})")  # fmt: skip
