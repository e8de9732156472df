"""Aggregates: the values of an independent computation, whatever parts the rows come in."""

from __future__ import annotations

import math
import statistics
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.joining.aggregating import part, whole
from geo.joining.date_keys import date_key
from geo.joining.sums import exact_sums, rounded
from geo.problems import errors
from geo.project.settings.join_kinds import AGGREGATES, Aggregate
from tests.projects import joined, sites

TABLE = """site_id,staff,area,high,kind,founded,on
a,10,1.5,true,chips,A,2021-03-01
a,20,2.25,false,drugs,B,2023-01-31
a,,0.1,true,chips,C,2022-12-31
b,5,,true,chips,D,2019-07-01
b,5,0.2,,drugs,E,2019-07-02
"""
WANTED = """
[tables.t.aggregate]
companies = "count"
known = "count(staff)"
staff = "sum(staff)"
area = "sum(area)"
mean = "mean(staff)"
least = "min(staff)"
most = "max(area)"
middle = "median(staff)"
part = "share(staff)"
high = "share(high)"
chips = "share(kind = chips)"
newest = "latest(founded by on)"
kinds = "list(kind)"
"""


def test_every_function(tmp_path):
    layer = joined(tmp_path, sites("a", "b", "c"), tables_t_csv=TABLE, map_toml=WANTED)
    assert layer.problems == []
    found = layer.sites.drop(columns=["geometry", "name", "category"]).set_index("id")
    assert found.loc["a"].to_dict() == {
        "companies": 3, "known": 2, "staff": 30, "area": 3.85, "mean": 15.0, "least": 10,
        "most": 2.25, "middle": 15.0, "part": 0.75, "high": pytest.approx(2 / 3, abs=1e-12),
        "chips": pytest.approx(2 / 3, abs=1e-12), "newest": "B", "kinds": "chips, drugs",
    }  # fmt: skip
    assert found.loc["b"].to_dict() == {
        "companies": 2, "known": 2, "staff": 10, "area": 0.2, "mean": 5.0, "least": 5, "most": 0.2,
        "middle": 5.0, "part": 0.25, "high": 1.0, "chips": 0.5, "newest": "E",
        "kinds": "chips, drugs",
    }  # fmt: skip
    # Nothing is no nought.
    assert found.loc["c"].isna().all()
    assert str(found["companies"].dtype) == str(found["staff"].dtype) == "Int64"
    assert set(layer.project.tables["t"].fields) == {"site_id", *found.columns}


def test_shares_are_rounded_to_twelve_digits(tmp_path):
    layer = joined(tmp_path, sites("a"), tables_t_csv=TABLE.replace("b,", "a,"), map_toml=WANTED)
    assert layer.sites["high"].tolist() == [0.75]
    assert rounded(2 / 3) == 0.666666666667
    assert rounded(12345678901.25) == rounded(12345678901.250002) == 12345678901.2


def test_what_is_no_number_is_told_with_its_place(tmp_path):
    wanted = '[tables.t.aggregate]\nsum = "sum(kind)"\nlast = "latest(staff by kind)"\n'
    layer = joined(tmp_path, sites("a", "b"), tables_t_csv=TABLE, map_toml=wanted)
    found = [(problem.code, problem.place[1:]) for problem in errors(layer.problems)]
    assert found == [("aggregate-not-number", (2, 15)), ("aggregate-not-date", (2, 15))]
    wanted = '[tables.t.aggregate]\nsum = "sum(stuff)"\n'
    layer = joined(tmp_path, sites("a", "b"), tables_t_csv=TABLE, map_toml=wanted)
    assert [(p.code, p.params["known"]) for p in layer.problems] == [("join-key-missing", "staff")]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2024/3/1", "2024/12/1"), ("2024年3月", "2024年12月"), ("2023", "2024"),
        ("2024-03-01", "2024-03-01T08:00"), ("2024", "2024-01"), ("2024.1.9", "2024.1.10"),
    ],
)  # fmt: skip
def test_dates_sort_as_dates(earlier, later):
    assert date_key(earlier) < date_key(later)


def test_no_date_is_none():
    assert date_key("spring") is None
    assert date_key("12-Mar") is None


NUMBERS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.one_of(st.none(), st.decimals(-(10**6), 10**6, places=3).map(float)),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=80, deadline=None)
@given(NUMBERS, st.sampled_from(["count", "sum", "mean", "min", "max", "median"]), st.data())
def test_any_cut_gives_what_exact_arithmetic_gives(rows, function, data):
    wanted = Aggregate(function, "v")
    frame = pd.DataFrame({"v": pd.Series([value for _, value in rows], dtype="float64")})
    codes = np.array([site for site, _ in rows], np.int64)
    cuts = sorted({0, len(rows), *data.draw(st.lists(st.integers(0, len(rows)), max_size=3))})
    parts = [
        part(frame.iloc[a:b], codes[a:b], wanted)
        for a, b in pairwise(cuts)
    ]  # fmt: skip
    found = whole(parts, wanted, 6)
    exact = {
        "count": len,
        "sum": lambda values: rounded(float(sum(map(Fraction, values)))),
        "mean": lambda values: rounded(float(sum(map(Fraction, values)) / len(values))),
        "min": lambda values: rounded(min(values)),
        "max": lambda values: rounded(max(values)),
        "median": lambda values: rounded(statistics.median(values)),
    }[function]
    for site in range(6):
        values = [value for at, value in rows if at == site and value is not None]
        if values:
            assert found[site] == exact(values)
        else:
            assert pd.isna(found[site])


SIZES = st.sampled_from([1.0, 1e-300, 1e6, 1e16, 2.0**900, 1e308])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.floats(-1, 1), SIZES),
        min_size=1,
        max_size=30,
    )
)
def test_sums_of_all_groups_at_once_are_those_of_each(found):
    values = np.array([value * size for _, value, size in found])
    groups = np.array([group for group, _, _ in found])
    sums = exact_sums(values, groups)
    for group in set(groups.tolist()) if sums is not None else ():
        assert sums[group] == math.fsum(values[groups == group].tolist())


def test_hundredths_are_summed_at_once():
    values = np.round(np.random.default_rng(1).lognormal(3, 1, 1000), 2)
    assert exact_sums(values, np.zeros(1000, np.int64)) == [math.fsum(values.tolist())]
    assert exact_sums(np.array([np.inf]), np.zeros(1, np.int64)) is None


def test_the_settings_name_a_column_with_blanks_in_quotes():
    read = AGGREGATES.read({"a": 'sum("by the by")', "b": "latest(name by on date)"})
    assert read["a"].column == "by the by"
    assert (read["b"].column, read["b"].by) == ("name", "on date")
