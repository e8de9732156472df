"""Online base maps: their datum, keys and addresses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geo.page.bases import hosts_of
from geo.page.head import check_settings
from geo.project.settings import (
    BaseMapSettings,
    BaseSettings,
    CheckSettings,
    Settings,
)
from tests.page.layers import head_of, layer_of

if TYPE_CHECKING:
    from pathlib import Path


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
    meant = replace(entry, optional=True)
    quiet = head_of(layer, base=BaseSettings(maps=[meant]))
    assert (quiet.value["bases"], quiet.problems) == ([], [])
    monkeypatch.setenv("TIANDITU_KEY", "secret")
    assert len(head_of(layer, base=BaseSettings(maps=[meant])).value["bases"]) == 1
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
