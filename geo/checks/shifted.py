"""One place twice, apart by just the shift of a Chinese map: one of the two was not converted."""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.positions.datum import DATUMS, from_wgs84, in_china
from geo.positions.earth import METRES_PER_DEGREE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from numpy.typing import NDArray

    from geo.checks.parts import Shapes
    from geo.checks.report import Report
    from geo.contract.head_types import Datum

CLOSE_M = 15.0
"""Two people who mark one place differ by about this much; the shifts are 300 to 1000 m."""
LARGEST = 20_000
"""Points of a layer that is looked at; beyond, like places lie a shift apart by chance."""
MOST_PAIRS = 20_000
"""Pairs whose names are compared: of all places a shift apart in a layer of many, the first."""
BOXES = 100
ALIKE = 0.6
"""Likeness of two names, from 0 to 1."""
LONGEST_NAME = 60
"""Characters of a name that are compared."""
SHORTEST_ADDRESS = 4
"""Less tells no place from another: 滨江区, "n/a"."""
MAINLAND = (
    (73.4, 39.4), (74.9, 37.2), (78.0, 35.4), (78.7, 32.5), (79.5, 30.9), (81.5, 30.0),
    (84.0, 28.8), (88.0, 27.8), (92.0, 26.8), (97.0, 28.2), (97.6, 24.0), (99.2, 21.9),
    (102.0, 21.0), (106.5, 21.9), (108.1, 21.4), (108.4, 18.2), (110.6, 17.9), (111.8, 20.5),
    (113.5, 21.9), (114.6, 22.1), (117.5, 23.2), (119.6, 24.8), (120.6, 27.0), (122.8, 29.6),
    (122.6, 31.8), (121.4, 34.0), (120.9, 35.8), (122.9, 37.0), (122.6, 37.8), (121.5, 38.6),
    (124.2, 39.7), (126.8, 41.5), (128.2, 41.6), (130.8, 42.3), (131.4, 44.9), (135.2, 48.5),
    (131.0, 47.8), (127.5, 50.2), (123.5, 53.7), (120.0, 53.4), (117.5, 49.6), (115.5, 48.0),
    (119.6, 46.7), (111.8, 45.0), (111.5, 43.5), (105.0, 41.5), (96.4, 42.8), (90.9, 45.3),
    (87.8, 49.2), (85.5, 48.4), (82.5, 47.2), (80.0, 45.0), (80.2, 42.0), (76.0, 40.6),
)  # fmt: skip
"""A coarse outline of mainland China with its coast, good to some tens of kilometres."""
ADDRESS = re.compile(r"(?:.*[_ ])?addr(?:ess)?(?:_[a-z]{2})?|.*地址", re.IGNORECASE)
"""Fields that hold an address: address, addr, street_address, address_en, 地址, 详细地址."""
ASIDE = re.compile(r"[（(\[【].*?[)）\]】]|[\s\-·,，.。]")
SPACING = re.compile(r"[\s,，.。]")
NUMBER = re.compile(r"\d+|[一二三四五六七八九十百]+|(?<![a-z])[a-z](?![a-z])")
"""What tells things of one kind apart: 12, 二, the a of Block A."""


def check_shifted(report: Report, shapes: Shapes, addresses: Mapping[str, Collection[str]]) -> None:
    """Report points that lie where another site of a like name or address would be on such a map.

    Which of the two is wrong the numbers tell: the one in GCJ-02 or BD-09 is where the shift of
    the other leads to.

    Parameters
    ----------
    report
        Where to report.
    shapes
        The layer's geometries.
    addresses
        By a site's id, the addresses that tables have for it.
    """
    document = report.document
    if not 2 <= len(shapes.points) <= LARGEST:
        return
    is_point = np.isin(shapes.feature, shapes.points)
    xy, features = shapes.xy[is_point], shapes.feature[is_point]

    # Of most sites nobody asks: only those that may be two of one are read.
    @cache
    def names(row: int) -> list[str]:
        return _names(document.properties_of(int(features[row])))

    @cache
    def places(row: int) -> set[str]:
        index = int(features[row])
        others = addresses.get(document.ids[index] or "", ())
        return _addresses(document.properties_of(index), others)

    usable = _is_on_shifted_maps(xy)
    datums = document.datums
    if datums:
        usable &= np.isin([datums[row].lower() for row in features.tolist()], ["", "wgs84"])
    told: set[int] = set()
    for datum in DATUMS[1:]:
        for true, shifted in _pairs(xy, usable, datum):
            if shifted in told:
                continue
            if not places(true) & places(shifted) and not _are_alike(names(true), names(shifted)):
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


def _is_on_shifted_maps(xy: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether places lie where people copy from shifted maps: in mainland China, roughly.

    The rectangle of the shift takes in Japan and Korea, too, where nobody's map is shifted.
    """
    import shapely

    inside: NDArray[np.bool_] = shapely.contains_xy(shapely.Polygon(MAINLAND), xy[:, 0], xy[:, 1])
    return inside & in_china(xy[:, 0], xy[:, 1])


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
    """Find what lies in boxes, no more than :data:`MOST_PAIRS`: then it is mere chance."""
    found = []
    count = 0
    for start in range(0, len(boxes), BOXES):
        numbers, rows = tree.query(boxes[start : start + BOXES])
        found.append((numbers + start, rows))
        count += len(rows)
        if count > MOST_PAIRS:
            break
    numbers, rows = (np.concatenate(column) for column in zip(*found, strict=True))
    return numbers[:MOST_PAIRS], rows[:MOST_PAIRS]


def _names(properties: dict[str, Any]) -> list[str]:
    named = (properties.get(key) for key in ("name", "name_en", "name_zh"))
    # Shortened first: looking for the ends of asides takes time with the square of the length.
    texts = [name[:LONGEST_NAME] for name in named if isinstance(name, str) and name]
    return [ASIDE.sub("", text).lower() for text in texts]


def _addresses(properties: dict[str, Any], others: Collection[str]) -> set[str]:
    """Give a site's addresses as they compare: 88-1 is not 881, but spaces tell nothing apart."""
    own = (value for key, value in properties.items() if ADDRESS.fullmatch(key))
    found = (SPACING.sub("", text).lower() for text in (*own, *others) if isinstance(text, str))
    return {text for text in found if len(text) >= SHORTEST_ADDRESS}


def _are_alike(one: list[str], other: list[str]) -> bool:
    return any(
        left == right
        or (
            not _are_numbered_apart(left, right)
            and difflib.SequenceMatcher(None, left, right).ratio() >= ALIKE
        )
        for left in one
        for right in other
    )


def _are_numbered_apart(left: str, right: str) -> bool:
    """Whether both names have numbers, and others: Gate 12 is not Gate 14, however alike."""
    numbers, others = NUMBER.findall(left), NUMBER.findall(right)
    return bool(numbers and others) and numbers != others
