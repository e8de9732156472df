"""``python -m tests.bench.tables [COUNT] [--runs N]``: how long a reader waits for the tables.

A page of so many sites with 30 columns is made and opened once a run. Each step is timed from the
call to the end of the frame that shows it; beside that stands what the page's main thread computed,
which other programs on the machine change less.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from geo.cli import main as parkmap
from tests.bench.opening import COUNT_FRAMES, LIMIT_MS, at_rest, computed_in, heap_of
from tests.bench.report import print_machine
from tests.bench.synthetic import write_project
from tests.browser.system import FLAGS, browser_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

# Goals of the issue "The tables speak", at 100 000 sites.
GOALS = {"open": 100, "sort": 150, "sorted again": 150, "filter": 50, "colour": 60, "fps": 50,
         "heap": 60}  # fmt: skip
UNITS = {"fps": "frames/s", "heap": "MB"}
KINDS = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"]

STEP = """
async (change) => {
  const { store } = window.parkmap.app;
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  const from = performance.now();
  store.set(change);
  await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
  return performance.now() - from;
}
"""


def write_wide_project(folder: Path, count: int) -> list[str]:
    """Write a project whose sites have 30 columns of every kind; gives the columns' names."""
    write_project(folder, count)
    rng = random.Random(16)
    numbers = [f"n{i}" for i in range(18)]
    kinds = [f"kind{i}" for i in range(4)]
    names = [*numbers, *kinds, "note", "code", "founded", "open", "share"]
    with (folder / "tables" / "more.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["site_id", *names])
        for number in range(count):
            amounts = [
                "" if rng.random() < 0.1 else round(rng.lognormvariate(3, 1.5), i % 3)
                for i in range(len(numbers))
            ]
            founded = f"{rng.randint(1950, 2024)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
            table.writerow(
                [
                    f"site-{number:06d}",
                    *amounts,
                    *rng.choices(KINDS, k=len(kinds)),
                    f"{rng.choice(KINDS)}{rng.randint(0, 999)}",
                    f"x{rng.randint(0, 10**6)}",
                    founded,
                    rng.choice(["true", "false"]),
                    rng.random(),
                ]
            )
    return ["name", "category", "employees", "area_ha", "description", *names]


def measure_tables(page: Page, columns: list[str]) -> dict[str, float]:
    """Open the table, sort by every column, filter, drag a handle."""

    computed = computed_in(page)

    def step(**change: Any) -> tuple[float, float]:
        before = computed()
        return float(page.evaluate(STEP, change)), computed() - before

    def by(field: str, is_descending: bool) -> tuple[float, float]:
        return step(sort={"field": field, "isDescending": is_descending})

    at_rest(page)
    steps = {"open": step(panel="table")}
    at_rest(page)  # the little histograms in the header are made when nobody waits
    first, again = [], []
    for field in columns:
        first.append(by(field, is_descending=False))
        again.append(by(field, is_descending=True))
    step(sort=None)
    # The slowest column: the reader may choose any.
    steps["sort"], steps["sorted again"] = _each(max, first), _each(max, again)
    ranges = [[["n1", f"{low}..{60 - low}"]] for low in range(1, 9)]
    steps["filter"] = _each(statistics.median, [step(where=where) for where in ranges])
    step(where=[], panel="sites")
    coloured = [step(color=field) for field in columns if field.startswith(("n", "k"))]
    steps["colour"] = _each(statistics.median, coloured)
    step(color=None)
    figures = {name: wall for name, (wall, _) in steps.items()}
    figures |= {f"{name} computed": spent for name, (_, spent) in steps.items()}
    figures["fps"] = _drag(page)
    figures["heap"] = heap_of(page.context.new_cdp_session(page)) / 1e6
    return figures


def _each(
    chosen: Callable[[list[float]], float], steps: list[tuple[float, float]]
) -> tuple[float, float]:
    return chosen([wall for wall, _ in steps]), chosen([spent for _, spent in steps])


def _drag(page: Page) -> float:
    page.get_by_role("button", name="Filters").click()
    page.locator("summary", has_text="n1").first.click()
    handle = page.get_by_role("slider").last
    box = handle.bounding_box()
    track = page.locator(".pm-track").first.bounding_box()
    assert box
    assert track
    at_rest(page)
    height = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, height)
    page.mouse.down()
    page.evaluate(COUNT_FRAMES)
    for at in range(120):
        page.mouse.move(track["x"] + track["width"] * (0.95 - 0.006 * at), height)
        page.wait_for_timeout(8)
    frames: dict[str, float] = page.evaluate("() => window.__stopFrames()")
    page.mouse.up()
    return frames["fps"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", nargs="?", type=int, default=100_000)
    options.add_argument("--runs", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "project"
        columns = write_wide_project(folder, chosen.count)
        made = Path(name) / "index.html"
        assert parkmap(["build", str(folder), "-o", str(made)]) == 0
        print_machine()
        runs = [_run(made, columns) for _ in range(chosen.runs)]
    print(f"\n## {chosen.count} sites, {len(columns)} columns, median of {chosen.runs}\n")
    print("| step | measured | computed | goal | |\n|---|---|---|---|---|")
    for step, goal in GOALS.items():
        value = statistics.median(run[step] for run in runs)
        is_met = value >= goal if step == "fps" else value <= goal
        unit = UNITS.get(step, "ms")
        spent = [run[f"{step} computed"] for run in runs if f"{step} computed" in run]
        cell = f"{statistics.median(spent):.0f} ms" if spent else "–"
        verdict = "met" if is_met else "MISSED"
        print(f"| {step} | {value:.0f} {unit} | {cell} | {goal} | {verdict} |")
    print(json.dumps(runs))


def _run(made: Path, columns: list[str]) -> dict[str, float]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en")
        page.set_default_timeout(LIMIT_MS)
        page.goto(f"{made.as_uri()}#lang=en")
        page.evaluate("() => window.parkmap.ready")
        figures = measure_tables(page, columns)
        browser.close()
    return figures


if __name__ == "__main__":
    main()
