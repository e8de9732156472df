"""What axe-core finds on a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path("geo/web/node_modules/axe-core/axe.min.js")


def barriers(page: Page) -> list[tuple[str, list[str], str]]:
    """What axe finds wrong with a page as it stands: the rule, the element, what is amiss.

    The page is one whose policy the visitor passes over (``bypass_csp``).
    """
    if not page.evaluate("() => 'axe' in window"):
        page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    # What passes is not asked for: to name each element of it takes longer than the rules do.
    found = page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
    return [
        (rule["id"], node["target"], node["failureSummary"])
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
