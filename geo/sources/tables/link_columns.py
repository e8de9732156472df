"""Columns of the links behind cells: beside their labels, or instead of labels that say nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geo.sources import recognised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WEB = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_BARE = re.compile(r"^(?:https?://|mailto:|tel:)(?:www\.)?", re.IGNORECASE)
_DIALLED = re.compile(r"\+?[\d\s().-]+")
_HAN = re.compile(r"[\u3400-\u9fff]")


class LinkColumn(NamedTuple):
    """Addresses of the cells of a column.

    Parameters
    ----------
    heading
        What the column beside is called; that of the labels' own where it takes their place.
    column
        Where the labels stand.
    is_beside
        Whether it stands beside the labels.
    cells
        One for each row.
    """

    heading: str
    column: int
    is_beside: bool
    cells: list[str]


def link_columns(
    headings: Sequence[str], rows: Sequence[Sequence[str]], links: Mapping[tuple[int, int], str]
) -> list[LinkColumn]:
    """Tell where the links of a table are kept.

    Where all cells say the same (“website”), or their heading says that it holds links, the address
    is the value; a text of its own keeps its place, and the address stands in a column beside.

    Parameters
    ----------
    headings
        Of all columns.
    rows
        The cells below.
    links
        Addresses by row, from 0 below the headings, and column.
    """
    found: list[LinkColumn] = []
    taken = set(headings)
    for column in sorted({column for _, column in links}):
        heading = headings[column] if column < len(headings) else ""
        if not heading:
            continue
        own = {row: target for (row, at), target in links.items() if at == column}
        texts = [row[column].strip() if column < len(row) else "" for row in rows]
        # Without a text there is nothing to click: an address that was left behind.
        pairs = {row: (texts[row], _plain(target)) for row, target in own.items() if texts[row]}
        if not pairs:
            continue
        if all(_is_same(text, target) for text, target in pairs.values()):
            cells = [
                pairs[row][1] if row in pairs and pairs[row][1].startswith("http") else text
                for row, text in enumerate(texts)
            ]
            if cells != texts:
                found.append(LinkColumn(heading, column, is_beside=False, cells=cells))
            continue
        if _are_labels(heading, texts, pairs):
            cells = [pairs[row][1] if row in pairs else text for row, text in enumerate(texts)]
            found.append(LinkColumn(heading, column, is_beside=False, cells=cells))
            continue
        name = _heading_beside(heading, taken)
        taken.add(name)
        cells = [pairs[row][1] if row in pairs else "" for row in range(len(rows))]
        found.append(LinkColumn(name, column, is_beside=True, cells=cells))
    return found


def write_links(
    found: Sequence[LinkColumn], headings: list[str], rows: list[list[str]], own: list[int]
) -> None:
    """Write addresses in place of their labels, or into columns beside.

    Parameters
    ----------
    found
        What :func:`link_columns` gave.
    headings, rows
        Of the table; those and every row get a cell more for a column beside.
    own
        Where each column stands in the file: an address stands where its label does.
    """
    for link in found:
        for row, text in zip(rows, link.cells, strict=True):
            if link.is_beside:
                row.append(text)
            else:
                row[link.column] = text
        if link.is_beside:
            headings.append(link.heading)
            own.append(own[link.column])


def is_kept(target: str) -> bool:
    """Whether a page may lead there: on the web, to a mailbox, to a telephone."""
    return WEB.match(_with_scheme(target)) is not None


def _are_labels(heading: str, texts: list[str], pairs: Mapping[int, tuple[str, str]]) -> bool:
    """Whether what the linked cells show says nothing of its own."""
    if recognised.rank("link", heading) is not None:
        return True
    shown = {text for text, _ in pairs.values()}
    if all(recognised.rank("link", text) is not None for text in shown):
        return True
    # The same words in every row: “details”.
    return len(pairs) > 1 and len(shown) == 1 and set(texts) <= {*shown, ""}


def _heading_beside(heading: str, taken: set[str]) -> str:
    is_chinese = _HAN.search(heading) is not None
    plain = "链接" if is_chinese else "link"
    beside = f"{heading}链接" if is_chinese else f"{heading} link"
    # What the name leads to is the site's own link.
    is_name = recognised.rank("name", heading) is not None
    name = plain if is_name and plain not in taken else beside
    number = 2
    while name in taken:
        name, number = f"{beside} {number}", number + 1
    return name


def _plain(target: str) -> str:
    """Give an address as one writes it into a cell."""
    whole = _with_scheme(target.strip()).replace(" ", "%20")
    if whole.lower().startswith("mailto:"):
        return whole[len("mailto:") :].partition("?")[0]
    return whole[len("tel:") :] if whole.lower().startswith("tel:") else whole


def _with_scheme(target: str) -> str:
    return f"http://{target}" if target.lower().startswith("www.") else target


def _is_same(text: str, target: str) -> bool:
    def bare(address: str) -> str:
        return _BARE.sub("", address.strip()).rstrip("/").casefold()

    if _DIALLED.fullmatch(target):
        return re.sub(r"[^\d+]", "", text) == re.sub(r"[^\d+]", "", target)
    return bare(text) == bare(target)
