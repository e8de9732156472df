"""The languages the page itself speaks: Chinese and English, and one file in ``languages/`` each.

To add a language, copy ``languages/de.toml``, name it by the language's code (BCP 47) and translate
what stands in it. Nothing else has to be changed: a map whose ``languages`` name it takes the words
along, and no other map does.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BUILT_IN = ("zh", "en")
"""Their words are part of the program: ``geo/web/src/words``."""
SENT = ("page", "form")
"""Parts of a language's file that the page is given."""


@cache
def further_languages() -> dict[str, dict[str, Any]]:
    """Every language that has a file, by its code."""
    folder = files(__package__).joinpath("languages")
    found = {}
    for source in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if source.name.endswith(".toml"):
            text = source.read_text(encoding="utf-8")
            found[source.name.removesuffix(".toml")] = tomllib.loads(text)
    return found


def spoken(language: str) -> str | None:
    """Find the language whose words serve one: itself, or ``de`` for ``de-AT``; or None."""
    known = (*BUILT_IN, *further_languages())
    return next((one for one in (language, language.partition("-")[0]) if one in known), None)


def words_to_send(languages: Iterable[str]) -> dict[str, dict[str, dict[str, str]]]:
    """Give the words of those languages that are no part of the program, as the head has them."""
    further = further_languages()
    return {
        language: {part: further[found][part] for part in SENT}
        for language in languages
        if (found := spoken(language)) in further
    }


def own_texts(
    built_in: Mapping[str, str], part: str, key: str, languages: Iterable[str]
) -> dict[str, str]:
    """Give a text of the package's own in a map's languages, so that none is mixed with another.

    Parameters
    ----------
    built_in
        The text in Chinese and English.
    part, key
        Where a language's file has it.
    languages
        Those of the map; one nobody has translated the text into has it in English.
    """
    further = further_languages()
    texts = {}
    for language in languages:
        found = spoken(language)
        translated = further[found].get(part, {}).get(key) if found in further else None
        texts[language] = translated or built_in.get(found or "en") or built_in["en"]
    return texts
