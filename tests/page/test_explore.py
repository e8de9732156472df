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

from geo.page.explore import explore
from tests.page.explored import frame, head_of, topic_of


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


def test_what_has_no_geometries_is_named() -> None:
    table = pd.DataFrame({"a": [1, 2]})
    with pytest.raises(TypeError, match="GeoDataFrame or GeoSeries is needed, this is pandas"):
        explore(table)  # type: ignore[arg-type]
