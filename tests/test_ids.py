"""An id is the same whoever makes it, and a list of ids whoever reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.checks.site_properties import NOT_SLUG
from geo.ids import slug, split_ids
from tests.projects import codes, joined, site, write_project

if TYPE_CHECKING:
    from collections.abc import Sequence

FIXTURES = Path(__file__).parent / "fixtures" / "ids"


def cases(name: str) -> Sequence[tuple[str, Any]]:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize(("name", "expected"), cases("slugs.json"))
def test_an_id_is_made_of_a_name(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text())
@example("⼺")
@example("𝐀")
def test_an_id_is_one_that_the_checks_take(name: str) -> None:
    made = slug(name)
    assert not NOT_SLUG.search(made)
    assert slug(made) == made


@pytest.mark.parametrize(("text", "expected"), cases("lists.json"))
def test_ids_are_read_from_one_value(text: str, expected: list[str]) -> None:
    assert split_ids(text) == expected


def test_check_recommends_the_id_that_add_makes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from geo.cli import main

    features = [site("A"), {**site(None), "properties": {"name": "Café München"}}]
    write_project(tmp_path, features, tables_facts_csv="site_id,size\nA,1\n")
    assert main(["check", str(tmp_path), "--format", "json"]) == 1
    assert "cafe-munchen" in capsys.readouterr().out
    write_project(tmp_path, [site("A")])
    assert main(["add", str(tmp_path), "--name", "Café München", "--at", "120.2,30.2"]) == 0
    assert "cafe-munchen" in (tmp_path / "sites.geojson").read_text(encoding="utf-8")


def test_sources_may_be_parted_by_full_width_commas(tmp_path: Path) -> None:
    features = [site("A", source="one，two")]
    layer = joined(tmp_path, features, tables_sources_csv="id,title\none,One\ntwo,Two\n")
    assert codes(layer) + codes(layer, "warning") == []
