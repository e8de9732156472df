"""What the page is told about itself: categories, fields, tables, first view, base maps."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import geopandas
import pandas as pd
import pytest
import shapely

from geo.reading.datapackage import DataPackage, Resource, TableField
from geo.reading.settings import (
    BaseMapSettings,
    BaseSettings,
    CardSettings,
    CategorySettings,
    CheckSettings,
    Settings,
    TableSettings,
    ViewSettings,
)
from geo.rendering.basemap import read_basemap
from geo.rendering.bases import hosts_of
from geo.rendering.explore import as_layer
from geo.rendering.head import check_settings, make_head
from geo.rendering.pinyin import MOST_IN_CONTEXT, syllables
from tests.rendering import golden

if TYPE_CHECKING:
    from pathlib import Path

    from geo.joining import SiteLayer
    from geo.rendering.head import MapHead


def layer_of(points: list[Any], settings: Settings | None = None, **columns: Any) -> SiteLayer:
    frame = {"id": [f"s{number}" for number in range(len(points))], **columns}
    geometries = [None if point is None else shapely.Point(point) for point in points]
    sites = geopandas.GeoDataFrame(frame, geometry=geometries, crs=4326)
    return as_layer(sites, settings or Settings())


def head_of(layer: SiteLayer, **settings: Any) -> MapHead:
    return make_head(replace(layer, project=replace(layer.project, settings=Settings(**settings))))


def test_categories_come_in_the_order_of_the_settings_then_by_frequency() -> None:
    layer = layer_of([(0, 0)] * 7, category=["b", "a", "b", "c", None, "c", "c"])
    configured = {"a": CategorySettings("a"), "unused": CategorySettings("unused")}
    head = head_of(layer, categories=configured)
    assert [c["id"] for c in head.value["categories"]] == ["a", "c", "b", ""]
    assert head.categories.tolist() == [2, 0, 2, 1, 3, 1, 1]
    assert head.value["categories"][3]["label"]["en"] == "Uncategorised"
    signs = [(c["color"], c["symbol"]) for c in head.value["categories"]]
    assert len({colour for colour, _ in signs}) == len({symbol for _, symbol in signs}) == 4


def test_a_layer_without_categories_has_one() -> None:
    (category,) = head_of(layer_of([(0, 0)])).value["categories"]
    assert category["id"] == ""
    assert category["label"]["en"] == "Sites"


def test_numbers_may_be_categories() -> None:
    head = head_of(layer_of([(0, 0)] * 3, category=[1, 2, 2]))
    assert [c["id"] for c in head.value["categories"]] == ["2", "1"]


def test_the_card_shows_everything_that_has_no_place_of_its_own() -> None:
    layer = layer_of(
        [(0, 0)],
        name=["a"],
        description=["d"],
        source=["s"],
        address=["x"],
        address_en=["y"],
        opened=[2022],
        nothing=[None],
    )
    fields = head_of(layer).value["fields"]
    assert [field["name"] for field in fields] == ["address", "opened"]
    assert fields[0]["label"] == {"zh": "地址", "en": "Address"}
    assert fields[1]["type"] == "string"  # a year, not 2,022


def test_the_settings_choose_fields_and_what_they_name_must_exist() -> None:
    layer = layer_of([(0, 0)], a=[1], b=[2], c=[3])
    head = head_of(layer, card=CardSettings(fields=["c", "a", "x"], hidden=["a"]))
    assert [field["name"] for field in head.value["fields"]] == ["c"]
    assert [problem.code for problem in head.problems] == ["card-field-unknown"]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, 2], "integer"),
        ([1.0, None], "integer"),
        ([1.5, 2], "number"),
        ([True, False], "boolean"),
        (["2024-01-31", None], "date"),
        (["2024-01-31", "soon"], "string"),
        (["https://a.example/x", "http://b.example"], "url"),
        ([["a"], {"b": 1}], "json"),
        (pd.to_datetime(["2024-01-01", None]), "date"),
        ([1, "a"], "string"),
    ],
)
def test_types_are_seen_in_the_values(values: Any, kind: str) -> None:
    layer = layer_of([(0, 0), (1, 1)], x=values)
    assert head_of(layer).value["fields"][0]["type"] == kind


def test_the_data_package_names_and_types_columns() -> None:
    field = TableField("x", "year", title={"zh": "某年"}, unit={"zh": "年"})
    package = DataPackage(resources={"sites": Resource("sites", "sites.geojson", fields=(field,))})
    layer = layer_of([(0, 0)], x=[2020])
    layer = replace(layer, project=replace(layer.project, package=package))
    (told,) = make_head(layer).value["fields"]
    assert told == {"name": "x", "label": {"zh": "某年"}, "type": "string", "unit": {"zh": "年"}}


@pytest.mark.parametrize(
    ("columns", "role", "parts"),
    [
        (
            ["indicator", "indicator_en", "value", "unit", "year", "kind"],
            "figures",
            {"indicator": "indicator", "value": "value", "unit": "unit", "year": "year",
             "kind": "kind"},
        ),
        (["fact", "value", "source"], "facts",
         {"label": "fact", "value": "value", "source": "source"}),
        (["relation", "other_id"], "relations", {"relation": "relation", "other": "other_id"}),
        (["colour", "size"], "rows", {}),
    ],
)  # fmt: skip
def test_a_table_is_known_by_its_columns(
    columns: list[str], role: str, parts: dict[str, str]
) -> None:
    layer = layer_of([(0, 0)])
    frame = pd.DataFrame({"site_id": ["s0"], "site": [0], **{name: ["x"] for name in columns}})
    layer.related["t"] = frame
    (table,) = make_head(layer).value["tables"]
    assert (table["role"], table["parts"]) == (role, parts)
    assert "site_id" not in [field["name"] for field in table["fields"]]


def test_the_settings_say_what_a_table_is() -> None:
    layer = layer_of([(0, 0)])
    frame = pd.DataFrame({"site_id": ["s0"], "site": [0], "wert": [1]})
    layer.related |= {"a": frame, "b": frame}
    layer.references["sources"] = pd.DataFrame({"id": ["s1"], "title": ["T"], "url": ["u"]})
    tables = {
        "b": TableSettings(label={"zh": "乙"}, role="figures", parts={"value": "wert"}),
        "a": TableSettings(role="hidden"),
    }
    head = head_of(layer, tables=tables)
    assert [table["name"] for table in head.value["tables"]] == ["b", "sources"]
    assert head.value["tables"][0]["parts"] == {"value": "wert"}
    assert head.value["tables"][1]["role"] == "sources"
    packed = golden.encode_layer(replace(layer), head.value, head.categories)["tables"]
    assert [table["name"] for table in packed.meta["tables"]] == ["b", "sources"]


def test_the_first_view_leaves_out_what_lies_far_off() -> None:
    crowd = [(120 + i / 100, 30 + i / 100) for i in range(10)]
    view = head_of(layer_of([*crowd, (110, 25), None])).value["view"]
    assert view["bounds"] == [120, 30, 120.09, 30.09]
    spread = head_of(layer_of([(0, 0), (50, 0), (0, 50)])).value["view"]
    assert spread["bounds"] == [0, 0, 50, 50]


def test_a_lone_site_is_in_the_middle() -> None:
    view = head_of(layer_of([(120.5, 30.5)])).value["view"]
    assert view == {"center": [120.5, 30.5], "zoom": 15, "minZoom": 3, "maxZoom": 19}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (ViewSettings(bounds=(1, 2, 3, 4)), {"bounds": [1, 2, 3, 4]}),
        (ViewSettings(center=(1, 2), zoom=9.5), {"center": [1, 2], "zoom": 9.5}),
        (ViewSettings(focus=["s0", "s1"]), {"bounds": [0, 0, 1, 1]}),
        (ViewSettings(min_zoom=5, max_zoom=7), {"minZoom": 5, "maxZoom": 7}),
    ],
)
def test_the_settings_choose_the_first_view(
    settings: ViewSettings, expected: dict[str, Any]
) -> None:
    layer = layer_of([(0, 0), (1, 1), (9, 9)])
    view = head_of(layer, view=settings).value["view"]
    assert {key: view.get(key) for key in expected} == expected


def test_a_map_of_nothing_located_shows_the_world() -> None:
    assert head_of(layer_of([None])).value["view"]["bounds"][0] == -180


@pytest.mark.parametrize(
    ("provider", "datum"),
    [
        ("OpenStreetMap.Mapnik", "wgs84"),
        ("Gaode.Normal", "gcj02"),
        ("Gaode.Satellite", "gcj02"),
    ],
)
def test_base_maps_have_the_datum_of_their_tiles(provider: str, datum: str) -> None:
    base = BaseSettings(maps=[BaseMapSettings(id="b", provider=provider)])
    (told,) = head_of(layer_of([(0, 0)]), base=base).value["bases"]
    assert told["datum"] == datum
    assert told["urls"][0].startswith("https://")
    assert "<" not in told["attribution"]


def test_addresses_of_known_hosts_have_their_datum_too() -> None:
    maps = [
        BaseMapSettings(id="t", url="https://rt{s}.map.gtimg.com/tile?z={z}&x={x}&y={y}"),
        BaseMapSettings(id="b", url="https://maponline{s}.bdimg.com/tile/?x={x}&y={y}&z={z}"),
        BaseMapSettings(id="w", url="https://autonavi.com.example/{z}/{x}/{y}"),
        BaseMapSettings(id="d", url="https://x.autonavi.com/{z}/{x}/{y}", datum="wgs84"),
    ]
    head = head_of(layer_of([(0, 0)]), base=BaseSettings(maps=maps))
    datums = [base["datum"] for base in head.value["bases"]]
    assert datums == ["gcj02", "bd09", "wgs84", "wgs84"]
    assert [problem.code for problem in head.problems] == ["base-datum-differs"]


def test_a_base_without_its_key_is_left_out_and_a_key_is_told_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("TIANDITU_KEY", raising=False)
    entry = BaseMapSettings(id="tdt", provider="Tianditu.Normal", key_env="TIANDITU_KEY")
    layer = layer_of([(0, 0)])
    without = head_of(layer, base=BaseSettings(default="tdt", maps=[entry]))
    assert without.value["bases"] == []
    assert "base" not in without.value
    assert [problem.code for problem in without.problems] == ["base-without-key"]
    other = replace(entry, id="tdt-imagery", provider="Tianditu.Satellite")
    (told,) = head_of(layer, base=BaseSettings(maps=[entry, other])).problems
    assert "“tdt”, “tdt-imagery”" in told.message()
    monkeypatch.setenv("TIANDITU_KEY", "secret")
    given = head_of(layer, base=BaseSettings(default="tdt", maps=[entry]))
    (base,) = given.value["bases"]
    assert len(base["urls"]) == 2
    assert all("tk=secret" in url for url in base["urls"])
    assert hosts_of(base)[0] == "https://t0.tianditu.gov.cn"
    assert [problem.code for problem in given.problems] == ["key-in-page"]


def test_each_base_without_a_key_is_told_what_would_give_it_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("TIANDITU_KEY", raising=False)
    monkeypatch.delenv("OTHER_KEY", raising=False)
    maps = [
        BaseMapSettings(id="cycle", provider="Thunderforest.OpenCycleMap"),
        BaseMapSettings(id="tdt", provider="Tianditu.Normal"),
        BaseMapSettings(id="jawg", provider="Jawg.Streets"),
        BaseMapSettings(id="sky", provider="Tianditu.Satellite"),
        BaseMapSettings(id="own", url="https://e.org/{z}/{x}/{y}?k={key}", key_env="OTHER_KEY"),
    ]
    layer = layer_of([(0, 0)])
    told = [
        (problem.code, problem.params["id"], problem.params.get("variable"))
        for problem in head_of(layer, base=BaseSettings(maps=maps)).problems
    ]
    assert told == [
        ("base-key-unnamed", "cycle", None),
        ("base-without-key", "tdt”, “sky", "TIANDITU_KEY"),
        ("base-key-unnamed", "jawg", None),
        ("base-without-key", "own", "OTHER_KEY"),
    ]
    monkeypatch.setenv("TIANDITU_KEY", "secret")
    bases = head_of(layer, base=BaseSettings(maps=maps)).value["bases"]
    assert [base["id"] for base in bases] == ["tdt", "sky"]
    assert all("tk=secret" in url for base in bases for url in base["urls"])


@pytest.mark.parametrize(
    "entry",
    [
        BaseMapSettings(id="b", url="https://{key}/{z}/{x}/{y}", key="["),
        BaseMapSettings(id="b", url="https://{s}/{z}/{x}/{y}", subdomains=["["]),
        BaseMapSettings(id="b", url="http://[::1/{z}/{x}/{y}"),
    ],
)
def test_an_address_without_a_host_is_asked_for_nothing(entry: BaseMapSettings) -> None:
    (base,) = head_of(layer_of([(0, 0)]), base=BaseSettings(maps=[entry])).value["bases"]
    assert hosts_of(base) == []


def test_a_base_without_a_usable_address_has_no_unknown_provider() -> None:
    head = head_of(layer_of([(0, 0)]), base=BaseSettings(maps=[BaseMapSettings(id="b")]))
    assert head.value["bases"] == head.problems == []


def test_problems_of_settings_have_their_line(tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(
        '[card]\nfields = ["id", "ghost"]\n[[base.maps]]\nid = "b"\nprovider = "No.Such"\n', "utf-8"
    )
    settings = Settings(
        card=CardSettings(fields=["id", "ghost"]),
        base=BaseSettings(maps=[BaseMapSettings(id="b", provider="No.Such")]),
    )
    layer = layer_of([(0, 0)])
    project = replace(layer.project, folder=tmp_path, settings=settings)
    problems = make_head(replace(layer, project=project)).problems
    places = {problem.code: problem.place[1:] for problem in problems}
    assert places == {"base-provider-unknown": (5, 12), "card-field-unknown": (2, 17)}


def test_placeholders_of_providers_are_filled_in() -> None:
    base = BaseSettings(maps=[BaseMapSettings(id="e", provider="Esri.WorldImagery")])
    (told,) = head_of(layer_of([(0, 0)]), base=base).value["bases"]
    assert "World_Imagery" in told["urls"][0]
    assert told["dim"] is False


def test_an_unknown_provider_is_told_with_a_near_name() -> None:
    base = BaseSettings(maps=[BaseMapSettings(id="x", provider="OpenStreetMap.Mapnick")])
    head = head_of(layer_of([(0, 0)]), base=base)
    (problem,) = head.problems
    assert problem.code == "base-provider-unknown"
    assert "OpenStreetMap.Mapnik" in problem.fix("en")


def test_a_public_map_asks_for_review_numbers(tmp_path: Path) -> None:
    file = tmp_path / "g.geojson"
    file.write_text('{"features": []}', "utf-8")
    layer = layer_of([(0, 0)])
    osm = BaseMapSettings(id="osm", provider="OpenStreetMap.Mapnik")
    settings = Settings(check=CheckSettings(public=True), base=BaseSettings(maps=[osm]))
    project = replace(layer.project, settings=settings, basemap=[file])
    codes = {problem.code for problem in check_settings(replace(layer, project=project))}
    assert codes == {"base-without-review-number", "ground-without-review-number"}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["白马湖"], {"白": "bai", "马": "ma", "湖": "hu"}),
        (["重庆路"], {"重": "chong", "庆": "qing", "路": "lu"}),
        (["绿", "𠮷"], {"绿": "lv"}),
        (["Lab 42", ""], {}),
        (["重庆路", "重要"], {"重": "chong zhong", "庆": "qing", "路": "lu", "要": "yao"}),
    ],
)
def test_syllables_are_read_in_their_words(names: list[str], expected: dict[str, str]) -> None:
    assert syllables(names) == expected


def test_very_many_names_are_read_by_the_character() -> None:
    assert syllables(["白马湖"] * (MOST_IN_CONTEXT + 1)) == syllables(["白", "马", "湖"])


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
    assert read.attributions == ["© A"]
    codes = [problem.code for problem in read.problems]
    assert codes.count("ground-geometry-unfit") == 1
    unfit = next(problem for problem in read.problems if problem.code == "ground-geometry-unfit")
    assert unfit.params["count"] == 4
    assert unfit.params["index"] == 4


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
