"""What is odd in a table is the same to every engine."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from geo.cli.commands import main
from tests.joining.firms import joined_by, project, rows
from tests.projects import site, write_project


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("engine", ["pandas", "duckdb", "dask"])
def test_a_key_of_several_columns_and_what_is_no_number(tmp_path, engine):
    (tmp_path / "p").mkdir()
    frame = rows(30)
    folder = project(tmp_path / "p", ".csv", frame)
    text = (folder / "map.toml").read_text(encoding="utf-8")
    keyed = text.replace("[tables.firms]\n", '[tables.firms]\nkey = ["site_id"]\non = "name"\n')
    (folder / "map.toml").write_text(keyed, encoding="utf-8")
    layer, _ = joined_by(folder, engine)
    assert layer.sites["firms"].sum() == 30
    (folder / "map.toml").write_text(text.replace("sum(output)", "sum(kind)"), encoding="utf-8")
    layer, _ = joined_by(folder, engine)
    assert "aggregate-not-number" in {p.code for p in layer.problems}
    (folder / "map.toml").write_text(text.replace("sum(output)", "sum(oput)"), encoding="utf-8")
    layer, _ = joined_by(folder, engine)
    assert "join-key-missing" in {p.code for p in layer.problems}


MARKED = """
[tables.firms]
from = "firms/*.csv"
[tables.firms.aggregate]
staff = "sum(staff)"
known = "count(staff)"
mean = "mean(output)"
grades = "list(grade)"
late = "latest(staff by year)"
flags = "share(open)"
codes = "list(code)"
"""


@pytest.mark.parametrize("engine", ["pandas", "duckdb", "dask"])
def test_marks_of_no_value_are_no_texts_in_any_part(tmp_path, engine):
    write_project(tmp_path, [site("s0", (120, 30)), site("s1", (120.1, 30))])
    (tmp_path / "map.toml").write_text(MARKED, encoding="utf-8")
    (tmp_path / "firms").mkdir()
    heading = "site_id,staff,output,grade,year,open,code\n"
    parts = [
        "s0,5,1.5,3,2020,true,1.50\ns1,—,暂无,x,N/A,保密,—\n",
        "s0,—,—,—,2021,—,—\ns1,—,—,—,2022,—,—\n",
        "s0,7,2,12,—,false,k\ns1,,--,,2023,true,\n",
    ]
    for at, part in enumerate(parts):
        (tmp_path / "firms" / f"{at}.csv").write_text(heading + part, encoding="utf-8")
    layer, made = joined_by(tmp_path, engine)
    assert bool(layer.project.large) == (engine != "pandas")
    told = {p.params["column"]: (p.params["count"], p.params["marks"]) for p in layer.problems}
    assert told == {
        "staff": (3, "—"), "output": (4, "-- — 暂无"), "year": (2, "N/A —"), "open": (3, "— 保密"),
    }  # fmt: skip
    assert {p.code for p in layer.problems} == {"cells-without-value"}
    names = ["staff", "known", "mean", "grades", "late", "flags", "codes"]
    values = made[names].astype(object).where(made[names].notna(), None).to_numpy().tolist()
    assert values[0] == [12, 2, 1.75, "12, 3, —", 5, 0.5, "1.50, k, —"]
    assert values[1] == [None, None, None, "x, —", None, 1.0, "—"]


WRITTEN = """
[tables.t]
key = "no"
on = "no"
aggregate = { n = "count", rate = "mean(rate)", area = "sum(area)", people = "sum(people)" }
"""


@pytest.mark.usefixtures("running")
def test_numbers_as_people_write_them_are_the_same_to_every_engine(tmp_path):
    """And a mark of no value among keys of digits is no key."""
    folder = tmp_path / "p"
    folder.mkdir()
    write_project(
        folder,
        [site("s0", (120, 30), no="1"), site("s1", (120.1, 30), no="2")],
        tables_t_csv="no;rate;area;people\n1;12,5%;1,5;1.234\n—;1%;2,25;2.000\n1;3%;1.000,5;950\n",
        map_toml=WRITTEN,
    )
    pages, told = [], []
    for engine in ("pandas", "duckdb", "dask"):
        layer, made = joined_by(folder, engine)
        assert bool(layer.project.large) == (engine != "pandas")
        assert made.loc[0, ["n", "rate", "area", "people"]].tolist() == [2, 7.75, 1002, 2184]
        told.append([(p.code, p.params.get("count")) for p in layer.problems])
        page = tmp_path / "map.html"
        assert main(["build", str(folder), "-o", str(page), "--engine", engine]) == 0
        pages.append(page.read_bytes())
    assert told == [[("cells-without-value", 1), ("join-key-blank", 1)]] * 3
    assert pages[0] == pages[1] == pages[2]


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_what_is_no_date_is_told_whatever_its_type(tmp_path, engine):
    frame = rows(20).assign(founded=[True, False] * 10)
    layer, _ = joined_by(project(tmp_path, ".parquet", frame), engine)
    assert "aggregate-not-date" in {p.code for p in layer.problems}


def test_a_line_that_tells_the_delimiter_is_passed_over(tmp_path):
    told, plain = "sep=;\r\nsite_id;n\r\ns0;1,5\r\n", "site_id;n\r\ns0;2,25\r\n"
    write_project(
        tmp_path, [site("s0", (120, 30))],
        map_toml='[tables.t]\nfrom = "t/*.csv"\naggregate.n = "sum(n)"\n',
    )  # fmt: skip
    (tmp_path / "t").mkdir()
    for texts, total in (((told,), 1.5), ((told, plain), 3.75)):
        for at, text in enumerate(texts):
            (tmp_path / "t" / f"{at}.csv").write_text(text, newline="")
        for engine in ("pandas", "duckdb"):
            layer, made = joined_by(tmp_path, engine)
            assert layer.problems == []
            assert made["n"].tolist() == [total]


MIXED = """
[tables.t]
from = "t/*{suffix}"
[tables.t.aggregate]
rows = "count"
staff = "sum(staff)"
words = "sum(words)"
last = "latest(staff by words)"
most = "max(words)"
said = "list(words)"
open = "median(open)"
nothing = "max(nothing)"
"""


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_what_cannot_be_made_drops_itself_alone(tmp_path, suffix):
    write_project(tmp_path, [site("001", (8, 50)), {**site("b", (9, 50)), "geometry": None}])
    (tmp_path / "t").mkdir()
    for part, ids in enumerate((["001", "001", "b"], ["1", "001", "001"])):
        frame = pd.DataFrame({
            "site_id": ids, "staff": pd.array([1, 2, None], "Int64"), "words": ["5", "x", "6"],
            "open": pd.array([True, False, None], "boolean"), "nothing": [None] * 3,
        })  # fmt: skip
        path = tmp_path / "t" / f"{part}{suffix}"
        if suffix == ".csv":
            frame.to_csv(path, index=False)
        else:
            parquet.write_table(pa.Table.from_pandas(frame, preserve_index=False), path)
    (tmp_path / "map.toml").write_text(MIXED.format(suffix=suffix), "utf-8")
    made, told = {}, {}
    for engine in ("pandas", "duckdb", "dask"):
        layer, made[engine] = joined_by(tmp_path, engine)
        told[engine] = [(p.code, p.params.get("name")) for p in layer.problems]
    assert [*made["pandas"].columns[3:]] == ["rows", "staff", "said", "open", "nothing"]
    assert told["pandas"] == [
        ("join-site-zeros", None), ("aggregate-not-number", "words"),
        ("aggregate-not-date", "last"), ("aggregate-not-date", "most"),
    ]  # fmt: skip
    for engine in ("duckdb", "dask"):
        pd.testing.assert_frame_equal(made["pandas"], made[engine], check_exact=True)
        assert told[engine] == told["pandas"]


@pytest.mark.usefixtures("running")
def test_whole_numbers_with_a_point_are_keys_like_others(tmp_path):
    """As pandas writes a column of them in which some cells are blank."""
    features = [site(name, (8 + n / 10, 50)) for n, name in enumerate("ab", start=1)]
    for number, feature in enumerate(features, start=1):
        feature["properties"]["nr"] = number
    write_project(tmp_path, features)
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "0.csv").write_text("nr,n\n1.0,5\n2.0,6\n,7\n—,8\n")
    (tmp_path / "t" / "1.csv").write_text("nr,n\n2.0,9\n")
    settings = '[tables.t]\nfrom = "t/*.csv"\nkey = "nr"\non = "nr"\naggregate = {n = "sum(n)"}\n'
    (tmp_path / "map.toml").write_text(settings, "utf-8")
    for engine in ("pandas", "duckdb", "dask"):
        assert joined_by(tmp_path, engine)[1]["n"].tolist() == [5, 15], engine
