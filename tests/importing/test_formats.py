"""Every format comes in by one command: rows, names, positions, texts."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.cli import main
from geo.importing import Choices
from geo.importing.opening import open_records
from geo.sources.layer_files import read_layer_file
from tests.importing.test_hard_inputs import codes, plan, sites

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ["Old Mill", "Hôpital", "白马湖"]
FIXTURES = Path(__file__).parents[1] / "fixtures"
POINTS = [(8.5, 47.25), (8.625, 47.375), (8.75, 47.5)]


def frame(crs: str = "EPSG:4326") -> gpd.GeoDataFrame:
    made = gpd.GeoDataFrame(
        {"name": NAMES, "beds": [10, 20, 30]}, geometry=shapely.points(POINTS), crs="EPSG:4326"
    )
    return made.to_crs(crs)


def features() -> list[dict[str, Any]]:
    collection: dict[str, Any] = json.loads(frame().to_json(drop_id=True, to_wgs84=True))
    return list(collection["features"])


def _shapefile(path: Path) -> None:
    frame("EPSG:2056").to_file(path, encoding="UTF-8")


def _zip(path: Path) -> None:
    shape = path.with_suffix(".shp")
    _shapefile(shape)
    with zipfile.ZipFile(path, "w") as archive:
        for part in path.parent.glob(f"{path.stem}.*"):
            if part != path:
                archive.write(part, f"inner/{part.name}")


def _lines(path: Path, mark: str = "") -> None:
    lines = [mark + json.dumps(feature, ensure_ascii=False) + "\n" for feature in features()]
    path.write_text("".join(lines), encoding="utf-8")


def _kml_text() -> str:
    marks = "".join(
        f"<Placemark><name>{name}</name><ExtendedData><Data name='beds'><value>{beds}</value>"
        f"</Data></ExtendedData><Point><coordinates>{x},{y}</coordinates></Point></Placemark>"
        for name, beds, (x, y) in zip(NAMES, (10, 20, 30), POINTS, strict=True)
    )
    return f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>'


def _kmz(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("doc.kml", _kml_text())


def _gpx(path: Path) -> None:
    points = "".join(
        f'<wpt lat="{y}" lon="{x}"><name>{name}</name></wpt>'
        for name, (x, y) in zip(NAMES, POINTS, strict=True)
    )
    path.write_text(
        f'<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">{points}</gpx>',
        encoding="utf-8",
    )


def _topojson(path: Path) -> None:
    geometries = [
        {"type": "Point", "coordinates": list(point), "properties": {"name": name, "beds": beds}}
        for name, beds, point in zip(NAMES, (10, 20, 30), POINTS, strict=True)
    ]
    objects = {"places": {"type": "GeometryCollection", "geometries": geometries}}
    topology = {"type": "Topology", "arcs": [], "objects": objects}
    path.write_text(json.dumps(topology), encoding="utf-8")


def _esri(path: Path) -> None:
    merc = frame("EPSG:3857")
    fields = [
        {"name": "name", "type": "esriFieldTypeString"},
        {"name": "beds", "type": "esriFieldTypeInteger"},
    ]
    rows = [
        {"attributes": {"name": name, "beds": beds}, "geometry": {"x": point.x, "y": point.y}}
        for name, beds, point in zip(NAMES, (10, 20, 30), merc.geometry, strict=True)
    ]
    whole = {
        "geometryType": "esriGeometryPoint",
        "spatialReference": {"wkid": 102100, "latestWkid": 3857},
        "fields": fields,
        "features": rows,
    }
    path.write_text(json.dumps(whole), encoding="utf-8")


def _osm(path: Path) -> None:
    nodes = "".join(
        f'<node id="{number}" lat="{y}" lon="{x}" version="1" timestamp="2024-01-01T00:00:00Z">'
        f'<tag k="name" v="{name}"/><tag k="amenity" v="cafe"/></node>'
        for number, (name, (x, y)) in enumerate(zip(NAMES, POINTS, strict=True), start=1)
    )
    path.write_text(f'<osm version="0.6">{nodes}</osm>', encoding="utf-8")


def _rows(lat: bool = True) -> pd.DataFrame:
    table = pd.DataFrame(frame().drop(columns="geometry"))
    return table.assign(lon=[x for x, _ in POINTS], lat=[y for _, y in POINTS])


WRITERS: dict[str, Callable[[Path], object]] = {
    "p.gpkg": lambda path: frame("EPSG:2056").to_file(path),
    "p.shp": _shapefile,
    "p.zip": _zip,
    "p.fgb": lambda path: frame("EPSG:2056").to_file(path, SPATIAL_INDEX="NO"),
    "p.kml": lambda path: path.write_text(_kml_text(), encoding="utf-8"),
    "p.kmz": _kmz,
    "p.gpx": _gpx,
    "p.parquet": lambda path: frame("EPSG:2056").to_parquet(path),
    "p.geojson": lambda path: frame().to_file(path, driver="GeoJSON"),
    "p.json": lambda path: path.write_text(frame().to_json(), encoding="utf-8"),
    "p.ndjson": _lines,
    "p.geojsonl": lambda path: _lines(path, "\x1e"),
    "p.topojson": _topojson,
    "esri.json": _esri,
    "topo.json": _topojson,
    "list.json": lambda path: path.write_text(
        json.dumps({"locations": json.loads(_rows().to_json(orient="records"))}), encoding="utf-8"
    ),
    "p.js": lambda path: path.write_text(f"var data = {frame().to_json()};\n", encoding="utf-8"),
    "p.osm": _osm,
    "p.csv": lambda path: _rows().to_csv(path, index=False),
    "p.tsv": lambda path: _rows().to_csv(path, index=False, sep="\t"),
    "p.xlsx": lambda path: _rows().to_excel(path, index=False),
    "wkt.csv": lambda path: pd.DataFrame(
        {"name": NAMES, "beds": [10, 20, 30], "shape": [p.wkt for p in frame().geometry]}
    ).to_csv(path, index=False),
    "plain.parquet": lambda path: _rows().to_parquet(path, index=False),
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_format_comes_in_by_one_command(tmp_path: Path, name: str) -> None:
    WRITERS[name](tmp_path / name)
    project = tmp_path / "park"
    assert main(["new", str(project), "--from", str(tmp_path / name)]) == 0
    found = json.loads((project / "sites.geojson").read_bytes())["features"]
    assert [site["properties"]["name"] for site in found] == NAMES
    for site, place in zip(found, POINTS, strict=True):
        assert site["geometry"]["coordinates"] == pytest.approx(place, abs=1e-6)
    if name not in {"p.gpx", "p.osm"}:
        table = project / "tables" / f"{name.partition('.')[0]}.csv"
        assert pd.read_csv(table)["beds"].tolist() == [10, 20, 30]
    assert main(["check", str(project)]) == 0


@pytest.mark.parametrize(
    "name", ["osm/small.osm.pbf", "workbooks/staff.xls", "workbooks/staff.ods"]
)
def test_a_format_that_only_its_own_programs_write_comes_in(tmp_path: Path, name: str) -> None:
    made = plan(tmp_path, Path(name).name, (FIXTURES / name).read_bytes())
    found = sites(made)
    if name.endswith(".pbf"):
        twin = plan(tmp_path, "small.osm", (FIXTURES / "osm/small.osm").read_bytes(), "other")
        assert found == sites(twin)
        assert all(site["geometry"] for site in found)
    else:
        assert [site["properties"]["name"] for site in found] == ["甲", "乙"]


def test_a_layer_of_several_is_chosen(tmp_path: Path) -> None:
    frame().to_file(tmp_path / "p.gpkg", layer="first")
    frame().iloc[:1].to_file(tmp_path / "p.gpkg", layer="second")
    made = plan(tmp_path, "p.gpkg", b"")
    assert made.rows == 3
    assert ("layers", {"others": "second"}) in made.notes
    assert plan(tmp_path, "p.gpkg", b"", layer="second").rows == 1
    records, (problem,) = open_records(tmp_path / "p.gpkg", Choices(layer="third"))
    assert records is None
    assert "first, second" in problem.message("en")


def test_a_sheet_of_several_is_chosen(tmp_path: Path) -> None:
    with pd.ExcelWriter(tmp_path / "p.xlsx") as book:
        _rows().to_excel(book, sheet_name="2021", index=False)
        _rows().iloc[:1].to_excel(book, sheet_name="2022", index=False)
        book.sheets["2021"].sheet_state = "hidden"
    assert plan(tmp_path, "p.xlsx", b"").rows == 1
    made = plan(tmp_path, "p.xlsx", b"", sheet="2021")
    assert made.rows == 3
    assert len(sites(made)) == 3


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_shapefile_whose_hint_is_wrong(tmp_path: Path, encoding: str) -> None:
    made = gpd.GeoDataFrame(
        {"名称": ["杭州高新区产业园", "江南科学城医院"]},
        geometry=shapely.points(POINTS[:2]),
        crs=4326,
    )
    made.to_file(tmp_path / "p.shp", encoding=encoding)
    wrong = {"gb18030": "UTF-8", "utf-8": "GB18030"}[encoding]
    (tmp_path / "p.cpg").write_text(wrong)
    found = sites(plan(tmp_path, "p.shp", b""))
    assert [site["properties"]["name"] for site in found] == ["杭州高新区产业园", "江南科学城医院"]


def test_a_field_name_cut_within_a_character(tmp_path: Path) -> None:
    made = gpd.GeoDataFrame(
        {"name": ["A"], "建筑面积": [5]}, geometry=shapely.points(POINTS[:1]), crs=4326
    )
    made.to_file(tmp_path / "p.shp", encoding="UTF-8")
    sites(plan(tmp_path, "p.shp", b""))
    assert (tmp_path / "park/tables/p.csv").read_text("utf-8").startswith("site_id,建筑面")


def test_a_shapefile_without_its_index_is_read_and_nothing_written(tmp_path: Path) -> None:
    _shapefile(tmp_path / "p.shp")
    (tmp_path / "p.shx").unlink()
    assert plan(tmp_path, "p.shp", b"").rows == 3
    assert not (tmp_path / "p.shx").exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("p.shp", b"nothing"), ("p.gpkg", b"nothing"), ("p.zip", b"PK\x03\x04"), ("p.kml", b"<kml"),
        ("p.parquet", b"PAR1"), ("p.json", b'{"a": 1}'), ("p.json", b"{"), ("p.ndjson", b"{}{}"),
        ("p.xlsx", b"nothing"), ("p.dwg", b"AC1027"),
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_one_problem(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    records, problems = open_records(tmp_path / name, Choices())
    assert records is None
    code = "import-kind-unread" if name == "p.dwg" else "import-unreadable"
    assert [problem.code for problem in problems] == [code]
    assert problems[0].as_text("zh").count("\n") == 1


@pytest.mark.parametrize("inside", ["../evil.csv", "/etc/evil.kml", "a/../../evil.kml"])
def test_an_archive_writes_nowhere_else(tmp_path: Path, inside: str) -> None:
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr(inside, _kml_text())
    open_records(tmp_path / "p.zip", Choices())
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["p.zip"]
    assert sorted(entry.name for entry in tmp_path.parent.glob("evil*")) == []


def test_an_archive_that_grows_without_measure_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "p.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("p.kml", b" " * 200_000_000)
    records, (problem,) = open_records(tmp_path / "p.zip", Choices())
    assert records is None
    assert "unpack" in problem.message("en")


@pytest.mark.parametrize("ending", [".kml", ".kmz"])
def test_the_fields_of_a_drawing_keep_their_names(tmp_path: Path, ending: str) -> None:
    fields = {"地址": "江南", "电话": "0571", "a.b": "x", "it's": "y", "A & B": "z", "plain": "p"}
    data = "".join(
        f"<Data name={quoteattr(name)}><value>{value}</value></Data>"
        for name, value in fields.items()
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">'
        f"<Document><Placemark><name>馆</name><ExtendedData>{data}</ExtendedData>"
        "<Point><coordinates>8.2,50.1</coordinates></Point></Placemark></Document></kml>"
    )
    path = tmp_path / f"museum{ending}"
    if ending == ".kml":
        path.write_text(text, "utf-8")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("doc.kml", text)
    records = read_layer_file(path)
    assert {name: records.table.column(name)[0].as_py() for name in fields} == fields


def test_collections_within_a_collection_are_taken_out(tmp_path: Path) -> None:
    inner = {"type": "FeatureCollection", "features": features()}
    text = json.dumps({"type": "FeatureCollection", "features": [inner, inner]})
    assert plan(tmp_path, "p.json", text).rows == 6


def test_a_rowless_file_says_so(tmp_path: Path) -> None:
    assert codes(plan(tmp_path, "p.csv", "name,lon,lat\n")) == ["import-empty"]
    assert codes(plan(tmp_path, "q.csv", "名称\n")) == ["import-empty"]
    assert codes(plan(tmp_path, "r.csv", "白马湖\n")) == ["import-no-headings"]


@pytest.mark.parametrize("kind", ["geojson", "geojsonl"])
def test_a_feature_whose_shape_is_none_is_named_and_the_rest_comes_in(
    tmp_path: Path, kind: str
) -> None:
    some = features()
    some[1]["geometry"] = {"type": "Polygon", "coordinates": [[[8, 47], [9, 47]]]}
    lines = "\n".join(json.dumps(feature) for feature in some)
    commas = lines.replace("\n", ",\n")
    whole = f'{{"type": "FeatureCollection", "features": [\n{commas}]}}'
    text = whole if kind == "geojson" else lines
    made = plan(tmp_path, f"p.{kind}", text)
    (problem,) = made.problems
    at = 3 if kind == "geojson" else 2
    assert (problem.code, problem.place.line) == ("import-row-unfit", at)
    kept = plan(tmp_path, f"p.{kind}", text, keep_going=True)
    assert [site["properties"]["name"] for site in sites(kept)] == [NAMES[0], NAMES[2]]


@pytest.mark.parametrize("marked", ["", "\x1e"])
def test_a_feature_a_line_of_which_one_is_cut_off(tmp_path: Path, marked: str) -> None:
    first, second, third = (marked + json.dumps(feature) for feature in features())
    text = "\n".join([first, second[:-9], third])
    made = plan(tmp_path, "p.geojsonl", text)
    assert [(p.code, p.place.line) for p in made.problems] == [("import-line-broken", 2)]
    kept = plan(tmp_path, "p.geojsonl", text, keep_going=True)
    assert [site["properties"]["name"] for site in sites(kept)] == [NAMES[0], NAMES[2]]


RING = shapely.box(0, 0, 3, 3) - shapely.box(1, 1, 2, 2)
SHAPES = [
    [shapely.Point(8, 50), shapely.Point(8, 51)],
    [shapely.Point(8, 50, 7), shapely.Point(8, 51, 9)],
    [shapely.MultiPoint([(8, 50), (9, 50)]), shapely.MultiPoint([(8, 51)])],
    [shapely.LineString([(8, 50), (9, 50)]), shapely.LineString([(8, 50), (9, 50), (9, 51)])],
    [shapely.MultiLineString([[(8, 50), (9, 50)], [(8, 51), (9, 51)]])],
    [RING, shapely.box(4, 4, 5, 5)],
    [shapely.MultiPolygon([RING, shapely.box(4, 4, 5, 5)])],
]


@pytest.mark.parametrize("shapes", SHAPES, ids=[shapes[0].geom_type for shapes in SHAPES])
def test_shapes_that_are_lists_of_arrow(tmp_path: Path, shapes: list[Any]) -> None:
    made = gpd.GeoDataFrame(geometry=[shapes[0], None, *shapes[1:]], crs="EPSG:4326")
    made.to_parquet(tmp_path / "p.parquet", geometry_encoding="geoarrow")
    read = read_layer_file(tmp_path / "p.parquet")
    assert read.geometry is not None
    assert [shape and shape.wkt for shape in read.geometry] == [
        shape and shape.wkt for shape in made.geometry
    ]


def test_each_feature_says_what_its_coordinates_are_in(tmp_path: Path) -> None:
    made = [
        {
            "type": "Feature",
            "properties": {"name": name} | datum,
            "geometry": {"type": "Point", "coordinates": [120.2, 30.2]},
        }
        for name, datum in (("A", {"datum": "gcj02"}), ("B", {}))
    ]
    text = json.dumps({"type": "FeatureCollection", "features": made})
    first, second = sites(plan(tmp_path, "a.geojson", text))
    assert first["geometry"]["coordinates"] == [120.1954296, 30.2024078]
    assert second["geometry"]["coordinates"] == [120.2, 30.2]
