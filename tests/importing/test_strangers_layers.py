"""A layer is read by an import as a folder that holds it alone reads it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.importing.test_hard_inputs import plan, role, sites

if TYPE_CHECKING:
    from pathlib import Path


def _layer(*rows: dict[str, Any]) -> str:
    features = [
        {
            "type": "Feature",
            "properties": row,
            "geometry": {"type": "Point", "coordinates": [106 + n / 100, -6]},
        }
        for n, row in enumerate(rows)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


MOSQUES = ("Masjid Al-Muhajirin", "Masjid At-Taqwa", "Masjid Al-Hidayah", "Masjid At-Taqwa")


def test_names_that_come_again_are_names_of_a_layer(tmp_path: Path) -> None:
    made = plan(tmp_path, "t.geojson", _layer(*({"toponim": name, "n": 7} for name in MOSQUES)))
    assert role(made, "toponim") == "name"
    assert [one["properties"]["name"] for one in sites(made)] == list(MOSQUES)


@pytest.mark.parametrize("heading", ["fill", "colour", "hue"])
def test_the_colours_that_sites_are_drawn_in_stay_with_them(tmp_path: Path, heading: str) -> None:
    rows = [
        {
            "name": f"Area {n}",
            "kind": ("Hill", "Coast")[n % 2],
            heading: ("#FF0000", "#00aa00")[n % 2],
        }
        for n in range(6)
    ]
    made = plan(tmp_path, "t.geojson", _layer(*rows))
    assert role(made, heading) == "property"
    assert [one["properties"][heading] for one in sites(made)][:2] == ["#FF0000", "#00aa00"]
    settings = next(text for path, text in made.files.items() if path.name == "map.toml")
    assert b'color = "#ff0000"' in settings
    assert b'color = "#00aa00"' in settings


@pytest.mark.parametrize(
    ("heading", "hues"),
    [
        ("marker-color", ["#7e7e7e"]),
        ("fill", ["#ffffff"]),
        ("color", ["red", "white", "blue"]),
    ],
)
def test_colours_that_tell_no_kinds_apart_are_not_theirs(
    tmp_path: Path, heading: str, hues: list[str]
) -> None:
    rows = [
        {"name": f"Area {n}", "kind": ("Hill", "Coast")[n % 2], heading: hues[n % len(hues)]}
        for n in range(6)
    ]
    made = plan(tmp_path, "t.geojson", _layer(*rows))
    assert len(sites(made)) == 6
    settings = next(text for path, text in made.files.items() if path.name == "map.toml")
    colours = {line for line in settings.splitlines() if line.startswith(b"color")}
    assert len(colours) == 2
    assert not any(hue.encode() in settings for hue in ("#7e7e7e", "#fff", "#ff0000"))
