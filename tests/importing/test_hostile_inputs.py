"""Inputs as people have them that came in wrong, each kind with its right answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest

from geo.joining import join
from geo.project import open_project
from tests.importing.test_hard_inputs import codes, plan, role, sites

if TYPE_CHECKING:
    from pathlib import Path


def test_short_links_say_nothing_and_what_to_do(tmp_path: Path) -> None:
    short = "名称,位置\n甲,https://surl.amap.com/abc\n乙,https://j.map.baidu.com/6b/x\n"
    made = plan(tmp_path, "a.csv", short)
    assert ("short", {"column": "位置", "taken": made.source}) in made.notes
    assert [site["geometry"] for site in sites(made)] == [None, None]
    made = plan(tmp_path, "b.csv", f'{short}丙,"geo:30.1,120.2"\n', "two")
    told = [(problem.code, problem.place.line, problem.index) for problem in made.problems]
    assert told == [("location-short-link", 2, 0), ("location-short-link", 3, 1)]


@pytest.mark.parametrize(
    "shape",
    ["SRID=3857;POINT (913053.595 6463612.124)", "SRID=4326;POINT (8.2021 50.1)",
     "0101000020E61000000F0BB5A679672040CDCCCCCCCC0C4940"],
)  # fmt: skip
def test_what_a_shape_is_in_it_may_say_itself(tmp_path: Path, shape: str) -> None:
    (site,) = sites(plan(tmp_path, "a.csv", f"name,geom\nA,{shape}\n"))
    assert site["geometry"]["coordinates"] == pytest.approx((8.2021, 50.1), abs=1e-5)


@pytest.mark.parametrize("value", ["yes", "school"])
def test_yes_is_no_kind_but_its_key(tmp_path: Path, value: str) -> None:
    rows = "".join(f"n{at},8.{at},50,{value if at else 'hut'}\n" for at in range(6))
    made = plan(tmp_path, "a.csv", f"name,lon,lat,building\n{rows}")
    kinds = {site["properties"]["category"] for site in sites(made)}
    assert kinds == {"hut", {"yes": "building"}.get(value, value)}


def test_a_quote_that_never_closes_swallows_nothing_in_silence(tmp_path: Path) -> None:
    made = plan(tmp_path, "a.csv", 'name,lon,lat,note\nA,8,50,x\nB,8.1,50,"open\nC,8.2,50,y\n')
    assert [(p.code, p.place[1:]) for p in made.problems] == [("row-quote-open", (3, 10))]
    assert not made.files


@pytest.mark.parametrize("nothing", ["N/A", "-", "暂无", "null", "#N/A"])
def test_a_position_may_say_that_there_is_none(tmp_path: Path, nothing: str) -> None:
    made = plan(tmp_path, "a.csv", f"name,lon,lat\nA,8,50\nB,{nothing},{nothing}\n")
    assert [site["geometry"] is None for site in sites(made)] == [False, True]
    made = plan(
        tmp_path, "b.csv", f'name,位置\nA,"120.2,30.1"\nB,{nothing}\n', "two", datum="wgs84"
    )
    assert made.unlocated == 1


def test_an_address_with_its_place_in_brackets(tmp_path: Path) -> None:
    text = 'Name,Location\nA,"123 Main St\nNew York, NY\n(40.7128, -74.0060)"\nB,5 Elm St\n'
    made = plan(tmp_path, "a.csv", text, keep_going=True)
    found = sites(made)
    assert found[0]["geometry"]["coordinates"] == [-74.006, 40.7128]
    table = (tmp_path / "park/tables/a.csv").read_text()
    assert table == 'site_id,Location\na,"123 Main St, New York, NY"\n'


@pytest.mark.parametrize(
    ("headings", "datum", "east"),
    [("gd_lng,gd_lat,bd_lng,bd_lat", "gcj02", "gd_lng"), ("bd_lng,bd_lat,a,b", "bd09", "bd_lng"),
     ("lng_gcj,lat_gcj,lng_wgs,lat_wgs", "wgs84", "lng_wgs")],
)  # fmt: skip
def test_headings_say_the_datum_by_their_first_letters(
    tmp_path: Path, headings: str, datum: str, east: str
) -> None:
    made = plan(tmp_path, "a.csv", f"name,{headings}\nA,120.21,30.2,120.22,30.21\n")
    assert role(made, east) == "lon"
    assert ("datum", datum, "heading") in [
        (note, told.get("datum"), told.get("how")) for note, told in made.notes
    ]
    assert codes(made) == []


@pytest.mark.parametrize("datum", ["wgs84", "gcj02"])
def test_metres_are_in_no_datum_whatever_is_said(tmp_path: Path, datum: str) -> None:
    made = plan(tmp_path, "a.csv", "名称,X坐标,Y坐标\n甲,3341000.1,40516000.5\n", datum=datum)
    assert codes(made) == ["import-crs-unknown"]


ROWS: dict[str, Any] = {
    "overpass": {"elements": [
        {"type": "node", "id": 1, "lat": 50, "lon": 8, "tags": {"name": "A", "amenity": "cafe"}},
        {"type": "way", "id": 2, "center": {"lat": 50.2, "lon": 8.1},
         "tags": {"name": "B", "amenity": "school"}},
    ]},
    "inside": [{"name": "A", "location": {"lat": 50, "lng": 8}},
               {"name": "B", "location": {"lat": 50.2, "lng": 8.1}}],
}  # fmt: skip


@pytest.mark.parametrize("kind", ROWS)
def test_positions_inside_objects_are_columns(tmp_path: Path, kind: str) -> None:
    found = sites(plan(tmp_path, "a.json", json.dumps(ROWS[kind])))
    assert [site["properties"]["name"] for site in found] == ["A", "B"]
    assert [site["geometry"]["coordinates"] for site in found] == [[8, 50], [8.1, 50.2]]
    folder = tmp_path / "layer"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps(ROWS[kind]))
    layer = join(open_project(folder))
    assert layer.sites.geometry.x.tolist() == [8, 8.1]


def test_of_objects_the_primary_member_is_what_they_say(tmp_path: Path) -> None:
    """As Overture Maps writes its names and categories."""
    columns = {
        "id": ["08f1", "08f2"],
        "names": [{"primary": "Cafe A", "common": None}, {"primary": "Bar B", "common": None}],
        "categories": [{"primary": "cafe", "alternate": ["x"]}, {"primary": "bar"}],
        "bbox": [{"xmin": 8.0, "xmax": 8.0, "ymin": 50.0, "ymax": 50.0}] * 2,
    }
    places = gpd.points_from_xy([8, 8.1], [50, 50.1])
    gpd.GeoDataFrame(columns, geometry=places, crs=4326).to_parquet(tmp_path / "a.parquet")
    found = sites(plan(tmp_path, "a.parquet", b""))
    assert [site["properties"] for site in found] == [
        {"id": "08f1", "name": "Cafe A", "category": "cafe"},
        {"id": "08f2", "name": "Bar B", "category": "bar"},
    ]
    table = (tmp_path / "park/tables/a.csv").read_text()
    assert table == 'site_id,categories.alternate\n08f1,"[""x""]"\n'


UNITS = [["企业名称", "经度", "纬度", "面积", "产值"], ["", "°", "°", "亩", "（万元）"]]


def test_units_in_a_row_of_their_own(tmp_path: Path) -> None:
    rows = [*UNITS, ["甲", 8.1, 50.1, 35.5, 3000], ["乙", 8.2, 50.2, 40, 1200]]
    text = "\n".join(",".join(map(str, row)) for row in rows)
    made = plan(tmp_path, "a.csv", text, datum="wgs84")
    assert [site["properties"]["name"] for site in sites(made)] == ["甲", "乙"]
    fields = {field["name"]: field for field in _fields(made.folder)}
    assert [fields[name]["unit"] for name in ("面积（亩）", "产值（万元）")] == ["亩", "万元"]


def _fields(folder: Path) -> list[dict[str, Any]]:
    package = json.loads((folder / "datapackage.json").read_bytes())
    fields: list[dict[str, Any]] = package["resources"][-1]["schema"]["fields"]
    return fields


def test_texts_below_headings_are_no_units(tmp_path: Path) -> None:
    made = plan(tmp_path, "a.csv", "name,type,lon,lat\nm,km,8,50\nB,ha,8.1,50\n")
    assert [site["properties"]["name"] for site in sites(made)] == ["m", "B"]


def test_a_table_below_more_rows_than_it_has(tmp_path: Path) -> None:
    above = "# Places\n# made today\n#=====\n[points]\n"
    made = plan(tmp_path, "a.csv", f"{above}name,lon,lat,height\nA,8,50,120\nB,8.1,50,130\n")
    assert [site["geometry"]["coordinates"] for site in sites(made)] == [[8, 50], [8.1, 50]]


@pytest.mark.parametrize(
    ("text", "datum"),
    [("园区（坐标系：BD-09）,,\n名称,经度,纬度\n甲,120.21,30.2\n乙,120.22,30.2\n", "bd09"),
     ("名称,经度,纬度\n甲,120.21,30.2\n乙,120.22,30.2\n注：坐标为高德地图拾取,,\n", "gcj02")],
)  # fmt: skip
def test_a_title_or_a_remark_says_the_datum(tmp_path: Path, text: str, datum: str) -> None:
    made = plan(tmp_path, "a.csv", text)
    assert codes(made) == []
    told = [note for name, note in made.notes if name == "datum"]
    assert [(note["datum"], note["how"]) for note in told] == [(datum, "remark")]


def test_degrees_in_one_cell_go_before_metres_nobody_names(tmp_path: Path) -> None:
    """As a register of Portugal has them."""
    text = 'X,Y,Nome,LatLong\n-871301.88,4448274.2,Figo,"37,0657 ; -7,8270"\n'
    made = plan(tmp_path, "a.csv", text)
    assert sites(made)[0]["geometry"]["coordinates"] == [-7.827, 37.0657]


def _field(number: int, value: int | bytes) -> bytes:
    """Write a field of a protocol buffer."""
    if isinstance(value, bytes):
        return _varint(number << 3 | 2) + _varint(len(value)) + value
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:  # ends: it only shrinks
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def _block(kind: str, data: bytes) -> bytes:
    blob = _field(1, data)
    header = _field(1, kind.encode()) + _field(3, len(blob))
    return len(header).to_bytes(4, "big") + header + blob


def test_nodes_of_openstreetmap_in_any_order(tmp_path: Path) -> None:
    words = b"".join(_field(1, word) for word in (b"", b"name", b"N1", b"N2", b"N3"))
    nodes = b"".join(
        _field(1, _field(1, 2 * node) + _field(2, b"\1") + _field(3, bytes([node + 1]))
               + _field(8, 2 * 500_000_000) + _field(9, 2 * (80_000_000 + node)))
        for node in (3, 1, 2)
    )  # fmt: skip
    # A way along them, whose nodes are looked up.
    way = _field(1, 9) + _field(2, b"\1") + _field(3, b"\2") + _field(8, b"\6\3\2")
    (tmp_path / "a.osm.pbf").write_bytes(
        _block("OSMHeader", _field(4, b"OsmSchema-V0.6"))
        + _block("OSMData", _field(1, words) + _field(2, nodes) + _field(2, _field(3, way)))
    )
    names = [site["properties"]["name"] for site in sites(plan(tmp_path, "a.osm.pbf", b""))]
    assert sorted(names) == ["N1", "N2", "N3"]
