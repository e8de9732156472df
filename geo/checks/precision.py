"""Decimals of coordinates: more than any instrument gives, or fewer than the claimed accuracy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from geo.checks.report import is_number
from geo.positions.earth import METRES_PER_DEGREE

if TYPE_CHECKING:
    from geo.checks.parts import Shapes
    from geo.checks.report import Report

DECIMALS = 7
"""A centimetre; RFC 7946 §11.2 finds six enough for most."""
BATCH = 1_000_000


def check_precision(report: Report, shapes: Shapes) -> None:
    """Report decimals beyond the seventh, once for the whole layer at the first such position."""
    first, concerned = None, np.zeros(report.document.count, dtype=bool)
    for start in range(0, len(shapes.xy), BATCH):
        xy = shapes.xy[start : start + BATCH]
        scaled = xy * 10**DECIMALS
        excess = (np.abs(scaled - np.round(scaled)) > 1e-4) & (np.abs(xy) <= 360)
        rows = np.flatnonzero(excess.any(axis=1)) + start
        if len(rows) and first is None:
            first = int(rows[0])
        concerned[shapes.feature[rows]] = True
    if first is not None:
        count = int(concerned.sum())
        report.add("too-precise", shapes.pointer(first), count=count, decimals=DECIMALS)


def check_claimed_accuracy(report: Report, shapes: Shapes) -> None:
    """Report points with fewer decimals than their ``accuracy_m`` needs.

    The last decimal place of the finer coordinate tells how coarse the position is; numbers with
    zeros at the end lose them in decoding, so the text decides.
    """
    document = report.document
    if "accuracy_m" not in document.property_names:
        return
    accuracies = document.column("accuracy_m")
    for index in shapes.points.tolist():
        claimed = accuracies[index]
        if not is_number(claimed) or not 0 < claimed < METRES_PER_DEGREE:
            continue
        coordinates = document.features[index]["geometry"]["coordinates"][:2]
        if _step_m(coordinates) <= 2 * claimed:
            continue
        if report.is_full("too-coarse"):
            report.count("too-coarse", [index])
            continue
        pointer = (*document.geometry_pointer(index), "coordinates")
        written = [document.source_of((*pointer, axis)) for axis in (0, 1)]
        step = _step_m(written)
        if step > 2 * claimed:
            report.add("too-coarse", pointer, index=index, accuracy=claimed,
                       step=f"{step / 2:.0f}")  # fmt: skip


def _step_m(coordinates: list[Any]) -> float:
    """Metres that one unit of the last decimal place makes on the ground."""
    written = [str(number).lower() for number in coordinates]
    if any("e" in number for number in written):
        return 0.0  # 1.2016e2: no person wrote that, and no place tells its precision
    decimals = max(len(number.partition(".")[2]) for number in written)
    return float(METRES_PER_DEGREE / 10**decimals)
