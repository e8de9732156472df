"""The built-in base map: what is read from its files, and what is passed over."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import shapely

from geo.joining import join
from geo.page.basemap import ground_of, read_basemap
from geo.page.content import make_content
from geo.page.ground_files import ground_problems
from geo.project import open_project
from tests.page.layers import layer_of
from tests.projects import site, write_project

if TYPE_CHECKING:
    from pathlib import Path


def ground(tmp_path: Path, content: str | bytes) -> Any:
    file = tmp_path / "ground.geojson"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    layer = layer_of([(0, 0)])
    return read_basemap(replace(layer.project, basemap=[file]))


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff\xfe", b'{"features": {}}', b"null", b"[" * 100_000, b"1"],
)
def test_a_broken_base_map_file_is_a_problem_and_no_more(tmp_path: Path, content: bytes) -> None:
    read = ground(tmp_path, content)
    assert [problem.code for problem in read.problems] == ["ground-file-unreadable"]
    assert read.features == []
    assert read.pack().meta == {"features": []}


def test_unusable_features_are_counted_and_the_others_kept(tmp_path: Path) -> None:
    def feature(kind: Any, geometry: Any) -> dict[str, Any]:
        return {"type": "Feature", "properties": {"kind": kind, "name": 5}, "geometry": geometry}

    point = {"type": "Point", "coordinates": [120, 30, 9]}
    features = [
        feature("station", point),
        feature("starship", point),
        feature(["x"], point),
        feature("road", None),
        feature("station", None),
        feature("station", {"type": "Point", "coordinates": []}),
        feature("station", {"type": "Point", "coordinates": ["a", "b"]}),
        feature("station", {"type": "Point", "coordinates": [500000, 3300000]}),
        None,
        5,
    ]
    read = ground(tmp_path, json.dumps({"features": features, "attribution": "© A"}))
    assert len(read.features) == 1
    assert read.features[0].properties == {"kind": "station", "name": {}}
    assert set(read.attribution.values()) == {"© A"}
    codes = [problem.code for problem in read.problems]
    assert codes.count("ground-geometry-unfit") == 1
    unfit = next(problem for problem in read.problems if problem.code == "ground-geometry-unfit")
    assert unfit.params["count"] == 4
    assert unfit.params["index"] == 4


@pytest.mark.parametrize(
    ("place", "codes"),
    [
        ('{"type":"Point","coordinates":[120,30]}', []),
        ('{"type":"Point" , "coordinates" :\n [ 1.2e2 , 3E1 ] }', []),
        ('{"type":"Point","coordinates":[120,30]},"seen":{"coordinates":[1,2]}', []),
        ('{"type":"Point","coordinates":[120,30,]}', ["ground-file-unreadable"]),
        ('{"type":"Point","coordinates":[120 30]}', ["ground-file-unreadable"]),
        ('{"type":"Point","coordinates":[[120,30]}', ["ground-file-unreadable"]),
        ('{"type":"Point","coordinates":[NaN,30]}', ["ground-geometry-unfit"]),
        ('{"type":"Point","coordinates":[1e999,30]}', ["ground-geometry-unfit"]),
    ],
)
def test_positions_are_read_once_and_by_all_rules_of_json(
    tmp_path: Path, place: str, codes: list[str]
) -> None:
    name = json.dumps('"coordinates":[1,2')
    text = (
        '{"type":"FeatureCollection","max_zoom":15,"features":[{"type":"Feature","properties":'
        f'{{"kind":"station","name":{name}}},"geometry":{place}}}]}}'
    )
    read = ground(tmp_path, text)
    assert [problem.code for problem in read.problems] == codes
    assert [problem.code for problem in ground_problems([tmp_path / "ground.geojson"])] == codes
    if not codes:
        (feature,) = read.features
        assert feature.geometry.equals(shapely.Point(120, 30))
        assert feature.properties["name"] == {"": '"coordinates":[1,2'}
        assert read.max_zoom == 15


def test_credits_are_given_in_each_language_and_each_once(tmp_path: Path) -> None:
    texts = {"attribution": "© 甲", "attribution_en": "© A", "attribution_url": "https://a.example"}
    files = []
    for number, members in enumerate([texts, texts, {"attribution": "© B"}, {}]):
        files.append(tmp_path / f"{number}.geojson")
        files[-1].write_text(json.dumps({"features": [], **members}), encoding="utf-8")
    read = read_basemap(replace(layer_of([(0, 0)]).project, basemap=files))
    assert read.attribution == {"zh": "© 甲 · © B", "en": "© A · © B"}


def test_the_ground_keeps_no_number_without_end_and_no_half_character(tmp_path: Path) -> None:
    def feature(low: str, coordinate: str = "120") -> str:
        return (
            f'{{"properties": {{"kind": "station", "name": "a\\ud800b",'
            f' "name_en": "\\ud83d\\ude00", "rank": 2, "min_zoom": {low}}},'
            f' "geometry": {{"type": "Point", "coordinates": [{coordinate}, 30]}}}}'
        )

    low = ["NaN", "Infinity", "-1e400", "1" + "0" * 400]
    features = [*map(feature, low), feature("3", "NaN"), feature("3", low[3])]
    read = ground(tmp_path, f'{{"features": [{",".join(features)}]}}')
    assert [problem.params["count"] for problem in read.problems] == [2]
    packed = gzip.decompress(read.pack().pack())
    kept = '{"kind":"station","name":{"":"a\ufffdb","en":"\U0001f600"},"rank":2}'
    assert packed.count(kept.encode()) == 4


def test_the_ground_is_in_drawing_order(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[120, 30], [121, 30]]}
    features = [
        {"type": "Feature", "properties": {"kind": kind}, "geometry": line}
        for kind in ("metro", "river", "motorway")
    ]
    read = ground(tmp_path, json.dumps({"features": features}))
    kinds = [feature.properties["kind"] for feature in read.features]
    assert kinds == ["river", "motorway", "metro"]


@pytest.mark.parametrize(
    ("ground", "places", "closest"),
    [
        (15, [(120.2, 30.2), (120.21, 30.2)], 15),
        (15, [(120.2, 30.2), (120.2002, 30.2)], 18),
        (None, [(120.2, 30.2), (120.21, 30.2)], 19),
        (16, [(120.2, 30.2), (120.200001, 30.2)], 19),
    ],
)
def test_the_reader_may_zoom_as_far_as_the_ground_shows_or_the_sites_need(
    tmp_path: Path, ground: int | None, places: list[tuple[float, float]], closest: float
) -> None:
    features = [site(f"s{i}", place) for i, place in enumerate(places)]
    folder = write_project(tmp_path, features)
    (folder / "basemap").mkdir()
    head = {} if ground is None else {"max_zoom": ground}
    road = {"type": "LineString", "coordinates": [[120.1, 30.1], [120.3, 30.3]]}
    feature = {"type": "Feature", "properties": {"kind": "primary"}, "geometry": road}
    text = json.dumps({"type": "FeatureCollection", **head, "features": [feature]})
    (folder / "basemap" / "roads.geojson").write_text(text, encoding="utf-8")
    content = make_content(join(open_project(folder)))
    assert content.head["view"]["maxZoom"] == closest


def test_below_a_ground_of_roads_lies_the_world_and_below_a_coast_it_does_not(
    tmp_path: Path,
) -> None:
    for kind, shape in (
        ("primary", {"type": "LineString", "coordinates": [[120.1, 30.1], [120.3, 30.3]]}),
        ("sea", {"type": "Polygon", "coordinates": [[[120, 30], [121, 30], [121, 31], [120, 30]]]}),
    ):
        folder = write_project(tmp_path, [site("a")])
        (folder / "basemap").mkdir(exist_ok=True)
        feature = {"type": "Feature", "properties": {"kind": kind}, "geometry": shape}
        text = json.dumps(
            {"type": "FeatureCollection", "attribution": "Ours", "features": [feature]}
        )
        (folder / "basemap" / "own.geojson").write_text(text, encoding="utf-8")
        layer = join(open_project(folder))
        view = {"center": [120.123456, 30.123456], "zoom": 15}
        ground = ground_of(layer, ["en"], view)
        kinds = {feature.properties["kind"] for feature in ground.features}
        assert ("city" in kinds) == (kind == "primary")
        credit = "Ours · Natural Earth" if kind == "primary" else "Ours"
        assert ground.attribution["en"].startswith(credit)
        scales = {name: column.spec["scale"] for name, column in ground.pack().columns.items()}
        assert scales == {"shapes": 100_000, **({"wide": 1000} if kind == "primary" else {})}


@pytest.mark.parametrize(("reach", "is_sea"), [(121.25, False), (120.75, True)])
def test_the_mouth_of_a_river_has_one_shore(tmp_path: Path, reach: float, is_sea: bool) -> None:
    """The sea at 1 : 10 million goes up a river the ground in detail has, unless it has little."""
    folder = write_project(tmp_path, [site("a")])
    (folder / "basemap").mkdir(exist_ok=True)
    # The bay of Hangzhou is sea at 120.7 to 121.3° E, 30.3 to 30.5° N.
    river = [[120.7, 30.3], [reach, 30.3], [reach, 30.5], [120.7, 30.5], [120.7, 30.3]]
    road = [[120.7, 30.3], [121.3, 30.5]]
    features = [
        {
            "type": "Feature",
            "properties": {"kind": kind},
            "geometry": {"type": of, "coordinates": at},
        }
        for kind, of, at in (("river", "Polygon", [river]), ("primary", "LineString", road))
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    (folder / "basemap" / "own.geojson").write_text(text, encoding="utf-8")
    view = {"center": [120.9, 30.4], "zoom": 10}
    ground = ground_of(join(open_project(folder)), ["en"], view)
    (sea,) = (f.geometry for f in ground.features if f.properties["kind"] == "sea")
    assert sea.contains(shapely.Point(121, 30.4)) == is_sea
    # Where the ground in detail fades, and beyond it, it goes on.
    assert sea.contains(shapely.Point(121.25, 30.4))
    assert sea.contains(shapely.Point(121.6, 30.6))
