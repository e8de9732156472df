"""A Chinese datum where maps are not drawn in it: the shift back moves a true place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.checks.shifted import MAINLAND

if TYPE_CHECKING:
    from geo.checks.parts import Shapes
    from geo.checks.report import Report

SHIFTED = ("gcj02", "bd09")
NEAR_DEGREES = 0.4
"""The outline of the mainland is coarse: nearer to it than this nothing is told."""
UNSHIFTED = ((113.83, 22.15, 114.41, 22.50), (113.52, 22.10, 113.60, 22.21))
"""Hong Kong and Macao: west, south, east, north."""


def check_datum_abroad(report: Report, shapes: Shapes) -> None:
    """Report the first site that names ``gcj02`` or ``bd09`` far from where maps are shifted.

    Parameters
    ----------
    report
        Where to report.
    shapes
        The layer's geometries.
    """
    import shapely

    document = report.document
    datums = document.datums
    if not datums or not len(shapes.xy):
        return
    named = np.array([datum.lower() in SHIFTED for datum in datums])
    features, first = np.unique(shapes.feature, return_index=True)
    features, first = features[named[features]], first[named[features]]
    if not len(features):
        return
    points = shapely.points(shapes.xy[first, :2])
    mainland = shapely.Polygon(MAINLAND)
    # Numbers that are no degrees are told elsewhere.
    degrees = (np.abs(shapes.xy[first, :2]) <= (180, 90)).all(axis=1)
    abroad = degrees & ~shapely.dwithin(points, mainland, NEAR_DEGREES)
    for box in UNSHIFTED:
        abroad |= shapely.within(points, shapely.box(*box))
    found = features[abroad]
    if len(found):
        index = int(found[0])
        x, y = (f"{number:g}" for number in shapes.xy[first[abroad][0], :2])
        report.add(
            "datum-abroad",
            (*document.feature_pointer(index), "geometry", "coordinates"),
            index=index, datum=datums[index].lower(), position=f"{x}, {y}", count=len(found),
        )  # fmt: skip
