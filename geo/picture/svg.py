"""Writing SVG: elements, numbers and paths, with every text escaped by the XML library.

Lengths are CSS pixels (96 an inch) from the sheet's top left corner, x to the right, y down.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely.geometry.base import BaseGeometry

Element = ET.Element
NAMESPACE = "http://www.w3.org/2000/svg"

# What XML 1.0 §2.2 does not allow in a document, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def number(value: float) -> str:
    """Write a length to a tenth of a pixel (0.03 mm on paper), without a needless zero."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def clean(text: str) -> str:
    """Drop what no XML document may hold; line breaks become spaces."""
    return " ".join(_NOT_XML.sub("", text).split())


def element(parent: Element, tag: str, **attributes: str | float | None) -> Element:
    """Append an element.

    Parameters
    ----------
    parent
        Where to append it.
    tag
        Its name.
    **attributes
        Underscores stand for hyphens (``stroke_width``), a trailing one is dropped (``class_``);
        numbers are rounded to a tenth of a pixel; what is None is left out.
    """
    written = {
        name.rstrip("_").replace("_", "-"): value if isinstance(value, str) else number(value)
        for name, value in attributes.items()
        if value is not None
    }
    return ET.SubElement(parent, tag, written)


def write_text(parent: Element, text: str, **attributes: str | float | None) -> Element:
    """Append a text element; the text is only ever text, whatever it says."""
    written = element(parent, "text", **attributes)
    written.text = clean(text)
    return written


def path_of(geometries: Iterable[BaseGeometry]) -> str:
    """Give the ``d`` of a path through lines and areas, in relative steps of a tenth of a pixel."""
    return "".join(_subpath(part, closed=closed) for part, closed in _parts(geometries))


def _parts(geometries: Iterable[BaseGeometry]) -> Iterator[tuple[BaseGeometry, bool]]:
    for part in shapely.get_parts(list(geometries)):
        if part.geom_type == "Polygon":
            yield part.exterior, True
            for ring in part.interiors:
                yield ring, True
        elif part.geom_type in {"LineString", "LinearRing"}:
            yield part, part.geom_type == "LinearRing"
        elif part.geom_type in {"MultiPolygon", "MultiLineString", "GeometryCollection"}:
            yield from _parts(part.geoms)


def _subpath(line: BaseGeometry, *, closed: bool) -> str:
    # Whole tenths first, then differences: rounding errors do not add up along the line.
    tenths = np.rint(shapely.get_coordinates(line) * 10).astype(np.int64)
    if closed:
        tenths = tenths[:-1]
    steps = np.diff(tenths, axis=0)
    steps = steps[steps.any(axis=1)]
    if len(tenths) == 0 or (len(steps) == 0):
        return ""
    start = f"M{_pair(*tenths[0])}"
    moves = "".join(_step(dx, dy) for dx, dy in steps.tolist())
    return f"{start}l{moves.lstrip()}{'z' if closed else ''}"


def _pair(x: int, y: int) -> str:
    return f"{number(x / 10)} {number(y / 10)}"


def _step(dx: int, dy: int) -> str:
    # A minus sign separates as well as a space does.
    parts = [number(dx / 10), number(dy / 10)]
    return "".join(part if part.startswith("-") else f" {part}" for part in parts)


def to_bytes(root: Element) -> bytes:
    """Serialise a drawing: UTF-8, the same bytes for the same elements."""
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()
