"""The gazetteer of towns: names in the scripts their readers use, read around a place alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.ground import gazetteer
from geo.ground.gazetteer import places_around, write_places

if TYPE_CHECKING:
    from pathlib import Path

HANGZHOU = (119.9, 30.0, 120.5, 30.4)


def town(name: str, lon: float, lat: float, *others: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name, "longitude": lon, "latitude": lat, "population": 0, "countrycode": "CN",
        "alternatenames": list(others), **more,
    }  # fmt: skip


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A gazetteer of a few places, in place of the world's."""
    places = [
        # Another town lay here before: its old name is no name of this one.
        town("Yuyue", 120.3, 30.5, "xu jia zhuang zhen", "yu yue", "徐家庄镇", "禹越", "禹越镇"),
        town("Xixing", 120.21, 30.18, "xi xing", "xi xing jie dao", "西兴", "西兴街道"),
        town("Xiaoshan", 120.26, 30.16, "xiao shan", "萧山", "蕭山", population=95_234),
        town("Narimasu", 139.63, 35.77, "成増", countrycode="JP"),
        town("Yongsan-dong", 126.98, 37.53, "용산동", countrycode="KR"),
        town("Taveuni", 179.99, -16.8, countrycode="FJ"),
        town("Hangzhou", 120.16, 30.29, population=9_236_032),
    ]
    source, target = tmp_path / "cities500.json", tmp_path / "places.zip"
    source.write_text(json.dumps({str(n): place for n, place in enumerate(places)}))
    write_places(source, target)
    monkeypatch.setattr(gazetteer, "FILE", target)
    gazetteer._cell.cache_clear()
    yield target
    gazetteer._cell.cache_clear()


@pytest.mark.usefixtures("packed")
def test_towns_are_called_as_their_readers_call_them() -> None:
    by_name = {place["name"]: place for place in places_around([HANGZHOU])}
    assert by_name["Yuyue"]["zh"] == "禹越"
    assert by_name["Xixing"]["zh"] == "西兴"
    assert by_name["Xiaoshan"]["zh"] == "萧山"
    assert by_name["Xiaoshan"]["zh-Hant"] == "蕭山"
    (narimasu,) = places_around([(139.6, 35.7, 139.7, 35.8)])
    # 增 is the character of the mainland and of older Japanese books, 増 the one in use.
    assert narimasu["ja"] == "成増"
    assert "zh" not in narimasu
    assert places_around([(126.9, 37.5, 127.0, 37.6)])[0]["ko"] == "용산"


@pytest.mark.usefixtures("packed")
def test_the_largest_towns_come_first_and_cities_are_not_among_them() -> None:
    names = [place["name"] for place in places_around([HANGZHOU])]
    assert names[0] == "Xiaoshan"
    assert "Hangzhou" not in names


@pytest.mark.usefixtures("packed")
def test_a_map_at_the_date_line_has_the_towns_of_both_sides() -> None:
    assert [place["name"] for place in places_around([(-181.0, -17.5, -179.5, -16)])] == ["Taveuni"]
    assert [place["name"] for place in places_around([(179.5, -17.5, 181.0, -16)])] == ["Taveuni"]


def test_the_same_places_are_packed_into_the_same_bytes(packed: Path, tmp_path: Path) -> None:
    write_places(tmp_path / "cities500.json", tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == packed.read_bytes()


def test_the_package_carries_the_towns_of_the_world() -> None:
    found = {place["name"]: place for place in places_around([HANGZHOU])}
    assert found["Xixing"]["zh"] == "西兴"
    assert places_around([(35.0, 0.2, 35.2, 0.5)])
