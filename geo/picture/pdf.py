"""From SVG to PDF, through typst: vectors stay vectors, and what is used of the fonts is embedded.

The same document gives the same bytes: no time stamp, and no font but those that are named.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.picture.fonts import Fonts

_SIZE = re.compile(r'<svg\b[^>]*\bwidth="([\d.]+)mm"[^>]*\bheight="([\d.]+)mm"')
_FAMILY = re.compile(r'(<[^>]*\bfont-family=")[^"]*"')
_TITLE = re.compile(r"<title>([^<]*)</title>")
# typst knows the size of a page and where the picture goes; all else stands in the SVG.
_PAGE = """#set document(title: {title}, date: none)
#set page(width: {width}mm, height: {height}mm, margin: 0mm)
#image("sheet.svg", width: 100%, height: 100%)
"""


def to_pdf(svg: bytes, fonts: Fonts) -> bytes:
    """Write an SVG document as a PDF of one page of its size.

    Parameters
    ----------
    svg
        The document, its size in millimetres; its title becomes the PDF's.
    fonts
        What its text is set in; without one for Chinese the system's are asked, which may not know
        it.

    Returns
    -------
    bytes
        The PDF.
    """
    import typst  # large, and of use here only

    text = svg.decode("utf-8")
    size, title = _SIZE.search(text), _TITLE.search(text)
    assert size is not None  # noqa: S101  every sheet has one
    if (main := fonts.main) is not None:
        text = _FAMILY.sub(lambda found: f'{found[1]}{main.family}"', text)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sheet.svg").write_text(text, encoding="utf-8")
        page = _PAGE.format(
            title=_quoted(unescape(title[1]) if title else ""), width=size[1], height=size[2]
        )
        (folder / "sheet.typ").write_text(page, encoding="utf-8")
        place = folder / "fonts"
        place.mkdir()
        for path in fonts.files:
            _lay_out(path, place / path.name)
        made: bytes = typst.compile(
            str(folder / "sheet.typ"),
            root=name,
            font_paths=[str(place)],
            ignore_system_fonts=main is not None,
            format="pdf",
        )
    return made


def _lay_out(font: Path, place: Path) -> None:
    """Put a font where typst looks, which reads whole folders: the system's may hold hundreds."""
    try:
        place.symlink_to(font)
    except OSError:  # Windows allows links to few
        shutil.copy(font, place)


def _quoted(text: str) -> str:
    """Write a text as typst writes it, which is as JSON does but for code points."""
    return re.sub(
        r"\\u([0-9a-f]{4})", r"\\u{\1}", json.dumps(text.replace("\0", ""), ensure_ascii=False)
    )
