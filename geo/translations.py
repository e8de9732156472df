"""A text in the reader's language; ``inLanguage`` of ``geo/web/src/words/language.ts`` is its twin.

``tests/fixtures/in_language.json`` binds them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Give a text in a language: in its own words, those of its parent, or the first there are.

    Parameters
    ----------
    texts
        By language code; an empty one is none.
    language
        ``zh``, ``de-AT``.

    Returns
    -------
    str
        "" where there is no text at all.
    """
    own = texts.get(language) or texts.get(language.partition("-")[0])
    return own or next(filter(None, texts.values()), "")
