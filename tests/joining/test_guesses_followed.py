"""Each guess of the note, changed by the very setting that the note names for it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
from shapely.geometry import Point

from geo.joining.guesses import guesses, guesses_in_words
from geo.page.explore import _names_of
from geo.sources import recognised
from tests.joining.test_strangers import alone, head, names, points

if TYPE_CHECKING:
    from pathlib import Path

ROWS: list[dict[str, Any]] = [
    {"code": f"Code {n}", "OWNER": ("City", "County")[n // 4]} for n in range(8)
]
COLOURED = [
    {**row, "name": f"Site {n}", "marker-color": ("#e03131", "#2f9e44")[n % 2]}
    for n, row in enumerate(ROWS)
]
CASES: dict[str, tuple[list[dict[str, Any]], str]] = {
    "names": ([{**row, "NAME": f"Park {n}"} for n, row in enumerate(ROWS)], '"code"'),
    "names-none": ([{"n": n, "m": 7 + n} for n in range(4)], '"m"'),
    "categories": (
        [{**row, "PARK_TYPE": ("Metro", "Nature")[n % 2]} for n, row in enumerate(ROWS)],
        '"OWNER"',
    ),
    "colours": (COLOURED, '"OWNER"'),
    "language": ([{"NAME": "Walnut Creek"}, {"NAME": "Lake"}], '["zh"]'),
}


def setting_of(kind: str, note: str) -> str:
    """Give the setting in brackets behind the guess of a kind."""
    words = {"names": "names from", "names-none": "no column of names", "colours": "the colours",
             "categories": "categories from", "language": "English"}  # fmt: skip
    found = re.search(rf"{words[kind]}[^()]*\(([^()]+)\)", note)
    assert found, note
    return found[1]


@pytest.mark.parametrize("kind", CASES)
def test_a_guess_goes_with_the_setting_named_for_it(tmp_path: Path, kind: str) -> None:
    rows, value = CASES[kind]
    layer = alone(tmp_path, points(*rows))
    assert kind in dict(guesses(layer))
    before = head(layer)
    setting = setting_of(kind, guesses_in_words(layer, "en"))
    table, _, key = setting.rpartition(" ")
    text = f"{table}\n{key} = {value}\n" if table else f"{key} = {value}\n"
    changed = alone(tmp_path, points(*rows), text)
    assert kind not in dict(guesses(changed))
    if kind in {"names", "names-none"}:
        wanted = [str(row[json.loads(value)]) for row in rows]
        assert names(changed) == wanted
        assert names(changed) != names(layer)
    elif kind == "language":
        assert changed.project.settings.languages == ["zh"]
    else:
        assert {entry["id"] for entry in head(changed)["categories"]} == {"City", "County"}
        assert head(changed)["categories"] != before["categories"]


def test_a_system_that_was_obeyed_goes_with_the_setting_named_for_it(tmp_path: Path) -> None:
    features = points({"name": "A"}, {"name": "B"})
    for number, feature in enumerate(features):
        feature["geometry"]["coordinates"] = [266095 + number, 97541]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    text = json.dumps({"type": "FeatureCollection", "crs": crs, "features": features})
    (tmp_path / "sites.geojson").write_text(text, encoding="utf-8")

    def opened() -> Any:
        from geo.joining import join
        from geo.project import open_project

        return join(open_project(tmp_path))

    layer = opened()
    assert "system" in dict(guesses(layer))
    assert "[layer] crs" in guesses_in_words(layer, "en")
    (tmp_path / "map.toml").write_text('[layer]\ncrs = "EPSG:32630"\n', encoding="utf-8")
    changed = opened()
    assert "system" not in dict(guesses(changed))
    moved = changed.sites.geometry.iloc[0].distance(layer.sites.geometry.iloc[0])
    assert moved > 1


@pytest.mark.parametrize("group", sorted(set(recognised.table()["name"])))
def test_explore_and_projects_know_the_same_headings(tmp_path: Path, group: str) -> None:
    heading = recognised.names_in("name", group)[-1]
    rows = [{heading: text, "x1": 7} for text in ("Lake", "Hall", "Tower")]
    layer = alone(tmp_path, points(*rows))
    assert names(layer) == ["Lake", "Hall", "Tower"]
    frame = gpd.GeoDataFrame(rows, geometry=[Point(120 + n, 30) for n in range(3)], crs=4326)
    assert _names_of(frame, ["a", "b", "c"]) == names(layer)
