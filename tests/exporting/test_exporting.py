"""Exports: everything that was joined comes out again, as text and never as code."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest

from geo.exporting import FORMATS, OwnFileError, export
from geo.exporting.workbooks import sheet_name, workbook_bytes
from geo.joining import join
from geo.project import open_project
from tests.projects import joined, site, sites

FIXTURES = Path(__file__).parent.parent / "fixtures"
PROJECTS = FIXTURES / "projects"
IDS = ["demo-river", "demo-greenway", "plot-a", "plot-b", "hall", "gates", "kiosk", "lab"]
HOSTILE = ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", "\t=1", "<script>&\"'", "a\x00b"]
KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture(scope="module")
def demo():
    return join(open_project(PROJECTS / "demo-park"))


@pytest.fixture
def hostile(tmp_path):
    features = sites(*(f"s{number}" for number in range(len(HOSTILE))))
    for feature, text in zip(features, HOSTILE, strict=True):
        feature["properties"] |= {"name": text, "description": text}
    (tmp_path / "hostile").mkdir()
    return joined(tmp_path / "hostile", features)


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def test_an_unknown_suffix_is_refused(demo, tmp_path):
    with pytest.raises(ValueError, match=r"\.geojson \.csv \.xlsx \.gpkg \.parquet \.kml"):
        export(demo, tmp_path / "x.shp")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_layer_gives_the_same_bytes(demo, tmp_path, suffix, monkeypatch):
    def digests(folder: Path) -> dict[str, str]:
        folder.mkdir()
        written = export(demo, folder / f"x{suffix}")
        assert sorted(folder.iterdir()) == sorted(written)
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in written}

    first = digests(tmp_path / "a")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    assert digests(tmp_path / "b") == first


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_suffix_in_capitals_and_a_new_folder_are_fine(demo, tmp_path, suffix):
    path = tmp_path / "new" / f"x{suffix.upper()}"
    assert export(demo, path)[0] == path
    assert path.stat().st_size > 0


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_layer_without_sites_can_be_exported(tmp_path, suffix):
    layer = joined(tmp_path, [])
    assert export(layer, tmp_path / f"x{suffix}")[0].exists()


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("kind", ["Point", "MultiPoint", "Polygon", "GeometryCollection"])
def test_an_empty_shape_is_no_place(tmp_path, suffix, kind):
    member = "geometries" if kind == "GeometryCollection" else "coordinates"
    layer = joined(tmp_path, [site("a", {"type": kind, member: []}), *sites("b")])
    assert layer.sites.geometry.isna().tolist() == [True, False]
    assert export(layer, tmp_path / f"x{suffix}")[0].exists()


@pytest.mark.parametrize("name", ["sites.geojson", "tables/t.csv"])
def test_what_the_map_is_made_of_is_not_written_over(tmp_path, name):
    layer = joined(tmp_path, sites("a"), tables_t_csv="site_id,v\na,1\n")
    before = (tmp_path / name).read_bytes()
    with pytest.raises(OwnFileError, match="made from this file"):
        export(layer, tmp_path / "tables" / ".." / name)
    assert (tmp_path / name).read_bytes() == before


def test_heights_come_out_where_they_went_in(tmp_path):
    high, flat = [120.2, 30.2, 15.5], [120.3, 30.3]
    points = [{"type": "Point", "coordinates": position} for position in (high, flat)]
    line = {"type": "LineString", "coordinates": [high, flat]}
    layer = joined(tmp_path, [site("a", points[0]), site("b", points[1]), site("c", line)])
    export(layer, tmp_path / "x.geojson")
    found = json.loads((tmp_path / "x.geojson").read_text("utf-8"))["features"]
    assert [entry["geometry"]["coordinates"] for entry in found[:2]] == [high, flat]
    # A line with heights in part has none.
    assert found[2]["geometry"]["coordinates"] == [high[:2], flat]


@pytest.mark.parametrize("suffix", FORMATS)
def test_names_that_other_programs_keep_for_themselves(tmp_path, suffix):
    taken = {"fid": 1, "geom": "g", "Name": "other", "lon": 3, "wkt": "w", "geometry": "x"}
    layer = joined(
        tmp_path,
        [site("a", **taken), *sites("b")],
        tables_sites_csv="site_id,v\na,1\na,2\n",
        tables_gpkg_x_csv="id\n1\n",
    )
    assert export(layer, tmp_path / f"out{suffix}")[0].exists()


@pytest.fixture(scope="module")
def value(demo, tmp_path_factory):
    path = tmp_path_factory.mktemp("out") / "x.geojson"
    export(demo, path)
    return json.loads(path.read_text("utf-8"))


class TestGeoJSON:
    def test_every_site_is_there_with_its_joined_columns(self, value):
        assert [feature["id"] for feature in value["features"]] == IDS
        hall = value["features"][4]["properties"]
        assert hall["地址"] == "示例路 1 号\r\n（虚构）"
        assert hall["开放"] is True
        assert hall["accuracy_m"] == 30
        assert "datum" not in hall

    def test_many_rows_are_nested_under_the_name_of_their_table(self, value):
        assert value["features"][2]["properties"]["指标"] == [
            {"指标": "就业", "年份": 2021, "数值": 1200, "单位": "人", "source": "made-up"},
            {"指标": "就业", "年份": 2022, "数值": 1350, "单位": "人", "source": "survey"},
        ]

    def test_positions_are_those_of_the_file(self, value):
        assert value["features"][4]["geometry"]["coordinates"] == [121.503517, 29.912641]
        assert value["features"][7]["geometry"] is None

    def test_what_was_converted_says_so(self, value):
        kiosk = value["features"][6]
        assert kiosk["properties"]["datum"] == "wgs84"
        assert kiosk["geometry"]["coordinates"][0] != 121.515533

    def test_it_is_a_project_of_its_own(self, demo, tmp_path):
        export(demo, tmp_path / "sites.geojson")
        again = join(open_project(tmp_path))
        assert [problem.as_text() for problem in again.problems] == []
        assert again.sites["id"].tolist() == IDS
        assert again.sites.geometry[6].equals_exact(demo.sites.geometry[6], 1e-7)

    def test_outer_rings_run_counter_clockwise(self, tmp_path):
        ring = [[120.0, 30.0], [120.0, 30.1], [120.1, 30.1], [120.0, 30.0]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        export(joined(tmp_path, [site("a", shape)]), tmp_path / "x.geojson")
        exterior = gpd.read_file(tmp_path / "x.geojson").geometry[0].exterior
        assert exterior.is_ccw


class TestCsv:
    def test_the_other_tables_lie_beside(self, demo, tmp_path):
        written = export(demo, tmp_path / "park.csv")
        names = ["park.csv", "park.指标.csv", "park.sources.csv"]
        assert [path.name for path in written] == names
        assert [row["site_id"] for row in rows_of(written[1])] == [
            "plot-a",
            "plot-a",
            "hall",
            "lab",
        ]

    def test_excel_sees_utf8_and_positions(self, demo, tmp_path):
        export(demo, tmp_path / "x.csv")
        assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        rows = rows_of(tmp_path / "x.csv")
        assert [row["id"] for row in rows] == IDS
        assert (rows[4]["lon"], rows[4]["lat"]) == ("121.503517", "29.912641")
        assert rows[4]["wkt"] == "POINT (121.503517 29.912641)"
        assert rows[2]["wkt"].startswith("POLYGON ((")
        assert (rows[7]["lon"], rows[7]["wkt"]) == ("", "")

    def test_no_cell_is_a_formula(self, hostile, tmp_path):
        export(hostile, tmp_path / "x.csv")
        names = [row["name"] for row in rows_of(tmp_path / "x.csv")]
        assert names[:5] == [f"'{text}" for text in HOSTILE[:5]]
        assert names[5:] == HOSTILE[5:]

    def test_signed_numbers_and_telephones_are_left_alone(self, tmp_path):
        values = {"phone": "+86 571-8888", "low": "-5", "change": "+5.9", "share": "+5.9%"}
        export(joined(tmp_path, [site("a", **values)]), tmp_path / "x.csv")
        row = rows_of(tmp_path / "x.csv")[0]
        assert {key: row[key] for key in values} == values

    def test_a_heading_is_no_formula_either(self, tmp_path):
        export(joined(tmp_path, [site("a", **{"=cmd|'/c calc'!A0": "x"})]), tmp_path / "x.csv")
        assert rows_of(tmp_path / "x.csv")[0]["'=cmd|'/c calc'!A0"] == "x"

    def test_a_cell_is_written_as_the_page_writes_it(self, tmp_path):
        cells = json.loads((FIXTURES / "exporting" / "csv_cells.json").read_bytes())
        texts = [(cell, text) for cell, text in cells if isinstance(cell, str)]
        layer = joined(tmp_path, [site(f"s{n}", v=cell) for n, (cell, _) in enumerate(texts)])
        export(layer, tmp_path / "x.csv")
        written = [next(csv.reader(io.StringIO(text)))[0] for _, text in texts]
        assert [row["v"] for row in rows_of(tmp_path / "x.csv")] == written

    def test_whole_numbers_stay_whole_beside_empty_cells(self, tmp_path):
        features = [site("a", big=9007199254740993), *sites("b")]
        layer = joined(tmp_path, features, tables_t_csv="site_id,floors\na,12\n")
        export(layer, tmp_path / "x.csv")
        row = rows_of(tmp_path / "x.csv")[0]
        assert (row["big"], row["floors"]) == ("9007199254740993", "12")


class TestXlsx:
    def test_there_is_a_sheet_for_each_table(self, demo, tmp_path):
        export(demo, tmp_path / "x.xlsx")
        book = openpyxl.load_workbook(tmp_path / "x.xlsx")
        assert book.sheetnames == ["sites", "指标", "sources"]
        headings = [cell.value for cell in book["指标"][1]]
        assert headings == ["site_id", "指标", "年份", "数值", "单位", "source"]
        assert [cell.value for cell in book["指标"][2]][2:4] == [2021, 1200]
        column = [cell.value for cell in book["sites"][1]].index("开放")
        assert book["sites"].cell(IDS.index("hall") + 2, column + 1).value is True

    def test_no_cell_is_a_formula(self, hostile, tmp_path):
        export(hostile, tmp_path / "x.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["sites"]
        cells = [row[1] for row in sheet.iter_rows(min_row=2)]
        assert {cell.data_type for cell in cells} == {"s"}
        assert [cell.value for cell in cells] == [text.replace("\x00", "�") for text in HOSTILE]

    def test_sheet_names_are_such_as_excel_takes(self):
        assert sheet_name("a/b[c]:d*e?f\\g", []) == "a-b-c--d-e-f-g"
        assert sheet_name("x" * 40, ["X" * 31]) == "x" * 29 + "-2"
        assert sheet_name("Sites", ["sites"]) == "Sites-2"
        assert sheet_name("", []) == "table"

    def test_long_texts_are_cut_where_excel_ends(self):
        data = workbook_bytes({"t": (["v"], [["x" * 40_000]])})
        sheet = openpyxl.load_workbook(io.BytesIO(data))["t"]
        assert len(sheet["A2"].value) == 32767


class TestGeoPackage:
    def test_there_is_a_layer_for_each_table(self, demo, tmp_path):
        export(demo, tmp_path / "x.gpkg")
        layers = dict(pyogrio.list_layers(tmp_path / "x.gpkg"))
        assert list(layers) == ["sites", "指标", "sources"]
        assert layers["sources"] is None
        read = gpd.read_file(tmp_path / "x.gpkg", layer="sites")
        assert read.crs.to_epsg() == 4326
        assert read["id"].tolist() == IDS
        assert read.geometry[3].equals(demo.sites.geometry[3])
        table = pyogrio.read_dataframe(tmp_path / "x.gpkg", layer="指标")
        assert table["数值"].tolist() == [1200, 1350, 35000, 40]

    def test_a_table_called_like_the_layer_does_not_replace_it(self, tmp_path):
        layer = joined(tmp_path, sites("a"), tables_Sites_csv="site_id,v\na,1\na,2\n")
        export(layer, tmp_path / "x.gpkg")
        export(layer, tmp_path / "x.xlsx")
        assert list(dict(pyogrio.list_layers(tmp_path / "x.gpkg"))) == ["sites", "table_Sites"]
        assert openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames == ["sites", "table_Sites"]


class TestParquet:
    def test_it_is_geoparquet_with_the_other_tables_beside(self, demo, tmp_path):
        written = export(demo, tmp_path / "x.parquet")
        names = ["x.parquet", "x.指标.parquet", "x.sources.parquet"]
        assert [path.name for path in written] == names
        read = gpd.read_parquet(written[0])
        assert read.crs.to_epsg() == 4326
        assert read["id"].tolist() == IDS
        assert read.geometry[2].equals(demo.sites.geometry[2])
        assert pd.read_parquet(written[1])["年份"].tolist() == [2021, 2022, 2022, 2022]


class TestKml:
    def test_each_site_is_a_placemark_with_its_fields(self, demo, tmp_path):
        export(demo, tmp_path / "x.kml")
        root = ET.parse(tmp_path / "x.kml").getroot()
        # In folders, a category after the other: here as in the layer again.
        marks = sorted(
            root.iter(f"{KML}Placemark"),
            key=lambda mark: IDS.index(mark.findtext(f".//{KML}Data[@name='id']/{KML}value")),
        )
        assert root.find(f"{KML}Document/{KML}name").text == "示例园区（虚构）"
        assert [mark.find(f"{KML}name").text for mark in marks][4] == "示例展馆"
        assert len(list(marks[3].iter(f"{KML}Polygon"))) == 2
        assert len(list(marks[2].iter(f"{KML}innerBoundaryIs"))) == 1
        assert marks[7].find(f".//{KML}coordinates") is None
        data = {entry.get("name"): entry[0].text for entry in marks[2].iter(f"{KML}Data")}
        assert data["id"] == "plot-a"
        assert json.loads(data["指标"])[0]["数值"] == 1200

    def test_a_description_shows_as_the_text_it_is(self, hostile, tmp_path):
        export(hostile, tmp_path / "x.kml")
        root = ET.parse(tmp_path / "x.kml").getroot()
        marks = list(root.iter(f"{KML}Placemark"))
        assert marks[5].find(f"{KML}name").text == "<script>&\"'"
        # A viewer reads it as HTML, and so sees the characters themselves.
        assert marks[5].find(f"{KML}description").text == "&lt;script&gt;&amp;\"'"


@pytest.mark.parametrize("suffix", FORMATS)
def test_columns_whose_names_clash_come_out_beside_each_other(suffix, tmp_path):
    layer = joined(
        tmp_path,
        [site("a", **{"v": "own", "t.v": "dotted"})],
        tables_t_csv="site_id,v\na,joined\n",
        tables_many_csv="site_id,site\na,north\na,south\n",
    )
    path = tmp_path / f"x{suffix}"
    files = export(layer, path)
    if suffix == ".csv":
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
        assert [rows[0][key] for key in ("v", "t.v", "t.t.v")] == ["own", "dotted", "joined"]
        assert files[1].read_text("utf-8-sig").split() == [
            "site_id,many.site", "a,north", "a,south",
        ]  # fmt: skip
    if suffix == ".geojson":
        properties = json.loads(path.read_text("utf-8"))["features"][0]["properties"]
        assert properties["t.t.v"] == "joined"
        assert properties["many"] == [{"many.site": "north"}, {"many.site": "south"}]


def test_a_file_that_is_there_stays_when_writing_fails(demo, tmp_path, monkeypatch):
    path = tmp_path / "x.csv"
    path.write_text("before")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("geo.files.replacing.os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        export(demo, path)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_geoparquet_says_where_each_geometry_lies(tmp_path: Path) -> None:
    layer = joined(tmp_path, [site("a"), site("b", (121.0, 31.0))])
    export(layer, tmp_path / "x.parquet")
    metadata = json.loads(pq.read_schema(tmp_path / "x.parquet").metadata[b"geo"])
    assert metadata["version"] == "1.1.0"
    covering = metadata["columns"]["geometry"]["covering"]["bbox"]
    assert set(covering) == {"xmin", "ymin", "xmax", "ymax"}
    inside = gpd.read_parquet(tmp_path / "x.parquet", bbox=(120.9, 30.9, 121.1, 31.1))
    assert inside["id"].tolist() == ["b"]


def test_where_there_is_no_geometry_there_is_no_box(tmp_path):
    features = sites("here", "nowhere")
    features[1]["geometry"] = None
    features[0]["properties"]["bbox"] = "its own"
    (path,) = export(joined(tmp_path, features), tmp_path / "x.parquet")
    table = pq.read_table(path)
    assert table["bbox"].is_valid().to_pylist() == table["geometry"].is_valid().to_pylist()
    assert table["bbox"].null_count == 1
    assert table["bbox_"].to_pylist()[0] == "its own"


def test_the_geopackage_is_of_a_version_that_older_programs_know(demo, tmp_path):
    path = export(demo, tmp_path / "x.gpkg")[0]
    # Bytes 60 to 63 of an SQLite file are its user version: 10300 is GeoPackage 1.3.
    assert int.from_bytes(path.read_bytes()[60:64]) == 10300
