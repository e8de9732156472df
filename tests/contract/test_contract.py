"""One contract, told in several places: all are written from its schemas, and are in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from tests.contract.files import contract_files
from tests.contract.schemas import faults, schemas, variants

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", contract_files(), ids=lambda path: path.name)
def test_what_tells_of_the_contract_is_as_the_contract_is(path: Path) -> None:
    # `python -m tests.contract.files` writes it anew.
    assert path.read_text(encoding="utf-8") == contract_files()[path]


@pytest.mark.parametrize("name", schemas())
def test_every_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("kind", variants("ParkMapOrder"))
def test_every_order_has_examples_that_are_orders(kind: str) -> None:
    examples = variants("ParkMapOrder")[kind]["examples"]
    for example in examples:
        order = {"target": "parkmap", **example}
        assert faults(order, "messages.schema.json#/$defs/ParkMapOrder") == []
    wrong = {"target": "parkmap", **examples[0], "type": "select", "id": 3}
    assert faults(wrong, "messages.schema.json#/$defs/ParkMapOrder") != []
