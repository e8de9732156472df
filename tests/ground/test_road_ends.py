"""Roads that were thinned out each by itself meet again, in metres."""

from __future__ import annotations

import pytest
import shapely
import shapely.affinity
from shapely import LineString

from geo.ground.road_ends import meet


def ends(line: shapely.Geometry) -> tuple[tuple[float, ...], tuple[float, ...]]:
    places = shapely.get_coordinates(line).round(6).tolist()
    return tuple(places[0]), tuple(places[-1])


def test_a_bridge_and_its_road_meet_half_way_without_a_step() -> None:
    road, bridge = meet(
        [LineString([(0, 0), (400, 0), (500, 0)]), LineString([(510, 12), (610, 12), (900, 12)])],
        30,
    )
    assert ends(road) == ((0, 0), (505, 6))
    assert ends(bridge) == ((505, 6), (900, 12))


def test_roads_side_by_side_that_run_one_way_are_left() -> None:
    roads = [LineString([(0, 0), (500, 0)]), LineString([(0, 12), (500, 12)])]
    # Beside each other's ends they lie, but neither goes on into the other.
    met = meet([*roads, LineString([(500, 0), (900, 0)]), LineString([(500, 12), (900, 12)])], 10)
    assert [ends(line) for line in met[:2]] == [ends(line) for line in roads]


def test_a_street_reaches_the_road_it_leads_to() -> None:
    road = LineString([(0, 0), (1000, 0)])
    kept, street = meet([road, LineString([(500, 200), (500, 18)])], 30)
    assert kept.equals(road)
    assert ends(street)[1] == (500, 0)
    far = LineString([(500, 200), (500, 40)])
    assert meet([road, far], 30)[1].equals(far)


def test_a_crossing_stays_where_it_is_and_a_hook_goes() -> None:
    crossing = LineString([(480, -200), (480, 0), (480, 200)])
    hooked = LineString([(0, 0), (480, 0), (500, 0), (500, -12)])
    on = LineString([(520, 0), (900, 0)])
    _, road, rest = meet([crossing, hooked, on], 30)
    assert [480, 0] in shapely.get_coordinates(road).tolist()
    assert ends(road)[1] == ends(rest)[0] == (510, 0)


@pytest.mark.parametrize("turn", [0, 33, 90, 200])
def test_it_does_not_matter_how_roads_lie(turn: float) -> None:
    pair = shapely.MultiLineString([[(0, 0), (500, 0)], [(506, 8), (900, 8)]])
    turned = shapely.affinity.rotate(pair, turn, origin=(0, 0))
    (met,) = meet([turned], 30)
    one, other = met.geoms
    assert shapely.Point(one.coords[-1]).distance(shapely.Point(other.coords[0])) < 1e-6
