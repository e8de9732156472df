"""What parkmap says: every language has the keys of the English, and the same braces."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, get_args

import pytest

from geo.page.head import make_head
from geo.project.settings.schema import setting_rows
from geo.project.site_schema import site_schema
from geo.words import (
    BUILT_IN,
    FOLDER,
    Part,
    languages,
    own_label,
    own_texts,
    problem_words,
    spoken,
    words,
    words_to_send,
    words_to_serve,
)
from tests.projects import joined, site

if TYPE_CHECKING:
    from pathlib import Path

PARTS: tuple[Part, ...] = get_args(Part)
OF_EVERY_LANGUAGE: tuple[Part, ...] = ("page", "form", "labels", "editing")


def flat(said: dict[str, Any], before: str = "") -> dict[str, str]:
    """Texts by the path to them."""
    found: dict[str, str] = {}
    for key, value in said.items():
        found |= (
            flat(value, f"{before}{key}.") if isinstance(value, dict) else {before + key: value}
        )
    return found


def braces(text: str) -> set[str]:
    # {count:site|sites} has a count; a value that is itself a word has its Chinese form beside it.
    return {name.removesuffix("_zh") for name in re.findall(r"\{(\w+)", text)}


def unlike(given: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
    """Keys that lack, keys nobody asks for, texts with other braces."""
    own, english = flat(given), flat(wanted)
    shared = own.keys() & english.keys()
    return [
        *(f"lacks {key}: translate it" for key in sorted(english.keys() - own.keys())),
        *(f"{key}: the English has no such key" for key in sorted(own.keys() - english.keys())),
        *(
            f"{key}: other braces"
            for key in sorted(shared)
            if braces(own[key]) != braces(english[key])
        ),
        *(f"{key}: empty" for key, text in own.items() if not isinstance(text, str) or not text),
    ]


@pytest.mark.parametrize("language", languages())
def test_a_language_says_what_the_english_says(language: str) -> None:
    for part in PARTS if language in BUILT_IN else OF_EVERY_LANGUAGE:
        assert unlike(words(language, part), words("en", part)) == [], f"{language}/{part}.json"


def test_every_problem_is_said_in_chinese_as_in_english() -> None:
    english, chinese = problem_words("en"), problem_words("zh")
    assert list(chinese) == list(english)
    for subject, codes in english.items():
        assert list(chinese[subject]) == list(codes), subject
        for code, said in codes.items():
            other = chinese[subject][code]
            assert list(other) == list(said) == ["message", "fix"], code
            assert braces(other["message"]) <= braces(said["message"]), code
            assert braces(other["fix"]) <= braces(said["message"]) | braces(said["fix"]), code


def test_what_lacks_in_a_language_is_named() -> None:
    english = {"a": "{count} sites", "b": {"c": "d"}, "e": "f"}
    assert unlike({"a": "Orte", "b": {"c": ""}, "g": "h"}, english) == [
        "lacks e: translate it",
        "g: the English has no such key",
        "a: other braces",
        "b.c: empty",
    ]


def test_a_language_has_the_files_it_is_asked_for_and_no_others() -> None:
    for folder in (entry for entry in FOLDER.iterdir() if (entry / "page.json").exists()):
        parts = PARTS if folder.name in BUILT_IN else OF_EVERY_LANGUAGE
        assert {path.stem for path in folder.glob("*.json")} == set(parts), folder.name
        assert (folder / "problems").exists() == (folder.name in BUILT_IN)


def test_no_key_of_a_file_stands_twice() -> None:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs), [key for key, _ in pairs]
        return dict(pairs)

    for path in FOLDER.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=once)


def test_every_word_is_said_somewhere() -> None:
    """A word nobody says is a translator's work for nothing."""
    geo = FOLDER.parent
    sources = [
        *geo.rglob("*.py"),
        *(geo / "web" / "src").rglob("*.ts"),
        *(geo / "web" / "src").rglob("*.json"),
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    named = set(re.findall(r"[\"'`](\w+)[\"'`]", text))
    begun = tuple(set(re.findall(r"[\"'`](\w+)\$?\{", text)))
    ended = tuple(set(re.findall(r"\}(\w+)[\"'`]", text)))
    commands = words("en", "commands")
    said = {*words("en", "page"), *words("en", "form"), *flat(words("en", "editing"))}
    said |= {*commands["done"], *commands["refused"], *commands["steps"]}
    unsaid = {
        key
        for key in (path.rpartition(".")[2] for path in said)
        if key not in named and not key.startswith(begun) and not key.endswith(ended)
    }
    assert unsaid == set()


def test_there_are_the_languages_the_readme_names() -> None:
    assert set(languages()) == {"de", "en", "es", "fr", "ja", "ko", "zh", "zh-Hant"}


def test_a_map_carries_the_words_of_its_languages_and_no_others() -> None:
    assert words_to_send(["zh", "en"]) == {}
    assert set(words_to_send(["de-AT", "en", "it"])) == {"de-AT"}
    assert (spoken("de-AT"), spoken("it"), spoken("zh-Hant")) == ("de", None, "zh-Hant")


def test_an_editing_page_speaks_the_maps_languages_and_a_plain_one_is_not_told() -> None:
    assert words_to_serve(["zh", "en", "it"]) == {}
    served = words_to_serve(["de-AT"])["de-AT"]
    assert (served["editing"]["save"], served["importing"]["close"]) == ("Speichern", "Schließen")
    assert set(served) == {"form", "editing", "importing"}
    assert all("editing" not in sent for sent in words_to_send(languages()).values())


def test_a_language_nobody_has_translated_speaks_english_and_not_chinese() -> None:
    assert own_texts("sites", "all_sites", ["it"]) == {"it": "Sites"}
    assert own_texts("sites", "uncategorised", ["de"]) == {"de": "Ohne Kategorie"}


def test_a_sheet_speaks_the_language_of_its_map() -> None:
    assert own_label("sheet", "more", "de-AT", count=3) == "und 3 weitere"
    assert own_label("sheet", "legend", "zh-Hant") == "圖例"


def test_labels_of_a_german_map_are_german(tmp_path: Path) -> None:
    layer = joined(tmp_path, [site("a", address="x")], map_toml='languages = ["de"]\n')
    head = make_head(layer).value
    assert head["categories"][0]["label"] == {"de": "Orte"}
    assert head["fields"][0]["label"] == {"de": "Adresse"}
    assert head["words"]["de"]["page"]["search"] == "Suche"


def test_what_is_said_of_settings_and_properties_is_of_those_there_are() -> None:
    said, keys = words("en", "schemas"), {row.key for row in setting_rows()}
    tables = {re.sub(r"(\.<id>|\[\])?\.[^.]+$", "", key) for key in keys if "." in key}
    assert said["settings"].keys() == keys | tables
    known = site_schema()["definitions"]["properties"]["properties"]
    assert said["sites"].keys() == known.keys()
