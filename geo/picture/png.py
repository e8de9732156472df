"""From SVG to PNG without a browser, through resvg.

resvg draws the same picture from the same document on every machine, given the same font. It is
handed the one font with Chinese, and others only for letters it has not got, so that what is drawn
depends on these fonts alone.
"""

from __future__ import annotations

from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, cast

import resvg_py

if TYPE_CHECKING:
    from geo.picture.fonts import Fonts

    Colour = tuple[int, int, int]

DOTS_PER_PIXEL = 3
"""288 dots an inch: sharp in print."""


def to_png(svg: bytes, fonts: Fonts, width: int | None = None) -> bytes:
    """Draw an SVG document as PNG, so many pixels wide or at :data:`DOTS_PER_PIXEL`.

    Parameters
    ----------
    svg
        The document.
    fonts
        What its text is set in; without one for Chinese the system's are asked, which may not know
        it.
    """
    family = fonts.main.family if fonts.main else None
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg.decode("utf-8"),
        dpi=96,  # what a millimetre is; 0, the default, makes the size none
        zoom=None if width else DOTS_PER_PIXEL,
        width=width,
        skip_system_fonts=fonts.main is not None,
        font_files=[str(path) for path in fonts.files] if fonts.main else None,
        font_family=family,
        serif_family=family,
        sans_serif_family=family,
    )
    return _with_palette(drawn)


def _with_palette(png: bytes) -> bytes:
    """Give a PNG of 256 colours: a third of the bytes, and no tint looks another.

    Half of the palette are the commonest colours as they are (a map is mostly flat tints), the
    other half covers all the rest alike, so that one small green sign stays green.
    """
    from PIL import Image

    drawn = Image.open(BytesIO(png)).convert("RGBA")
    # A palette knows no half-transparent edges: what is not drawn is paper.
    paper = Image.new("RGBA", drawn.size, "white")
    image = Image.alpha_composite(paper, drawn).convert("RGB")
    counted = cast("list[tuple[int, Colour]]", image.getcolors(image.width * image.height))
    commonest = [colour for _, colour in sorted(counted, reverse=True)[:128]]
    spread = image.quantize(128, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*chain.from_iterable(commonest), *spread[: 3 * 128]])
    stream = BytesIO()
    few = image.quantize(palette=palette, dither=Image.Dither.NONE)
    # A twentieth more bytes than the smallest, in a sixth of the time.
    few.save(stream, "PNG", compress_level=7)
    return stream.getvalue()
