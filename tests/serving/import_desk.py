"""A page's side of an import, without the page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from geo.serving.drops import Drops

if TYPE_CHECKING:
    from geo.editing.operations import Editor


class Desk:
    """The orders a page gives, and the bytes it sends."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.drops = Drops(editor)
        self.choices: dict[str, Any] = {}
        self.drop = ""

    def order(self, do: str, **more: Any) -> dict[str, Any]:
        order = {"do": do, **more}
        own = self.drops.operation(order)
        return self.editor.carry_out(order) if own is None else self.editor.answer(own)

    def bring(self, *files: tuple[str, bytes], pasted: bool = False) -> dict[str, Any]:
        announced = [{"name": name, "size": len(data)} for name, data in files]
        outcome = self.order("import-begin", files=announced, pasted=pasted)
        self.drop = outcome.get("drop", "")
        for number, (_, data) in enumerate(files):
            if self.drop:
                assert self.drops.receive(self.drop, str(number), io.BytesIO(data), len(data))
        return outcome

    def plan(self, **choices: Any) -> dict[str, Any]:
        self.choices |= choices
        return self.order("import-plan", drop=self.drop, choices=self.choices, lang="en")

    def save(self) -> dict[str, Any]:
        return self.order("import-save", drop=self.drop, choices=self.choices, lang="en")


def codes(outcome: dict[str, Any]) -> list[str]:
    return [problem["code"] for problem in outcome["problems"]["en"]]
