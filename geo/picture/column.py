"""The text of the sheet: title, legend, what the signs mean, sites without a place, sources."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from geo.picture.lettering import Line, word, write_line
from geo.picture.metrics import balance, shorten, text_width, wrap
from geo.picture.svg import Element, element, number, put
from geo.translations import in_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.picture.scene import Chip, Colours, Group, Heading, Names, Sizes, Swatch, Texts
    from geo.picture.style import Style

# Of a sign of the key, and of a row, as ``geo/web/src/paper/sheetkey.ts`` draws it.
_SIGN = 15.0
_ROW = 19.5
_NEXT_LINE = 12.0
_SMALL_ROW = 13.0
_SECOND_ROW = 9.0
_NAME, _SECOND_NAME = 9.0, 7.0
# Of a name wider than its column.
_SMALL_NAME = _NAME * 0.84


@dataclass
class Column:
    """A column that fills from the top.

    Parameters
    ----------
    parent
        Where it is drawn.
    x, y, width, bottom
        Its left edge, where the next block begins, its width and its end, px.
    style, languages
        The style; the sheet's language, then the second one.
    """

    parent: Element
    x: float
    y: float
    width: float
    bottom: float
    style: Style
    languages: Sequence[str]

    @property
    def language(self) -> str:
        """The sheet's language."""
        return self.languages[0]

    def line(self, text: str, size: float, *, colour: str = "ink", bold: bool = False,
             lang: str | None = None, indent: float = 0.0) -> None:  # fmt: skip
        """Write one line and go below it."""
        self.y += size * 1.12
        line = Line(text, size, lang or self.language, bold=bold)
        write_line(self.parent, line, self.x + indent, self.y, fill=self.style.colour(colour))
        self.y += size * 0.3

    def paragraph(self, text: str, size: float, **look: Any) -> None:
        """Write a text over as many lines as it needs."""
        for line in wrap(text, size, self.width, bold=look.get("bold", False)):
            self.line(line, size, **look)

    def heading(self, text: str) -> None:
        """Begin a block: a hairline and a small heading."""
        self.y += 9
        element(self.parent, "path", d=f"M{self.x:.1f} {self.y:.1f}h{self.width:.1f}",
                stroke=self.style.colour("textSecond"), stroke_width=0.5)  # fmt: skip
        self.y += 5
        self.paragraph(text, 9, colour="textSecond", bold=True)
        self.y += 2


def write_title(column: Column, head: dict[str, Any], *, brief: bool = False) -> None:
    """Title and the line below it in both languages; of the line the first alone if brief."""
    second = column.languages[1] if len(column.languages) > 1 else column.language
    title = in_language(head["title"], column.language)
    lines, size = _title_lines(title, column.width)
    for line in lines:
        column.line(line, size, bold=True)
    other = head["title"].get(second, title)
    if other != title:
        column.y += 2
        column.paragraph(other, 10.5, colour="textSecond", lang=second)
    if head.get("subtitle"):
        column.y += 3
        first = in_language(head["subtitle"], column.language)
        column.paragraph(first, 9.5)
        other = head["subtitle"].get(second, first)
        if other != first and not brief:
            column.paragraph(other, 8.5, colour="textSecond", lang=second)


def _title_lines(title: str, width: float) -> tuple[list[str], float]:
    """Break a title into one large line, or two even ones, or as many as it takes."""
    lines: list[str] = []
    size = 0.0
    for most, sizes in ((1, (22.0, 20.0, 18.5)), (2, (20.0, 18.0, 16.0))):
        for size in sizes:
            lines = balance(title, size, width, bold=True)
            if len(lines) <= most:
                return lines, size
    return lines, size


def write_legend(column: Column, groups: Sequence[Group], colours: Colours | None) -> None:
    """Write the groups of sites with their signs and how many sites each has.

    Classes are joined, with their limits between them; sorts and categories have their names. What
    does not fit is counted.
    """
    if colours:
        _write_heading(column, colours)
    else:
        total = sum(group["count"] for group in groups)
        column.heading(f"{word('sites', column.language)} {total}")
    limits = colours["limits"] if colours else None
    classes = len(limits) - 1 if limits else 0
    if limits:
        column.y += _ROW / 3
        _write_limits(column, limits)
    lines = [
        _label_lines(column, group["label"] if index >= classes else {})
        for index, group in enumerate(groups)
    ]
    heights = [_ROW + _NEXT_LINE * (len(its) - 1) for its in lines]
    listed = groups[: _fitting(heights, column.bottom - column.y, _ROW)]
    for index, group in enumerate(listed):
        if limits and index == classes:
            column.y += _ROW / 2
        middle = column.y + _ROW / 2
        put(column.parent, group["sign"], transform=_moved(column.x + _SIGN / 2, middle))
        if index >= classes:
            _label_row(column, group["label"], lines[index], middle)
        count = Line(str(group["count"]), 10, column.language)
        write_line(column.parent, count, column.x + column.width, middle + 3.8, anchor="end",
                   fill=column.style.colour("textSecond"))  # fmt: skip
        column.y += heights[index]
    if len(listed) < len(groups):
        more = word("more_groups", column.language, count=len(groups) - len(listed))
        column.line(more, 8.5, colour="textSecond")
    column.y += _ROW / 3 if limits else 0


def _write_limits(column: Column, limits: Sequence[Texts]) -> None:
    """Write the limits of joined classes where one passes into the next."""
    texts = [in_language(limit, column.language) for limit in limits]
    for row, text in enumerate(texts):
        if row == 0 and texts[1:2] == [text]:
            continue  # a class of one number: its limit is told where it ends
        y = column.y + row * _ROW
        end = f"M{number(column.x + _SIGN)} {number(y)}h4"
        element(column.parent, "path", d=end, stroke=column.style.colour("textSecond"),
                stroke_width=0.5)  # fmt: skip
        line = Line(text, 9.5, column.language)
        write_line(column.parent, line, column.x + _SIGN + 8, y + 3.4,
                   fill=column.style.colour("ink"))  # fmt: skip


def write_sizes(column: Column, sizes: Sizes) -> None:
    """Write what the sizes say: circles one in the other, for round numbers."""
    _write_heading(column, sizes)
    largest = sizes["steps"][0][0]
    foot = column.y + 2 * largest + 2
    grey = column.style.colour("textSecond")
    baseline = column.y
    for radius, text in sizes["steps"]:
        middle, top = column.x + largest + 1, foot - 2 * radius
        element(column.parent, "circle", cx=middle, cy=foot - radius, r=radius, fill="none",
                stroke=grey, stroke_width=0.8)  # fmt: skip
        end = f"M{number(middle)} {number(top)}H{number(column.x + 2 * largest + 10)}"
        element(column.parent, "path", d=end, stroke=grey, stroke_width=0.5)
        # Small circles lie close; their numbers must not.
        baseline = max(top + 3, baseline + 9.5)
        write_line(column.parent, Line(text, 8.5, column.language), column.x + 2 * largest + 13,
                   baseline, fill=column.style.colour("ink"))  # fmt: skip
    column.y = foot + 3


def _write_heading(column: Column, heading: Heading) -> None:
    label = in_language(heading["label"], column.language)
    column.heading(label)
    said = in_language(heading["said"], column.language)
    if said:
        column.y -= 2
        column.paragraph(said, 8, colour="textSecond")
        column.y += 2


def _fitting(heights: Sequence[float], room: float, last: float) -> int:
    """Tell how many rows fit; where not all do, one less by what counts the others, but one."""
    reached = list(accumulate(heights))
    if not reached or reached[-1] <= room:
        return len(reached)
    return max(1, bisect_right(reached, room - last))


def _room(column: Column) -> float:
    """Tell the width beside a sign and before the count."""
    return column.width - _SIGN - 8 - 24


def _label_lines(column: Column, label: dict[str, str]) -> list[str]:
    """Break a group's name into lines: nothing of it is cut but a word that is wider than all."""
    first = in_language(label, column.language)
    lines = wrap(first, 10.5, _room(column))
    return [shorten(line, 10.5, _room(column)) for line in lines] or [""]


def _label_row(column: Column, label: dict[str, str], lines: list[str], middle: float) -> None:
    x, ink = column.x + _SIGN + 8, column.style.colour("ink")
    room = _room(column)
    first = in_language(label, column.language)
    for index, text in enumerate(lines):
        line = Line(text, 10.5, column.language)
        write_line(column.parent, line, x, middle + 3.8 + index * _NEXT_LINE, fill=ink)
    if len(lines) > 1:
        return
    second = next((label[code] for code in column.languages[1:] if label.get(code)), first)
    left = room - line.width - 6
    if second != first and left > 24:
        other = Line(shorten(second, 8.5, left), 8.5, column.languages[1])
        write_line(column.parent, other, x + line.width + 6, middle + 3.8,
                   fill=column.style.colour("textSecond"))  # fmt: skip


def write_key(column: Column, swatches: Sequence[Swatch], metro: Sequence[Chip]) -> None:
    """Explain what is not a sign: discs, areas, roads, the district's outline, metro lines."""
    if not swatches:
        return
    column.heading(word("legend", column.language))
    for swatch in swatches:
        middle = column.y + 7.5
        put(column.parent, swatch["drawing"], transform=_moved(column.x, middle))
        line = Line(word(swatch["kind"], column.language), 9, column.language)
        write_line(column.parent, line, column.x + 36, middle + 3.2,
                   fill=column.style.colour("ink"))  # fmt: skip
        column.y += 15
    x = column.x + 36
    for chip in metro:
        if x + chip["width"] > column.x + column.width:
            x = column.x + 36
            column.y += 15
        put(column.parent, chip["drawing"], transform=_moved(x, column.y + 1.5))
        x += chip["width"] + 4
    column.y += 17 if metro else 0


def _moved(x: float, y: float) -> str:
    return f"translate({number(x)} {number(y)})"


def write_not_located(column: Column, sites: Sequence[Names]) -> None:
    """List the sites nobody has located; what does not fit is counted."""
    if not sites:
        return
    column.heading(f"{word('not_located', column.language)} {len(sites)}")
    heights = [_SMALL_ROW + _SECOND_ROW * (len(_name_lines(column, site)) - 1) for site in sites]
    listed = sites[: _fitting(heights, column.bottom - column.y, _SMALL_ROW)]
    # What room is left lets long second names have lines of their own, first come first served.
    cut = len(listed) < len(sites)
    spare = 0.0 if cut else column.bottom - column.y - sum(heights)
    for site in listed:
        folded = not _fits(site, column.width) and spare >= _SECOND_ROW
        spare -= _SECOND_ROW if folded else 0
        _name_row(column, site, folded=folded)
    if cut:
        more = word("more", column.language, count=len(sites) - len(listed))
        column.line(more, 8.5, colour="textSecond")


def _fits(names: Names, width: float) -> bool:
    """Whether both names of a site stand on one line."""
    sizes = zip(names, (_NAME, _SECOND_NAME), strict=False)
    return sum(text_width(name, size) + 5 for (_, name), size in sizes) - 5 <= width


def _name_lines(column: Column, names: Names) -> list[str]:
    """Break a site's first name into lines: smaller ones where it does not fit on one."""
    name = names[0][1]
    if text_width(name, _NAME) <= column.width:
        return [name]
    lines = wrap(name, _SMALL_NAME, column.width)
    return [shorten(line, _SMALL_NAME, column.width) for line in lines] or [""]


def _name_row(column: Column, names: Names, *, folded: bool) -> None:
    """Write a site's names: the second beside the first, or below it if that is asked."""
    language, name = names[0]
    size = _NAME if text_width(name, _NAME) <= column.width else _SMALL_NAME
    column.y += _SMALL_ROW
    line = Line("", size, language)
    for index, text in enumerate(_name_lines(column, names)):
        line = Line(text, size, language)
        column.y += _SECOND_ROW if index else 0
        write_line(column.parent, line, column.x, column.y - 3.5, fill=column.style.colour("ink"))
    if len(names) < 2:
        return
    indent = line.width + 5
    if folded:
        column.y += _SECOND_ROW
        indent = 0
    left = column.width - indent
    if left > 40:
        language, name = names[1]
        other = Line(shorten(name, _SECOND_NAME, left), _SECOND_NAME, language)
        write_line(column.parent, other, column.x + indent, column.y - 3.5,
                   fill=column.style.colour("textSecond"))  # fmt: skip


def imprint_lines(head: dict[str, Any], language: str, width: float) -> list[str]:
    """Whom to name, the review number and the datum, broken to a width."""
    texts = [in_language(head.get("attribution", {}), language)]
    if head.get("reviewNumber"):
        texts.append(word("review", language, number=head["reviewNumber"]))
    texts.append(word("datum", language))
    return [line for text in texts if text for line in wrap(text, IMPRINT_SIZE, width)]


IMPRINT_SIZE = 7.5


def write_imprint(column: Column, lines: Sequence[str]) -> None:
    """Write the imprint at the column's bottom."""
    column.y = column.bottom - len(lines) * IMPRINT_SIZE * 1.42
    for line in lines:
        column.line(line, IMPRINT_SIZE, colour="textSecond")
