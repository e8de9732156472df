"""Every head the page is given is as the contract says, and nothing but that."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest

from geo import join, open_project
from geo.contract import head_types
from geo.page.content import make_content
from geo.project.settings.kinds import SCHEMES, TABLE_ROLES
from tests.contract.schemas import faults, schemas
from tests.page.golden import small_layer

FIXTURES = Path(__file__).parent.parent / "fixtures" / "projects"
PROJECTS = ["data", *sorted(path.as_posix() for path in FIXTURES.iterdir())]


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: Path(folder).name)
def test_the_head_of_a_project_is_as_the_contract_has_it(folder: str) -> None:
    content = make_content(join(open_project(folder)))
    assert faults(content.head, "head.schema.json") == []


def test_a_part_opened_in_another_language_has_such_a_head_too() -> None:
    layer = join(open_project("data"))
    content = make_content(layer, lang="en", theme="dark", categories=["park"], topic="chain")
    assert faults(content.head, "head.schema.json") == []


def test_what_the_contract_does_not_have_is_found() -> None:
    head: dict[str, Any] = {**make_content(small_layer()).head}
    assert faults(head, "head.schema.json") == []
    assert faults({**head, "colour": "red"}, "head.schema.json") != []
    assert faults({**head, "count": "7"}, "head.schema.json") != []


def test_lists_of_the_settings_are_those_of_the_contract() -> None:
    defs = schemas()["head.schema.json"]["$defs"]
    assert (*defs["TableRole"]["enum"], "hidden") == TABLE_ROLES
    assert get_args(head_types.Scheme) == SCHEMES
