"""Traditional and simplified characters find each other."""

from __future__ import annotations

from geo.page.han_forms import han_forms


def pairs(text: str) -> dict[str, str]:
    forms = han_forms([text])
    return {forms[at]: forms[at + 1] for at in range(0, len(forms), 2)}


def test_each_form_of_the_characters_that_are_there_is_given_and_no_other() -> None:
    assert pairs("滨江园") == {"濱": "滨", "園": "园"}
    assert pairs("濱江園") == {"濱": "滨", "園": "园"}


def test_a_simplified_character_has_all_its_traditional_ones() -> None:
    assert pairs("发里") == {"發": "发", "髮": "发", "裡": "里"}


def test_without_chinese_there_is_nothing() -> None:
    assert han_forms(["Straße", "Lake"]) == ""
    assert han_forms([]) == ""
