"""Patterns that are compiled late are the very patterns."""

from __future__ import annotations

import re

from geo.late_patterns import late


def test_it_finds_what_the_compiled_one_finds() -> None:
    text, words = r"(?P<year>\d{4})-(\d\d)", "2024-05, 2025-11"
    pattern, compiled = late(text), re.compile(text)
    assert pattern.findall(words) == compiled.findall(words)
    assert [found["year"] for found in pattern.finditer(words)] == ["2024", "2025"]
    assert pattern.sub("x", words) == "x, x"
    assert pattern.pattern == text
    assert pattern.groupindex == compiled.groupindex


def test_flags_are_kept() -> None:
    assert late("abc", re.IGNORECASE).fullmatch("ABC")
    assert late("abc").fullmatch("ABC") is None


def test_nothing_is_compiled_before_it_is_asked() -> None:
    wrong = late("(")
    try:
        wrong.match("")
    except re.error:
        return
    raise AssertionError
