"""Where the system gives the colours, what is chosen is told from what is not all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# How an element and what is drawn before and after it look, text and place aside.
LOOK = """
(element) => ["", "::before", "::after"].map((part) => {
  const style = getComputedStyle(element, part);
  return ["borderBottomColor", "borderTopColor", "borderTopWidth", "borderLeftWidth",
    "outlineStyle", "backgroundColor", "content", "display"].map((key) => style[key]);
}).join(";")
"""

PAIRS = [
    ("", ".pm-topic[aria-pressed=true]", ".pm-topic[aria-pressed=false]"),
    ("category=science", ".pm-category[aria-pressed=true]", ".pm-category[aria-pressed=false]"),
    ("", ".pm-face[aria-selected=true]", ".pm-face[aria-selected=false]"),
    ("site=baima-lake", ".pm-list .pm-row[aria-current]", ".pm-list .pm-row:not([aria-current])"),
    ("share", ".pm-tab[aria-pressed=true]", ".pm-tab[aria-pressed=false]"),
    ("legend", ".pm-control[aria-expanded=true]", ".pm-control:not([aria-expanded=true])"),
]


@pytest.mark.parametrize(("where", "chosen", "other"), PAIRS)
def test_what_is_chosen_is_seen_in_the_colours_of_the_system(
    built_map: Path, visitor: Callable[..., Any], where: str, chosen: str, other: str
) -> None:
    with visitor(locale="en-GB", forced_colors="active") as reader:
        page = reader.open(built_map, "" if where in {"share", "legend"} else where)
        if where == "share":
            page.get_by_role("button", name="Share").first.click()
        if where == "legend":
            page.get_by_role("button", name="Legend").click()
        looks = []
        for which in (chosen, other):
            page.mouse.move(5, 5)
            element = page.locator(f"{which}:visible").first
            element.wait_for()
            looks.append(element.evaluate(LOOK))
        assert looks[0] != looks[1]
