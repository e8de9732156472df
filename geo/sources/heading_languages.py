"""Which language a table's headings are in."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from geo.sources import recognised

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROLES: tuple[recognised.Role, ...] = (
    "name", "category", "street", "house number", "description", "address",
)  # fmt: skip
"""Those whose headings people write; ids, links and coordinates are called alike anywhere."""
FEWEST_LETTERS = 4
_NO_LANGUAGES = {"en", "osm", "doubtful", "drawing"}


@cache
def _languages() -> dict[str, set[str]]:
    """Give the languages in which a heading, as it compares, is one of the list."""
    found: dict[str, set[str]] = {}
    for role in _ROLES:
        for language in recognised.groups_of(role):
            for name in recognised.names_in(role, language):
                plain = "".join(recognised.words_of(name))
                found.setdefault(plain, set()).add(language)
    for plain in list(found):
        if len(plain) > recognised.SHAPEFILE_LENGTH:
            found.setdefault(plain[: recognised.SHAPEFILE_LENGTH], found[plain])
    return found


def heading_language(headings: Iterable[str]) -> tuple[str, int]:
    """Tell the language of headings, by those that are written so in one language alone.

    Returns
    -------
    str
        Its code (ISO 639-1); "" where none is said, or two are said as often.
    int
        How many headings say so.
    """
    votes: Counter[str] = Counter()
    for heading in headings:
        words = recognised.words_of(heading)
        for part in dict.fromkeys(("".join(words), *words)):
            # Public art is no German kind of thing.
            languages = _languages().get(part) if len(part) >= FEWEST_LETTERS else None
            if languages:
                if len(languages) == 1 and not languages & _NO_LANGUAGES:
                    votes.update(languages)
                break
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return "", 0
    return ranked[0]
