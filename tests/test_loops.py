"""A loop over what a page holds waits for it: over nothing, no test can fail."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
AT_ONCE = ("all", "all_inner_texts", "all_text_contents", "element_handles")
"""What Playwright gives of a locator without waiting: nothing, where nothing has come yet."""
WAITS = TESTS / "browser/every.py"


def _is_at_once(node: ast.expr, among: tuple[str, ...]) -> bool:
    return (
        isinstance(node, ast.Call)
        and not node.args
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in among
    )


def hasty(source: str) -> list[int]:
    """Give the lines that take elements as they are by now, or go over their texts."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.expr) and _is_at_once(node, ("all", "element_handles")):
            found.add(node.lineno)
        if isinstance(node, ast.For | ast.comprehension) and _is_at_once(node.iter, AT_ONCE):
            found.add(node.iter.lineno)
    return sorted(found)


def test_every_loop_over_elements_waits_for_them() -> None:
    paths = [
        path for room in ("browser", "engines", "hosts") for path in (TESTS / room).rglob("*.py")
    ]
    assert len(paths) > 60
    told = {
        path.relative_to(TESTS).as_posix(): lines
        for path in paths
        if path != WAITS and (lines := hasty(path.read_text(encoding="utf-8")))
    }
    assert not told, f"tests.browser.every waits for what it gives: {told}"


@pytest.mark.parametrize(
    "source",
    [
        "for one in page.locator('p').all():\n    one.click()\n",
        "assert all(it.is_visible() for it in rows.all())\n",
        "boxes = rows.all()\nfor box in boxes:\n    pass\n",
        "assert not [text for text in rows.all_inner_texts() if not text]\n",
    ],
)
def test_a_hasty_loop_is_found(source: str) -> None:
    assert hasty(source) == [1]


@pytest.mark.parametrize(
    "source",
    ["assert rows.all_inner_texts() == ['a', 'b']\n", "assert all(one for one in every(rows))\n"],
)
def test_a_comparison_and_a_patient_loop_are_none(source: str) -> None:
    assert hasty(source) == []
