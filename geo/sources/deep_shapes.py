"""Collections of shapes within each other without end: GEOS descends into them until it crashes."""

from __future__ import annotations

import re
import struct

MOST_DEEP = 24
"""Brackets within each other: of collections, their shapes and the shapes' rings."""
_COLLECTION = re.compile(r"COLLECTION", re.IGNORECASE)
_BRACKET = re.compile(r"[()\[\]{}]")
# What so many collections within each other take at least, each with one in it.
_LEAST = MOST_DEEP * 9
_POINT, _LARGEST = 1, 17
_LINES = {2, 8}
_RINGS = {3, 17}
MULTI = frozenset({4, 5, 6, 7, 9, 10, 11, 12, 15, 16})
"""Kinds of shapes that are made of whole shapes."""
_Z, _M = 0x80000000, 0x40000000
SRID = 0x20000000
"""What EWKB adds to the kind of a shape with the number of its system."""


def is_deep_text(text: str) -> bool:
    """Whether WKT, or a shape of GeoJSON, has collections in collections beyond all measure."""
    if len(text) < _LEAST or sum(1 for _ in _COLLECTION.finditer(text)) < MOST_DEEP // 3:
        return False
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth += 1 if bracket[0] in "([{" else -1
        if depth > MOST_DEEP:
            return True
    return False


def is_deep(data: bytes) -> bool:
    """Whether WKB has collections in collections beyond all measure."""
    if len(data) < _LEAST:
        return False
    # How many shapes are still to come of each collection that is open.
    waiting: list[int] = []
    at = 0
    try:
        while True:
            kind, count, at = head_of(data, at)
            if not _step(waiting, count if kind in MULTI else 0):
                return False
            if len(waiting) > MOST_DEEP:
                return True
    except (struct.error, ValueError):
        return False  # it is broken, and GEOS says so


def next_shape(data: bytes, at: int) -> int:
    """Step over a whole shape.

    Raises
    ------
    ValueError, struct.error
        If it is broken.
    """
    waiting: list[int] = []
    while True:
        kind, count, at = head_of(data, at)
        if not _step(waiting, count if kind in MULTI else 0):
            return at


def _step(waiting: list[int], count: int) -> bool:
    """Count a shape that was met, with so many in it; tell whether any is still to come."""
    if count:
        waiting.append(count)
        return True
    while waiting and waiting[-1] == 1:
        waiting.pop()
    if waiting:
        waiting[-1] -= 1
    return bool(waiting)


def head_of(data: bytes, at: int) -> tuple[int, int, int]:
    """Read the head of a shape; of one without others in it, step over its points.

    Returns
    -------
    kind, count, at
        How many shapes are in it, and where what follows begins.

    Raises
    ------
    ValueError, struct.error
        If it is broken.
    """
    order = "<" if data[at : at + 1] == b"\1" else ">"
    (written,) = struct.unpack_from(f"{order}I", data, at + 1)
    at += 9 if written & SRID else 5
    plain = written & 0x0FFFFFFF
    kind, dimensions = plain % 1000, plain // 1000
    if not _POINT <= kind <= _LARGEST:
        raise ValueError(kind)
    axes = 2 + bool(written & _Z or dimensions in {1, 3}) + bool(written & _M or dimensions > 1)
    if kind == _POINT:
        return kind, 0, at + axes * 8
    (count,) = struct.unpack_from(f"{order}I", data, at)
    at += 4
    if kind in _LINES:
        return kind, 0, at + count * axes * 8
    if kind in _RINGS:
        for _ in range(count):
            (points,) = struct.unpack_from(f"{order}I", data, at)
            at += 4 + points * axes * 8
        return kind, 0, at
    return kind, count, at
