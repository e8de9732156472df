"""What a fast reader of workbooks leaves out: number formats, errors, formulas without a result.

An ``.xlsx`` file is a ZIP archive of XML parts. The cells themselves are read by calamine; here the
parts are only searched for the few cells whose value alone would read wrongly: a share shown as
``7.5%`` and kept as 0.075, a code shown as ``01730`` and kept as 1730, ``#DIV/0!``, a formula whose
result no program has stored. A sheet without such cells costs one look at its bytes.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from geo.sources.tables.number_formats import NumberFormat, Unsaid, read_format

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from zipfile import ZipFile

MOST_UNPACKED = 1_500_000_000
"""Bytes of all parts together; the largest sheet Excel can hold, filled in ten columns."""
SUSPECT = 64_000_000
"""Bytes from which on the archive must not be packed tighter than :data:`TIGHTEST`."""
TIGHTEST = 100

_ARCHIVE_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PERCENT, _DECIMAL_PERCENT = 9, 10
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,8})["']""")
_STYLE = re.compile(rb"""\bs=["']([0-9]{1,6})["']""")
_KIND = re.compile(rb"""\bt=["'](\w+)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]*)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_COLUMN = re.compile(rb""" r=["']([A-Z]{1,3})[0-9]""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["']([0-9]{1,9})["']""")
# What says where it is otherwise than every program does, or beyond any sheet: readers that make
# a grid of it would ask for all memory there is.
_NOWHERE = re.compile(
    rb"""<(?:\w+:)?(?:c|row)\s(?:[^>]*?\s)?r\s*=(?!["'](?:[A-Z]{0,3}[0-9]{1,7})?["'])"""
)


@dataclass
class Extent:
    """How far a sheet's cells reach, and how many there are."""

    rows: int = 0
    columns: int = 0
    cells: int = 0

    @property
    def is_scattered(self) -> bool:
        """Whether a full grid of it would be out of all proportion to its cells."""
        area = self.rows * self.columns
        return area > 1_000_000 and area > 50 * self.cells


def is_bomb(archive: ZipFile) -> bool:
    """Whether an archive unpacks to more than any workbook of people's holds."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    is_tight = unpacked > SUSPECT and unpacked > TIGHTEST * max(packed, 1)
    return unpacked > MOST_UNPACKED or is_tight


def sheet_part(archive: ZipFile, name: str) -> str | None:
    """Find the part of a sheet by the sheet's name."""
    relations = {
        entry.get("Id"): entry.get("Target", "")
        for entry in xml_part(archive, "xl/_rels/workbook.xml.rels")
    }
    for entry in xml_part(archive, "xl/workbook.xml").iter():
        if entry.tag.endswith("}sheet") and entry.get("name") == name:
            target = relations.get(entry.get(_ARCHIVE_RELATIONS))
            if target:
                return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    return None


def extent(part: bytes) -> Extent:
    """Tell how far the cells of a sheet reach, without taking them apart.

    Raises
    ------
    ValueError
        If a cell stands beyond any sheet, or one cannot see where.
    """
    if _NOWHERE.search(part):
        raise ValueError("a cell stands where no sheet has one")
    columns = set(_COLUMN.findall(part))
    rows = [int(number) for number in _ROW.findall(part)]
    count = part.count(b"<c ") + part.count(b":c ")
    return Extent(
        max(rows, default=part.count(b"<row")),
        max(map(column_number, columns), default=0),
        count,
    )


def unsaid(archive: ZipFile, part: bytes) -> Unsaid:
    """Find the cells whose value alone would read wrongly."""
    found = Unsaid()
    styles = _telling_styles(archive)
    wanted = {quote % number for number in styles for quote in (b'"%d"', b"'%d'")}
    has_errors = b't="e"' in part or b"t='e'" in part
    has_formulas = _FORMULA.search(part) is not None
    has_styles = bool(wanted) and any(b"s=" + style in part for style in wanted)
    if has_errors or has_formulas or has_styles:
        for place, attributes, content in cells_of(part):
            kind = _KIND.search(attributes)
            value = _VALUE.search(content)
            if kind is not None and kind[1] == b"e":
                found.errors[place] = value[1].decode("utf-8", "replace") if value else "#N/A"
            elif kind is None or kind[1] == b"n":
                style = _STYLE.search(attributes)
                form = styles.get(int(style[1])) if style else None
                if value is None or not value[1].strip():
                    if has_formulas and _FORMULA.search(content):
                        found.uncomputed.append(place)
                elif form is not None:
                    found.formats[place] = form
    return found


def column_number(letters: bytes | str) -> int:
    """Give a column's number: ``A`` → 1, ``AA`` → 27."""
    number = 0
    for letter in letters.decode() if isinstance(letters, bytes) else letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Give a column's name: 1 → ``A``, 27 → ``AA``."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cells_of(part: bytes) -> Iterator[tuple[tuple[int, int], bytes, bytes]]:
    """Give place, attributes and content of the cells that say where they are."""
    for cell in _CELL.finditer(part):
        place = _PLACE.search(cell[1])
        if place is not None:
            yield (int(place[2]), column_number(place[1])), cell[1], cell[2] or b""


def _telling_styles(archive: ZipFile) -> dict[int, NumberFormat]:
    """Give the number formats that change what a number says, by the number of the style."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    root = xml_part(archive, "xl/styles.xml")
    codes = {
        entry.get("numFmtId", ""): entry.get("formatCode", "")
        for entry in root.iter()
        if entry.tag.endswith("}numFmt")
    }
    found: dict[int, NumberFormat] = {}
    for group in root.iter():
        if not group.tag.endswith("}cellXfs"):
            continue
        for number, style in enumerate(group):
            identity = style.get("numFmtId", "0")
            form = read_format(codes.get(identity, ""))
            if identity in {str(_PERCENT), str(_DECIMAL_PERCENT)}:
                form = NumberFormat(percent=True)
            if form != NumberFormat():
                found[number] = form
    return found


def xml_part(archive: ZipFile, name: str) -> ET.Element:
    """Parse a part of a workbook.

    Raises
    ------
    ValueError
        If it declares entities.
    """
    data = archive.read(name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        # No program writes one; what it could do is load other files or grow without end.
        raise ValueError("the workbook declares entities")
    return ET.fromstring(data)  # noqa: S314  no entities, and its size is bounded


def scattered_rows(path: Path, name: str) -> Iterator[tuple[int, dict[int, Any]]]:
    """Read a sheet with far-off cells: a grid of it would fill the memory.

    Yields
    ------
    int
        The row's number.
    dict of int to object
        What its cells hold, by the number of the column.
    """
    import openpyxl
    from openpyxl.worksheet._reader import WorkSheetParser

    book: Any = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        sheet = book[name]
        # What openpyxl gives to all fills each row up to its last cell, thousands of times.
        with sheet._get_source() as source:  # noqa: SLF001
            parser = WorkSheetParser(
                source, sheet._shared_strings, data_only=True, epoch=book.epoch,  # noqa: SLF001
                date_formats=book._date_formats,  # noqa: SLF001
                timedelta_formats=book._timedelta_formats,  # noqa: SLF001
            )  # fmt: skip
            for number, cells in parser.parse():
                yield number, {cell["column"]: cell["value"] for cell in cells}
    finally:
        book.close()
