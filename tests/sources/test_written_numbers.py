"""Numbers as people write them, where only the other cells of the file tell what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.positions.angles import parse_angle
from geo.sources.cell_positions import by_hemispheres
from geo.sources.encodings import guess_encoding
from geo.sources.number_forms import joint_unit, read_numbers
from geo.sources.tables.grid import read_grid
from geo.sources.tables.table import make_table
from tests.importing.test_hard_inputs import plan, sites

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("cells", "numbers", "unit"),
    [
        (["3000万元", "1.2亿元", None], ["3000", "12000", None], "万元"),
        (["2亿", "5000万"], ["20000", "5000"], "万"),
        (["1亿㎡", "5000万元"], None, ""),
        (["¥1,200", "¥95"], ["1200", "95"], "¥"),
        (["$1,500.5", "-$20", "$-3"], ["1500.5", "-20", "-3"], "$"),
        (["$5", "€5"], None, ""),
        (["1.2亿", "8000万", "5600000"], ["120000000", "80000000", "5600000"], ""),
        (["1.2亿元", "8000万元", "500元"], ["120000000", "80000000", "500"], "元"),
        (["3.5k", "1.2M", "800"], ["3500", "1200000", "800"], ""),
        (["$1.5M", "$800k", "$12,500"], ["1500000", "800000", "12500"], "$"),
        (["12 tys.", "1.5 mln", "800"], ["12000", "1500000", "800"], ""),
        (["350 Tsd. €", "1.2 Mio. €"], ["350", "1200"], "tsd €"),
        (["2 crore", "50 lakh"], ["200", "50"], "lakh"),
        (["3만", "2천"], ["30", "2"], "천"),
        (["3 m", "1.2 k", "800"], None, ""),
        (["3M", "800"], None, ""),
        (["5 kg", "800"], None, ""),
        (["12,34,567", "1,00,000", "999"], ["1234567", "100000", "999"], ""),
        (["1.234.567", "2.000.000"], ["1234567", "2000000"], ""),
        (["1.234", "2.000"], ["1.234", "2.000"], ""),
        (["192.168.1.1", "10.0.0.1"], None, ""),
    ],
)
def test_columns_of_numbers(
    cells: list[str | None], numbers: list[str | None] | None, unit: str
) -> None:
    found = read_numbers(cells)
    assert (found and found.texts) == numbers
    assert (found.unit if found else "") == unit


@pytest.mark.parametrize(
    ("cells", "numbers", "unit"),
    [
        (["5 km", "7.5km", "—"], [5, 7.5, None], "km"),
        (["¥100", "¥1,200", "-¥3"], [100, 1200, -3], "¥"),
        (["1.2亿元", "3亿元", ""], [1.2, 3, None], "亿元"),
        (["10㎡", "2,000㎡", "3㎡"], [10, 2000, 3], "㎡"),
        (["10 m2", "20 m2", "30 m2"], [10, 20, 30], "m2"),
        (["12 家", "3 家", "4家"], [12, 3, 4], "家"),
        (["90 min", "45 min", "5 min"], [90, 45, 5], "min"),
        (["-5%", "3%", "0%"], [-5, 3, 0], "%"),
        # Codes, floors, parts of names, two units, numbers that lack theirs.
        (["3F", "5F", "7F"], None, ""),
        (["12A", "13A", "14A"], None, ""),
        (["3楼", "4楼", "5楼"], None, ""),
        (["3期", "4期", "5期"], None, ""),
        (["3 亩", "4 公顷", "5"], None, ""),
        (["5 km", "7", "8"], None, ""),
        (["$5", "€6", "$7"], None, ""),
        (["10-20", "20", "5"], None, ""),
        (["A+", "B", "C"], None, ""),
        (["CA12", "CA13", "CA14"], None, ""),
        (["+8613812345678", "+8613912345678", "+861371234567"], None, ""),
        (["007", "012", "120"], None, ""),
    ],
)
def test_a_column_of_numbers_with_one_unit_is_read_and_told(
    cells: list[str], numbers: list[float | None] | None, unit: str, tmp_path: Path
) -> None:
    rows = "".join(f'{name},"{cell}"\n' for name, cell in zip("abc", cells, strict=True))
    path = tmp_path / "profile.csv"
    path.write_text(f"site_id,n\n{rows}", "utf-8")
    table = make_table("profile", path, None, read_grid(path, None))
    told = [one for one in table.problems if one.code == "cells-with-unit"]
    assert table.fields["n"].unit.get("", "") == unit
    if numbers is None:
        assert (table.frame["n"].tolist(), told) == (cells, [])
        return
    assert table.frame["n"].astype(object).where(table.frame["n"].notna(), None).tolist() == numbers
    assert [(one.place.line, one.params["unit"]) for one in told] == (
        [] if unit == "%" else [(2, unit)]
    )


@pytest.mark.parametrize(
    ("cells", "numbers", "codes"),
    [
        (["- 5", "3", "−7"], [-5, 3, -7], []),
        (["(5)", "（1,200）", "7"], [-5, -1200, 7], []),
        (["+5.2%", "-3%", "7%"], [5.2, -3, 7], []),
        (["12家", "3", "8 家"], [12, 3, 8], ["cells-with-unit"]),
        (["1.2万", "8000", "—"], [12000, 8000, None], ["cells-several-scales"]),
        (["1.2亿元", "8000万元", "3亿元"], [12000, 8000, 30000], ["cells-several-scales"]),
        (["≥ 30", "20", "<10"], [30, 20, 10], ["cells-qualified"]),
        (["约 500", "300多", "200余"], [500, 300, 200], ["cells-qualified"]),
        (["about 500", "over 300", "20"], [500, 300, 20], ["cells-qualified"]),
        (["ca. 3 ha", "rund 4 ha", "5 ha"], [3, 4, 5], ["cells-qualified", "cells-with-unit"]),
        (["약 30", "environ 20", "5"], [30, 20, 5], ["cells-qualified"]),
        (["近3万人", "8000人", "50人以上"], [30000, 8000, 50],
         ["cells-several-scales", "cells-qualified"]),
        # The sign of a note is no digit.
        (["12①", "500*", "3"], [12, 500, 3], ["cells-qualified"]),
    ],
)  # fmt: skip
def test_numbers_with_signs_and_words_beside_them_are_read_and_told(
    cells: list[str], numbers: list[float | None], codes: list[str], tmp_path: Path
) -> None:
    rows = "".join(f'{name},"{cell}"\n' for name, cell in zip("abc", cells, strict=True))
    path = tmp_path / "profile.csv"
    path.write_text(f"site_id,n\n{rows}", "utf-8")
    table = make_table("profile", path, None, read_grid(path, None))
    assert table.frame["n"].astype(object).where(table.frame["n"].notna(), None).tolist() == numbers
    told = [one for one in table.problems if one.code != "cells-without-value"]
    assert sorted(one.code for one in told) == sorted(codes)
    for one in told:
        assert cells[one.place.line - 2] == one.params["value"]


@pytest.mark.parametrize(
    ("of_heading", "of_cells", "whole"),
    [
        ("万元", "", "万元"),
        ("万元", "亿元", "亿元"),
        ("元", "万", "万元"),
        ("万元", "万", "万元"),
        ("", "%", "%"),
    ],
)
def test_a_unit_in_heading_and_cells(of_heading: str, of_cells: str, whole: str) -> None:
    assert joint_unit(of_heading, of_cells) == whole


def test_points_mark_thousands_where_commas_are_decimal_marks(tmp_path: Path) -> None:
    """Alone, 12.345 is a little more than twelve; beside 48,85 it is more than twelve thousand."""
    heading = "nom;latitude;longitude;pop;rate\n"
    made = plan(tmp_path, "a.csv", heading + "A;48,85;2,35;12.345;1.5\nB;48,9;2,4;950;2.25\n")
    sites(made)
    table = (made.folder / "tables" / "a.csv").read_text("utf-8").splitlines()
    assert table == ["site_id,pop,rate", "a,12345,1.5", "b,950,2.25"]
    made = plan(tmp_path, "b.csv", heading + "A;48.85;2.35;12.345;1.5\nB;48.9;2.4;950;2\n", "other")
    sites(made)
    assert "a,12.345,1.5" in (made.folder / "tables" / "b.csv").read_text("utf-8")


def test_a_table_that_nobody_describes(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "site_id;area;pop;lat;share;value;code\n"
        "a;1,5;1.234;47.123;12,5%;5%;1.234\nb;22,75;—;47.250;3%;6%;2.000\n",
        encoding="utf-8",
    )
    table = make_table("t", path, None, read_grid(path, None))
    row = table.frame.iloc[0].to_dict()
    assert row == {"site_id": "a", "area": 1.5, "pop": 1234.0, "lat": 47.123, "share": 12.5,
                   "value": "5%", "code": 1234.0}  # fmt: skip
    assert table.fields["share"].unit == {"": "%"}
    assert [problem.code for problem in table.problems] == ["cells-without-value"]
    path.write_text('site_id,p,n,spaced,some\na,15%,"1,234",1 234.5,5%\nb,7.5%,999,22 000,x\n')
    table = make_table("t", path, None, read_grid(path, None))
    assert table.frame.iloc[0].to_list() == ["a", 15.0, 1234.0, 1234.5, "5%"]


@pytest.mark.parametrize(
    ("text", "degrees"),
    [("8 32 30 E", 8 + 32.5 / 60), ("S 33:52:30", -33.875), ("W 151-12.5", -151 - 12.5 / 60),
     ("8 32 30", None), ("8 61 30 E", None)],
)  # fmt: skip
def test_angles_without_signs_say_where_by_their_hemisphere(
    text: str, degrees: float | None
) -> None:
    assert parse_angle(text) == (None if degrees is None else pytest.approx(degrees))


def test_metres_as_surveyors_write_them(tmp_path: Path) -> None:
    """Northing first, and with marks for thousands."""
    rows = 'name;X;Y\nA;"3 344 112,50";"40 520 345,1"\nB;3344212.5;40520445.1\n'
    made = plan(tmp_path, "a.csv", rows, crs="EPSG:4528")
    assert sites(made)[0]["geometry"]["coordinates"] == [120.2113196, 30.216322]
    assert ("datum", "y,x") in [(note, told.get("order")) for note, told in made.notes]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("nazwa;długość\nŁazienki;21,03\nŻoliborz;20,98\n", "cp1250"),
     ("nom;prix\nMusée;5£ ou 3²\n", "cp1252"),
     ("이름,종류\n한강공원,공원\n서울역,역\n경복궁,궁궐\n", "cp949")],
)  # fmt: skip
def test_letters_of_central_europe_are_no_rare_hangul(text: str, encoding: str) -> None:
    assert guess_encoding(text.encode(encoding)) == (encoding, True)


def test_a_heading_says_what_a_number_without_a_scale_is_in(tmp_path: Path) -> None:
    text = (
        "name,lon,lat,投资额（万元）,2022年产值（万元）\n"
        "A,8,47,1.2亿,3000\nB,8.1,47,8000万,1.5亿元\nC,8.2,47,5600,2亿元\n"
    )
    made = plan(tmp_path, "t.csv", text)
    told = [params["new"] for note, params in made.notes if note == "scaled"]
    assert told == ["12000 万元", "15000 万元"]
    assert len(sites(made)) == 3
    tables = made.folder / "tables"
    assert (tables / "t.csv").read_text("utf-8").splitlines()[1:] == ["a,12000", "b,8000", "c,5600"]
    figures = (tables / "t-figures.csv").read_text("utf-8").splitlines()[1:]
    assert [line.split(",", 3)[3] for line in figures] == ["3000,万元", "15000,万元", "20000,万元"]


@pytest.mark.parametrize(
    ("cells", "read", "unit"),
    [(["3亿5000万", "1.2亿", "8000万"], ["35000", "12000", "8000"], "万"),
     (["-3亿5000万", "1.2亿"], ["-35000", "12000"], "万"),
     (["1亿2000万元", "5亿元"], ["12000", "50000"], "万元"),
     (["3亿5000万", "100"], ["350000000", "100"], "")],
)  # fmt: skip
def test_two_scales_of_one_number(cells: list[str | None], read: list[str], unit: str) -> None:
    found = read_numbers(cells)
    assert found is not None
    assert (found.texts, found.unit) == (read, unit)


@pytest.mark.parametrize(
    "cells",
    [["12 Main St", "14 Main St"], ["12 rue Haute"], ["3号楼", "5号楼"], ["1号线"], ["2期", "3期"]],
)
def test_what_stands_behind_a_number_may_make_a_name_of_it(cells: list[str | None]) -> None:
    assert read_numbers(cells) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [("N50 06.600 E008 40.920", (8.682, 50.11)), ("33 51.5 S, 151 12 E", (151.2, -33.8583333)),
     ("N 50 06 36 / W 008 40 55.2", (-8.682, 50.11)), ("N95 00 E008 00", None)],
)  # fmt: skip
def test_pairs_as_devices_show_them(text: str, place: tuple[float, float] | None) -> None:
    assert by_hemispheres(text) == (None if place is None else pytest.approx(place))


@pytest.mark.parametrize(
    "cells",
    [
        ["18以下", "18以上", "60以上"],
        ["<18", "18+", "65+"],
        ["100人以上", "50人以下", "50人以上"],
        ["3+", "2+", "1+"],
        [">=3.10", ">=3.8", ">=3.9"],
        ["100人以上", "50人以上", "20人以上"],
        ["under 5", "over 65", "over 80"],
        ["5*", "4*", "3*"],
        ["12①", "12②", "13①"],
        ["10³", "10⁵", "2"],
        ["5²", "6²"],
    ],
)
def test_classes_stars_and_powers_are_no_numbers(cells: list[str], tmp_path: Path) -> None:
    path = tmp_path / "profile.csv"
    path.write_text("".join(["site_id,n\n", *(f"a,{cell}\n" for cell in cells)]), "utf-8")
    table = make_table("profile", path, None, read_grid(path, None))
    assert table.frame["n"].tolist() == cells


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["<0.01", "0.05", "0.1"], ["0.01", "0.05", "0.1"]),
        (["≥ 30", "20", "≤ 5", "7", "8"], ["30", "20", "5", "7", "8"]),
        (["12①", "13"], ["12", "13"]),
        (["18+", "21+", "0"], ["18", "21", "0"]),
        (["超10亿", "超5亿"], ["10", "5"]),
    ],
)
def test_bounds_and_notes_of_some_leave_numbers(cells: list[str], numbers: list[str]) -> None:
    found = read_numbers([*cells])
    assert found is not None
    assert found.texts == numbers


def test_what_the_first_cells_have_the_others_may_lack(tmp_path: Path) -> None:
    cells = ["18+"] * 100 + ["21"]
    path = tmp_path / "profile.csv"
    path.write_text("".join(["site_id,n\n", *(f"a,{cell}\n" for cell in cells)]), "utf-8")
    table = make_table("profile", path, None, read_grid(path, None))
    assert table.frame["n"].tolist() == [18] * 100 + [21]
