"""Categories of a file's rows, and those the settings do not know yet."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from geo.checks.site_properties import NOT_SLUG
from geo.editing.settings_text import NewCategory
from geo.ids import slug
from geo.importing.row_values import FactColumn
from geo.importing.several_kinds import first_kinds
from geo.page.categories import COLOURS
from geo.sources.colour_meanings import SURE
from geo.sources.style_keys import colour_columns, colour_of, is_colour, is_default_colour
from geo.words import own_label

if TYPE_CHECKING:
    from geo.importing.import_plan import Choices
    from geo.importing.row_values import RowValues
    from geo.importing.target import Target

PLAIN_SHAPES = ("circle", "square", "triangle", "diamond", "star", "hexagon", "cross", "flag")
"""Signs that claim nothing: what a kind of place looks like is for its owner to say."""
MOST = 40
"""Categories that the settings are given; more make no legend."""


def sort_into_categories(
    target: Target, values: RowValues, choices: Choices, count: int
) -> list[NewCategory]:
    """Bring the rows' categories to the settings' ids, and give those that are new.

    A value that is a label of a category in the settings is that category.
    """
    if choices.category is not None and choices.category.startswith("="):
        values.properties["category"] = [choices.category[1:].strip() or None] * count
    kinds = values.properties.get("category")
    if kinds is None:
        return []
    kinds = _one_each(target, values, kinds, choices)
    ids: dict[str, str] = {}
    for name, entry in target.settings.categories.items():
        for label in (*entry.label.values(), name):
            ids.setdefault(_folded(label), name)
    new: dict[str, str] = {}
    for value in dict.fromkeys(filter(None, kinds)):
        if _folded(value) not in ids:
            name = slug(value) or "other" if NOT_SLUG.search(value) or "|" in value else value
            while name in new or name in target.settings.categories:
                name = f"{name}-2"
            ids[_folded(value)], new[name] = name, value
    values.properties["category"] = [value and ids[_folded(value)] for value in kinds]
    _add_unlisted(target, new)
    return _dressed(target, new, _own_colours(values)) if 0 < len(new) <= MOST else []


def _one_each(
    target: Target, values: RowValues, kinds: list[str | None], choices: Choices
) -> list[str | None]:
    """Give one category for each row; cells that name several are kept as a column too."""
    if choices.category is not None and choices.category.startswith("="):
        return kinds
    known = {
        label for entry in target.settings.categories.values() for label in entry.label.values()
    }
    first = first_kinds(kinds, {*known, *target.settings.categories})
    if not first:
        return kinds
    name = own_label("columns", "all_categories", target.settings.languages[0])
    values.facts.append(FactColumn(name, "string", [kind or "" for kind in kinds]))
    cell, kind = next(iter(first.items()))
    values.several = (name, cell, kind, sum(each in first for each in kinds))
    return [each and first.get(each, each) for each in kinds]


def _add_unlisted(target: Target, new: dict[str, str]) -> None:
    """Once any are listed, those that sites have already must be listed too."""
    if target.settings.categories or target.layer is None:
        return
    for value in target.layer.column("category"):
        if isinstance(value, str) and value:
            new.setdefault(value, value)


def _own_colours(values: RowValues) -> dict[str, str]:
    """Give each category the colour that it is drawn in, where colours tell them apart."""
    columns = {
        name: found for name, found in values.properties.items() if any(map(is_colour, found))
    }
    drawn = colour_columns(columns)[1]
    if not drawn:
        return {}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, value in zip(values.properties["category"], columns[drawn[0]], strict=True):
        hue = colour_of(value)
        if kind and not is_default_colour(drawn[0], hue):
            counts[kind][hue] += 1
    own = {kind: hues.most_common(1)[0] for kind, hues in counts.items()}
    # What is drawn in many colours, or like all the others, is not told by its own.
    sure = {
        kind: hue
        for kind, (hue, times) in own.items()
        if hue and times >= SURE * counts[kind].total()
    }
    return sure if len(set(sure.values())) > 1 else {}


def _dressed(target: Target, new: dict[str, str], own: dict[str, str]) -> list[NewCategory]:
    configured = target.settings.categories.values()
    taken = {(entry.color or "").lower() for entry in configured}
    worn = {entry.symbol for entry in configured}
    colours = [colour for colour in COLOURS if colour not in taken] or list(COLOURS)
    symbols = [symbol for symbol in PLAIN_SHAPES if symbol not in worn] or list(PLAIN_SHAPES)
    return [
        NewCategory(
            name, label, own.get(name, colours[at % len(colours)]), symbols[at % len(symbols)]
        )
        for at, (name, label) in enumerate(new.items())
    ]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
