"""Tables out of a real PostgreSQL with PostGIS, its secrets, failures and absence."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg
import pytest

from geo.sources.tables.database_address import has_password, is_database, without_secrets
from tests.joining.postgres import DATABASE, PASSWORD, USER, programs, running
from tests.projects import joined, site

if TYPE_CHECKING:
    from pathlib import Path

PLACE = programs()
needs_postgres = pytest.mark.skipif(
    PLACE is None, reason="NOT TRIED: PostgreSQL with PostGIS is not installed here"
)
SECRETS = (PASSWORD, quote(PASSWORD, safe=""), USER)
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[120, 30], [120.1, 30], [120.1, 30.1], [120, 30.1], [120, 30]]],
}
ROWS = """
create extension postgis;
create table firms
  (site_id text, "企业" text, staff int, output numeric, founded date, at geometry);
insert into firms values
  ('a', '甲', 10, 1.5, '2021-03-01', ST_Transform('SRID=4326;POINT(120.05 30.05)', 4549)),
  ('a', '乙', 20, 2.25, '2023-01-31', ST_Transform('SRID=4326;POINT(120.06 30.05)', 4549)),
  ('b', '丙', null, null, null, null);
create view kinds as select 'a' as site_id, 330108198801011234::numeric(20,0) as code,
  '\\x00ff'::bytea as raw, '{"名":1}'::jsonb as j, array['x','y'] as list,
  interval '1 year 2 mons -3 days' as span, 'infinity'::timestamptz as until,
  '0044-03-15 BC'::date as died, '2024-02-29'::date as day, 'x'::char(4) as letter,
  '10.0.0.1'::inet as ip, 1.50::numeric as n;
create view systems as select * from (values
  ('p', 'SRID=4326;POINT(120.05 30.05)'::geometry),
  ('empty', 'SRID=4326;POINT EMPTY'), ('no', null),
  ('q', ST_Transform('SRID=4326;POINT(120.06 30.05)'::geometry, 4549))) as v (name, at);
"""
JOINED = """
languages = ["zh"]
[tables.firms]
from_env = "PARK_DB"
query = 'select site_id, "企业", staff, output, founded from firms order by 2'
"""


@pytest.fixture(scope="module")
def server():
    assert PLACE is not None
    with running(PLACE) as found:
        admin = found.address.removesuffix(DATABASE) + "postgres"
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"create database {DATABASE}")
        with psycopg.connect(found.address, autocommit=True) as connection:
            connection.execute(ROWS)
        yield found


def texts_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def assert_silent(*texts: object) -> None:
    for text in texts:
        shown = text if isinstance(text, bytes) else str(text).encode()
        for secret in SECRETS:
            assert secret.encode() not in shown


@needs_postgres
def test_a_query_is_a_table(tmp_path, server, monkeypatch):
    monkeypatch.setenv("PARK_DB", server.address)
    layer = joined(tmp_path, [site("a", SQUARE), site("b")], map_toml=JOINED)
    assert layer.problems == []
    rows = layer.related["firms"]
    # Ordered by the query, then by site.
    assert sorted(rows["企业"]) == ["丙", "乙", "甲"]
    assert rows.set_index("企业").loc["乙", ["staff", "output", "founded"]].tolist() == [
        20, 2.25, "2023-01-31",
    ]  # fmt: skip
    assert_silent(texts_of(tmp_path))


@needs_postgres
def test_its_geometry_joins_by_place(tmp_path, server, monkeypatch):
    monkeypatch.setenv("PARK_DB", server.address)
    wanted = (
        '[tables.firms]\nfrom_env = "PARK_DB"\nwithin = true\n'
        'query = "select 1 as one, staff, at from firms"\n'
        'aggregate = { firms = "count", staff = "sum(staff)" }\n'
    )
    layer = joined(tmp_path, [site("a", SQUARE), site("b")], map_toml=wanted)
    assert layer.sites["firms"].fillna(0).tolist() == [2, 0]
    assert layer.sites["staff"].fillna(0).tolist() == [30, 0]
    assert [p.code for p in layer.problems] == ["join-place-blank"]


@needs_postgres
@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("select nothing from firms", "nothing"),
        ("selec 1", "syntax"),
        ("select 1/0", "zero"),
        ("insert into firms values ('x')", "syntax"),
        ("drop table firms", "syntax"),
        ("copy firms to '/tmp/parkmap-never'", "syntax"),
    ],
)
def test_a_query_that_fails_is_a_problem(tmp_path, server, monkeypatch, query, reason):
    monkeypatch.setenv("PARK_DB", server.address)
    wanted = f'[tables.firms]\nfrom_env = "PARK_DB"\nquery = "{query}"\n'
    layer = joined(tmp_path, [site("a")], map_toml=wanted)
    assert [p.code for p in layer.problems] == ["database-failed"]
    assert reason in layer.problems[0].params["reason"]
    assert_silent(*layer.problems)


@needs_postgres
def test_every_kind_of_column_is_what_it_says(tmp_path, server, monkeypatch):
    monkeypatch.setenv("PARK_DB", server.address)
    wanted = "[tables.t]\nfrom_env = 'PARK_DB'\nquery = 'select * from kinds;'\n"
    row = joined(tmp_path, [site("a", (120.0, 30.0))], map_toml=wanted).sites.iloc[0]
    assert [row[name] for name in ("code", "raw", "j", "list", "ip", "n")] == [
        330108198801011234, "00ff", '{"名": 1}', '["x", "y"]', "10.0.0.1", 1.5,
    ]  # fmt: skip
    # As psql shows them, where Python has no word for it; no blanks that fill up.
    assert [row[name] for name in ("span", "until", "died", "day", "letter")] == [
        "1 year 2 mons -3 days", "infinity", "0044-03-15 BC", "2024-02-29", "x",
    ]  # fmt: skip


@needs_postgres
def test_two_columns_of_one_name_are_both_there(tmp_path, server, monkeypatch):
    monkeypatch.setenv("PARK_DB", server.address)
    query = "select 'a' as site_id, 1 as x, 2 as x"
    wanted = f'[tables.t]\nfrom_env = "PARK_DB"\nquery = "{query}"\n'
    layer = joined(tmp_path, [site("a", (120.0, 30.0))], map_toml=wanted)
    assert layer.sites[["x", "x_2"]].to_numpy().tolist() == [[1, 2]]


@needs_postgres
@pytest.mark.parametrize(("where", "count"), [("true", 2), ("false", 0)])
def test_each_row_lies_where_its_own_system_says(tmp_path, server, monkeypatch, where, count):
    """And a query that finds nothing is a table without rows, of shapes too."""
    monkeypatch.setenv("PARK_DB", server.address)
    wanted = (
        f"[tables.t]\nfrom_env = 'PARK_DB'\nquery = 'select * from systems where {where}'\n"
        'within = true\naggregate = { n = "count" }\n'
    )
    layer = joined(tmp_path, [site("a", SQUARE)], map_toml=wanted)
    assert [problem.code for problem in layer.problems] == ["join-place-blank"] * bool(count)
    assert layer.sites["n"].fillna(0).tolist() == [count]


@needs_postgres
def test_without_the_network_the_last_good_result_serves(tmp_path, server, monkeypatch):
    monkeypatch.setenv("PARK_DB", server.address)
    features = [site("a", SQUARE), site("b")]
    first = joined(tmp_path, features, map_toml=JOINED)
    assert first.problems == []
    server.stop()
    try:
        again = joined(tmp_path, features, map_toml=JOINED)
        assert [p.code for p in again.problems] == ["database-last-result"]
        assert_silent(*again.problems, texts_of(tmp_path))
        assert again.related["firms"].equals(first.related["firms"])
        # Another query has no result yet.
        other = joined(tmp_path, features, map_toml=JOINED.replace("staff, ", ""))
        assert [p.code for p in other.problems] == ["database-failed"]
        assert_silent(*other.problems)
    finally:
        server.start()
    monkeypatch.delenv("PARK_DB")
    unset = joined(tmp_path, features, map_toml=JOINED)
    assert [p.code for p in unset.problems] == ["database-last-result"]
    assert "PARK_DB" in str(unset.problems[0])


@needs_postgres
def test_a_wrong_password_is_told_without_it(tmp_path, server, monkeypatch):
    wrong = server.address.replace(quote(PASSWORD, safe=""), "other-s3cret")
    monkeypatch.setenv("PARK_DB", wrong)
    layer = joined(tmp_path, [site("a")], map_toml=JOINED)
    assert [p.code for p in layer.problems] == ["database-failed"]
    assert "other-s3cret" not in str(layer.problems[0])
    assert_silent(*layer.problems)


@needs_postgres
def test_nothing_secret_reaches_the_page_or_the_messages(tmp_path, server, monkeypatch):
    features = [site("a", SQUARE), site("b")]
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.setenv("PARK_DB", server.address)
    joined(project, features, map_toml=JOINED)
    page = tmp_path / "page.html"
    words = [sys.executable, "-m", "geo", "build", str(project), "-o", str(page)]
    done = subprocess.run(words, capture_output=True, check=True, timeout=300)
    assert_silent(done.stdout, done.stderr, page.read_bytes(), texts_of(project))
    assert page.is_file()


def test_a_variable_that_is_not_set_is_told(tmp_path, monkeypatch):
    monkeypatch.delenv("PARK_DB", raising=False)
    layer = joined(tmp_path, [site("a")], map_toml=JOINED)
    assert [p.code for p in layer.problems] == ["database-no-address"]
    assert "PARK_DB" in layer.problems[0].message("en")


def test_without_the_driver_the_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PARK_DB", "postgresql://u:p@127.0.0.1:1/x")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    layer = joined(tmp_path, [site("a")], map_toml=JOINED)
    assert [p.code for p in layer.problems] == ["database-no-driver"]
    assert "parkmap[postgis]" in layer.problems[0].fix("en")


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://someone:hush-hush@db.example:5432/parks",
        "postgresql+psycopg://someone:hush%2Dhush@db.example/parks?sslmode=require",
        "postgres://db.example/parks?user=someone&password=hush-hush",
    ],
)
def test_an_address_is_hidden_in_whatever_a_driver_says(address):
    said = (
        f"cannot connect to {address}: user=someone password=hush-hush at db.example;"
        ' FATAL: password authentication failed for user "someone"'
    )
    hidden = without_secrets(said, address)
    assert "hush-hush" not in hidden
    assert "someone" not in hidden
    assert "db.example" not in hidden
    assert is_database(address)
    assert has_password(address)
