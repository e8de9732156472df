"""The column that says in words what the colours mean that an author has drawn sites in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from geo.sources import recognised
from geo.sources.category_columns import MOST_CATEGORIES, are_yes_or_no
from geo.sources.style_keys import colour_of
from geo.sources.wording import is_spoken, short_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FEWEST_EACH = 1.5
"""Sites of a colour, on average, for it to be that of a kind and not of each of them,"""
SURE = 0.95
"""Share of the sites of a colour that have its commonest text, at least,"""
MOST_TOLD = 12
"""Colours that words tell apart."""
FEWEST_SHARED = 3
"""and for several colours to be those of one kind."""


def says_colours(columns: Mapping[str, list[Any]], colours: Sequence[str]) -> str:
    """Find the column with one text for each colour; "" where there is none.

    Parameters
    ----------
    columns
        Those of the layer with some of their values, row for row.
    colours
        The columns of colours: of the line and of what it encloses, for one.
    """
    if not colours:
        return ""
    rows = zip(*(map(colour_of, columns[name]) for name in colours), strict=True)
    hues = ["".join(row) for row in rows]
    kinds = set(hues) - {""}
    if not 2 <= len(kinds) <= MOST_CATEGORIES or len(hues) < FEWEST_EACH * len(kinds):
        return ""
    texts = {
        name: [short_text(value) for value in values]
        for name, values in columns.items()
        if name not in colours and recognised.rank("category never", name) is None
    }
    counts = {name: _count_of_texts(hues, found) for name, found in texts.items()}
    # More colours than words tell apart say less than that some are trams: few stay as they are.
    is_many = len(kinds) > MOST_TOLD and len(hues) >= FEWEST_SHARED * len(kinds)
    least = 2 if is_many else len(kinds)
    found = [name for name, count in counts.items() if count >= least]
    found.sort(key=lambda name: (-counts[name], recognised.rank("category", name) is None))
    return next(iter(found), "")


def _count_of_texts(hues: list[str], texts: list[str]) -> int:
    """Count the texts of which each colour has one, nearly always; 0 where one has several."""
    told = Counter(pair for pair in zip(hues, texts, strict=True) if any(pair))
    if not all(hue and is_spoken(text) for hue, text in told):
        return 0
    commonest: Counter[str] = Counter()
    for (hue, _), times in told.items():
        commonest[hue] = max(commonest[hue], times)
    kinds = {text for _, text in told}
    is_sure = commonest.total() >= SURE * told.total()
    return len(kinds) if is_sure and not are_yes_or_no(kinds) else 0
