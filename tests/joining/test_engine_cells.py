"""Every engine reads cells as people write them, and rows that lie nowhere, alike."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely

from tests.joining.firms import joined_by
from tests.projects import site, write_project


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize(
    ("parts", "wanted", "value"),
    [
        ([["true", "false", "", "true", "false"]], "mean(c)", 0.5),
        ([["1 234,50", "2 000,00"]], "sum(c)", 3234.5),
        # The first file tells nothing, or less than the others.
        ([[], ["1,234", "999"]], "sum(c)", 2233.0),
        ([["999"] * 20, ["1,234"]], "max(c)", 1234.0),
        ([["999"], ["1,234"], ["12,345,678"]], "list(c)", "1,234, 12,345,678, 999"),
        # What has no end in one order has one in another.
        ([["1e308", "1e308", "-1e308"]], "sum(c)", None),
        ([["1e308"], ["-1e308", "1"]], "mean(c)", None),
        ([["-0", "0.0"]], "list(c)", "0"),
        ([["-0", "0.5"], ["0"]], "share(c = 0)", 0.666666666667),
        ([["1", " ", "2"]], "median(c)", 1.5),
        # Columns of equal width, and a space behind each comma.
        ([["   5", "  12", "  -1"], ["   7"]], "min(c)", -1.0),
        ([[" 5.5 ", ""], [" 1200"]], "max(c)", 1200.0),
        ([[" 007", " 12"]], "list(c)", " 007,  12"),
        # Many alike first, and one that is no number last.
        ([["7"] * 3000, ["007"]], "list(c)", "007, 7"),
    ],
)
def test_engines_agree_on_cells_as_people_write_them(tmp_path, parts, wanted, value):
    write_project(tmp_path, [site("s")])
    (tmp_path / "t").mkdir()
    # Where commas may be decimal marks, three digits behind one are in doubt.
    mark = ";" if wanted == "list(c)" else "\t"
    for number, cells in enumerate(parts):
        frame = pd.DataFrame({"site_id": "s", "c": cells}, dtype="str")
        suffix = "csv" if mark == ";" else "tsv"
        frame.to_csv(tmp_path / "t" / f"{number}.{suffix}", index=False, sep=mark)
    settings = f'[tables.t]\nfrom = "t/*"\naggregate = {{ x = "{wanted}" }}\n'
    (tmp_path / "map.toml").write_text(settings, encoding="utf-8")
    for engine in ("pandas", "duckdb", "dask"):
        layer, made = joined_by(tmp_path, engine)
        assert [p.as_text() for p in layer.problems] == [], engine
        (found,) = made["x"].tolist()
        assert (None if pd.isna(found) else str(found)) == (value and str(value)), engine


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize(
    ("parts", "wanted", "value"),
    [
        ([["- 5", "3"], ["−7", "–1"]], "sum(c)", -10.0),
        ([["(5)", "3"], ["（1,200）"]], "sum(c)", -1202.0),
        # In brackets all of a part are marks, and among others what is owed.
        ([["(5)", "(7)"], ["3"]], "sum(c)", -9.0),
        ([["+5%", "-3%"], ["7%"]], "sum(c)", 9.0),
        ([["12家", "3"], ["8 家"]], "sum(c)", 23.0),
        ([["12家"], ["3", "4"], ["8家"]], "max(c)", 12.0),
        ([["1.2亿", "3亿"], ["8000万"], ["5000000"]], "sum(c)", 505000000.0),
        ([["1.2万人", "3万人"], ["8000人"]], "mean(c)", 16666.6666667),
        ([["约 500", "300"], ["≥30", "20余"]], "sum(c)", 850.0),
        ([["12①", "500*"], ["3"]], "sum(c)", 515.0),
        ([["5 km", "3 km"], ["2 km"]], "sum(c)", 10.0),
        # In two units, as names, or not all numbers: no sum, by none.
        ([["5 km"], ["3 m"]], "sum(c)", None),
        ([["3F", "5F"], ["7F"]], "sum(c)", None),
        ([["约 500"], ["10-20"]], "sum(c)", None),
    ],
)
def test_engines_agree_on_numbers_with_signs_and_words_beside_them(tmp_path, parts, wanted, value):
    write_project(tmp_path, [site("s")])
    (tmp_path / "t").mkdir()
    for number, cells in enumerate(parts):
        frame = pd.DataFrame({"site_id": "s", "c": cells}, dtype="str")
        frame.to_csv(tmp_path / "t" / f"{number}.tsv", index=False, sep="\t")
    settings = f'[tables.t]\nfrom = "t/*"\naggregate = {{ x = "{wanted}" }}\n'
    (tmp_path / "map.toml").write_text(settings, encoding="utf-8")
    found = {}
    for engine in ("pandas", "duckdb", "dask"):
        layer, made = joined_by(tmp_path, engine)
        codes = {p.code for p in layer.problems if not p.code.startswith("cells-")}
        found[engine] = (made["x"].tolist() if "x" in made else None, codes)
    assert found["duckdb"] == found["dask"] == found["pandas"]
    numbers, codes = found["pandas"]
    if value is None:
        assert codes
    else:
        assert (numbers, codes) == ([pytest.approx(value)], set())


NOWHERE = """name,lon,lat,staff
A,120.001,30.001,1
B,—,—,2
C,,暂无,4
D,north,30.001,8
E,120.002,30.002,16
"""


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("how", ["within = true", "nearest = { max_m = 300 }"])
def test_a_row_that_lies_nowhere_leaves_the_others_counted(tmp_path, how):
    """A stroke says so; what cannot be read is told and left out, by every engine alike."""
    square = shapely.geometry.mapping(shapely.box(120, 30, 120.01, 30.01))
    write_project(tmp_path, [site("s", square)])
    (tmp_path / "firms").mkdir()
    (tmp_path / "firms" / "0.csv").write_text(NOWHERE, encoding="utf-8")
    wanted = f'[tables.firms]\nfrom = "firms/*.csv"\n{how}\naggregate = {{ n = "sum(staff)" }}\n'
    (tmp_path / "map.toml").write_text(wanted, encoding="utf-8")
    for engine in ("pandas", "duckdb", "dask"):
        layer, made = joined_by(tmp_path, engine)
        assert made["n"].tolist() == [17], engine
        unread = [p for p in layer.problems if p.code == "import-position-unreadable"]
        assert [p.params["value"] for p in unread] == ["north"]
