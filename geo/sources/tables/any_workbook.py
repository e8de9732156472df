"""A workbook, whatever stands in it: what is called ``.xls`` need not be what Excel writes.

Office systems and web sites give out HTML, tabs between words or the XML of Excel 2003 under that
name, and Excel opens them all; so does this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.sources.tables.excel_2003_xml import read_excel_2003_xml
from geo.sources.tables.html_sheets import html_sheet
from geo.sources.tables.real_kinds import OtherKindError, kind_of_text
from geo.sources.tables.sheets import NoPartError, all_errors_alike, read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from geo.sources.tables.sheet_cells import Sheet

_PAGES = {"HTML", "MHTML"}


def read_any_workbook(path: Path, sheet: str | int | None = None) -> Sheet:
    """Read a sheet of a workbook, as :func:`geo.sources.tables.sheets.read_workbook` does.

    Parameters
    ----------
    path
        The workbook; of a text with tabs or commas there is no sheet
        (:func:`~geo.sources.tables.real_kinds.is_delimited`).
    sheet
        Its name, or its number from 1; if absent the first visible one with anything in it.

    Raises
    ------
    UnreadableError
        If it cannot be read, or has no such sheet.
    """
    kind = kind_of_text(path)
    if kind is None:
        return read_workbook(path, sheet)
    data = path.read_bytes()
    if kind.name not in _PAGES:
        return read_excel_2003_xml(data, sheet)
    if sheet not in {None, 1, path.stem}:
        raise NoPartError("no-sheet", str(sheet), [path.stem])
    with all_errors_alike():
        read = html_sheet(data)
    if not read.rows:
        # A page that asks for a password, or a frame around others.
        raise OtherKindError("file-foreign", suffix=path.suffix, kind=kind.name, ending="")
    return read
