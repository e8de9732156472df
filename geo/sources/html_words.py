"""The words of a text that is HTML, and the rows of a table of two columns in it.

KML, web forms and mail programs put HTML into values. Of that the words are kept, with line breaks
where they stood and the address behind each link; a table of two columns, as KML exports have one
in each placemark, is read as facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_MARKUP = re.compile(
    r"</?(?:a|b|big|blockquote|body|br|caption|center|code|col|dd|div|dl|dt|em|font|footer|h[1-6]"
    r"|head|header|hr|html|i|img|li|link|main|meta|ol|p|pre|s|script|section|small|span|strong"
    r"|style|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul)(?:\s[^<>]*)?/?>"
    r"|<!DOCTYPE\b|<!--",
    re.IGNORECASE,
)
_UNSEEN = {"script", "style", "head", "title"}
_LINES = {
    "br", "div", "dd", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "pre",
    "section", "table", "tr", "ul", "center", "blockquote", "caption", "header", "footer", "main",
}  # fmt: skip
# Where a text has none of these, the lines its writer made are meant.
_PARTED = re.compile(rf"</?(?:{'|'.join(sorted(_LINES))}|p|body|html)\b", re.IGNORECASE)
_NEW_LINE = re.compile(r"(?:\r\n?|\n)(?![^<>]*>)")
# Where a block begins or ends there is one new line, however many of them do so there.
_BLOCK = "\v"
# A longer label is a sentence in a cell, and no label.
_LONGEST_LABEL = 60


@dataclass
class Readable:
    """What a value says.

    Parameters
    ----------
    text
        Its words; "" where all of them stand in the table.
    facts
        Label and value of each row of a table of two columns.
    """

    text: str
    facts: list[tuple[str, str]] = field(default_factory=list)


def has_markup(text: str) -> bool:
    """Whether a text is HTML: it holds a known tag, or a character written as its entity."""
    return "<" in text and _MARKUP.search(text) is not None


def read_markup(text: str) -> Readable:
    """Read the words, and the rows of a table of two columns, out of HTML."""
    reader = _Reader()
    text = re.sub(r"<!\[CDATA\[(.*?)\]\]>", r"\1", text, flags=re.DOTALL).strip()
    reader.feed(text if _PARTED.search(text) else _NEW_LINE.sub("<br>", text))
    reader.close()
    facts = [pair for pair in reader.facts if pair[1]]
    text = _tidy("".join(reader.words))
    # The caption of a table says nothing once its rows stand by themselves.
    return Readable("" if facts and text in reader.captions else text, facts)


class _Reader(HTMLParser):
    """Collects words, and rows of two cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.facts: list[tuple[str, str]] = []
        self.captions: list[str] = []
        self._unseen = 0
        # Of the row being read, whether it has only headings.
        self._is_head = True
        self._links: list[tuple[str, int]] = []
        # The cells of the row being read, each with what its words are collected in.
        self._rows: list[list[list[str]]] = []
        self._outer: list[list[str]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "tr":
            self._end_row()
            self._rows.append([])
            self._is_head = True
            self._outer.append(self.words)
        elif tag in {"td", "th"} and self._rows:
            self.words = []
            self._rows[-1].append(self.words)
            self._is_head &= tag == "th"
        elif tag == "p":
            self.words.append("\n\n")
        elif tag in _LINES:
            line = {"li": f"{_BLOCK}• ", "br": "\n"}
            self.words.append(line.get(tag, _BLOCK))
        elif tag == "a":
            self._links.append((dict(attributes).get("href") or "", len(self.words)))
        elif tag == "img":
            source = dict(attributes).get("src") or ""
            if source.startswith(("http:", "https:")):
                self.words.append(f" {source} ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in {"tr", "table"}:
            self._end_row()
        elif tag == "p":
            self.words.append("\n\n")
        elif tag in _LINES and tag != "br":
            self.words.append(_BLOCK)
        elif tag == "a" and self._links:
            self._end_link(*self._links.pop())

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(re.sub(r"\s+", " ", data))

    def close(self) -> None:
        super().close()
        while self._rows:
            self._end_row()

    def _end_link(self, address: str, start: int) -> None:
        said = "".join(self.words[start:]).strip()
        if not re.match(r"(https?:|mailto:|tel:)", address, re.IGNORECASE):
            return
        plain = re.sub(r"^(https?://|mailto:|tel:)", "", address, flags=re.IGNORECASE).rstrip("/")
        if plain and plain in said:
            return
        self.words.append(f" ({address})" if said else address)

    def _end_row(self) -> None:
        if not self._rows:
            return
        cells = [_tidy("".join(cell)) for cell in self._rows.pop()]
        self.words = self._outer.pop()
        label = cells[0] if len(cells) == 2 else ""
        if len(cells) == 2 and self._is_head and not self.facts:
            self.captions.append(" · ".join(cells))
        elif label and "\n" not in label and len(label) <= _LONGEST_LABEL:
            self.facts.append((label.rstrip(":： "), cells[1]))
        elif any(cells):
            if len(cells) == 1:
                self.captions.append(cells[0])
            self.words.append("\n" + " · ".join(cell for cell in cells if cell) + "\n")


def _tidy(text: str) -> str:
    """No blanks at line ends, no more than one empty line."""
    text = re.sub(r"[ \v\n]*\v[ \v\n]*", lambda run: _line(run[0]), text)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _line(run: str) -> str:
    return "\n\n" if "\n\n" in run.replace(" ", "") else "\n"
