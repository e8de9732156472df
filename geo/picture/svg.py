"""Writing SVG: elements and numbers, with every text escaped by the XML library.

Lengths are CSS pixels (96 an inch) from the sheet's top left corner, x to the right, y down.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

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


def put(parent: Element, drawing: str, tag: str = "g", **attributes: str | float | None) -> Element:
    """Append an element with children that are written already."""
    group = element(parent, tag, **attributes)
    group.extend(ET.fromstring(f"<g>{drawing}</g>"))  # noqa: S314  the page's own program wrote it
    return group


def to_bytes(root: Element) -> bytes:
    """Serialise a drawing: UTF-8, the same bytes for the same elements."""
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()
