"""What columns are called: every language's usual names, and the words that only look like one."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from geo.sources.recognised import WEAK, best, names_in, pair, rank, words_of


@pytest.mark.parametrize(
    "heading",
    [
        "name", "NAME", "Name", "title", "Site Name", "site_name", "SiteName", "label", "名称",
        "名 称", "企业名称", "nombre", "Nom", "Название", "施設名", "이름", "Bezeichnung", "naziv",
        "ＮＡＭＥ", "\ufeffname", "Titulo", "título", "NAME_LONG", "名稱", "tên",
    ],
)  # fmt: skip
def test_headings_of_names_are_recognised(heading: str) -> None:
    found = rank("name", heading)
    assert found is not None
    assert found < WEAK


@pytest.mark.parametrize(
    "heading",
    ["Field_Name", "project_name", "STATION_NAME", "nom_gare", "门店名称", "nombre del sitio"],
)
def test_what_ends_or_begins_like_a_name_comes_after_all_others(heading: str) -> None:
    assert rank("name", heading) == WEAK
    assert best("name", [heading, "title"]) == ["title", heading]


@pytest.mark.parametrize(
    "heading",
    ["file_name", "userName", "filename", "last_name", "street name", "tournament", "type_name", "",
     "rename", "layer name", "unnamed: 0"],
)  # fmt: skip
def test_what_only_holds_the_word_is_no_name(heading: str) -> None:
    assert rank("name", heading) is None


def test_of_equals_the_first_column_comes_first_and_the_lists_order_rules() -> None:
    assert best("name", ["label", "NAME", "title", "code"]) == ["NAME", "title", "label"]
    assert best("name", ["nombre", "名称"]) == ["nombre", "名称"]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["lng", "lat"], ("lng", "lat")),
        (["纬度", "经度"], ("经度", "纬度")),
        (["LATITUDE", "LONGITUDE"], ("LONGITUDE", "LATITUDE")),
        (["x", "y"], ("x", "y")),
        (["start_lat", "start_lng"], ("start_lng", "start_lat")),
        (["経度", "緯度"], ("経度", "緯度")),
        (["longitud", "latitud"], ("longitud", "latitud")),
        (["Latitude (deg)", "Longitude (deg)"], ("Longitude (deg)", "Latitude (deg)")),
        (["x", "y", "lon", "lat"], ("lon", "lat")),
        (["id", "platform", "salon"], None),
        (["lon"], None),
        (["size_x", "size_y"], None),
        (["start_lat", "end_lng"], None),
    ],
)
def test_longitude_and_latitude_are_recognised_in_pairs(
    headings: list[str], expected: tuple[str, str] | None
) -> None:
    assert pair(headings) == expected


@pytest.mark.parametrize(
    "heading",
    ["OBJECTID", "Shape_Length", "SHAPE_Area", "GEO_ID", "GlobalID", "tessellate", "osm_id"],
)
def test_technical_columns_are_recognised(heading: str) -> None:
    assert rank("technical", heading) is not None


@pytest.mark.parametrize(
    "heading", ["marker-color", "marker_color", "markerColor", "styleUrl", "fill-opacity", "stroke"]
)
def test_style_keys_are_recognised(heading: str) -> None:
    assert rank("style", heading) is not None


@pytest.mark.parametrize(
    "heading", ["category", "PARK_TYPE", "类别", "種別", "分类", "Kategorie", "tipo"]
)
def test_headings_of_categories_are_recognised(heading: str) -> None:
    assert rank("category", heading) is not None


def test_a_name_cut_short_by_a_shapefile_is_still_known() -> None:
    assert rank("description", "descriptio") is not None


def test_the_list_is_sound() -> None:
    data = json.loads(files("geo.sources").joinpath("recognised.json").read_text(encoding="utf-8"))
    for role in ("name", "id", "category", "lon", "lat", "position", "technical", "style"):
        for group, names in data[role].items():
            assert names_in(role, group) == names
            assert len({"".join(words_of(name)) for name in names}) == len(names), (role, group)
            assert all(words_of(name) for name in names)
