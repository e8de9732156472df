"""Our table checks find what frictionless finds: the same rows, columns and kinds of error.

Where the two differ, they do so on purpose: Python's ``int`` and ``Decimal`` take ``1_000`` and
digits of other scripts, which Table Schema does not; and columns in another order than the fields
are for us only out of order.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.projects import own_folder
from tests.sources.table_oracle import oracle_findings, our_findings

CASES = sorted((Path(__file__).parent.parent / "fixtures" / "tables").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_each_fixture_is_judged_as_frictionless_does(case):
    found = our_findings(case)
    assert found == oracle_findings(case)
    assert found, "a fixture without any error shows nothing"


CELLS = {
    "string": ["", "a", "b", "ab", "a,b", 'a"b', "甲乙丙", " a", "1"],
    "integer": ["", "0", "1", "-3", "+2", "12", " 5", "1.0", "x", "1e3", "007"],
    "number": ["", "0", "1.5", "-3", ".5", "5.", "1e3", "x", "1,5", "1%", "INF"],
    "boolean": ["", "true", "false", "TRUE", "0", "1", "yes", "True "],
    "date": ["", "2022-01-01", "2022-12-31", "2022-02-30", "2022/01/01", "2022", "x"],
    "year": ["", "2022", "1999", "22", "20222", "abcd"],
    "yearmonth": ["", "2022-01", "2022-13", "202201", "1999-12"],
    "time": ["", "08:30:00", "23:59:59", "8:30", "24:61:00"],
    "datetime": ["", "2022-01-01T00:00:00", "2022-01-01", "2022-01-01T00:00:00Z", "x"],
    "geopoint": ["", "120,30", "120.5, 30.5", "30,120", "181,0", "a,b"],
}
BOUNDS = {"integer": 1, "number": 1, "date": "2022-01-01", "year": "2000", "yearmonth": "2022-01"}


@st.composite
def fields(draw, name):
    kind = draw(st.sampled_from(sorted(CELLS)))
    constraints = {}
    if draw(st.booleans()):
        constraints["required"] = True
    if draw(st.booleans()):
        constraints["unique"] = True
    if kind in BOUNDS and draw(st.booleans()):
        bound = draw(
            st.sampled_from(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"])
        )
        constraints[bound] = BOUNDS[kind]
    if kind == "string":
        if draw(st.booleans()):
            constraints["minLength"] = 2
        if draw(st.booleans()):
            constraints["pattern"] = "[ab]+"
        if draw(st.booleans()):
            constraints["enum"] = ["a", "ab"]
    field = {"name": name, "type": kind, "constraints": constraints}
    if draw(st.booleans()):
        field["missingValues"] = ["", "x", "1"]
    return field


@st.composite
def packages(draw):
    described = [draw(fields(f"f{index}")) for index in range(draw(st.integers(1, 4)))]
    row = st.tuples(*(st.sampled_from(CELLS[field["type"]]) for field in described)).map(list)
    rows = draw(st.lists(row, max_size=8))
    schema = {"fields": described}
    if draw(st.booleans()):
        schema["primaryKey"] = [draw(st.sampled_from(described))["name"]]
    elif len(described) > 1 and not any(field["constraints"].get("unique") for field in described):
        # One cell too few or too many. We let such a row's values count for nothing, frictionless
        # counts them among those that must be unique: so not both at once.
        for index in draw(st.sets(st.integers(0, 7), max_size=2)):
            if index < len(rows):
                rows[index] = draw(st.sampled_from([rows[index][:-1], [*rows[index], "more"]]))
    return schema, [row for row in rows if row]


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(packages())
def test_any_table_is_judged_as_frictionless_does(tmp_path_factory, package):
    schema, rows = package
    folder = own_folder(tmp_path_factory)
    resource = {"name": "t", "type": "table", "path": "t.csv", "schema": schema}
    resource |= {"dialect": {"delimiter": ","}, "encoding": "utf-8"}
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "made",
        "resources": [resource],
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    with (folder / "t.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
        writer.writerow([field["name"] for field in schema["fields"]])
        writer.writerows(rows)
    assert our_findings(folder) == oracle_findings(folder)
