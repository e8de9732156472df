"""Inputs that readers commonly get wrong, each with its right answer."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import openpyxl
import pytest
import shapely

from geo.cli import main
from geo.importing import Choices, ImportPlan, carry_out, plan_import
from geo.importing.opening import open_records
from geo.joining import join
from geo.positions.datum import from_wgs84
from geo.project import open_project

if TYPE_CHECKING:
    from pathlib import Path

PLACE = (120.2101, 30.2082)


def plan(folder: Path, file: str, data: bytes | str, into: str = "park", **said: Any) -> ImportPlan:
    """Plan to bring in a file of these bytes."""
    path = folder / file
    if isinstance(data, str):
        data = data.encode()
    if data:
        path.write_bytes(data)
    choices = Choices(**said)
    records, problems = open_records(path, choices)
    assert records is not None, problems
    return plan_import(folder / into, records, choices)


def sites(made: ImportPlan) -> list[dict[str, Any]]:
    """Carry a plan out and give the layer's features."""
    assert made.problems == [] or not [p for p in made.problems if p.severity == "error"], (
        made.problems
    )
    assert carry_out(made) == []
    text = (made.folder / "sites.geojson").read_bytes()
    features: list[dict[str, Any]] = json.loads(text)["features"]
    return features


def codes(made: ImportPlan) -> list[str]:
    return [problem.code for problem in made.problems]


def role(made: ImportPlan, column: str) -> str:
    return next(guess.role for guess in made.guesses if guess.column == column)


def test_1_gbk_is_told_and_zeros_stay(tmp_path: Path) -> None:
    made = plan(tmp_path, "a.csv", "编号,名称\n001,医院".encode("gbk"))
    note = {"encoding": "gb18030", "certain": True, "words": "编号 名称 医院"}
    assert ("encoding", note) in made.notes
    (site,) = sites(made)
    assert site["properties"] == {"id": "001", "name": "医院"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_2_utf_16_with_tabs(tmp_path: Path, encoding: str) -> None:
    (site,) = sites(plan(tmp_path, "a.txt", "id\tname\nx1\t医院\n".encode(encoding)))
    assert site["properties"] == {"id": "x1", "name": "医院"}


def test_3_a_line_that_names_the_separator_and_decimal_commas(tmp_path: Path) -> None:
    made = plan(tmp_path, "a.csv", "sep=;\nid;lat;lon;area\n1;30,1;120,2;1.234,5")
    (site,) = sites(made)
    assert site["geometry"]["coordinates"] == [120.2, 30.1]
    assert (tmp_path / "park/tables/a.csv").read_text() == "site_id,area\n1,1234.5\n"


def test_signs_of_a_chinese_keyboard_part_cells_and_numbers(tmp_path: Path) -> None:
    text = '编号，名称，位置，说明\nx1，甲，（１２０．２；３０．１），湖\nx2，乙，，"山，水"\n'
    made = plan(tmp_path, "a.csv", text, datum="wgs84")
    first, second = sites(made)
    assert first["geometry"]["coordinates"] == [120.2, 30.1]
    assert second["properties"]["description"] == "山，水"


def test_4_titles_above_the_headings(tmp_path: Path) -> None:
    text = "园区清单,,\n,,\nid,lat,lon\nx,30.1,120.2\ny,oops,120.3\n"
    made = plan(tmp_path, "a.csv", text)
    assert ("title", {"row": 3, "text": "园区清单"}) in made.notes
    (problem,) = [problem for problem in made.problems if problem.severity == "error"]
    assert problem.code == "import-position-unreadable"
    assert problem.place[1:] == (5, 2)


def test_5_words_within_words_are_no_coordinates(tmp_path: Path) -> None:
    made = plan(tmp_path, "a.csv", "id,platform,salon\n1,3,4")
    assert (role(made, "platform"), role(made, "salon")) == ("fact", "fact")
    assert sites(made)[0]["geometry"] is None


def test_6_a_latitude_beyond_the_pole_is_asked_about(tmp_path: Path) -> None:
    made = plan(tmp_path, "a.csv", "id,lat,lon\n1,120.2,30.1")
    assert codes(made) == ["import-swapped"]
    assert [question.about for question in made.questions] == ["order"]
    assert not made.files
    path = tmp_path / "a.csv"
    records, _ = open_records(path, Choices())
    assert records is not None
    swapped = plan_import(
        tmp_path / "park", records, Choices(datum="wgs84"), answers={"order": "swap"}
    )
    assert sites(swapped)[0]["geometry"]["coordinates"] == [120.2, 30.1]


def test_7_a_pair_in_one_cell_and_its_datum(tmp_path: Path) -> None:
    text = 'id,位置\n1,"120.2155,30.1893"'
    made = plan(tmp_path, "a.csv", text)
    assert codes(made) == ["import-datum-unknown"]
    assert made.questions[0].options[0] == "gcj02"
    made = plan(tmp_path, "a.csv", text, datum="wgs84")
    assert sites(made)[0]["geometry"]["coordinates"] == [120.2155, 30.1893]


@pytest.mark.parametrize(
    "pair", ["{lon},{lat}", "{lat},{lon}", "[{lon} {lat}]", "（{lat}，{lon}）"]
)
def test_pairs_in_either_order(tmp_path: Path, pair: str) -> None:
    cell = pair.format(lon=PLACE[0], lat=PLACE[1])
    made = plan(tmp_path, "a.csv", f'name,坐标\nA,"{cell}"\n', datum="wgs84")
    assert sites(made)[0]["geometry"]["coordinates"] == list(PLACE)


@pytest.mark.parametrize(
    "pair", ["百度墨卡托X,百度墨卡托Y", "BD09MC_X,BD09MC_Y", "baidu_x,baidu_y"]
)
def test_metres_of_baidu_are_those_of_its_own_mercator(tmp_path: Path, pair: str) -> None:
    rows = "甲,12947394.5,4846492.3\n乙,12948394.5,4846992.3\n"
    made = plan(tmp_path, "a.csv", f"名称,{pair}\n{rows}")
    assert made.questions == []
    first, _ = (one["geometry"]["coordinates"] for one in sites(made))
    shifted = [float(axis) for axis in from_wgs84(*first, "bd09")]
    assert shifted == pytest.approx([116.307158, 40.057136], abs=1e-6)


@pytest.mark.parametrize("pair", ["墨卡托X,墨卡托Y", "x,y"])
def test_metres_that_nobody_says_are_baidus_are_asked_about(tmp_path: Path, pair: str) -> None:
    made = plan(tmp_path, "a.csv", f"名称,{pair}\n甲,12947394.5,4846492.3\n")
    assert [question.about for question in made.questions] == ["crs"]


def test_8_baidu_once_and_again_no_more(tmp_path: Path) -> None:
    east, north = (float(axis) for axis in from_wgs84(*PLACE, "bd09"))
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["名称", "坐标(百度)"])
    sheet.append(["甲", f"{east:.8f},{north:.8f}"])
    book.save(tmp_path / "a.xlsx")
    (site,) = sites(plan(tmp_path, "a.xlsx", b""))
    assert site["geometry"]["coordinates"] == pytest.approx(PLACE, abs=1e-6)
    before = (tmp_path / "park/sites.geojson").read_bytes()
    for said in ({}, {"update": True}):
        again = plan(tmp_path, "a.xlsx", b"", **said)
        assert again.counts == {
            "new": 0, "changed": 0, "same": 1, "missing": 0, "conflict": 0, "left": 0,
        }  # fmt: skip
        sites(again)
        assert (tmp_path / "park/sites.geojson").read_bytes() == before


def workbook(path: Path, rows: list[list[Any]], **formats: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cell, form in formats.items():
        sheet[cell].number_format = form
    book.save(path)
    return path


def test_9_shares_read_as_they_are_shown(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [["name", "rate"], ["A", 0.075]], B2="0.0%")
    sites(plan(tmp_path, "a.xlsx", b""))
    layer = join(open_project(tmp_path / "park"))
    assert layer.sites["rate"].tolist() == [7.5]
    field = layer.project.package.resources["a"].field("rate")
    assert field is not None
    assert list(field.unit.values()) == ["%"]


def test_10_a_formula_without_a_result_is_named(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [["name", "n", "m", "double"], ["A", 1, 2, "=B2*2"]])
    made = plan(tmp_path, "a.xlsx", b"")
    (problem,) = made.problems
    assert problem.code == "cell-formula-uncomputed"
    assert problem.params["cell"] == "Sheet!D2"
    assert problem.place[1:] == (2, 4)


def test_11_codes_as_shown_and_digits_that_are_lost(tmp_path: Path) -> None:
    rows = [
        ["name", "zip", "card", "atoms", "cents"],
        ["A", 1730, 330108198801011234, 6.022e23, 2 * 10**15],
        ["B", 2, "330108198801015678", 1, 7],
    ]
    workbook(tmp_path / "a.xlsx", rows, B2="00000", B3="00000")
    made = plan(tmp_path, "a.xlsx", b"")
    (lost,) = made.problems
    assert (lost.code, lost.severity, lost.place[1:]) == ("cell-digits-lost", "warning", (2, 3))
    assert lost.params == {"cell": "Sheet!C2", "value": "330108198801011000"}
    sites(made)
    assert (tmp_path / "park/tables/a.csv").read_text() == (
        "site_id,zip,card,atoms,cents\n"
        "a,01730,,6.022E+23,2000000000000000\nb,00002,330108198801015678,1,7\n"
    )


def test_12_names_that_look_like_nothing(tmp_path: Path) -> None:
    found = sites(plan(tmp_path, "a.csv", "name,x2\nNA,1\nNone,2\nnull,3\n"))
    assert [site["properties"]["name"] for site in found] == ["NA", "None", "null"]


def shapefile_in_gbk(folder: Path) -> Path:
    """A Shapefile without `.cpg` and `.prj`, in a folder of an archive whose names are GBK."""
    frame = gpd.GeoDataFrame(
        {"名称": ["白马湖", "长河街"], "面积": [1.5, 2.0]},
        geometry=shapely.points([[500000.0, 3340000.0], [500100.0, 3340100.0]]),
    )
    frame.to_file(folder / "p.shp", encoding="GB18030")
    archive = folder / "p.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for suffix in (".shp", ".shx", ".dbf"):
            info = zipfile.ZipInfo("x" * 4 + "/" + "y" * 4 + suffix)
            out.writestr(info, (folder / f"p{suffix}").read_bytes())
    data = archive.read_bytes()
    # zipfile writes other than ASCII as UTF-8 only.
    archive.write_bytes(
        data.replace(b"xxxx", "园区".encode("gbk")).replace(b"yyyy", "地点".encode("gbk"))
    )
    return archive


def test_13_a_gbk_shapefile_in_a_folder_of_an_archive(tmp_path: Path) -> None:
    shapefile_in_gbk(tmp_path)
    made = plan(tmp_path, "p.zip", b"")
    assert codes(made) == ["import-crs-unknown"]
    assert [question.about for question in made.questions] == ["crs"]
    made = plan(tmp_path, "p.zip", b"", crs="EPSG:4549")
    found = sites(made)
    assert [site["properties"]["name"] for site in found] == ["白马湖", "长河街"]
    assert found[0]["geometry"]["coordinates"] == pytest.approx([120.0, 30.18], abs=0.02)
    assert "面积" in (tmp_path / "park/tables/p.csv").read_text(encoding="utf-8")


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>Parks</name>
<Placemark><name>One</name><ExtendedData><Data name="ID"><value>07</value></Data>
<Data name="kind"><value>lake</value></Data></ExtendedData>
<Point><coordinates>11.5,48.1,0</coordinates></Point></Placemark>
</Folder><Folder><name>Schools</name>
<Placemark><name>Two</name><ExtendedData><Data name="ID"><value>08</value></Data>
<Data name="kind"><value>lake</value></Data></ExtendedData></Placemark>
</Folder></Document></kml>"""


def test_14_a_placemark_without_a_place(tmp_path: Path) -> None:
    made = plan(tmp_path, "a.kml", KML)
    assert [guess.column for guess in made.guesses if guess.role == "id"] == ["ID"]
    found = sites(made)
    assert made.unlocated == 1
    assert [site["properties"]["id"] for site in found] == ["07", "08"]
    assert [site["properties"]["name"] for site in found] == ["One", "Two"]
    assert [site["properties"]["category"] for site in found] == ["Parks", "Schools"]
    assert found[0]["geometry"]["coordinates"] == [11.5, 48.1]


def test_15_an_update_row_by_row(tmp_path: Path) -> None:
    sites(plan(tmp_path, "a.csv", "id,a\n1,x\n2,x\n3,z\n"))
    made = plan(tmp_path, "a.csv", "id,a\n1,x\n1,x\n2,\n9,z", update=True)
    assert codes(made) == ["import-id-twice"]
    assert made.problems[0].place[1] == 3
    assert not made.files
    made = plan(tmp_path, "a.csv", b"", update=True, keep_going=True)
    assert made.counts == {
        "new": 1, "changed": 0, "same": 2, "missing": 1, "conflict": 0, "left": 1,
    }  # fmt: skip
    sites(made)
    text = (tmp_path / "park/tables/a.csv").read_text()
    assert text == "site_id,a\n1,x\n2,x\n3,z\n9,z\n"


def test_a_broken_row_is_named_and_the_rest_comes_in(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "a.csv").write_text("name,lon,lat\nA,8.1,50.1\nB,8.2,here\nC,8.3,50.3\n")
    arguments = ["new", str(tmp_path / "park"), "--from", str(tmp_path / "a.csv")]
    assert main(arguments) == 1
    assert "a.csv:3:3: error[import-position-unreadable]" in capsys.readouterr().err
    assert not (tmp_path / "park").exists()
    assert main([*arguments, "--keep-going"]) == 0
    assert "a.csv:3, B" in capsys.readouterr().out
    text = json.loads((tmp_path / "park/sites.geojson").read_bytes())
    assert [site["properties"]["name"] for site in text["features"]] == ["A", "C"]


@pytest.mark.parametrize(
    ("pair", "epsg"), [("40516000,3341000", "EPSG:4528"), ("13363876,3536000", "EPSG:3857")]
)
def test_a_system_told_by_the_numbers_is_offered(tmp_path: Path, pair: str, epsg: str) -> None:
    made = plan(tmp_path, "a.csv", f"name,x,y\nA,{pair}\n")
    assert codes(made) == ["import-crs-unknown"]
    assert made.questions[0].options == (epsg,)
    assert f"--crs {epsg}" in made.problems[0].fix("en")
    made = plan(tmp_path, "a.csv", b"", crs=epsg)
    lon, lat = sites(made)[0]["geometry"]["coordinates"]
    assert (lon, lat) == pytest.approx((120.1, 30.2), abs=0.1)


def test_a_share_link_says_where_and_in_what(tmp_path: Path) -> None:
    east, north = (float(axis) for axis in from_wgs84(*PLACE, "gcj02"))
    link = f"https://uri.amap.com/marker?position={east:.7f},{north:.7f}"
    made = plan(tmp_path, "a.csv", f'name,where\nA,"{link}"\nB,\n')
    assert role(made, "where") == "position"
    found = sites(made)
    assert found[0]["geometry"]["coordinates"] == pytest.approx(PLACE, abs=2e-6)
    assert found[1]["geometry"] is None


@pytest.mark.parametrize(
    ("lon", "lat"),
    [("120°12′36.4″E", "30°12′29.5″N"), ("东经120度12分36.4秒", "北纬30度12分29.5秒"),
     ("１２０．２１０１", "３０．２０８２"), ("120,2101", "30,2082")],
)  # fmt: skip
def test_angles_as_people_write_them(tmp_path: Path, lon: str, lat: str) -> None:
    made = plan(tmp_path, "a.csv", f'name;lon;lat\nA;"{lon}";"{lat}"\n', datum="wgs84")
    assert sites(made)[0]["geometry"]["coordinates"] == pytest.approx(PLACE, abs=2e-5)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1,234", "56"], ["1234", "56"]), (["１２３", "４"], ["123", "4"]),
        (["12 %", "7.5％"], ["12", "7.5"]),
        (["120亩", "35 亩"], ["120", "35"]), (["007", "8"], ["007", "8"]),
        (["330108198801011234", "1"], ["330108198801011234", "1"]), (["+86", "1"], ["+86", "1"]),
        (["1.5", "two"], ["1.5", "two"]), (["(1,234)", "2,345"], ["-1234", "2345"]),
        (["(1)", "(2)"], ["(1)", "(2)"]), (["US$ 1,234.50", "US$ 345.00"], ["1234.50", "345.00"]),
        ([r"\N", "5"], ["5"]),
    ],
)  # fmt: skip
def test_numbers_only_where_every_cell_is_one(
    tmp_path: Path, cells: list[str], expected: list[str]
) -> None:
    rows = "".join(f'n{at},8.{at},50.1,"{cell}"\n' for at, cell in enumerate(cells))
    sites(plan(tmp_path, "a.csv", f"name,lon,lat,v\n{rows}"))
    text = (tmp_path / "park/tables/a.csv").read_text("utf-8")
    assert [line.partition(",")[2] for line in text.splitlines()[1:]] == expected


def test_what_the_user_says_counts(tmp_path: Path) -> None:
    text = "a,b,c,d,e\nx1,One,8.1,50.1,inn\nx2,Two,8.2,50.2,inn\n"
    made = plan(tmp_path, "a.csv", text, name="B", lon="c", lat="d", id="a", category="e")
    found = sites(made)
    assert found[0]["properties"] == {"id": "x1", "name": "One", "category": "inn"}
    assert found[1]["geometry"]["coordinates"] == [8.2, 50.2]
    assert codes(plan(tmp_path, "a.csv", text, into="two", name="nome")) == ["import-no-column"]
    made = plan(tmp_path, "a.csv", text, into="three", name="b", category="=Bad Inn")
    assert [site["properties"]["category"] for site in sites(made)] == ["bad-inn"] * 2
    assert [category.label for category in made.categories] == ["Bad Inn"]


def test_a_row_on_null_island_is_told_unless_others_lie_there(tmp_path: Path) -> None:
    made = plan(tmp_path, "a.csv", "name,lon,lat\nA,8.1,50.1\nB,0,0\nC,8.2,50.1\nD,,\n")
    told = [(p.code, p.severity, p.place.line, p.params) for p in made.problems]
    assert told == [("null-island", "warning", 3, {"km": "5607"})]
    assert len(sites(made)) == 4
    made = plan(tmp_path, "b.csv", "name,lon,lat\nA,0.1,0.1\nB,0,0\nC,0,0.1\n", into="buoys")
    assert codes(made) == []
