"""Which languages a layer's texts are in."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo.sources.heading_languages import heading_language
from geo.sources.latin_languages import latin_language
from geo.sources.wording import has_simplified, has_traditional, main_language
from geo.sources.written_texts import ENDING, is_tagged, some_rows, written_texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.sources.column_look import Columns
    from geo.sources.geojson.layer_document import LayerDocument

Position = tuple[float, float]
"""Longitude and latitude in degrees."""

FEW_PLACES = 20
JAPAN = (127.0, 24.0, 146.0, 45.6)
"""West, south, east, north; where Korea lies inside, it writes no Chinese characters."""
_PAGE = ("zh", "en")
_LATIN = ("de", "fr", "es")
"""Languages in Latin letters that the page speaks besides English."""


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
    written = main_language(written_texts(columns))
    if not written:
        endings = {found[2] for key in columns.property_names if (found := ENDING.fullmatch(key))}
        is_plain_chinese = "en" in endings and "zh" not in endings
        # Whoever writes headings in other letters than the world's habit reads them.
        headed = main_language(columns.property_names)
        written = "zh" if is_plain_chinese else headed if headed not in {"", "en"} else ""
        written = written or main_language([stem]) or "en"
    if written == "zh":
        if not has_simplified(written_texts(columns)) and _are_in_japan(places()):
            written = "ja"
        elif has_traditional(written_texts(columns)):
            written = "zh-Hant"
    elif written == "en":
        # Places are called in the tongue of the place; headings are written by who keeps the data.
        spoken = latin_language(written_texts(columns))
        if spoken not in {*_LATIN, "en"}:
            # So are their kinds.
            spoken = latin_language(written_texts(columns, named=False))
        told, votes = heading_language([] if is_tagged(columns) else _filled(columns))
        if votes > 1 or (told in _LATIN and spoken != "en"):
            spoken = told
        written = spoken if spoken in _LATIN else "en"
    others = _PAGE if written == "zh" else tuple(reversed(_PAGE))
    return [written, *(language for language in others if language != written)]


def _filled(columns: Columns) -> list[str]:
    """Give the headings below which anything stands: an empty form says nothing of its language."""
    rows = some_rows(columns)
    return [
        name
        for name in columns.property_names
        if any(value not in (None, "") for value in columns.sampled(name, rows))
    ]


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
