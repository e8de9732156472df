"""Texts of layers whose formats say nothing of their encoding, or the wrong thing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point

from geo.positions.datum import to_wgs84
from geo.sources.layer_files import read_layer_file
from geo.sources.locating import locate
from geo.sources.tables.column_types import infer_field

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ["滨江创新中心", "物联网小镇", "白马湖"]


@pytest.mark.parametrize(("charset", "said"), [("Neutral", None), ("Neutral", "gb18030")])
def test_a_table_of_mapinfo_that_says_no_charset(
    tmp_path: Path, charset: str, said: str | None
) -> None:
    path = tmp_path / "t.tab"
    shapes = [Point(120, 30)] * 3
    frame = gpd.GeoDataFrame({"NAME": NAMES, "v": [1, 2, 3]}, geometry=shapes, crs=4326)
    frame.to_file(path, driver="MapInfo File", encoding="GBK")
    text = path.read_text("ascii").replace('"WindowsSimpChinese"', f'"{charset}"')
    path.write_text(text, "ascii")
    records = read_layer_file(path, None, said)
    assert records.texts("NAME") == NAMES
    assert [note["encoding"] for name, note in records.notes if name == "encoding"] == ["gb18030"]
    assert records.texts("v") == ["1", "2", "3"]


def test_an_answer_of_amap_says_what_its_positions_are_in(tmp_path: Path) -> None:
    pois = [{"id": "B0", "name": "馆", "location": "120.2101,30.1876"}]
    answer = {"status": "1", "info": "OK", "infocode": "10000", "count": "1", "pois": pois}
    (tmp_path / "a.json").write_text(json.dumps(answer), "utf-8")
    records = read_layer_file(tmp_path / "a.json")
    found = locate(records, {"position": "location"})
    assert (found.datum, found.how, found.questions) == ("gcj02", "format", [])
    lon, lat = map(float, to_wgs84(120.2101, 30.1876, "gcj02"))
    assert (found.geometry[0].x, found.geometry[0].y) == pytest.approx((lon, lat), abs=1e-6)


@pytest.mark.parametrize("heading", ["邮编", "单位邮编", "postcode", "PLZ", "zip"])
def test_a_postal_code_is_no_number(heading: str) -> None:
    assert infer_field(heading, pd.Series(["310051", "310052"], dtype="str")).type == "string"
