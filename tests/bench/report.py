"""Tables of what was measured, in Markdown."""

from __future__ import annotations

import os
import platform
import statistics
from typing import Any, NamedTuple


class Figure(NamedTuple):
    """A measured quantity and how it is printed."""

    name: str
    title: str
    unit: float
    digits: int
    # What a peer's may be divided by, to meet the bar; None where there is no bar.
    bar: tuple[str, float] | None = None


FIGURES = [
    Figure("build", "build s", 1, 2, ("folium.GeoJson", 8)),
    Figure("bytes", "MB", 1e6, 2, ("folium.GeoJson", 8)),
    Figure("first", "first ms", 1, 0, ("FastMarkerCluster", 12)),
    Figure("ready", "ready ms", 1, 0, ("FastMarkerCluster", 8)),
    Figure("zoom", "zoom ms", 1, 0, ("FastMarkerCluster", 3)),
    Figure("heap", "heap MB", 1e6, 1, ("FastMarkerCluster", 6)),
    Figure("fps", "fps", 1, 0),
    Figure("worst", "worst frame ms", 1, 0),
]
OURS = "parkmap"
# The bars are for this many sites.
BAR_COUNT = 100_000


def print_machine() -> None:
    """Say where this was measured: figures from different machines do not compare."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors{load}")


def median_of(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Give the median of each figure; those no run has are left out."""
    figures: dict[str, Any] = {}
    for figure in FIGURES:
        values = [run[figure.name] for run in runs if figure.name in run]
        if values:
            figures[figure.name] = statistics.median(values)
    failed = [run["failed"] for run in runs if "failed" in run]
    return {**figures, **({"failed": failed[0]} if failed else {})}


def print_table(count: int, results: dict[str, dict[str, Any]]) -> None:
    """Print the figures, what they are to ours, and whether the bars are met."""
    measured = {way: figures for way, figures in results.items() if figures}
    print(f"\n## {count} sites\n")
    _print_rows([figure.title for figure in FIGURES], measured, _value)
    for way, figures in measured.items():
        if "failed" in figures:
            print(f"\n{way}: {figures['failed']}")
    mine = measured.pop(OURS, None)
    if mine and measured:
        print("\nHow many times ours (greater is better for us; fps the other way round)\n")
        _print_rows(
            [figure.title.split(" ")[0] for figure in FIGURES],
            measured,
            lambda figures, figure: _ratio(figures, mine, figure),
        )
        if count == BAR_COUNT:
            _print_bars(measured, mine)
    print(flush=True)


def _print_rows(titles: list[str], results: dict[str, dict[str, Any]], cell: Any) -> None:
    print(f"| way | {' | '.join(titles)} |")
    print("|---" * (len(titles) + 1) + "|")
    for way, figures in results.items():
        print(f"| {way} | {' | '.join(cell(figures, figure) for figure in FIGURES)} |")


def _value(figures: dict[str, Any], figure: Figure) -> str:
    if figure.name not in figures:
        return "–"
    return f"{figures[figure.name] / figure.unit:.{figure.digits}f}"


def _ratio(figures: dict[str, Any], mine: dict[str, Any], figure: Figure) -> str:
    if figure.name not in figures or not mine.get(figure.name):
        return "–"
    return f"{figures[figure.name] / mine[figure.name]:.1f}"


def _print_bars(results: dict[str, dict[str, Any]], mine: dict[str, Any]) -> None:
    print()
    for figure in FIGURES:
        if figure.bar is None or figure.bar[0] not in results:
            continue
        peer, bar = figure.bar
        theirs, own = results[peer].get(figure.name), mine.get(figure.name)
        if theirs is None or not own:
            continue
        verdict = "met" if theirs / own >= bar else "MISSED"
        print(f"- {figure.name}: 1/{theirs / own:.1f} of {peer}'s, bar 1/{bar:g}: {verdict}")
