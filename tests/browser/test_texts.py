"""What a card makes of the values of strangers: line breaks, HTML, addresses, codes, dates."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

KML = (
    '<html><body><table border="1"><tr bgcolor="#E3E3F3"><th>Attributes</th></tr>'
    "<tr bgcolor=''><td>HOTLINE</td><td>+65 6332 7798</td></tr>"
    "<tr><td>AREA</td><td>1250.5</td></tr><tr><td>EMPTY</td><td></td></tr></table></body></html>"
)
ALPHA = {
    "description": "One.\n\nTwo, see https://example.org/two.",
    "address": "12 Road\nBinjiang",
    "email": "office@example.org",
    "contact:phone": "+86 571 8770 2345; 0571-87702346",
    "web": "www.example.org/b",
    "bracketed": "【https://example.org/c】〔www.example.org/d〕［https://example.org/e］",
    "listed": "https://example.org/f,https://example.org/g [text](https://example.org/h)",
    "told": "电话：0571-88886666转801，手机 138 0013 8001；Tel: 030 901821",
    "deep": "https://example.org/" + "a/very/long/path/" * 6,
    "tel2": "0571-88886667/88887777",
    "门牌号": 1234,
    "start_date": 20240301,
    "season": "2024-03-01/2024-05-31",
    "as_text": '["甲","乙"]',
    "arabic": "اتصل على +966 11 123 4567 الآن",
    "remark": "Ask office@example.org or call +49 30 901820.",
    "postcode": 310053,
    "phone": 13800138000,
    "lot_no": 12001,
    "编号": 20260001,
    "seats": 12001,
    "length": 2402.09940363842,
    "opened_on": "2022-03-31",
    "changed": 20181227172216,
    "note": "<p>First<br>second &amp; <a href='https://example.org/oslo'>Oslo</a></p>",
    "kml": KML,
    "works": [
        {"title": "Leaf", "year": 1997, "date": ""},
        {"title": "Stone", "year": 2001, "date": ""},
    ],
}
DESCRIBED = {
    "resources": [
        {
            "name": "places",
            "path": "sites.geojson",
            "schema": {
                "fields": [
                    {"name": "id"},
                    {
                        "name": "area_km2", "type": "number", "format": "0.0", "unit": "km²",
                        "title": "Area, all of it",
                    },
                    {"name": "open_ymd", "type": "date", "format": "%Y%m%d", "title": "Opened"},
                ]
            },
        }
    ]
}  # fmt: skip


@pytest.fixture(scope="module")
def alpha(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    toml = 'languages = ["en"]\n'
    return build(write_project(folder, [site("a", **ALPHA)], map_toml=toml))


def value(card: Locator, label: str) -> Locator:
    row = card.get_by_role("row").filter(
        has=card.page.get_by_role("rowheader", name=label, exact=True)
    )
    return row.get_by_role("cell").first


def test_line_breaks_show_as_such(alpha: Path, looked_at: Callable[..., Page]) -> None:
    card = looked_at(alpha, "site=a", locale="en-GB").get_by_role("complementary")
    assert value(card, "Address").inner_text() == "12 Road\nBinjiang"
    assert card.locator(".pm-description").inner_text().startswith("One.\n\nTwo, see")


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("example.org/two", "https://example.org/two"),
        ("example.org/oslo", "https://example.org/oslo"),
        ("www.example.org/b", "https://www.example.org/b"),
        ("office@example.org", "mailto:office@example.org"),
        ("+86 571 8770 2345", "tel:+8657187702345"),
        ("0571-87702346", "tel:057187702346"),
        ("13800138000", "tel:13800138000"),
        ("+49 30 901820", "tel:+4930901820"),
        ("+65 6332 7798", "tel:+6563327798"),
        *((f"example.org/{one}", f"https://example.org/{one}") for one in "cefgh"),
        ("www.example.org/d", "https://www.example.org/d"),
        ("0571-88886666转801", "tel:057188886666,801"),
        ("138 0013 8001", "tel:13800138001"),
        ("030 901821", "tel:030901821"),
        ("88887777", "tel:88887777"),
    ],
)
def test_addresses_are_links_wherever_they_stand(
    alpha: Path, looked_at: Callable[..., Page], words: str, address: str
) -> None:
    card = looked_at(alpha, "site=a", locale="en-GB").get_by_role("complementary")
    link = card.get_by_role("link", name=words, exact=True).first
    expect(link).to_have_attribute("href", address)


def test_a_text_from_right_to_left_runs_so_and_a_number_in_it_does_not(
    alpha: Path, looked_at: Callable[..., Page]
) -> None:
    card = looked_at(alpha, "site=a", locale="en-GB").get_by_role("complementary")
    arabic = value(card, "arabic")
    expect(arabic).to_have_css("unicode-bidi", "plaintext")
    # It begins where the values above and below begin, not at the far side of the card.
    starts = [
        cell.evaluate(
            """(cell) => {
              const range = document.createRange();
              range.selectNodeContents(cell);
              return range.getBoundingClientRect().left;
            }"""
        )
        for cell in (arabic, value(card, "postcode"))
    ]
    assert abs(starts[0] - starts[1]) < 2
    number = card.get_by_role("link", name="+966 11 123 4567", exact=True)
    expect(number).to_have_attribute("dir", "ltr")


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("postcode", "310053"),
        ("lot_no", "12001"),
        ("编号", "20260001"),
        ("Seats", "12,001"),
        ("length", "2,402.1"),
        ("opened_on", "31 March 2022"),
        ("changed", "27 December 2018 at 17:22"),
        ("Note", "First\nsecond & Oslo (example.org/oslo)"),
        ("AREA", "1,250.5"),
        ("门牌号", "1234"),
        ("start_date", "1 March 2024"),
        ("season", "1 March – 31 May 2024"),
        ("as_text", "甲; 乙"),
    ],
)
def test_a_value_reads_as_what_it_is(
    alpha: Path, looked_at: Callable[..., Page], label: str, shown: str
) -> None:
    card = looked_at(alpha, "site=a", locale="en-GB").get_by_role("complementary")
    assert re.sub(r"[\u2009\u202f\xa0]", " ", value(card, label).inner_text()) == shown


def test_a_table_written_in_html_is_read_as_facts(
    alpha: Path, looked_at: Callable[..., Page]
) -> None:
    card = looked_at(alpha, "site=a", locale="en-GB").get_by_role("complementary")
    labels = card.locator(".pm-facts > tbody > tr > th").all_inner_texts()
    assert "HOTLINE" in labels
    assert "EMPTY" not in labels
    assert "kml" not in labels
    assert "<" not in card.inner_text()


def test_several_objects_stand_in_a_table(alpha: Path, looked_at: Callable[..., Page]) -> None:
    card = looked_at(alpha, "site=a", locale="en-GB").get_by_role("complementary")
    table = card.get_by_role("region", name="title, year").get_by_role("table")
    assert table.get_by_role("columnheader").all_inner_texts() == ["title", "year"]
    assert table.get_by_role("cell").all_inner_texts() == ["Leaf", "1997", "Stone", "2001"]


def test_the_data_package_names_rounds_and_measures_the_layers_own_properties(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    feature = site("a", area_km2=932745.792357, open_ymd=20010315)
    write_project(
        tmp_path, [feature], map_toml='languages = ["en"]\n', datapackage_json=json.dumps(DESCRIBED)
    )
    with visitor(locale="en-US") as reader:
        card = reader.open(build(tmp_path), "site=a").get_by_role("complementary")
        assert value(card, "Area, all of it").inner_text() == "932,745.8 km²"
        assert value(card, "Opened").inner_text() == "March 15, 2001"


@pytest.mark.parametrize(
    ("lang", "shown"),
    [("zh", "2022年3月31日"), ("en", "March 31, 2022"), ("de", "31. März 2022")],
)
def test_a_date_is_written_as_its_language_writes_it(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path, lang: str, shown: str
) -> None:
    write_project(
        tmp_path, [site("a", day="2022-03-31")], map_toml='languages = ["zh", "en", "de"]\n'
    )
    with visitor(locale="en-US") as reader:
        card = reader.open(build(tmp_path), f"site=a&lang={lang}").get_by_role("complementary")
        assert value(card, "day").inner_text() == shown


def test_the_label_of_an_address_of_several_lines_stands_beside_its_first(
    alpha: Path, looked_at: Callable[..., Page]
) -> None:
    card = looked_at(alpha, "site=a", locale="en-GB").get_by_role("complementary")
    link = value(card, "deep").get_by_role("link").bounding_box()
    words = card.get_by_role("rowheader", name="deep", exact=True).evaluate(
        """(cell) => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          return range.getBoundingClientRect().top;
        }"""
    )
    assert link["height"] > 40
    assert abs(words - link["y"]) < 6
