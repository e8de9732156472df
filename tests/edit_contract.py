"""Holds every order and outcome that tests send and get to the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from geo.editing.operations import Editor
from tests.contract.schemas import faults

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _orders_and_outcomes_as_the_contract_has_them(
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    answer = Editor.answer
    carry_out = Editor.carry_out
    wrong: list[object] = []

    def answered(self: Editor, work: Any) -> Any:
        outcome = answer(self, work)
        wrong.extend(faults({**outcome, "version": "1"}, "edit.schema.json#/$defs/Outcome"))
        return outcome

    def carried_out(self: Editor, order: Any) -> Any:
        outcome = carry_out(self, order)
        # Hostile orders are of no kind, and are told so.
        if not any(problem["code"] == "order-malformed" for problem in outcome["problems"]["en"]):
            wrong.extend(faults(order, "edit.schema.json#/$defs/Order"))
        return outcome

    monkeypatch.setattr(Editor, "answer", answered)
    monkeypatch.setattr(Editor, "carry_out", carried_out)
    yield
    assert wrong == [], wrong
