"""A layer whose numbers are no degrees: obeyed, asked for once, and mended by one line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyproj
import pytest

from geo.joining import join
from geo.positions.systems import code_of, find_system, fits, in_degrees
from geo.problems import errors
from geo.project import open_project
from tests.projects import joined

if TYPE_CHECKING:
    from pathlib import Path

    from geo.joining import SiteLayer

BRITISH = [(266095, 97541), (266195, 97641), (266295, 97541)]


def layer_of(
    folder: Path, positions: list[tuple[float, float]], crs: Any = None, settings: str = ""
) -> SiteLayer:
    features = [
        {
            "type": "Feature",
            "properties": {"name": f"Field {number}"},
            "geometry": {"type": "Point", "coordinates": list(position)},
        }
        for number, position in enumerate(positions)
    ]
    folder.mkdir(exist_ok=True)
    files = {"map_toml": settings} if settings else {}
    layer = joined(folder, features, **files)
    if crs is not None:
        text = {"type": "FeatureCollection", "crs": crs, "features": features}
        (folder / "sites.geojson").write_text(json.dumps(text), encoding="utf-8")
        layer = join(open_project(folder))
    return layer


def named(name: str) -> dict[str, Any]:
    return {"type": "name", "properties": {"name": name}}


def first_place(layer: SiteLayer) -> tuple[float, float]:
    point = layer.sites.geometry.iloc[0]
    return round(point.x, 3), round(point.y, 3)


def test_a_crs_is_obeyed_where_the_numbers_are_no_degrees(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, BRITISH, named("urn:ogc:def:crs:EPSG::27700"))
    assert layer.problems == []
    # Where the author's own copy in WGS 84 has it.
    assert first_place(layer) == (-3.9, 50.762)
    assert layer.project.layer.is_datum_obeyed


def test_without_crs_the_system_is_asked_for_once_and_one_line_mends_it(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, BRITISH)
    (told,) = layer.problems
    # In Devon, or with the same numbers in Ireland.
    assert told.code == "system-likely"
    assert told.params["count"] == 3
    assert "EPSG:27700 -3.9000, 50.762" in told.message()
    assert "[layer] in map.toml" in told.fix()
    assert "EPSG:4549" not in told.fix() + told.message()
    assert len(layer.sites) == 0
    mended = layer_of(tmp_path, BRITISH, settings='[layer]\ncrs = "EPSG:27700"\n')
    assert errors(mended.problems) == []
    assert first_place(mended) == (-3.9, 50.762)


NAMES = {
    "de": ["Grundschule am Markt", "Gymnasium bei der Kirche", "Freiwillige Feuerwehr Süd"],
    "fr": ["École maternelle du Parc", "Mairie de la ville", "Bibliothèque des Lilas"],
    "ru": ["Школа номер пять", "Городская больница", "Парк культуры"],
    "": ["a1", "b2", "c3"],
}


@pytest.mark.parametrize(
    ("language", "system", "middle", "code", "said"),
    [
        ("fr", "EPSG:2154", (2.35, 48.85), "system-guessed", ["EPSG:2154 ", "2.350000, 48.850000"]),
        ("de", "EPSG:25832", (9.2, 48.8), "system-likely",
         ["EPSG:25832 9.2000, 48.8000", "EPSG:25833 15.2000"]),
        ("ru", "EPSG:28407", (37.6, 55.7), "system-guessed", ["EPSG:28407", "37.6"]),
        ("de", "EPSG:3857", (9.2, 48.8), "system-guessed", ["EPSG:3857", "9.200000, 48.800000"]),
        ("", "EPSG:32721", (-58.4, -34.6), "system-zone", []),
        ("", "EPSG:5070", (-91.0, 40.0), "system-zone", []),
    ],
)  # fmt: skip
def test_metres_without_a_word_are_asked_for_by_what_the_language_uses(
    tmp_path: Path, language: str, system: str, middle: tuple[float, float], code: str,
    said: list[str],
) -> None:  # fmt: skip
    folder = tmp_path / "plan"
    write_metres(folder / "sites.geojson", NAMES[language], system, middle)
    (told,) = join(open_project(folder)).problems
    assert told.code == code
    assert [text for text in said if text not in told.message()] == []


def test_the_files_name_or_the_prj_beside_it_says_the_system(tmp_path: Path) -> None:
    write_metres(tmp_path / "a" / "parcels_28992.geojson", NAMES[""], "EPSG:28992", (5.1, 52.1))
    write_metres(tmp_path / "b" / "trees.geojson", NAMES[""], "EPSG:32721", (-58.4, -34.6))
    (tmp_path / "b" / "trees.prj").write_text(pyproj.CRS("EPSG:32721").to_wkt("WKT1_ESRI"))
    for folder, epsg in (("a", 28992), ("b", 32721)):
        (told,) = join(open_project(tmp_path / folder)).problems
        assert (told.code, told.params["epsg"]) == ("system-guessed", epsg)
    # A year in the name is no system, and neither is one in which the numbers lie elsewhere.
    write_metres(tmp_path / "c" / "parcels_2016.geojson", NAMES[""], "EPSG:28992", (5.1, 52.1))
    (told,) = join(open_project(tmp_path / "c")).problems
    assert told.code in {"system-unknown", "system-zone"}


def write_metres(path: Path, names: list[str], system: str, middle: tuple[float, float]) -> None:
    """Write places around one, in metres of a system, without a word on it."""
    metres = pyproj.Transformer.from_crs("EPSG:4326", system, always_xy=True)
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {
                "type": "Point",
                "coordinates": list(metres.transform(middle[0], middle[1] + number / 100)),
            },
        }
        for number, name in enumerate(names)
    ]
    path.parent.mkdir(parents=True)
    layer = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(layer, ensure_ascii=False), encoding="utf-8")


def test_a_system_of_another_country_makes_no_map(tmp_path: Path) -> None:
    layer = layer_of(tmp_path, BRITISH, settings='[layer]\ncrs = "EPSG:4549"\n')
    (told,) = errors(layer.problems)
    assert told.code == "system-elsewhere"
    assert "EPSG:4549" in told.message()


def test_map_toml_counts_before_the_file(tmp_path: Path) -> None:
    wrong = named("urn:ogc:def:crs:EPSG::4549")
    layer = layer_of(tmp_path, BRITISH, wrong, settings='[layer]\ncrs = "EPSG:27700"\n')
    assert errors(layer.problems) == []
    assert first_place(layer) == (-3.9, 50.762)


def test_metres_that_claim_to_be_wgs84_are_asked_for(tmp_path: Path) -> None:
    metres = [(694024.5, 4736654.5), (694124.5, 4736754.5)]
    layer = layer_of(tmp_path, metres, named("urn:ogc:def:crs:OGC:1.3:CRS84"))
    assert [problem.code for problem in layer.problems] == ["system-zone"]
    mended = layer_of(tmp_path, metres, settings='[layer]\ncrs = "EPSG:26917"\n')
    assert errors(mended.problems) == []
    assert first_place(mended) == (-78.629, 42.758)


def test_degrees_need_no_system_of_metres(tmp_path: Path) -> None:
    places = [(-3.9, 50.76), (-3.91, 50.77)]
    layer = layer_of(tmp_path, places, settings='[layer]\ncrs = "EPSG:27700"\n')
    (told,) = errors(layer.problems)
    assert told.code == "system-degrees"
    # The remedy is to delete the line.
    assert layer_of(tmp_path / "b", places).problems == []


def test_a_datum_for_the_whole_layer_gives_way_to_a_features_own(tmp_path: Path) -> None:
    settings = '[layer]\ndatum = "gcj02"\n'
    place = (120.1550722, 30.2740880)
    shifted = layer_of(tmp_path / "a", [place, (120.2, 30.2)], settings=settings)
    lon, lat = first_place(shifted)
    assert (lon, lat) == (120.15, 30.276)
    feature = {
        "type": "Feature",
        "properties": {"name": "A", "datum": "wgs84"},
        "geometry": {"type": "Point", "coordinates": list(place)},
    }
    (tmp_path / "b").mkdir()
    own = joined(tmp_path / "b", [feature], map_toml=settings)
    assert first_place(own) == (120.155, 30.274)


@pytest.mark.parametrize(
    "crs",
    [
        named("urn:ogc:def:crs:OGC:1.3:CRS84"),
        named("urn:ogc:def:crs:OGC::CRS84"),
        named("EPSG:4326"),
        named("urn:ogc:def:crs:EPSG::4326"),
        {"type": "EPSG", "properties": {"code": 4326}},
        named("urn:ogc:def:crs:EPSG::4490"),
        named("urn:ogc:def:crs:EPSG::4258"),
    ],
)
def test_a_crs_that_says_what_is_so_anyway_needs_no_word(tmp_path: Path, crs: Any) -> None:
    assert layer_of(tmp_path, [(10.5, 50.76), (10.51, 50.77)], crs).problems == []


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        (named("urn:ogc:def:crs:EPSG::27700"), "EPSG:27700"),
        (named("urn:ogc:def:crs:EPSG:6.18:3857"), "EPSG:3857"),
        (named("EPSG:25833"), "EPSG:25833"),
        (named("urn:x-ogc:def:crs:EPSG:3857"), "EPSG:3857"),
        (named("http://www.opengis.net/def/crs/EPSG/0/25833"), "EPSG:25833"),
        ({"type": "EPSG", "properties": {"code": 2056}}, "EPSG:2056"),
        ("EPSG:2056", "EPSG:2056"),
        (named("British National Grid"), None),
        ({"type": "link", "properties": {"href": "x.prj"}}, None),
        ({"type": "name"}, None),
        (7, None),
        (None, None),
    ],
)
def test_what_a_crs_member_names(member: Any, expected: str | None) -> None:
    assert code_of(member) == expected


def test_a_system_is_used_where_it_is_made_for() -> None:
    import numpy as np

    british = find_system("EPSG:27700")
    assert british is not None
    assert fits(british, in_degrees("EPSG:27700", np.array([[266095.0, 97541.0]])))
    assert not fits(british, np.array([[120.0, 30.0]]))
    assert not fits(british, np.array([[np.inf, np.inf]]))
    assert find_system("EPSG:99999") is None
    # An area that crosses the date line: New Zealand's.
    zealand = find_system("EPSG:2193")
    assert zealand is not None
    assert fits(zealand, np.array([[174.8, -41.3]]))
    assert not fits(zealand, np.array([[0.1, -41.3]]))
