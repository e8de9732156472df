"""Texts as they are pasted, and columns that are what the user says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.importing import Choices, plan_import
from geo.importing.opening import open_dropped
from geo.importing.pasted import table_of_html, table_of_places
from geo.positions.datum import from_wgs84
from tests.importing.test_hard_inputs import role

if TYPE_CHECKING:
    from pathlib import Path

    from geo.importing import ImportPlan

EAST, NORTH = (float(value) for value in from_wgs84(120.2101, 30.2082, "gcj02"))
LINK = f"https://uri.amap.com/marker?position={EAST:.6f},{NORTH:.6f}&name=%E8%8C%B6%E5%AE%A4"


def planned(
    folder: Path, text: str, answers: dict[str, str] | None = None, **said: object
) -> ImportPlan:
    records, problems = open_dropped("pasted.tsv", text.encode(), Choices(**said))  # type: ignore[arg-type]
    assert records is not None, problems
    return plan_import(folder, records, Choices(**said), answers=answers)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "name", "position"),
    [
        ("120.2155,30.1893", "", "120.2155,30.1893"),
        ("白马湖 120.2155,30.1893", "白马湖", "120.2155,30.1893"),
        ("120.2155, 30.1893 白马湖", "白马湖", "120.2155, 30.1893"),
        ("白马湖：(120.2155，30.1893)", "白马湖", "(120.2155，30.1893)"),
        ("白马湖\t120.2155\t30.1893", "白马湖", "120.2155 30.1893"),
        (f"Tea {LINK}", "Tea", LINK),
        (LINK, "茶室", LINK),
        ("高德：120.2155,30.1893", "", "高德：120.2155,30.1893"),
        ("geo:30.1893,120.2155", "", "geo:30.1893,120.2155"),
        ("30°11′21″N 120°12′56″E", "", "30°11′21″N 120°12′56″E"),
    ],
)
def test_a_line_is_a_name_and_a_position(line: str, name: str, position: str) -> None:
    first, second = table_of_places(f"{line}\n").splitlines()
    assert first == "name\tposition"
    assert second.split("\t") == [name, position]


@pytest.mark.parametrize(
    "text",
    ["", "\n", "a,b,c\n1,2,3", "name,lon,lat\nA,120.2155,30.1893", "Hall 3, 5", "hello",
     "a\tb\t120.21\t30.18\tc", "茶室,120.21,30.18,餐饮,30", "https://example.org/",
     "120.21,30.18\nand more"],
)  # fmt: skip
def test_what_is_no_list_of_places_is_left(text: str) -> None:
    assert table_of_places(text) == ""


def test_links_bring_their_own_datum_and_words_theirs(tmp_path: Path) -> None:
    pair = f"高德：{EAST:.6f},{NORTH:.6f}"
    made = planned(tmp_path / "park", table_of_places(f"{LINK}\n{pair}\nGPS 120.2101,30.2082"))
    assert made.questions == []
    assert made.geometry is not None
    for shape in made.geometry:
        assert abs(shape.x - 120.2101) < 2e-6
        assert abs(shape.y - 30.2082) < 2e-6


def test_pairs_alone_are_asked_about(tmp_path: Path) -> None:
    text = table_of_places(f"A {EAST:.6f},{NORTH:.6f}")
    made = planned(tmp_path / "park", text)
    assert [(q.about, q.options[0]) for q in made.questions] == [("datum", "gcj02")]
    made = planned(tmp_path / "park", text, {"datum": "gcj02"})
    assert made.is_ready
    assert made.geometry is not None
    assert abs(made.geometry[0].x - 120.2101) < 2e-6


@pytest.mark.parametrize(("order", "place"), [("lat,lon", (7.5, 8.25)), ("lon,lat", (8.25, 7.5))])
def test_the_order_that_was_asked_for_is_taken(
    tmp_path: Path, order: str, place: tuple[float, float]
) -> None:
    text = "name\tposition\nA\t8.25,7.50\n"
    assert [question.about for question in planned(tmp_path / "park", text).questions] == ["order"]
    made = planned(tmp_path / "park", text, {"order": order})
    assert made.questions == []
    assert made.geometry is not None
    assert (made.geometry[0].x, made.geometry[0].y) == place


def test_columns_that_are_meant_as_they_stand_are_not_asked_about_again(tmp_path: Path) -> None:
    text = "name\tlon\tlat\nA\t30.1\t120.2\nB\t30.2\t120.3\nC\t30.3\t50.3\n"
    assert [question.about for question in planned(tmp_path / "park", text).questions] == ["order"]
    made = planned(tmp_path / "park", text, {"order": "keep"}, keep_going=True)
    assert made.questions == []
    assert (made.counts["new"], made.counts["left"]) == (1, 2)
    assert [problem.code for problem in made.left_out] == ["import-position-unreadable"] * 2


def test_a_table_of_a_page_is_its_cells(tmp_path: Path) -> None:
    html = (
        "<html><body><!--StartFragment--><table><tr><td>small</td></tr></table>"
        "<table><tr><th>名称</th><th>经度</th><th>纬度</th><th>备注</tr>"
        "<tr><td>茶<br>室</td><td>120.2</td><td>30.2<td>a\t&lt;b&gt;<table><tr><td>in</table></tr>"
        "<tr><td colspan=3>合计</td><td>x</td></tr></table>"
    )
    rows = [line.split("\t") for line in table_of_html(html).splitlines()]
    assert rows == [
        ["名称", "经度", "纬度", "备注"],
        ["茶 室", "120.2", "30.2", "a <b>in"],
        ["合计", "", "", "x"],
    ]
    assert table_of_html("<p>no table</p>") == ""
    assert table_of_html("<table>" * 5000) == ""


def test_columns_are_what_the_user_says(tmp_path: Path) -> None:
    text = "a\tb\tc\td\te\n茶室\tTea\t120.2\t30.2\t餐饮\n湖\tLake\t120.3\t30.3\t水\n"
    said = {"a": "name", "b": "name_en", "c": "lon", "d": "lat", "e": "category"}
    made = planned(tmp_path / "park", text, {"datum": "wgs84"}, columns=said)
    assert [guess.target or guess.role for guess in made.guesses] == [
        "name", "name_en", "lon", "lat", "category",
    ]  # fmt: skip
    assert {guess.why for guess in made.guesses} == {"said"}
    assert made.is_ready
    layer = made.files[tmp_path / "park" / "sites.geojson"].decode()
    assert '"name_en": "Tea"' in layer


def test_a_guess_is_taken_back(tmp_path: Path) -> None:
    text = "name\tlon\tlat\t2022年产值（万元）\nA\t8.1\t50.1\t3\nB\t8.2\t50.2\t4\n"
    made = planned(tmp_path / "park", text)
    assert role(made, "2022年产值（万元）") == "figure"
    made = planned(
        tmp_path / "park",
        text,
        columns={"lon": "fact", "lat": "left", "2022年产值（万元）": "fact"},
    )
    assert [role(made, name) for name in ("lon", "lat", "2022年产值（万元）")] == [
        "fact", "left", "fact",
    ]  # fmt: skip
    assert made.unlocated == 2


def test_cells_without_headings_are_rows(tmp_path: Path) -> None:
    text = "茶室\t120.2\t30.2\n湖\t120.3\t30.3\n"
    made = planned(tmp_path / "park", text)
    assert [problem.code for problem in made.problems] == ["import-no-headings"]
    made = planned(
        tmp_path / "park", text, {"datum": "wgs84"}, headings=False,
        columns={"column 1": "name", "column 2": "lon", "column 3": "lat"},
    )  # fmt: skip
    assert made.is_ready
    assert [site.name for site in made.sites] == ["茶室", "湖"]


def test_a_heading_that_looks_like_one_can_be_a_row(tmp_path: Path) -> None:
    made = planned(
        tmp_path / "park", "茶室\t餐饮\n湖\t水\n", headings=False,
        columns={"column 1": "name", "column 2": "category"},
    )  # fmt: skip
    assert [site.name for site in made.sites] == ["茶室", "湖"]
