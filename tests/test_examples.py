"""What the documents show is run: settings build a map, commands do what they say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from geo.cli import main
from geo.joining import join
from geo.page.head import check_settings
from geo.project import open_project
from geo.project.settings.schema import setting_rows
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
