"""Machines find the map and its places in the words of schema.org."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from geo.page.linked_data import MOST_PLACES
from geo.page.park_map import build_map
from tests.projects import joined, site

if TYPE_CHECKING:
    from pathlib import Path

    from geo.joining import SiteLayer

URL = "https://example.org/map/"


def graph(layer: SiteLayer, lang: str | None = None) -> list[dict[str, Any]]:
    """What stands in the page, as a machine reads it."""
    page = build_map(layer, lang=lang).to_html()
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    value = json.loads(text)
    assert value["@context"] == "https://schema.org"
    return list(value["@graph"])


def test_a_map_is_a_dataset_and_its_sites_are_places(tmp_path: Path) -> None:
    settings = f'title = "公园"\ntitle_en = "Park"\n[embed]\nurl = "{URL}"\n'
    features = [
        site("门", name_en="Gate", accuracy_m=20, link="https://example.org/a"),
        {**site("b"), "geometry": None},
    ]
    layer = joined(tmp_path, features, map_toml=settings)
    dataset, gate, unknown = graph(layer, "en")
    assert (dataset["@type"], dataset["name"], dataset["url"]) == ("Dataset", "Park", URL)
    assert dataset["spatialCoverage"]["geo"]["box"] == "30.1235 120.1235 30.1235 120.1235"
    assert (gate["@type"], gate["@id"], gate["name"]) == ("Place", f"{URL}#site=门", "Gate")
    assert gate["geo"]["longitude"] == 120.123456
    assert gate["geo"]["latitude"] == 30.123456
    assert gate["additionalProperty"]["value"] == 20
    assert gate["sameAs"] == "https://example.org/a"
    assert "geo" not in unknown


def test_nothing_in_it_ends_the_script(tmp_path: Path) -> None:
    hostile = "</script><script>alert(1)</script><!--"
    _, place = graph(joined(tmp_path, [{**site("a"), "properties": {"id": "a", "name": hostile}}]))
    assert place["name"] == hostile


def test_places_beyond_the_date_line_are_where_they_are(tmp_path: Path) -> None:
    layer = joined(tmp_path, [site("a", (179.5, -17.0)), site("b", (-179.5, -17.0))])
    _, *places = graph(layer)
    assert sorted(place["geo"]["longitude"] for place in places) == [-179.5, 179.5]


def test_of_very_many_sites_only_the_map_is_described(tmp_path: Path) -> None:
    layer = joined(tmp_path, [site(f"s{number}") for number in range(MOST_PLACES + 1)])
    assert len(graph(layer)) == 1
