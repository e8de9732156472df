"""Sheets that are HTML: what many office systems give out under the name of ``.xls``.

Excel opens them, the tables one below the other. A table that only lays out others is none.
"""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from geo.problems.texts import BYTE_ORDER_MARKS
from geo.sources.encodings import guess_encoding
from geo.sources.tables.number_formats import Unsaid
from geo.sources.tables.sheet_cells import Sheet, trimmed_ragged
from geo.sources.tables.sheets import MOST_CELLS, UnreadableError, take_links
from geo.sources.tables.workbook_links import Link, Links

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_SPANNED = 1000
"""Columns that a cell may lie over, as HTML has it."""
MOST_WITHIN = 30
"""Tables within tables."""
_UNSEEN = {"script", "style", "title"}
_LINES = {"br", "p", "div", "li"}
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252"}
"""What encodings are that go by the name of one with fewer characters."""
_LOOKED_AT = 4096


@dataclass
class _Cell:
    words: list[str] = field(default_factory=list)
    across: int = 1
    down: int = 1
    link: str = ""

    @property
    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self.words).split("\n"))
        return "\n".join(line for line in lines if line)


@dataclass
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)
    within: list[_Table] = field(default_factory=list)

    def with_data(self) -> Iterator[_Table]:
        """Give the tables of data: this one, or the longer ones that it lays out."""
        longer = [table for table in self.within if len(table.rows) > len(self.rows)]
        if not longer:
            yield self
        for table in longer:
            yield from table.with_data()


class _Tables(HTMLParser):
    """Collects the cells of tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Table] = []
        self._open: list[_Table] = []
        self._unseen = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table" and len(self._open) < MOST_WITHIN:
            table = _Table()
            (self._open[-1].within if self._open else self.found).append(table)
            self._open.append(table)
        elif not self._open:
            return
        elif tag == "tr":
            self._open[-1].rows.append([])
        elif tag in {"td", "th"}:
            said = dict(attributes)
            across = min(_whole(said.get("colspan")), MOST_SPANNED)
            self._count(across)
            rows = self._open[-1].rows
            if not rows:
                rows.append([])
            rows[-1].append(_Cell(across=across, down=_whole(said.get("rowspan"))))
        elif tag in _LINES:
            self._say("\n")
        elif tag == "a" and (cell := self._cell()) is not None:
            cell.link = cell.link or (dict(attributes).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._say(re.sub(r"\s+", " ", data))

    def _say(self, text: str) -> None:
        # What stands in a table within a cell is said by the cell too.
        for table in self._open:
            if table.rows and table.rows[-1]:
                table.rows[-1][-1].words.append(text)

    def _cell(self) -> _Cell | None:
        rows = self._open[-1].rows
        return rows[-1][-1] if rows and rows[-1] else None

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MOST_CELLS:
            raise UnreadableError("many-cells", most=MOST_CELLS)


def html_sheet(data: bytes) -> Sheet:
    """Read the tables of a page as a sheet, an empty row between each and the next.

    Parameters
    ----------
    data
        The page, or a web archive of one (MHTML).

    Returns
    -------
    Sheet
        Without rows if there is no table with anything in it.
    """
    reader = _Tables()
    reader.feed(_text(data))
    reader.close()
    tables = [part for table in reader.found for part in table.with_data()]
    laid = _Laid()
    for table in tables:
        laid.add(table)
    sheet = trimmed_ragged("", laid.rows, Unsaid())
    row_of = {number: at for at, number in enumerate(sheet.numbers)}
    column_of = {number: at for at, number in enumerate(sheet.columns)}
    sheet.merged = tuple(
        (column_of[column], row_of[first], max(row_of[n] for n in rows if n in row_of))
        for column, first, rows in laid.tall
        if column in column_of and first in row_of
    )
    sheet.banners = frozenset(laid.banners)
    take_links(sheet, laid.links)
    return sheet


class _Laid:
    """Cells in rows and columns, both counted from 1."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int, list[str]]] = []
        self.tall: list[tuple[int, int, range]] = []
        self.banners: list[int] = []
        self.links = Links()
        self._next = 1

    def add(self, table: _Table) -> None:
        """Lay a table below those before."""
        # How many rows more a cell from above takes up, by column.
        taken: dict[int, int] = {}
        last = self._next + len(table.rows) - 1
        for number, cells in enumerate(table.rows, start=self._next):
            texts: list[str] = []
            covered = {column for column, left in taken.items() if left}
            taken = {column: left - 1 for column, left in taken.items() if left}
            for cell in cells:
                while len(texts) + 1 in covered:
                    texts.append("")
                column = len(texts) + 1
                texts += [cell.text, *[""] * (cell.across - 1)]
                if cell.across > 1:
                    self.banners.append(number)
                if cell.link:
                    self.links[number, column] = Link((cell.link,))
                if cell.down > 1:
                    for one in range(column, column + cell.across):
                        taken[one] = cell.down - 1
                    if cell.across == 1:
                        rows = range(number, min(number + cell.down - 1, last) + 1)
                        self.tall.append((column, number, rows))
            self.rows.append((number, 0, texts))
        self._next = last + 2


def _whole(text: str | None) -> int:
    plain = (text or "").strip()
    return max(int(plain), 1) if plain.isascii() and plain.isdigit() and len(plain) < 6 else 1


def _text(data: bytes) -> str:
    if data.lstrip()[:13].lower() == b"mime-version:":
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
        pages = [part.get_payload(decode=True) for part in parts]
        # Of a workbook of several sheets the first page is a frame around the others.
        data = next(
            (page for page in pages if isinstance(page, bytes) and b"<td" in page.lower()), b""
        )
    mark = next((mark for mark in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    if mark is not None:
        return data.decode(BYTE_ORDER_MARKS[mark], errors="replace").lstrip("\ufeff")
    said = _CHARSET.search(data[:_LOOKED_AT])
    name = said[1].decode("ascii", errors="replace").lower() if said else "utf-8"
    try:
        return data.decode(_WIDER.get(name, name))
    except (UnicodeDecodeError, LookupError):
        return data.decode(guess_encoding(data).encoding, errors="replace")
