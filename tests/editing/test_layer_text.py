"""Whether a layer that was read before is what stands in the file now."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.editing.feature_text import CHUNK, LayerText
from geo.sources.geojson.reading_layers import parse_layer

LONG = "白马湖" * (CHUNK // 3 + 2)
PATTERN = '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "a",'
TEXT = f'{PATTERN} "name": "{LONG}"}}, "geometry": null}}]}}\r\n'


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_text_knows_its_file_to_the_byte(mark: bytes) -> None:
    data = mark + TEXT.encode()
    text = LayerText(parse_layer(Path("sites.geojson"), "sites.geojson", data))
    assert text.is_of(data)
    last = data.replace(b"null", b"nulL")
    for other in (
        data[:-1],
        data + b" ",
        last,
        data[len(mark) :] if mark else b"\xef\xbb\xbf" + data,
    ):
        assert not text.is_of(other)
