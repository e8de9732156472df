"""``parkmap basemap``: what becomes of a small extract (`fixtures/osm/small.osm`)."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import shapely

from geo.files import journal
from geo.ground import Summary, make_basemap

FIXTURES = Path("tests/fixtures/osm")
BBOX = (120.17, 30.18, 120.23, 30.22)
METRES = 100_000  # of a degree of latitude, roughly


def made(tmp_path: Path, **options: object) -> dict[str, list[dict]]:
    """Features by file after a run that went well."""
    extract = FIXTURES / str(options.pop("extract", "small.osm"))
    tmp_path.mkdir(exist_ok=True)
    summary = make_basemap(tmp_path, extract, bbox=BBOX, **options)
    assert summary.problems == []
    return {
        Path(path).stem: json.loads(Path(path).read_text(encoding="utf-8"))["features"]
        for path in summary.files
    }


def of_kind(features: list[dict], kind: str) -> list[dict]:
    return [feature for feature in features if feature["properties"]["kind"] == kind]


def shape_of(feature: dict) -> shapely.Geometry:
    return shapely.from_geojson(json.dumps(feature["geometry"]))


def codes(summary: Summary) -> list[str]:
    return [problem.code for problem in summary.problems]


@pytest.fixture(scope="module")
def medium(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict]]:
    return made(tmp_path_factory.mktemp("medium"))


def test_two_carriageways_become_one_line_midway(medium: dict[str, list[dict]]) -> None:
    (avenue,) = of_kind(medium["osm-roads"], "primary")
    line = shape_of(avenue)
    assert line.geom_type == "LineString"
    # The carriageways lie 16 m north and south of 30.2; the line runs all 3 km between them.
    assert abs(line.bounds[1] - 30.2) * METRES < 8
    assert abs(line.bounds[3] - 30.2) * METRES < 8
    assert line.bounds[2] - line.bounds[0] == pytest.approx(3000 / 96_100, abs=2e-4)


def test_names_are_kept_in_every_language_though_one_piece_lacks_them(
    medium: dict[str, list[dict]],
) -> None:
    roads = medium["osm-roads"]
    (avenue,) = of_kind(roads, "primary")
    assert avenue["properties"] == {
        "kind": "primary", "name": "江南大道", "name_en": "Jiangnan Avenue",
    }  # fmt: skip
    (road,) = of_kind(roads, "secondary")
    assert road["properties"]["name_ja"] == "浜盛路"
    assert not any("pinyin" in key for key in road["properties"])


def test_a_hostile_name_stays_the_text_it_is(medium: dict[str, list[dict]]) -> None:
    (road,) = of_kind(medium["osm-roads"], "tertiary")
    assert road["properties"]["name"] == "<script>alert(1)</script>"


def test_long_bridges_are_marked(medium: dict[str, list[dict]]) -> None:
    motorways = of_kind(medium["osm-roads"], "motorway")
    assert [feature["properties"].get("bridge") for feature in motorways] == [None, True]


def test_river_with_island_lake_and_a_stream_without_banks(medium: dict[str, list[dict]]) -> None:
    water = medium["osm-water"]
    rivers = of_kind(water, "river")
    assert [f["properties"]["name"] for f in rivers] == ["钱塘江", "浦沿河"]
    assert len(shape_of(rivers[0]).interiors) == 1
    assert shape_of(rivers[0]).exterior.is_ccw
    assert rivers[1]["geometry"]["type"] == "LineString"
    assert [f["properties"]["name_en"] for f in of_kind(water, "lake")] == ["Baima Lake"]
    assert of_kind(water, "water") == []  # a pond of 450 m² is too small


def test_metro_line_once_in_its_colour_with_its_stations(medium: dict[str, list[dict]]) -> None:
    rail = medium["osm-rail"]
    (line,) = of_kind(rail, "metro")
    assert line["properties"] == {
        "kind": "metro", "name": "1号线", "name_en": "Line 1", "line": "1", "colour": "#DF4661",
    }  # fmt: skip
    # Two platforms named alike are one station; the railway's own station is none of the metro.
    assert [f["properties"]["name"] for f in of_kind(rail, "station")] == ["江陵路", "滨和路"]
    assert len(of_kind(rail, "rail")) == 1


@pytest.mark.parametrize(
    ("detail", "roads", "buildings"),
    [
        ("low", {"primary", "motorway"}, False),
        ("medium", {"primary", "motorway", "secondary", "tertiary"}, False),
        ("high", {"primary", "motorway", "secondary", "tertiary", "residential"}, True),
    ],
)
def test_detail_chooses_classes(
    tmp_path: Path, detail: str, roads: set[str], buildings: bool
) -> None:
    files = made(tmp_path, detail=detail)
    assert {feature["properties"]["kind"] for feature in files["osm-roads"]} == roads
    assert ("osm-buildings" in files) is buildings


def test_less_detail_leaves_no_stale_files(tmp_path: Path) -> None:
    made(tmp_path, detail="high")
    made(tmp_path, detail="low")
    names = sorted(path.name for path in (tmp_path / "basemap").iterdir())
    assert names == [
        "osm-green.geojson",
        "osm-rail.geojson",
        "osm-roads.geojson",
        "osm-water.geojson",
    ]


def test_pbf_gives_the_same_and_its_own_date(tmp_path: Path) -> None:
    from_xml = made(tmp_path / "xml", extract="small.osm")
    from_pbf = made(tmp_path / "pbf", extract="small.osm.pbf")
    assert from_pbf == from_xml
    document = json.loads((tmp_path / "pbf/basemap/osm-rail.geojson").read_text(encoding="utf-8"))
    # The header's replication time stamp, and never today.
    assert document["date"] == "2026-09-26"
    assert document["attribution"] == "© OpenStreetMap contributors, ODbL 1.0"


def test_same_extract_same_bytes(tmp_path: Path) -> None:
    made(tmp_path / "one")
    made(tmp_path / "two")
    for path in sorted((tmp_path / "one" / "basemap").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / "basemap" / path.name).read_bytes()


def test_clipped_to_the_box(medium: dict[str, list[dict]]) -> None:
    for features in medium.values():
        for feature in features:
            west, south, east, north = shape_of(feature).bounds
            assert west >= BBOX[0] - 1e-5
            assert east <= BBOX[2] + 1e-5
            assert south >= BBOX[1] - 1e-5
            assert north <= BBOX[3] + 1e-5


def test_the_sites_surroundings_are_the_default(tmp_path: Path) -> None:
    site = {
        "type": "Feature", "id": "a", "properties": {"name": "A"},
        "geometry": {"type": "Point", "coordinates": [120.2, 30.2]},
    }  # fmt: skip
    layer = {"type": "FeatureCollection", "features": [site]}
    (tmp_path / "sites.geojson").write_text(json.dumps(layer), encoding="utf-8")
    summary = make_basemap(tmp_path, FIXTURES / "small.osm")
    assert codes(summary) == []
    roads = json.loads((tmp_path / "basemap/osm-roads.geojson").read_text(encoding="utf-8"))
    names = {feature["properties"]["name"] for feature in roads["features"]}
    assert "江南大道" in names
    assert "远方路" not in names  # 60 km away


def test_files_of_another_origin_are_kept_and_named(tmp_path: Path) -> None:
    (tmp_path / "basemap").mkdir()
    own = tmp_path / "basemap" / "district.geojson"
    own.write_text("{}", encoding="utf-8")
    summary = make_basemap(tmp_path, FIXTURES / "small.osm", bbox=BBOX)
    assert codes(summary) == ["osm-others-kept"]
    assert "district.geojson" in summary.problems[0].message("en")
    assert own.read_text(encoding="utf-8") == "{}"


def test_says_what_it_does(tmp_path: Path) -> None:
    said: list[str] = []
    make_basemap(tmp_path, FIXTURES / "small.osm", bbox=BBOX, progress=said.append)
    assert said == ["reading", "water", "green", "roads", "rail", "writing"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("missing.osm.pbf", None, "osm-file-unreadable"),
        ("notes.osm", b"<gpx></gpx>", "osm-not-extract"),
        ("photo.osm.pbf", b"\x89PNG\r\n\x1a\n", "osm-not-extract"),
        ("empty.osm", b"", "osm-not-extract"),
        ("cut.osm", b'<?xml version="1.0"?>\n<osm version="0.6"><node id="1" lo', "osm-broken"),
    ],
)
def test_unfit_files_are_problems(
    tmp_path: Path, name: str, content: bytes | None, code: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    summary = make_basemap(tmp_path, path, bbox=BBOX)
    assert codes(summary) == [code]
    assert summary.files == {}
    assert not (tmp_path / "basemap").exists()


def test_a_cut_pbf_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "cut.osm.pbf"
    path.write_bytes((FIXTURES / "small.osm.pbf").read_bytes()[:900])
    assert codes(make_basemap(tmp_path, path, bbox=BBOX)) == ["osm-broken"]


def test_nothing_in_the_box_is_a_problem(tmp_path: Path) -> None:
    summary = make_basemap(tmp_path, FIXTURES / "small.osm", bbox=(10, 50, 10.1, 50.1))
    assert codes(summary) == ["osm-empty"]


def test_without_sites_and_box_the_area_is_unknown(tmp_path: Path) -> None:
    layer = {"type": "FeatureCollection", "features": []}
    (tmp_path / "sites.geojson").write_text(json.dumps(layer), encoding="utf-8")
    assert codes(make_basemap(tmp_path, FIXTURES / "small.osm")) == ["osm-no-area"]


@pytest.mark.parametrize("trouble", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failing_disk_or_an_interrupt_leaves_every_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: BaseException
) -> None:
    made(tmp_path, detail="high")
    before = {p.name: p.read_bytes() for p in (tmp_path / "basemap").iterdir()}
    put = journal._put
    calls = []

    def failing(item: journal.Replacement, staged: Path | None) -> None:
        calls.append(item)
        if len(calls) == 3:
            raise trouble
        put(item, staged)

    monkeypatch.setattr(journal, "_put", failing)
    with pytest.raises(type(trouble)):
        make_basemap(tmp_path, FIXTURES / "small.osm", bbox=BBOX, detail="low")
    assert {p.name: p.read_bytes() for p in (tmp_path / "basemap").iterdir()} == before


def test_a_project_with_the_new_base_map_reads_it(tmp_path: Path) -> None:
    from geo.page.basemap import read_basemap
    from geo.project import open_project

    shutil.copytree("geo/cli/starter", tmp_path / "park")
    make_basemap(tmp_path / "park", FIXTURES / "small.osm", bbox=BBOX, detail="high")
    ground = read_basemap(open_project(tmp_path / "park"))
    assert ground.problems == []
    assert len(ground.features) > 10
    assert set(ground.attribution.values()) == {"© OpenStreetMap contributors, ODbL 1.0"}


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    summary = make_basemap(tmp_path / "nope", FIXTURES / "small.osm", bbox=BBOX)
    assert codes(summary) == ["project-folder-missing"]
    assert list(tmp_path.iterdir()) == []
