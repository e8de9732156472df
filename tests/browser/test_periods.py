"""Figures of months and quarters, and of more digits than a number holds, as readers meet them."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.every import every
from tests.browser.states import legend
from tests.projects import sites, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

MONTHS = ("2022年11月", "2022年12月", "2023年1月", "2023年10月", "2023年2月")
BIG = {"a": "9007199254740993", "b": "9007199254740992", "c": "9007199254740994"}
SETTINGS = """title = "Months"
languages = ["en", "zh"]
[card]
lead = ["figures/power@2023-01"]
[[topics]]
id = "winter"
label = "Winter"
color = "figures/power"
year = "2022年12月"
"""


@pytest.fixture(scope="module")
def months(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    lines = ["site_id,key,indicator,year,value,unit"]
    for n, name in enumerate("abc"):
        lines += [
            f"{name},power,Power,{month},{10 * at + n},MWh" for at, month in enumerate(MONTHS)
        ]
        lines.append(f"{name},power,Power,2022,{1000 + n},MWh")
        lines += [f"{name},jobs,Jobs,2023Q{q},{q * 10 + n},t" for q in range(1, 4)]
        lines.append(f"{name},debt,Debt,2023,{BIG[name]},")
    folder = tmp_path_factory.mktemp("months")
    write_project(folder, sites(*"abc"), tables_figures_csv="\n".join(lines) + "\n")
    folder.joinpath("map.toml").write_text(SETTINGS, "utf-8")
    return build(folder)


@pytest.fixture
def opened(months: Path, visitor: Callable[..., Any]) -> Any:
    with visitor() as reader:
        yield lambda fragment: reader.open(months, f"lang=en&{fragment}")


def test_the_slider_goes_from_month_to_month(opened: Callable[[str], Page]) -> None:
    page = opened("panel=figures&color=figures/power")
    # Beside the months of a year stands the year before.
    slider = page.get_by_role("slider", name="Time")
    expect(slider).to_have_attribute("aria-valuetext", "October 2023")
    expect(legend(page)).to_contain_text("Power MWh · October 2023")
    said = []
    slider.press("Home")
    for _ in range(6):
        said.append(slider.get_attribute("aria-valuetext"))
        slider.press("ArrowRight")
    assert said == [
        "November 2022", "December 2022", "2022", "January 2023", "February 2023", "October 2023",
    ]  # fmt: skip
    # A year's sum is on no scale of months.
    assert "1,00" not in legend(page).inner_text()
    page.evaluate("location.hash = 'lang=en&panel=figures&color=figures/power&year=2022'")
    expect(legend(page)).to_contain_text("1,002")


@pytest.mark.parametrize(
    ("lang", "name", "play"),
    [("en", "Quarter", "Play the steps"), ("zh", "季度", "逐期播放")],
)
def test_the_slider_is_called_by_what_its_steps_are(
    months: Path, visitor: Callable[..., Any], lang: str, name: str, play: str
) -> None:
    with visitor() as reader:
        page = reader.open(months, f"lang={lang}&panel=figures&color=figures/jobs")
        group = page.get_by_role("group", name=name, exact=True)
        expect(group.get_by_role("slider", name=name, exact=True)).to_be_visible()
        # Nothing plays by itself for who wants no motion.
        expect(group.get_by_role("button", name=play, include_hidden=True)).to_have_count(1)


def test_a_month_has_an_address_and_a_name_in_each_language(
    opened: Callable[[str], Page],
) -> None:
    page = opened(
        "panel=table&lang=zh&color=figures/power&year=2023-02&columns=figures/jobs@2023-Q2&lang=zh"
    )
    expect(page.get_by_role("region", name="颜色的含义")).to_contain_text("2023年2月")
    assert "year=2023-02" in page.evaluate("parkmap.state()")
    expect(page.get_by_role("columnheader", name=re.compile("2023年第2季度"))).to_be_visible()
    fields = {one["id"]: one["years"] for one in page.evaluate("parkmap.fields()")}
    assert fields["figures/jobs"] == ["2023-Q1", "2023-Q2", "2023-Q3"]
    assert fields["figures/power"][:3] == ["2022-11", "2022-12", 2022]
    row = page.evaluate("parkmap.rows()[1]")
    assert (row["figures/power"], row["figures/power@2022-12"], row["figures/jobs@2023-Q3"]) == (
        41, 11, 31,
    )  # fmt: skip
    page.evaluate("location.hash = 'lang=zh&year=2023-13'")
    assert "year=" not in page.evaluate("parkmap.state()")


def test_a_topic_and_the_lead_figures_of_a_card_may_be_of_a_month(
    opened: Callable[[str], Page],
) -> None:
    page = opened("topic=winter&site=b")
    expect(legend(page)).to_contain_text("December 2022")
    card = page.get_by_role("complementary", name="b")
    expect(card.locator(".pm-card-lead")).to_contain_text("21 MWh January 2023")
    headings = card.locator(".pm-year").all_inner_texts()
    assert [text.strip() for text in headings] == ["2023", "October 2023", "Q3 2023", "2022"]
    expect(card.locator(".pm-run").first).to_contain_text("November 2022 – October 2023")


def test_long_numbers_keep_their_digits_and_their_order(opened: Callable[[str], Page]) -> None:
    page = opened("panel=figures&color=figures/debt")
    bars = page.locator(".pm-ranking .pm-bar")
    assert [re.sub(r"\s+", " ", bar.inner_text()) for bar in every(bars, 3)] == [
        "1 c 9,007,199,254,740,994", "2 a 9,007,199,254,740,993", "3 b 9,007,199,254,740,992",
    ]  # fmt: skip
    page.evaluate(
        "location.hash = 'lang=en&panel=table&columns=figures/debt&sort=-figures/debt&site=a'"
    )
    card = page.get_by_role("complementary", name="a")
    expect(card).to_contain_text("9,007,199,254,740,993")
    expect(page.get_by_role("cell", name="9,007,199,254,740,993")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download CSV", exact=True).click()
    text = waiting.value.path().read_text("utf-8-sig")
    rows = [row[2] for row in csv.reader(io.StringIO(text))][1:]
    assert rows == sorted(BIG.values(), reverse=True)
    assert page.evaluate("parkmap.rows().map((row) => row['figures/debt'])") == [*BIG.values()]
