"""``parkmap basemap --pmtiles``: archives in both schemas, from a file and by range requests."""

from __future__ import annotations

import json
import re
import threading
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
import shapely

from geo.cli import main
from geo.ground import make_basemap
from tests.ground.archive import write_archive
from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOX = (13.3, 52.44, 13.5, 52.53)
AVENUE = shapely.LineString([(13.3, 52.5), (13.5, 52.52)])
LANE = shapely.LineString([(13.31, 52.46), (13.33, 52.46)])
TRACK = shapely.LineString([(13.3, 52.48), (13.5, 52.5)])
LAKE = shapely.box(13.38, 52.45, 13.42, 52.47)
WOOD = shapely.box(13.32, 52.515, 13.36, 52.525)
SCHEMAS: dict[str, dict[str, dict[str, list[Any]]]] = {
    "protomaps": {
        "roads": {
            "kind": ["major_road", "minor_road", "rail"],
            "kind_detail": ["primary", "residential", "subway"],
            "name": ["Allee", "Gasse", "U1"],
            "name:en": ["Avenue", "Lane", "U1"],
            "geometry": [AVENUE, LANE, TRACK],
        },
        "water": {"kind": ["lake"], "name": ["See"], "geometry": [LAKE]},
        "landuse": {"kind": ["wood"], "geometry": [WOOD]},
        "pois": {
            "kind": ["station"], "kind_detail": ["subway"], "name": ["Mitte"],
            "geometry": [shapely.Point(13.4, 52.49)],
        },
    },
    "openmaptiles": {
        "transportation": {
            "class": ["primary", "minor", "transit"], "subclass": [None, None, "subway"],
            "brunnel": ["bridge", None, None], "geometry": [AVENUE, LANE, TRACK],
        },
        "transportation_name": {
            "class": ["primary"], "name": ["Allee"], "name:en": ["Avenue"], "geometry": [AVENUE],
        },
        "water": {"class": ["lake"], "geometry": [LAKE]},
        "landcover": {"class": ["wood"], "geometry": [WOOD]},
        "poi": {
            "class": ["railway"], "subclass": ["subway"], "name": ["Mitte"],
            "geometry": [shapely.Point(13.4, 52.49)],
        },
    },
}  # fmt: skip


def archive_of(folder: Path, layers: dict[str, dict[str, list[Any]]]) -> Path:
    frames = {name: gpd.GeoDataFrame(table, crs="EPSG:4326") for name, table in layers.items()}
    return write_archive(folder / "tiles.pmtiles", frames)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return write_project(folder, [site("a", (13.31, 52.45)), site("b", (13.49, 52.52))])


def ground_of(project: Path) -> dict[str, list[dict]]:
    """Features of all files by kind."""
    found: dict[str, list[dict]] = {}
    for path in sorted((project / "basemap").glob("tiles-*.geojson")):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            found.setdefault(feature["properties"]["kind"], []).append(feature)
    return found


@pytest.mark.parametrize("schema", SCHEMAS)
def test_an_archive_of_either_schema_makes_roads_waters_green_and_stations(
    tmp_path: Path, project: Path, schema: str, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = archive_of(tmp_path, SCHEMAS[schema])
    assert main(["basemap", str(project), "--pmtiles", str(archive), "--detail", "high"]) == 0
    assert "tiles-roads.geojson" in capsys.readouterr().out
    ground = ground_of(project)
    assert {"primary", "residential", "metro", "lake", "forest", "station"} <= set(ground)
    named = [f["properties"] for f in ground["primary"] if f["properties"].get("name")]
    assert named[0]["name"] == "Allee"
    assert named[0]["name_en"] == "Avenue"
    (lake,) = ground["lake"]
    shape = shapely.from_geojson(json.dumps(lake["geometry"]))
    # Cut into tiles, and whole again.
    assert shape.geom_type == "Polygon"
    assert shape.symmetric_difference(LAKE).area < LAKE.area / 50
    head = json.loads((project / "basemap" / "tiles-water.geojson").read_text(encoding="utf-8"))
    assert "OpenStreetMap" in head["attribution"]
    assert head["max_zoom"] == 18
    assert main(["build", str(project), "-o", str(tmp_path / "map.html")]) == 0


class _Ranges(SimpleHTTPRequestHandler):
    """A static server that answers range requests, and writes them down."""

    asked: list[str]

    def do_GET(self) -> None:
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        with open(self.translate_path(self.path), "rb") as stream:  # noqa: PTH123
            data = stream.read()
        first = int(wanted[1]) if wanted else 0
        last = min(int(wanted[2]) if wanted and wanted[2] else len(data) - 1, len(data) - 1)
        self.asked.append(self.headers.get("Range", "all"))
        self.send_response(206 if wanted else 200)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(last - first + 1))
        if wanted:
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(data)}")
        self.end_headers()
        self.wfile.write(data[first : last + 1])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    handler = type("Handler", (_Ranges,), {"asked": []})
    httpd = HTTPServer(("127.0.0.1", 0), partial(handler, directory=str(tmp_path)))
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}", handler.asked
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def test_an_archive_on_a_web_server_is_read_by_ranges(
    tmp_path: Path, project: Path, server: tuple[str, list[str]]
) -> None:
    address, asked = server
    archive_of(tmp_path, SCHEMAS["protomaps"])
    summary = make_basemap(project, tiles=f"{address}/tiles.pmtiles", bbox=BOX, detail="high")
    assert summary.problems == []
    assert set(ground_of(project)) >= {"primary", "lake"}
    assert asked
    assert all(wanted.startswith("bytes=") for wanted in asked)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda _: "nowhere.pmtiles", "tiles-file-missing"),
        (lambda folder: _written(folder / "no.pmtiles", b"PMTiles\x03" + b"\0" * 200), "tiles-"),
        (lambda folder: _written(folder / "no.pmtiles", b"<html>"), "tiles-unreadable"),
        (lambda _: "http://127.0.0.1:9/none.pmtiles", "tiles-unreadable"),
    ],
)
def test_what_is_no_archive_is_told_and_leaves_the_ground_as_it_was(
    tmp_path: Path, project: Path, make: Any, code: str
) -> None:
    (project / "basemap").mkdir()
    (project / "basemap" / "tiles-water.geojson").write_text("kept", encoding="utf-8")
    summary = make_basemap(project, tiles=make(tmp_path))
    assert summary.problems[0].code.startswith(code)
    assert (project / "basemap" / "tiles-water.geojson").read_text(encoding="utf-8") == "kept"


def _written(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    return str(path)


def test_an_archive_of_another_schema_is_told_with_its_layers(
    tmp_path: Path, project: Path
) -> None:
    archive = archive_of(
        tmp_path, {"bus_stops": {"n": ["1"], "geometry": [shapely.Point(13.4, 52.5)]}}
    )
    (problem,) = make_basemap(project, tiles=str(archive)).problems
    assert problem.code == "tiles-schema-unknown"
    assert problem.params == {"layers": "bus_stops"}


def test_with_no_source_the_ground_of_the_package_is_written(
    tmp_path: Path, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["basemap", str(project)]) == 0
    files = sorted(path.name for path in (project / "basemap").iterdir())
    assert files == ["world-cities.geojson", "world-coast.geojson"]
    coast = json.loads((project / "basemap" / "world-coast.geojson").read_bytes())
    count = len(coast["features"])
    assert count > 1
    assert f"world-coast.geojson: {count} features" in capsys.readouterr().out
    # What it writes is what a build reads without a word.
    assert main(["check", str(project), "--format", "json"]) == 0
    assert "ground" not in capsys.readouterr().out


def test_only_one_source_can_be_named(project: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["basemap", str(project), "--osm", "a.osm", "--pmtiles", "b.pmtiles"])
    assert ended.value.code == 2
