"""A whole layer with latitudes first: read so where that is sure, asked where it seems so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.checks.stated_system import METRES, first_positions
from geo.positions.datum import LATITUDE_FIRST
from geo.positions.land import is_near_land
from geo.sources import recognised

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.checks.parts import Shapes
    from geo.checks.report import Report

    Places = NDArray[np.float64]

FEWEST = 3
"""Places it takes to say of all that they are turned: one alone is a slip."""
SAMPLED = 2000
"""Places that are looked at, from all over the layer."""
MOSTLY = 0.95
"""Share of the places that lie on land when turned."""
SOUTH = -60.0
"""Land south of this latitude is hardly ever mapped,"""
POLAR = 62.0
"""and hardly any sea beyond this one."""
NEAR = 0.02
"""Degrees by which a column of latitudes may differ from the position it repeats."""


def check_axis_order(report: Report, shapes: Shapes) -> Shapes:
    """Find out whether latitudes stand first in a layer that does not say how they stand.

    That is sure where positions exist on Earth only when turned, where a column of latitudes has
    the first numbers, and where all lie in a polar sea. Where they merely lie in some sea the
    author is asked: many a harbour's mirror image lies inland.

    Returns
    -------
    Shapes
        With longitude first, for the other rules.
    """
    document = report.document
    if not document.datum:
        xy, rows = first_positions(report, shapes)
        some = [at[:: max(1, len(at) // SAMPLED)] for at in (xy, shapes.xy)]
        places = np.unique(np.concatenate(some), axis=0)
        code = _evidence(report, xy, shapes.feature[rows], places) if len(xy) else ""
        if code:
            lat, lon = xy[0].tolist()
            report.add(code, shapes.pointer(int(rows[0])), lon=f"{lon:.7g}", lat=f"{lat:.7g}",
                       count=document.count)  # fmt: skip
        if code == "latitude-first":
            document.obey(LATITUDE_FIRST)
    if LATITUDE_FIRST not in document.datums:
        return shapes
    is_turned = np.array([datum == LATITUDE_FIRST for datum in document.datums])[shapes.feature]
    return shapes.with_positions(np.where(is_turned[:, None], shapes.xy[:, ::-1], shapes.xy))


def _evidence(report: Report, xy: Places, features: NDArray[np.int64], places: Places) -> str:
    """Give the code of what is to be said of a layer; "" where nothing is."""
    turned = places[:, ::-1]
    if len(places) < FEWEST or (np.abs(xy) >= METRES).any() or not _exist(turned).all():
        return ""
    is_there = _exist(places)
    if not is_there.any() or _column_says(report, xy, features):
        return "latitude-first"
    # One place on land is enough to believe the order that GeoJSON has.
    if _are_on_land(places[is_there]).any() or _are_on_land(turned).mean() < MOSTLY:
        return ""
    is_polar = bool((np.abs(places[is_there, 1]) > POLAR).all())
    is_sure = is_polar or int((~is_there).sum()) >= FEWEST
    return "latitude-first" if is_sure else "latitude-first-perhaps"


def _exist(places: Places) -> NDArray[np.bool_]:
    there: NDArray[np.bool_] = (np.abs(places[:, 0]) <= 180) & (np.abs(places[:, 1]) <= 90)
    return there


def _are_on_land(places: Places) -> NDArray[np.bool_]:
    on_land: NDArray[np.bool_] = is_near_land(places) & (places[:, 1] > SOUTH)
    return on_land


def _column_says(report: Report, xy: Places, features: NDArray[np.int64]) -> bool:
    """Whether columns of latitude and longitude repeat the positions the other way round."""
    document = report.document
    pair = recognised.pair(document.property_names)
    # What a stranger calls x may be the latitude: then the columns are turned, not the layer.
    roles: tuple[recognised.Role, ...] = ("lon", "lat")
    if pair is None or any(map(recognised.is_doubtful, roles, pair)):
        return False
    some = features[: FEWEST * 10]
    columns = [document.sampled(name, some.tolist()) for name in pair]
    try:
        said = np.array(columns, dtype=np.float64).T
    except (TypeError, ValueError):
        return False
    first = xy[: len(some)]
    is_turned = (np.abs(said - first[:, ::-1]) <= NEAR).all()
    return bool(is_turned and not (np.abs(said - first) <= NEAR).all())
