"""Areas as they come: outlines that cross themselves, parts that overlap, the date line."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from geo.joining.places import meet_nearest, meet_within
from geo.project.settings.join_kinds import Nearest
from tests.joining.test_places import layer_of, plain_table

CORNERS = st.tuples(st.integers(0, 8), st.integers(0, 8))
RINGS = st.lists(CORNERS, min_size=3, max_size=6, unique=True)
AREAS = st.lists(
    st.one_of(st.none(), st.lists(RINGS, min_size=1, max_size=3)), min_size=1, max_size=4
)
Point = tuple[int, int]


def _is_on(at: Point, one: Point, other: Point) -> bool:
    (x, y), (x1, y1), (x2, y2) = at, one, other
    is_between = min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2)
    return is_between and (x2 - x1) * (y - y1) == (y2 - y1) * (x - x1)


def _holds(ring: list[Point], at: Point) -> bool:
    """Even and odd crossings, in exact numbers; a border holds."""
    x, y = at
    is_inside = False
    for one, other in itertools.pairwise([*ring, ring[0]]):
        if _is_on(at, one, other):
            return True
        (x1, y1), (x2, y2) = one, other
        if (y1 > y) != (y2 > y) and x < Fraction((x2 - x1) * (y - y1), y2 - y1) + x1:
            is_inside = not is_inside
    return is_inside


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(AREAS, st.lists(CORNERS, min_size=1, max_size=10))
# What two parts of a site cover was a hole; a point on a crossing outline lay outside.
@example([[[(0, 0), (0, 2), (3, 4)], [(0, 0), (2, 4), (3, 0)]]], [(2, 3)])
@example([[[(0, 3), (1, 1), (0, 1), (6, 3)]]], [(3, 2)])
def test_within_is_what_crossings_tell(areas, points):
    shapes = [
        None if rings is None else shapely.MultiPolygon([shapely.Polygon(ring) for ring in rings])
        for rings in areas
    ]
    rings = [ring for some in areas if some for ring in some]
    assume(all(shapely.make_valid(shapely.Polygon(ring)).area > 0 for ring in rings))
    places = np.array([shapely.Point(at) for at in points], dtype=object)
    meeting = meet_within(layer_of(shapes), plain_table(len(points)), places)
    found = dict(zip(meeting.rows.tolist(), meeting.sites.tolist(), strict=True))
    for row, at in enumerate(points):
        held = {
            n for n, some in enumerate(areas) if some and any(_holds(ring, at) for ring in some)
        }  # fmt: skip
        assert found.get(row) in (held or {None})


@pytest.mark.parametrize(
    "area",
    [
        shapely.box(179.5, -17, 180.5, -16),
        shapely.box(-180.5, -17, -179.5, -16),
        shapely.MultiPolygon(
            [shapely.box(179.5, -17, 180, -16), shapely.box(-180, -17, -179.5, -16)]
        ),
    ],
    ids=["gone on", "begun before", "cut"],
)
def test_rows_on_either_side_of_the_date_line(area):
    lons = [179.8, -179.8, 180.2, -180.2, 180, -180, 179, -179]
    places = np.array([shapely.Point(lon, -16.5) for lon in lons], dtype=object)
    meeting = meet_within(layer_of([area]), plain_table(len(lons)), places)
    assert meeting.rows.tolist() == [0, 1, 2, 3, 4, 5]


def test_what_goes_on_past_the_date_line_has_a_nearest():
    """No zone of UTM holds it: that was a traceback."""
    sites = layer_of([shapely.Point(179.99, -17)])
    line = np.array([shapely.LineString([(179.995, -17), (180.09, -17)])], dtype=object)
    meeting = meet_nearest(sites, plain_table(1), line, Nearest(1e4, "site"), each="site")
    assert meeting.more["distance_m"].tolist() == pytest.approx([532.1], rel=1e-3)


def test_a_long_side_is_straight_in_degrees():
    """As GeoJSON has it; straight on a plane it passed a point on it by hundreds of metres."""
    sites = layer_of([shapely.Point(11, 50.5)])
    line = np.array([shapely.LineString([(10, 50), (12, 51)])], dtype=object)
    meeting = meet_nearest(sites, plain_table(1), line, Nearest(1e5, "site"), each="site")
    assert meeting.more["distance_m"][0] < 0.3


@pytest.mark.parametrize("lat", [90, -90])
def test_the_pole_is_a_place_as_any_other(lat):
    places = np.array([shapely.Point(lon, lat) for lon in (0, -180, 180, 77)], dtype=object)
    near = layer_of([shapely.Point(10, 30), shapely.Point(-120, lat * 0.9)])
    meeting = meet_nearest(near, plain_table(4), places, Nearest(2e6, "row"), each="row")
    assert meeting.sites.tolist() == [1, 1, 1, 1]
    assert meeting.more["distance_m"].nunique() == 1
