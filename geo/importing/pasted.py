"""Texts as they are pasted: a table copied from a page, or a list of places without headings."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

from geo.positions.coordinates import parse_location
from geo.positions.said_datum import said_datums
from geo.problems import Problem

MOST_LINES = 20_000
LONGEST_LINE = 2_000
_MOST_SPAN = 1_000
_LINK = re.compile(r"(?:https?://|geo:)[^\s，。；]+", re.IGNORECASE)
# Fractions of degrees; two small whole numbers are a house and its floor.
_DEGREES = r"-?\d{1,3}\.\d{2,20}\s*°?"
_PAIR = re.compile(rf"[(\[（【]?\s*{_DEGREES}\s*(?:[,，;；]\s*|\s){_DEGREES}\s*[)\]）】]?")
_FURTHER = re.compile(r"[\t,，;；]")
_LOOSE = " \t\"'“”:：,，;；、-–|（）()"
_MOST_CELLS = 3
_SAID = ("name", "title", "q", "n")
"""How map services' links call what they show."""


def table_of_html(text: str) -> str:
    """Give the largest table of an HTML text as tab-separated text; empty without one.

    Nothing of it is run or fetched: only the words in its cells are taken.
    """
    reader = _Tables()
    reader.feed(text)
    reader.close()
    rows = max(reader.tables, key=len, default=[])
    return _tabbed(rows)


def table_of_places(text: str) -> str:
    """Give a list of places, one a line, as tab-separated text with headings.

    Parameters
    ----------
    text
        Pairs of numbers or share links, with or without a name before or behind.

    Returns
    -------
    str
        Empty if a line is something else. The first line is the headings', and each line of the
        text stands one line lower, empty ones too.
    """
    lines = [line.strip() for line in text.splitlines()]
    if not any(lines) or len(lines) > MOST_LINES:
        return ""
    rows = [["name", "position"]]
    for line in lines:
        place = _place(line) if line else ("", "")
        if place is None:
            return ""
        rows.append([*place])
    return _tabbed(rows)


def _place(line: str) -> tuple[str, str] | None:
    """Part a line into the name and the position; None if there is no position in it."""
    if len(line) > LONGEST_LINE:
        return None
    link = _LINK.search(line)
    if link is not None and _is_map(link[0]):
        rest = f"{line[: link.start()]} {line[link.end() :]}".strip(_LOOSE)
        return rest or _name_in(link[0]), link[0]
    cells = [cell for cell in line.split("\t") if cell.strip()]
    pair = _PAIR.search(line)
    if pair is not None and len(cells) <= _MOST_CELLS:
        rest = f"{line[: pair.start()]} {line[pair.end() :]}".strip(_LOOSE)
        if _FURTHER.search(rest):
            # A row of a table, not a line of a list.
            return None
        position = pair[0].replace("\t", " ").strip()
        if said_datums(rest):
            # 高德：120.21,30.18 says what the numbers are.
            return "", line.replace("\t", " ")
        return rest, position
    whole = line.replace("\t", " ")
    return None if isinstance(parse_location(whole), Problem) else ("", whole)


def _is_map(link: str) -> bool:
    """Whether a link is a map service's, if only a short one that holds no position."""
    found = parse_location(link)
    return not isinstance(found, Problem) or found.code != "location-unknown-link"


def _name_in(link: str) -> str:
    try:
        query = parse_qs(urlsplit(link).query)
    except ValueError:
        return ""
    return next(
        (query[key][0] for key in _SAID if key in query and not _PAIR.match(query[key][0])), ""
    )


def _tabbed(rows: list[list[str]]) -> str:
    if not rows:
        return ""
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\n").writerows(rows)
    return written.getvalue()


class _Tables(HTMLParser):
    """The cells' texts of every table; a table in a cell is part of the cell."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._depth = 0
        self._words: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        if self._depth != 1:
            return
        if tag == "tr":
            self._end_cell()
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self._end_cell()
            span = dict(attrs).get("colspan") or ""
            self._span = min(int(span), _MOST_SPAN) if re.fullmatch(r"\d{1,4}", span) else 1
            self._words = []
        elif tag in {"br", "p", "div"} and self._words is not None:
            self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End a cell, a row or a table."""
        if self._depth == 1 and tag in {"td", "th", "tr", "table"}:
            self._end_cell()
        if tag == "table":
            self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        """Take the words of a cell."""
        if self._words is not None:
            self._words.append(data)

    def _end_cell(self) -> None:
        if self._words is None:
            return
        text = re.sub(r"\s+", " ", "".join(self._words)).strip()
        if not self.tables[-1]:
            self.tables[-1].append([])
        # Cells made one hold their text in the first.
        self.tables[-1][-1] += [text, *[""] * (max(self._span, 1) - 1)]
        self._words = None
