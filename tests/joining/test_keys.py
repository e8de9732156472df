"""Tables that join by other columns than ``site_id``, and what is told of them."""

from __future__ import annotations

import json
import unicodedata

import pandas as pd
import pytest

from geo.checks.key_forms import normal, without_zeros
from geo.joining import join
from geo.project import open_project
from tests.projects import codes, joined, site, write_project

COMPANIES = "企业名称,员工\n海创园,12\n白马湖,7\n"
PLACES = {"海创园": (120.21, 30.18), "白马湖": (120.22, 30.17), "奥体": (120.23, 30.23)}


def layer_of(tmp_path, table: str, settings: str, features=None, **more: str):
    features = features or [
        site(f"s{n}", at)
        | {"properties": {"id": f"s{n}", "name": name, "区": "滨江", "园": str(n)}}
        for n, (name, at) in enumerate(PLACES.items())
    ]
    return joined(tmp_path, features, tables_t_csv=table, map_toml=settings, **more)


def every_code(layer) -> list[str]:
    return [problem.code for problem in layer.problems]


def test_a_table_joins_by_another_column(tmp_path):
    layer = layer_of(tmp_path, COMPANIES, '[tables.t]\nkey = "企业名称"\non = "name"\n')
    assert every_code(layer) == []
    assert layer.sites["员工"].tolist() == [12, 7, pd.NA]
    # The key says what the site's name says already.
    assert "企业名称" not in layer.sites


def test_without_on_a_key_is_held_against_the_ids(tmp_path):
    layer = layer_of(tmp_path, "code,v\ns1,5\n", '[tables.t]\nkey = "code"\n')
    assert layer.sites["v"].tolist() == [pd.NA, 5, pd.NA]


def test_several_columns_make_one_key(tmp_path):
    table = "区,号,v\n滨江,1,5\n滨江,2,6\n萧山,1,7\n"
    layer = layer_of(tmp_path, table, '[tables.t]\nkey = ["区", "号"]\non = ["区", "园"]\n')
    assert layer.sites["v"].tolist() == [pd.NA, 5, 6]
    assert every_code(layer) == ["join-key-unmet"]
    unmet = layer.problems[0]
    assert (unmet.place.line, unmet.params["count"], unmet.params["rows"]) == (4, 1, 3)
    assert unmet.params["value"] == "萧山, 1"


@pytest.mark.parametrize(
    ("written", "own"),
    [
        (" 海创园 ", "海创园"),
        ("ＡＢ１", "AB1"),
        ("AB1", "ＡＢ１"),
        (unicodedata.normalize("NFD", "Café"), "Café"),
        ("ｶﾞｰﾃﾞﾝ", "ガーデン"),
        ("\u3000海创园", "海创园"),
    ],
)
def test_what_is_written_otherwise_meets_and_is_told(tmp_path, written, own):
    features = [site("a", (120.2, 30.2)) | {"properties": {"id": "a", "name": own}}]
    table = f"名称,v\n{written},5\n"
    layer = layer_of(tmp_path, table, '[tables.t]\nkey = "名称"\non = "name"\n', features)
    assert layer.sites["v"].tolist() == [5]
    assert every_code(layer) == ["join-key-alike"]
    assert layer.problems[0].params["near"] == own


def test_other_characters_stay_others():
    # m² is no m2, and ① no 1: only the width is evened out.
    assert normal("m²") == "m²"
    assert normal("①") == "①"
    assert normal("Ａ　１") == "A 1"
    assert without_zeros("００１") == "1"
    assert without_zeros("0") == "0"
    assert without_zeros("0a") == "0a"


def test_zeros_that_a_spreadsheet_takes_off_are_told(tmp_path):
    features = [site("001", (120.2, 30.2))]
    layer = joined(tmp_path, features, tables_t_csv="site_id,v\n1,5\n")
    assert codes(layer, "error") == ["join-site-zeros"]
    assert "Excel can show 001 and keep only the number 1" in layer.problems[0].fix("en")
    keyed = layer_of(tmp_path, "code,v\n1,5\n", '[tables.t]\nkey = "code"\n', features)
    assert every_code(keyed)[0] == "join-key-zeros"


def test_a_row_goes_to_every_site_of_its_key(tmp_path):
    table = "区,v\n滨江,5\n"
    layer = layer_of(tmp_path, table, '[tables.t]\nkey = "区"\non = "区"\n')
    assert layer.sites["v"].tolist() == [5, 5, 5]
    assert every_code(layer) == ["join-key-shared"]


def test_a_column_that_is_not_there_is_told(tmp_path):
    layer = layer_of(tmp_path, COMPANIES, '[tables.t]\nkey = "企业名"\non = "name"\n')
    assert codes(layer, "error") == ["join-key-missing"]
    assert layer.problems[0].params["known"] == "企业名称"
    layer = layer_of(tmp_path, COMPANIES, '[tables.t]\nkey = "企业名称"\non = "nam"\n')
    assert codes(layer, "error") == ["join-on-missing"]


def test_a_table_without_ids_says_what_would_join(tmp_path):
    table = "序号,名称,产值\n1,海创园,52000\n2,白马湖,3\n3,别处,4\n"
    layer = layer_of(tmp_path, table, "")
    assert codes(layer, "warning") == ["join-column-other"]
    told = layer.problems[0]
    assert (told.params["column"], told.params["on"]) == ("名称", "name")
    assert (told.params["count"], told.params["rows"]) == (2, 3)
    assert told.place[1:] == (1, 4)


def test_a_table_about_none_of_the_sites_is_told(tmp_path):
    table = "序号,名称,产值\n7,甲,1\n"
    layer = layer_of(tmp_path, table, "")
    assert codes(layer, "warning") == ["join-column-none"]
    assert "parkmap import" in layer.problems[0].fix("en")
    assert every_code(layer_of(tmp_path, table, '[tables.t]\nrole = "hidden"\n')) == []


def test_a_key_that_joins_nothing_says_which_would(tmp_path):
    table = "甲,名称,v\nx,海创园,5\n"
    layer = layer_of(tmp_path, table, '[tables.t]\nkey = "甲"\n')
    assert "join-column-other" in codes(layer, "warning")


def test_ids_that_all_fail_say_which_column_would_join(tmp_path):
    table = "site_id,名称\n海创,海创园\n白马,白马湖\n"
    layer = layer_of(tmp_path, table, "")
    told = [p for p in layer.problems if p.code == "join-column-other"]
    assert [p.params["count"] for p in told] == [2]


def test_a_million_keys_are_not_each_compared(tmp_path, monkeypatch):
    features = [site(f"s{n}", (120.0 + n / 1e5, 30.0)) for n in range(300)]
    table = "code,v\n" + "".join(f"t{n % 600},1\n" for n in range(3_000))
    write_project(tmp_path, features, tables_t_csv=table, map_toml='[tables.t]\nkey = "code"\n')
    layer = join(open_project(tmp_path))
    assert len([p for p in layer.problems if p.code.startswith("join")]) <= 2


def test_the_project_joined_holds_what_was_joined(tmp_path):
    layer = layer_of(tmp_path, COMPANIES, '[tables.t]\nkey = "企业名称"\non = "name"\n')
    assert json.dumps(sorted(layer.project.tables)) == '["t"]'


def test_the_remedy_can_be_written_as_it_stands(tmp_path):
    features = [site("a", (120.2, 30.2)) | {"properties": {"id": "a", "name": "海创园"}}]
    layer = joined(tmp_path, features, tables_企业_csv="名称,v\n海创园,1\n")
    fix = layer.problems[0].fix("en")
    # TOML takes no Chinese key without quotes.
    assert '[tables."企业"]' in fix
    settings = '[tables."企业"]\nkey = "名称"\non = "name"\n'
    layer = joined(tmp_path, features, tables_企业_csv="名称,v\n海创园,1\n", map_toml=settings)
    assert layer.sites["v"].tolist() == [1]
