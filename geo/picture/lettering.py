"""Drawing placed labels, and lines of plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.picture.labels import Label, Line, Spot, line_step
from geo.picture.svg import Element, element, number, write_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.picture.style import Style

# Which regional forms of Chinese characters are meant.
_FORMS = {"zh": "zh-Hans"}


def language_tag(language: str) -> str:
    """Give the tag that picks the right glyph forms."""
    return _FORMS.get(language, language)


def draw_labels(parent: Element, placed: Sequence[tuple[Label, Spot]], style: Style) -> None:
    """Draw labels kind by kind, the sites' last: they stay on top."""
    kinds = sorted({label.kind for label, _ in placed}, key=lambda kind: (kind == "site", kind))
    for kind in kinds:
        ink, second, halo, width = _colours(kind, style)
        group = element(parent, "g", id=f"names-{kind}", fill=ink, stroke=halo, stroke_width=width,
                        stroke_linejoin="round", paint_order="stroke")  # fmt: skip
        for label, spot in placed:
            if label.kind == kind:
                _draw_spot(group, spot, second)


def draw_leaders(parent: Element, placed: Sequence[tuple[Label, Spot]], style: Style) -> None:
    """Draw the thin lines from signs to names that stand off; signs are drawn over their ends."""
    ends = [(*spot.leader, spot.x, spot.y) for _, spot in placed if spot.leader is not None]
    path = "".join(
        f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}" for x1, y1, x2, y2 in ends
    )
    if path:
        element(parent, "path", id="leaders", d=path, stroke=style.colour("textSecond"),
                stroke_width=0.7, fill="none")  # fmt: skip


def _colours(kind: str, style: Style) -> tuple[str, str, str, float]:
    if kind == "site":
        halo = style.length(style.sites["label"]["halo"])
        return style.colour("textSite"), style.colour("textSecond"), style.colour("halo"), halo
    look = style.labels[kind]
    return style.colour(look["color"]), style.colour(look["color"]), style.colour(look["halo"]), 2.0


def _draw_spot(parent: Element, spot: Spot, second: str) -> None:
    turn = f"rotate({number(spot.angle)} {number(spot.x)} {number(spot.y)})" if spot.angle else None
    y = spot.y
    for number_, line in enumerate(spot.lines):
        if number_:
            y += line_step(line)
        write_line(parent, line, spot.x, y, anchor=spot.anchor, transform=turn,
                   fill=None if line.size == spot.lines[0].size else second)  # fmt: skip


def write_line(
    parent: Element,
    line: Line,
    x: float,
    y: float,
    *,
    anchor: str = "start",
    fill: str | None = None,
    transform: str | None = None,
) -> None:
    """Write one line of text with its baseline at a point."""
    write_text(
        parent,
        line.text,
        x=x,
        y=y,
        font_size=f"{line.size:.2f}",
        font_weight="700" if line.bold else None,
        letter_spacing=f"{line.spacing * line.size:.2f}" if line.spacing else None,
        text_anchor=None if anchor == "start" else anchor,
        lang=language_tag(line.lang),
        fill=fill,
        transform=transform,
    )
