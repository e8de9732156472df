"""Which languages a layer's texts are in."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from geo.sources import recognised
from geo.sources.heading_languages import heading_language
from geo.sources.latin_languages import latin_language
from geo.sources.spoken_columns import base_of, language_of
from geo.sources.wording import has_simplified, has_traditional, main_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.sources.column_look import Columns
    from geo.sources.geojson.layer_document import LayerDocument

Position = tuple[float, float]
"""Longitude and latitude in degrees."""

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
    """Find the languages of a layer: :func:`languages_in` says how."""
    return languages_in(layer, layer.path.stem, lambda: _first_places(layer))


def languages_in(columns: Columns, stem: str, places: Callable[[], list[Position]]) -> list[str]:
    """Find the languages of rows, from all their texts and the endings of their fields.

    Parameters
    ----------
    columns
        The rows: a layer's features, or those of a file that is brought in.
    stem
        What the file is called, without its ending.
    places
        Gives longitude and latitude (degrees) of the first rows that lie anywhere; asked only
        where the texts may be Japanese or Chinese.

    Returns
    -------
    list of str
        That of the fields without an ending first: ``zh``, ``zh-Hant``, ``ja``, ``ko``, ``de``,
        ``fr``, ``es``, or ``en`` for every other; ``name_en`` beside a ``name`` without letters
        says that the plain field is Chinese; without any text headings in such letters tell, or the
        file's name. Then what the page speaks besides, so that its readers have theirs.
    """
    written = main_language(_texts(columns))
    if not written:
        endings = {found[2] for key in columns.property_names if (found := _ENDING.fullmatch(key))}
        is_plain_chinese = "en" in endings and "zh" not in endings
        # Whoever writes headings in other letters than the world's habit reads them.
        headed = main_language(columns.property_names)
        written = "zh" if is_plain_chinese else headed if headed not in {"", "en"} else ""
        written = written or main_language([stem]) or "en"
    if written == "zh":
        if not has_simplified(_texts(columns)) and _are_in_japan(places()):
            written = "ja"
        elif has_traditional(_texts(columns)):
            written = "zh-Hant"
    elif written == "en":
        # Places are called in the tongue of the place; headings are written by who keeps the data.
        spoken = latin_language(_texts(columns))
        if spoken not in {*_LATIN, "en"}:
            # So are their kinds.
            spoken = latin_language(_texts(columns, named=False))
        told, votes = heading_language([] if _is_tagged(columns) else _filled(columns))
        if votes > 1 or (told in _LATIN and spoken != "en"):
            spoken = told
        written = spoken if spoken in _LATIN else "en"
    others = _PAGE if written == "zh" else tuple(reversed(_PAGE))
    return [written, *(language for language in others if language != written)]


def _filled(columns: Columns) -> list[str]:
    """Give the headings below which anything stands: an empty form says nothing of its language."""
    rows = _some_rows(columns)
    return [
        name
        for name in columns.property_names
        if any(value not in (None, "") for value in columns.sampled(name, rows))
    ]


def _some_rows(columns: Columns) -> range:
    return range(0, columns.count, max(1, columns.count // SAMPLED))[:SAMPLED]


def _are_in_japan(places: list[Position]) -> bool:
    """Whether Chinese characters without kana, none simplified, are of rows in Japan."""
    west, south, east, north = JAPAN
    inside = [west <= lon <= east and south <= lat <= north for lon, lat in places]
    return bool(inside) and all(inside)


def _first_places(layer: LayerDocument) -> list[Position]:
    rows = range(min(layer.count, FEW_PLACES))
    return [place for row in rows if (place := _first_place(layer, row))]


def _first_place(layer: LayerDocument, row: int) -> Position | None:
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


def _is_tagged(columns: Columns) -> bool:
    """Whether a layer is OpenStreetMap's, whose keys are nobody's language."""
    keys = set(recognised.names_in("category", "osm"))
    return len(keys & set(columns.property_names)) >= FEWEST_KEYS


def _translations(columns: Columns) -> set[str]:
    """Find the names and descriptions whose headings say their language: 名称（英文）.

    None where all say the same one: then it is the file's own.
    """
    said = {name: language_of(name) for name in columns.property_names if _is_told(name)}
    if None not in said.values() and len(set(said.values())) == 1:
        return set()
    return {name for name, language in said.items() if language is not None}


def _is_told(name: str) -> bool:
    """Whether a heading is that of names or descriptions, in whatever language."""
    base = base_of(name) or name
    return any(recognised.rank(role, base) is not None for role in ("name", "description"))


def _texts(columns: Columns, *, named: bool = True) -> Iterator[str]:
    """Give the texts that people have written: no codes, links, colours or translations.

    With the names, or without them.
    """
    names = set(columns.property_names)
    translated = _translations(columns)
    called = recognised.best("name", columns.property_names)
    is_tagged = _is_tagged(columns)
    rows = _some_rows(columns)
    for name in dict.fromkeys([*called, *columns.property_names]):
        found = _ENDING.fullmatch(name)
        if name in translated or (not named and name in called):
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
        yield from (value for value in columns.sampled(name, rows) if isinstance(value, str))
