"""Maps of Highcharts lie where they were drawn from, islands in a corner as well."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pyproj
import pytest
import shapely

from geo.joining import join
from geo.project import open_project
from geo.sources.layer_files import read_layer_file
from geo.sources.suffixes import is_text_layer
from geo.sources.tables.sheets import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

MERCATOR = "+proj=merc +datum=WGS84 +units=m +no_defs"
CONIC = "+proj=lcc +lat_1=33 +lat_2=45 +lat_0=39 +lon_0=-96 +datum=NAD83 +units=m +no_defs"
COMMON = {"jsonres": 15.5, "jsonmarginX": -999, "jsonmarginY": 9851.0}
MAINLAND = {"crs": CONIC, "scale": 0.0015, "xoffset": -2361356.1, "yoffset": 1398996.8, **COMMON}
ISLANDS = {
    "crs": MERCATOR, "scale": 0.0012, "xoffset": -17800000, "yoffset": 2500000, "xpan": 190,
    "ypan": 417, "rotation": -0.0175,
    "hitZone": {"type": "Polygon", "coordinates": [[[0, 6000], [9000, 6000], [9000, -60000],
                                                     [0, -60000], [0, 6000]]]}, **COMMON,
}  # fmt: skip
PLACES = {"us-ks": (-98.5, 38.5), "us-hi": (-157.8, 21.3)}


def _drawn(place: tuple[float, float], how: dict[str, Any]) -> list[float]:
    """Place a point as the map's makers do: projected, turned, scaled, moved."""
    x, y = pyproj.Transformer.from_crs("EPSG:4326", how["crs"], always_xy=True).transform(*place)
    turn = how.get("rotation", 0)
    x, y = (
        x * math.cos(turn) + y * math.sin(turn), -x * math.sin(turn) + y * math.cos(turn)
    )  # fmt: skip
    across = (x - how["xoffset"]) * how["scale"] + how.get("xpan", 0)
    down = (how["yoffset"] - y) * how["scale"] + how.get("ypan", 0)
    return [
        across * how["jsonres"] + how["jsonmarginX"],
        -(down * how["jsonres"]) + how["jsonmarginY"],
    ]


def _map(**members: Any) -> dict[str, Any]:
    drawn = {"us-ks": MAINLAND, "us-hi": ISLANDS}
    features = [
        {"type": "Feature", "id": key.upper(),
         "properties": {"hc-group": "admin1", "hc-key": key, "hc-middle-x": 0.5, "name": key,
                        "region": "West"},
         "geometry": {"type": "Point", "coordinates": _drawn(place, drawn[key])}}
        for key, place in PLACES.items()
    ]  # fmt: skip
    lines = {"type": "Feature", "properties": {"hc-group": "__separator_lines__"},
             "geometry": {"type": "LineString", "coordinates": [[0, 0], [99, 99]]}}  # fmt: skip
    return {
        "title": "Two states", "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG:102004"}},
        "hc-transform": {"default": MAINLAND, "islands": ISLANDS},
        "features": [*features, lines], **members,
    }  # fmt: skip


def _written(folder: Path, value: dict[str, Any]) -> Path:
    path = folder / "us.geo.json"
    path.write_text(json.dumps(value), "utf-8")
    return path


def test_its_places_are_turned_back(tmp_path: Path) -> None:
    path = _written(tmp_path, _map())
    assert not is_text_layer(path)
    records = read_layer_file(path)
    assert records.geometry is not None
    found = shapely.get_coordinates(records.geometry).tolist()
    assert found == [pytest.approx(place, abs=1e-6) for place in PLACES.values()]


def test_a_folder_with_one_is_a_map(tmp_path: Path) -> None:
    _written(tmp_path, _map())
    layer = join(open_project(tmp_path))
    assert [problem.code for problem in layer.problems] == []
    assert layer.sites["name"].tolist() == ["us-ks", "us-hi"]
    assert layer.sites.geometry.iloc[0].distance(shapely.Point(*PLACES["us-ks"])) < 1e-5
    assert layer.project.layer.title == "Two states"


def test_one_in_degrees_stays_text(tmp_path: Path) -> None:
    path = _written(tmp_path, _map(**{"hc-transform": {"default": {"crs": "WGS84"}}}))
    assert is_text_layer(path)


@pytest.mark.parametrize(
    "said",
    [
        {"default": {**MAINLAND, "crs": "+proj=nonsense"}},
        {"default": {**MAINLAND, "scale": "wide"}},
        {"default": MAINLAND, "islands": {**ISLANDS, "hitZone": None}},
        {"default": {**MAINLAND, "crs": 7}},
    ],
)
def test_one_that_cannot_be_understood_is_told(tmp_path: Path, said: dict[str, Any]) -> None:
    path = _written(tmp_path, _map(**{"hc-transform": said}))
    with pytest.raises(UnreadableError) as refused:
        read_layer_file(path)
    assert refused.value.reason.key == "drawing-broken"
