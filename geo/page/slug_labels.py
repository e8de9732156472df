"""Categories that are slugs, called by the words that another column has for them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pandas as pd

from geo.sources.recognised import says_name, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.joining import SiteLayer

_SLUG = re.compile(r"[a-z][a-z\d]*(?:[-_][a-z\d]+)*")
_NO_MARKS = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})


def slugs_in_words(layer: SiteLayer, order: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Find what the categories are called in words: ``canhquan`` beside Cảnh quan.

    Parameters
    ----------
    layer
        The joined sites.
    order
        The categories as they are written.

    Returns
    -------
    column : str
        The one that says it, site by site; "" where there is none.
    words : dict
        By category.
    """
    names = [name for name in order if name]
    roles = layer.project.layer.roles
    if layer.colours_are_categories or len(names) < 2 or not all(map(_SLUG.fullmatch, names)):
        return "", {}
    heading = roles.categories[0] if len(roles.categories) == 1 else ""
    sites = layer.sites
    kinds = sites["category"]
    for column in layer.project.layer.property_names:
        if column in {heading, "category", "id", "name", *roles.names} or column not in sites:
            continue
        texts = sites[column]
        if not isinstance(texts.dtype, pd.StringDtype):
            continue
        is_told = kinds.notna() & texts.notna()
        if is_told.sum() < kinds.notna().sum():
            continue
        pairs = set(zip(kinds[is_told], texts[is_told], strict=True))
        words = dict(pairs)
        is_one_to_one = len(pairs) == len(words) == len(set(words.values()))
        if not is_one_to_one or all(map(_SLUG.fullmatch, words.values())):
            continue
        if all(_letters(kind) == _letters(text) for kind, text in pairs):
            return column, words
        if heading and _calls(column, heading) and all(map(_is_worded, words.values())):
            return column, words
    return "", {}


def _letters(text: str) -> str:
    """Give the bare letters and digits of a text: canhquan of Cảnh quan."""
    plain = unicodedata.normalize("NFD", text.casefold().translate(_NO_MARKS))
    return "".join(letter for letter in plain if letter.isalnum())


def _calls(column: str, heading: str) -> bool:
    """Whether one column has the names of what another has: ``type`` and ``typeLabel``."""
    begins = words_of(column)[: len(words_of(heading))] == words_of(heading)
    return begins and says_name(column)


def _is_worded(text: str) -> bool:
    return any(map(str.isalpha, text)) and not text.startswith("#") and "://" not in text
