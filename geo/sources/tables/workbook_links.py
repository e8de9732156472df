"""Links behind the cells of a workbook: readers of cells give their labels alone.

A cell is linked in one of two ways: by a ``hyperlink`` of the sheet, whose target stands in the
sheet's relations (ECMA-376, part 1, 18.3.1.47), or by the formula ``HYPERLINK(target, label)``.
Of a formula whose target is put together of texts and other cells the pieces are kept: what those
cells show is known once the sheet is read.
"""

from __future__ import annotations

import posixpath
import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from geo.sources.tables.workbook_xml import cells_of, column_number, xml_part

if TYPE_CHECKING:
    from collections.abc import Callable
    from zipfile import ZipFile

MOST_LINKED = 1_000_000
"""Cells that the links of a sheet may lie behind; one link may lie behind whole columns."""
LONGEST_FORMULA = 8192
"""Characters, as Excel allows."""
_HYPERLINK = re.compile(rb"<(?:\w+:)?hyperlink\b[^>]*>")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_SHARED = re.compile(rb"""\bsi=["'](\d+)["']""")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_CALL = re.compile(r"=?\s*HYPERLINK\s*\(", re.IGNORECASE)
_TERM = re.compile(
    r"""\s*(?:"((?:[^"]|"")*)"|\[?\.?(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})\]?|(\d+(?:\.\d+)?))\s*"""
)


class CellRef(NamedTuple):
    """Another cell of the sheet; its row or column moves with the formula unless it is fixed."""

    row: int
    column: int
    is_row_fixed: bool = False
    is_column_fixed: bool = False


Pieces = tuple["str | CellRef", ...]


class Link(NamedTuple):
    """What a cell leads to.

    Parameters
    ----------
    target
        The pieces of the address; None where a formula is not understood.
    label
        The pieces of what a formula shows; None where the address is shown, or unknown.
    formula
        As it stands in the file; empty without one.
    """

    target: Pieces | None
    label: Pieces | None = None
    formula: str = ""


class Links(dict[tuple[int, int], Link]):
    """Links by row and column from 1."""


def links_in_xlsx(archive: ZipFile, name: str, part: bytes) -> Links:
    """Find the links of a sheet.

    Parameters
    ----------
    archive
        The workbook.
    name
        The name of the sheet's part.
    part
        Its bytes.
    """
    found = _formulas(part) if b"HYPERLINK(" in part else Links()
    # They stand at the foot, in one element.
    at = part.rfind(b"hyperlinks>")
    start = max(part.rfind(b"<hyperlinks", 0, at), part.rfind(b":hyperlinks", 0, at))
    entries = _HYPERLINK.findall(part, max(start, 0), at) if at > 0 else []
    if not entries:
        return found
    folder, file = posixpath.split(name)
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    if relations not in archive.namelist():
        return found  # all of them lead to places in the workbook
    targets = {
        entry.get("Id"): entry.get("Target", "")
        for entry in xml_part(archive, relations)
        if entry.get("TargetMode") == "External"
    }
    left = MOST_LINKED
    for entry in entries:
        attributes = _attributes(entry)
        target = targets.get(attributes.get("id"))
        area = _AREA.fullmatch(attributes.get("ref", ""))
        if not target or area is None:
            continue
        if location := attributes.get("location"):
            target = f"{target}#{location}"
        top, start = int(area[2]), column_number(area[1])
        bottom, end = int(area[4] or top), column_number(area[3] or area[1])
        left -= (bottom - top + 1) * (end - start + 1)
        if left < 0:
            break
        for row in range(top, bottom + 1):
            for column in range(start, end + 1):
                found[row, column] = Link((target,))
    return found


def link_formula(formula: str) -> Link | None:
    """Take a formula apart that is a link; None for one that has none in it.

    Parameters
    ----------
    formula
        As Excel writes it, or OpenDocument: ``of:=HYPERLINK("…";"…")``.
    """
    text = formula.removeprefix("of:").removeprefix("oooc:")
    if "HYPERLINK" not in text.upper():
        return None
    call = _CALL.match(text)
    if call is None or len(text) > LONGEST_FORMULA:
        return Link(None, None, text)
    target, at = _pieces(text, call.end())
    if target is None:
        return Link(None, None, text)
    label = None
    if text[at : at + 1] in {",", ";"}:
        label, at = _pieces(text, at + 1)
    is_whole = text[at:].strip() == ")"
    return Link(target if is_whole else None, label if is_whole else None, text)


def shown_of(pieces: Pieces, text_of: Callable[[int, int], str]) -> str:
    """Put the pieces of an address or a label together.

    Parameters
    ----------
    pieces
        Texts and other cells.
    text_of
        What a cell shows, by row and column from 1.
    """
    return "".join(p if isinstance(p, str) else text_of(p.row, p.column) for p in pieces)


def _pieces(text: str, at: int) -> tuple[Pieces | None, int]:
    """Read texts and cells with ``&`` between them, as far as they go."""
    pieces: list[str | CellRef] = []
    while True:
        term = _TERM.match(text, at)
        if term is None:
            return None, at
        said, column_fix, column, row_fix, row, number = term.groups()
        if column is not None:
            letters = column.upper()
            pieces.append(
                CellRef(int(row), column_number(letters), bool(row_fix), bool(column_fix))
            )
        else:
            pieces.append(number if said is None else said.replace('""', '"'))
        at = term.end()
        if text[at : at + 1] != "&":
            return tuple(pieces), at
        at += 1


def _formulas(part: bytes) -> Links:
    found = Links()
    shared: dict[bytes, tuple[tuple[int, int], Link]] = {}
    for place, _, content in cells_of(part):
        formula = _FORMULA.search(content)
        if formula is None:
            continue
        number = _SHARED.search(formula[1])
        text = unescape(formula[2].decode("utf-8", "replace")) if formula[2] else ""
        if text:
            link = link_formula(text)
            if link is not None:
                found[place] = link
                if number is not None:
                    shared[number[1]] = place, link
        elif number is not None and number[1] in shared:
            # Filled down: the formula stands at the first cell alone.
            first, link = shared[number[1]]
            down, right = place[0] - first[0], place[1] - first[1]
            found[place] = link._replace(
                target=_moved(link.target, down, right), label=_moved(link.label, down, right)
            )
    return found


def _moved(pieces: Pieces | None, down: int, right: int) -> Pieces | None:
    if pieces is None:
        return None
    return tuple(
        piece
        if isinstance(piece, str)
        else piece._replace(
            row=piece.row + (0 if piece.is_row_fixed else down),
            column=piece.column + (0 if piece.is_column_fixed else right),
        )
        for piece in pieces
    )


def _attributes(tag: bytes) -> dict[str, str]:
    """Give the attributes of a tag without their prefixes."""
    found = re.findall(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return {
        name.decode().rpartition(":")[2]: unescape((one or other).decode("utf-8", "replace"))
        for name, one, other in found
    }
