"""``python -m tests.bench.joins [--runs N] [--only csv|parts]``: many rows, beside plain DuckDB.

Each run is a process of its own, one of each in turn. What is compared is processor time: other
programs on the machine change it less than the time that passes, which is told with the load.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from tests.bench.report import print_machine
from tests.bench.synthetic import write_project

SITES, ROWS, LARGE_ROWS = 10_000, 1_000_000, 20_000_000
ROWS_A_PART = 2_000_000
DUCKDB_BAR = 1.5
MEMORY_BAR = 2 * 10**9
"""Bytes."""
WANTED = """
languages = ["zh", "en"]

[tables.companies]
aggregate = { companies = "count", staff = "sum(staff)", output = "mean(output)", \
newest = "latest(founded by founded)" }
"""
OURS = """
import sys, geo
layer = geo.join(geo.open_project(sys.argv[1], engine=sys.argv[2]))
assert layer.sites["companies"].sum() == int(sys.argv[3]), layer.problems
"""
PLAIN = """
import sys, duckdb, geopandas
sites = geopandas.read_file(f"{sys.argv[1]}/sites.geojson")
table = duckdb.sql(
    "select site_id, count(*) as companies, sum(staff) as staff, avg(output) as output,"
    " arg_max(founded, founded) as newest"
    f" from read_csv('{sys.argv[1]}/tables/companies.csv') group by site_id"
).df()
joined = sites.merge(table, left_on="id", right_on="site_id", how="left")
assert joined["companies"].sum() == int(sys.argv[3])
"""


class Spent(NamedTuple):
    """Seconds that a process computed and that passed, and the most bytes of memory it had."""

    computed: float
    passed: float
    memory: int


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--only", choices=["csv", "parts"])
    chosen = options.parse_args()
    print_machine()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if chosen.only != "parts":
            _beside_duckdb(_project(folder / "text"), chosen.runs)
        if chosen.only != "csv":
            _within_memory(_project(folder / "parts"))


def _project(folder: Path) -> Path:
    write_project(folder, SITES)
    for path in (folder / "tables").iterdir():
        path.unlink()
    (folder / "datapackage.json").unlink(missing_ok=True)
    (folder / "map.toml").write_text(WANTED, encoding="utf-8")
    return folder


def _columns(rng: np.random.Generator, count: int) -> dict[str, pa.Array]:
    days = rng.integers(0, 8_000, count).astype("datetime64[D]")
    sites = np.char.add("site-", np.char.zfill(rng.integers(0, SITES, count).astype(str), 6))
    return {
        "site_id": pa.array(sites),
        "staff": pa.array(rng.integers(1, 500, count)),
        "output": pa.array(np.round(rng.lognormal(3, 1, count), 2)),
        "founded": pa.array(days),
    }


def _beside_duckdb(project: Path, runs: int) -> None:
    from pyarrow import csv

    table = pa.table(_columns(np.random.default_rng(17), ROWS))
    options = csv.WriteOptions(quoting_style="none")
    csv.write_csv(table, project / "tables" / "companies.csv", options)
    programs = {"pandas": OURS, "duckdb": OURS, "plain": PLAIN}
    turns = [
        {engine: _spent(program, project, engine, ROWS) for engine, program in programs.items()}
        for _ in range(runs)
    ]
    for engine in ("pandas", "duckdb"):
        told = []
        for what in ("computed", "passed"):
            mine, plain = (
                [getattr(turn[name], what) for turn in turns] for name in (engine, "plain")
            )
            ratio = statistics.median(one / two for one, two in zip(mine, plain, strict=True))
            told.append(
                f"{statistics.median(mine):.2f} s {what}, plain DuckDB "
                f"{statistics.median(plain):.2f} s, ratio {ratio:.2f}"
            )
            if what == "computed":
                told.append(f"goal {DUCKDB_BAR}: {'met' if ratio <= DUCKDB_BAR else 'MISSED'}")
        print(f"CSV of {ROWS} rows into {SITES} sites by {engine}: {', '.join(told)}")
    print(f"load {os.getloadavg()[0]:.1f}")


def _within_memory(project: Path) -> None:
    parts = project / "tables" / "companies"
    parts.mkdir()
    rng = np.random.default_rng(20)
    for number in range(LARGE_ROWS // ROWS_A_PART):
        table = pa.table(_columns(rng, ROWS_A_PART))
        parquet.write_table(table, parts / f"part-{number:02d}.parquet")
    spent = _spent(OURS, project, "duckdb", LARGE_ROWS)
    verdict = "met" if spent.memory <= MEMORY_BAR else "MISSED"
    print(
        f"Parquet of {LARGE_ROWS} rows by duckdb: {spent.computed:.1f} s computed, "
        f"{spent.memory / 1e9:.2f} GB, goal {MEMORY_BAR / 1e9:.0f} GB: {verdict}"
    )


def _spent(program: str, project: Path, engine: str, rows: int) -> Spent:
    """Run a program."""
    words = [sys.executable, "-c", program, str(project), engine, str(rows)]
    began = time.perf_counter()
    process = os.posix_spawn(sys.executable, words, os.environ)
    _, status, used = os.wait4(process, 0)
    passed = time.perf_counter() - began
    if status:
        raise SystemExit(f"{engine} failed")
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Spent(used.ru_utime + used.ru_stime, passed, used.ru_maxrss * unit)


if __name__ == "__main__":
    main()
