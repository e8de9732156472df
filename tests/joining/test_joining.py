"""The join: no site is lost or invented, every unmatched row is a problem with its place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.joining import join, value_series
from geo.page.park_map import build_map
from geo.problems import errors
from geo.project import open_project
from tests.projects import (
    FOREIGN_KEY,
    codes,
    joined,
    own_folder,
    package,
    places,
    resource,
    site,
    sites,
    write_project,
)

PROJECTS = Path(__file__).parent.parent / "fixtures" / "projects"


class TestDemoPark:
    layer = join(open_project(PROJECTS / "demo-park"))

    def test_it_is_sound(self):
        assert [problem.as_text() for problem in self.layer.problems] == []
        assert self.layer.left_out == []

    def test_every_site_stands_in_the_order_of_the_file(self):
        assert self.layer.sites["id"].tolist() == [
            "demo-river", "demo-greenway", "plot-a", "plot-b", "hall", "gates", "kiosk", "lab",
        ]  # fmt: skip
        assert self.layer.sites.crs.to_epsg() == 4326
        assert isinstance(self.layer.sites.index, pd.RangeIndex)

    def test_geometries_are_of_every_kind(self):
        kinds = self.layer.sites.geometry.geom_type.tolist()
        assert kinds[:7] == [
            "LineString", "MultiLineString", "Polygon", "MultiPolygon", "Point", "MultiPoint",
            "Point",
        ]  # fmt: skip
        assert self.layer.sites.geometry[7] is None
        assert len(self.layer.sites.geometry[2].interiors) == 1

    def test_a_table_with_one_row_a_site_becomes_columns(self):
        sites = self.layer.sites.set_index("id")
        assert sites.loc["hall", "地址"] == "示例路 1 号\r\n（虚构）"
        assert sites.loc["plot-a", "面积"] == 98000.5
        assert pd.isna(sites.loc["kiosk", "面积"])

    def test_a_table_with_many_rows_stays_one(self):
        table = self.layer.related["指标"]
        assert list(table.columns[:2]) == ["site_id", "site"]
        assert table["site"].tolist() == [2, 2, 4, 7]
        assert table["年份"].tolist() == [2021, 2022, 2022, 2022]

    def test_a_table_about_no_site_is_a_reference(self):
        assert list(self.layer.references) == ["sources"]

    def test_a_position_of_another_datum_is_converted_once(self):
        sites = self.layer.sites.set_index("id")
        point = sites.geometry["kiosk"]
        # 121.515533, 29.908914 in GCJ-02 lies some 500 m from the same numbers in WGS 84.
        assert point.x == pytest.approx(121.5111, abs=1e-3)
        assert point.y == pytest.approx(29.9112, abs=2e-3)
        assert sites.loc["kiosk", "datum"] == "gcj02"


class TestDefaults:
    layer = join(open_project(PROJECTS / "everything-default"))

    def test_numbers_as_ids_become_text(self):
        assert self.layer.sites["id"].tolist() == ["7", "8"]

    def test_values_keep_their_types(self):
        assert self.layer.sites["beds"].tolist() == [3, pd.NA]
        assert self.layer.sites["tags"].tolist() == [None, ["water", "birds"]]

    def test_nothing_is_wrong(self):
        assert self.layer.problems == []


def test_a_taken_name_gets_the_name_of_the_table(tmp_path):
    layer = joined(
        tmp_path,
        [site("a", note="ours")],
        tables_t_csv="site_id,note,v\na,theirs,1\n",
        tables_u_csv="site_id,v\na,2\n",
    )
    row = layer.sites.iloc[0]
    assert (row["note"], row["t.note"], row["v"], row["u.v"]) == ("ours", "theirs", 1, 2)


def test_a_name_made_of_a_taken_one_may_be_taken_too(tmp_path):
    layer = joined(
        tmp_path,
        [site("a", **{"v": 1, "t.v": 2, "geometry": 3, "layer.geometry": 4})],
        tables_t_csv="site_id,v\na,5\n",
        tables_u_csv="site_id,v,u.v,w\na,6,7,8\n",
    )
    assert layer.problems == []
    names = ["v", "t.v", "layer.layer.geometry", "layer.geometry", "t.t.v", "u.v", "u.u.v", "w"]
    assert layer.sites.iloc[0][names].tolist() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert layer.sites.columns.is_unique
    build_map(layer).to_html()


def test_a_column_called_site_is_kept_beside_the_number_of_the_row(tmp_path):
    layer = joined(
        tmp_path,
        sites("a", "b"),
        tables_t_csv="site_id,site,t.site\nb,north,1\na,south,2\nb,east,3\n",
        tables_u_csv="site_id,site\na,here\n",
    )
    assert layer.problems == []
    table = layer.related["t"]
    assert list(table.columns) == ["site_id", "site", "t.t.site", "t.site"]
    assert table["site"].tolist() == [0, 1, 1]
    assert table["t.t.site"].tolist() == ["south", "north", "east"]
    assert layer.sites["site"].tolist()[0] == "here"
    (head,) = build_map(layer)._head["tables"]
    assert [field["name"] for field in head["fields"]] == ["t.t.site", "t.site"]


def test_a_property_called_geometry_does_not_hide_the_shapes(tmp_path):
    layer = joined(tmp_path, [site("a", geometry="round")])
    assert layer.sites["layer.geometry"].tolist() == ["round"]
    assert layer.sites.geometry[0].geom_type == "Point"


def test_sites_with_errors_are_left_out_but_rows_about_them_are_no_errors(tmp_path):
    bad = site("bad", {"type": "MultiLineString", "coordinates": [[[120.123456, 30.123456]]]})
    layer = joined(tmp_path, [*sites("a"), bad], tables_t_csv="site_id,v\na,1\nbad,2\n")
    assert layer.left_out == ["bad"]
    assert layer.sites["id"].tolist() == ["a"]
    assert not [code for code in codes(layer) if code.startswith("join-")]


def test_the_second_of_two_sites_with_one_id_is_left_out(tmp_path):
    twice = [site("a", (120.123456, 30.123456), n=1), site("a", (120.223456, 30.123456), n=2)]
    layer = joined(tmp_path, twice, tables_t_csv="site_id,v\na,1\n")
    assert layer.sites["n"].tolist() == [1]
    assert layer.left_out == ["#2"]
    assert codes(layer) == ["duplicate-id"]


def test_where_no_table_refers_to_ids_no_site_is_left_out_for_its_id(tmp_path):
    features = [site("a", (120.123456, 30.123456)), site("a", (120.223456, 30.123456))]
    features.append(site("b", (120.323456, 30.123456)))
    del features[2]["properties"]["id"]
    layer = joined(tmp_path, features, tables_prices_csv="item,price\nfood,3\n")
    assert layer.sites["id"].tolist() == ["a", "a-2", "site-3"]
    assert layer.left_out == []
    told = {problem.code for problem in layer.problems}
    assert {"ids-missing", "ids-repeated"} <= told
    assert errors(layer.problems) == []


def test_a_site_without_a_name_is_called_by_another_or_its_id(tmp_path):
    features = sites("a", "b", "c")
    features[0]["properties"]["name"] = None
    features[1]["properties"] |= {"name": "", "name_en": "B"}
    features[2]["properties"]["name"] = 3
    assert joined(tmp_path, features).sites["name"].tolist() == ["a", "B", "3"]


def test_a_role_keeps_a_table_a_table(tmp_path):
    layer = joined(
        tmp_path,
        sites("a", "b"),
        tables_t_csv="site_id,v\na,1\n",
        map_toml='[tables.t]\nrole = "figures"\n',
    )
    assert layer.related["t"]["v"].tolist() == [1]
    assert "v" not in layer.sites


def test_a_key_of_several_columns_keeps_a_table_a_table(tmp_path):
    layer = joined(
        tmp_path,
        sites("a"),
        tables_t_csv="site_id,year\na,2022\n",
        datapackage_json=package(resource("t", "site_id year", primaryKey=["site_id", "year"])),
    )
    assert list(layer.related) == ["t"]


def test_a_repeated_key_is_left_out_and_the_table_joined(tmp_path):
    layer = joined(
        tmp_path,
        sites("a", "b"),
        tables_t_csv="site_id,v\na,1\nb,2\na,3\n",
        datapackage_json=package(resource("t", "site_id v", primaryKey=["site_id"])),
    )
    assert codes(layer) == ["key-twice"]
    assert places(layer, "key-twice") == [(4, 1)]
    assert layer.sites["v"].tolist() == ["1", "2"]


@pytest.mark.parametrize(
    "position",
    [
        (120.2, -90.5),
        (361.0, 30.1),
        {"type": "LineString", "coordinates": [[120.2, 30.1], [120.3, 91.0]]},
    ],
)
def test_what_is_on_no_map_is_not_located(tmp_path, position):
    layer = joined(tmp_path, [site("a", position), site("b")])
    assert codes(layer) == []
    assert codes(layer, "warning")
    assert layer.sites.geometry.isna().tolist() == [True, False]


def test_features_whose_errors_are_only_counted_are_left_out(tmp_path):
    bad = [site(f"bad-{n}", {"type": "Point", "coordinates": ["x", n]}) for n in range(60)]
    layer = joined(tmp_path, [site("a"), *bad])
    assert codes(layer).count("coordinate-kind") == 50
    assert layer.sites["id"].tolist() == ["a"]
    assert layer.left_out == [f"bad-{n}" for n in range(60)]


def test_a_position_outside_its_datum_leaves_only_its_own_site_out(tmp_path):
    features = [
        site("far", (1e30, 1e30), datum="EPSG:4549"),
        site("near", (500000.0, 3341000.0), datum="EPSG:4549"),
    ]
    layer = joined(tmp_path, features)
    assert layer.left_out == ["far"]
    assert layer.sites["id"].tolist() == ["near"]
    assert codes(layer)


def test_a_foreign_key_to_sites_joins_without_a_column_site_id(tmp_path):
    layer = joined(
        tmp_path,
        sites("a", "b"),
        tables_t_csv="other_id,v\nb,1\nb,2\n",
        datapackage_json=package(resource("t", "other_id v", foreignKeys=[FOREIGN_KEY])),
    )
    assert layer.related["t"][["site_id", "site", "v"]].to_numpy().tolist() == [
        ["b", 1, "1"], ["b", 1, "2"],
    ]  # fmt: skip


def test_an_epsg_system_is_converted_and_an_unknown_one_reported(tmp_path):
    # CGCS2000 / 3-degree Gauss-Kruger CM 120E, false easting 500 km: its middle is 120° E.
    known = site("a", (500000.0, 3341000.0), datum="EPSG:4549")
    layer = joined(tmp_path, [known, site("b", datum="EPSG:999999")])
    assert "join-datum-unknown" in codes(layer)
    assert layer.left_out == ["b"]
    point = layer.sites.geometry[0]
    assert point.x == pytest.approx(120, abs=1e-9)
    assert 30.1 < point.y < 30.3


def test_a_datum_holds_for_every_part_of_a_geometry(tmp_path):
    line = {"type": "LineString", "coordinates": [[120.1550722, 30.2740880], [120.2, 30.3]]}
    layer = joined(tmp_path, [site("a", line, datum="gcj02")])
    # A published pair of positions; the formula everyone uses is 0.7 m off it.
    start = shapely.get_coordinates(layer.sites.geometry[0])[0]
    assert start == pytest.approx([120.1503589, 30.2764043], abs=1e-5)


def test_heights_are_kept_where_all_positions_have_one(tmp_path):
    layer = joined(tmp_path, [site("a", (120.123456, 30.123456, 7.5)), *sites("b")])
    assert layer.sites.geometry.has_z.tolist()[1] is False
    assert len(layer.sites) == 2


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        (["a", None], "str"),
        ([1, None], "Int64"),
        ([1, 2.5], "float64"),
        ([True, None], "boolean"),
        ([1, "a"], "object"),
        ([[1], None], "object"),
        ([{"a": 1}], "object"),
        ([True, 1], "object"),
        ([10**30, 1], "object"),
        ([None], "str"),
        ([], "str"),
    ],
)
def test_columns_take_the_narrowest_type(values, dtype):
    series = value_series(values)
    assert str(series.dtype) == dtype
    missing = series.isna().tolist()
    assert missing == [value is None for value in values]
    assert series[~series.isna()].tolist() == [value for value in values if value is not None]


IDS = st.lists(st.sampled_from([f"s{number}" for number in range(9)]), unique=True, min_size=1)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(IDS, st.lists(st.sampled_from([*(f"s{number}" for number in range(9)), "", "other"])))
def test_no_site_is_lost_no_row_invented(tmp_path_factory, names, rows):
    text = "site_id,v\n" + "".join(f"{name},{row}\n" for row, name in enumerate(rows))
    layer = joined(own_folder(tmp_path_factory), sites(*names), tables_t_csv=text)
    assert layer.sites["id"].tolist() == names
    matched = [(names.index(name), row) for row, name in enumerate(rows) if name in names]
    if "t" in layer.related:
        table = layer.related["t"]
        assert list(zip(table["site"], table["v"], strict=True)) == sorted(matched)
        assert [names[row] for row in table["site"]] == table["site_id"].tolist()
    else:
        values = layer.sites["v"]
        assert {(row, values[row]) for row in np.flatnonzero(values.notna())} == set(matched)
    wrong = sum(name not in names for name in rows)
    assert len([code for code in codes(layer) if code.startswith("join-site")]) == wrong


def test_a_position_that_is_no_number_leaves_the_site_out(tmp_path):
    joined(tmp_path, sites("a", "b"))
    layer = tmp_path / "sites.geojson"
    layer.write_bytes(layer.read_bytes().replace(b"[120.123456", b"[NaN", 1))
    assert join(open_project(tmp_path)).left_out == ["a"]


def test_an_unknown_system_is_told_once(tmp_path):
    assert codes(joined(tmp_path, [site("a", datum="EPSG:99999999")])) == ["unknown-datum"]


def test_a_category_that_is_no_text_is_read_as_its_author_would_say_it(tmp_path: Path) -> None:
    values = [["Park", "Lab"], "Park", True, {"x": 1}, ["Lab", 2]]
    features = [site(f"s{n}", category=value) for n, value in enumerate(values)]
    layer = join(open_project(write_project(tmp_path, features)))
    told = layer.sites["category"]
    assert told.tolist()[:3] == ["Park, Lab", "Park", "true"]
    assert told.isna().tolist() == [False, False, False, True, False]
    assert told[4] == "Lab, 2"
    codes = [problem.code for problem in layer.problems]
    assert codes.count("category-not-text") == 4
