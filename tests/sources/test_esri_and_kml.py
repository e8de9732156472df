"""Layers of Esri's JSON and of Google Earth's drawings."""

from __future__ import annotations

import json
import math
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import shapely

from geo.sources.esri_json import read_by_gdal
from geo.sources.layer_files import read_layer_file
from geo.sources.tables.sheets import UnreadableError
from tests.importing.test_hard_inputs import plan, sites

if TYPE_CHECKING:
    from pathlib import Path


ESRI_SHAPES = {
    "Polygon": {"rings": [[[8, 50], [8, 51], [9, 51], [8, 50]]]},
    "LineString": {"paths": [[[8, 50], [9, 51]]]},
    "Point": {"x": 8, "y": 50},
}


@pytest.mark.parametrize("kind", ESRI_SHAPES)
def test_esri_json_need_not_say_what_shapes_it_holds(tmp_path: Path, kind: str) -> None:
    rows = [{"attributes": {"NAME": "A"}, "geometry": ESRI_SHAPES[kind]}]
    made = plan(tmp_path, "p.json", json.dumps({"features": rows}))
    (site,) = sites(made)
    assert (site["properties"]["name"], site["geometry"]["type"]) == ("A", kind)


@pytest.mark.parametrize("encoding", ["GBK", "gb2312", "Big5"])
def test_kml_in_an_encoding_of_the_east(tmp_path: Path, encoding: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><kml xmlns="http://www.opengis.net/kml/2.2">'
        "<Placemark><name>白塔</name><Point><coordinates>8,50</coordinates></Point></Placemark></kml>"
    )
    made = plan(tmp_path, "p.kml", text.encode(encoding))
    assert made.source == (tmp_path / "p.kml").as_posix()
    assert [site["properties"]["name"] for site in sites(made)] == ["白塔"]


def test_esri_codes_are_named_and_curves_drawn(tmp_path: Path) -> None:
    domain = {"type": "codedValue", "codedValues": [{"name": "Park", "code": 1}]}
    half = {"curveRings": [[[0, 0], {"c": [[2, 0], [1, 1]]}, [0, 0]]]}
    value = {
        "geometryType": "esriGeometryPolygon", "spatialReference": {"wkid": 4326},
        "fields": [{"name": "KIND", "type": "esriFieldTypeSmallInteger", "domain": domain}],
        "features": [{"attributes": {"KIND": 1}, "geometry": half},
                     {"attributes": {"KIND": 9}, "geometry": None}],
    }  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value))
    records = read_layer_file(path)
    assert records.texts("KIND") == ["Park", "9"]
    assert records.geometry is not None
    assert records.geometry[0].area == pytest.approx(math.pi / 2, rel=2e-3)
    assert [problem.code for problem in records.problems] == ["shapes-curved"]


@pytest.mark.parametrize(
    ("part", "length"),
    [
        ([[1, 0], {"c": [[0, 1], [-0.7071067811865476, -0.7071067811865476]]}], 1.5 * math.pi),
        ([[1, 0], {"a": [[0, 1], [0, 0], 0, 1]}], 1.5 * math.pi),
        ([[1, 0], {"a": [[0, 1], [0, 0], 1, 0]}], 0.5 * math.pi),
        ([[1, 0], {"a": [[1, 0], [0, 0], 0, 0]}], 2 * math.pi),
        ([[0, 0], {"b": [[3, 0], [1, 0], [2, 0]]}], 3),
        ([[0, 0], {"c": [[2, 0], [1, 0]]}], 2),
    ],
)
def test_curves_of_esri(part: list[Any], length: float) -> None:
    value = {"features": [{"attributes": {}, "geometry": {"curvePaths": [part]}}]}
    made, curved = read_by_gdal(value)
    assert curved == 1
    line = shapely.LineString(made["features"][0]["geometry"]["paths"][0])
    assert line.length == pytest.approx(length, rel=2e-3)


@pytest.mark.parametrize("curve", [{}, {"c": []}, {"b": [[1, 1]]}, {"a": None}])
def test_a_curve_of_esri_that_is_none_is_told(tmp_path: Path, curve: dict[str, Any]) -> None:
    shape = {"curvePaths": [[[0, 0], curve]]}
    value = {"geometryType": "esriGeometryPolyline", "features": [{"geometry": shape}]}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value))
    with pytest.raises(UnreadableError) as told:
        read_layer_file(path)
    assert told.value.reason.key == "bad-geometry"


def test_a_drawing_with_an_ampersand_and_links(tmp_path: Path) -> None:
    path = tmp_path / "a.kml"
    path.write_text(
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><NetworkLink/><Placemark>'
        "<name>A & B &amp; C</name><description><![CDATA[x & y]]></description><Point>"
        "<coordinates>8,50</coordinates></Point></Placemark></Document></kml>"
    )
    records = read_layer_file(path)
    assert records.texts("Name") == ["A & B & C"]
    assert records.texts("description") == ["x & y"]
    assert ("network-links", {"count": 1}) in records.notes


KML = (
    '<{p}kml xmlns{x}="http://www.opengis.net/kml/2.2"><{p}Document>{inner}</{p}Document></{p}kml>'
)
PLACE = "<{p}Placemark><{p}name>{name}</{p}name>{inner}</{p}Placemark>"
SCHEMA = '<{p}Schema name="s" id="s"><{p}SimpleField type="int" name="n"/></{p}Schema>'
OF_SCHEMA = (
    '<{p}ExtendedData><{p}SchemaData schemaUrl="#s"><{p}SimpleData name="n">5</{p}SimpleData>'
    "</{p}SchemaData></{p}ExtendedData>"
)
DATA = '<{p}ExtendedData><{p}Data name="w"><{p}value>x</{p}value></{p}Data></{p}ExtendedData>'


@pytest.mark.parametrize("prefix", ["", "kml:"])
def test_what_a_drawing_says_outside_its_data_and_of_no_schema(tmp_path: Path, prefix: str) -> None:
    first = "<{p}address><![CDATA[1 Main & Co]]></{p}address>" + OF_SCHEMA
    second = "<{p}address>2 Lake Rd</{p}address><{p}phoneNumber>+1 555</{p}phoneNumber>"
    inner = SCHEMA
    for name, said in (("A", first), ("B", second), ("C", second + DATA)):
        inner += PLACE.replace("{name}", name).replace("{inner}", said)
    text = KML.replace("{inner}", inner).replace("{x}", ":kml" if prefix else "")
    (tmp_path / "a.kml").write_text(text.replace("{p}", prefix), "utf-8")
    records = read_layer_file(tmp_path / "a.kml")
    assert records.texts("address") == ["1 Main & Co", "2 Lake Rd", "2 Lake Rd"]
    assert records.texts("phone") == [None, "+1 555", "+1 555"]
    assert (records.texts("n"), records.texts("w")) == (["5", None, None], [None, None, "x"])


@pytest.mark.parametrize("p", ["", "kml:"])
def test_what_of_a_drawing_is_no_place_is_told_and_no_site(tmp_path: Path, p: str) -> None:
    box = "<{p}north>50</{p}north><{p}south>49</{p}south><{p}east>9</{p}east><{p}west>8</{p}west>"
    inner = f"<{{p}}GroundOverlay><{{p}}name>Plan</{{p}}name><{{p}}LatLonBox>{box}</{{p}}LatLonBox>"
    inner += (
        "</{p}GroundOverlay><{p}ScreenOverlay/><{p}PhotoOverlay id='x'><{p}Point><{p}coordinates>"
    )
    inner += "8,50</{p}coordinates></{p}Point></{p}PhotoOverlay><gx:Tour xmlns:gx='g'/>"
    spot = "<{p}longitude>8.5</{p}longitude><{p}latitude>49.5</{p}latitude>"
    spot += "<{p}altitude>7</{p}altitude>"
    model = f"<{{p}}Model><{{p}}Location>{spot}</{{p}}Location></{{p}}Model>"
    inner += PLACE.replace("{name}", "Hall").replace("{inner}", model)
    text = KML.replace("{x}", ":kml" if p else "").replace("{inner}", inner).replace("{p}", p)
    (tmp_path / "a.kml").write_text(text, "utf-8")
    records = read_layer_file(tmp_path / "a.kml")
    assert records.texts("Name") == ["Hall"]
    assert records.geometry is not None
    assert [shape.wkt for shape in records.geometry] == ["POINT Z (8.5 49.5 7)"]
    assert records.notes == [
        (name, {"count": count})
        for name, count in {"ground": 1, "overlays": 2, "tours": 1, "models": 1}.items()
    ]


def test_a_recorded_track_is_a_line_and_told(tmp_path: Path) -> None:
    points = "<gx:coord>8 50 0</gx:coord><gx:coord>9 51 0</gx:coord>"
    track = f"<gx:Track><when>2020-01-01T00:00:00Z</when>{points}</gx:Track>"
    place = PLACE.replace("{name}", "Walk").replace("{inner}", track)
    namespaces = ' xmlns:gx="http://www.google.com/kml/ext/2.2"'
    text = KML.replace("<{p}kml", f"<kml{namespaces}").replace("{x}", "").replace("{inner}", place)
    (tmp_path / "a.kml").write_text(text.replace("{p}", ""), "utf-8")
    records = read_layer_file(tmp_path / "a.kml")
    assert records.geometry is not None
    assert [shape.wkt for shape in records.geometry] == ["LINESTRING (8 50, 9 51)"]
    assert ("tracks", {"count": 1}) in records.notes


def test_what_a_packed_drawing_links_to_may_be_packed_with_it(tmp_path: Path) -> None:
    links = [f"<NetworkLink><Link><href>{href}</href></Link></NetworkLink>" for href in (
        "files/more%20parks.kml", "https://example.org/a.kml", "../outside.kml",
    )]  # fmt: skip
    (tmp_path / "outside.kml").write_text("")
    plain = KML.replace("{p}", "").replace("{x}", "")
    with zipfile.ZipFile(tmp_path / "a.kmz", "w") as archive:
        archive.writestr("doc.kml", plain.replace("{inner}", "".join(links)))
        place = PLACE.replace("{p}", "").replace("{inner}", "").replace("{name}", "Park")
        archive.writestr("files/more parks.kml", plain.replace("{inner}", place))
    records = read_layer_file(tmp_path / "a.kmz")
    assert records.texts("Name") == ["Park"]
    assert records.notes == [("network-links", {"count": 2})]


def test_an_address_stands_beside_data_of_nothing(tmp_path: Path) -> None:
    inner = PLACE.replace("{name}", "A").replace(
        "{inner}", "<address>1 Main</address><ExtendedData />"
    )
    text = KML.replace("{inner}", inner).replace("{x}", "").replace("{p}", "")
    (tmp_path / "a.kml").write_text(text, "utf-8")
    assert read_layer_file(tmp_path / "a.kml").texts("address") == ["1 Main"]


def test_a_packed_drawing_in_another_encoding_is_none_without_places(tmp_path: Path) -> None:
    place = "<Placemark><name>{}</name><Point><coordinates>8,50</coordinates></Point></Placemark>"
    link = f"<NetworkLink><Link><href>{'x' * 300}</href></Link></NetworkLink>"
    with zipfile.ZipFile(tmp_path / "a.kmz", "w") as archive:
        for name, code in (("doc", "utf-16"), ("extra", "utf-8")):
            inner = place.format(name) + (link if name == "extra" else "")
            text = f"<kml><Document>{inner}</Document></kml>"
            archive.writestr(
                f"{name}.kml", f'<?xml version="1.0" encoding="{code}"?>{text}'.encode(code)
            )
    records = read_layer_file(tmp_path / "a.kmz")
    assert records.texts("Name") == ["doc"]
    assert "extra" in str(records.layers)
