"""Classes are mapclassify's, on random and on hostile columns; the page's are the same."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import mapclassify
import numpy as np
import pytest

from geo.page.classes import class_limits, class_of

FIXTURE = Path(__file__).parent.parent / "fixtures" / "classes.json"
# Names of ours and of mapclassify.
SCHEMES = {"quantiles": "Quantiles", "equal": "EqualInterval", "natural": "FisherJenks",
           "deviation": "StdMean"}  # fmt: skip


def columns() -> dict[str, list[float]]:
    random = np.random.default_rng(16)
    return {
        "normal": random.normal(size=60).round(6).tolist(),
        "exponential": random.exponential(40, size=60).round(3).tolist(),
        "ties": random.integers(0, 9, size=60).astype(float).tolist(),
        "tail without end": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 1e12],
        "large and near": [2.0**53 - 12 + n for n in range(12)],
        "even": [float(n % 6) for n in range(24)],
        "evenly far": [float(n) for n in range(-7, 18)],
        "many zeros": [0.0] * 7 + [1.0, 2.0, 3.0],
        "heavy tail": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 900.0],
        "one value": [3.0, 3.0, 3.0],
        "one": [7.5],
        "two": [1.0, 2.0],
        "both signs": [-30.0, -2.0, -1.0, 0.0, 4.0, 5.0, 60.0],
        "negative": [-9.0, -8.0, -4.0, -2.0, -1.0, -0.5],
        "tiny": [0.004, 0.0045, 0.01, 0.02, 0.021, 0.03],
        "huge": [1e308, -1e308, 1e300, 5e307, 0.0, 7e307],
        # Numbers that limits of equal steps, and of growing ones, would miss by a rounding.
        "on limits": [-2.6, -1.2, 0.2, 1.6, 0.1, 0.3],
        "powers": [float(10**power) for power in range(13)],
        "none": [],
    }


def many() -> list[float]:
    """So many different numbers that natural breaks are looked for among some of them first."""
    return np.random.default_rng(5).lognormal(3, 1.5, size=2500).round(2).tolist()  # type: ignore[no-any-return]


def cases() -> list[dict[str, Any]]:
    schemes = ("natural", "quantiles", "equal", "geometric", "deviation")
    asked = [(name, values, scheme) for name, values in columns().items() for scheme in schemes]
    return [
        {"name": name, "values": values, "scheme": scheme, "count": count,
         "uppers": class_limits(np.array(values, dtype=float), scheme, count)}
        for name, values, scheme in [*asked, ("many", many(), "natural")]
        for count in (3, 5)
    ]  # fmt: skip


def test_the_page_was_tested_with_the_same_limits() -> None:
    # `python -m tests.page.test_classes` writes it; geo/web/test/data/classes.test.ts reads it.
    assert json.loads(FIXTURE.read_text("utf-8")) == cases()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    "name",
    [
        "normal",
        "exponential",
        "ties",
        "even",
        "evenly far",
        "heavy tail",
        "both signs",
    ],
)
@pytest.mark.parametrize("count", [3, 5, 7])
def test_classes_are_those_of_mapclassify(name: str, scheme: str, count: int) -> None:
    values = np.array(columns()[name])
    if scheme == "natural" and len(np.unique(values)) <= count:
        return  # each number is a class of its own; mapclassify refuses
    options = {} if scheme == "deviation" else {"k": count}
    theirs = mapclassify.classify(values, SCHEMES[scheme], **options).yb
    ours = class_of(class_limits(values, scheme, count), values)
    # There may be classes that nobody is in.
    same = [np.unique(which, return_inverse=True)[1] for which in (theirs, ours)]
    assert np.array_equal(*same)


@pytest.mark.parametrize("scheme", ["natural", "quantiles", "equal"])
def test_large_numbers_that_hardly_differ_are_parted(scheme: str) -> None:
    values = np.array(columns()["large and near"])
    counts = np.bincount(class_of(class_limits(values, scheme, 5), values))
    assert len(counts) == 5
    assert counts.max() <= 3
    assert counts.min() >= 2


def test_calemp_is_parted_as_published() -> None:
    values = np.asarray(mapclassify.load_example())
    assert values.sum() == pytest.approx(7303.83)
    limits = class_limits(values, "quantiles", 5)
    assert limits == pytest.approx([1.464, 5.798, 13.278, 54.616, 4111.45])
    assert np.bincount(class_of(limits, values)).tolist() == [12, 11, 12, 11, 12]
    limits = class_limits(values, "natural", 5)
    assert limits == pytest.approx([75.29, 192.05, 370.5, 722.85, 4111.45])
    assert np.bincount(class_of(limits, values)).tolist() == [49, 3, 4, 1, 1]


def test_natural_breaks_are_exact_where_floats_of_half_the_width_are_not() -> None:
    values = np.sort(np.random.default_rng(3).normal(1e7, 50, size=300))

    def squares(limits: list[float]) -> float:
        which = class_of(limits, values)
        parts = (values[which == n] for n in range(len(limits)))
        return sum(float(((part - part.mean()) ** 2).sum()) for part in parts if len(part))

    theirs = mapclassify.FisherJenks(values, k=5).bins.tolist()
    assert squares(class_limits(values, "natural", 5)) <= squares(theirs) * (1 + 1e-9)


@pytest.mark.parametrize("spread", [0.5, 1.5, 3])
@pytest.mark.parametrize("count", [3, 5, 9])
def test_natural_breaks_of_many_numbers_are_as_good_as_the_best(
    spread: float, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = np.random.default_rng(9).lognormal(3, spread, size=20_000)

    def squares() -> float:
        which = class_of(class_limits(values, "natural", count), values)
        parts = (values[which == n] for n in range(count))
        return sum(float(((part - part.mean()) ** 2).sum()) for part in parts)

    ours = squares()
    monkeypatch.setattr("geo.page.classes.MOST_PLACES", len(values))
    assert ours <= squares() * 1.001


@pytest.mark.parametrize("scheme", ["natural", "quantiles", "equal", "geometric", "deviation"])
def test_hostile_columns_have_honest_classes(scheme: str) -> None:
    hostile = [math.nan, math.inf, -math.inf, 1.0, 1.0, 5e-324, 1e308, 0.0]
    values = np.array(hostile)
    limits = class_limits(values, scheme, 5)
    assert limits == sorted(set(limits))
    assert all(math.isfinite(limit) for limit in limits)
    assert limits[-1] == 1e308
    which = class_of(limits, values)
    assert which.tolist()[:3] == [-1, -1, -1]
    assert which[3] == which[4]
    assert class_limits(np.array([math.nan]), scheme, 5) == []
    assert class_limits(np.array([3.0, 3.0]), scheme, 5) == [3.0]


def test_many_zeros_are_a_class_of_their_own() -> None:
    values = np.array([0.0] * 7 + [1, 2, 3])
    assert class_limits(values, "quantiles", 5) == [0.0, 1.0, 2.0, 3.0]
    assert class_limits(values, "natural", 5) == [0.0, 1.0, 2.0, 3.0]
    growing = class_limits(np.array([0.0, 1, 10, 100, 1000]), "geometric", 4)
    assert growing == pytest.approx([0, 10, 100, 1000])


def test_a_number_on_a_limit_belongs_to_the_class_below() -> None:
    steps = np.array(columns()["on limits"])
    assert class_of(class_limits(steps, "equal", 3), steps).tolist() == [0, 0, 1, 2, 1, 2]
    powers = np.array(columns()["powers"])
    for count in (3, 4, 6):
        each = 12 // count
        expected = [0, *(n // each for n in range(12))]
        assert class_of(class_limits(powers, "geometric", count), powers).tolist() == expected


def test_limits_by_hand_stay_and_the_last_class_is_open() -> None:
    values = np.array([1.0, 10, 10.5, 50, 700])
    assert class_limits(values, "manual", 5, [10, 50, 100]) == [10, 50, 100, 700]
    assert class_limits(values, "manual", 5, [-5, 10, 9000]) == [10, 700]


if __name__ == "__main__":
    FIXTURE.write_text(json.dumps(cases()) + "\n", "utf-8")
