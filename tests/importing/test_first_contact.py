"""Files as services and offices give them out, each brought in as it stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.importing.test_hard_inputs import plan, role, sites

if TYPE_CHECKING:
    from pathlib import Path

BOX = {"northeast": {"lat": 48.9, "lng": 2.4}, "southwest": {"lat": 48.8, "lng": 2.3}}


def _of_google(name: str, lat: float) -> dict[str, Any]:
    shape = {"location": {"lat": lat, "lng": 2.35}, "viewport": BOX}
    return {"geometry": shape, "name": name, "place_id": name.lower()}


@pytest.mark.parametrize("names", ["A", "AB"])
def test_what_google_calls_geometry_holds_a_location(names: str, tmp_path: Path) -> None:
    """Of one result, too: its location and its viewport are no two sites."""
    results = [_of_google(name, 48.85 + at / 100) for at, name in enumerate(names)]
    made = plan(tmp_path, "t.json", json.dumps({"results": results, "status": "OK"}))
    found = sites(made)
    assert [one["properties"]["name"] for one in found] == list(names)
    assert found[0]["geometry"]["coordinates"] == [2.35, 48.85]


def test_a_text_with_its_language_is_a_text(tmp_path: Path) -> None:
    place = {"id": "a1", "displayName": {"text": "Zoo", "languageCode": "en"},
             "location": {"latitude": 52.5, "longitude": 13.4}}  # fmt: skip
    (found,) = sites(plan(tmp_path, "t.json", json.dumps({"places": [place]})))
    assert found["properties"]["name"] == "Zoo"


@pytest.mark.parametrize(
    ("headings", "indicator", "year"),
    [
        (["令和2年人口", "令和3年人口"], "人口", 2020),
        (["平成元年人口", "平成2年人口"], "人口", 1989),
        (["民國109年人口數", "民國110年人口數"], "人口數", 2020),
        (["2021年末户籍人口", "2022年末户籍人口"], "户籍人口", 2021),
        (["2021年底从业人员", "2022年底从业人员"], "从业人员", 2021),
    ],
)
def test_years_are_counted_as_others_count_them(
    headings: list[str], indicator: str, year: int, tmp_path: Path
) -> None:
    made = plan(tmp_path, "t.csv", f"地区,{','.join(headings)}\n甲,10,20\n乙,30,40\n")
    sites(made)
    table = (made.folder / "tables" / "t-figures.csv").read_text("utf-8").splitlines()
    assert table[1].split(",")[1:4] == [indicator, str(year), "10"]
    assert [role(made, heading) for heading in headings] == ["figure"] * 2


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "big5"])
def test_fields_of_mapinfo_in_an_encoding_it_does_not_say(encoding: str, tmp_path: Path) -> None:
    head = ('Version 300\nCharset "Neutral"\nDelimiter ","\nCoordSys Earth Projection 1, 104\n'
            "Columns 2\n  名稱 Char(50)\n  類別 Char(20)\nData\n\n"
            "Point 120.21 30.2\nPoint 120.22 30.21\n")  # fmt: skip
    (tmp_path / "t.mid").write_bytes('"中央公園","公園"\n"臺北醫院","醫院"\n'.encode(encoding))
    found = sites(plan(tmp_path, "t.mif", head.encode(encoding)))
    properties = [one["properties"] for one in found]
    assert [(one["name"], one["category"]) for one in properties] == [
        ("中央公園", "公園"), ("臺北醫院", "醫院"),
    ]  # fmt: skip
    assert found[0]["geometry"]["coordinates"] == [120.21, 30.2]
