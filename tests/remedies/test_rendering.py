"""What the remedies for the page's settings say, done."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.remedies.following import Case, at, at_said, follow, said, saved, sub

if TYPE_CHECKING:
    from pathlib import Path

    from tests.remedies.following import Hand, Told

TOPIC = '[[topics]]\nid = "crowd"\nlabel = "Crowd"\ncolor = "staff"\n'
TILES = "https://tiles.example.org/{z}/{x}/{y}.png"
GROUND = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"kind": "water"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[120.1, 30.0], [120.2, 30.0], [120.2, 30.1], [120.1, 30.1], [120.1, 30.0]]
                ],
            },
        }
    ],
}
FIGURES = (
    "site_id,key,label,year,value\nlake,gdp,GDP,2021,5\nlake,gdp,GDP,2022,6\nhall,gdp,GDP,2022,7\n"
)

FIGURES_IN_TWO = (
    "site_id,key,label,label_zh,year,value\nlake,gdp,GDP,,2021,5\nhall,gdp,GDP,,2022,7\n"
)


def toml(text: str, hand: Hand, **files: str | bytes) -> Case:
    return Case({"map.toml": text, **files}, hand)


def translated(folder: Path, problem: Told) -> None:
    """Write the labels in the column that the remedy names."""
    column = said("“(.+?)”")(problem)
    path = folder / "tables" / "indicators.csv"
    head, *rows = (line.split(",") for line in path.read_text(encoding="utf-8").splitlines())
    for row in rows:
        row[head.index(column)] = "生产总值"
    path.write_text("\n".join([*map(",".join, [head, *rows]), ""]), encoding="utf-8")


CASES: dict[str, Case] = {
    "symbol-unknown": toml(
        '[categories.park]\nsymbol = "parkk"\n',
        at_said("use “(.+?)”", '"{}"'),
    ),
    "focus-unknown": toml(
        '[view]\nfocus = ["laek"]\n', sub("laek", said("such as “(.+?)”"), "map.toml")
    ),
    "card-field-unknown": toml(
        '[card]\nfields = ["staf"]\n',
        sub('"staf"', lambda p: f'"{said("(staff)")(p)}"', "map.toml"),
    ),
    "base-provider-unknown": toml(
        '[[base.maps]]\nid = "osm"\nprovider = "OpenStreetMap.Mapnick"\n',
        at_said("nearest name: (.+?)[)]", '"{}"'),
    ),
    "base-without-key": toml(
        f'[[base.maps]]\nid = "sat"\nurl = "{TILES}?key={{key}}"\nkey_env = "NO_SUCH_KEY"\n',
        sub('id = "sat"', lambda p: f'id = "sat"\n{said("“(optional = true)”")(p)}', "map.toml"),
    ),
    "base-key-unnamed": toml(
        f'[[base.maps]]\nid = "sat"\nurl = "{TILES}?key={{key}}"\n',
        sub('id = "sat"', 'id = "sat"\nkey = "abc"', "map.toml"),
    ),
    "base-without-review-number": toml(
        f'[check]\npublic = true\n[ground]\nreview_number = "GS(2024)1"\n'
        f'[[base.maps]]\nid = "sat"\nurl = "{TILES}"\n',
        sub('id = "sat"', 'id = "sat"\nreview_number = "GS(2024)2"', "map.toml"),
    ),
    "ground-without-review-number": toml(
        "[check]\npublic = true\n",
        sub("true\n", 'true\n[ground]\nreview_number = "GS(2024)1"\n', "map.toml"),
        **{"basemap/water.geojson": json.dumps(GROUND)},
    ),
    "ground-file-unreadable": Case(
        {"basemap/water.geojson": "no map"}, saved("basemap/water.geojson", json.dumps(GROUND))
    ),
    "ground-kind-unknown": Case(
        {"basemap/water.geojson": json.dumps(GROUND).replace('"water"', '"lava"')},
        sub('"lava"', lambda p: f'"{said(chr(92) + "b(water)" + chr(92) + "b")(p)}"'),
    ),
    "ground-geometry-unfit": Case(
        {"basemap/water.geojson": json.dumps(GROUND).replace("120", "520")},
        saved("basemap/water.geojson", json.dumps(GROUND)),
    ),
    "topic-field-unknown": toml(
        TOPIC.replace('"staff"', '"staf"'), at_said("did you mean “(.+?)”", '"{}"')
    ),
    "topic-field-unfit": toml(
        TOPIC + 'size = "note"\n',
        sub('"note"', '"staff"', "map.toml"),
        **{"tables/facts.csv": "site_id,note\nlake,a\nhall,a\n"},
    ),
    "topic-classes-unfit": toml(
        '[[topics]]\nid = "t"\ncolor = "kind"\nclasses = 5\n',
        sub(r"classes = 5\n", "", "map.toml"),
        **{"tables/facts.csv": "site_id,kind\nlake,a\nhall,a\n"},
    ),
    "setting-table-unknown": toml(
        '[tables.note]\nlabel = "Notes"\n',
        sub("tables.note", lambda p: f"tables.{said(r'called: (.+)')(p)}", "map.toml"),
        **{"tables/notes.csv": "site_id,seats\nlake,3\nhall,4\n"},
    ),
    "setting-part-unknown": toml(
        '[tables.indicators]\nparts = { valu = "value" }\n',
        sub("valu =", lambda p: f"{said(r'one of: (.+)')(p)} =", "map.toml"),
        **{"tables/indicators.csv": FIGURES},
    ),
    "setting-part-column": toml(
        '[tables.indicators]\nparts = { value = "vaule" }\n',
        sub("vaule", said(r"one of: (.+)"), "map.toml"),
        **{"tables/indicators.csv": FIGURES},
    ),
    "setting-property-unknown": toml(
        '[layer]\nname = "naem"\n', sub("naem", said(r"one of: (.+)"), "map.toml")
    ),
    "figure-repeated": Case(
        {"tables/indicators.csv": FIGURES + FIGURES.splitlines()[1] + "\n"},
        sub(r"\n[^\n]+\n$", "\n", "tables/indicators.csv"),
    ),
    "topic-palette-unknown": toml(
        TOPIC + 'palette = "viridus"\n', at_said("did you mean “(.+?)”", '"{}"')
    ),
    "topic-where-none": toml(
        TOPIC + 'where = "profile.kind:wte"\n',
        sub("wte", said("such as “(.+?)”"), "map.toml"),
        **{"tables/profile.csv": "site_id,kind\nlake,wet\nhall,dry\n"},
    ),
    "topic-where-unfit": toml(TOPIC + 'where = "staff:many"\n', at('"staff:1..50"')),
    "topic-year-empty": toml(
        '[[topics]]\nid = "rich"\ncolor = "indicators/gdp@1999"\n',
        sub("@1999", lambda p: "@" + said(r"values of: (\d+)")(p), "map.toml"),
        **{"tables/indicators.csv": FIGURES},
    ),
    "card-lead-unknown": toml(
        '[card]\nlead = ["indicators/gpd"]\n',
        sub("indicators/gpd", said("did you mean “(.+?)”"), "map.toml"),
        **{"tables/indicators.csv": FIGURES},
    ),
    "card-lead-year-empty": toml(
        '[card]\nlead = ["indicators/gdp@1999"]\n',
        sub("@1999", lambda p: "@" + said(r"values of: (\d+)")(p), "map.toml"),
        **{"tables/indicators.csv": FIGURES},
    ),
    "figure-label-untranslated": toml(
        'languages = ["en", "zh"]\n',
        translated,
        **{"tables/indicators.csv": FIGURES_IN_TWO},
    ),
}
ASKS = {
    "key-in-page": "what the provider's console says is not ours",
    "base-datum-differs": "tests/page/test_bases.py",
    "column-not-numbers": "what a number is that stands there in words only its author knows",
    "figure-not-number": "what a number is with what qualifies it only its author knows",
}


@pytest.mark.parametrize("code", CASES)
def test_a_remedy_for_the_page(
    tmp_path: Path, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(tmp_path, code, CASES[code], capsys)
