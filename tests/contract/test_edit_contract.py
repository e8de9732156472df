"""The edit protocol of the contract is what server and page speak."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from geo.cli.starting import start_project
from geo.editing.operations import Editor
from geo.serving.drops import Drops
from geo.serving.preview import Preview
from tests.contract.schemas import faults, schemas

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DEFS = schemas()["edit.schema.json"]["$defs"]
ORDERS = {
    name: DEFS[name]["properties"]["do"]["const"]
    for name in (entry["$ref"].rpartition("/")[2] for entry in DEFS["Order"]["oneOf"])
}


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    assert start_project(tmp_path / "park") == []
    return Editor(tmp_path / "park")


@pytest.fixture
def drops(editor: Editor) -> Iterator[Drops]:
    made = Drops(editor)
    yield made
    made.close()


@pytest.mark.parametrize("name", ORDERS)
def test_every_order_of_the_contract_is_known_to_the_server(
    name: str, editor: Editor, drops: Drops
) -> None:
    kind = ORDERS[name]
    if drops.operation({"do": kind}) is not None:
        return
    outcome = editor.carry_out({"do": kind})
    # Without what it needs it is refused by name of what is lacking, not of the order.
    (*_, last) = outcome["problems"]["en"] or [{"message": ""}]
    assert kind not in last["message"]
    assert faults({**outcome, "version": "1"}, "edit.schema.json#/$defs/Outcome") == []


def test_an_order_that_is_none_is_refused_by_its_name(editor: Editor) -> None:
    (problem,) = editor.carry_out({"do": "destroy"})["problems"]["en"]
    assert (problem["code"], "destroy" in problem["message"]) == ("order-malformed", True)


def test_the_page_is_told_what_the_contract_says(editor: Editor) -> None:
    page = Preview(editor.folder, "secret").page.decode()
    found = re.search(r'<script[^>]*id="parkmap-live"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    told = json.loads(found[1])
    assert faults(told, "edit.schema.json#/$defs/Told") == []
    assert faults({**told, "token": 3}, "edit.schema.json#/$defs/Told") != []
