"""Colours, classes and sorts of `geo.explore`, which are mapclassify's and matplotlib's."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest

from geo.page.categories import COLOURS
from geo.page.classes import class_limits, class_of
from geo.page.explore import explore
from geo.page.explore_schemes import scheme_of
from tests.page.explored import frame, topic_of


def test_texts_become_sorts() -> None:
    topic = topic_of(frame(kind=["b", "a", None, "b"]), "kind")
    assert (topic["color"], topic["scheme"]) == ("kind", "categories")
    assert topic["order"] == ["a", "b"]
    assert topic["palette"] == list(COLOURS[:2])


def test_numbers_that_are_sorts_are_in_the_order_of_numbers() -> None:
    topic = topic_of(frame(kind=[10, 9, 2, None]), "kind", categorical=True)
    assert topic["order"] == ["2", "9", "10"]


def test_no_two_of_many_sorts_have_one_colour_unless_somebody_asks_for_it() -> None:
    data = frame(kind=[f"k{n:02d}" for n in range(30)])
    with pytest.warns(UserWarning, match="of 30 sorts only the most common"):
        topic = topic_of(data, "kind")
    assert topic.keys().isdisjoint({"order", "palette"})
    assert len(topic_of(data, "kind", cmap="tab20")["palette"]) == 30


def test_dates_become_classes() -> None:
    days = pd.date_range("1969-12-31", periods=30).to_series()
    days.iloc[3] = None
    topic = topic_of(frame(day=days.to_numpy()), "day", k=4)
    assert (topic["color"], topic["scheme"], topic["classes"]) == ("day", "quantiles", 4)
    topic = topic_of(frame(day=days.to_numpy()), "day", scheme="HeadTailBreaks")
    assert 1969.9 < topic["breaks"][0] < 1970.1


def test_sorts_may_be_chosen_and_ordered() -> None:
    assert topic_of(frame(kind=["b", "a", "c"]), "kind", categories=["c", "b"])["order"] == [
        "c",
        "b",
    ]


def test_an_ordered_categorical_keeps_its_order() -> None:
    kinds = pd.Categorical(["low", "high"], categories=["low", "mid", "high"], ordered=True)
    assert topic_of(frame(kind=kinds), "kind")["order"] == ["low", "high"]


def test_numbers_become_classes() -> None:
    topic = topic_of(frame(value=[*range(100)]), "value")
    assert (topic["scheme"], topic["classes"], topic["palette"]) == ("quantiles", 5, "viridis")
    topic = topic_of(
        frame(value=[*range(100)]), "value", scheme="EqualInterval", k=3, vmin=10, vmax=90
    )
    assert (topic["scheme"], topic["classes"]) == ("equal", 3)
    assert (topic["least"], topic["most"]) == (10, 90)


def test_numbers_may_be_names_of_sorts() -> None:
    topic = topic_of(frame(kind=[2.0, 1.0, 2.0]), "kind", categorical=True)
    assert (topic["scheme"], topic["order"]) == ("categories", ["1", "2"])


def test_a_column_that_is_in_the_way_colours_by_its_new_name() -> None:
    assert topic_of(frame(category=["x", "y"]), "category")["color"] == "category_"


def test_one_number_or_none() -> None:
    assert topic_of(frame(value=[5, 5, 5]), "value")["color"] == "value"
    page = explore(frame(value=[np.nan, np.nan]), "value")
    assert page.problems == []
    assert "topics" not in page._head


@pytest.mark.parametrize("scheme", ["HeadTailBreaks", "BoxPlot", "MaximumBreaks"])
def test_schemes_of_mapclassify(scheme: str) -> None:
    mapclassify = pytest.importorskip("mapclassify")
    values = np.random.default_rng(1).exponential(size=200)
    topic = topic_of(frame(value=values), "value", scheme=scheme)
    assert topic["scheme"] == "manual"
    theirs = mapclassify.classify(values, scheme, **({"k": 5} if scheme[0] == "M" else {}))
    ours = class_of(class_limits(values, "manual", 5, topic["breaks"]), values)
    same = [np.unique(which, return_inverse=True)[1] for which in (theirs.yb, ours)]
    assert np.array_equal(*same)


def test_limits_may_be_given() -> None:
    bins = {"bins": [10, 50]}
    topic = topic_of(
        frame(value=[1, 20, 70]), "value", scheme="UserDefined", classification_kwds=bins
    )
    assert topic["breaks"] == [10, 50]


def test_an_unknown_scheme_or_colour_map_is_said_in_words() -> None:
    pytest.importorskip("mapclassify")
    pytest.importorskip("matplotlib")
    with pytest.raises(ValueError, match="NaturalBreaks"):
        explore(frame(a=[1, 2]), "a", scheme="nonsense")
    with pytest.raises(ValueError, match="nonsense"):
        explore(frame(a=["a"]), "a", cmap="nonsense")
    with pytest.raises(ValueError, match="no column 'b'"):
        explore(frame(a=[1]), "b")
    with pytest.raises(ValueError, match="vmin 5 is greater than vmax 1"):
        explore(frame(a=[1, 9]), "a", vmin=5, vmax=1)
    with pytest.raises(ValueError, match="into 0 classes"):
        explore(frame(a=[1, 9]), "a", k=0)
    with pytest.warns(UserWarning, match="12 classes, not 20"):
        assert topic_of(frame(a=range(99)), "a", k=20)["classes"] == 12


@pytest.mark.parametrize(
    ("cmap", "colours"),
    [
        (["#111111", "#222222"], ["#111111", "#222222"]),
        (lambda step: (step, 0.0, 0.0, 1.0), ["#000000", "#ff0000"]),
    ],
)
def test_colours_may_be_a_list_or_a_function(cmap: Any, colours: list[str]) -> None:
    assert topic_of(frame(kind=["a", "b"]), "kind", cmap=cmap)["palette"] == colours


def test_colours_of_matplotlib() -> None:
    pytest.importorskip("matplotlib")
    assert topic_of(frame(kind=["a"]), "kind", cmap="Set1")["palette"] == ["#e41a1c"]
    palette = topic_of(frame(value=range(10)), "value", cmap="viridis")["palette"]
    assert (len(palette), palette[0]) == (5, "#440154")


@pytest.mark.parametrize("values", [
    [3.0] * 10, [1.0, 2.0] * 5, [1.0, 2.0, 3.0], [5.0], [0.0] * 20 + [1.0, 2.0, 3.0],
    [1.0, np.inf, 2.0, 3.0, 4.0, 5.0, -np.inf, 7.0], [1e308, -1e308, 1.0, 2.0, 3.0, 4.0, 5.0],
    list(range(12)), [np.nan, 1.0, 9.0],
])  # fmt: skip
def test_no_scheme_of_mapclassify_fails_or_hangs_on_few_numbers(values: list[float]) -> None:
    classifiers = pytest.importorskip("mapclassify").CLASSIFIERS
    numbers = np.array(values)
    finite = numbers[np.isfinite(numbers)]
    for name in (one for one in classifiers if one != "UserDefined"):
        for k in (2, 5, 9):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                scheme, breaks = scheme_of(numbers, name, k, {})
            limits = class_limits(numbers, scheme, k, breaks)
            assert limits == sorted(set(limits)), name
            assert limits[-1] == finite.max(), name


def test_a_scheme_that_cannot_part_the_numbers_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    mapclassify = pytest.importorskip("mapclassify")

    def fail(*_: Any, **__: Any) -> None:
        raise IndexError("index -3")

    monkeypatch.setattr(mapclassify, "classify", fail)
    with pytest.warns(UserWarning, match=r"JenksCaspall cannot part these numbers \(index -3\)"):
        topic = topic_of(frame(value=range(10)), "value", scheme="JenksCaspall")
    assert topic["scheme"] == "natural"
    with pytest.raises(ValueError, match="needs its limits"):
        explore(frame(value=range(10)), "value", scheme="UserDefined")


def test_the_key_is_worded_as_asked() -> None:
    numbers = frame(value=range(10))
    topic = topic_of(
        numbers, "value", scheme="EqualInterval", k=3,
        legend_kwds={"caption": "Heads", "fmt": "{:.0f}", "interval": True, "max_labels": 3},
        missing_kwds={"color": "red", "label": "unknown"},
    )  # fmt: skip
    assert topic["key"] == {
        "caption": "Heads", "limits": ["0", "3", "6", "9"], "listed": True, "most": 3,
        "labels": ["[0, 3]", "(3, 6]", "(6, 9]"], "noneColor": "#ff0000", "noneLabel": "unknown",
    }  # fmt: skip
    kinds = topic_of(frame(kind=["b", "a"]), "kind", legend_kwds={"labels": ["A", "B"]})
    assert kinds["key"] == {"labels": ["A", "B"]}
    assert "key" not in topic_of(numbers, "value", legend_kwds={"scale": False})
    with pytest.raises(ValueError, match="1 labels, and 5 colours"):
        explore(numbers, "value", legend_kwds={"labels": ["one"]})
    with pytest.raises(ValueError, match="writes no number"):
        explore(numbers, "value", legend_kwds={"fmt": "{:x}"})
    with pytest.warns(UserWarning, match=r"leaves aside orientation, hatch, scale=True"):
        explore(
            numbers, "value",
            legend_kwds={"orientation": "h", "scale": True}, missing_kwds={"hatch": "/"},
        )  # fmt: skip


def test_colours_of_a_scheme_are_those_it_would_have_with_numbers_in_every_class() -> None:
    pytest.importorskip("matplotlib")
    asked = {"scheme": "UserDefined", "classification_kwds": {"bins": [5, 20, 100]}}
    topic = topic_of(
        frame(value=range(10)), "value", cmap=["#000000", "#777777", "#ffffff"], **asked
    )
    assert (topic["breaks"], topic["palette"]) == ([5, 20], ["#000000", "#777777", "#ffffff"])
