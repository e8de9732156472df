"""What a card tells of figures: by theme, over the years, against targets, three of them large."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from playwright.sync_api import expect

from tests.browser.every import texts_of
from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

STATES = Path("tests/fixtures/projects/mexico-states")


def line(card: Locator, name: str) -> Locator:
    header = card.page.get_by_role("rowheader", name=name)
    return card.get_by_role("row").filter(has=header)


def large(card: Locator) -> list[str]:
    return [" ".join(text.split()) for text in texts_of(card.locator(".pm-lead > div"))]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_indicator_of_seven_years_is_one_line_with_its_course_in_words(
    build: Callable[..., Path], visitor: Callable[..., Any], lang: str
) -> None:
    table = pd.read_csv(STATES / "tables" / "indicators.csv")
    its = table[(table["site_id"] == "oaxaca") & (table["key"] == "income")].sort_values("year")
    with visitor() as reader:
        page = reader.open(build(STATES), f"lang={lang}&site=oaxaca")
        card = page.get_by_role("complementary", name=re.compile("Oaxaca|瓦哈卡"))
        row = line(card, {"zh": "人均收入", "en": "Income per head"}[lang])
        expect(row).to_have_count(1)
        expect(row.get_by_role("cell").first).to_have_text(f"{its['value'].iloc[-1]:,.0f}")
        said = row.get_by_role("rowheader")
        courses = [f"{year}: {value:,.0f}" for year, value in zip(its.year, its.value, strict=True)]
        assert len(courses) == 7
        expect(said).to_contain_text("; ".join(courses))
        expect(said.get_by_text("1940–2000")).to_be_visible()
        # The highest year is the highest point of the line.
        path = said.locator("path").get_attribute("d") or ""
        heights = [float(point.split(" ")[1]) for point in re.split("[ML]", path)[1:]]
        assert heights.index(min(heights)) == its["value"].reset_index(drop=True).idxmax()
        assert heights.index(max(heights)) == its["value"].reset_index(drop=True).idxmin()


def test_figures_of_a_state_stand_under_their_themes(
    build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(build(STATES), "lang=en&site=oaxaca")
        card = page.get_by_role("complementary", name="Oaxaca")
        card.locator(".pm-theme").first.wait_for()
        themes = card.locator(".pm-theme").all_inner_texts()
        assert themes == ["Income", "Inequality"]
        assert large(card)[0].startswith("Income per head")
        assert [text.endswith(" 2000") for text in large(card)] == [True, True]


@pytest.mark.parametrize(
    ("lang", "themes", "lead", "said"),
    [
        ("zh", ["科技", "产业", "幸福"], "2,184.8 亿元", "实际 2022: 42 个"),
        ("en", ["Technology", "Industry", "Quality of life"], "2,184.8 × 100 million CNY",
         "actual 2022: 42 projects"),
    ],
)  # fmt: skip
def test_the_zone_s_card_has_three_large_figures_themes_and_a_target_beside_what_was(
    built_map: Path,
    visitor: Callable[..., Any],
    lang: str,
    themes: list[str],
    lead: str,
    said: str,
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, f"lang={lang}&site=binjiang")
        card = page.get_by_role("complementary")
        card.locator(".pm-theme").first.wait_for()
        assert card.locator(".pm-theme").all_inner_texts() == themes
        assert len(large(card)) == 3
        assert lead in large(card)[0]
        name = {"zh": "引进亿元以上项目", "en": "Projects of 100 million CNY and more to attract"}
        row = card.get_by_role("row").filter(has=page.locator(".pm-bullet"))
        expect(row).to_have_count(1)
        expect(row).to_contain_text(name[lang])
        expect(row.get_by_text(said)).to_be_visible()
        bars = [
            float(row.locator(part).get_attribute("width") or 0)
            for part in (".pm-bullet-actual", ".pm-bullet-room")
        ]
        mark = float((row.locator(".pm-bullet path").get_attribute("d") or "M0 ")[1:].split(" ")[0])
        # 42 of 42, and the target of 25 where it belongs on the same scale.
        assert bars[0] == bars[1]
        assert (mark - 3) / bars[1] == pytest.approx(25 / 42, abs=0.01)


FIGURES = """\
site_id,key,indicator,year,value,unit,kind
a,jobs,Jobs,2000,5,people,actual
a,jobs,Jobs,2001,7,people,actual
a,jobs,Jobs,2004,0,people,actual
a,jobs,Jobs,2005,,people,actual
a,area,Area,2001,3,ha,actual
a,area,Area,2002,4,ha,actual
a,area,Area,2003,500,m²,actual
a,twice,Counted twice,2001,1,,actual
a,twice,Counted twice,2001,2,,actual
a,twice,Counted twice,2002,3,,actual
a,homes,Homes,2022,10,flats,actual
a,homes,Homes,2023,40,houses,target
a,huge,Huge,2001,-1e308,,actual
a,huge,Huge,2002,1e308,,actual
a,huge,Huge,2003,0,,actual
"""


def test_years_left_out_are_gaps_and_what_does_not_belong_together_stays_apart(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    folder = write_project(tmp_path, [site("a")])
    (folder / "tables").mkdir(exist_ok=True)
    (folder / "tables" / "figures.csv").write_text(FIGURES, "utf-8")
    with visitor() as reader:
        page = reader.open(build(folder), "lang=en&site=a")
        card = page.get_by_role("complementary", name=re.compile("."))
        jobs = card.get_by_role("row").filter(has=page.locator(".pm-sparkline"), has_text="Jobs")
        expect(jobs).to_contain_text("2000: 5; 2001: 7; 2004: 0")
        path = jobs.locator("path").get_attribute("d") or ""
        assert re.sub("[^ML]", "", path) == "MLM", "no line over 2002 and 2003"
        expect(jobs.locator("circle")).to_have_count(1)
        # A year without a value is still told, and is not zero.
        expect(card.get_by_role("row").filter(has_text="Jobs")).to_have_count(2)
        # Hectares and square metres are no line, nor are two values of one year.
        expect(card.get_by_role("row").filter(has_text="Area")).to_have_count(3)
        expect(card.get_by_role("row").filter(has_text="Counted twice")).to_have_count(3)
        # Flats are not held against houses.
        expect(card.locator(".pm-bullet")).to_have_count(0)
        # The sheet of the same figures draws them as the card does.
        page.get_by_role("tab", name="Figures").click()
        sheet = page.get_by_role("tabpanel", name="Figures")
        run = sheet.get_by_role("row").filter(has=page.locator(".pm-sparkline"), has_text="Jobs")
        expect(run).to_contain_text("2000: 5; 2001: 7; 2004: 0")
        expect(sheet.locator(".pm-bullet")).to_have_count(0)
        huge = card.get_by_role("row").filter(has_text="Huge").locator("path").get_attribute("d")
        assert re.fullmatch(r"M[\d. ]+L[\d. ]+L[\d. ]+", huge or "")
