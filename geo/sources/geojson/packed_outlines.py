"""Outlines packed into texts, as ECharts keeps its maps (``UTF8Encoding``).

Each ring or line is one string of two characters a position: by what the position differs from the
one before, doubled so that the sign stands in the last bit, above the code 64. ``encodeOffsets``,
nested as the strings are, says from where the first one counts, ``UTF8Scale`` how many steps make a
degree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.sources.geojson.syntax import Finding

if TYPE_CHECKING:
    from geo.sources.cst import Pointer

STEPS = 1024
"""Of a degree, where the file does not say it."""
DECIMALS = 6
"""Of a degree: a step is a hundred metres, what comes after these is none of the author's."""
_BASE = 64
_PACKED = "encodeOffsets"


def unpack_outlines(value: Any) -> tuple[Finding, Pointer] | None:
    """Write the coordinates of every packed outline as positions, in the value itself.

    Parameters
    ----------
    value
        The decoded document; its geometries are changed. What is packed otherwise is left as it is.

    Returns
    -------
    tuple or None
        What to tell and of which member; None if nothing was packed.
    """
    features = value.get("features") if isinstance(value, dict) else None
    if not isinstance(features, list):
        return None
    steps = value.get("UTF8Scale", STEPS)
    if isinstance(steps, bool) or not isinstance(steps, int | float) or steps <= 0:
        steps = STEPS
    first, count = 0, 0
    for row, feature in enumerate(features):
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        if not isinstance(geometry, dict) or _PACKED not in geometry:
            continue
        is_area = geometry.get("type") in {"Polygon", "MultiPolygon"}
        try:
            shapes = _unpacked(geometry.get("coordinates"), geometry[_PACKED], steps)
            geometry["coordinates"] = _closed(shapes) if is_area else shapes
        except (IndexError, OverflowError, RecursionError, TypeError, ValueError):
            continue
        del geometry[_PACKED]
        first, count = (first, count + 1) if count else (row, 1)
    if not count:
        return None
    where = ("features", first, "geometry", "coordinates")
    return Finding("outlines-packed", 0, {"count": count}), where


def _unpacked(packed: Any, offsets: Any, steps: float) -> list[Any]:
    if isinstance(packed, str):
        return _line(packed, offsets, steps)
    parts = [_unpacked(part, offset, steps) for part, offset in zip(packed, offsets, strict=True)]
    return [part for part in parts if part]


def _closed(shapes: list[Any]) -> list[Any]:
    """Close rings, and leave out what has become too small for the steps to enclose anything."""
    if not shapes or isinstance(shapes[0][0][0], list):
        return [part for shape in shapes if (part := _closed(shape))]
    rings = [ring if ring[0] == ring[-1] else [*ring, ring[0]] for ring in shapes]
    full = [len(ring) > 3 for ring in rings]
    return [ring for ring, is_full in zip(rings, full, strict=True) if is_full] if full[0] else []


def _line(packed: str, offset: Any, steps: float) -> list[list[float]]:
    x, y = offset
    line = []
    for at in range(0, len(packed) - 1, 2):
        x += _signed(ord(packed[at]) - _BASE)
        y += _signed(ord(packed[at + 1]) - _BASE)
        line.append([round(x / steps, DECIMALS), round(y / steps, DECIMALS)])
    return line


def _signed(code: int) -> int:
    return (code >> 1) ^ -(code & 1)
