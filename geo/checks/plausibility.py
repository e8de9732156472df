"""Positions that are well-formed and yet not where the site is.

Degrees that exist nowhere are told by themselves. Everything else is told by the other sites of
the layer: most of them are right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.checks.stated_system import METRES
from geo.positions.earth import METRES_PER_DEGREE
from geo.positions.projected import guess_system
from geo.problems.alike import SHOWN_ALIKE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.checks.parts import Rows, Shapes
    from geo.checks.report import Report

ASKED = {
    "system-unknown", "system-guessed", "system-likely", "system-zone", "system-elsewhere",
    "system-drawing",
}  # fmt: skip
_KM_PER_DEGREE = METRES_PER_DEGREE / 1000
FEWEST = 5
"""Sites it takes to say where the others are."""
FAR_RATIO = 10.0
"""A site is far off when it is so many times farther from the middle than the median one,"""
FAR_KM = 30.0
"""at least so far,"""
GAP = 3.0
"""and so many times farther than the farthest of those that are not,"""
LONELY = 0.5
"""no other site is within this share of its distance from the middle,"""
AROUND = 1.5
"""So many times as far as the others reach, a slip that is undone may bring a site."""
_TWO_SLIPS = frozenset({3, 4, 5})
MOST_FAR = 0.05
"""and no more than this share of all sites, or three, are: else the layer is just wide."""


class Slips(NamedTuple):
    """For each of some sites, the code of the slip found or ``""``, and the position without it."""

    code: NDArray[np.object_]
    xy: NDArray[np.float64]


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
        distance: NDArray[np.float64] = np.hypot(east, xy[:, 1] - self.lat) * _KM_PER_DEGREE
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
    first = np.flatnonzero(np.diff(shapes.feature, prepend=-1))
    features = shapes.feature[first]
    geographic = _is_geographic(report, shapes)
    outside = _is_outside(shapes.xy) & geographic
    strange = np.zeros(report.document.count, dtype=bool)
    rows = np.flatnonzero(outside)
    strange[shapes.feature[rows]] = True
    sound = ~strange[features] & geographic[first]
    middle = _middle(shapes.xy[first[sound]])
    rows = rows[np.unique(shapes.feature[rows], return_index=True)[1]]
    # What is told of the layer as a whole is not told of each of its features again.
    _check_outside(report, shapes, rows[~_is_told(report, shapes, rows)], middle)
    is_null = sound & ~shapes.xy[first].any(axis=1)
    middle = _middle(shapes.xy[first[sound & ~is_null]])
    if middle is None:
        return
    if middle.distance_km(np.zeros((1, 2)))[0] > middle.far_km:
        _tell_null_island(report, shapes, first[is_null], middle)
        sound &= ~is_null
    if int(sound.sum()) >= FEWEST:
        _check_far(report, shapes, first[sound], _nearest(shapes.xy, first, middle)[sound], middle)


def km_from_null_island(xy: NDArray[np.float64]) -> float | None:
    """How far sites that lie somewhere are from [0, 0]; none where it may be a place among them."""
    middle = _middle(xy)
    km = 0.0 if middle is None else float(middle.distance_km(np.zeros((1, 2)))[0])
    return km if middle is not None and km > middle.far_km else None


def _tell_null_island(report: Report, shapes: Shapes, rows: Rows, middle: Middle) -> None:
    """Report sites at exactly [0, 0], each of which would be far from all that lie somewhere."""
    km = f"{middle.distance_km(np.zeros((1, 2)))[0]:.0f}"
    for row in rows[:SHOWN_ALIKE].tolist():
        report.add("null-island", shapes.pointer(row), km=km)
    if len(rows) > SHOWN_ALIKE:
        report.count("null-island", shapes.feature[rows[SHOWN_ALIKE:]].tolist())


def _is_told(report: Report, shapes: Shapes, rows: Rows) -> NDArray[np.bool_]:
    """Whether rows are of features whose system has been asked for."""
    is_asked = any(problem.code in ASKED for problem in report.problems)
    told: NDArray[np.bool_] = np.isin(shapes.feature[rows], list(report.faulty)) & is_asked
    return told


def _is_outside(xy: NDArray[np.float64]) -> NDArray[np.bool_]:
    outside: NDArray[np.bool_] = (np.abs(xy[:, 0]) > 180) | (np.abs(xy[:, 1]) > 90)
    return outside


def _is_geographic(report: Report, shapes: Shapes) -> NDArray[np.bool_]:
    """Whether each position is in degrees: a feature whose datum is an EPSG code need not be."""
    document = report.document
    is_other = np.zeros(document.count, dtype=bool)
    for index, datum in enumerate(document.datums):
        is_other[index] = ":" in datum
    geographic: NDArray[np.bool_] = ~is_other[shapes.feature]
    return geographic


def _middle(xy: NDArray[np.float64]) -> Middle | None:
    if not len(xy):
        return None
    lon, lat = np.median(xy, axis=0)
    around = Middle(float(lon), float(lat), 0.0)
    return Middle(around.lon, around.lat, float(np.median(around.distance_km(xy))))


def _check_outside(report: Report, shapes: Shapes, rows: Rows, middle: Middle | None) -> None:
    """Report positions that are no place on Earth, given the first of each feature."""
    x, y = np.abs(shapes.xy[rows]).T
    kinds = np.select(
        [np.maximum(x, y) >= METRES, (x <= 90) & (y > 90) & (y <= 180), y > 90], [0, 1, 2], 3
    )
    codes = ("projected-coordinates", "swapped-certain", "latitude-out-of-range",
             "longitude-out-of-range")  # fmt: skip
    for kind, code in enumerate(codes):
        alike = rows[kinds == kind]
        for row in alike[:SHOWN_ALIKE].tolist():
            _report_outside(report, shapes, row, middle)
        # What slip it was takes long to find out: of so many, the first ones tell.
        if len(alike) > SHOWN_ALIKE:
            report.count(code, shapes.feature[alike[SHOWN_ALIKE:]].tolist())


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


def _nearest(xy: NDArray[np.float64], first: Rows, middle: Middle) -> NDArray[np.float64]:
    """Per feature the place in the box around it that is nearest to the middle.

    A mask over the rest of the world, a sea or a country among towns is where it reaches to, not
    where its outline happens to begin.
    """
    west_south, east_north = (ends.reduceat(xy, first) for ends in (np.minimum, np.maximum))
    nearest: NDArray[np.float64] = np.clip([middle.lon, middle.lat], west_south, east_north)
    return nearest


def _check_far(
    report: Report, shapes: Shapes, rows: Rows, nearest: NDArray[np.float64], middle: Middle
) -> None:
    """Report features that keep far from the middle of all; ``nearest`` is how near they come."""
    xy = shapes.xy[rows]
    distance = middle.distance_km(nearest)
    far = np.flatnonzero(distance > middle.far_km)
    if not len(far) or len(far) > max(3, MOST_FAR * len(rows)):
        return
    # Where the others reach far out themselves, no distance is out of place.
    rest = distance[distance <= middle.far_km]
    far = far[distance[far] > GAP * rest.max(initial=0)]
    if not len(far):
        return
    slips = _slips(xy[far], middle, float(rest.max(initial=0)))
    # A site without such an explanation is told only if no other one is near it.
    unexplained = np.flatnonzero(slips.code == "")
    # Whatever is near to one of them is itself at least so far from the middle.
    around = np.flatnonzero(distance >= (1 - LONELY) * middle.far_km)
    is_asked = np.isin(around, far[unexplained])
    lonely = unexplained[_is_lonely(xy[around], np.flatnonzero(is_asked), middle)]
    slips.code[lonely] = "far-from-others"
    for number in np.flatnonzero(slips.code != "").tolist():
        row = far[number]
        report.add(
            slips.code[number],
            shapes.pointer(int(rows[row])),
            km=f"{distance[row]:.0f}",
            lon=f"{slips.xy[number, 0]:.7g}",
            lat=f"{slips.xy[number, 1]:.7g}",
        )


def _is_lonely(xy: NDArray[np.float64], far: Rows, middle: Middle) -> NDArray[np.bool_]:
    """Whether each of some far sites has no other one within half its distance from the middle."""
    import shapely

    # Kilometres from the middle. Sites at one position stand as one: the tree compares them all.
    apart = (xy[:, 0] - middle.lon + 180) % 360 - 180
    east, north = apart * np.cos(np.radians(middle.lat)), xy[:, 1] - middle.lat
    places, place, count = np.unique(
        (east + 1j * north) * _KM_PER_DEGREE, return_inverse=True, return_counts=True
    )
    points = np.asarray(shapely.points(places.real, places.imag))
    asked = place[far]
    found, near = shapely.STRtree(points).query_nearest(
        points[asked], exclusive=True, all_matches=False
    )
    apart_km = np.full(len(asked), np.inf)
    apart_km[found] = np.abs(places[asked[found]] - places[near])
    lonely: NDArray[np.bool_] = (count[asked] == 1) & (apart_km > LONELY * np.abs(places[asked]))
    return lonely


def _slips(xy: NDArray[np.float64], middle: Middle, reach_km: float) -> Slips:
    """Find the slips that, undone, bring sites among the others, who reach so far themselves.

    Two slips at once explain nearly any place: Mayotte is none of Italy's. They have to bring a
    site right into the middle.
    """
    x, y = xy.T
    as_minutes = np.column_stack([_decimals_as_minutes(x), _decimals_as_minutes(y)])
    tried = [
        ("swapped", np.column_stack([y, x])),
        ("sign-lost", np.column_stack([-x, y])),
        ("sign-lost", np.column_stack([x, -y])),
        ("sign-lost", np.column_stack([-x, -y])),
        ("swapped", np.column_stack([-y, x])),
        ("swapped", np.column_stack([y, -x])),
        ("minutes-as-decimals", as_minutes),
    ]
    near_km = max(middle.far_km / 2, 3 * middle.spread_km)
    near_km = min(near_km, max(FAR_KM / 2, AROUND * reach_km))
    within_km = min(near_km, max(FAR_KM / 2, AROUND * middle.spread_km))
    slips = Slips(np.full(len(xy), "", dtype=object), xy.copy())
    for number, (code, undone) in enumerate(tried):
        limit = within_km if number in _TWO_SLIPS else near_km
        is_near = (np.abs(undone[:, 1]) <= 90) & (middle.distance_km(undone) < limit)
        found = is_near & (slips.code == "")
        slips.code[found] = code
        slips.xy[found] = undone[found]
    return slips


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


def _decimals_as_minutes(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Read 120.12 as 120 degrees 12 minutes; NaN where the decimals are no minutes."""
    degrees, minutes = np.divmod(np.abs(values), 1)
    read = np.copysign(degrees + minutes / 0.6, values)
    return np.where(minutes < 0.6, read, np.nan)
