"""``python -m tests.bench.files [--runs N]``: how long files of many rows take to be read.

Each is measured in turn with its measure (the reader below ours, or the same layer as GeoJSON), in
seconds of the processor, which other programs on the machine change less than those that pass.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet
import python_calamine
import shapely

from geo.cli import main as parkmap
from geo.project.datapackage import read_package
from geo.sources.tables import read_tables
from tests.bench.report import print_machine

if TYPE_CHECKING:
    from collections.abc import Callable

PARQUET_ROWS, SHEET_ROWS, SITES, SHEET_TO_IMPORT = 500_000, 100_000, 100_000, 5_000
# Seconds, as the issue "Any file in" asks; of the build, as a share of that of GeoJSON.
GOALS = {"parquet 500 000 × 4": 0.4, "xlsx 100 000 × 6": 3.0}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=3)
    runs: int = options.parse_args().runs
    print_machine()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for what, ours, measure in (_parquet(folder), _workbook(folder), _layer(folder)):
            times = [(_seconds(ours), _seconds(measure)) for _ in range(runs)]
            mine, other = (statistics.median(column) for column in zip(*times, strict=True))
            goal = f", goal {GOALS[what]} s" if what in GOALS else ""
            print(f"{what}: {mine:.2f} s, measure {other:.2f} s, ratio {mine / other:.2f}{goal}")


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _tables(folder: Path) -> Callable[[], object]:
    package, _ = read_package(folder)
    return lambda: read_tables(folder, package)


def _parquet(folder: Path) -> tuple[str, Callable[[], object], Callable[[], object]]:
    path = folder / "parquet" / "tables" / "t.parquet"
    path.parent.mkdir(parents=True)
    rows = np.arange(PARQUET_ROWS)
    columns = {"site_id": np.char.add("s", (rows % 1000).astype(str)), "year": rows % 20 + 2000,
               "value": rows / 7, "unit": ["万元"] * PARQUET_ROWS}  # fmt: skip
    pd.DataFrame(columns).to_parquet(path)
    return (
        "parquet 500 000 × 4",
        _tables(folder / "parquet"),
        lambda: pyarrow.parquet.read_table(path),
    )


def _workbook(folder: Path) -> tuple[str, Callable[[], object], Callable[[], object]]:
    path = folder / "xlsx" / "tables" / "t.xlsx"
    path.parent.mkdir(parents=True)
    rows = np.arange(SHEET_ROWS)
    columns = {"site_id": [f"s{n}" for n in rows], "year": rows % 20 + 2000, "value": rows / 8,
               "unit": ["万元"] * SHEET_ROWS, "note": [f"备注 {n}" for n in rows],
               "n": rows}  # fmt: skip
    pd.DataFrame(columns).to_excel(path, index=False)

    def measure() -> object:
        return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()

    return "xlsx 100 000 × 6", _tables(folder / "xlsx"), measure


def _layer(folder: Path) -> tuple[str, Callable[[], object], Callable[[], object]]:
    rows = np.arange(SITES)
    columns = {"id": [f"s{n}" for n in rows], "name": [f"地点 {n}" for n in rows],
               "category": [f"c{n % 7}" for n in rows], "n": rows}  # fmt: skip
    positions = np.column_stack([120 + rows % 317 / 1000, 30 + rows // 317 / 1000])
    layer = gpd.GeoDataFrame(columns, geometry=shapely.points(positions), crs="EPSG:4326")
    for kind, driver in (("gpkg", "GPKG"), ("geojson", "GeoJSON")):
        (folder / kind).mkdir()
        layer.to_file(folder / kind / f"sites.{kind}", driver=driver)

    def build(kind: str) -> Callable[[], object]:
        return lambda: parkmap(["build", str(folder / kind), "-o", str(folder / f"{kind}.html")])

    return "100 000 sites of GeoPackage built, beside GeoJSON", build("gpkg"), build("geojson")


if __name__ == "__main__":
    main()
