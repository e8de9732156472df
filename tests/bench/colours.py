"""``python -m tests.bench.colours [COUNT] [--runs N]``: a coloured map, as each peer makes it.

Each way colours sites by a column of numbers, in five quantiles where it has classes. Told are
the seconds to make the page, its bytes, the time until it is drawn, and from the choice of another
column to its picture: wall-clock, and what of it the page's main thread computed, which a busy
machine leaves nearly as it is. Ways are measured in turn, each in a browser of its own.

kepler.gl is not among them: the page its Python package writes loads its program from the
network. Its npm package has a bundle for pages (``umd/keplergl.min.js`` of 3.2.6, 15 MB, beside
react, redux, react-redux and styled-components), which draws in this browser with
``--use-angle=swiftshader --enable-unsafe-swiftshader``, an empty style and its view set before its
data: driven so beside this page, 10 000 sites take five times the processor time of the main
thread until they are at rest (2317 against 461 ms), another column as much (34 against 38 ms), and
what its graphics then draw in another process comes on top.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from tests.bench.__main__ import fetch_packages
from tests.bench.opening import computed_in, measure_opening
from tests.bench.report import print_machine
from tests.bench.tables import write_wide_project

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas
    from playwright.sync_api import Page

COLUMNS = ["n0", "n3", "n6", "n9", "n12", "n15"]
FIGURES = {"build": "build s", "bytes": "MB", "first": "drawn ms", "colour": "colour ms",
           "computed": "of it computed ms"}  # fmt: skip
UNITS = {"bytes": 1e6}

# From asking to the end of the frame that shows it.
OURS = """
async (column) => {
  const from = performance.now();
  window.parkmap.color(column);
  await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
  return performance.now() - from;
}
"""
PLOTLY = """
async (column) => {
  const plot = document.querySelector(".js-plotly-plot");
  const from = performance.now();
  const at = window.columnNames.indexOf(column);
  await Plotly.restyle(plot, {"marker.color": [plot.data[0].customdata.map((row) => row[at])]});
  await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
  return performance.now() - from;
}
"""


def parkmap(project: Path, output: Path) -> None:
    """``geo.explore``, as one writes it in a notebook."""
    import geo

    geo.explore(_joined(project), column="n1", scheme="quantiles", k=5).save(output)


def explore(project: Path, output: Path) -> None:
    """``GeoDataFrame.explore`` with the same words."""
    _joined(project).explore("n1", scheme="Quantiles", k=5, tooltip=["name"]).save(output)


def plotly(project: Path, output: Path) -> None:
    """Plotly's scatter in SVG, without a ground: its maps load theirs from the network."""
    import plotly.graph_objects as go

    layer = _joined(project)
    columns = ["n1", *COLUMNS]
    marks = go.Scatter(
        x=layer.geometry.x,
        y=layer.geometry.y,
        mode="markers",
        text=layer["name"],
        customdata=layer[columns].to_numpy().tolist(),  # a list of rows, as the script reads it
        marker={"color": layer["n1"], "colorscale": "YlGnBu", "showscale": True, "size": 6},
    )
    page = go.Figure(marks).to_html(include_plotlyjs=True)
    names = f"<script>window.columnNames = {columns!r}</script></body>"
    output.write_text(page.replace("</body>", names), "utf-8")


WAYS: dict[str, tuple[Callable[[Path, Path], None], str | None]] = {
    "parkmap": (parkmap, OURS),
    "GeoDataFrame.explore": (explore, None),  # a reader cannot choose another column
    "plotly": (plotly, PLOTLY),
}


def _joined(project: Path) -> geopandas.GeoDataFrame:
    import geopandas
    import pandas as pd

    sites = geopandas.read_file(project / "sites.geojson")
    more = pd.read_csv(project / "tables" / "more.csv")
    joined: geopandas.GeoDataFrame = sites.merge(more, left_on="id", right_on="site_id")
    return joined.drop(columns="site_id")


def _measure(folder: Path, project: Path, way: str) -> dict[str, Any]:
    page = folder / f"{way}.html"
    started = time.perf_counter()
    words = [sys.executable, "-m", "tests.bench.colours", "--make", way, str(project), str(page)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    built = {"build": time.perf_counter() - started, "bytes": page.stat().st_size}
    step = WAYS[way][1]
    with sync_playwright() as playwright:
        opened = measure_opening(
            playwright, page, folder / "node_modules", lambda shown: _colour(shown, step)
        )
    return {**built, **opened}


def _colour(page: Page, step: str | None) -> dict[str, float]:
    if step is None:
        return {}
    computed = computed_in(page)
    page.wait_for_timeout(2000)
    times, tasks = [], []
    for column in COLUMNS:
        before = computed()
        times.append(float(page.evaluate(step, column)))
        tasks.append(computed() - before)
    return {"colour": statistics.median(times), "computed": statistics.median(tasks)}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", nargs="?", type=int, default=10_000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--make", nargs=3, metavar=("WAY", "PROJECT", "OUTPUT"))
    chosen = options.parse_args()
    if chosen.make:
        way, project, output = chosen.make
        WAYS[way][0](Path(project), Path(output))
        return
    ways = [way for way in WAYS if way != "plotly" or importlib.util.find_spec("plotly")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_wide_project(folder / "project", chosen.count)
        fetch_packages(folder)
        print_machine()
        runs: dict[str, list[dict[str, Any]]] = {way: [] for way in ways}
        for _ in range(chosen.runs):
            for way in ways:
                runs[way].append(_measure(folder, folder / "project", way))
                print(way, runs[way][-1], file=sys.stderr, flush=True)
    print(f"\n## {chosen.count} sites coloured by a column, median of {chosen.runs}\n")
    print(f"| way | {' | '.join(FIGURES.values())} |")
    print("|---" * (len(FIGURES) + 1) + "|")
    for way in ways:
        cells = []
        for key in FIGURES:
            values = [run[key] / UNITS.get(key, 1) for run in runs[way] if key in run]
            cells.append(f"{statistics.median(values):.1f}" if values else "–")
        print(f"| {way} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
