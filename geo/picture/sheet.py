"""The sheet as a whole: formats, and what stands where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree as ET

from geo.picture import furniture
from geo.picture.column import (
    IMPRINT_SIZE,
    Column,
    imprint_lines,
    write_imprint,
    write_key,
    write_legend,
    write_not_located,
    write_sizes,
    write_title,
)
from geo.picture.lettering import language_tag
from geo.picture.scene import Box, Scene, draw_scene
from geo.picture.style import Style, font_family
from geo.picture.svg import NAMESPACE, Element, clean, element, number, put, to_bytes
from geo.translations import in_language

if TYPE_CHECKING:
    from geo.joining import SiteLayer
    from geo.page.basemap import Ground
    from geo.page.head import MapHead, Theme

Page = Literal["a4-landscape", "square", "preview"]

_PIXELS = 96 / 25.4
_MARGIN = 30.0
_GUTTER = 22.0


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


@dataclass(frozen=True)
class Sheet:
    """Everything the sheet shows, ready to draw."""

    head: dict[str, Any]
    languages: list[str]
    scene: Scene
    window: Box
    style: Style


def compose(
    layer: SiteLayer,
    head: MapHead,
    ground: Ground,
    page: Page,
    theme: Theme,
    *,
    topic: str | None = None,
) -> bytes:
    """Draw the sheet.

    Parameters
    ----------
    layer
        The sites.
    head
        What :func:`geo.page.head.make_head` says of the map.
    ground
        The built-in base map.
    page, theme
        Format and palette.
    topic
        Id of the topic shown.

    Returns
    -------
    bytes
        An SVG document; equal input gives equal bytes.

    Raises
    ------
    geo.picture.engine.NoEngineError
        If nothing here runs JavaScript.
    """
    paper = FORMATS[page]
    window = paper.map_box
    scene = draw_scene(layer, head, ground, window, theme=theme, topic=topic,
                       furniture=[furniture.scale_room(window)])  # fmt: skip
    sheet = Sheet(dict(head.value), list(head.value["languages"]), scene, window, Style(theme))
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
    window, style, scene = sheet.window, sheet.style, sheet.scene
    definitions = put(root, scene["definitions"], "defs")
    _window(definitions, "window", window)
    inset = scene["overview"]
    if inset:
        _window(definitions, "overview-window", furniture.inset_box(inset, window))
    canvas = element(root, "g", id="map", clip_path="url(#window)")
    left, top, right, bottom = window
    put(canvas, scene["map"], transform=f"translate({number(left)} {number(top)})")
    furniture.draw_scale(canvas, window, scene["metre"], style, sheet.languages[0])
    if inset:
        furniture.draw_overview(canvas, inset, window, style, sheet.languages[0])
    element(root, "rect", x=left, y=top, width=right - left, height=bottom - top, fill="none",
            stroke=style.colour("ink"), stroke_width=0.8)  # fmt: skip


def _window(definitions: Element, name: str, box: Box) -> None:
    left, top, right, bottom = box
    clip = element(definitions, "clipPath", id=name)
    element(clip, "rect", x=left, y=top, width=right - left, height=bottom - top)


def _write_columns(root: Element, sheet: Sheet, paper: Format) -> None:
    columns = [
        Column(root, left, top, right - left, bottom, sheet.style, sheet.languages)
        for left, top, right, bottom in paper.columns
    ]
    title, legend, rest = columns[0], columns[1 % len(columns)], columns[-1]
    imprint = imprint_lines(sheet.head, sheet.languages[0], rest.width)
    rest.bottom -= len(imprint) * IMPRINT_SIZE * 1.42 + 10
    write_title(title, sheet.head, brief=paper.brief)
    scene = sheet.scene
    write_legend(legend, scene["groups"], scene["colours"])
    if scene["sizes"]:
        write_sizes(legend, scene["sizes"])
    if not paper.brief:
        write_key(title, scene["swatches"], scene["metro"])
        write_not_located(rest, scene["unlocated"])
    rest.bottom = paper.columns[-1][3] + 4
    write_imprint(rest, imprint)
