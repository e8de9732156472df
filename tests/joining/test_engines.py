"""Every engine gives the same bytes; a worker that dies takes nothing with it."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time

import pandas as pd
import pyarrow as pa
import pytest
import shapely
from pyarrow import parquet

from geo.cli.commands import main
from geo.joining import join
from geo.project import open_project
from geo.sources import large_tables
from tests.projects import site, write_project

WANTED = """
languages = ["zh", "en"]
[tables.firms]
{origin}
[tables.firms.aggregate]
firms = "count"
known = "count(staff)"
staff = "sum(staff)"
output = "sum(output)"
mean = "mean(output)"
least = "min(output)"
most = "max(staff)"
first = "min(founded)"
middle = "median(output)"
portion = "share(staff)"
high = "share(high)"
chips = "share(kind = chips)"
newest = "latest(name by founded)"
latest = "latest(staff by year)"
kinds = "list(kind)"
years = "list(year)"
"""
DATES = [f"20{year}-{month:02}-{day:02}" for year in range(10, 25) for month in (1, 9, 12)
         for day in (1, 9, 28)]  # fmt: skip
SITES = [f"s{n:02}" for n in range(12)]


def rows(count: int = 900, seed: int = 7) -> pd.DataFrame:
    chance = random.Random(seed)
    return pd.DataFrame([
        {
            "site_id": chance.choice(SITES[:-2]),
            "name": f"企业{n}",
            "staff": chance.choice([None, chance.randint(0, 5000)]),
            "output": chance.choice([None, round(chance.uniform(-1e5, 1e6), 3)]),
            "high": chance.choice([True, False, None]),
            "kind": chance.choice(["chips", "drugs", "ｃｈｉｐｓ", None]),
            "founded": chance.choice(DATES),
            "year": chance.randint(1990, 2024),
        }
        for n in range(count)
    ]).astype({"staff": "Int64", "high": "boolean"})  # fmt: skip


def project(folder, suffix: str, frame: pd.DataFrame, parts: int = 3):
    features = [site(name, (120 + n / 100, 30.0)) for n, name in enumerate(SITES)]
    write_project(folder, features)
    inside = folder / "firms"
    inside.mkdir()
    size = -(-len(frame) // parts)
    for part in range(parts):
        some = frame.iloc[part * size : (part + 1) * size]
        if suffix == ".parquet":
            parquet.write_table(
                pa.Table.from_pandas(some, preserve_index=False), inside / f"{part}.parquet",
                row_group_size=97,
            )  # fmt: skip
        else:
            some.to_csv(inside / f"{part}.csv", index=False)
    origin = f'from = "firms/*{suffix}"'
    (folder / "map.toml").write_text(WANTED.format(origin=origin), encoding="utf-8")
    return folder


def joined_by(folder, engine: str):
    layer = join(open_project(folder, engine))
    return layer, layer.sites.drop(columns="geometry")


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_engines_agree_and_give_the_same_bytes(tmp_path, suffix):
    (tmp_path / "p").mkdir()
    folder = project(tmp_path / "p", suffix, rows())
    made = {}
    for engine in ("pandas", "duckdb", "dask"):
        layer, made[engine] = joined_by(folder, engine)
        assert [p.as_text() for p in layer.problems] == []
        assert bool(layer.project.large) == (engine != "pandas")
    pd.testing.assert_frame_equal(made["pandas"], made["duckdb"], check_exact=True)
    pd.testing.assert_frame_equal(made["pandas"], made["dask"], check_exact=True)
    pages = []
    for engine in ("pandas", "duckdb", "dask"):
        page = tmp_path / "map.html"
        assert main(["build", str(folder), "-o", str(page), "--engine", engine]) == 0
        pages.append(page.read_bytes())
    assert pages[0] == pages[1] == pages[2]


PLACED = """
[tables.firms]
from = "firms/*{suffix}"
datum = "wgs84"
{how}
[tables.firms.aggregate]
firms = "count"
staff = "sum(staff)"
mean = "mean(output)"
newest = "latest(name by founded)"
kinds = "list(kind)"
"""


def placed_project(folder, suffix: str, how: str):
    """Squares side by side, each overlapping the next a little, and rows on them."""
    chance = random.Random(3)
    frame = rows(600).drop(columns="site_id")
    frame["lon"] = [round(120 + chance.uniform(-0.005, 0.14), 6) for _ in range(len(frame))]
    frame["lat"] = [round(30 + chance.uniform(-0.002, 0.012), 6) for _ in range(len(frame))]
    frame.loc[::50, "lon"] = 120.01  # on a border
    frame.loc[7::90, ["lon", "lat"]] = None
    project(folder, suffix, frame.assign(site_id=""))
    wests = {name: 120 + n / 100 for n, name in enumerate(SITES)}
    squares = [
        site(name, shapely.geometry.mapping(shapely.box(west, 30, west + 0.0101, 30.01)))
        for name, west in wests.items()
    ]
    write_project(folder, squares)
    (folder / "map.toml").write_text(PLACED.format(suffix=suffix, how=how), encoding="utf-8")
    return folder


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
@pytest.mark.parametrize("how", ["within = true", "nearest = { max_m = 300 }"])
def test_engines_agree_on_what_lies_where(tmp_path, suffix, how, monkeypatch):
    monkeypatch.setattr("geo.joining.engines.in_duckdb.ROWS_A_PIECE", 100)
    (tmp_path / "p").mkdir()
    folder = placed_project(tmp_path / "p", suffix, how)
    pages, told, counted = set(), set(), {}
    for engine in ("pandas", "duckdb", "dask"):
        layer, _ = joined_by(folder, engine)
        assert bool(layer.project.large) == (engine != "pandas")
        told.add(tuple(sorted((p.code, p.params.get("count")) for p in layer.problems)))
        counted[engine] = layer.sites["firms"].tolist()
        page = tmp_path / f"{engine}.html"
        assert main(["build", str(folder), "-o", str(page), "--engine", engine]) == 0
        pages.add(page.read_bytes())
    assert sum(counted["pandas"]) > 300
    assert counted["pandas"] == counted["duckdb"] == counted["dask"]
    assert len(told) == 1
    assert "join-place-blank" in str(told)
    assert len(pages) == 1


def test_columns_stand_in_one_order_whoever_computes_them(tmp_path):
    """One table is the engine's, one before it and one after it are not."""
    write_project(
        tmp_path,
        [site(name, (120 + n / 100, 30.0)) for n, name in enumerate(SITES)],
        **{f"tables_{name}_csv": f"site_id,n,{name}\n{SITES[0]},1,2\n" for name in "amz"},
    )
    (tmp_path / "map.toml").write_text(
        '[tables.m]\naggregate = { n = "sum(n)" }\n', encoding="utf-8"
    )
    made = {engine: joined_by(tmp_path, engine) for engine in ("pandas", "duckdb")}
    assert made["duckdb"][0].project.large
    assert list(made["duckdb"][1]) == list(made["pandas"][1])
    assert list(made["pandas"][1])[3:] == ["n", "a", "m.n", "z.n", "z"]
    assert [*made["duckdb"][0].project.tables] == ["a", "m", "z"]


@pytest.mark.parametrize("engine", ["duckdb", "dask"])
def test_rows_that_say_nowhere_where_they_lie_are_a_problem(tmp_path, engine):
    project(tmp_path, ".csv", rows(20).assign(site_id=""))
    settings = PLACED.format(suffix=".csv", how="within = true")
    (tmp_path / "map.toml").write_text(settings, encoding="utf-8")
    layer, _ = joined_by(tmp_path, engine)
    assert [p.code for p in layer.problems] == ["join-place-missing"]


@pytest.mark.parametrize("engine", ["duckdb", "dask"])
def test_what_does_not_meet_is_told(tmp_path, engine):
    frame = rows(60)
    frame.loc[3, "site_id"] = "nowhere"
    frame.loc[4, "site_id"] = None
    frame.loc[5, "site_id"] = " s01 "
    (tmp_path / "p").mkdir()
    folder = project(tmp_path / "p", ".csv", frame)
    layer, made = joined_by(folder, engine)
    assert sorted(p.code for p in layer.problems) == [
        "join-key-alike", "join-site-blank", "join-site-unknown",
    ]  # fmt: skip
    by_pandas = joined_by(folder, "pandas")
    assert {p.code for p in by_pandas[0].problems} == {p.code for p in layer.problems}
    pd.testing.assert_frame_equal(by_pandas[1], made, check_exact=True)


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


def test_auto_takes_duckdb_where_a_table_is_large(tmp_path, monkeypatch):
    (tmp_path / "p").mkdir()
    folder = project(tmp_path / "p", ".parquet", rows(200))
    assert open_project(folder).large == {}
    monkeypatch.setattr(large_tables, "memory", lambda: 20_000)
    assert {name: table.engine for name, table in open_project(folder).large.items()} == {
        "firms": "duckdb"
    }
    assert open_project(folder, "pandas").large == {}


@pytest.mark.parametrize(("engine", "module"), [("duckdb", "duckdb"), ("dask", "distributed")])
def test_without_the_engine_its_extra_is_named(tmp_path, monkeypatch, engine, module):
    (tmp_path / "p").mkdir()
    folder = project(tmp_path / "p", ".csv", rows(10))
    monkeypatch.setitem(sys.modules, module, None)
    layer, _ = joined_by(folder, engine)
    assert [p.code for p in layer.problems] == ["engine-missing"]
    assert f"parkmap[{engine}]" in layer.problems[0].fix("en")


@pytest.mark.parametrize("engine", ["duckdb", "dask"])
def test_a_file_that_is_none_is_a_problem(tmp_path, engine):
    (tmp_path / "p").mkdir()
    folder = project(tmp_path / "p", ".parquet", rows(10))
    (folder / "firms" / "1.parquet").write_bytes(b"PAR1 not at all")
    layer, _ = joined_by(folder, engine)
    assert [p.code for p in layer.problems] == ["engine-failed"]


def test_a_worker_killed_while_it_works_takes_nothing_with_it(tmp_path, monkeypatch):
    import distributed

    (tmp_path / "p").mkdir()
    folder = project(tmp_path / "p", ".parquet", rows(4_000), parts=40)
    _, expected = joined_by(folder, "pandas")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", cluster.scheduler_address)
        killed = []

        def kill_one_at_work() -> None:
            scheduler = cluster.scheduler
            for _ in range(3_000):
                busy = [w for w in list(scheduler.workers.values()) if w.processing]
                if busy and any("reduce_piece" in str(key) for key in list(scheduler.tasks)):
                    pid = next(
                        nanny.pid for nanny in cluster.workers.values()
                        if nanny.worker_address == busy[0].address
                    )  # fmt: skip
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
                    return
                time.sleep(0.01)

        watching = threading.Thread(target=kill_one_at_work)
        watching.start()
        layer, made = joined_by(folder, "dask")
        watching.join()
    assert len(killed) == 1
    assert [p.as_text() for p in layer.problems] == []
    pd.testing.assert_frame_equal(expected, made, check_exact=True)


def test_a_cluster_that_is_not_there_is_a_problem(tmp_path, monkeypatch):
    import distributed

    monkeypatch.setattr(
        distributed, "Client", lambda *_, **__: (_ for _ in ()).throw(OSError("gone"))
    )
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", "tcp://127.0.0.1:1")
    (tmp_path / "p").mkdir()
    layer, _ = joined_by(project(tmp_path / "p", ".csv", rows(10)), "dask")
    assert [p.code for p in layer.problems] == ["engine-failed"]


@pytest.mark.parametrize("how", ["nearest = { max_m = 9 }", ""])
@pytest.mark.parametrize("places", ["8,", "x,y", "0,0"])
def test_where_nobody_meets_anybody_every_engine_has_the_same_columns(tmp_path, places, how):
    write_project(
        tmp_path, [site("s0", (120, 30))],
        tables_t_csv=f"site_id,lon,lat\n1,{places}\n2,{places}\n",
        map_toml=f'[tables.t]\n{how}\ndatum = "wgs84"\naggregate.n = "count"\n',
    )  # fmt: skip
    (layer, made), (other, same) = (joined_by(tmp_path, name) for name in ("pandas", "duckdb"))
    assert other.project.large
    assert list(made) == list(same)
    assert {p.code for p in layer.problems} == {p.code for p in other.problems}


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
