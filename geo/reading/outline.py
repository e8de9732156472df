"""Where the large parts of a GeoJSON text stand, without a syntax tree of all of it.

A syntax tree of a 100 MB file takes gigabytes and most of a minute. To place a problem in one
feature only that feature's tree is needed, and where it begins and ends the standard library's
decoder tells at the speed of C.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any, Literal

from geo.reading.cst import JsonTree, Pointer, Span

SPACE = re.compile(r"[ \t\r\n]*")
LONGEST_NUMBER = 4000
"""Digits of an integer; Python refuses to read more than 4300."""


def bounded_int(digits: str) -> float | int:
    """Read an integer; one of thousands of digits is infinite, as such a float is."""
    return int(digits) if len(digits) < LONGEST_NUMBER else float("inf")


class Outline:
    """The members of a document's top object and the elements of its ``features``.

    Parameters
    ----------
    text
        A JSON text that the standard library could decode, with an object at its top.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._members: dict[str, tuple[Span, Span]] = {}
        self._features: list[Span] = []
        # The same few features are asked for again and again: one feature, several problems.
        self._tree = lru_cache(maxsize=8)(self._make_tree)
        self._read = json.JSONDecoder(parse_int=bounded_int).raw_decode
        self._read_members()

    def locate(self, pointer: Pointer, on: Literal["value", "key"] = "value") -> Span:
        """Find where a value or its key stands, or what around it does exist.

        As :meth:`geo.reading.cst.JsonTree.locate`.
        """
        member = self._members.get(str(pointer[0])) if pointer else None
        if member is None:
            start = self._skip(0)
            return Span(start, len(self._text.rstrip()))
        key, value = member
        if len(pointer) == 1:
            return key if on == "key" else value
        step = pointer[1]
        if pointer[0] != "features" or not isinstance(step, int):
            return self._within(value, pointer[1:], on)
        if step >= len(self._features):
            return value
        return self._within(self._features[step], pointer[2:], on)

    def keys(self, pointer: Pointer) -> list[tuple[str, Span]]:
        """Every key of an object in the order of the text, repeated ones as often as they stand."""
        if len(pointer) > 1 and pointer[0] == "features" and isinstance(pointer[1], int):
            part, rest = self._features[pointer[1]], pointer[2:]
        elif pointer:
            part, rest = self._members[str(pointer[0])][1], pointer[1:]
        else:
            part, rest = Span(0, len(self._text)), ()
        found = self._tree(part).keys(rest)
        return [(name, _moved(span, part.start)) for name, span in found]

    def _within(self, part: Span, rest: Pointer, on: Literal["value", "key"]) -> Span:
        if not rest:
            return part
        return _moved(self._tree(part).locate(rest, on), part.start)

    def _make_tree(self, part: Span) -> JsonTree:
        return JsonTree(self._text[part.start : part.end])

    def _skip(self, offset: int) -> int:
        match = SPACE.match(self._text, offset)
        return match.end() if match else offset

    def _read_members(self) -> None:
        offset = self._skip(self._skip(0) + 1)  # past the opening brace
        while self._text[offset] != "}":  # ends: the text is known to be sound
            name, key_end = self._read(self._text, offset)
            start = self._skip(self._skip(key_end) + 1)  # past the colon
            end = self._read_value(str(name), start)
            self._members[str(name)] = (Span(offset, key_end), Span(start, end))
            offset = self._past_comma(end)

    def _read_value(self, name: str, start: int) -> int:
        if name != "features" or self._text[start] != "[":
            return self._end_of(start)
        elements = []
        offset = self._skip(start + 1)
        while self._text[offset] != "]":
            end = self._end_of(offset)
            elements.append(Span(offset, end))
            offset = self._past_comma(end)
        self._features = elements
        return offset + 1

    def _end_of(self, offset: int) -> int:
        value: tuple[Any, int] = self._read(self._text, offset)
        return value[1]

    def _past_comma(self, offset: int) -> int:
        offset = self._skip(offset)
        return self._skip(offset + 1) if self._text[offset] == "," else offset


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
