"""Merging carriageways and tracks, in metres."""

from __future__ import annotations

import shapely
import shapely.affinity
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString

from geo.ground.lines import APART, join_lines, merge_carriageways, one_of_parallel


def test_opposite_lines_near_each_other_meet_in_the_middle() -> None:
    (merged,) = merge_carriageways(
        [LineString([(0, 0), (1000, 0)]), LineString([(1000, 30), (0, 30)])]
    )
    assert merged.hausdorff_distance(LineString([(0, 15), (1000, 15)])) < 1


def test_lines_in_one_direction_stay_two() -> None:
    lines = [LineString([(0, 0), (1000, 0)]), LineString([(0, 30), (1000, 30)])]
    assert len(merge_carriageways(lines)) == 2


def test_lines_far_apart_stay_two() -> None:
    lines = [LineString([(0, 0), (1000, 0)]), LineString([(1000, 80), (0, 80)])]
    assert len(merge_carriageways(lines)) == 2


def test_where_one_goes_on_alone_it_is_kept() -> None:
    lines = [LineString([(0, 0), (2000, 0)]), LineString([(800, 30), (0, 30)])]
    (merged,) = merge_carriageways(lines)
    assert merged.length > 1990
    assert merged.interpolate(400).y == 15
    assert merged.interpolate(1900).y == 0


@given(gap=st.floats(4, APART - 8), length=st.floats(300, 5000), turn=st.floats(0, 360))
def test_merging_halves_a_straight_road_however_it_lies(
    gap: float, length: float, turn: float
) -> None:
    pair = [LineString([(0, 0), (length, 0)]), LineString([(length, gap), (0, gap)])]
    turned = [shapely.affinity.rotate(line, turn, origin=(0, 0)) for line in pair]
    (merged,) = merge_carriageways(turned)
    middle = shapely.affinity.rotate(
        LineString([(0, gap / 2), (length, gap / 2)]), turn, origin=(0, 0)
    )
    assert merged.hausdorff_distance(middle) < 1


def test_pieces_join_and_scraps_go() -> None:
    pieces = [
        LineString([(0, 0), (50, 0)]),
        LineString([(50, 0), (100, 0)]),
        LineString([(0, 500), (9, 500)]),
    ]
    joined = join_lines(pieces, 1, 20)
    assert joined is not None
    assert joined.equals(LineString([(0, 0), (100, 0)]))
    assert join_lines(pieces[2:], 1, 20) is None


def test_there_and_back_are_one_track() -> None:
    there, back = LineString([(0, 0), (3000, 0)]), LineString([(2900, 20), (0, 20)])
    branch = LineString([(1500, 0), (1500, 1500)])
    kept = one_of_parallel([there, back, branch], 60)
    assert sum(line.length for line in kept) == 3000 + 1440
