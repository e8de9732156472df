"""What comes out of an export comes in again as it was: every digit, and no column twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.cli import main
from geo.joining import join
from geo.project import open_project
from tests.projects import sites, write_project

if TYPE_CHECKING:
    from pathlib import Path

NUMBERS = [2 / 3, 4 / 3, 1e-9 / 3, 123456789.12345679]
IDS = ["a", "b", "c", "d"]


@pytest.mark.parametrize("suffix", ["geojson", "csv", "xlsx", "gpkg", "parquet", "kml"])
def test_numbers_of_seventeen_digits_stay(tmp_path: Path, suffix: str) -> None:
    rows = "".join(f"{name},{number!r}\n" for name, number in zip(IDS, NUMBERS, strict=True))
    write_project(tmp_path, sites(*IDS), tables_facts_csv=f"site_id,amount\n{rows}")
    file = tmp_path / f"out.{suffix}"
    assert main(["export", str(tmp_path), "-o", str(file)]) == 0
    assert main(["new", str(tmp_path / "again"), "--from", str(file)]) == 0
    again = join(open_project(tmp_path / "again")).sites.set_index("id")
    assert again["amount"].reindex(IDS).tolist() == NUMBERS


def test_a_folder_that_says_the_category_again_is_no_column(tmp_path: Path) -> None:
    kinds = ["湖", "湖", "路", "路"]
    features = sites(*IDS)
    for feature, kind in zip(features, kinds, strict=True):
        feature["properties"]["category"] = kind
    write_project(tmp_path, features)
    assert main(["export", str(tmp_path), "-o", str(tmp_path / "out.kml")]) == 0
    assert main(["new", str(tmp_path / "again"), "--from", str(tmp_path / "out.kml")]) == 0
    again = join(open_project(tmp_path / "again")).sites
    assert again["category"].tolist() == kinds
    assert "folder" not in again
