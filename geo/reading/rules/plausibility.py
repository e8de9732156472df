"""Positions that are well-formed and yet not where the site is.

Degrees that exist nowhere are told by themselves. Everything else is told by the other sites of
the layer: most of them are right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.reading.rules.projected import guess_system

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.reading.rules.context import Report
    from geo.reading.rules.shapes import Shapes

KM_PER_DEGREE = 111.32
METRES = 1000.0
"""Numbers beyond this are no degrees with a slip in them."""
FEWEST = 5
"""Sites it takes to say where the others are."""
FAR_RATIO = 10.0
"""A site is far off when it is so many times farther from the middle than the median one,"""
FAR_KM = 30.0
"""at least so far,"""
LONELY = 0.5
"""no other site is within this share of its distance from the middle,"""
MOST_FAR = 0.05
"""and no more than this share of all sites, or three, are: else the layer is just wide."""


@dataclass(frozen=True)
class Middle:
    """Where the sites of a layer are: the median position, and the median distance from it."""

    lon: float
    lat: float
    spread_km: float

    def distance_km(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Distances from the middle, good to a per cent within a country. Shape (n,)."""
        apart = (xy[:, 0] - self.lon + 180) % 360 - 180
        east = apart * np.cos(np.radians(self.lat))
        distance: NDArray[np.float64] = np.hypot(east, xy[:, 1] - self.lat) * KM_PER_DEGREE
        return distance

    @property
    def far_km(self) -> float:
        """What counts as far from the middle."""
        return max(FAR_KM, FAR_RATIO * self.spread_km)


def check_positions(report: Report, shapes: Shapes) -> None:
    """Report positions that exist nowhere, and sites far from all others, with what they may be."""
    if not len(shapes.xy):
        return
    # One position a feature: its first, and the first that is out of range.
    features, first = np.unique(shapes.feature, return_index=True)
    geographic = _is_geographic(report, shapes)
    outside = _is_outside(shapes.xy) & geographic
    strange = np.unique(shapes.feature[outside])
    sound = ~np.isin(features, strange) & geographic[first]
    middle = _middle(shapes.xy[first[sound]])
    for row in np.flatnonzero(outside)[
        np.unique(shapes.feature[outside], return_index=True)[1]
    ].tolist():
        _report_outside(report, shapes, row, middle)
    if middle is not None and int(sound.sum()) >= FEWEST:
        _check_far(report, shapes, first[sound], middle)


def _is_outside(xy: NDArray[np.float64]) -> NDArray[np.bool_]:
    outside: NDArray[np.bool_] = (np.abs(xy[:, 0]) > 180) | (np.abs(xy[:, 1]) > 90)
    return outside


def _is_geographic(report: Report, shapes: Shapes) -> NDArray[np.bool_]:
    """Whether each position is in degrees: a feature whose datum is an EPSG code need not be."""
    other = [
        index
        for index, feature in enumerate(report.document.features)
        if str((feature.get("properties") or {}).get("datum", "")).lower().startswith("epsg:")
        and isinstance(feature.get("properties"), dict)
    ]
    return ~np.isin(shapes.feature, np.array(other, dtype=np.int64))


def _middle(xy: NDArray[np.float64]) -> Middle | None:
    if not len(xy):
        return None
    lon, lat = np.median(xy, axis=0)
    around = Middle(float(lon), float(lat), 0.0)
    return Middle(around.lon, around.lat, float(np.median(around.distance_km(xy))))


def _report_outside(report: Report, shapes: Shapes, row: int, middle: Middle | None) -> None:
    """Report the first position of a feature that is no place on Earth."""
    x, y = map(float, shapes.xy[row])
    pointer = shapes.pointer(row)
    near = (middle.lon, middle.lat) if middle else None
    if max(abs(x), abs(y)) >= METRES:
        lon, lat = _degrees_minutes(x), _degrees_minutes(y)
        if lon is not None and lat is not None and _is_near(lon, lat, middle):
            report.add("degrees-minutes", pointer, lon=f"{lon:.6f}", lat=f"{lat:.6f}")
            return
        guess = guess_system(x, y, near) or guess_system(x, y)
        if guess is None:
            report.add("projected-coordinates", pointer, x=f"{x:.10g}", y=f"{y:.10g}")
        else:
            report.add("projected-system", pointer, epsg=guess.epsg, name=guess.name,
                       lon=f"{guess.lon:.6f}", lat=f"{guess.lat:.6f}")  # fmt: skip
    elif abs(x) <= 90 < abs(y) <= 180:
        report.add("swapped-certain", pointer, lon=f"{y:.10g}", lat=f"{x:.10g}")
    elif abs(y) > 90:
        report.add("latitude-out-of-range", pointer, lat=f"{y:.10g}")
    else:
        turned = (x + 180) % 360 - 180
        report.add("longitude-out-of-range", pointer, lon=f"{x:.10g}", turned=f"{turned:.7g}")


def _check_far(report: Report, shapes: Shapes, rows: NDArray[np.int64], middle: Middle) -> None:
    xy = shapes.xy[rows]
    distance = middle.distance_km(xy)
    far = np.flatnonzero(distance > middle.far_km)
    if not len(far) or len(far) > max(3, MOST_FAR * len(rows)):
        return
    for number in far.tolist():
        x, y = map(float, xy[number])
        code, lon, lat = _explanation(x, y, middle)
        if code == "far-from-others" and not _is_lonely(xy, number, float(distance[number])):
            continue
        report.add(
            code,
            shapes.pointer(int(rows[number])),
            km=f"{distance[number]:.0f}",
            lon=f"{lon:.7g}",
            lat=f"{lat:.7g}",
        )


def _is_lonely(xy: NDArray[np.float64], number: int, distance_km: float) -> bool:
    here = Middle(float(xy[number, 0]), float(xy[number, 1]), 0.0)
    others = np.delete(here.distance_km(xy), number)
    return bool(others.min() > LONELY * distance_km)


def _explanation(x: float, y: float, middle: Middle) -> tuple[str, float, float]:
    """Find the slip that, undone, brings a site among the others: a code and the position then."""
    slips = [
        ("swapped", y, x),
        ("sign-lost", -x, y),
        ("sign-lost", x, -y),
        ("sign-lost", -x, -y),
        ("swapped", -y, x),
        ("swapped", y, -x),
    ]
    as_minutes = _decimals_as_minutes(x), _decimals_as_minutes(y)
    if as_minutes[0] is not None and as_minutes[1] is not None:
        slips.append(("minutes-as-decimals", as_minutes[0], as_minutes[1]))
    near_km = max(middle.far_km / 2, 3 * middle.spread_km)
    for code, lon, lat in slips:
        if abs(lat) <= 90 and middle.distance_km(np.array([[lon, lat]]))[0] < near_km:
            return code, lon, lat
    return "far-from-others", x, y


def _is_near(lon: float, lat: float, middle: Middle | None) -> bool:
    """Whether a position is one at all, and not far from the other sites where there are any."""
    if abs(lon) > 180 or abs(lat) > 90:
        return False
    return middle is None or bool(middle.distance_km(np.array([[lon, lat]]))[0] < middle.far_km)


def _degrees_minutes(value: float) -> float | None:
    """Read 12012.34 as 120 degrees 12.34 minutes, as GPS receivers write."""
    degrees, minutes = divmod(abs(value), 100)
    if minutes >= 60 or degrees > 180:
        return None
    return float(np.copysign(degrees + minutes / 60, value))


def _decimals_as_minutes(value: float) -> float | None:
    """Read 120.12 as 120 degrees 12 minutes."""
    degrees, minutes = divmod(abs(value), 1)
    if minutes >= 0.6:
        return None
    return float(np.copysign(degrees + minutes / 0.6, value))
