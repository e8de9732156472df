"""What a column holds, told by its name."""

from __future__ import annotations

import pytest

from geo.page.column_uses import use_of


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
