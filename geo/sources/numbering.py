"""The column whose numbers or codes tell sites apart, where nothing holds names."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from geo.sources import heading_kinds, recognised
from geo.sources.category_columns import are_yes_or_no
from geo.sources.column_look import DIFFERENT
from geo.sources.wording import is_spoken

if TYPE_CHECKING:
    from geo.sources.column_look import Look

FEWEST_ALIKE = 8
"""Values of a column beyond which their being alike means something."""
SOME_DIFFERENT = 0.1
"""Share of different values that a column has at least to tell sites apart at all."""
MOST_COUNTED = 3
"""Times as many as there are sites: the highest number of things that are counted."""
SHORTEST_STEM = 3
"""Letters of a word that is cut short."""
LONGEST_CODE = 20
LONGEST_AMONG_CODES = 8
"""Letters of a word that stands among codes and is one of them."""
_UNHEADED = re.compile(r"field_\d", re.IGNORECASE)
FEW_COLUMNS = 3
"""Columns of a layer in which a level is all there is to say."""


def numbering(look: Look, columns: list[str], *, by_steps: bool = False) -> str:
    """Find the first column of numbers or codes that are nearly all different.

    Parameters
    ----------
    look, columns
        The layer.
    by_steps
        Whether each thing is there once a step: of 5, 10 and 15 minutes from it.
    """
    is_all = len(columns) <= FEW_COLUMNS
    # What an x or a z counts nobody knows.
    columns = [name for name in columns if len(name) > 1 or not name.isascii()]
    # QGIS calls so what has no heading: field_1.
    columns = [name for name in columns if not _UNHEADED.match(name)]
    # Nobody is called by how many live there.
    columns = [name for name in columns if not heading_kinds.counts(name)]
    # A ward is called by its number before the number of those who live there.
    counted = [name for name in columns if _is_counted(look.texts(name))]
    for name in [*recognised.best("id", columns), *counted, *columns]:
        if are_short_codes(look, name) and not _may_be_measured(look, name):
            return name
    if by_steps and (ids := [name for name in columns if _is_of_few(look, name)]):
        return ids[0]
    # Of noise zones the level is all there is to say, though it comes again.
    levels = [name for name in columns if len(set(_levels(look, name))) > 1]
    return levels[0] if levels and is_all else ""


def titled_number(look: Look, columns: list[str]) -> str:
    """Find the numbers of areas that are called as the layer is: DIST_NUM of ``Police districts``.

    An area with many addresses is called by them before one, which is that of somebody in it; a
    building has its own. Zone 1 North says it by itself.
    """
    title = getattr(look.columns, "kind_title", "")
    of_many = tuple(recognised.table("recognised_texts")["areas of many addresses begin with"])
    kinds = " ".join(word for word in recognised.words_of(title) if word.startswith(of_many))
    if not kinds or not getattr(look.columns, "are_areas", False):
        return ""
    if any(_says_what_it_is(look, name, kinds) for name in columns):
        return ""
    return next(
        (
            name
            for name in columns
            if _stem(name, kinds) and not heading_kinds.counts(name) and are_short_codes(look, name)
        ),
        "",
    )


def _says_what_it_is(look: Look, name: str, kinds: str) -> bool:
    """Whether a column's texts have a word for what the layer is of: Zone 1 North, of zones."""
    stems = {form for word in kinds.split() for form in (word, word[:-1])}
    texts = look.texts(name)
    said = sum(not stems.isdisjoint(recognised.words_of(text)) for text in texts)
    return 2 * said > len(texts)


def is_cut_short(heading: str, title: str) -> bool:
    """Whether a heading is that of the number of what a title says in more letters."""
    stem = _stem(heading, title)
    # A ward of Wards is called ward.
    whole = {form for word in recognised.words_of(title) for form in (word, word[:-1])}
    return bool(stem) and stem not in whole


def _stem(heading: str, title: str) -> str:
    """Give the word of a heading that a word of the title begins with; "" if it is no such one."""
    counted = recognised.words_of(heading)
    while len(counted) > 1 and heading_kinds.ends_as_code(counted[-1]):
        counted = counted[:-1]
    if len(counted) != 1 or len(counted[0]) < SHORTEST_STEM:
        return ""
    stem = counted[0]
    return stem if any(word.startswith(stem) for word in recognised.words_of(title)) else ""


def are_short_codes(look: Look, name: str) -> bool:
    """Whether a column has a short code for nearly every site, each another one."""
    texts = look.texts(name)
    if are_yes_or_no(texts):
        return False
    is_full = len(look.rows) > 1 and len(texts) >= DIFFERENT * len(look.rows)
    # hq10, hq100 and ext are codes together.
    codes = sum(map(_is_code, texts))
    are_short = max(map(len, texts), default=0) <= LONGEST_AMONG_CODES
    is_code = codes == len(texts) or (are_short and 2 * codes > len(texts))
    return is_full and is_code and len(set(texts)) >= DIFFERENT * len(texts)


def _may_be_measured(look: Look, name: str) -> bool:
    """Whether numbers that no heading calls codes come again: two routes of 387 trips."""
    texts = look.texts(name)
    is_called = recognised.rank("id", name) is not None or heading_kinds.ends_as_code(name)
    return not is_called and len(set(texts)) < len(texts) and all(map(str.isdigit, texts))


def _is_of_few(look: Look, name: str) -> bool:
    """Whether a column of ids has each of several equally often."""
    times = Counter(look.texts(name))
    is_id = recognised.rank("id", name) is not None or recognised.words_of(name)[-1:] == ["id"]
    return is_id and len(times) > 1 and len(set(times.values())) == 1


def _is_counted(texts: list[str]) -> bool:
    return all(text.isdecimal() and int(text) <= MOST_COUNTED * len(texts) for text in texts)


def _is_code(text: str) -> bool:
    """Whether a text is short and no word; a number of many decimals was measured."""
    whole, _, decimals = text.partition(".")
    is_measured = whole.lstrip("-").isdigit() and decimals.isdigit() and len(decimals) > 2
    return len(text) <= LONGEST_CODE and not is_spoken(text) and not is_measured


def _levels(look: Look, name: str) -> list[float]:
    """Give a column's numbers if they are levels, and not measured or those of other things."""
    values = look.values(name)
    found = [value for value in values if isinstance(value, int | float) and value == value]  # noqa: PLR0124  NaN
    is_alike = len(found) > FEWEST_ALIKE and len(set(found)) < SOME_DIFFERENT * len(found)
    is_level = all(round(value, 2) == value for value in found) and not recognised.is_no_name(name)
    return found if is_level and not is_alike and len(found) >= DIFFERENT * len(values) else []
