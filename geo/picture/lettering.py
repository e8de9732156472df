"""Lines of text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from geo.picture.metrics import text_width
from geo.picture.svg import write_text
from geo.words import own_label

if TYPE_CHECKING:
    from geo.picture.svg import Element

word = partial(own_label, "sheet")
"""A word of the sheet, by its key and language."""

# Which regional forms of Chinese characters are meant.
_FORMS = {"zh": "zh-Hans"}


@dataclass(frozen=True)
class Line:
    """One line of text in a language."""

    text: str
    size: float
    lang: str
    bold: bool = False

    @property
    def width(self) -> float:
        """Its width in px."""
        return text_width(self.text, self.size, bold=self.bold)


def language_tag(language: str) -> str:
    """Give the tag that picks the right glyph forms."""
    return _FORMS.get(language, language)


def write_line(
    parent: Element,
    line: Line,
    x: float,
    y: float,
    *,
    anchor: str = "start",
    fill: str | None = None,
) -> None:
    """Write one line of text with its baseline at a point."""
    write_text(
        parent,
        line.text,
        x=x,
        y=y,
        font_size=f"{line.size:.2f}",
        font_weight="700" if line.bold else None,
        text_anchor=None if anchor == "start" else anchor,
        lang=language_tag(line.lang),
        fill=fill,
    )
