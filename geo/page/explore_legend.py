"""What ``geo.explore`` is told of its legend: ``legend_kwds`` and ``missing_kwds``."""

from __future__ import annotations

import warnings
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from geo.page.colormaps import as_hex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.contract.head_types import TopicKey

_LEGEND = {"caption", "labels", "colorbar", "fmt", "interval", "max_labels", "scale"}
_MISSING = {"color", "label"}
# As geopandas writes limits where nobody says how.
_FORMAT = "{:.2f}"


def legend_key(
    legend: dict[str, Any],
    missing: dict[str, Any],
    limits: Sequence[float],
    count: int,
) -> TopicKey:
    """Say what a topic's key is to write.

    Parameters
    ----------
    legend, missing
        ``legend_kwds`` and ``missing_kwds``.
    limits
        Of classes: where the first begins, and where each ends; empty for sorts.
    count
        How many classes or sorts there are.

    Raises
    ------
    ValueError
        If there are more or fewer labels than classes or sorts, a format cannot write a number, or
        a colour is none.
    """
    _tell_unused(legend, missing, is_classed=bool(limits))
    has_brackets = bool(limits) and bool(legend.get("interval"))
    texts: list[str] = []
    if limits and ("fmt" in legend or has_brackets):
        texts = _written(legend.get("fmt", _FORMAT), limits)
    labels = legend.get("labels")
    if has_brackets and labels is None:
        ends = enumerate(pairwise(texts))
        labels = [f"{'(' if n else '['}{low}, {high}]" for n, (low, high) in ends]
    if labels is not None and len(labels) != count:
        raise ValueError(f"there are {len(labels)} labels, and {count} colours")
    is_listed = labels is not None or legend.get("colorbar", True) is False
    said = {
        "caption": legend.get("caption"),
        "limits": texts or None,
        "labels": None if labels is None else [str(label) for label in labels],
        "listed": True if limits and is_listed else None,
        "most": legend.get("max_labels") if limits else None,
        "noneColor": None if missing.get("color") is None else as_hex(missing["color"]),
        "noneLabel": missing.get("label"),
    }
    return cast("TopicKey", {key: value for key, value in said.items() if value is not None})


def _tell_unused(legend: dict[str, Any], missing: dict[str, Any], *, is_classed: bool) -> None:
    unused = sorted(legend.keys() - _LEGEND) + sorted(missing.keys() - _MISSING)
    if is_classed and legend.get("scale") is True:
        unused.append("scale=True")
    if unused:
        said = ", ".join(unused)
        warnings.warn(f"geo.explore leaves aside {said}: the page has its own key", stacklevel=5)


def _written(pattern: str, limits: Sequence[float]) -> list[str]:
    try:
        return [pattern.format(limit) for limit in limits]
    except (ValueError, IndexError, KeyError) as problem:
        raise ValueError(f"fmt {pattern!r} writes no number: {problem}") from None
