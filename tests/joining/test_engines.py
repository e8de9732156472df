"""Every engine gives the same bytes; a worker that dies takes nothing with it."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time

import pandas as pd
import pytest
import shapely

from geo.cli.commands import main
from geo.project import open_project
from geo.sources import large_tables
from tests.joining.firms import SITES, joined_by, project, rows
from tests.projects import site, write_project


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
