"""The colours an author has drawn the sites in: for their categories, and what to call them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from geo.sources.style_keys import colour_of, colour_word
from geo.words import own_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from geo.joining import SiteLayer

MOST_WORDS = 12
"""Colours that words tell apart."""
FEW = 6
"""So many are called by words even where each site has its own."""
MOST_NAMED = 3
"""Names of sites a colour is called by."""
MOST_DRAWN = 12
"""What draws more than so many different names says by three of them nothing of the rest."""
_WORD = re.compile(r"[^\W\d_]{3,}")
HEX = re.compile(r"#[0-9a-f]{6}")


def category_colours(layer: SiteLayer, ids: pd.Series[Any]) -> dict[str, str]:
    """Give each category the colour most of its sites are drawn in; none where they have none.

    Parameters
    ----------
    layer
        The joined sites.
    ids
        The category of each.
    """
    if not layer.colours:
        return {}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for category, site in zip(ids, layer.sites["id"], strict=True):
        hue = layer.colours.get(site)
        if hue:
            counts[category][hue] += 1
    return {category: found.most_common(1)[0][0] for category, found in counts.items()}


def said_colours(names: Iterable[str]) -> dict[str, str]:
    """Give categories that are called by colours these: Red Line, Blue Line; none where one is not.

    Parameters
    ----------
    names
        The categories.
    """
    found: dict[str, str] = {}
    for name in filter(None, names):
        hues = {hue for word in _WORD.findall(name) if (hue := colour_of(word))}
        if len(hues) != 1:
            return {}
        found[name] = hues.pop()
    return found if len(set(found.values())) == len(found) > 1 else {}


def colour_labels(
    names: list[str], languages: Sequence[str], sites: Mapping[str, list[str]] | None = None
) -> dict[str, dict[str, str]]:
    """Call categories that are colours by their words; of two alike, the second by its code too.

    Parameters
    ----------
    names
        The categories.
    languages
        Those of the map.
    sites
        The different names of the sites of each. Where there are more colours than words, or nearly
        as many as sites, a colour is called by what is drawn in it: a line of the underground.
    """
    labels: dict[str, dict[str, str]] = {}
    taken: set[str] = set()
    hues = [name for name in names if HEX.fullmatch(name)]
    drawn = {hue: (sites or {}).get(hue, []) for hue in hues}
    count = sum(map(len, drawn.values()))
    # One name for each says more than its colour.
    is_each = len({name for found in drawn.values() for name in found}) == len(hues) == count > 2
    is_by_site = is_each or len(hues) > MOST_WORDS or (len(hues) > FEW and 2 * len(hues) > count)
    for name in hues:
        if is_by_site and 0 < len(drawn[name]) <= MOST_DRAWN:
            more = ["…"] if len(drawn[name]) > MOST_NAMED else []
            text = ", ".join([*drawn[name][:MOST_NAMED], *more])
            labels[name] = dict.fromkeys(languages, text)
            continue
        word = colour_word(name)
        words = own_texts("colours", word.lower(), languages)
        if word in taken:
            words = {language: f"{text} {name}" for language, text in words.items()}
        labels[name] = words
        taken.add(word)
    return labels
