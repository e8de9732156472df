"""Where a table's rows may be: parts, patterns, folders, and what is not there."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.problems import errors
from tests.projects import joined, sites


def parts(tmp_path, suffix: str = ".parquet"):
    folder = tmp_path / "companies"
    folder.mkdir()
    first = pd.DataFrame({"site_id": ["a", "b"], "staff": [1, 2]})
    second = pd.DataFrame({"site_id": ["a", "zz"], "staff": [4.5, 8.0], "note": ["x", "y"]})
    for name, frame in (("one", first), ("two", second)):
        if suffix == ".parquet":
            frame.to_parquet(folder / f"{name}{suffix}")
        else:
            frame.to_csv(folder / f"{name}{suffix}", index=False)


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
@pytest.mark.parametrize("origin", ["companies/*{}", "companies", "compan*/*{}"])
def test_parts_are_one_table_and_each_cell_stands_in_its_file(tmp_path, suffix, origin):
    parts(tmp_path, suffix)
    wanted = f'[tables.firms]\nfrom = "{origin.format(suffix)}"\n'
    layer = joined(tmp_path, sites("a", "b"), map_toml=wanted)
    found = [(p.code, p.place.file.rpartition("/")[2]) for p in layer.problems]
    assert found == [("join-site-unknown", f"two{suffix}")]
    assert layer.problems[0].place.line == (2 if suffix == ".parquet" else 3)
    assert layer.related["firms"]["staff"].tolist() == [1, 4.5, 2]
    assert layer.related["firms"]["note"].isna().tolist() == [True, False, True]


def test_one_file_serves(tmp_path):
    parts(tmp_path)
    wanted = '[tables.firms]\nfrom = "companies/one.parquet"\n'
    layer = joined(tmp_path, sites("a", "b"), map_toml=wanted)
    assert layer.sites["staff"].tolist() == [1, 2]


@pytest.mark.parametrize("origin", ["none.csv", "none/*.csv", "/etc/*.csv"])
def test_what_is_not_there_is_told(tmp_path, origin):
    layer = joined(tmp_path, sites("a"), map_toml=f'[tables.firms]\nfrom = "{origin}"\n')
    assert {p.code for p in errors(layer.problems)} <= {
        "table-origin-missing", "table-origin-outside",
    }  # fmt: skip
    assert errors(layer.problems)


def test_what_lies_outside_is_refused(tmp_path):
    (tmp_path / "secret.csv").write_text("site_id,v\na,1\n")
    project = tmp_path / "project"
    project.mkdir()
    for origin in ("../secret.csv", "../*.csv", str(tmp_path / "secret.csv")):
        layer = joined(project, sites("a"), map_toml=f'[tables.firms]\nfrom = "{origin}"\n')
        assert errors(layer.problems)
        assert "v" not in layer.sites
