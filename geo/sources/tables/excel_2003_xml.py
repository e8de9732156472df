"""Workbooks in the XML of Excel 2003, which are called ``.xls`` or ``.xml``.

Programs on servers write them, for they need no library. Which element says what: "XML Spreadsheet
Reference", Microsoft, namespace ``urn:schemas-microsoft-com:office:spreadsheet``.
"""

from __future__ import annotations

import io
import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

from geo.sources.tables.number_formats import NumberFormat, Unsaid, read_format
from geo.sources.tables.sheet_cells import Sheet, trimmed_ragged
from geo.sources.tables.sheets import (
    EXCEL_ROWS,
    MOST_CELLS,
    UnreadableError,
    all_errors_alike,
    chosen_sheet,
    merged_cells,
    take_links,
)
from geo.sources.tables.workbook_links import Link, Links

MOST_ACROSS = 16_384
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]{1,40})[\"'][^>]{0,200}\?>")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030"}
_FORMATS = {"Percent": NumberFormat(percent=True)}
"""Formats that are told by a name."""


@dataclass
class _Worksheet:
    name: str
    rows: list[tuple[int, int, list[Any]]] = field(default_factory=list)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    said: Unsaid = field(default_factory=Unsaid)
    links: Links = field(default_factory=Links)
    is_hidden: bool = False


def read_excel_2003_xml(data: bytes, wanted: str | int | None = None) -> Sheet:
    """Read a sheet, as :func:`geo.sources.tables.sheets.read_workbook` does.

    Parameters
    ----------
    data
        The workbook.
    wanted
        Name or number of the sheet; if absent the first visible one with anything in it.

    Raises
    ------
    UnreadableError
        If it is no sound XML, declares entities, or has no such sheet.
    """
    with all_errors_alike():
        sheets = _Book(_as_utf_8(data)).sheets
    visible = [sheet for sheet in sheets if not sheet.is_hidden]
    names = [sheet.name for sheet in sheets]
    if wanted is None and visible:
        chosen = next((sheet for sheet in visible if sheet.rows), visible[0])
    else:
        chosen = sheets[names.index(chosen_sheet(names, wanted))]
    read = trimmed_ragged(chosen.name, chosen.rows, chosen.said)
    read.merged = tuple(merged_cells(read, chosen.merged))
    read.banners = frozenset(
        top + 1 for (top, left), (bottom, right) in chosen.merged if top == bottom and right > left
    )
    take_links(read, chosen.links)
    read.beside = tuple(sheet.name for sheet in visible if sheet is not chosen and sheet.rows)
    if wanted is None or not read.rows:
        read.others = read.beside
        read.hidden = tuple(sheet.name for sheet in sheets if sheet.is_hidden)
    return read


def _as_utf_8(data: bytes) -> bytes:
    """Write the text anew where its encoding is one that no XML parser need know."""
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    name = declared[1].decode("ascii").lower() if declared else ""
    if name not in _WIDER:
        return data
    assert declared is not None  # noqa: S101  it has the name
    return data.decode(_WIDER[name]).partition("?>")[2].encode()


class _Book:
    """Goes through the elements of a workbook."""

    def __init__(self, data: bytes) -> None:
        beginning = data[:4096].upper()
        if b"<!DOCTYPE" in beginning or b"<!ENTITY" in beginning:
            raise UnreadableError("as-told", told="the workbook declares entities")
        self.sheets: list[_Worksheet] = []
        self._formats: dict[str, NumberFormat] = {}
        self._row = self._count = 0
        for event, element in ET.iterparse(io.BytesIO(data), events=("start", "end")):  # noqa: S314  no entities
            name = _local(element.tag)
            if event == "start" and name == "Worksheet":
                self.sheets.append(_Worksheet(_said(element, "Name")))
                self._row = 0
            elif event == "end":
                self._end(name, element)

    def _end(self, name: str, element: ET.Element) -> None:
        if name == "Style":
            self._take_style(element)
        elif name == "Row" and self.sheets:
            self._take_row(self.sheets[-1], element)
            element.clear()
        elif name == "Visible" and self.sheets:
            self.sheets[-1].is_hidden = (element.text or "").strip() != "SheetVisible"

    def _take_style(self, element: ET.Element) -> None:
        for part in element:
            if _local(part.tag) == "NumberFormat":
                code = _said(part, "Format")
                form = _FORMATS.get(code) or read_format(code)
                if form != NumberFormat() and code[:1] != "@":
                    self._formats[_said(element, "ID")] = form

    def _take_row(self, sheet: _Worksheet, element: ET.Element) -> None:
        self._row = _number(element, "Index") or self._row + 1
        if self._row > EXCEL_ROWS:
            raise UnreadableError("many-rows", most=EXCEL_ROWS)
        cells: list[Any] = []
        for cell in element:
            if _local(cell.tag) != "Cell":
                continue
            column = _number(cell, "Index") or len(cells) + 1
            cells += [""] * (min(column, MOST_ACROSS) - 1 - len(cells))
            place = self._row, len(cells) + 1
            cells.append(self._value(sheet, cell, place))
            across, down = _number(cell, "MergeAcross"), _number(cell, "MergeDown")
            if across or down:
                top, left = place[0] - 1, place[1] - 1
                sheet.merged.append(((top, left), (top + down, left + across)))
            cells += [""] * min(across, MOST_ACROSS)
        self._count += len(cells)
        if self._count > MOST_CELLS:
            raise UnreadableError("many-cells", most=MOST_CELLS)
        if any(cell != "" for cell in cells):
            sheet.rows.append((self._row, 0, cells))
        self._row += _number(element, "Span")

    def _value(self, sheet: _Worksheet, cell: ET.Element, place: tuple[int, int]) -> Any:
        data = next((part for part in cell if _local(part.tag) == "Data"), None)
        if link := _said(cell, "HRef"):
            sheet.links[place] = Link((link,))
        if data is None:
            return ""
        text = "".join(data.itertext())
        kind = _said(data, "Type")
        if kind == "Number":
            if (form := self._formats.get(_said(cell, "StyleID"))) is not None:
                sheet.said.formats[place] = form
            return _as_number(text)
        if kind == "DateTime":
            with suppress(ValueError):
                return datetime.fromisoformat(text)
        if kind == "Boolean":
            return text.strip() == "1"
        if kind == "Error":
            sheet.said.errors[place] = text.strip()
        return text.strip()


def _as_number(text: str) -> float | int | str:
    plain = text.strip()
    with suppress(ValueError):
        return int(plain) if re.fullmatch(r"-?\d{1,30}", plain) else float(plain)
    return plain


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _said(element: ET.Element, name: str) -> str:
    return next((value for key, value in element.items() if _local(key) == name), "")


def _number(element: ET.Element, name: str) -> int:
    text = _said(element, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
