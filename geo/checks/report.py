"""What the rules share: the document under check, and where they report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING, Any, Literal, TypeGuard

from geo.problems import Place, Problem, said_in_each, severity_of
from geo.problems.alike import SHOWN_ALIKE, counted

if TYPE_CHECKING:
    from collections.abc import Collection

    from geo.sources.cst import Pointer
    from geo.sources.geojson.layer_document import LayerDocument


SAMPLED = 1000
"""Features whose places tell where the others are."""


@dataclass
class _Gathered:
    """A problem of many values: where the first is, and how many there are."""

    pointer: Pointer
    params: dict[str, Any]
    features: set[int]
    places: int = 0


class Report:
    """Collects the problems of one document.

    Of one code the first are told one by one, the others only counted (``geo.problems.alike``).
    """

    def __init__(self, document: LayerDocument) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.faulty: set[int] = set()
        """Features with errors, those that are only counted included."""
        self._counts: Counter[str] = Counter()
        self._once: dict[str, _Gathered] = {}

    @cached_property
    def middle(self) -> tuple[float, float] | None:
        """The median of the sites that say it as nearly all do; none where there is none."""
        places = [
            found
            for feature in self.document.features[:SAMPLED]
            if (found := _first_position(feature.get("geometry")))
        ]
        if not places:
            return None
        return median(place[0] for place in places), median(place[1] for place in places)

    def add(
        self,
        code: str,
        pointer: Pointer,
        *,
        on: Literal["value", "key"] = "value",
        index: int | None = None,
        **params: Any,
    ) -> None:
        """Report a problem at a value, as ``LayerDocument.problem`` does.

        The params ``kind`` and ``wanted`` are kinds that ``reporting.json`` names; ``kind_zh`` and
        ``wanted_zh`` join them.
        """
        if index is None:
            index = self.document.index_of(pointer)
        self.count(code, [] if index is None else [index])
        if self._counts[code] > SHOWN_ALIKE:
            return
        for name in ("kind", "wanted"):
            if name in params:
                params[name], params[f"{name}_zh"] = said_in_each("kinds", params[name])
        self.problems.append(self.document.problem(code, pointer, on=on, index=index, **params))

    def once(self, code: str, pointer: Pointer, **params: Any) -> None:
        """Report a problem of many values at the first of them; their number joins the params.

        ``count`` is that of the features concerned, or of the places where there are none.
        """
        if code not in self._once:
            self._once[code] = _Gathered(pointer, params, set())
        gathered = self._once[code]
        gathered.places += 1
        index = self.document.index_of(pointer)
        if index is not None:
            gathered.features.add(index)

    def count(self, code: str, features: Collection[int]) -> None:
        """Take note of a problem of some features, or of one without a feature, unlisted."""
        self._counts[code] += len(features) or 1
        if severity_of(code) == "error":
            self.faulty.update(features)

    def is_full(self, code: str) -> bool:
        """Whether a further problem would only be counted: then no remedy need be looked for."""
        return self._counts[code] >= SHOWN_ALIKE

    def finish(self) -> list[Problem]:
        """Give everything reported, with a word on what was only counted."""
        for code, gathered in self._once.items():
            count = len(gathered.features) or gathered.places
            self.add(code, gathered.pointer, count=count, **gathered.params)
            if severity_of(code) == "error":
                self.faulty |= gathered.features
        for code, count in sorted(self._counts.items()):
            if count > SHOWN_ALIKE:
                place = Place(self.document.shown_as)
                self.problems.append(counted(code, count - SHOWN_ALIKE, place))
        return self.problems


def _first_position(geometry: Any) -> list[float] | None:
    """Give the first position of a geometry if it is two or three numbers."""
    found = geometry.get("coordinates") if isinstance(geometry, dict) else None
    while isinstance(found, list) and found and isinstance(found[0], list):
        found = found[0]
    if not isinstance(found, list) or not 2 <= len(found) <= 3:
        return None
    return found if all(map(is_number, found)) else None


def kind_of(value: Any) -> str:
    """Name a JSON value's kind: a kind that ``reporting.json`` names."""
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
