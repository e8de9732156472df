"""A word at the foot of the map hides none of the notes at its rim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from geo.words import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HIDDEN_NOTES = """() => {
  const told = document.querySelector(".pm-word span").getBoundingClientRect();
  return [...document.querySelectorAll(".pm-edge-note")].filter((note) => {
    const box = note.getBoundingClientRect();
    return box.right > told.left && told.right > box.left
      && box.bottom > told.top && told.bottom > box.top;
  }).map((note) => note.textContent);
}"""


@pytest.mark.parametrize(
    ("lang", "width", "height"), [("zh", 1440, 900), ("en", 1024, 768), ("zh", 390, 844)]
)
def test_a_refused_position_is_told_above_the_notes(
    built_map: Path, visitor: Callable[..., Any], lang: str, width: int, height: int
) -> None:
    with visitor(width=width, height=height) as reader:
        page = reader.open(built_map, f"lang={lang}")
        notes = page.locator(".pm-edge-note:visible")
        expect(notes).not_to_have_count(0)
        page.get_by_role("button", name=words(lang, "page")["locate"]).click()
        expect(page.locator(".pm-word span")).to_have_text(words(lang, "page")["locateRefused"])
        assert page.evaluate(HIDDEN_NOTES) == []
