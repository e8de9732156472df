"""Positions that stay keep their digits: 120.2000 is not 120.2 because its neighbour was moved."""

from __future__ import annotations

import json
import re
import secrets
from typing import Any, Self


class Spelling:
    """How the positions of a feature stand in its text.

    Parameters
    ----------
    source
        The feature's own text.
    """

    def __init__(self, source: bytes) -> None:
        # Nothing in the text is the same by chance.
        self._mark = secrets.token_hex(8)
        self._known: dict[tuple[float, ...], tuple[str, ...]] = {}
        found = json.loads(source, parse_float=_Digits, parse_int=_Digits)
        if isinstance(found, dict):
            self._learn(found.get("geometry"))

    def put(self, geometry: Any) -> Any:
        """Give a geometry that is to be written, with a mark for each number that stays."""
        if isinstance(geometry, dict):
            return {key: self.put(part) for key, part in geometry.items()}
        if not isinstance(geometry, list):
            return geometry
        digits = self._known.get(tuple(geometry)) if _is_position(geometry) else None
        if digits is not None:
            return [f"{self._mark}{one}" for one in digits]
        return [self.put(part) for part in geometry]

    def taken(self, data: bytes) -> bytes:
        """Give what was written with the digits in place of their marks."""
        return re.sub(rb'"%s([^"]+)"' % self._mark.encode(), rb"\1", data)

    def _learn(self, value: Any) -> None:
        if isinstance(value, dict):
            for part in value.values():
                self._learn(part)
        elif isinstance(value, list):
            if _is_position(value):
                self._known[tuple(map(float, value))] = tuple(one.text for one in value)
            else:
                for part in value:
                    self._learn(part)


class _Digits(float):
    """A number that knows how it was written."""

    text: str

    def __new__(cls, text: str) -> Self:
        made = super().__new__(cls, text)
        made.text = text
        return made


def _is_position(value: list[Any]) -> bool:
    return bool(value) and all(type(part) in {float, int, _Digits} for part in value)
