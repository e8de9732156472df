"""Ranks, filters, counts and orders are those of pandas on the same, partly hostile columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import expect

from tests.browser.every import texts_of
from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

COUNT = 60


def frame() -> pd.DataFrame:
    random = np.random.default_rng(16)
    data = pd.DataFrame({
        "plain": random.normal(0, 50, COUNT).round(2),
        "ties": random.integers(0, 6, COUNT).astype(float),
        "tail": random.lognormal(2, 2, COUNT).round(3),
        "huge": random.choice([1e308, -1e308, 5e-324, 0, 7e300], COUNT),
        "kind": random.choice(["甲", "乙", "x, y", "a|b", "100%"], COUNT),
        "day": random.choice(["1899-05-01", "1969-12-31", "1970-01-01", "2024-02-29"], COUNT),
    }, index=[f"s{n:02d}" for n in range(COUNT)])  # fmt: skip
    # Gaps, each in places of its own.
    for column in data:
        data.loc[random.choice(data.index, 9, replace=False), column] = None
    return data


DATA = frame()
NUMBERS = ["plain", "ties", "tail", "huge"]


@pytest.fixture(scope="module")
def built(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = DATA.astype(object).where(DATA.notna(), None).to_dict("index")
    features = [
        site(name, (round(120 + n / 100, 2), 30.1), **row)
        for n, (name, row) in enumerate(rows.items())
    ]
    return build(write_project(tmp_path_factory.mktemp("pandas"), features))


@pytest.fixture(scope="module")
def opened(built: Path, visitor: Callable[..., Any]) -> Iterator[Page]:
    with visitor(locale="en-US", height=2400) as reader:
        yield reader.open(built, "lang=en")


@pytest.fixture
def page(opened: Page) -> Page:
    """The page as it opens: its address says all that tests have asked of it."""
    opened.evaluate("parkmap.filter({ where: '' })")
    opened.evaluate("(hash) => { location.hash = hash; }", "lang=en&panel=sites&color=&sort=")
    return opened


@pytest.mark.parametrize("column", NUMBERS)
def test_ranks_are_those_of_pandas(page: Page, column: str) -> None:
    page.evaluate("(hash) => { location.hash = hash; }", f"lang=en&panel=figures&color={column}")
    values = DATA[column].dropna()
    bars = page.locator(".pm-ranking .pm-bar")
    expect(bars).to_have_count(len(values))
    shown = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".pm-ranking .pm-bar")].map(
             ({ children: [rank, name] }) =>
               [name.textContent, Number(rank.textContent.replace("=", ""))]))"""
    )
    assert shown == values.rank(method="min", ascending=False).astype(int).to_dict()
    ties = page.locator(".pm-rank", has_text="=").count()
    assert ties == values.duplicated(keep=False).sum()


def wheres() -> list[tuple[str, str, pd.Series[bool]]]:
    found = []
    for column in NUMBERS:
        values = DATA[column]
        low, high = float(values.quantile(0.25)), float(values.quantile(0.8))
        found += [
            (column, f"{low!r}..{high!r}", values.between(low, high)),
            (column, "..0", values <= 0),
            (column, "0..", values >= 0),
            (column, "0..0", values == 0),
            (column, "0..0|", (values == 0) | values.isna()),
        ]
    days, kinds = pd.to_datetime(DATA["day"]), DATA["kind"]
    return [
        *found,
        ("day", "..1969-12-31", days < "1970-01-01"),
        ("day", "1970..2024", days >= "1970-01-01"),
        ("kind", "甲|乙", kinds.isin(["甲", "乙"])),
        ("kind", "x%2C y|a%7Cb", kinds.isin(["x, y", "a|b"])),
        ("kind", "100%25|", (kinds == "100%") | kinds.isna()),
        ("kind", "~A", kinds.str.contains("a", case=False, na=False)),
    ]


@pytest.mark.parametrize(("column", "spec", "mask"), wheres())
def test_filters_leave_what_pandas_leaves(
    page: Page, column: str, spec: str, mask: pd.Series[bool]
) -> None:
    page.evaluate(
        "([field, spec]) => parkmap.filter({ where: `${field}:${spec}` })", [column, spec]
    )
    assert page.evaluate("parkmap.rows().map(({ id }) => id)") == DATA.index[mask].tolist()
    count = int(mask.sum())
    expect(page.locator(".pm-status")).to_have_text(f"{count} of {COUNT} sites")


@pytest.mark.parametrize("column", [*NUMBERS, "day"])
@pytest.mark.parametrize("is_descending", [False, True])
def test_the_table_is_sorted_as_pandas_sorts(page: Page, column: str, is_descending: bool) -> None:
    sort = f"-{column}" if is_descending else column
    page.evaluate("(hash) => { location.hash = hash; }", f"lang=en&panel=table&sort={sort}")
    page.evaluate("() => { document.querySelector('.pm-drawer').style.height = '2300px'; }")
    headers = page.get_by_role("grid").get_by_role("rowheader")
    expect(headers).to_have_count(COUNT)
    ordered = DATA[column].sort_values(
        kind="stable", ascending=not is_descending, na_position="last"
    )
    assert [name.strip() for name in texts_of(headers)] == ordered.index.tolist()


def test_choices_are_counted_as_pandas_counts_them_under_another_filter(page: Page) -> None:
    page.evaluate("parkmap.filter({ where: 'ties:2..' })")
    page.get_by_role("button", name="Filters").click()
    page.locator("summary", has_text="Kind").click()
    # What is folded is filled when it opens.
    expect(page.locator(".pm-choice-line")).to_have_count(DATA["kind"].nunique() + 1)
    counts = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".pm-choice-line")].map(
             (one) => [".pm-choice-words", ".pm-count"].map(
               (part) => one.querySelector(part).textContent)))"""
    )
    kinds = DATA.loc[DATA["ties"] >= 2, "kind"]
    expected = {**kinds.value_counts().to_dict(), "no value": int(kinds.isna().sum())}
    assert {name: int(count) for name, count in counts.items()} == expected


ZONES = [f"z{n:02d}" for n in range(12)]
CENSUSES = (1995, 1999, 2003, 2011)


def balances() -> pd.DataFrame:
    """Losses and gains of areas, each of which lacks years of its own."""
    random = np.random.default_rng(8)
    data = pd.DataFrame(random.normal(-20, 60, (12, 4)).round(1), ZONES, CENSUSES)
    return data.mask(random.random(data.shape) < 0.35)


@pytest.fixture(scope="module")
def zones(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    features = []
    for n, name in enumerate(ZONES):
        west, south = 10 + 0.2 * (n % 4), 50 + 0.15 * (n // 4)
        ring = [[0, 0], [0.2, 0], [0.2, 0.15], [0, 0.15], [0, 0]]
        outline = [[round(west + x, 2), round(south + y, 2)] for x, y in ring]
        features.append(
            site(name, None) | {"geometry": {"type": "Polygon", "coordinates": [outline]}}
        )
    lines = [
        f"{name},bal,Balance,{year},{value},t"
        for (name, year), value in balances().stack().items()  # noqa: PD013
    ]
    table = "\n".join(["site_id,key,indicator,year,value,unit", *lines, ""])
    return build(
        write_project(tmp_path_factory.mktemp("zones"), features, tables_figures_csv=table)
    )


@pytest.mark.parametrize("year", CENSUSES)
def test_a_year_ranks_and_filters_the_areas_that_have_it_as_pandas_does(
    zones: Path, visitor: Callable[..., Any], year: int
) -> None:
    values = balances()[year]
    ranks = values.dropna().rank(method="min", ascending=False).astype(int)
    with visitor(height=1200) as reader:
        page = reader.open(zones, f"lang=en&panel=figures&color=figures/bal&year={year}")
        told = page.get_by_text(f"{len(ranks)} of {len(ZONES)} sites have a value")
        expect(told).to_be_visible()
        shown = page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll(".pm-ranking .pm-bar")].map(
                 ({ children: [rank, name] }) => [name.textContent, Number(rank.textContent)]))"""
        )
        assert shown == ranks.to_dict()
        for spec, mask in (
            ("..-1", values <= -1),
            ("-5..5|", values.between(-5, 5) | values.isna()),
        ):
            where = f"figures/bal@{year}:{spec}"
            page.evaluate("(where) => parkmap.filter({ where })", where)
            assert (
                page.evaluate("parkmap.rows().map(({ id }) => id)") == values.index[mask].tolist()
            )
