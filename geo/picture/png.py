"""From SVG to PNG without a browser, through resvg.

resvg draws the same picture from the same document on every machine, given the same font. It is
handed the one CJK font found and no other, so that what is drawn depends on that font alone.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, cast

import resvg_py

if TYPE_CHECKING:
    from collections.abc import Iterator

    Colour = tuple[int, int, int]

DOTS_PER_PIXEL = 3
"""288 dots an inch: sharp in print."""

# Font families that hold Chinese and Latin letters, best first, with their usual file names:
# regular, then bold where that is a file of its own.
_FONTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Noto Sans CJK SC", ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")),
    ("Noto Sans CJK SC", ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf")),
    ("Noto Sans CJK SC", ("NotoSansCJK-VF.otf.ttc",)),
    ("Noto Sans SC", ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf")),
    ("Noto Sans SC", ("NotoSansSC-VF.ttf",)),
    ("Source Han Sans SC", ("SourceHanSansSC-Regular.otf", "SourceHanSansSC-Bold.otf")),
    ("Source Han Sans SC", ("SourceHanSans.ttc",)),
    ("PingFang SC", ("PingFang.ttc",)),
    ("Microsoft YaHei", ("msyh.ttc", "msyhbd.ttc")),
    ("Microsoft YaHei", ("msyh.ttf", "msyhbd.ttf")),
    ("Hiragino Sans GB", ("Hiragino Sans GB.ttc",)),
    ("Heiti SC", ("STHeiti Light.ttc", "STHeiti Medium.ttc")),
    ("SimHei", ("simhei.ttf",)),
    ("WenQuanYi Micro Hei", ("wqy-microhei.ttc",)),
    ("WenQuanYi Zen Hei", ("wqy-zenhei.ttc",)),
    ("Droid Sans Fallback", ("DroidSansFallbackFull.ttf",)),
    ("SimSun", ("simsun.ttc",)),
)


@dataclass(frozen=True)
class Font:
    """A font family on this machine and its files."""

    family: str
    files: tuple[Path, ...]


def find_font() -> Font | None:
    """Look for a font with Chinese letters in the system's usual folders."""
    present = dict(_font_files())
    for family, names in _FONTS:
        if names[0].lower() in present:
            return Font(family, tuple(present[n.lower()] for n in names if n.lower() in present))
    return None


def _font_files() -> Iterator[tuple[str, Path]]:
    """Every font file by its name in small letters; where a name is there twice, the last."""
    for folder in _font_folders():
        for root, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(names):
                if name.lower().endswith((".ttc", ".ttf", ".otf")):
                    yield name.lower(), Path(root, name)


def _font_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        system = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
        return [system, local / "Microsoft" / "Windows" / "Fonts"]
    if sys.platform == "darwin":
        # PingFang is an asset the system loads when first needed.
        assets = Path("/System/Library/AssetsV2")
        fonts = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
        return [*sorted(assets.glob("com_apple_MobileAsset_Font*")), *fonts]
    data = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"))
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".fonts",
        data / "fonts",
    ]


def to_png(svg: bytes, font: Font | None, width: int | None = None) -> bytes:
    """Draw an SVG document as PNG, so many pixels wide or at :data:`DOTS_PER_PIXEL`.

    Parameters
    ----------
    svg
        The document.
    font
        What its text is set in; without one the system's fonts are asked, which may not know
        Chinese.
    """
    family = font.family if font else None
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg.decode("utf-8"),
        dpi=96,  # what a millimetre is; 0, the default, makes the size none
        zoom=None if width else DOTS_PER_PIXEL,
        width=width,
        skip_system_fonts=font is not None,
        font_files=[str(path) for path in font.files] if font else None,
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
