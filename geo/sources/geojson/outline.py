"""Where every value of a sound JSON text stands, of however many megabytes."""

from __future__ import annotations

import json
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from geo.sources.cst import Pointer, Span
from geo.sources.geojson.marks import Marks, find_marks

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPACE = " \t\r\n"
CHUNK = 4096
LONGEST_NUMBER = 4000
"""Digits of an integer; Python refuses to read more than 4300."""


def bounded_int(digits: str) -> float | int:
    """Read an integer; one of thousands of digits is infinite, as such a float is."""
    return int(digits) if len(digits) < LONGEST_NUMBER else float("inf")


class _Part(NamedTuple):
    """A value: the numbers of the marks before and behind it."""

    left: int
    right: int


class Outline:
    """Where the values of a JSON text stand.

    Parameters
    ----------
    text
        A text that the standard library could decode.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        # The same few arrays and objects are gone through again and again.
        self._separators = lru_cache(maxsize=16)(self._find_separators)
        self._members = lru_cache(maxsize=16)(self._find_members)

    @cached_property
    def _marks(self) -> Marks:
        return find_marks(self._text)

    @property
    def _whole(self) -> _Part:
        return _Part(-1, len(self._marks.at))

    def locate(self, pointer: Pointer, on: Literal["value", "key"] = "value") -> Span:
        """Find where a value or its key stands, or the nearest thing around it that does exist.

        As :meth:`geo.sources.cst.JsonTree.locate`.
        """
        if not pointer:
            return self._trimmed(0, len(self._text))
        part = self._whole
        for number, step in enumerate(pointer, 1):
            separators = self._separators(part)
            if isinstance(step, str):
                place = self._members(part).get(step) if self._is_object(part) else None
            else:
                is_there = step < len(separators) - 1 and not self._is_object(part)
                place = step if is_there else None
            if place is None:
                break
            if isinstance(step, int):
                part = _Part(int(separators[place]), int(separators[place + 1]))
                continue
            colon = int(separators[place]) + 1
            if on == "key" and number == len(pointer):
                return self._span(_Part(colon - 1, colon))
            part = _Part(colon, int(separators[place + 1]))
        return self._span(part)

    def keys(self, pointer: Pointer) -> list[tuple[str, Span]]:
        """Every key of an object in the order of the text, repeated ones as often as they stand."""
        part = self._whole
        for step in pointer:
            separators = self._separators(part)
            if isinstance(step, int):
                part = _Part(int(separators[step]), int(separators[step + 1]))
            else:
                place = self._members(part)[step]
                part = _Part(int(separators[place]) + 1, int(separators[place + 1]))
        return self._keys(part) if self._is_object(part) else []

    def _is_object(self, part: _Part) -> bool:
        opening = part.left + 1
        return opening < part.right and self._marks.kind[opening] == ord("{")

    def _find_separators(self, part: _Part) -> NDArray[np.int64]:
        """Numbers of the marks around the elements of an array or object: one more than those."""
        opening, closing = part.left + 1, part.right - 1
        if opening >= closing:  # a scalar has no marks
            return np.empty(0, dtype=np.int64)
        inner = slice(opening + 1, closing)
        kind, depth = self._marks.kind[inner], self._marks.depth[inner]
        commas = np.flatnonzero((kind == ord(",")) & (depth == self._marks.depth[opening]))
        if not len(commas):
            span = self._span(_Part(opening, closing))
            if closing == opening + 1 and span.start == span.end:
                return np.empty(0, dtype=np.int64)
        return np.concatenate([[opening], commas + opening + 1, [closing]])

    def _find_members(self, part: _Part) -> dict[str, int]:
        # Of repeated keys the last counts, as in decoding.
        return {name: number for number, (name, _) in enumerate(self._keys(part))}

    def _keys(self, part: _Part) -> list[tuple[str, Span]]:
        found = []
        for mark in self._separators(part)[:-1].tolist():
            span = self._span(_Part(mark, mark + 1))
            written = self._text[span.start : span.end]
            name = json.loads(written, strict=False) if "\\" in written else written[1:-1]
            found.append((name, span))
        return found

    def _span(self, part: _Part) -> Span:
        """Give the stretch between two marks without the space around it."""
        at = self._marks.at
        start = int(at[part.left]) + 1 if part.left >= 0 else 0
        end = int(at[part.right]) if part.right < len(at) else len(self._text)
        return self._trimmed(start, end)

    def _trimmed(self, start: int, end: int) -> Span:
        while start < end and self._text[start] in SPACE:
            chunk = self._text[start : min(end, start + CHUNK)]
            start += len(chunk) - len(chunk.lstrip(SPACE))
        while start < end and self._text[end - 1] in SPACE:
            chunk = self._text[max(start, end - CHUNK) : end]
            end -= len(chunk) - len(chunk.rstrip(SPACE))
        return Span(start, end)
