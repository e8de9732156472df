"""What the rules share: the document under check, and where they report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Literal, TypeGuard

from geo.problems import Place, Problem, catalogue

if TYPE_CHECKING:
    from geo.reading.cst import Pointer
    from geo.reading.geojson import LayerDocument

# JSON's kinds of values as the messages call them, in English and Chinese.
KINDS = {
    "null": ("null", "null"),
    "boolean": ("true or false", "true 或 false"),
    "number": ("a number", "数字"),
    "string": ("text", "文本"),
    "array": ("a list [ ]", "列表 [ ]"),
    "object": ("an object { }", "对象 { }"),
    "object or null": ("an object { } or null", "对象 { } 或 null"),
}

FULL_REPORTS = 100
"""So many problems of one code get their exact place; a reader is served by no more of them."""


class Report:
    """Collects the problems of one document.

    From the hundred-and-first of a code on, errors stand at the beginning of their feature (finding
    the exact place costs a syntax tree each) and warnings are only counted.
    """

    def __init__(self, document: LayerDocument) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self._counts: Counter[str] = Counter()

    def add(
        self,
        code: str,
        pointer: Pointer,
        *,
        on: Literal["value", "key"] = "value",
        index: int | None = None,
        **params: Any,
    ) -> None:
        """Report a problem at a value, as :meth:`geo.reading.geojson.LayerDocument.problem`.

        The params ``kind`` and ``wanted`` are names of :data:`KINDS`; ``kind_zh`` and ``wanted_zh``
        join them.
        """
        for name in ("kind", "wanted"):
            if name in params:
                params[name], params[f"{name}_zh"] = KINDS[params[name]]
        self._counts[code] += 1
        if self._counts[code] > FULL_REPORTS:
            if catalogue()[code].severity == "warning":
                return
            pointer = pointer[:2] if self.document.form == "collection" else ()
        problem = self.document.problem(code, pointer, on=on, index=index, **params)
        self.problems.append(problem)

    def finish(self) -> list[Problem]:
        """Give everything reported, with a word on the warnings that were only counted."""
        for code, count in sorted(self._counts.items()):
            if count > FULL_REPORTS and catalogue()[code].severity == "warning":
                place = Place(self.document.shown_as)
                params = {"count": count - FULL_REPORTS, "code": code}
                self.problems.append(Problem("more-of-the-same", place, params))
        return self.problems


def kind_of(value: Any) -> str:
    """Name a JSON value's kind: a key of :data:`KINDS`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def is_number(value: Any) -> TypeGuard[int | float]:
    """Whether a value is a JSON number; Python counts true and false among the integers."""
    return isinstance(value, int | float) and not isinstance(value, bool)
