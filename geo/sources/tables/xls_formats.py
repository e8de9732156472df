"""What calamine leaves out of the old ``.xls``: how its numbers are shown, what cells lead to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from geo.sources.tables.number_formats import NumberFormat, Unsaid, read_format
from geo.sources.tables.workbook_links import Link, Links

if TYPE_CHECKING:
    from pathlib import Path


def unsaid_in_xls(path: Path, sheet: str) -> tuple[Unsaid, Links]:
    """Find the numbers of a sheet whose value alone would read wrongly, and its links.

    xlrd (BSD) reads the formats of BIFF files; what it cannot take apart has none.

    Parameters
    ----------
    path
        The workbook.
    sheet
        The sheet's name.
    """
    import xlrd

    found, links = Unsaid(), Links()
    try:
        with open(os.devnull, "w", encoding="utf-8") as quiet:  # noqa: PTH123  no path of ours
            book = xlrd.open_workbook(
                path, formatting_info=True, on_demand=True, logfile=quiet, ragged_rows=True
            )
            cells = book.sheet_by_name(sheet)
        for (row, column), link in cells.hyperlink_map.items():
            if link.url_or_path and link.type != "workbook":
                links[row + 1, column + 1] = Link((str(link.url_or_path),))
        formats = [
            read_format(book.format_map[style.format_key].format_str) for style in book.xf_list
        ]
    except Exception:  # noqa: BLE001  a damaged book trips it anywhere; calamine has read the cells
        return found, links
    telling = {number for number, form in enumerate(formats) if form != NumberFormat()}
    if not telling:
        return found, links
    for row in range(cells.nrows):
        kinds = cells.row_types(row)
        for column, kind in enumerate(kinds):
            if kind == xlrd.XL_CELL_NUMBER:
                number = cells.cell_xf_index(row, column)
                if number in telling:
                    found.formats[row + 1, column + 1] = formats[number]
    return found, links
