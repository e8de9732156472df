"""The column of few values that parts a layer into kinds of things."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Any

from geo.sources import recognised
from geo.sources.wording import is_spoken, short_text

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_CATEGORIES = 24
"""Values of a column that is called a category; a legend of more is no help."""
MOST_UNCALLED = 12
"""Values of a column that is called anything else."""
FEWEST_SITES = 6
"""It takes so many sites to say of such a column that its values come again,"""
TIMES = 3
"""so often on average."""
CALLED = 0.25
"""Share of features that have a value in a column that is called a category, at least;"""
COVERED = 0.7
"""and in any other."""
SHARE = 0.6
"""Different values a category may have at most, as a share of its values."""
LONGEST_CATEGORY = 40
_YES_NO = {
    "yes",
    "no",
    "y",
    "n",
    "true",
    "false",
    "t",
    "f",
    "0",
    "1",
    "是",
    "否",
    "有",
    "无",
    "はい",
    "いいえ",
}
_NOT_THERE = {"no", "none", "null", "n/a"}


def category_columns(
    columns: Mapping[str, list[Any]], said: str, count: int
) -> tuple[list[str], list[str]]:
    """Find the columns of the categories, and those that say what a thing is.

    Parameters
    ----------
    columns
        Facts of the layer with some of their values, the names not among them.
    said
        The column that ``map.toml`` names, or "".
    count
        How many features were looked at.

    Returns
    -------
    categories : list of str
        Where the first is empty in a row, the next counts: OpenStreetMap has a key for each kind
        of thing. Empty where no column parts the layer.
    kinds : list of str
        The same, and columns of which most features have no value.
    """
    texts = {
        name: [text for value in values if (text := short_text(value))]
        for name, values in columns.items()
    }
    texts = {name: found for name, found in texts.items() if found}
    osm = [name for name in recognised.best("category", texts) if _is_osm(name)]
    called = [name for name in recognised.best("category", texts) if not _is_osm(name)]
    kinds = [*called, *osm]
    if said:
        return [said], [said, *(name for name in kinds if name != said)]
    if any(text.strip() for text in texts.get("category", [])):
        return ["category"], kinds
    for name in called:
        # What few features say (`type` of OpenStreetMap's relations) leaves the rest without one.
        if len(texts[name]) >= CALLED * count and _parts(texts[name]):
            return [name], kinds
    if osm and _parts(_first_of(columns, osm), fewest=1):
        return osm, kinds
    for name, found in texts.items():
        if name not in kinds and _parts_uncalled(found, count):
            return [name], [*kinds, name]
    return [], kinds


def as_kind(column: str, value: Any) -> str:
    """Give what a thing is, as people say it: ``bicycle_parking`` → bicycle parking.

    ``building=yes`` says no more than building.
    """
    text = short_text(value)
    if text.casefold() in _NOT_THERE:
        return ""
    if text.casefold() == "yes":
        text = column
    return text.replace("_", " ") if _is_osm(column) else text


def _is_osm(name: str) -> bool:
    return name in recognised.names_in("category", "osm")


def _first_of(columns: Mapping[str, list[Any]], names: list[str]) -> list[str]:
    rows = zip(*(columns[name] for name in names), strict=True)
    first = (
        next(
            (
                text
                for name, value in zip(names, row, strict=True)
                if (text := as_kind(name, value))
            ),
            "",
        )
        for row in rows
    )
    return [text for text in first if text]


def _parts(texts: list[str], fewest: int = 2) -> bool:
    """Whether the values of a column that is called a category are few enough to be one."""
    different = len(set(texts))
    most = min(MOST_CATEGORIES, max(2, SHARE * len(texts)))
    return fewest <= different <= most and median(map(len, texts)) <= LONGEST_CATEGORY


def _parts_uncalled(texts: list[str], count: int) -> bool:
    """Whether the values of any other column come again and again, as those of a category do."""
    counts = Counter(texts)
    if len(texts) < max(FEWEST_SITES, COVERED * count) or not all(map(is_spoken, counts)):
        return False
    if {text.casefold() for text in counts} <= _YES_NO:
        return False
    few = 2 <= len(counts) <= MOST_UNCALLED and len(counts) * TIMES <= len(texts)
    return few and median(map(len, counts)) <= LONGEST_CATEGORY
