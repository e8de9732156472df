"""What files of other programs hold besides the usual: nothing of it is lost on the way in."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyogrio
import pytest
import shapely
from pyarrow import parquet

from geo.sources.layer_files import read_layer_file
from geo.sources.row_layer import read_row_layer
from geo.sources.tables.sheets import UnreadableError
from tests.importing.test_hard_inputs import plan, role, sites

if TYPE_CHECKING:
    from pathlib import Path

    from geo.sources.records import Records

ARCS = [[[0, 0], [1000, 0], [0, 1000]], [[1000, 1000], [-1000, 0], [0, -1000]]]
ZONES = {
    "type": "GeometryCollection",
    "geometries": [
        {"type": "Polygon", "id": "z1", "arcs": [[0, 1]], "properties": {"name": "Zone 一"}},
        {"type": None, "properties": {"name": "空"}},
        {"type": "LineString", "arcs": [-1], "properties": {"name": "Back"}},
    ],
}
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.001, 0.001], "translate": [100, 30]},
    "objects": {
        "zones": ZONES,
        "gate": {"type": "Point", "coordinates": [500, 500], "properties": {"name": "Gate"}},
    },
    "arcs": ARCS,
}


def _topology(folder: Path, value: dict[str, Any], name: str = "p.topojson") -> Path:
    path = folder / name
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def _wkt(records: Records) -> list[str | None]:
    return [None if shape is None else shapely.to_wkt(shape) for shape in records.geometry]


def test_a_topology_keeps_rows_without_a_place_and_every_object(tmp_path: Path) -> None:
    path = _topology(tmp_path, TOPOLOGY)
    zones = read_layer_file(path)
    assert _wkt(zones) == [
        "POLYGON ((100 30, 101 30, 101 31, 100 31, 100 30))",
        None,
        "LINESTRING (101 31, 101 30, 100 30)",
    ]
    assert zones.texts("name") == ["Zone 一", "空", "Back"]
    assert zones.notes == [("layers", {"others": "gate"})]
    assert _wkt(read_layer_file(path, "gate")) == ["POINT (100.5 30.5)"]


def test_a_topology_that_says_so_at_its_end_is_a_project_s_layer(tmp_path: Path) -> None:
    # As programs write it that sort the keys.
    long = {"arcs": [*ARCS, *[[[0, 0], [1, 1]]] * 900], **TOPOLOGY}
    path = _topology(tmp_path, dict(sorted(long.items())), "sites.geojson")
    layer = read_row_layer(path, "sites.geojson")
    assert [problem.code for problem in layer.problems] == ["layer-others-left"]
    assert len(layer.value["features"]) == 3


@pytest.mark.parametrize(
    "damage", [{"objects": {}}, {"arcs": []}, {"transform": {}}, {"objects": {"a": 5}}]
)
def test_a_damaged_topology_is_one_problem(tmp_path: Path, damage: dict[str, Any]) -> None:
    with pytest.raises(UnreadableError, match="this is TopoJSON"):
        read_layer_file(_topology(tmp_path, TOPOLOGY | damage))


@pytest.mark.parametrize("ending", ["kml", "kmz"])
@pytest.mark.parametrize("is_declared", [True, False])
def test_fields_of_a_schema_come_in_packed_and_undeclared(
    tmp_path: Path, ending: str, is_declared: bool
) -> None:
    schema = (
        '<Schema id="t" name="t"><SimpleField type="string" name="人数"/>'
        '<SimpleField type="string" name="kind"/></Schema>'
    )
    marks = "".join(
        f"<Folder><name>f{n}</name><Placemark><name>{name}</name><ExtendedData>"
        f'<SchemaData schemaUrl="#t"><SimpleData name="人数">1,200</SimpleData>'
        f'<SimpleData name="kind">{n}</SimpleData></SchemaData></ExtendedData>'
        "<Point><coordinates>120.2,30.2</coordinates></Point></Placemark></Folder>"
        for n, name in enumerate(("甲", "乙"))
    )
    text = (
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>d</name>'
        f"{schema * is_declared}{marks}</Document></kml>"
    )
    path = tmp_path / f"a.{ending}"
    if ending == "kml":
        path.write_text(text, encoding="utf-8")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("files/icon.png", b"\x89PNG")
            archive.writestr("doc.kml", text)
    records = read_layer_file(path)
    assert records.texts("人数") == ["1,200", "1,200"]
    assert records.texts("kind") == ["0", "1"]
    assert records.texts("folder") == ["f0", "f1"]


def test_shapes_in_a_parquet_that_does_not_say_so(tmp_path: Path) -> None:
    """Bytes are shapes where they are WKB, texts where they are UTF-8."""
    columns = {
        "name": ["A", "B"],
        "geometry": [shapely.Point(8, 47).wkb, None],
        "motto": ["café".encode(), b"\xff\x00"],
    }
    parquet.write_table(pa.table(columns), tmp_path / "p.parquet")
    made = plan(tmp_path, "p.parquet", b"")
    assert role(made, "geometry") == "geometry"
    assert [feature["geometry"] and feature["geometry"]["coordinates"] for feature in sites(made)] \
        == [[8, 47], None]  # fmt: skip
    assert "café" in (made.folder / "tables" / "p.csv").read_text("utf-8")


def test_a_table_among_layers_says_where_by_its_columns(tmp_path: Path) -> None:
    rows = pd.DataFrame({"name": ["A", "B"], "lon": [8, 8.5], "lat": [47, 47.5]})
    pyogrio.write_dataframe(rows, tmp_path / "p.gpkg", layer="list", driver="GPKG")
    made = plan(tmp_path, "p.gpkg", b"")
    assert [role(made, name) for name in ("lon", "lat")] == ["lon", "lat"]
    assert sites(made)[1]["geometry"]["coordinates"] == [8.5, 47.5]


def test_every_tag_of_openstreetmap_is_a_column(tmp_path: Path) -> None:
    path = tmp_path / "p.osm"
    path.write_text(
        '<osm version="0.6"><node id="1" lat="47" lon="8"><tag k="name" v="Café"/>'
        '<tag k="amenity" v="cafe"/><tag k="cuisine" v="x"/></node></osm>',
        encoding="utf-8",
    )
    records = read_layer_file(path)
    assert records.names == ["osm_id", "name", "amenity", "cuisine"]
    assert records.texts("amenity") == ["cafe"]


def _with_areas(folder: Path, suffix: str) -> Path:
    """Two points, each with an area in a second column of shapes, in another system if it may."""
    frame = gpd.GeoDataFrame(
        {"name": ["A", "B"]}, geometry=gpd.points_from_xy([8.0, 8.1], [50.0, 50.1]), crs=4326
    )
    areas = gpd.GeoSeries([shapely.box(8, 50, 9, 51), None], crs=4326)
    path = folder / f"p{suffix}"
    if suffix == ".parquet":
        frame.assign(area=areas.to_crs(3857)).to_parquet(path)
    elif suffix == ".csv":
        frame.assign(area=areas).to_csv(path, index=False)
    else:
        frame.to_file(path, layer="p", SPATIAL_INDEX="NO")
        with closing(sqlite3.connect(path)) as base:
            base.execute("ALTER TABLE p ADD COLUMN area POLYGON")
            shape = b"GP\0\1" + (4326).to_bytes(4, "little") + shapely.to_wkb(areas[0])
            base.execute("UPDATE p SET area = ? WHERE name = 'A'", (shape,))
            base.commit()
    return path


@pytest.mark.parametrize("suffix", [".parquet", ".gpkg", ".csv"])
def test_a_second_column_of_shapes_is_kept_and_told(
    tmp_path: Path, suffix: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = _with_areas(tmp_path, suffix)
    made = plan(tmp_path, path.name, b"")
    taken = "“geometry”" if suffix == ".csv" else made.source
    assert ("shapes", {"column": "area", "taken": taken}) in made.notes
    assert [site["geometry"]["type"] for site in sites(made)] == ["Point", "Point"]
    assert "POLYGON ((" in (tmp_path / "park/tables/p.csv").read_text()
    assert 'hidden = ["area"]' in (tmp_path / "park/map.toml").read_text()
    (area, nowhere) = sites(plan(tmp_path, path.name, b"", into="areas", at="area"))
    assert shapely.geometry.shape(area["geometry"]).bounds == pytest.approx((8, 50, 9, 51))
    assert nowhere["geometry"] is None
    assert "Warning" not in capfd.readouterr().err


def test_a_row_without_a_place_leaves_those_behind_it_theirs(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame(
        {"name": ["A", "B", "C"]}, geometry=[shapely.Point(8, 50), None, shapely.Point(9, 51)],
        crs=4326,
    )  # fmt: skip
    frame.to_file(tmp_path / "p.fgb", SPATIAL_INDEX="NO")
    assert _wkt(read_layer_file(tmp_path / "p.fgb")) == ["POINT (8 50)", None, "POINT (9 51)"]


def test_pictures_in_a_table_stay_out_of_it(tmp_path: Path) -> None:
    columns = {
        "name": ["A", "B"],
        "photo": [b"\xff\xd8\xff\xe0", None],
        "lon": [8, 9],
        "lat": [50, 51],
    }
    parquet.write_table(pa.table(columns), tmp_path / "p.parquet")
    made = plan(tmp_path, "p.parquet", b"")
    assert role(made, "photo") == "left"
    sites(made)
    assert not (made.folder / "tables").exists()


@pytest.mark.parametrize("hint", ["1252", "ISO-8859-1", "UTF-8", "936"])
def test_a_hint_that_any_bytes_fit_is_no_proof(tmp_path: Path, hint: str) -> None:
    frame = gpd.GeoDataFrame(
        {"名称": ["白马湖", "长河街"]}, geometry=shapely.points([[8, 50], [9, 51]])
    )
    frame.set_crs(4326).to_file(tmp_path / "p.shp", encoding="GB18030")
    (tmp_path / "p.cpg").write_text(hint)
    made = plan(tmp_path, "p.shp", b"")
    assert [site["properties"]["name"] for site in sites(made)] == ["白马湖", "长河街"]


def test_an_empty_list_of_php_is_nothing(tmp_path: Path) -> None:
    pois = [
        {"name": "A", "location": "8.1,50.1", "tel": "1;2", "tags": ["x"], "photos": []},
        {"name": "B", "location": "8.2,50.2", "tel": [], "tags": [], "photos": []},
    ]
    (tmp_path / "a.json").write_text(json.dumps({"status": "1", "pois": pois}))
    records = read_layer_file(tmp_path / "a.json")
    assert records.texts("tel") == ["1;2", None]
    assert records.table.column("tags").to_pylist() == [["x"], []]


def test_an_answer_to_a_question_in_sparql(tmp_path: Path) -> None:
    terms = {
        "item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q1"},
        "itemLabel": {"xml:lang": "en", "type": "literal", "value": "Tower"},
        "coord": {"datatype": "http://x#wktLiteral", "value": "Point(2.29 48.85)"},
        "height": {"type": "literal", "value": "330"},
    }
    answer = {"head": {"vars": [*terms]}, "results": {"bindings": [terms]}}
    made = plan(tmp_path, "a.json", json.dumps(answer))
    assert role(made, "coord") == "geometry"
    (one,) = sites(made)
    assert one["properties"] == {"id": "tower", "name": "Tower"}
    assert one["geometry"]["coordinates"] == [2.29, 48.85]
    assert (tmp_path / "park/tables/a.csv").read_text().splitlines()[1].endswith(",330")


def _node(number: int, lon: float, lat: float) -> dict[str, Any]:
    return {"type": "node", "id": number, "lon": lon, "lat": lat}


CORNERS = [(8, 50), (9, 50), (9, 51), (8, 50)]


@pytest.mark.parametrize("listed", [True, False])
def test_ways_and_relations_of_overpass_have_shapes(tmp_path: Path, listed: bool) -> None:
    nodes = [_node(number, *place) for number, place in enumerate(CORNERS[:3], start=1)]
    whole = {"geometry": [{"lon": lon, "lat": lat} for lon, lat in CORNERS]}
    halves = [{"geometry": whole["geometry"][:2]}, {"geometry": whole["geometry"][1:]}]
    if not listed:
        whole, halves = {"nodes": [1, 2, 3, 1]}, [{"nodes": [1, 2]}, {"nodes": [2, 3, 1]}]  # type: ignore[dict-item]
    members = [
        {"type": "way", "ref": ref, "role": "outer"} | (half if listed else {})
        for ref, half in enumerate(halves, start=20)
    ]
    elements = [
        {**_node(9, 8.5, 50.5), "tags": {"name": "Café"}},
        {"type": "way", "id": 10, "tags": {"name": "Park", "leisure": "park"}} | whole,
        {"type": "way", "id": 11, "tags": {"name": "Ring", "highway": "service"}} | whole,
        {"type": "relation", "id": 12, "members": members, "tags": {"name": "Lake"}},
        *({"type": "way", "id": ref} | half for ref, half in enumerate(halves, start=20)),
        *nodes,
    ]
    (tmp_path / "a.json").write_text(json.dumps({"version": 0.6, "elements": elements}))
    records = read_layer_file(tmp_path / "a.json")
    assert records.texts("name") == ["Café", "Park", "Ring", "Lake"]
    assert records.geometry is not None
    kinds = [shape.geom_type for shape in records.geometry]
    assert kinds == ["Point", "Polygon", "LineString", "Polygon"]
    assert records.geometry[1].equals(records.geometry[3])


@pytest.mark.parametrize(
    "odd",
    [
        {"type": "relation", "id": 2, "members": 5},
        {"type": "relation", "id": 2, "members": [{"type": "way", "ref": [1]}]},
        {"type": "node", "id": [1], "lon": 8, "lat": 50},
        {"type": "way", "id": 2, "nodes": [{}, [1]]},
        {"type": "way", "id": 2, "geometry": [{"lon": 10**400, "lat": 0}, {"lon": 8, "lat": 50}]},
        {"type": "way", "id": 2, "geometry": [{"lon": float("nan"), "lat": 0}] * 2},
    ],
)
def test_an_answer_of_overpass_with_a_damaged_element_keeps_the_others(
    tmp_path: Path, odd: dict[str, Any]
) -> None:
    whole = {"geometry": [{"lon": lon, "lat": lat} for lon, lat in CORNERS]}
    sound = {"type": "way", "id": 10, "tags": {"name": "Park"}} | whole
    answer = {"version": 0.6, "elements": [sound, odd | {"tags": {"name": "Odd"}}]}
    (tmp_path / "a.json").write_text(json.dumps(answer))
    records = read_layer_file(tmp_path / "a.json")
    assert records.texts("name") == ["Park", "Odd"]
    assert records.geometry is not None
    assert records.geometry[0].geom_type == "Polygon"
    assert records.geometry[1] is None or odd["type"] == "node"
