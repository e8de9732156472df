"""Which languages a layer may be in, of all there are: by them is asked what countries use."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from geo.sources import recognised
from geo.sources.heading_languages import heading_language
from geo.sources.latin_languages import latin_language
from geo.sources.wording import has_traditional, main_language
from geo.sources.written_texts import written_texts

if TYPE_CHECKING:
    from geo.sources.column_look import Columns

MOSTLY = 0.5
"""Share of the letters that are of one alphabet."""


def spoken_languages(layer: Columns) -> list[str]:
    """Tell the languages of a layer's texts and headings, the likelier first.

    Returns
    -------
    list of str
        Codes (ISO 639-1), ``zh-Hant`` among them; empty where nothing is written.
    """
    texts = [*written_texts(layer)]
    written = main_language(texts)
    if written == "zh":
        return ["zh-Hant"] if has_traditional(texts) else ["zh"]
    if written != "en":
        return [written] if written else []
    letters = [letter for letter in "".join(texts) if letter.isalpha()]
    alphabets = Counter(unicodedata.name(letter, "?").split(" ")[0] for letter in letters)
    for alphabet, languages in recognised.table("recognised_alphabets").items():
        if alphabets[alphabet] > MOSTLY * len(letters):
            return list(languages)
    headed, _ = heading_language(layer.property_names)
    found = [language for language in (headed, latin_language(texts)) if language]
    return list(dict.fromkeys(found or ["en"]))
