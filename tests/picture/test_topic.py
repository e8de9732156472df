"""A topic on paper: its sites, its colours, its classes; bound to the page's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from geo.cli import main
from geo.joining import join
from geo.page.classes import class_limits
from geo.page.field_values import FieldValues
from geo.page.head import make_head
from geo.picture.topic import dressed, filtered
from geo.project import open_project

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


def test_values_are_those_of_the_tables(states: SiteLayer) -> None:
    values = FieldValues(states, make_head(states).value)
    found = pd.Series(values.numbers("indicators/income@1980"), index=states.sites["id"])
    expected = indicator("income", 1980)
    assert found.dropna().to_dict() == expected.to_dict()
    assert found.isna().sum() == 2
    assert len(values.pool("indicators/income")) == 7 * 32
    assert values.label("indicators/income") == {"en": "Income per head", "zh": "人均收入"}
    assert set(values.texts("region")) == {"Border", "North", "Centre", "Capital", "South"}


def test_a_sheet_shows_the_sites_of_its_topic_alone(states: SiteLayer) -> None:
    head = make_head(states)
    rich = head.value["topics"][3]
    shown = filtered(states, head.value, rich)
    expected = indicator("relative", 2000)
    assert set(shown.sites["id"]) == set(expected[expected >= 100].index)
    assert set(shown.related["indicators"]["site_id"]) == set(shown.sites["id"])


def test_classes_on_paper_are_those_of_all_years(states: SiteLayer) -> None:
    head = make_head(states)
    made, sizes = dressed(states, head, head.value["topics"][0], "light")
    years = [indicator("income", year).to_numpy(dtype=float) for year in range(1940, 2001, 10)]
    limits = class_limits(np.concatenate(years), "natural", 5)
    assert sizes is None
    assert len(made.value["categories"]) == 5
    assert made.value["categories"][4]["label"]["en"].endswith(f"{limits[4]:,.6g}")
    colours = [group["color"] for group in made.value["categories"]]
    assert len(set(colours)) == 5


def test_sizes_are_true_by_area(states: SiteLayer) -> None:
    head = make_head(states)
    _, sizes = dressed(states, head, head.value["topics"][2], "dark")
    assert sizes is not None
    income = indicator("income", 2000).reindex(states.sites["id"]).to_numpy(dtype=float)
    most = max(indicator("income", year).max() for year in (2000,))
    assert sizes**2 == pytest.approx(income / most)


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
