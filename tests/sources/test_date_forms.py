"""Days as people write them, in one column; what may be two days is left and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.sources.date_forms import Days, Doubt, read_days
from tests.importing.test_hard_inputs import plan, sites

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "cells", "days"),
    [
        ("成立日期", ["2021年5月3日", "2021-05-03", "2019/3/4", None],
         ["2021-05-03", "2021-05-03", "2019-03-04", None]),
        ("开业日期", ["45123", "39814.0"], ["2023-07-16", "2009-01-01"]),
        ("opening date", ["45123", "2021-05-03 00:00:00"], ["2023-07-16", "2021-05-03"]),
        ("x", ["2020-01-01", "2021/1/2", "2022.1.3", "2022-1-4", "45123"],
         ["2020-01-01", "2021-01-02", "2022-01-03", "2022-01-04", "2023-07-16"]),
        ("date", ["20210503", "20191231"], ["2021-05-03", "2019-12-31"]),
        ("opened", ["13/05/2021", "03/05/2021"], ["2021-05-13", "2021-05-03"]),
        ("opened", ["05/13/2021", "05/03/2021"], ["2021-05-13", "2021-05-03"]),
        ("Datum", ["3.5.2021", "04.12.2019"], ["2021-05-03", "2019-12-04"]),
        ("opened", ["3 May 2021", "Dec 24, 2019", "5-Mar-2018"],
         ["2021-05-03", "2019-12-24", "2018-03-05"]),
        ("fecha", ["3 de mayo de 2021", "4 de marzo del 2019"], ["2021-05-03", "2019-03-04"]),
        ("Eröffnet", ["3. März 2021", "24. Dezember 2019"], ["2021-03-03", "2019-12-24"]),
        ("ouverture", ["1er août 2021", "3 février 2020"], ["2021-08-01", "2020-02-03"]),
        ("дата", ["3 мая 2021", "4 марта 2019"], ["2021-05-03", "2019-03-04"]),
        ("개장일", ["2021년 5월 3일", "2021.05.04"], ["2021-05-03", "2021-05-04"]),
        ("дата", ["3 мая 2021 г.", "4 марта 2019 года"], ["2021-05-03", "2019-03-04"]),
        ("開設年月日", ["令和3年5月1日", "平成元年4月1日", "R4.12.31", "2021/5/3"],
         ["2021-05-01", "1989-04-01", "2022-12-31", "2021-05-03"]),
        ("啟用日期", ["民國110年5月1日", "民國 99 年 12 月 31 日"], ["2021-05-01", "2010-12-31"]),
        ("建成", ["2023年5月", "2021年 11 月"], ["2023-05", "2021-11"]),
        ("Datum", ["2023-05", "2021/11"], ["2023-05", "2021-11"]),
        ("竣工年月", ["令和3年5月", "昭和64年1月"], ["2021-05", "1989-01"]),
    ],
)  # fmt: skip
def test_a_column_of_days(name: str, cells: list[str | None], days: list[str | None]) -> None:
    found = read_days(name, cells)
    assert isinstance(found, Days)
    assert found.texts == days
    assert (found.type == "yearmonth") == (max(map(len, filter(None, days))) == 7)


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("visitors", ["45123", "44000"]),
        ("邮编", ["31005", "31006"]),
        ("day visitors", ["45123", "44000"]),
        ("节假日", ["45123", "44000"]),
        ("date", ["2019", "2020"]),
        ("version", ["1.2.2019", "unknown"]),
        ("code", ["20210503", "20191231"]),
        ("name", ["Mayfair", "March"]),
        ("section", ["S1.2.3", "S4.5.6"]),
        ("period", ["2023-05", "2021-11"]),
        ("name", ["丙3年5月1日", "丁4年5月1日"]),
    ],
)
def test_what_is_no_column_of_days(name: str, cells: list[str]) -> None:
    assert read_days(name, cells) is None


def test_doubt_is_told_and_nothing_changed(tmp_path: Path) -> None:
    assert read_days("opened", ["13/05/2021", "05/13/2021"]) is not None
    assert read_days("d", ["03/05/2021"]) == Doubt(0, ("2021-05-03", "2021-03-05"))
    assert read_days("d", ["2021-02-30", *["2021-01-01"] * 9]) == Doubt(0)
    text = (
        "name,lon,lat,opened,日期\nA,8,47,03/05/2021,2021年5月3日\nB,8.1,47,04/03/2019,2019/3/4\n"
    )
    made = plan(tmp_path, "t.csv", text)
    notes = dict(made.notes)
    assert (notes["day-or-month"]["line"], notes["day-or-month"]["cell"]) == (2, "03/05/2021")
    assert notes["days"] == {"column": "日期", "old": "2021年5月3日", "new": "2021-05-03"}
    assert len(sites(made)) == 2
    table = (made.folder / "tables" / "t.csv").read_text("utf-8").splitlines()
    assert table[1:] == ["a,03/05/2021,2021-05-03", "b,04/03/2019,2019-03-04"]
