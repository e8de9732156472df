"""Texts that other programs wrote as HTML, as a reader's text.

A page shows data as text only. KML, web forms and mail programs put HTML into values: of that the
words are kept, with line breaks where they stood and the address behind each link; a table of two
columns, as KML exports have one in each placemark, is read as facts of the site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

if TYPE_CHECKING:
    from geo.joining import SiteLayer

_MARKUP = re.compile(
    r"</?(?:a|b|big|blockquote|body|br|caption|center|code|col|dd|div|dl|dt|em|font|footer|h[1-6]"
    r"|head|header|hr|html|i|img|li|link|main|meta|ol|p|pre|s|script|section|small|span|strong"
    r"|style|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul)(?:\s[^<>]*)?/?>"
    r"|<!DOCTYPE\b|<!--",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_UNSEEN = {"script", "style", "head", "title"}
_LINES = {
    "br", "div", "dd", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "pre",
    "section", "table", "tr", "ul", "center", "blockquote", "caption", "header", "footer", "main",
}  # fmt: skip
# A longer label is a sentence in a cell, and no label.
_LONGEST_LABEL = 60
# These name sites or lead elsewhere: what stands in them is taken as it is.
_KEPT = ("id", "name", "category", "link", "part_of", "source", "datum", "geometry")


# Label and value of table rows, by the row of the site.
_Facts = dict[int, list[tuple[str, str]]]


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
    reader.feed(text)
    reader.close()
    facts = [pair for pair in reader.facts if pair[1]]
    text = _tidy("".join(reader.words))
    # The caption of a table says nothing once its rows stand by themselves.
    return Readable("" if facts and text in reader.captions else text, facts)


def without_markup(layer: SiteLayer) -> SiteLayer:
    """Give a layer in whose texts no HTML is left; the same layer where there was none.

    Rows of tables become columns of the sites. A column keeps its name where it is free.
    """
    sites = layer.sites
    changed: dict[str, Any] = {}
    facts: dict[str, dict[int, str]] = {}
    for column in sites.columns:
        if column in _KEPT or column.startswith("name_"):
            continue
        read = _read_column(sites[column])
        if read is None:
            continue
        texts, found = read
        changed[column] = texts
        for row, pairs in found.items():
            for label, value in pairs:
                facts.setdefault(label, {}).setdefault(row, value)
    for label, values in facts.items():
        name = label if label not in sites.columns else f"{label} (HTML)"
        if label in sites.columns and _says_the_same(sites[label], values):
            continue
        column = pd.Series([values.get(row) for row in range(len(sites))], dtype="str")
        changed[name] = _as_numbers(column)
    related = {name: _of_table(frame) for name, frame in layer.related.items()}
    if not changed and all(related[name] is layer.related[name] for name in related):
        return layer
    frame = sites.assign(
        **{name: list(values) if name in sites else values for name, values in changed.items()}
    )
    return replace(
        layer,
        sites=gpd.GeoDataFrame(frame, geometry=sites.geometry.name, crs=sites.crs),
        related=related,
    )


def _of_table(frame: pd.DataFrame) -> pd.DataFrame:
    changed = {}
    for column in frame.columns:
        if column in {"site", "site_id"}:
            continue
        read = _read_column(frame[column])
        if read is not None:
            texts, found = read
            for row, pairs in found.items():
                lines = [f"{label}: {value}" for label, value in pairs]
                texts[row] = "\n".join([*([texts[row]] if texts[row] else []), *lines])
            changed[column] = texts
    return frame.assign(**changed) if changed else frame


def _read_column(
    values: pd.Series[Any],
) -> tuple[list[Any], dict[int, list[tuple[str, str]]]] | None:
    """Texts of a column and the facts of its rows; None where nothing in it is HTML."""
    if isinstance(values.dtype, pd.StringDtype):
        if not values.str.contains("[<&]").any():
            return None
    elif values.dtype != object:
        return None
    texts: list[Any] = values.tolist()
    facts: _Facts = {}
    is_changed = False
    for row, text in enumerate(texts):
        if not isinstance(text, str):
            continue
        if "<" in text and has_markup(text):
            read = read_markup(text)
            texts[row] = read.text or None
            if read.facts:
                facts[row] = read.facts
            is_changed = True
        elif "&" in text and _ENTITY.search(text) and "<" not in text:
            from html import unescape

            texts[row] = unescape(text).replace("\xa0", " ")
            is_changed = True
    return (texts, facts) if is_changed else None


def _says_the_same(column: pd.Series[Any], values: dict[int, str]) -> bool:
    return all(str(column.iloc[row]) == value for row, value in values.items())


def _as_numbers(column: pd.Series[Any]) -> pd.Series[Any]:
    """Numbers where every text is one as JSON writes it; a code such as 007 stays a text."""
    some = column.dropna()
    if len(some) and some.str.fullmatch(r"-?(0|[1-9]\d{0,14})(\.\d+)?").all():
        return pd.to_numeric(column)
    return column


class _Reader(HTMLParser):
    """Collects words, and rows of two cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.facts: list[tuple[str, str]] = []
        self.captions: list[str] = []
        self._unseen = 0
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
            self._outer.append(self.words)
        elif tag in {"td", "th"} and self._rows:
            self.words = []
            self._rows[-1].append(self.words)
        elif tag == "p":
            self.words.append("\n\n")
        elif tag in _LINES:
            self.words.append("\n• " if tag == "li" else "\n")
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
            self.words.append("\n")
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
        if label and "\n" not in label and len(label) <= _LONGEST_LABEL:
            self.facts.append((label.rstrip(":： "), cells[1]))
        elif any(cells):
            if len(cells) == 1:
                self.captions.append(cells[0])
            self.words.append("\n" + " · ".join(cell for cell in cells if cell) + "\n")


def _tidy(text: str) -> str:
    """No blanks at line ends, no more than one empty line."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
