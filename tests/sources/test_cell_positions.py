"""Positions in one cell and in two columns, as programs and people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shapely

from geo.sources.locating import locate
from geo.sources.position_columns import find_position_columns
from geo.sources.tables.text_records import read_text_records

if TYPE_CHECKING:
    from pathlib import Path

    from geo.sources.located import Located

PLACE = 120.2083333, 30.1888889
CELLS = {
    "an object": '{"lat": 30.1888889, "lng": 120.2083333}',
    "an object as Python writes it": "{'longitude': '120.2083333', 'latitude': '30.1888889'}",
    "an object of an object": '{"location": {"lng": 120.2083333, "lat": 30.1888889}}',
    "an object with an array": '{"name": "x", "coordinates": [120.2083333, 30.1888889]}',
    "x and y": '{"x": 120.2083333, "y": 30.1888889}',
    "an array of texts": '["120.2083333", "30.1888889"]',
    "a stroke between": "120.2083333|30.1888889",
    "ISO 6709": "+30.1888889+120.2083333/",
    "what a receiver says": "3011.33333N,12012.50000E",
    "hemispheres before": "N30.1888889 E120.2083333",
    "hemispheres behind": "30.1888889N,120.2083333E",
    "words and signs": "北纬30°11′20″ 东经120°12′30″",
    "words alone": "北纬30度11分20秒，东经120度12分30秒",
    "no hemisphere": "30度11分20秒 120度12分30秒",
    "traditional": "北緯30度11分20秒 東經120度12分30秒",
    "Japanese": "北緯30度11分20秒 東経120度12分30秒",
    "an axis and its hemisphere": "纬度30°11′20″N，经度120°12′30″E",
    "long for longitude": "Lat: 30.1888889° Long: 120.2083333°",
    "hyphens": "30-11-20N 120-12-30E",
    "a shape": '{"type": "Point", "coordinates": [120.2083333, 30.1888889]}',
    "a plus code": "8Q2256Q5+H8",
}


def located(tmp_path: Path, text: str, **said: str) -> Located:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    records = read_text_records(tmp_path / "t.csv")
    roles: dict[str, str] = {
        role: name for name, role, _ in find_position_columns(records, records.names)
    }
    return locate(records, roles, said.get("datum", "wgs84"), None, None, scale=said.get("scale"))


def points(found: Located) -> list[tuple[float, float] | None]:
    return [None if shape is None else (shape.x, shape.y) for shape in found.geometry]


@pytest.mark.parametrize("case", CELLS)
@pytest.mark.parametrize("heading", ["坐标", "what"])
def test_a_pair_in_one_cell_is_read(tmp_path: Path, case: str, heading: str) -> None:
    if heading == "what" and case in {"words alone", "traditional", "hyphens"}:
        pytest.skip("told by its heading alone")
    cell = CELLS[case].replace('"', '""')
    found = located(tmp_path, f'name,{heading}\nA,"{cell}"\nB,"{cell}"\n')
    assert found.bad == {}
    near = 2e-4 if case == "a plus code" else 2e-6
    for place in points(found):
        assert place == pytest.approx(PLACE, abs=near)


@pytest.mark.parametrize(
    "cells",
    ["120-12-30,30-11-20", "120.12.30,30.11.20", "120 12 30,30 11 20", "120:12:30,30:11:20"],
)
def test_degrees_minutes_and_seconds_between_the_same_marks(tmp_path: Path, cells: str) -> None:
    found = located(tmp_path, f"name,经度,纬度\nA,{cells}\n")
    assert points(found) == [pytest.approx(PLACE, abs=1e-6)]


def test_a_geohash_is_one_where_its_heading_says_so(tmp_path: Path) -> None:
    found = located(tmp_path, "name,geohash\nA,wtm7xp0j\nB,wtm7\n")
    assert found.radii == {0: 20}
    assert points(found)[0] == pytest.approx((120.19060, 30.18588), abs=1e-5)
    assert [*found.bad] == [1]
    assert located(tmp_path, "name,season\nA,summer\nB,xmesh\n").geometry.tolist() == [None, None]


def test_ratings_with_a_stroke_are_no_places(tmp_path: Path) -> None:
    text = 'name,rating,tags\nA,4.5/5.0,"[""1.5"", ""2.0""]"\nB,3.25/5.00,"[""1.5"", ""2.5""]"\n'
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    records = read_text_records(tmp_path / "t.csv")
    assert find_position_columns(records, records.names) == []


SCALED = {
    "millionths, in China": ("经度,纬度", "116407400,39904200", (116.4074, 39.9042)),
    "millionths, elsewhere": ("lon,lat", "13404954,52520008", (13.404954, 52.520008)),
    "E7 by its heading": ("longitudeE7,latitudeE7", "1164074000,399042000", (116.4074, 39.9042)),
    "degrees and minutes": ("lon,lat", "12012.500,3011.333333", PLACE),
}


@pytest.mark.parametrize("case", SCALED)
def test_degrees_without_their_point_are_read_where_that_is_sure(tmp_path: Path, case: str) -> None:
    headings, cells, place = SCALED[case]
    found = located(tmp_path, f"name,{headings}\nA,{cells}\n")
    assert points(found) == [pytest.approx(place, abs=1e-6)]
    assert [problem.code for problem in found.warnings] == ["import-degrees-scaled"]


def test_what_may_be_metres_or_degrees_is_asked_and_done_as_said(tmp_path: Path) -> None:
    text = "name,lon,lat\nA,12021000,3021000\n"
    found = located(tmp_path, text)
    assert [question.options for question in found.questions] == [("EPSG:3857", "E5", "E6", "E7")]
    assert located(tmp_path, text, scale="E5").geometry[0].wkt == "POINT (120.21 30.21)"
    # x and y are metres as often as not: of them nothing is guessed.
    metres = located(tmp_path, "name,x,y\nA,116407400,39904200\n")
    assert [question.options for question in metres.questions] == [()]


def test_a_short_code_among_full_ones_is_told(tmp_path: Path) -> None:
    found = located(tmp_path, "name,plus code\nA,8Q2256Q5+H8\nB,56Q5+H8 杭州\nC,8Q2256Q5+H9\n")
    assert [problem.code for problem in found.bad.values()] == ["location-short-code"]
    assert shapely.is_geometry(found.geometry).tolist() == [True, False, True]


@pytest.mark.parametrize("cells", [["12,345.50", "8,200.75", "120,030.55"], ["30,120.5"] * 3])
def test_money_with_commas_between_its_thousands_is_no_place(
    tmp_path: Path, cells: list[str]
) -> None:
    rows = "".join(f'S{at},"{cell}"\n' for at, cell in enumerate(cells))
    (tmp_path / "t.csv").write_text(f"name,revenue\n{rows}", encoding="utf-8")
    records = read_text_records(tmp_path / "t.csv")
    assert find_position_columns(records, records.names) == []


def test_metres_with_commas_between_their_thousands(tmp_path: Path) -> None:
    text = '名稱,X座標,Y座標\n車站,"302,166.57","2,771,077.02"\n'
    found = located(tmp_path, text, datum="EPSG:3826")
    assert points(found) == [pytest.approx((121.517, 25.047), abs=1e-4)]
