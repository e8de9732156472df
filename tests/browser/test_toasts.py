"""A word at the foot of the map hides none of the notes at its rim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


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
        page.get_by_role("button", name="我的位置" if lang == "zh" else "Where am I?").click()
        toast = page.locator(".pm-word span")
        expect(toast).to_be_visible()
        told = toast.bounding_box()
        assert told
        for note in notes.all():
            box = note.bounding_box()
            assert box
            assert (
                box["x"] + box["width"] <= told["x"]
                or told["x"] + told["width"] <= box["x"]
                or box["y"] + box["height"] <= told["y"]
                or told["y"] + told["height"] <= box["y"]
            ), (box, told)
