"""The page's own words in further languages: whole, with the same braces, and never mixed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geo.page.head import make_head
from geo.page.page_languages import further_languages, own_texts, spoken, words_to_send
from geo.page.words import ALL_SITES, LABELS, TABLE_LABELS, UNCATEGORISED
from tests.projects import joined, site

WEB = Path("geo/web/src")
ENTRY = re.compile(r'^\s+(\w+):\s*"((?:[^"\\]|\\.)*)"', re.MULTILINE)


def english(path: str, start: str) -> dict[str, str]:
    text = (WEB / path).read_text(encoding="utf-8").split(start, 1)[1].split("\n}", 1)[0]
    return dict(ENTRY.findall(text))


def parts() -> dict[str, dict[str, str]]:
    """What a language's file holds: the English of each key."""
    return {
        "page": english("words/en.ts", "export const en"),
        "form": english("suggest/suggestwords.ts", "const en"),
        "columns": {name: texts["en"] for name, texts in LABELS.items()},
        "tables": {name: texts["en"] for name, texts in TABLE_LABELS.items()},
    }


def names_in(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", text))


@pytest.mark.parametrize("language", further_languages())
def test_every_text_of_a_language_says_what_the_english_says(language: str) -> None:
    words = further_languages()[language]
    for part, wanted in parts().items():
        given = words[part]
        assert set(given) - set(wanted) == set(), f"[{part}] has keys the page has not"
        # Those of page and form are held to be there by geo/web/test/words/languages.test.ts.
        assert set(wanted) - set(given) == set(), f"[{part}] lacks words: translate them"
        unlike = [key for key, text in given.items() if names_in(text) != names_in(wanted[key])]
        assert unlike == [], f"[{part}] other braces than the English"


def test_there_are_the_languages_the_readme_names() -> None:
    assert set(further_languages()) == {"de", "es", "fr", "ja", "ko", "zh-Hant"}


def test_a_map_carries_the_words_of_its_languages_and_no_others() -> None:
    assert words_to_send(["zh", "en"]) == {}
    assert set(words_to_send(["de-AT", "en", "it"])) == {"de-AT"}
    assert (spoken("de-AT"), spoken("it"), spoken("zh-Hant")) == ("de", None, "zh-Hant")


def test_a_language_nobody_has_translated_speaks_english_and_not_chinese() -> None:
    assert own_texts(ALL_SITES, "sites", "all_sites", ["it"]) == {"it": "Sites"}
    assert own_texts(UNCATEGORISED, "sites", "uncategorised", ["de"]) == {"de": "Ohne Kategorie"}


def test_labels_of_a_german_map_are_german(tmp_path: Path) -> None:
    layer = joined(tmp_path, [site("a", address="x")], map_toml='languages = ["de"]\n')
    head = make_head(layer).value
    assert head["categories"][0]["label"] == {"de": "Orte"}
    assert head["fields"][0]["label"] == {"de": "Adresse"}
    assert head["words"]["de"]["page"]["search"] == "Suche"
