"""Columns that say in another language what one beside them says: ``name_ar``, ``name:de``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.sources import recognised

if TYPE_CHECKING:
    from collections.abc import Collection

MANY_TONGUES = 6
"""Names in so many languages are a gazetteer's, and no reader's facts."""
_TRANSLATION = re.compile(r"(.+)[_:]([a-z]{2,3}(?:[-_][A-Za-z]{2,8})*)")


def is_translation(name: str, columns: Collection[str]) -> bool:
    """Whether a heading is that of a column beside it with a language's code behind."""
    found = _TRANSLATION.fullmatch(name)
    return found is not None and found[1] in columns


def many_translations(columns: Collection[str]) -> set[str]:
    """Find the columns of a name in one language after the other; none where they are few.

    Few are kept: of a place with two tongues both are facts.
    """
    found = {
        name
        for name in columns
        if is_translation(name, columns) and recognised.words_of(name)[:1] == ["name"]
    }
    return found if len(found) >= MANY_TONGUES else set()
