"""Which languages a layer's texts are in."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from geo.sources import recognised
from geo.sources.heading_languages import heading_language
from geo.sources.latin_languages import latin_language
from geo.sources.wording import has_simplified, has_traditional, main_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.sources.geojson.layer_document import LayerDocument

SAMPLED = 300
"""Features whose texts are read."""
FEW_PLACES = 20
FEWEST_KEYS = 2
"""Keys of OpenStreetMap by which a layer is told to be from there: its values are its own words."""
JAPAN = (127.0, 24.0, 146.0, 45.6)
"""West, south, east, north; where Korea lies inside, it writes no Chinese characters."""
_ENDING = re.compile(r"(.+)[_:]([a-z]{2,3}(?:[-_][A-Za-z]{2,8})?)")
_BEGINNING = re.compile(r"(zh|en)[_:](.+)")
_PAGE = ("zh", "en")
_LATIN = ("de", "fr", "es")
"""Languages in Latin letters that the page speaks besides English."""
_HIDDEN = ("_", "@")
"""How columns begin that programs keep for themselves."""
_NO_TEXTS: tuple[recognised.Role, ...] = ("technical", "style", "link", "geometry")


def languages_of(layer: LayerDocument) -> list[str]:
    """Find the languages of a layer, from all its texts and the endings of its fields.

    Returns
    -------
    list of str
        That of the fields without an ending first: ``zh``, ``zh-Hant``, ``ja``, ``ko``, ``de``,
        ``fr``, ``es``, or ``en`` for every other; ``name_en`` beside a ``name`` without letters
        says that the plain field is Chinese, and without any text the file's name tells. Then what
        the page speaks besides, so that its readers have theirs.
    """
    written = main_language(_texts(layer))
    if not written:
        endings = {found[2] for key in layer.property_names if (found := _ENDING.fullmatch(key))}
        is_plain_chinese = "en" in endings and "zh" not in endings
        written = "zh" if is_plain_chinese else main_language([layer.path.stem]) or "en"
    if written == "zh":
        if _may_be_japanese(layer):
            written = "ja"
        elif has_traditional(_texts(layer)):
            written = "zh-Hant"
    elif written == "en":
        # Places are called in the tongue of the place; headings are written by who keeps the data.
        spoken = latin_language(_texts(layer))
        if spoken not in {*_LATIN, "en"}:
            # So are their kinds.
            spoken = latin_language(_texts(layer, named=False))
        told, votes = heading_language([] if _is_tagged(layer) else _filled(layer))
        if votes > 1 or (told in _LATIN and spoken != "en"):
            spoken = told
        written = spoken if spoken in _LATIN else "en"
    others = _PAGE if written == "zh" else tuple(reversed(_PAGE))
    return [written, *(language for language in others if language != written)]


def _filled(layer: LayerDocument) -> list[str]:
    """Give the headings below which anything stands: an empty form says nothing of its language."""
    rows = _some_rows(layer)
    return [
        name
        for name in layer.property_names
        if any(value not in (None, "") for value in layer.sampled(name, rows))
    ]


def _some_rows(layer: LayerDocument) -> range:
    return range(0, layer.count, max(1, layer.count // SAMPLED))[:SAMPLED]


def _may_be_japanese(layer: LayerDocument) -> bool:
    """Whether Chinese characters without kana are of a layer in Japan, and none simplified."""
    rows = range(min(layer.count, FEW_PLACES))
    places = [place for row in rows if (place := _first_place(layer, row))]
    west, south, east, north = JAPAN
    inside = [west <= lon <= east and south <= lat <= north for lon, lat in places]
    return bool(inside) and all(inside) and not has_simplified(_texts(layer))


def _first_place(layer: LayerDocument, row: int) -> tuple[float, float] | None:
    """Give the first position of a feature as it is written; none where there is none."""
    if layer.plain is not None:
        lon, lat = layer.plain.xy[row].tolist()
        return None if math.isnan(lon) else (lon, lat)
    geometry = layer.features[row].get("geometry")
    found = geometry.get("coordinates") if isinstance(geometry, dict) else None
    while isinstance(found, list) and found and isinstance(found[0], list):
        found = found[0]
    numbers = found[:2] if isinstance(found, list) else []
    sound = [float(value) for value in numbers if isinstance(value, int | float)]
    return (sound[0], sound[1]) if len(sound) == 2 else None


def _is_written(name: str) -> bool:
    """Whether people of the place write what a tag of OpenStreetMap says, in their language."""
    roles: tuple[recognised.Role, ...] = ("name", "description", "address", "street")
    is_key = name in recognised.names_in("category", "osm")
    return not is_key and any(recognised.rank(role, name) is not None for role in roles)


def _is_tagged(layer: LayerDocument) -> bool:
    """Whether a layer is OpenStreetMap's, whose keys are nobody's language."""
    keys = set(recognised.names_in("category", "osm"))
    return len(keys & set(layer.property_names)) >= FEWEST_KEYS


def _texts(layer: LayerDocument, *, named: bool = True) -> Iterator[str]:
    """Give the texts that people have written: no codes, links, colours or translations.

    With the names, or without them.
    """
    names = set(layer.property_names)
    called = recognised.best("name", layer.property_names)
    is_tagged = _is_tagged(layer)
    rows = _some_rows(layer)
    for name in dict.fromkeys([*called, *layer.property_names]):
        found = _ENDING.fullmatch(name)
        if not named and name in called:
            continue
        if found and (found[1] in names or found[2] in _PAGE):
            continue
        begun = _BEGINNING.fullmatch(name)
        if (begun and begun[2] in names) or (is_tagged and not _is_written(name)):
            continue
        if name.startswith(_HIDDEN) or any(
            recognised.rank(role, name) is not None for role in _NO_TEXTS
        ):
            continue
        yield from (value for value in layer.sampled(name, rows) if isinstance(value, str))
