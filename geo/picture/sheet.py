"""The sheet as a whole: formats, and what stands where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree as ET

import numpy as np
import shapely

from geo.page.words import in_language
from geo.picture import furniture
from geo.picture.column import (
    IMPRINT_SIZE,
    Column,
    imprint_lines,
    write_imprint,
    write_key,
    write_legend,
    write_not_located,
    write_title,
)
from geo.picture.contrast import legible
from geo.picture.frame import Box, Frame, fit_view
from geo.picture.ground import draw_ground
from geo.picture.ground_labels import ground_labels
from geo.picture.labels import place
from geo.picture.lettering import draw_labels, draw_leaders, language_tag
from geo.picture.overview import draw_overview, overview_room
from geo.picture.site_labels import sign_rooms, site_labels
from geo.picture.sites import (
    Site,
    draw_extents,
    draw_signs,
    put_on_sheet,
    read_sites,
    sign_size,
)
from geo.picture.style import Style, font_family
from geo.picture.svg import NAMESPACE, Element, clean, element, number, to_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.joining import SiteLayer
    from geo.page.basemap import GroundFeature
    from geo.page.head import MapHead, Theme

Page = Literal["a4-landscape", "square", "preview"]

_PIXELS = 96 / 25.4
_MARGIN = 30.0
_GUTTER = 22.0
# From here on a second language below every name would crowd the map.
_MOST_BILINGUAL = 60


@dataclass(frozen=True)
class Format:
    """A paper format and the layout on it.

    Parameters
    ----------
    width, height
        Of the paper, mm.
    map_box
        The map's window, px.
    columns
        Left, top, right and bottom of each text column, px.
    brief
        Whether the columns tell no more than title, legend and imprint.
    """

    width: float
    height: float
    map_box: Box
    columns: tuple[Box, ...]
    brief: bool = False


def _a4() -> Format:
    width, height = 297 * _PIXELS, 210 * _PIXELS
    split = width - _MARGIN - 236
    return Format(
        297,
        210,
        (_MARGIN, _MARGIN, split - _GUTTER, height - _MARGIN),
        ((split, _MARGIN - 6, width - _MARGIN, height - _MARGIN),),
    )


def _square() -> Format:
    side = 240 * _PIXELS
    split = side - _MARGIN - 268
    step = (side - 2 * _MARGIN - 2 * _GUTTER) / 3 + _GUTTER
    columns = tuple(
        (_MARGIN + step * n, split + 12, _MARGIN + step * (n + 1) - _GUTTER, side - _MARGIN)
        for n in range(3)
    )
    return Format(240, 240, (_MARGIN, _MARGIN, side - _MARGIN, split), columns)


def _preview() -> Format:
    """Give the form of what chats and feeds show beside a link: 1200 x 630, here at two thirds.

    The map goes to the edges, so that a feed that crops it cuts no frame.
    """
    width, height, split = 800.0, 420.0, 574.0
    return Format(
        width / _PIXELS,
        height / _PIXELS,
        (0.0, 0.0, split, height),
        ((split + 20, 14.0, width - 20, height - 16),),
        brief=True,
    )


FORMATS: dict[str, Format] = {
    "a4-landscape": _a4(),
    "square": _square(),
    "preview": _preview(),
}


@dataclass
class Sheet:
    """Everything the sheet shows, ready to draw."""

    head: dict[str, Any]
    languages: list[str]
    sites: list[Site]
    shown: list[Site]
    features: Sequence[GroundFeature]
    frame: Frame
    style: Style


def compose(
    layer: SiteLayer,
    head: MapHead,
    features: Sequence[GroundFeature],
    page: Page,
    theme: Theme,
    *,
    sizes: NDArray[np.float64] | None = None,
) -> bytes:
    """Draw the sheet.

    Parameters
    ----------
    layer
        The sites.
    head
        What :func:`geo.page.head.make_head` says of the map.
    features
        The built-in base map.
    page, theme
        Format and palette.
    sizes
        How much of the largest disc's radius each site has, where a topic sizes them.

    Returns
    -------
    bytes
        An SVG document; equal input gives equal bytes.
    """
    paper = FORMATS[page]
    frame = fit_view(head.value["view"], paper.map_box)
    style = Style(theme, frame.zoom)
    languages = list(head.value["languages"])
    sites = read_sites(layer, head.categories, languages)
    size, _ = sign_size(len(sites), style)
    for site in sites if sizes is not None else ():
        assert sizes is not None  # noqa: S101  or there would be none to go through
        site.radius = style.length(30) * float(sizes[site.row])
    shown = put_on_sheet(sites, frame, size)
    sheet = Sheet(dict(head.value), languages, sites, shown, features, frame, style)
    root = _root(sheet, paper)
    _draw_map(root, sheet)
    _write_columns(root, sheet, paper)
    return to_bytes(root)


def _root(sheet: Sheet, paper: Format) -> Element:
    width, height = paper.width * _PIXELS, paper.height * _PIXELS
    root = ET.Element("svg", {
        "xmlns": NAMESPACE,
        "width": f"{paper.width:g}mm",
        "height": f"{paper.height:g}mm",
        "viewBox": f"0 0 {number(width)} {number(height)}",
        "font-family": font_family(),
        "lang": language_tag(sheet.languages[0]),
    })  # fmt: skip
    title = element(root, "title")
    title.text = clean(in_language(sheet.head["title"], sheet.languages[0]))
    # A pixel larger, so that a picture cut at whole pixels has no pale edge.
    element(root, "rect", width=width + 1, height=height + 1, fill=sheet.style.colour("paper"))
    return root


def _draw_map(root: Element, sheet: Sheet) -> None:
    frame, style = sheet.frame, sheet.style
    categories = legible(sheet.head["categories"], style)
    far = furniture.far_sites(sheet.sites, frame)
    taken = [(site.sign_x, site.sign_y) for site in sheet.shown]
    taken += [tuple(furniture.crossing(site, frame)) for site in far]
    overview = overview_room(frame, np.array(taken)) if far else None
    blocked = [furniture.scale_room(frame), *([overview] if overview else [])]
    notes = furniture.edge_notes(far, frame, blocked)
    definitions = element(root, "defs")
    _window(definitions, "window", frame.box)
    if overview:
        _window(definitions, "overview-window", overview)
    canvas = element(root, "g", id="map", clip_path="url(#window)")
    draw_ground(element(canvas, "g", id="ground"), sheet.features, frame, style)
    size, glyphs = sign_size(len(sheet.sites), style)
    outlines = [f.geometry for f in sheet.features if f.properties["kind"] == "district"]
    draw_extents(canvas, sheet.shown, categories, frame, style, outlines=outlines)
    rooms = [*sign_rooms(sheet.shown, size), *furniture.note_rooms(notes)]
    labels = [
        *furniture.note_labels(notes, frame, style, sheet.languages[0], len(sheet.shown)),
        *site_labels(sheet.shown, size, style, second=len(sheet.shown) <= _MOST_BILINGUAL),
        *ground_labels(sheet.features, frame, style, sheet.languages, taken=_site_names(sheet)),
    ]
    rooms += [shapely.box(*box) for box in blocked]
    placed = place(labels, rooms, _inside(frame.box, 3))
    ground = [entry for entry in placed.spots if entry[0].kind != "site"]
    named = [entry for entry in placed.spots if entry[0].kind == "site"]
    draw_labels(canvas, ground, style)
    draw_leaders(canvas, named, style)
    draw_signs(canvas, sheet.shown, categories, size, glyphs=glyphs, style=style)
    furniture.draw_notes(canvas, notes, categories, style)
    draw_labels(canvas, named, style)
    furniture.draw_scale(canvas, frame, style, sheet.languages[0])
    if overview:
        draw_overview(canvas, overview, sites=sheet.sites, categories=categories,
                      features=sheet.features, frame=frame, style=style,
                      language=sheet.languages[0])  # fmt: skip
    left, top, right, bottom = frame.box
    element(root, "rect", x=left, y=top, width=right - left, height=bottom - top, fill="none",
            stroke=style.colour("ink"), stroke_width=0.8)  # fmt: skip


def _window(definitions: Element, name: str, box: Box) -> None:
    left, top, right, bottom = box
    clip = element(definitions, "clipPath", id=name)
    element(clip, "rect", x=left, y=top, width=right - left, height=bottom - top)


def _inside(box: Box, by: float) -> Box:
    left, top, right, bottom = box
    return (left + by, top + by, right - by, bottom - by)


def _site_names(sheet: Sheet) -> frozenset[str]:
    return frozenset(text for site in sheet.shown for _, text in site.names)


def _write_columns(root: Element, sheet: Sheet, paper: Format) -> None:
    columns = [
        Column(root, left, top, right - left, bottom, sheet.style, sheet.languages)
        for left, top, right, bottom in paper.columns
    ]
    title, legend, rest = columns[0], columns[1 % len(columns)], columns[-1]
    imprint = imprint_lines(sheet.head, sheet.languages[0], rest.width)
    rest.bottom -= len(imprint) * IMPRINT_SIZE * 1.42 + 10
    write_title(title, sheet.head)
    categories = legible(sheet.head["categories"], sheet.style)
    counts = np.bincount([site.category for site in sheet.sites], minlength=len(categories))
    write_legend(legend, categories, counts.tolist(), sheet.head.get("keyTitle"))
    if not paper.brief:
        write_key(title, _present(sheet), _metro_lines(sheet))
        write_not_located(rest, [site for site in sheet.sites if site.geometry is None])
    rest.bottom = paper.columns[-1][3] + 4
    write_imprint(rest, imprint)


def _present(sheet: Sheet) -> frozenset[str]:
    present = {feature.properties["kind"] for feature in sheet.features}
    if any(site.is_weak(sheet.style) for site in sheet.shown):
        present.add("disc")
    if any(site.is_area for site in sheet.shown):
        present.add("area")
    return frozenset(present)


def _metro_lines(sheet: Sheet) -> list[tuple[str, str]]:
    """Names and colours of the metro lines in sight, by number, each once."""
    found: dict[str, str] = {}
    for feature in sheet.features:
        entry = feature.properties
        name = entry.get("line") or entry["name"].get("")
        if entry["kind"] != "metro" or not name or not entry.get("colour"):
            continue
        if not sheet.frame.place(feature.geometry, margin=0).is_empty:
            found.setdefault(name, entry["colour"])
    return sorted(found.items(), key=lambda line: (len(line[0]), line[0]))
