"""Labels of groups, several categories in a cell, rows of which a short link alone is known."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from geo.importing.several_kinds import first_kinds
from tests.importing.test_hard_inputs import codes, plan, sites

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (["公园;景点", "公园"], {"公园;景点": "公园"}),
        (["Park | Sight", "Café; Shop"], {"Park | Sight": "Park", "Café; Shop": "Café"}),
        (["餐饮、景点", "景点"], {"餐饮、景点": "餐饮"}),
        (["公园,景点", "公园", "景点"], {"公园,景点": "公园"}),
        (["文化、体育和娱乐业", "公园"], {}),
        (["科技/研发", "公园"], {}),
        (["Parks, gardens", "Park"], {}),
        (["公园", None], {}),
    ],
)
def test_the_first_of_several(cells: list[str | None], first: dict[str, str]) -> None:
    assert first_kinds(cells, ()) == first


def test_a_category_of_the_project_is_one_whatever_is_in_it() -> None:
    assert first_kinds(["A;B", "A"], {"A;B"}) == {}


def test_the_whole_of_several_categories_is_kept_and_an_update_changes_nothing(
    tmp_path: Path,
) -> None:
    text = "名称,经度,纬度,类别\n甲,8.2,47.2,公园;景点\n乙,8.3,47.1,公园\n丙,8.4,47.1,景点\n"
    made = plan(tmp_path, "t.csv", text)
    assert ("several", "全部类别") in [(note, told.get("column")) for note, told in made.notes]
    found = [feature["properties"]["category"] for feature in sites(made)]
    assert found == ["公园", "公园", "景点"]
    table = (made.folder / "tables" / "t.csv").read_text("utf-8").splitlines()
    assert table == ["site_id,全部类别", "jia,公园;景点", "yi,公园", "bing,景点"]
    again = plan(tmp_path, "t.csv", text, update=True)
    assert (again.counts["same"], again.counts["changed"], again.files) == (3, 0, {})


GROUPS = "区,名称,经度,纬度\n滨江区,甲,8.2,47.2\n,乙,8.3,47.1\n萧山区,丙,8.4,47.1\n,丁,8.5,47\n"


def test_labels_of_groups_are_those_of_every_row(tmp_path: Path) -> None:
    made = plan(tmp_path, "t.csv", GROUPS)
    assert ("groups", {"column": "区"}) in made.notes
    assert len(sites(made)) == 4
    table = (made.folder / "tables" / "t.csv").read_text("utf-8").splitlines()
    assert [line.rpartition(",")[2] for line in table[1:]] == [
        "滨江区",
        "滨江区",
        "萧山区",
        "萧山区",
    ]


@pytest.mark.parametrize(
    "text",
    [
        GROUPS.replace("萧山区", "滨江区"),
        GROUPS.replace("滨江区", ""),
        GROUPS.replace("滨江区", "12").replace("萧山区", "30"),
        GROUPS.replace("区,名称", "编号,名称"),
        "名称,经度,纬度,备注\n甲,8.2,47.2,新\n乙,8.3,47.1,\n丙,8.4,47.1,旧\n丁,8.5,47,\n",
    ],
)
def test_what_is_blank_for_itself_stays_blank(text: str, tmp_path: Path) -> None:
    made = plan(tmp_path, "t.csv", text)
    assert "groups" not in dict(made.notes)


def test_a_short_link_is_kept_with_keep_going(tmp_path: Path) -> None:
    text = 'name,位置\nA,"120.2,30.2"\nB,"120.3,30.1"\nC,https://surl.amap.com/xyz\n'
    said = {"datum": "wgs84"}
    assert codes(plan(tmp_path, "t.csv", text, **said)) == ["location-short-link"]
    made = plan(tmp_path, "t.csv", text, **said, keep_going=True)
    last = sites(made)[-1]
    assert (last["geometry"], last["properties"]["link"]) == (None, "https://surl.amap.com/xyz")
    assert dict(made.notes)["short-row"]["row"] == 4


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("ne_50m_lakes.csv", "Lakes"),
        ("schoolAttendanceAreas.csv", "School Attendance Areas"),
        ("园区清单.csv", "园区清单"),
        ("export.csv", "Bike racks"),
    ],
)
def test_a_new_map_is_called_as_people_would_call_it(tmp_path: Path, file: str, title: str) -> None:
    made = plan(tmp_path, file, "名称,经度,纬度\n甲,8.2,47.2\n", into="bike_racks")
    sites(made)
    settings = tomllib.loads((made.folder / "map.toml").read_text("utf-8"))
    assert settings["title"] == title
