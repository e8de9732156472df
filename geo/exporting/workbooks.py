"""Excel workbooks whose bytes depend on nothing but their cells."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Cells = tuple[Sequence[str], Sequence[Sequence[Any]]]

CELL_LIMIT = 32767
NAME_LIMIT = 31

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def workbook_bytes(tables: Mapping[str, Cells]) -> bytes:
    """Write a workbook with a sheet per table.

    Parameters
    ----------
    tables
        Headings and rows by name. Texts stay texts, even where they look like formulas.

    Returns
    -------
    bytes
        The ``.xlsx`` file, the same for the same cells whenever it is written.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    names: list[str] = []
    for table, (headings, rows) in tables.items():
        names.append(sheet_name(table, names))
        sheet = book.create_sheet(names[-1])
        sheet.freeze_panes = "A2"
        for row in [headings, *rows]:
            cells = []
            for value in row:
                text = isinstance(value, str)
                cell = WriteOnlyCell(sheet, _fit(value) if text else value)
                if text:
                    # Without this a text that begins with = would be a formula.
                    cell.data_type = "s"
                elif isinstance(value, float):
                    # openpyxl would write sixteen digits of a number that has seventeen.
                    cell._value = repr(value)  # type: ignore[attr-defined]  # noqa: SLF001
                cells.append(cell)
            sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return _without_times(stream.getvalue())


def sheet_name(name: str, taken: Sequence[str]) -> str:
    r"""Make a name Excel takes: short, without ``[]:*?/\`` and unlike the others in any case."""
    stem = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "-", name).strip("'")[:NAME_LIMIT] or "table"
    found, number = stem, 1
    used = {other.casefold() for other in taken}
    while found.casefold() in used:
        number += 1
        found = f"{stem[: NAME_LIMIT - len(str(number)) - 1]}-{number}"
    return found


def _fit(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)[:CELL_LIMIT]


def _without_times(data: bytes) -> bytes:
    """Replace the times of writing, in the archive and in its properties, by a fixed one."""
    moment = _MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(stream, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment, content)
            fixed = ZipInfo(entry.filename, _MOMENT.timetuple()[:6])
            fixed.compress_type = ZIP_DEFLATED
            target.writestr(fixed, content)
    return stream.getvalue()
