"""What the documents show is run: settings build a map, commands do what they say."""

from __future__ import annotations

import argparse
import json
import re
import shlex
import shutil
import tomllib
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from geo.cli import main
from geo.cli.arguments import parser
from geo.joining import join
from geo.page.head import check_settings
from geo.project import open_project
from geo.project.settings.schema import setting_rows
from tests.ground.archive import write_archive
from tests.importing.sheets import PLACES, office_csv, office_workbook
from tests.projects import site, write_project

ROOT = Path(__file__).parents[1]
SETTINGS = (ROOT / "geo" / "project" / "README.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "geo" / "cli" / "README.md").read_text(encoding="utf-8")
TUTORIAL = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
HALL = {"type": "Polygon", "coordinates": [[[120.2, 30.2], [120.21, 30.2], [120.21, 30.21], [120.2, 30.21], [120.2, 30.2]]]}  # fmt: skip # noqa: E501


def blocks(text: str, heading: str, language: str) -> list[str]:
    """Give the blocks of code under a heading."""
    section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)
    assert found, f"nothing under {heading}"
    return found


FILES = {
    "tables/figures.csv": (
        "site_id,key,indicator,value,unit,year\n"
        "gate,gdp,产值,1,亿元,2024\ngate,gdp,产值,2,亿元,2025\n"
        "hall,gdp,产值,3,亿元,2025\ntent,gdp,产值,4,亿元,2025\n"
    ),
    "tables/shops.csv": "name,lon,lat\nA,120.2051,30.2051\nB,120.2061,30.2061\n",
    "tables/stations.csv": "name,lon,lat\n白马湖站,120.2001,30.2101\n",
    "tables/sources.csv": "id,title\nsurvey,Survey\n",
    "lists/companies-1.csv": "园区,staff\n会堂,10\n会堂,20\n",
    "lists/companies-2.csv": "园区,staff\n北门,5\n",
}
SHOWN = blocks(SETTINGS, "Every setting, by example", "toml")


@pytest.fixture
def park(tmp_path: Path) -> Path:
    """A project that has what the examples of settings speak of."""
    (tmp_path / "park").mkdir()
    own = {"MC": "北门", "LX": "gate", "BH": "g1", "seats": 0, "opened": "2020"}
    other = own | {"MC": "会堂", "LX": "hall", "BH": "h1", "seats": 900}
    features = [
        site("gate", (120.123456, 30.123456), category="gate", **own),
        site("hall", HALL, category="hall", **other),
        site(
            "tent",
            (120.193456, 30.193456),
            category="hall",
            **other | {"MC": "帐篷", "BH": "t1", "seats": 90},
        ),
    ]
    return write_project(tmp_path / "park", features)


def keys_of(value: Any, prefix: str = "") -> set[str]:
    """The keys of a table of settings, as ``setting_rows`` writes them."""
    found = set()
    for key, inner in value.items():
        path = f"{prefix}.{key}" if prefix else key
        if isinstance(inner, dict) and prefix not in {"tables.<id>", "categories.<id>"}:
            if prefix in {"tables", "categories"}:
                path = f"{prefix}.<id>"
            found |= keys_of(inner, path)
        elif isinstance(inner, list) and inner and isinstance(inner[0], dict):
            found |= set().union(*(keys_of(each, f"{path}[]") for each in inner))
        else:
            found.add(path)
    return found


def test_every_setting_has_an_example() -> None:
    shown = set().union(*(keys_of(tomllib.loads(block)) for block in SHOWN))
    assert {re.sub(r"_en$", "", key) for key in shown} == {row.key for row in setting_rows()}


@pytest.mark.parametrize("block", SHOWN, ids=range(len(SHOWN)))
def test_every_example_of_settings_builds_a_map(
    block: str, park: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if "from_env" in block:
        # No server is at hand here: `tests/joining` asks a real one.
        block, query = block.split("[tables.visits]")
        assert "query" in query
    (park / "map.toml").write_text(block, encoding="utf-8")
    for name, text in FILES.items():
        path = park / name
        if path.stem.partition("-")[0] in block:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    monkeypatch.delenv("PHOTO_KEY", raising=False)
    layer = join(open_project(park))
    problems = [*layer.problems, *check_settings(layer)]
    # A key in a page can be read by whoever opens it, and that is told.
    assert {problem.code for problem in problems} <= {"key-in-page"}
    assert main(["build", str(park), "-o", str(tmp_path / "map.html")]) == 0


def lines_of(*shown: str) -> list[list[str]]:
    """Give the words of each command, without ``parkmap``."""
    lines = [shlex.split(line, comments=True) for block in shown for line in block.splitlines()]
    return [words[1:] for words in lines if words]


COMMAND_LINES = lines_of(*blocks(COMMANDS, "Examples", "sh"))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the examples of commands speak of."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    office_workbook(tmp_path / "园区.xlsx")
    office_csv(tmp_path / "园区.csv")
    (tmp_path / "points.csv").write_text(
        'no,label,x,y,pair,kind\np1,东门,519400,3341400,"120.21,30.21",gate\n', encoding="utf-8"
    )
    (tmp_path / "bare.csv").write_text("东门,120.21,30.21,5\n", encoding="utf-8")
    (tmp_path / "pairs.d").mkdir()
    write_project(tmp_path / "pairs.d", [])
    places = gpd.GeoDataFrame(
        {"name": ["南门"]}, geometry=gpd.points_from_xy([120.2], [30.2]), crs="EPSG:4326"
    )
    for layer in ("first", "second"):
        places.to_file(tmp_path / "two.gpkg", layer=layer, driver="GPKG")
    shutil.copy(ROOT / "tests" / "fixtures" / "osm" / "small.osm", tmp_path / "city.osm")
    water = shapely.box(13.38, 52.45, 13.42, 52.5)
    lakes = gpd.GeoDataFrame({"class": ["lake"]}, geometry=[water], crs="EPSG:4326")
    write_archive(tmp_path / "city.pmtiles", {"water": lakes})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def performed(words: list[str]) -> int:
    try:
        return main(words)
    except SystemExit as left:  # --version and --print-completion end there
        return int(left.code or 0)


@pytest.mark.usefixtures("desk")
def test_every_example_of_commands_does_it() -> None:
    failed = []
    for words in COMMAND_LINES:
        if "serve" in words or "--open" in words:
            parser().parse_args(words)  # a server and a browser would stay
        elif performed(words) != 0:
            failed.append(words)
    assert failed == []


def test_every_command_and_flag_has_an_example() -> None:
    shown = {(words[0], flag) for words in COMMAND_LINES for flag in words[1:]}
    # Both read files, by the same flags.
    shown |= {("new", flag) for name, flag in shown if name == "import"}
    shown |= {("import", flag) for name, flag in shown if name == "new"}
    missing = [
        (name, action.option_strings)
        for name, command in subcommands().items()
        for action in command._actions
        if action.option_strings and action.dest != "help"
        and not {(name, flag) for flag in action.option_strings} & shown
    ]  # fmt: skip
    assert missing == []


def subcommands() -> dict[str, argparse.ArgumentParser]:
    """Give the parser of each command."""
    (action,) = [each for each in parser()._actions if isinstance(each, argparse._SubParsersAction)]
    assert {words[0] for words in COMMAND_LINES if words[0][0] != "-"} == {*action.choices}
    return dict(action.choices)


def test_the_way_from_a_sheet_to_a_map_is_as_told(desk: Path) -> None:
    for words in lines_of(*blocks(TUTORIAL, "From an Excel sheet to a map", "sh")):
        assert main(words) == 0, words
    features = json.loads((desk / "zone" / "sites.geojson").read_bytes())["features"]
    assert len(features) == len(PLACES) + 1
    assert (desk / "zone.html").stat().st_size > 0
