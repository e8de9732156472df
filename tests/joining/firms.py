"""Tables of firms as each engine may be given them."""

from __future__ import annotations

import random

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from geo.joining import join
from geo.project import open_project
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
