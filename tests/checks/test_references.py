"""What tables refer to: sites, sources and rows of other tables."""

from __future__ import annotations

import difflib

import pytest

from geo.joining import join
from geo.problems.alike import SHOWN_ALIKE
from geo.project import open_project
from tests.projects import (
    FOREIGN_KEY,
    codes,
    joined,
    package,
    places,
    resource,
    site,
    sites,
)


def test_rows_of_no_site_are_problems_with_a_suggestion(tmp_path):
    text = "site_id,v\nbaima-lake,1\nbaima-lak,2\n,3\nnowhere,4\n２,5\n1.2E+10,6\n"
    layer = joined(tmp_path, sites("baima-lake", "2"), tables_t_csv=text)
    found = [(p.code, *p.place[1:]) for p in layer.problems]
    assert found == [
        ("join-site-blank", 4, 1),
        ("join-key-alike", 6, 1),
        ("join-site-mistyped", 3, 1),
        ("join-site-unknown", 5, 1),
        ("join-site-changed-by-excel", 7, 1),
    ]
    assert "did you mean “baima-lake”?" in layer.problems[2].fix("en")
    assert "“baima-lake”" in layer.problems[2].fix("zh")
    # What differs in width alone is taken for what it means, and told.
    assert layer.sites["v"].tolist() == [1, 5]


@pytest.mark.parametrize("written", ["Hall", " hall", "ｈａｌｌ", "00hall", "hall_"])
def test_a_near_miss_is_found(tmp_path, written):
    layer = joined(tmp_path, sites("hall", "lake"), tables_t_csv=f"site_id,v\n{written},1\n")
    assert [p.params["near"] for p in layer.problems] == ["hall"]


def test_unmatched_rows_are_told_up_to_a_number(tmp_path):
    rows = "".join(f"zzzz{number},1\n" for number in range(500))
    layer = joined(tmp_path, sites("a"), tables_t_csv=f"site_id,v\n{rows}")
    assert codes(layer) == ["join-site-unknown"] * SHOWN_ALIKE + ["more-errors"]


def test_unmatched_rows_are_not_each_compared_with_each_site(tmp_path, monkeypatch):
    calls = []

    class Counted(difflib.SequenceMatcher):
        def ratio(self):
            calls.append(1)
            return super().ratio()

    monkeypatch.setattr("difflib.SequenceMatcher", Counted)
    names = [f"site-{number:04d}" for number in range(600)]
    rows = "".join(f"sitt-{number:04d},1\n" for number in range(600))
    layer = joined(tmp_path, sites(*names), tables_t_csv=f"site_id,v\n{rows}")
    assert codes(layer)[:SHOWN_ALIKE] == ["join-site-mistyped"] * SHOWN_ALIKE
    near = [problem.params["near"] for problem in layer.problems[:SHOWN_ALIKE]]
    assert near == names[:SHOWN_ALIKE]
    assert len(calls) < 600 * 60


def test_foreign_keys_to_sites_and_to_other_tables(tmp_path):
    to_kinds = {"fields": ["kind"], "reference": {"resource": "kinds", "fields": ["id"]}}
    layer = joined(
        tmp_path,
        sites("a", "b"),
        tables_t_csv="site_id,other_id,kind\na,b,x\na,c,x\nb,,z\n",
        tables_kinds_csv="id\nx\n",
        datapackage_json=package(
            resource("t", "site_id other_id kind", foreignKeys=[FOREIGN_KEY, to_kinds]),
            resource("kinds", "id"),
        ),
    )
    found = [(p.code, p.place.line, p.params["target"]) for p in layer.problems]
    assert found == [("join-reference-unknown", 3, "sites"), ("join-reference-unknown", 4, "kinds")]
    assert layer.sites["other_id"].isna().tolist() == [False, True]


def test_a_reference_to_a_table_that_cannot_be_read(tmp_path):
    to_kinds = {"fields": ["kind"], "reference": {"resource": "kinds", "fields": ["id"]}}
    layer = joined(
        tmp_path,
        sites("a"),
        tables_t_csv="site_id,kind\na,x\n",
        tables_kinds_csv="",
        datapackage_json=package(
            resource("t", "site_id kind", foreignKeys=[to_kinds]), resource("kinds", "id")
        ),
    )
    assert codes(layer) == ["table-empty", "join-reference-empty"]
    assert layer.sites["kind"].tolist() == ["x"]


def test_sources_are_checked_in_sites_and_tables(tmp_path):
    layer = joined(
        tmp_path,
        [site("a", source="news, press")],
        tables_t_csv='site_id,source\na,"news,pres"\na,"news, plan"\na,\n',
        tables_sources_csv="id,title\nnews,N\nplan,P\n",
    )
    assert codes(layer) == ["unknown-source", "join-reference-unknown"]
    assert places(layer, "join-reference-unknown") == [(2, 3)]
    assert layer.problems[-1].params["value"] == "pres"


def test_of_a_layer_that_cannot_be_read_no_reference_is_wrong(tmp_path):
    described = package(resource("facts", "site_id other_id", foreignKeys=[FOREIGN_KEY]))
    files = {"tables_facts_csv": "site_id,other_id\na,b\n", "datapackage_json": described}
    assert codes(joined(tmp_path, sites("a", "b"), **files)) == []
    layer = tmp_path / "sites.geojson"
    layer.write_bytes(layer.read_bytes()[:-40])
    assert all(code.startswith("json-") for code in codes(join(open_project(tmp_path))))
    layer.unlink()
    assert codes(join(open_project(tmp_path))) == ["project-layer-missing"]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Site_ID,floors\na,3\n", "Site_ID"),
        ("site id,floors\nb,3\n", "site id"),
        ("id,floors\na,3\nb,1\nzz,2\n", "id"),
        ("地点,层数\na,3\n", "地点"),
    ],
)
def test_a_table_about_sites_that_names_none_is_told(tmp_path, text, column):
    layer = joined(tmp_path, sites("a", "b"), tables_t_csv=text)
    assert codes(layer, "warning") == ["join-column-missing"]
    assert f"“{column}”" in layer.problems[0].fix()
    assert layer.problems[0].place[1:] == (1, 1)


def test_a_reference_table_is_no_table_about_sites(tmp_path):
    text = "id,title\npaper,A paper\nbook,A book\n"
    layer = joined(tmp_path, sites("a", "b"), tables_sources_csv=text)
    assert codes(layer) + codes(layer, "warning") == []
