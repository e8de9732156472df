"""Of a sound layer of points the bytes are kept, and its characters are there when asked for."""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING

import pytest

from geo.sources.geojson.reading_layers import read_layer

if TYPE_CHECKING:
    from pathlib import Path

POINT = {"type": "Point", "coordinates": [120.2, 30.2]}
FEATURE = {"type": "Feature", "properties": {"id": "a", "name": "白马湖"}, "geometry": POINT}
LAYER = json.dumps(
    {"type": "FeatureCollection", "features": [FEATURE]}, ensure_ascii=False, indent=1
)


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_nobody_asked_and_nothing_is_decoded(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "sites.geojson"
    path.write_bytes(mark + LAYER.encode())
    document = read_layer(path, "sites.geojson")
    assert document.plain is not None
    assert document.source.text == ""
    assert document.ids == ["a"]
    place = document.place(("features", 0, "properties", "name"))
    lines = LAYER.splitlines()
    line = next(number for number, line in enumerate(lines, 1) if "白马湖" in line)
    assert (place.line, place.column) == (line, lines[line - 1].index('"白马湖"') + 1)
    assert document.text == LAYER
    assert document.source.bom is bool(mark)
    assert document.source_of(("features", 0, "properties", "name")) == '"白马湖"'


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_a_layer_in_another_encoding_keeps_its_characters(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "sites.geojson"
    path.write_bytes(LAYER.encode(encoding))
    assert read_layer(path, "sites.geojson").text == LAYER
