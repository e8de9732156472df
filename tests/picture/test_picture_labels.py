"""Measuring, wrapping and placing text without a font."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.picture.ground_labels import around, upright
from geo.picture.labels import Label, Line, Spot, place
from geo.picture.metrics import balance, shorten, text_width, wrap
from geo.picture.svg import path_of

WORDS = st.text(alphabet="白马湖实验室（）abc XYZ，。", max_size=40)


def test_chinese_is_one_em_wide() -> None:
    assert text_width("白马湖", 10) == 30
    assert text_width("i", 10) < text_width("M", 10)
    assert text_width("e\u0301", 10) == text_width("e", 10)


@given(text=WORDS, width=st.floats(30, 300))
def test_wrapping_loses_nothing_but_spaces(text: str, width: float) -> None:
    for broken in (wrap(text, 10, width), balance(text, 10, width)):
        assert re.sub(" ", "", "".join(broken)) == re.sub(" ", "", text)


@given(text=WORDS, width=st.floats(60, 300))
def test_balanced_lines_are_no_more_than_wrapped_ones(text: str, width: float) -> None:
    assert len(balance(text, 10, width)) == len(wrap(text, 10, width))


def test_words_and_short_brackets_stay_whole() -> None:
    assert wrap("Science Valley", 10, 60) == ["Science", "Valley"]
    assert wrap("杭州高新区（滨江）园区", 10, 70) == ["杭州高新区", "（滨江）园区"]
    assert wrap("白马湖，", 10, 30)[-1] != "，"


@given(text=st.text(max_size=40), width=st.floats(20, 200))
def test_shortened_text_fits(text: str, width: float) -> None:
    assert text_width(shorten(text, 10, width), 10) <= width


@given(places=st.lists(st.tuples(st.floats(0, 300), st.floats(0, 300)), min_size=1, max_size=25))
def test_placed_labels_never_meet_nor_cover_signs(places: list[tuple[float, float]]) -> None:
    line = Line("白马湖", 10, "zh")
    labels = [
        Label(0, tuple(around(x, y, 8, (line,))), "site", owner=n)
        for n, (x, y) in enumerate(places)
    ]
    signs = [shapely.box(x - 4, y - 4, x + 4, y + 4) for x, y in places]
    result = place(labels, signs, (0, 0, 300, 300))
    rooms = [spot.room for _, spot in result.spots]
    assert len(rooms) + len(result.unplaced) == len(labels)
    for one, other in combinations(rooms, 2):
        assert one.intersection(other).area == 0
    for label, spot in result.spots:
        for index, sign in enumerate(signs):
            if index != label.owner:
                assert spot.room.intersection(sign).area == 0
        assert shapely.box(0, 0, 300, 300).covers(spot.room)


def test_the_more_important_label_gets_the_place() -> None:
    line = Line("abc", 10, "en")
    spot = Spot(50, 50, "start", (line,))
    weak, strong = Label(5, (spot,), "road"), Label(1, (spot,), "site")
    result = place([weak, strong], [], (0, 0, 200, 200))
    assert [label.kind for label, _ in result.spots] == ["site"]
    assert result.unplaced == [weak]


@given(angle=st.floats(-720, 720))
def test_text_never_stands_on_its_head(angle: float) -> None:
    turned = upright(angle)
    assert -90 <= turned <= 90
    assert (turned - angle) % 180 == pytest.approx(0, abs=1e-6) or (turned - angle) % 180 == (
        pytest.approx(180, abs=1e-6)
    )


def test_paths_are_relative_and_rounded_without_drift() -> None:
    line = shapely.LineString([(0.04 * n, 0) for n in range(101)])
    steps = [float(n) for n in re.findall(r"-?[\d.]+", path_of([line]))]
    assert sum(steps[2::2]) == pytest.approx(4.0)
    assert path_of([shapely.Polygon([(0, 0), (10, 0), (10, -5.25)])]).endswith("z")
    assert path_of([shapely.Point(1, 1)]) == ""
