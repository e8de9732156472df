"""A table that reaches no site is told the same way by every engine: with the column that would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from geo.joining import join
from geo.project import open_project
from tests.projects import site, write_project

if TYPE_CHECKING:
    from pathlib import Path

SUMS = '[tables.t]\nfrom = "t{suffix}"\n{how}\naggregate = {{ n = "count", s = "sum(v)" }}\n'
BY_NAME = 'key = "firm"\non = "name"'
# How the table joins, its columns, and what is told of it.
CASES = {
    "no site_id, names": ("", {"name": ["lake", "Hall"]}, ["join-column-other"]),
    "no site_id, nothing": ("", {"what": ["a", "b"]}, ["join-column-none"]),
    "a key of others, names": (
        BY_NAME, {"firm": ["x", "y"], "name": ["Hall", "lake"]}, ["join-column-other"],
    ),
    "a key of others, nothing": (BY_NAME, {"firm": ["x", "y"]}, ["join-column-none"]),
    "unknown ids, names": (
        "", {"site_id": ["x", "y"], "name": ["lake", "Hall"]},
        ["join-column-other", "join-site-unknown", "join-site-unknown"],
    ),
    "unknown ids": ("", {"site_id": ["x", "y"]}, ["join-site-unknown"] * 2),
}  # fmt: skip


def told(folder: Path, engine: str) -> tuple[list[tuple[str, str, str]], list[str]]:
    layer = join(open_project(folder, engine=engine))
    found = sorted((p.code, p.message("en"), p.fix("en")) for p in layer.problems)
    return found, [str(name) for name in layer.sites]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_engines_tell_alike_what_would_join(tmp_path: Path, case: str, suffix: str) -> None:
    how, columns, codes = CASES[case]
    settings = SUMS.format(suffix=suffix, how=how)
    write_project(tmp_path, [site("lake"), site("hall")],
                  map_toml=settings)  # fmt: skip
    frame = pd.DataFrame({**columns, "v": [1, 2]})
    if suffix == ".csv":
        frame.to_csv(tmp_path / "t.csv", index=False)
    else:
        frame.to_parquet(tmp_path / "t.parquet", index=False)
    in_this_process = told(tmp_path, "pandas")
    assert [code for code, *_ in in_this_process[0]] == codes
    assert told(tmp_path, "duckdb") == in_this_process


def test_dask_tells_it_too(tmp_path: Path) -> None:
    settings = SUMS.format(suffix=".csv", how=BY_NAME)
    write_project(tmp_path, [site("lake")], map_toml=settings)
    (tmp_path / "t.csv").write_text("firm,name,v\nx,lake,1\ny,mill,2\n", encoding="utf-8")
    found = told(tmp_path, "dask")
    assert found == told(tmp_path, "pandas")
    assert "would join 1 of 2 rows" in found[0][0][1]
