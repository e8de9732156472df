"""Where a layer is in another system, sites are shown, moved and added where they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from geo.checks import examine_layer
from geo.cli.commands import main
from geo.editing.operations import Editor
from geo.positions.datum import from_wgs84
from geo.positions.systems import from_degrees
from geo.sources.geojson.geometries import convert_to_wgs84
from geo.sources.geojson.reading_layers import read_layer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Degrees = tuple[float, float]

PLACES: dict[str, Degrees] = {"a": (120.2, 30.2), "b": (120.21, 30.21), "c": (120.22, 30.19)}
CORNERS: list[Degrees] = [(120.2, 30.2), (120.202, 30.2), (120.202, 30.202), (120.2, 30.2)]
NEW: Degrees = (120.23, 30.22)


def shifted(datum: Any) -> Callable[[Degrees], list[float]]:
    return lambda at: [float(number) for number in from_wgs84(*at, datum)]


def in_metres(at: Degrees) -> list[float]:
    return [float(number) for number in from_degrees("EPSG:32651", np.array([at]))[0]]


WRITTEN: dict[str, tuple[str, dict[str, Any], dict[str, Any], Callable[[Degrees], list[float]]]] = {
    "gcj02-said": ('datum = "gcj02"', {}, {}, shifted("gcj02")),
    "bd09-of-each": ("", {"datum": "bd09"}, {}, shifted("bd09")),
    "metres-said": ('crs = "EPSG:32651"', {}, {}, in_metres),
    "metres-by-crs": (
        "",
        {},
        {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32651"}}},
        in_metres,
    ),
    "latitude-first-said": ('datum = "latlon"', {}, {}, lambda at: [at[1], at[0]]),
    "latitude-first-found": ("", {}, {}, lambda at: [at[1], at[0]]),
}


@pytest.fixture(params=WRITTEN)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    said, own, members, written = WRITTEN[request.param]
    shapes: dict[str, dict[str, Any]] = {
        site: {"type": "Point", "coordinates": [*written(at), 7.5]} for site, at in PLACES.items()
    }
    rings = [[written(corner) for corner in CORNERS]]
    shapes["field"] = {"type": "Polygon", "coordinates": rings}
    features = [
        {"type": "Feature", "properties": {"id": site, "name": site, **own}, "geometry": shape}
        for site, shape in shapes.items()
    ]
    layer = {"type": "FeatureCollection", **members, "features": features}
    (tmp_path / "sites.geojson").write_text(json.dumps(layer, indent=1), encoding="utf-8")
    (tmp_path / "map.toml").write_text(f'title = "t"\n[layer]\n{said}\n', encoding="utf-8")
    return tmp_path


def features_of(project: Path) -> dict[str, dict[str, Any]]:
    features = json.loads((project / "sites.geojson").read_bytes())["features"]
    return {feature["properties"]["id"]: feature for feature in features}


def seen(project: Path) -> dict[str, list[list[float]]]:
    """Give the positions of each site as the map has them."""
    said = (project / "map.toml").read_text(encoding="utf-8")
    document = read_layer(project / "sites.geojson", "sites.geojson")
    document.datum = next((word for word in said.split('"')[3:4]), "")
    shapes = examine_layer(document).geometries
    datums = document.datums or ["wgs84"] * document.count
    placed = {
        str(site): convert_to_wgs84(shapes[row : row + 1], datums[row] or "wgs84")[0]
        for row, site in enumerate(document.ids)
    }
    return {
        site: [list(at) for at in getattr(shape, "exterior", shape).coords]
        for site, shape in placed.items()
    }


def moved(editor: Editor, site: str, geometry: dict[str, Any]) -> None:
    base = editor.carry_out({"do": "open", "id": site})["base"]
    order = {"do": "change", "id": site, "base": base, "geometry": geometry}
    outcome = editor.carry_out(order)
    assert outcome["saved"], outcome["problems"]


def test_a_site_is_opened_where_the_map_shows_it(project: Path) -> None:
    editor = Editor(project)
    for site, at in PLACES.items():
        feature: Any = editor.carry_out({"do": "open", "id": site})["feature"]
        assert feature["geometry"]["coordinates"] == pytest.approx([*at, 7.5], abs=1e-7)


def test_a_site_moved_on_the_map_is_where_it_was_put(project: Path) -> None:
    moved(Editor(project), "a", {"type": "Point", "coordinates": [*NEW, 7.5]})
    assert seen(project)["a"][0] == pytest.approx([*NEW, 7.5], abs=1e-7)


def test_corners_that_were_not_moved_keep_their_numbers(project: Path) -> None:
    before = features_of(project)["field"]["geometry"]["coordinates"][0]
    editor = Editor(project)
    feature: Any = editor.carry_out({"do": "open", "id": "field"})["feature"]
    corners = feature["geometry"]["coordinates"][0]
    corners[1] = [120.203, 30.2]
    moved(editor, "field", feature["geometry"])
    after = features_of(project)["field"]["geometry"]["coordinates"][0]
    assert [after[0], *after[2:]] == [before[0], *before[2:]]
    assert seen(project)["field"][1] == pytest.approx([120.203, 30.2], abs=1e-7)


def test_one_place_of_several_heights_keeps_each(project: Path) -> None:
    layer = project / "sites.geojson"
    document = json.loads(layer.read_bytes())
    first = document["features"][0]
    foot = first["geometry"]["coordinates"][:2]
    top = document["features"][1]["geometry"]["coordinates"][:2]
    mast = [[*foot, 0], [*foot, 40.5], [*top, 3]]
    first["geometry"] = {"type": "LineString", "coordinates": mast}
    layer.write_text(json.dumps(document), encoding="utf-8")
    editor = Editor(project)
    feature: Any = editor.carry_out({"do": "open", "id": "a"})["feature"]
    feature["geometry"]["coordinates"][2][0] += 0.001
    moved(editor, "a", feature["geometry"])
    after = features_of(project)["a"]["geometry"]["coordinates"]
    assert after[:2] == mast[:2]
    assert after[2] != mast[2]


def test_a_site_added_by_hand_or_command_is_where_it_was_put(project: Path) -> None:
    place = {"type": "Point", "coordinates": list(NEW)}
    order = {"do": "add", "properties": {"id": "by-hand", "name": "h"}, "geometry": place}
    assert Editor(project).carry_out(order)["saved"]
    words = ["--name", "k", "--id", "by-command", "--at", "120.23,30.22"]
    assert main(["add", str(project), *words]) == 0
    there = seen(project)
    assert there["by-hand"][0] == pytest.approx(NEW, abs=1e-7)
    assert there["by-command"][0] == pytest.approx(NEW, abs=1e-7)


def test_a_sheet_brought_in_is_where_it_says(project: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "more.csv"
    sheet.write_text("id,name,lon,lat\nb,b,120.23,30.22\nd,d,120.24,30.21\n", encoding="utf-8")
    words = ["--into", str(project), "--datum", "wgs84", "--update", "--theirs"]
    assert main(["import", str(sheet), *words]) == 0
    there = seen(project)
    assert there["b"][0][:2] == pytest.approx(NEW, abs=1e-7)
    assert there["d"][0] == pytest.approx((120.24, 30.21), abs=1e-7)


def test_a_place_the_system_does_not_have_is_refused(tmp_path: Path) -> None:
    layer = {"type": "FeatureCollection", "features": []}
    (tmp_path / "sites.geojson").write_text(json.dumps(layer), encoding="utf-8")
    (tmp_path / "map.toml").write_text('[layer]\ncrs = "EPSG:3408"\n', encoding="utf-8")
    place = {"type": "Point", "coordinates": [20, -90]}
    order = {"do": "add", "properties": {"name": "south"}, "geometry": place}
    outcome = Editor(tmp_path).carry_out(order)
    assert [problem["code"] for problem in outcome["problems"]["en"]] == ["join-datum-outside"]


SHAPES: dict[str, str] = {
    "line": '{"type": "LineString", "coordinates": [[%s], [%s], [%s]]}',
    "lines": '{"type": "MultiLineString", "coordinates": [[[%s], [%s]], [[%s], [%s]]]}',
    "hole": (
        '{"type": "Polygon", "coordinates": [[[%s], [%s], [%s], [%s]], [[%s], [%s], [%s], [%s]]]}'
    ),
    "several": (
        '{"type": "GeometryCollection", "geometries": [{"type": "LineString", "coordinates":'
        ' [[%s], [%s]]}, {"type": "Point", "coordinates": [%s]}]}'
    ),
}
TURNS: dict[str, list[int]] = {
    "line": [0, 1, 2], "lines": [0, 1, 2, 3], "hole": [0, 4, 5, 0, 1, 2, 3, 1], "several": [0, 1, 2]
}  # fmt: skip
AT: list[Degrees] = [
    (120.2, 30.2), (120.202, 30.201), (120.203, 30.201), (120.203, 30.203), (120.206, 30.2),
    (120.206, 30.206),
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("system", ["", 'datum = "bd09"', 'crs = "EPSG:32651"', 'datum = "latlon"'])
def test_corners_that_stay_keep_every_digit(tmp_path: Path, system: str, shape: str) -> None:
    written = next((way for said, *_, way in WRITTEN.values() if said == system), None)
    spelled = [
        "{:.9f}, {:.9f}, 5.50".format(*(written(at) if system and written else at)) for at in AT
    ]
    layer = tmp_path / "sites.geojson"
    text = SHAPES[shape] % tuple(spelled[turn] for turn in TURNS[shape])
    layer.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties":'
        f' {{"id": "a", "name": "5.50"}}, "geometry": {text}}}]}}',
        encoding="utf-8",
    )
    (tmp_path / "map.toml").write_text(f"[layer]\n{system}\n", encoding="utf-8")
    before = layer.read_text(encoding="utf-8")
    editor = Editor(tmp_path)
    opened = editor.carry_out({"do": "open", "id": "a"})
    geometry = opened["feature"]["geometry"]
    order = {"do": "change", "id": "a", "base": opened["base"]}
    # Nothing was moved: nothing is written, whatever the digits.
    assert not editor.carry_out({**order, "geometry": geometry})["saved"]
    moved = json.loads(json.dumps(geometry))
    line = moved["geometries"][0] if shape == "several" else moved
    corners = line["coordinates"] if shape in {"line", "several"} else line["coordinates"][0]
    corners[1] = [*NEW, 5.5]
    assert editor.carry_out({**order, "geometry": moved})["saved"]
    after = layer.read_text(encoding="utf-8")
    gone = spelled[TURNS[shape][1]]
    head, _, tail = before.partition(gone)
    assert after.startswith(head)
    assert after.endswith(tail)
    assert after != before
