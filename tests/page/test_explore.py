"""``geo.explore``: any GeoDataFrame, called as GeoDataFrame.explore is."""

from __future__ import annotations

import warnings
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
import xyzservices

from geo.page.categories import COLOURS
from geo.page.classes import class_limits, class_of
from geo.page.explore import explore
from geo.page.explore_schemes import scheme_of


def frame(**columns: Any) -> geopandas.GeoDataFrame:
    count = len(next(iter(columns.values())))
    points = [shapely.Point(120 + number / 100, 30) for number in range(count)]
    return geopandas.GeoDataFrame(columns, geometry=points, crs=4326)


def head_of(*arguments: Any, **options: Any) -> dict[str, Any]:
    return explore(*arguments, **options)._head


def test_any_reference_system_becomes_degrees() -> None:
    data = frame(a=[1]).to_crs(4549)
    assert head_of(data)["view"]["center"] == pytest.approx([120, 30], abs=1e-6)


def test_metres_without_a_reference_system_are_refused_in_words() -> None:
    data = geopandas.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(500000, 3300000)])
    with pytest.raises(ValueError, match="set_crs"):
        explore(data)
    degrees = geopandas.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(120, 30)])
    assert head_of(degrees)["view"]["center"] == [120, 30]


def test_nothing_is_contacted_and_nothing_is_wrong() -> None:
    page = explore(frame(name=["a", "b"]))
    assert page.external_hosts == []
    assert page.problems == []


def test_the_data_is_left_alone() -> None:
    data = frame(id=[1, 1], category=["x", "y"])
    before = data.copy()
    explore(data, "category")
    pd.testing.assert_frame_equal(pd.DataFrame(data), pd.DataFrame(before))


def test_another_geometry_column_and_an_index_of_names() -> None:
    data = frame(a=[1, 2]).rename_geometry("shape")
    data.index = ["north", "south"]
    assert head_of(data, name="Poles")["title"] == {"en": "Poles"}


def test_a_map_is_called_what_its_column_holds_in_both_languages() -> None:
    data = frame(kind=["x", "y"], h=[1, 2])
    assert head_of(data, "kind")["title"] == {"en": "Kind", "zh": "性质"}
    assert head_of(data, "h")["title"] == {"en": "h"}
    assert head_of(data)["title"] == {"en": "Sites", "zh": "地点"}


def test_columns_in_the_way_are_kept_beside() -> None:
    fields = head_of(frame(id=[7, 7], category=["x", "y"], name=["a", "b"]))["fields"]
    assert [field["name"] for field in fields] == ["id_", "category_"]


def test_a_series_of_geometries_will_do() -> None:
    head = head_of(frame(a=[1, 2]).geometry)
    assert head["count"] == 2


def test_one_colour_for_all() -> None:
    head = head_of(frame(kind=["a", "b"]), "kind", color="red")
    assert [(entry["id"], entry["color"]) for entry in head["categories"]] == [("all", "#ff0000")]
    with pytest.raises(ValueError, match="nocolour"):
        head_of(frame(a=[1]), color="nocolour")


def topic_of(*arguments: Any, **options: Any) -> dict[str, Any]:
    head = head_of(*arguments, **options)
    (topic,) = head["topics"]
    assert head["topic"] == topic["id"]
    # It is how the map looks, not one to choose among others; and the sites keep their categories.
    assert topic["label"] == {}
    assert [entry["id"] for entry in head["categories"]] == [""]
    return topic


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


def test_tooltip_and_popup_choose_the_fields() -> None:
    data = frame(a=[1], b=[2], c=[3])
    fields = head_of(data, tooltip="c", popup=["a"])["fields"]
    assert [field["name"] for field in fields] == ["a", "c"]
    assert head_of(data, tooltip=False)["fields"] == []


def test_a_map_may_keep_quiet_about_its_colours() -> None:
    assert topic_of(frame(kind=["a", "b"]), "kind", legend=False)["quiet"] is True


def test_a_style_may_name_the_one_colour() -> None:
    head = head_of(frame(a=[1]), style_kwds={"color": "red"})
    assert head["categories"][0]["color"] == "#ff0000"


def test_a_style_may_be_a_function_of_the_site() -> None:
    def style(feature: dict[str, Any]) -> dict[str, str]:
        return {"color": "black"} | ({"fillColor": "red"} if feature["properties"]["a"] > 1 else {})

    head = head_of(frame(a=[1, 2, 3]), style_kwds={"style_function": style})
    assert [one["color"] for one in head["categories"]] == ["#000000", "#ff0000"]
    plain = head_of(frame(a=[1]), style_kwds={"style_function": lambda _: {"weight": 2}})
    assert [one["id"] for one in plain["categories"]] == [""]


@pytest.mark.parametrize(
    "tiles",
    [
        "CartoDB.Voyager",
        "https://t.example/{z}/{x}/{y}.png",
        xyzservices.providers.OpenStreetMap.HOT,
    ],
)
def test_tiles_begin_the_map_online(tiles: Any) -> None:
    page = explore(frame(a=[1]), tiles=tiles)
    codes = [problem.code for problem in page.problems]
    assert page.external_hosts or codes == ["base-key-unnamed"]


def test_tiles_of_ones_own_say_whom_to_name() -> None:
    mine = xyzservices.TileProvider(
        name="Mine", url="https://{s}.t.example/{k}/{z}/{x}/{y}.png", k="a1", attribution="me"
    )
    (base,) = head_of(frame(a=[1]), tiles=mine)["bases"]
    assert (base["urls"], base["attribution"]) == (
        ["https://{s}.t.example/a1/{z}/{x}/{y}.png"],
        {"en": "me"},
    )
    (base,) = head_of(frame(a=[1]), tiles="https://t.example/{z}/{x}/{y}.png", attr="her")["bases"]
    assert base["attribution"] == {"en": "her"}


def test_tiles_are_called_as_folium_calls_them() -> None:
    (base,) = head_of(frame(a=[1]), tiles="OpenStreetMap")["bases"]
    assert "tile.openstreetmap.org" in base["urls"][0]


def test_tiles_nobody_knows_are_told() -> None:
    with pytest.warns(UserWarning, match="OpenStreetMapp"):
        assert head_of(frame(a=[1]), tiles="OpenStreetMapp")["bases"] == []


def test_a_column_may_come_as_values() -> None:
    data = frame(value=[9, 9, 9])
    for values in ([1, 2, 3], np.array([1, 2, 3]), pd.Series([1, 2, 3], index=[7, 8, 9])):
        topic = topic_of(data, values, scheme="EqualInterval", k=2)
        assert (topic["color"], topic["scheme"]) == ("value_2", "equal")
    assert topic_of(data, pd.Series([1, 2, 3], name="rank"))["color"] == "rank"
    assert list(data.columns) == ["value", "geometry"], "the frame stays as it is"
    with pytest.raises(ValueError, match="2 values, and there are 3 sites"):
        explore(data, [1, 2])


def test_a_site_may_have_a_colour_of_its_own() -> None:
    data = frame(hue=["red", "#00f", "red"])
    for color in ("hue", list(data["hue"])):
        head = head_of(data, color=color)
        assert [one["color"] for one in head["categories"]] == ["#ff0000", "#0000ff"]
    with pytest.raises(ValueError, match="2 colours, and 3 sites"):
        explore(data, color=["red", "blue"])


def test_a_number_is_the_first_so_many_columns() -> None:
    data = frame(a=[1], b=[2], c=[3])
    assert [field["name"] for field in head_of(data, tooltip=2)["fields"]] == ["a", "b"]
    with pytest.raises(ValueError, match="no column 'd'"):
        explore(data, tooltip=["d"])


def test_arguments_of_folium_say_where_to_look() -> None:
    view = head_of(frame(a=[1]), location=[30, 120], zoom_start=12, min_zoom=3, max_zoom=15)["view"]
    assert view == {"center": [120.0, 30.0], "zoom": 12.0, "minZoom": 3, "maxZoom": 15}


def test_all_kinds_of_geometry_and_none() -> None:
    geometries = [
        shapely.MultiPoint([(1, 1), (2, 2)]),
        shapely.LineString([(0, 0), (1, 1)]),
        shapely.box(0, 0, 1, 1),
        shapely.GeometryCollection([shapely.Point(0, 0)]),
        None,
        shapely.Point(),
    ]
    page = explore(geopandas.GeoDataFrame({"a": range(6)}, geometry=geometries, crs=4326))
    assert page._head["count"] == 6


def test_an_empty_frame_is_an_empty_map() -> None:
    data = geopandas.GeoDataFrame({"a": []}, geometry=[], crs=4326)
    assert head_of(data)["count"] == 0


def test_what_only_geopandas_takes_is_left_aside_with_a_warning() -> None:
    with pytest.warns(UserWarning, match=r"leaves aside max_bounds, style_kwds\['radius'\]:"):
        assert head_of(frame(a=[1]), style_kwds={"radius": 3}, max_bounds=True)["count"] == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # What nobody has asked for needs no word.
        head_of(frame(a=[1]), m=None, highlight=True, width="100%", marker_kwds={})
    with pytest.raises(TypeError, match="'colour'"):
        explore(frame(a=[1]), colour="red")


def test_frames_that_cannot_be_shown_say_why() -> None:
    twice = frame(a=[1], b=[2]).rename(columns={"b": "a"})
    with pytest.raises(ValueError, match="two columns are called 'a'"):
        explore(twice)
    endless = geopandas.GeoSeries([shapely.Point(float("inf"), 30)], crs=4326)
    with pytest.raises(ValueError, match="not a finite number"):
        explore(endless)


def test_a_plain_column_called_geometry_is_no_trouble() -> None:
    data = frame(a=[1]).rename_geometry("where").assign(geometry=["x"])
    assert "geometry_" in [field["name"] for field in head_of(data)["fields"]]


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
