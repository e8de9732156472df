"""A text in the reader's language: the same in Python and on the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geo.positions import earth
from geo.translations import in_language

FIXTURES = Path(__file__).parent / "fixtures"
CASES = json.loads((FIXTURES / "in_language.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}:{case['text']}")
def test_a_text_is_given_in_the_nearest_language(case: dict) -> None:
    # geo/web/test/words/inlanguage.test.ts reads the same.
    assert in_language(case["texts"], case["language"]) == case["text"]


def test_the_earth_is_as_large_for_both_languages() -> None:
    told = json.loads((FIXTURES / "earth.json").read_text(encoding="utf-8"))
    assert told == {
        "majorAxis": earth.MAJOR_AXIS_M,
        "meanRadius": earth.MEAN_RADIUS_M,
        "topLatitude": earth.TOP_LATITUDE,
    }
