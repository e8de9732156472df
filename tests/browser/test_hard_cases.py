"""Columns that other maps get wrong, as a reader meets them.

Ties, zeros, gaps, units that do not fit, per cents, years before 1970: one test for each of the
thirteen kinds. What of them needs no page is in ``geo/web/test/data/hardcases.test.ts``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.every import every, texts_of
from tests.browser.states import COLOUR
from tests.projects import package, site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Locator, Page

STATES = Path("tests/fixtures/projects/mexico-states")
NAMES = "abcdefghij"
COLUMNS: dict[str, list[Any]] = {
    "zeros": [0] * 7 + [1, 2, 3],
    "same": [3] * 10,
    "tail": [1, 2, 3, 4, 5, 6, 7, 8, 900, None],
    "both": [-30, -2, -1, 0, 4, 5, 60, None, None, 1],
    "born": ["1899-05-01", "1912-01-01", "1968-07-01", "1970-01-01", "1969-12-31", None,
             "2001-01-01", "2002-01-01", "2003-01-01", "1950-06-30"],
    "sort": ["x"] * 2 + ["y"] * 3 + ["z"] * 5,
}  # fmt: skip
FIGURES = """\
site_id,key,indicator,year,value,unit,kind,flag,change,change_unit
a,area,Built area,2022,1.5,万㎡,,,,
b,area,Built area,2022,20000,㎡,,,,
c,area,Built area,2022,7,件,,,,
a,pat,Patents,2022,10,件,,约,,
b,pat,Patents,2022,5,件,,≥,,
c,pat,Patents,2022,…,件,,,,
d,pat,Patents,2022,—,件,,,,
e,pat,Patents,2022,0,件,,,,
f,pat,Patents,2022,约 12,件,,,,
a,tons,Tons,2020,0.1,t,,,,
b,tons,Tons,2020,0.30000000000000004,t,,,,
a,plan,Plan,2023,5,km,actual,,,
b,plan,Plan,2023,9,km,target,,,
c,plan,Plan,2023,7,km,expected,,,
a,nil,Nothing yet,2022,…,t,,,,
b,nil,Nothing yet,2022,,t,,,,
a,old,Old,1890,5,t,,,,
a,old,Old,1969,6,t,,,,
b,old,Old,1890,4,t,,,,
b,old,Old,1950,9,t,,,,
a,rd,Research of GDP,2022,10,%,,,,
b,rd,Research of GDP,2022,3,%,,,,
a,share,Share of all,2022,78.9,%,,,,
b,share,Share of all,2022,21.1,%,,,,
a,profit,Profit,2021,-5,亿元,,,,
a,profit,Profit,2022,5,亿元,,,由负转正,
b,profit,Profit,2021,1,亿元,,,,
b,profit,Profit,2022,2,亿元,,,40,%
"""


@pytest.fixture(scope="module")
def hard(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    features = [
        site(name, (120.1 + n / 50, 30.1), **{key: its[n] for key, its in COLUMNS.items()})
        for n, name in enumerate(NAMES)
    ]
    folder = write_project(tmp_path_factory.mktemp("hard"), features, tables_figures_csv=FIGURES)
    return build(folder)


@pytest.fixture
def look(hard: Path, visitor: Callable[..., Any]) -> Iterator[Callable[[str], Page]]:
    with visitor(locale="en-US") as reader:
        yield lambda fragment: reader.open(hard, f"lang=en&{fragment}")


def key_of(page: Page) -> Locator:
    return page.get_by_role("region", name="What the colours mean")


def classes_in(page: Page) -> list[str]:
    """Each class and how many are in it, as a screen reader says them."""
    swatches = key_of(page).locator(".pm-swatch")
    return [str(one.get_attribute("aria-label")) for one in every(swatches)]


def limits_in(page: Page) -> list[str]:
    limits = key_of(page).locator(".pm-limits span")
    return [text for text in texts_of(limits) if text]


def bars_in(page: Page) -> list[tuple[str, str, str]]:
    """Rank, name and number of each bar."""
    bars = page.locator(".pm-ranking .pm-bar")
    rows = [bar.locator("span").all_inner_texts() for bar in every(bars)]
    return [(row[0], row[1], row[2]) for row in rows]


def ends_of(page: Page, name: str) -> tuple[float, float]:
    """Where a bar begins and how long it is, as shares of its room."""
    bar = page.locator(".pm-bar", has=page.get_by_text(name, exact=True))
    begin, width = bar.locator(".pm-bar-fill").evaluate(
        """(fill) => {
          const [bar, room] = [fill, fill.parentElement].map((one) => one.getBoundingClientRect());
          return [(bar.left - room.left) / room.width, bar.width / room.width];
        }"""
    )
    return begin, width


@pytest.mark.parametrize("scheme", ["natural", "quantiles", "geometric"])
def test_1_ties_and_zeros_are_never_parted_and_no_limit_is_told_twice(
    look: Callable[[str], Page], scheme: str
) -> None:
    page = look(f"color=zeros&scheme={scheme}")
    assert classes_in(page) == [
        "0: 7 sites",
        "over 0, up to 1: 1 site",
        "over 1, up to 2: 1 site",
        "over 2, up to 3: 1 site",
    ]
    assert limits_in(page) == ["0", "1", "2", "3"]


def test_2_zero_is_the_middle_where_numbers_have_both_signs(look: Callable[[str], Page]) -> None:
    page = look("panel=figures&color=both")
    assert "0" in limits_in(page)
    assert bars_in(page)[:2] == [("1", "g", "60"), ("2", "f", "5")]
    # Bars begin at zero, which is a third of the way from −30 to 60; gaps do not stretch them.
    for name, value in (("g", 60), ("f", 5), ("a", -30), ("b", -2)):
        begin, width = ends_of(page, name)
        assert width == pytest.approx(abs(value) / 90, abs=0.01), name
        assert begin == pytest.approx((30 + min(0, value)) / 90, abs=0.01), name
    # Growing steps have no zero to begin from: they are equal ones about it, and it stands alone.
    page = look("color=both&scheme=geometric&classes=4")
    assert limits_in(page) == ["−30", "−1", "0", "30", "60"]
    assert any(text.startswith("0: ") for text in classes_in(page))
    # What comes of it is told where it was asked for.
    page = look("panel=figures&color=both&scheme=geometric&classes=4")
    page.get_by_text("Classes and colours").click()
    told = page.get_by_role("status").filter(has_text="5 classes, as the numbers are")
    expect(told).to_be_visible()
    page.get_by_role("combobox", name="How many").select_option("5")
    expect(told).to_have_count(0)
    page.evaluate("location.hash = 'lang=en&panel=figures&color=both&classes=4'")
    expect(key_of(page).locator(".pm-swatch")).to_have_count(4)


def test_3_one_number_is_one_class_of_a_middle_size_and_ranks_nobody(
    look: Callable[[str], Page],
) -> None:
    page = look("panel=figures&color=same&size=same")
    assert classes_in(page) == ["3: 10 sites"]
    assert {rank for rank, _, _ in bars_in(page)} == {""}
    circle = key_of(page).locator(".pm-nested circle")
    expect(circle).to_have_count(1)
    expect(circle).to_have_attribute("r", "15")


def test_4_a_field_of_gaps_is_named_and_cannot_be_chosen(look: Callable[[str], Page]) -> None:
    page = look("panel=figures&color=figures/nil&size=figures/nil")
    empty = page.locator(".pm-indicator-empty")
    expect(empty).to_have_text(re.compile(r"Nothing yet t\s*no value"))
    assert page.get_by_role("button", name=re.compile("Nothing yet")).count() == 0
    # The map stays as it is.
    expect(key_of(page)).to_be_hidden()
    assert "color" not in page.evaluate("parkmap.state()")


def test_5_units_of_one_measure_are_one_and_others_are_told(look: Callable[[str], Page]) -> None:
    page = look("panel=figures&color=figures/area")
    assert bars_in(page) == [("1", "b", "2"), ("2", "a", "1.5")]
    told = "1 figure in another unit left out."
    expect(key_of(page)).to_contain_text(told)
    expect(page.get_by_role("tabpanel", name="Figures").get_by_text(told)).to_be_visible()


def test_6_per_cents_of_different_bases_share_nothing(look: Callable[[str], Page]) -> None:
    page = look("panel=figures&color=figures/rd")
    assert bars_in(page) == [("1", "a", "10"), ("2", "b", "3")]
    assert limits_in(page)[-1] == "10"
    page.get_by_role("button", name=re.compile("Share of all")).click()
    expect(key_of(page)).to_contain_text("Share of all")
    assert bars_in(page) == [("1", "a", "78.9"), ("2", "b", "21.1")]
    # Nothing anywhere adds them up.
    text = page.evaluate("document.body.innerText")
    assert not re.search(r"88\.9|24\.1|100\.0|50 ?%", text)


def test_7_a_change_is_as_it_was_published(look: Callable[[str], Page]) -> None:
    page = look("site=a")
    row = page.get_by_role("complementary").get_by_role("row").filter(has_text="由负转正")
    expect(row).to_have_count(1)
    page.evaluate("parkmap.select('b')")
    card = page.get_by_role("complementary")
    # Published: 40 %. From 1 to 2 would be 100 %.
    expect(card).to_contain_text("40%")
    assert "100" not in card.inner_text()


def test_8_a_year_without_a_value_stays_one(look: Callable[[str], Page]) -> None:
    page = look("panel=figures&color=figures/old")
    slider = page.get_by_role("slider", name="Year")
    assert bars_in(page) == [("", "a", "6")]
    expect(page.locator(".pm-no-value")).to_contain_text("no value (9) b")
    slider.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "1950")
    assert bars_in(page) == [("", "b", "9")]
    slider.press("Home")
    assert bars_in(page) == [("1", "a", "5"), ("2", "b", "4")]
    # Side by side stand the values of the year both have.
    page = look("compare=a,b")
    row = page.get_by_role("dialog").get_by_role("row", name=re.compile("^Old"))
    assert [re.sub(r"\s+", " ", text) for text in texts_of(row.get_by_role("cell"))] == [
        "5 1890", "4 1890"
    ]  # fmt: skip
    # What only one has, and of an earlier year, is not left out.
    page = look("compare=b,c")
    row = page.get_by_role("dialog").get_by_role("row", name=re.compile("^Old"))
    assert [re.sub(r"\s+", " ", text) for text in texts_of(row.get_by_role("cell"))] == [
        "9 1950", "– no value"
    ]  # fmt: skip


def test_9_an_outlier_stands_alone_and_does_not_flatten_the_others(
    look: Callable[[str], Page],
) -> None:
    page = look("color=tail")
    classes = classes_in(page)
    assert len(classes) == 5
    assert classes[-1].endswith("900: 1 site")
    assert not any(one.endswith((": 8 sites", ": 7 sites")) for one in classes)
    expect(key_of(page).get_by_role("button", name="no value 1")).to_be_visible()


def test_10_years_and_dates_before_1970_are_in_their_order(look: Callable[[str], Page]) -> None:
    page = look("panel=figures&color=figures/old&year=1890")
    expect(page.get_by_role("slider", name="Year")).to_have_attribute("aria-valuetext", "1890")
    page = look("panel=table&columns=born&sort=born&where=born:..1970-01-01")
    # One before the epoch is before one upon it, and a missing one is not 1970.
    headers = page.get_by_role("grid").get_by_role("rowheader")
    expect(headers).to_have_count(6)
    assert [name.strip() for name in texts_of(headers)] == list("abjced")


def test_11_many_sorts_are_the_most_common_and_a_rest_with_its_number(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    often = [f"often {n % 4}" for n in range(400)]
    rare = [f"a rare one {n % 300}" for n in range(450)]
    features = [
        site(f"s{n}", (round(120 + n % 40 / 100, 3), round(30 + n // 40 / 100, 3)), branch=branch)
        for n, branch in enumerate(often + rare)
    ]
    with visitor(locale="en-US") as reader:
        page = reader.open(build(write_project(tmp_path, features)), "lang=en&color=branch")
        sorts = key_of(page).locator(".pm-sort")
        expect(sorts.first).to_have_text("often 0100")
        assert sorts.count() <= 9
        expect(sorts.last).to_contain_text(re.compile(r"^others \(\d+\)"))
        # What is not told apart on the map can still be picked: it is looked for.
        page.get_by_role("button", name="Filters").click()
        page.locator("summary", has_text="Branch").click()
        find = page.get_by_role("searchbox", name=re.compile("Find", re.IGNORECASE)).last
        find.fill("rare one 299")
        page.get_by_role("checkbox", name="a rare one 299").check()
        expect(page.locator(".pm-status")).to_have_text("1 of 850 sites")


def test_12_a_total_in_areas_is_shown_as_circles_and_filled_only_where_one_asks_for_it(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    def area(west: float) -> dict[str, Any]:
        ring = [[west, 30], [west + 0.1, 30], [west + 0.1, 30.1], [west, 30.1], [west, 30]]
        return {"type": "Polygon", "coordinates": [ring]}

    features = [
        site("a", area(120), staff=900, wage=50), site("b", area(120.2), staff=100, wage=70)
    ]  # fmt: skip
    fields = [
        {"name": "staff", "type": "integer", "title": "Staff", "unit": "people"},
        {"name": "wage", "type": "integer", "title": "Wage per head", "unit": "CNY"},
    ]
    described = package({"name": "sites", "path": "sites.geojson", "schema": {"fields": fields}})
    folder = write_project(tmp_path, features, datapackage_json=described)
    corner = (120.01, 30.01)
    with visitor(locale="en-US") as reader:
        page = reader.open(build(folder), "lang=en&panel=figures")
        page.get_by_role("button", name=re.compile("Staff")).click()
        assert "color=staff&size=staff" in page.evaluate("parkmap.state()")
        circles = key_of(page).locator(".pm-nested circle")
        assert 0 < max(float(one.get_attribute("r") or 0) for one in every(circles)) <= 30
        expect(key_of(page)).not_to_contain_text("larger areas")
        page.wait_for_timeout(300)
        assert page.evaluate(COLOUR, corner)[3] < 60, "the area is the ground of its circle"
        # A topic, a link or a program may fill the areas all the same, and is told what that says.
        page.evaluate("parkmap.size(null)")
        expect(key_of(page)).to_contain_text("larger areas tend to have more")
        page.wait_for_timeout(300)
        assert page.evaluate(COLOUR, corner)[3] > 180
        key_of(page).get_by_role("button", name="Show it as circles").click()
        expect(circles.first).to_be_visible()
        expect(page.locator(".pm-ranking .pm-bar")).to_have_count(2)
        # A rate may fill.
        page.get_by_role("button", name=re.compile("Wage per head")).click()
        expect(key_of(page)).to_contain_text("Wage per head")
        expect(circles).to_have_count(0)
        expect(key_of(page)).not_to_contain_text("larger areas")
        page.wait_for_timeout(300)
        assert page.evaluate(COLOUR, corner)[3] > 180


def test_13_about_and_at_least_stay_with_their_number_and_a_sign_is_no_zero(
    look: Callable[[str], Page],
) -> None:
    page = look("panel=figures&color=figures/pat")
    assert bars_in(page) == [
        ("1", "f", "约 12"), ("2", "a", "约 10"), ("3", "b", "≥ 5"), ("4", "e", "0")
    ]  # fmt: skip
    expect(page.locator(".pm-no-value")).to_have_text("no value (6) c, d, g, h, i, j")
    page = look("panel=table&columns=figures/pat,figures/tons&sort=-figures/tons")
    cells = page.get_by_role("row").nth(1).get_by_role("gridcell").all_inner_texts()
    assert [text.strip() for text in cells][-2:] == ["≥ 5", "0.3"]
    # For other programs it is the number it is.
    values = page.evaluate("parkmap.rows().map((row) => row['figures/pat'])")
    assert values == [10, 5, None, None, 0, 12, None, None, None, None]


def test_actual_expected_and_target_have_no_common_rank(look: Callable[[str], Page]) -> None:
    page = look("panel=figures&color=figures/plan")
    assert bars_in(page) == [("", "a", "5")]
    others = page.locator(".pm-unranked li")
    assert others.all_inner_texts() == ["b target 9", "c expected 7"]
    expect(page.locator(".pm-no-value")).to_contain_text("no value (7) d")
