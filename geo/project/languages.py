"""Which languages a layer's texts are in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.sources import recognised
from geo.sources.wording import main_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.sources.geojson.layer_document import LayerDocument

SAMPLED = 300
"""Features whose texts are read."""
_ENDING = re.compile(r"(.+)[_:]([a-z]{2,3}(?:[-_][A-Za-z]{2,8})?)")
_PAGE = ("zh", "en")
_NO_TEXTS: tuple[recognised.Role, ...] = ("technical", "style", "link", "geometry")


def languages_of(layer: LayerDocument) -> list[str]:
    """Find the languages of a layer, from all its texts and the endings of its fields.

    Returns
    -------
    list of str
        That of the fields without an ending first: ``zh``, ``ja``, ``ko``, or ``en`` for every
        other writing; ``name_en`` beside a ``name`` without letters says that the plain field is
        Chinese. Then what the page speaks besides.
    """
    written = main_language(_texts(layer))
    if not written:
        endings = {found[2] for key in layer.property_names if (found := _ENDING.fullmatch(key))}
        written = "zh" if "en" in endings and "zh" not in endings else "en"
    others = [language for language in _PAGE if language != written]
    return [written, *(others if written in _PAGE else ["en"])]


def _texts(layer: LayerDocument) -> Iterator[str]:
    """Give the texts that people have written: no codes, links, colours or translations."""
    names = set(layer.property_names)
    step = max(1, layer.count // SAMPLED)
    rows = range(0, layer.count, step)[:SAMPLED]
    for name in layer.property_names:
        found = _ENDING.fullmatch(name)
        if found and (found[1] in names or found[2] in _PAGE):
            continue
        if any(recognised.rank(role, name) is not None for role in _NO_TEXTS):
            continue
        yield from (value for value in layer.sampled(name, rows) if isinstance(value, str))
