"""The texts of a layer that people have written, by which its language is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.sources import recognised
from geo.sources.spoken_columns import base_of, language_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.sources.column_look import Columns

SAMPLED = 300
"""Features whose texts are read."""
FEWEST_KEYS = 2
"""Keys of OpenStreetMap by which a layer is told to be from there: its values are its own words."""
ENDING = re.compile(r"(.+)[_:]([a-z]{2,3}(?:[-_][A-Za-z]{2,8})?)")
"""A heading with the code of a language behind it."""
_BEGINNING = re.compile(r"(zh|en)[_:](.+)")
_PAGE = ("zh", "en")
_HIDDEN = ("_", "@")
"""How columns begin that programs keep for themselves."""
_NO_TEXTS: tuple[recognised.Role, ...] = ("technical", "style", "link", "geometry")


def written_texts(columns: Columns, *, named: bool = True) -> Iterator[str]:
    """Give the texts that people have written: no codes, links, colours or translations.

    With the names, or without them.
    """
    names = set(columns.property_names)
    translated = _translations(columns)
    called = recognised.best("name", columns.property_names)
    are_tags = is_tagged(columns)
    rows = some_rows(columns)
    for name in dict.fromkeys([*called, *columns.property_names]):
        found = ENDING.fullmatch(name)
        if name in translated or (not named and name in called):
            continue
        if found and (found[1] in names or found[2] in _PAGE):
            continue
        begun = _BEGINNING.fullmatch(name)
        if (begun and begun[2] in names) or (are_tags and not _is_written(name)):
            continue
        if name.startswith(_HIDDEN) or any(
            recognised.rank(role, name) is not None for role in _NO_TEXTS
        ):
            continue
        yield from (value for value in columns.sampled(name, rows) if isinstance(value, str))


def some_rows(columns: Columns) -> range:
    """Give the rows whose texts are read, from all over the layer."""
    return range(0, columns.count, max(1, columns.count // SAMPLED))[:SAMPLED]


def is_tagged(columns: Columns) -> bool:
    """Whether a layer is OpenStreetMap's, whose keys are nobody's language."""
    keys = set(recognised.names_in("category", "osm"))
    return len(keys & set(columns.property_names)) >= FEWEST_KEYS


def _is_written(name: str) -> bool:
    """Whether people of the place write what a tag of OpenStreetMap says, in their language."""
    roles: tuple[recognised.Role, ...] = ("name", "description", "address", "street")
    is_key = name in recognised.names_in("category", "osm")
    return not is_key and any(recognised.rank(role, name) is not None for role in roles)


def _translations(columns: Columns) -> set[str]:
    """Find the names and descriptions whose headings say their language: 名称（英文）.

    None where all say the same one: then it is the file's own. Where each says one, and English is
    among them, it is the other that is the file's own.
    """
    said = {name: language_of(name) for name in columns.property_names if _is_told(name)}
    languages = set(said.values())
    if None not in languages and len(languages) == 1:
        return set()
    others = {language for language in languages if language is not None}
    if None not in languages and "en" in others:
        others = {"en"}
    return {name for name, language in said.items() if language in others}


def _is_told(name: str) -> bool:
    """Whether a heading is that of names or descriptions, in whatever language."""
    base = base_of(name) or name
    return any(recognised.rank(role, base) is not None for role in ("name", "description"))
