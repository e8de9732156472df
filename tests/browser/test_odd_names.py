"""Fields called by what parts an address, by lines and by signs: what is asked of them holds."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.browser.every import texts_of
from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

COUNT = 12
NAMES = [
    "产值\n（万元）",
    "a:b",
    "a,b",
    "a|b",
    "a@2022",
    "-neg",
    "~x",
    "a..b",
    "50%",
    "x&y=z#w",
    "Ｗ",
    "w",
]
KEYS = ["产值\n（亿元）", "p/q", "r@2020", "x|y"]


@pytest.fixture(scope="module")
def odd(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    features = [
        site(
            f"s{n:02d}",
            (round(120 + n / 50, 2), 30.1),
            **{name: (n * (at + 1) + at) % 7 for at, name in enumerate(NAMES)},
        )
        for n in range(COUNT)
    ]
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(["site_id", "Indicator", "Year", "Value", "Unit"])
    rows.writerows(
        [f"s{n:02d}", key, year, n * 10 + year, "亿元"]
        for key in KEYS
        for year in (2019, 2022)
        for n in range(COUNT)
    )
    folder = tmp_path_factory.mktemp("odd")
    return build(write_project(folder, features, tables_ind_csv=table.getvalue()))


@pytest.fixture
def reader(visitor: Callable[..., Any]) -> Iterator[Any]:
    with visitor(locale="en-US") as reader:
        yield reader


def within_list(name: str) -> str:
    return name.replace("%", "%25").replace(",", "%2C")


def within_filter(name: str) -> str:
    for sign in "%,:|":
        name = name.replace(sign, f"%{ord(sign):02X}")
    return name.replace("..", "%2E.").replace("~", "%7E", 1) if "~" in name else name


@pytest.mark.parametrize("field", [*NAMES, *(f"ind/{key}" for key in KEYS)])
def test_what_is_asked_of_a_field_holds_when_the_page_is_opened_again(
    odd: Path, reader: Any, field: str
) -> None:
    sort = ("%2D" if field.startswith("-") else "") + field.removeprefix("-")
    asked = {
        "panel": "table",
        "color": field,
        "size": field,
        "where": f"{within_filter(field)}:2..",
        "columns": within_list(field),
        "sort": f"-{sort}",
    }
    page = reader.open(odd, "lang=en&" + "&".join(f"{k}={quote(v)}" for k, v in asked.items()))
    state = page.evaluate("parkmap.state()")
    assert all(f"{key}=" in state for key in asked), state
    rows = page.evaluate("parkmap.rows()")
    assert rows
    assert all(row[field] >= 2 for row in rows)
    again = reader.open(odd, state)
    assert again.evaluate("parkmap.state()") == state
    assert again.evaluate("parkmap.rows()") == rows
    assert cells_of(again) == sorted((row[field] for row in rows), reverse=True)


def cells_of(page: Page) -> list[float]:
    """The one column of the table, as it stands."""
    cells = page.get_by_role("grid").get_by_role("gridcell")
    return [float(text.replace(",", "")) for text in texts_of(cells) if text.strip()]
