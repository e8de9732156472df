"""``python -m tests.bench.first PAGE … [--runs N]``: what a page computes until sites are drawn.

Pages are opened in turn, each in a browser of its own, so that a machine that is busy for a while
is so for all. Told is the time the page's main thread had the processor, from the navigation to the
marks ``parkmap:first-sites`` and ``parkmap:ready``, and its ratio to that of the last page: the
median of the ratios within each round. A page of an earlier commit is made where that commit is
checked out.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from playwright.sync_api import sync_playwright

from tests.bench.opening import LIMIT_MS, REST_MS
from tests.bench.report import print_machine
from tests.browser.system import FLAGS, browser_path

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

CATEGORIES = ["toplevel", "blink.user_timing"]


class Spent(NamedTuple):
    """Milliseconds of the main thread's processor time."""

    first: float
    ready: float


def measure(playwright: Playwright, page_file: Path) -> Spent:
    """Open a page, and tell what it computed until each mark."""
    browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
    session = browser.new_browser_cdp_session()
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(LIMIT_MS)
    page.goto("data:text/html,<p>ready")
    page.wait_for_timeout(REST_MS)
    events: list[dict[str, Any]] = []
    ended: list[bool] = []
    session.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    session.on("Tracing.tracingComplete", lambda _: ended.append(True))
    config = {"includedCategories": CATEGORIES}
    session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})
    page.goto(page_file.absolute().as_uri(), wait_until="commit")
    page.wait_for_function("() => performance.getEntriesByName('parkmap:ready').length > 0")
    page.wait_for_timeout(200)
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(20)
    browser.close()
    return _spent(events)


def _spent(events: list[dict[str, Any]]) -> Spent:
    first = next(event for event in events if event["name"] == "parkmap:first-sites")
    ready = next(event for event in events if event["name"] == "parkmap:ready")
    thread = (first["pid"], first["tid"])
    mine = [event for event in events if (event["pid"], event["tid"]) == thread]
    # That of the empty document inside the process comes first.
    navigations = [event for event in mine if event["name"] == "navigationStart"]
    begun = max(e["ts"] for e in navigations if e["args"]["data"]["documentLoaderURL"])
    ticks = min(event["tts"] for event in mine if event["ts"] >= begun and "tts" in event)
    return Spent((first["tts"] - ticks) / 1000, (ready["tts"] - ticks) / 1000)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("page", nargs="+", type=Path)
    options.add_argument("--runs", type=int, default=15)
    chosen = options.parse_args()
    pages: list[Path] = chosen.page
    print_machine()
    rounds: list[list[Spent]] = []
    for _ in range(chosen.runs):
        with sync_playwright() as playwright:
            rounds.append([measure(playwright, page) for page in pages])
        print(rounds[-1], file=sys.stderr, flush=True)
    print(f"\n| page | KB | first ms | ready ms | first, to {pages[-1].name} | ready |")
    print("|---|---|---|---|---|---|")
    for at, page in enumerate(pages):
        cells = [f"{page.stat().st_size / 1000:.0f}"]
        cells += [f"{statistics.median(run[at][mark] for run in rounds):.0f}" for mark in (0, 1)]
        ratios = [[run[at][mark] / run[-1][mark] for run in rounds] for mark in (0, 1)]
        cells += [f"{statistics.median(found):.3f}" for found in ratios]
        print(f"| {page.name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
