"""What calamine leaves out of OpenDocument sheets: formats of numbers, errors, missing results.

LibreOffice and WPS write them. As of ``.xlsx``, cells themselves are read by calamine; here
``content.xml`` is gone through once for those whose value alone would read wrongly (OpenDocument
1.3, part 3: ``office:value-type``, ``number:number-style``).
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo.sources.tables.number_formats import NumberFormat, Unsaid, unit_in
from geo.sources.tables.workbook_links import Link, Links, link_formula

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile

_CONTENT = "content.xml"
_NUMBER_STYLES = {"number-style", "percentage-style", "currency-style"}
MOST_REPEATED = 10_000
"""Cells that one entry may stand for; a style that runs to the end of the sheet says nothing."""


def unsaid_in_ods(archive: ZipFile, sheet: str) -> tuple[Unsaid, Links]:
    """Find the cells of a sheet whose value alone would read wrongly, and what cells lead to.

    Parameters
    ----------
    archive
        The workbook.
    sheet
        The sheet's name.

    Raises
    ------
    ValueError
        If it declares entities.
    """
    found, links = Unsaid(), Links()
    if _CONTENT not in archive.namelist():
        return found, links
    formats = _Formats()
    if "styles.xml" in archive.namelist():
        with archive.open("styles.xml") as part:
            for _, element in _elements(part):
                formats.take(element)
    with archive.open(_CONTENT) as part:
        reading = _Reading(sheet, found, links, formats)
        for event, element in _elements(part):
            if event == "start":
                reading.begin(element)
            else:
                formats.take(element)
                reading.end(element)
    return found, links


class _Formats:
    """Number formats by the name of the cell's style."""

    def __init__(self) -> None:
        self._numbers: dict[str, NumberFormat] = {}
        self._of_style: dict[str, str] = {}

    def take(self, element: ET.Element) -> None:
        """Remember a style."""
        name = _local(element.tag)
        if name in _NUMBER_STYLES:
            form = _number_format(element)
            if form != NumberFormat():
                self._numbers[_attribute(element, "name")] = form
        elif name == "style" and (numbers := _attribute(element, "data-style-name")):
            self._of_style[_attribute(element, "name")] = numbers

    def of(self, style: str) -> NumberFormat | None:
        """Give what a style says of numbers; none if that is nothing."""
        return self._numbers.get(self._of_style.get(style, ""))


class _Reading:
    """Goes through a sheet's rows, counting as calamine does."""

    def __init__(self, sheet: str, found: Unsaid, links: Links, formats: _Formats) -> None:
        self._sheet = sheet
        self._is_it = False
        self._found = found
        self._links = links
        self._formats = formats
        self._row = 1
        self._columns: list[tuple[int, str]] = []

    def begin(self, element: ET.Element) -> None:
        """Take notice of the sheet that was asked for."""
        if _local(element.tag) == "table":
            self._is_it = _attribute(element, "name") == self._sheet

    def end(self, element: ET.Element) -> None:
        """Take what is whole now."""
        name = _local(element.tag)
        if self._is_it and name == "table-column":
            self._take_column(element)
        elif self._is_it and name == "table-row":
            self._take_row(element)
        elif name == "table":
            self._is_it = False
        if name in {"table-row", "table"}:
            element.clear()  # a sheet may be larger than memory as a tree

    def _take_column(self, element: ET.Element) -> None:
        """Take the style that cells of some columns have where they name none."""
        last = self._columns[-1][0] if self._columns else 0
        style = _attribute(element, "default-cell-style-name")
        self._columns.append((last + _repeated(element, "columns"), style))

    def _take_row(self, element: ET.Element) -> None:
        times = _repeated(element, "rows")
        column = 1
        for cell in element:
            if _local(cell.tag) not in {"table-cell", "covered-table-cell"}:
                continue
            count = _repeated(cell, "columns")
            self._cell(cell, column, count, times)
            column += count
        self._row += times

    def _cell(self, cell: ET.Element, column: int, count: int, times: int) -> None:
        kind = _attribute(cell, "value-type")
        is_formula = bool(_attribute(cell, "formula"))
        if not (kind or is_formula) or count * times > MOST_REPEATED:
            return
        places = [
            (self._row + down, column + right) for down in range(times) for right in range(count)
        ]
        link = _link(cell)
        if link is not None:
            self._links.update(dict.fromkeys(places, link))
        text = "".join(cell.itertext()).strip()
        if "error" in {kind, _extended_kind(cell)}:
            self._found.errors.update(dict.fromkeys(places, text or "#N/A"))
        elif not kind and not text:
            self._found.uncomputed += places
        elif kind == "percentage":
            self._found.formats.update(dict.fromkeys(places, NumberFormat(percent=True)))
        elif kind in {"float", "currency"}:
            form = self._formats.of(_attribute(cell, "style-name") or self._style_of(column))
            if form is not None:
                self._found.formats.update(dict.fromkeys(places, form))

    def _style_of(self, column: int) -> str:
        return next((style for last, style in self._columns if column <= last), "")


def _link(cell: ET.Element) -> Link | None:
    """Give what a cell leads to: by its formula, or by the first link in its text."""
    link = link_formula(_attribute(cell, "formula"))
    if link is not None:
        return link
    for inner in cell.iter():
        if _local(inner.tag) == "a" and (target := _attribute(inner, "href")):
            return Link((target,))
    return None


def _number_format(element: ET.Element) -> NumberFormat:
    digits, literal = 0, ""
    for part in element:
        name = _local(part.tag)
        if name == "number":
            fraction = _attribute(part, "decimal-places") or "0"
            is_grouped = _attribute(part, "grouping") == "true"
            least = _attribute(part, "min-integer-digits")
            if fraction == "0" and not is_grouped and least.isdigit() and 2 <= int(least) <= 15:
                digits = int(least)
        elif name in {"text", "currency-symbol"}:
            literal += "".join(part.itertext()).strip()
    if _local(element.tag) == "percentage-style":
        return NumberFormat(percent=True)
    return NumberFormat(digits=digits, literal=unit_in(literal))


def _elements(part: IO[bytes]) -> Iterator[tuple[str, ET.Element]]:
    beginning = part.read(4096)
    part.seek(0)
    if b"<!DOCTYPE" in beginning or b"<!ENTITY" in beginning:
        # No program writes one; what it could do is load other files or grow without end.
        raise ValueError("the workbook declares entities")
    return ET.iterparse(part, events=("start", "end"))  # noqa: S314  no entities, size bounded


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: ET.Element, name: str) -> str:
    """Give an attribute whatever prefix it has; that of LibreOffice's own kinds apart."""
    for key, value in element.items():
        if _local(key) == name and "calc" not in key:
            return value
    return ""


def _extended_kind(cell: ET.Element) -> str:
    """Give what LibreOffice says beyond the standard: that a text is an error."""
    return next((v for k, v in cell.items() if "calc" in k and _local(k) == "value-type"), "")


def _repeated(element: ET.Element, what: str) -> int:
    times = _attribute(element, f"number-{what}-repeated")
    return max(1, int(times)) if times.isascii() and times.isdigit() else 1
