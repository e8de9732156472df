"""A topic on paper: its sites, its colours, its classes; bound to the page's."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from geo.cli import main
from geo.joining import join
from geo.page.basemap import ground_of
from geo.page.classes import class_limits, class_of
from geo.page.head import make_head
from geo.picture.scene import Scene, draw_scene
from geo.project import open_project
from tests.projects import sites, write_project

if TYPE_CHECKING:
    from geo.joining import SiteLayer

STATES = Path(__file__).parent.parent / "fixtures" / "projects" / "mexico-states"


@pytest.fixture(scope="module")
def states() -> SiteLayer:
    return join(open_project(STATES))


def indicator(key: str, year: int) -> pd.Series:
    table = pd.read_csv(STATES / "tables" / "indicators.csv")
    chosen = table[(table["key"] == key) & (table["year"] == year)]
    return chosen.set_index("site_id")["value"]


def scene(layer: SiteLayer, topic: str) -> Scene:
    head = make_head(layer)
    ground = ground_of(layer, head.value["languages"], head.value["view"])
    return draw_scene(layer, head, ground, (0, 0, 800, 600), theme="light", topic=topic)


def test_a_sheet_shows_the_sites_of_its_topic_alone(states: SiteLayer) -> None:
    drawn = scene(states, "rich")
    expected = indicator("relative", 2000)
    rich = set(expected[expected >= 100].index)
    names = dict(zip(states.sites["id"], states.sites["name"], strict=True))
    assert sum(group["count"] for group in drawn["groups"]) == len(rich)
    # The ground has a town of a state's name.
    written = drawn["map"][drawn["map"].index('id="names"') :]
    for site_id, name in names.items():
        assert (f">{name}<" in written) is (site_id in rich), name


def test_classes_on_paper_are_those_of_all_years(states: SiteLayer) -> None:
    drawn = scene(states, "income")
    years = [indicator("income", year).to_numpy(dtype=float) for year in range(1940, 2001, 10)]
    limits = class_limits(np.concatenate(years), "natural", 5)
    last = indicator("income", 2000).to_numpy(dtype=float)
    assert [group["count"] for group in drawn["groups"]] == np.bincount(
        class_of(limits, last), minlength=5
    ).tolist()
    assert drawn["colours"] is not None
    # A limit for each end of joined classes, each told once.
    told = [limit["en"] for limit in drawn["colours"]["limits"] or []]
    assert (told[0], told[-1]) == (f"{min(map(np.nanmin, years)):,.6g}", f"{limits[4]:,.6g}")
    assert len(told) == len(set(told)) == 6
    assert drawn["colours"]["label"] == {"en": "Income per head", "zh": "人均收入"}
    assert "2000" in drawn["colours"]["said"]["en"]
    fills = re.findall(
        r'fill="(#[0-9a-f]{6})"', "".join(group["sign"] for group in drawn["groups"])
    )
    assert len(set(fills)) == 5
    areas = drawn["map"][drawn["map"].index('id="outlines"') : drawn["map"].index('id="discs"')]
    assert {fill for fill in fills if fill in areas} == {
        fill for fill, group in zip(fills, drawn["groups"], strict=True) if group["count"]
    }


def test_classes_and_areas_have_swatches_and_points_have_discs(states: SiteLayer) -> None:
    income = scene(states, "income")["groups"]
    assert all(re.fullmatch(r'<path d="M[^a]+z"[^>]*/>', group["sign"]) for group in income)
    regions = scene(states, "regions")["groups"]
    assert not any("a" in re.search('d="([^"]*)"', group["sign"])[1] for group in regions)  # type: ignore[index]
    # Those without a value are hatched.
    *_, none = scene(states, "gain")["groups"]
    assert none["label"]["en"] == "no value"
    assert none["sign"].count("M") > 3
    own = scene(join(open_project(Path("data"))), "chain")["groups"]
    assert all("a" in re.search('d="([^"]*)"', group["sign"])[1] for group in own)  # type: ignore[index]


MONTHS = """languages = ["{lang}"]
[[topics]]
id = "power"
label = "Power"
color = "figures/power@2023-03"
"""


@pytest.mark.parametrize(
    ("lang", "written"),
    [("de", "März 2023"), ("es", "marzo de 2023"), ("ru", "март 2023\N{NO-BREAK SPACE}г."),
     ("zh", "2023年3月"), ("xx", "2023-03")],
)  # fmt: skip
def test_a_month_stands_on_paper_as_its_language_writes_it_and_classes_of_points_are_whole_colours(
    tmp_path: Path, lang: str, written: str
) -> None:
    rows = [f"{name},power,Power,2023-03,{n},MWh" for n, name in enumerate("abc")]
    write_project(
        tmp_path,
        sites(*"abc"),
        tables_figures_csv="\n".join(["site_id,key,indicator,year,value,unit", *rows, ""]),
        map_toml=MONTHS.format(lang=lang),
    )
    drawn = scene(join(open_project(tmp_path)), "power")
    assert drawn["colours"] is not None
    assert drawn["colours"]["said"][lang] == f"MWh · {written}"
    assert all("opacity" not in group["sign"] for group in drawn["groups"])


def test_a_sheet_says_limits_once_and_its_sentence_in_both_languages(tmp_path: Path) -> None:
    out = tmp_path / "sheet.svg"
    assert main(["build", str(STATES), "-o", str(out), "--topic", "income"]) == 0
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", out.read_text("utf-8"))
    written = " ".join(texts)
    assert "Income per head by state, in classes" in written
    assert "各州人均收入；分级对七次普查都一样。" in written
    numbers = [text for text in texts if re.fullmatch(r"[\d,]{5,}", text)]
    assert len(numbers) == len(set(numbers)) == 6


def test_sizes_are_true_by_area(states: SiteLayer) -> None:
    drawn = scene(states, "regions")
    income = indicator("income", 2000).dropna().to_numpy(dtype=float)
    signs = drawn["map"][drawn["map"].index('id="signs"') : drawn["map"].index('id="names"')]
    radii = [float(radius) for radius in re.findall(r"a([\d.]+) [\d.]+ 0 1 1 -", signs)][::2]
    most = max(indicator("income", year).max() for year in range(1940, 2001, 10))
    expected = sorted(30 * np.sqrt(income / most))
    assert sorted(radii) == pytest.approx(expected, abs=0.06)
    assert drawn["sizes"] is not None
    # Their key is of the sheet's pixels, the map's finer by this much.
    assert [radius * 1.3 for radius, _ in drawn["sizes"]["steps"]] == pytest.approx(
        [30 * np.sqrt(float(text.replace(",", "")) / most) for _, text in drawn["sizes"]["steps"]]
    )


def test_a_sheet_opens_with_the_topic_of_its_page(tmp_path: Path) -> None:
    folder = tmp_path / "states"
    shutil.copytree(STATES, folder)
    settings = folder / "map.toml"
    settings.write_text(f'topic = "income"\n{settings.read_text("utf-8")}', encoding="utf-8")
    assert main(["build", str(folder), "-o", str(tmp_path / "map.svg")]) == 0
    drawn = (tmp_path / "map.svg").read_text("utf-8")
    assert "Income per head" in drawn
    assert ">States<" not in drawn


def test_the_command_draws_a_topic_and_says_which_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "sheet.svg"
    assert main(["build", str(STATES), "-o", str(out), "--topic", "rich"]) == 0
    drawn = out.read_text("utf-8")
    assert "Income against the mean of the states" in drawn
    assert "Oaxaca" not in drawn
    again = tmp_path / "again.svg"
    main(["build", str(STATES), "-o", str(again), "--topic", "rich"])
    assert again.read_bytes() == out.read_bytes()
    with pytest.raises(SystemExit) as stopped:
        main(["build", str(STATES), "-o", str(out), "--topic", "reich"])
    assert stopped.value.code == 2
    assert re.search(r"--topic reich.*did you mean rich", capsys.readouterr().err)


def test_a_page_opens_with_the_topic_it_was_built_for(tmp_path: Path) -> None:
    from geo.page.content import make_content

    assert make_content(join(open_project(STATES)), topic="gain").head["topic"] == "gain"
