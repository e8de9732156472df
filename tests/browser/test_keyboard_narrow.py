"""The keyboard on a narrow window, which is what a wide one is at four times its size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# What has the focus, and whether the middle of it is hidden by something else.
HIDDEN = """
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { x, y, width, height } = element.getBoundingClientRect();
  const seen = document.elementFromPoint(x + width / 2, y + height / 2);
  const isHidden = !seen || !(element.contains(seen) || seen.contains(element));
  return [element.className || element.tagName, isHidden && !element.matches(".pm-map")];
}
"""
MOST_STOPS = 120


@pytest.mark.parametrize(
    "where", ["", "site=baima-lake", "panel=table", "panel=figures&color=indicators/gdp"]
)
def test_whatever_has_the_focus_is_seen(
    built_map: Path, visitor: Callable[..., Any], where: str
) -> None:
    with visitor(locale="en-GB", width=390, height=844) as reader:
        page = reader.open(built_map, where)
        stops = []
        for _ in range(MOST_STOPS):
            page.keyboard.press("Tab")
            found = page.evaluate(HIDDEN)
            if found is None:
                break
            if found[1]:
                page.wait_for_timeout(350)  # the sheet is on its way
                found = page.evaluate(HIDDEN)
            stops.append(found)
        assert len(stops) > 4
        assert [name for name, is_hidden in stops if is_hidden] == []


def test_the_focus_goes_with_the_table_and_comes_back(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-GB", width=390, height=844) as reader:
        page = reader.open(built_map)
        page.get_by_role("tab", name="Sites").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("() => location.hash.includes('panel=table')")
        page.wait_for_function(
            "() => document.activeElement.closest('.pm-table-face, .pm-drawer') !== null"
        )
        page.keyboard.press("Enter")
        page.wait_for_function("() => !location.hash.includes('panel=table')")
        page.wait_for_function("() => document.activeElement.getAttribute('role') === 'tab'")
