"""What a column holds, told by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.joining import join
from geo.page.column_uses import use_of
from geo.page.fields import card_fields
from geo.project import open_project
from tests.projects import site, write_project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("Zip Code", "code"),
        ("邮政编码", "code"),
        ("企业编号", "code"),
        ("lot_no", "code"),
        ("addr:postcode", "code"),
        ("contact:phone", "telephone"),
        ("phone_no", "telephone"),
        ("联系电话", "telephone"),
        ("E-Mail", "email"),
        ("opening_hours", "hours"),
        ("营业时间", "hours"),
        ("photo", "picture"),
        ("图片", "picture"),
        ("year_built", "year"),
        ("门牌号", "code"),
        ("INSEE", "code"),
        ("phone2", "telephone"),
        ("联系电话1", "telephone"),
        ("start_date", "date"),
        ("update", None),
        ("no2", None),
        ("block", None),
        ("numbers", None),
        ("casino", None),
        ("面积", None),
    ],
)
def test_a_name_says_what_a_column_holds(name: str, use: str | None) -> None:
    assert use_of(name) == use


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("opened", [20240131], "date"),
        ("成立年份", [20240131], "date"),
        ("开放日期", ["20240131"], "date"),
        ("seen", [20240131, 20231230], "date"),
        ("seen", [20240131], "integer"),
        ("area", [20240131, 20241331], "integer"),
        ("opened", [1998], "year"),
        ("seen", [20240131172216], "date"),
    ],
)
def test_a_day_may_be_written_as_one_number(
    tmp_path: Path, name: str, values: list[int | str], kind: str
) -> None:
    sites = [site(f"s{n}", (120.1 + n, 30.1), **{name: value}) for n, value in enumerate(values)]
    layer = join(open_project(write_project(tmp_path, sites)))
    assert [one["type"] for one in card_fields(layer, ["en"]) if one["name"] == name] == [kind]
