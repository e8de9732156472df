"""Which categories there are, and their signs."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.page.columns import as_text
from geo.page.own_colours import category_colours, colour_labels, said_colours
from geo.page.settingplace import setting_place
from geo.page.slug_labels import slugs_in_words
from geo.page.symbol_guess import PLAIN, guessed_symbol
from geo.problems import Problem
from geo.problems.likely import nearest
from geo.sources.category_columns import in_words
from geo.words import own_texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.contract.head_types import Category
    from geo.joining import SiteLayer
    from geo.project.settings import CategorySettings


def _listed(name: str) -> tuple[str, ...]:
    source = files(__package__).joinpath(name)
    return tuple(json.loads(source.read_text(encoding="utf-8")))


COLOURS = _listed("category_colours.json")
"""After Okabe and Ito, darkened until a white glyph on them has a contrast of 3 : 1 and more."""


_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_STEP_OF_SCALE = re.compile(r"(\d{1,2})[.):\-]?\s+[^\W\d_]")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")


@cache
def symbol_names() -> tuple[str, ...]:
    """Names of the glyphs in ``symbols.json``, in its order."""
    return _listed("symbols.json")


def make_categories(
    layer: SiteLayer,
    languages: list[str] | None = None,
) -> tuple[list[Category], NDArray[np.int64], list[Problem]]:
    """Find the layer's categories, in the order of the settings, then by how often they occur.

    Parameters
    ----------
    layer
        The joined sites.
    languages
        Languages of the page; those of the settings if absent.

    Returns
    -------
    categories : list of dict
        As ``Category``; those without a site are left out.
    rows : array of int
        Index of its category for each site.
    problems : list of Problem
        Symbols there are none of.
    """
    ids = _ids(layer)
    counts = ids.value_counts(sort=False)
    configured = layer.project.settings.categories
    languages = languages or layer.project.settings.languages
    rest = [name for name in counts.index if name not in configured]
    if _are_numbers(rest):
        rest.sort(key=lambda name: (name == "", float(name or 0)))
    elif any(rest) and all(map(_STEP_OF_SCALE.match, filter(None, rest))):
        # Steps of a scale, as questionnaires number them: 1 Very affected.
        rest.sort(key=lambda name: (name == "", _step(name), name))
    elif all(map(_DAY.fullmatch, filter(None, rest))):
        rest.sort(key=lambda name: (name == "", name))
    else:
        rest.sort(key=lambda name: (name == "", -int(counts[name]), name))
    order = [name for name in configured if name in counts] + rest
    problems = _symbol_problems(layer)
    own = category_colours(layer, ids)
    labels = colour_labels(order, languages, _names_by_category(layer, ids)) if own else {}
    own = own or said_colours(order)
    if _are_numbers(order):
        labels = {name: {languages[0]: _with_heading(layer, name)} for name in order if name}
    _, words = slugs_in_words(layer, order)
    labels |= {name: {languages[0]: text} for name, text in words.items()}
    # A residential road is no home.
    guess = not layer.project.layer.are_lines
    categories = _dressed(order, configured, own, labels, languages, guess=guess)
    rows = np.asarray(pd.Index(order).get_indexer(pd.Index(ids)), dtype=np.int64)
    return categories, rows, problems


def _step(name: str) -> int:
    found = _STEP_OF_SCALE.match(name)
    return int(found[1]) if found else 0


def _are_numbers(names: list[str]) -> bool:
    """Whether all categories are numbers: their order is that of the numbers."""
    return any(names) and all(map(_NUMBER.fullmatch, filter(None, names)))


def _with_heading(layer: SiteLayer, number: str) -> str:
    """Give a number that is a category with what it counts: ``minutes 15``."""
    headings = layer.project.layer.roles.categories
    unit = layer.project.layer.units.get(headings[0]) if len(headings) == 1 else None
    if unit == "s" and number.isdecimal() and int(number) % 60 == 0:
        return f"{int(number) // 60} min"
    if unit:
        return f"{number} {unit}"
    is_told = len(headings) == 1 and headings[0] != "category"
    return f"{headings[0].replace('_', ' ')} {number}" if is_told else number


def _names_by_category(layer: SiteLayer, ids: pd.Series[Any]) -> dict[str, list[str]]:
    """Give the different names of the sites of each category that is a colour."""
    if not layer.colours_are_categories:
        return {}
    found: dict[str, dict[str, None]] = {}
    for category, name in zip(ids, layer.sites["name"], strict=True):
        found.setdefault(category, {})[name] = None
    return {category: list(names) for category, names in found.items()}


def _ids(layer: SiteLayer) -> pd.Series[Any]:
    """Category of each site as text; "" where it has none."""
    sites = layer.sites
    if "category" not in sites:
        return pd.Series("", index=sites.index, dtype=object)
    values = sites["category"]
    if not isinstance(values.dtype, pd.StringDtype):
        texts = [as_text(value) for value in values.astype(object)]
        values = pd.Series(texts, index=sites.index, dtype="str")
    filled: pd.Series[Any] = values.fillna("")
    return filled


def _dressed(
    order: list[str],
    configured: dict[str, CategorySettings],
    own_colours: dict[str, str],
    own_labels: dict[str, dict[str, str]],
    languages: list[str],
    *,
    guess: bool,
) -> list[Category]:
    """Give every category a label and a colour, and the sign it asks for or a plain one."""
    alone = order == [""]
    known = symbol_names()
    taken_symbols = {entry.symbol for entry in configured.values()}
    taken_colours = {(entry.color or "").lower() for entry in configured.values()}
    taken_colours |= set(own_colours.values())
    symbols = [name for name in PLAIN if name not in taken_symbols] or list(PLAIN)
    colours = [colour for colour in COLOURS if colour not in taken_colours] or list(COLOURS)
    next_symbol = next_colour = 0
    categories: list[Category] = []
    for name in order:
        entry = configured.get(name)
        symbol, colour = (entry.symbol, entry.color) if entry else (None, None)
        label = (
            (entry.label if entry else {})
            or own_labels.get(name)
            or _label(name, languages, alone=alone)
        )
        if symbol not in known:
            # A category of the settings may be called as its sign is; one of strangers' data says
            # "park" for trees.
            asked = guessed_symbol([name, *label.values()]) if guess else None
            symbol = name if entry and name in known else asked
        if symbol is None:
            symbol = symbols[next_symbol % len(symbols)]
            next_symbol += 1
        if colour is None:
            colour = own_colours.get(name)
        if colour is None:
            colour = colours[next_colour % len(colours)]
            next_colour += 1
        categories.append({"id": name, "label": label, "color": colour, "symbol": symbol})
    return categories


def _label(name: str, languages: list[str], *, alone: bool) -> dict[str, str]:
    if name:
        return {languages[0]: in_words(name)}
    return own_texts("sites", "all_sites" if alone else "uncategorised", languages)


def _symbol_problems(layer: SiteLayer) -> list[Problem]:
    known = symbol_names()
    return [
        Problem(
            "symbol-unknown",
            setting_place(layer.project, "categories", name, "symbol"),
            {
                "symbol": entry.symbol,
                "category": name,
                "near": nearest(entry.symbol, known) or known[0],
            },
        )
        for name, entry in layer.project.settings.categories.items()
        if entry.symbol is not None and entry.symbol not in known
    ]
