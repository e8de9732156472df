"""One place twice, apart by just the shift of a Chinese map: one of the two was not converted."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.datum import DATUMS, Datum, from_wgs84, in_china

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geo.reading.rules.context import Report
    from geo.reading.rules.shapes import Shapes

CLOSE_M = 15.0
"""Two people who mark one place differ by about this much; the shifts are 300 to 1000 m."""
LARGEST = 20_000
"""Points of a layer that is looked at; beyond, like places lie a shift apart by chance."""
MOST_PAIRS = 20_000
"""Pairs whose names are compared: of all places a shift apart in a layer of many, the first."""
BOXES = 100
ALIKE = 0.6
"""Likeness of two names, from 0 to 1."""
METRES_PER_DEGREE = 111_320.0
ASIDE = re.compile(r"[（(\[【].*?[)）\]】]|[\s\-·,，.。]")


def check_shifted(report: Report, shapes: Shapes) -> None:
    """Report points that lie where another site of a like name would be on a Chinese map.

    Which of the two is wrong the numbers tell: the one in GCJ-02 or BD-09 is where the shift of
    the other leads to.
    """
    document = report.document
    if not 2 <= len(shapes.points) <= LARGEST:
        return
    is_point = np.isin(shapes.feature, shapes.points)
    xy, features = shapes.xy[is_point], shapes.feature[is_point]
    names = [_names(document.properties[index]) for index in features.tolist()]
    usable = in_china(xy[:, 0], xy[:, 1]) & np.array([bool(name) for name in names])
    usable &= ~np.array([_declares(document.properties[index]) for index in features.tolist()])
    told: set[int] = set()
    for datum in DATUMS[1:]:
        for true, shifted in _pairs(xy, usable, datum):
            if shifted in told or not _are_alike(names[true], names[shifted]):
                continue
            told.add(shifted)
            index = int(features[shifted])
            other = int(features[true])
            report.add(
                f"shifted-{datum}",
                (*document.geometry_pointer(index), "coordinates"),
                index=index,
                other=document.ids[other] or f"#{other + 1}",
            )


def _pairs(
    xy: NDArray[np.float64], usable: NDArray[np.bool_], datum: Datum
) -> Iterator[tuple[int, int]]:
    """Pairs of points of which the second lies where the first is on a map in ``datum``."""
    import shapely

    rows = np.flatnonzero(usable)
    if len(rows) < 2:
        return
    lon, lat = from_wgs84(xy[rows, 0], xy[rows, 1], datum)
    tree = shapely.STRtree(np.asarray(shapely.points(xy[rows])))
    radius = CLOSE_M / METRES_PER_DEGREE
    boxes = shapely.box(lon - 2 * radius, lat - radius, lon + 2 * radius, lat + radius)
    true, shifted = _matches(tree, boxes)
    east = (xy[rows[shifted], 0] - lon[true]) * np.cos(np.radians(lat[true]))
    apart = np.hypot(east, xy[rows[shifted], 1] - lat[true])
    for one, other in zip(true[apart < radius], shifted[apart < radius], strict=True):
        if one != other:
            yield int(rows[one]), int(rows[other])


def _matches(tree: Any, boxes: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find what lies in boxes, not much more than :data:`MOST_PAIRS`: then it is mere chance."""
    found = []
    count = 0
    for start in range(0, len(boxes), BOXES):
        numbers, rows = tree.query(boxes[start : start + BOXES])
        found.append((numbers + start, rows))
        count += len(rows)
        if count > MOST_PAIRS:
            break
    numbers, rows = (np.concatenate(column) for column in zip(*found, strict=True))
    return numbers, rows


def _names(properties: dict[str, Any]) -> list[str]:
    named = (properties.get(key) for key in ("name", "name_en", "name_zh"))
    return [ASIDE.sub("", name).lower()[:60] for name in named if isinstance(name, str) and name]


def _are_alike(one: list[str], other: list[str]) -> bool:
    return any(
        left == right or difflib.SequenceMatcher(None, left, right).ratio() >= ALIKE
        for left in one
        for right in other
    )


def _declares(properties: dict[str, Any]) -> bool:
    """Whether a feature says itself that it is in another datum."""
    return properties.get("datum") not in (None, "", "wgs84")
