"""The colours an author has drawn the sites in: for their categories, and what to call them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.joining import SiteLayer

MOST_WORDS = 12
"""Colours that words tell apart."""
FEW = 6
"""So many are called by words even where each site has its own."""
MOST_NAMED = 3
"""Names of sites a colour is called by."""
HEX = re.compile(r"#[0-9a-f]{6}")
WORDS: dict[str, dict[str, str]] = {
    "#e03131": {"zh": "红色", "en": "Red"},
    "#f76707": {"zh": "橙色", "en": "Orange"},
    "#ffa500": {"zh": "橙色", "en": "Orange"},
    "#f5c211": {"zh": "黄色", "en": "Yellow"},
    "#ffff00": {"zh": "黄色", "en": "Yellow"},
    "#2f9e44": {"zh": "绿色", "en": "Green"},
    "#00ff00": {"zh": "绿色", "en": "Green"},
    "#12b886": {"zh": "青绿色", "en": "Teal"},
    "#22b8cf": {"zh": "青色", "en": "Cyan"},
    "#1c7ed6": {"zh": "蓝色", "en": "Blue"},
    "#0000ff": {"zh": "蓝色", "en": "Blue"},
    "#1b2a80": {"zh": "深蓝色", "en": "Navy"},
    "#7048e8": {"zh": "紫色", "en": "Purple"},
    "#800080": {"zh": "紫色", "en": "Purple"},
    "#d6409f": {"zh": "粉色", "en": "Pink"},
    "#ffc0cb": {"zh": "粉色", "en": "Pink"},
    "#8b5a2b": {"zh": "棕色", "en": "Brown"},
    "#808080": {"zh": "灰色", "en": "Grey"},
    "#101010": {"zh": "黑色", "en": "Black"},
    "#f8f8f8": {"zh": "白色", "en": "White"},
}
"""Colours as people call them; any other is called like the nearest."""


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


def colour_labels(
    names: list[str], sites: Mapping[str, list[str]] | None = None
) -> dict[str, dict[str, str]]:
    """Call categories that are colours by their words; of two alike, the second by its code too.

    Parameters
    ----------
    names
        The categories.
    sites
        The different names of the sites of each. Where there are more colours than words, or nearly
        as many as sites, a colour is called by what is drawn in it: a line of the underground.
    """
    labels: dict[str, dict[str, str]] = {}
    taken: set[str] = set()
    hues = [name for name in names if HEX.fullmatch(name)]
    drawn = {hue: (sites or {}).get(hue, []) for hue in hues}
    count = sum(map(len, drawn.values()))
    is_by_site = len(hues) > MOST_WORDS or (len(hues) > FEW and 2 * len(hues) > count)
    for name in hues:
        if is_by_site and drawn[name]:
            more = ["…"] if len(drawn[name]) > MOST_NAMED else []
            text = ", ".join([*drawn[name][:MOST_NAMED], *more])
            labels[name] = {"zh": text, "en": text}
            continue
        words = WORDS[min(WORDS, key=lambda known: _distance(known, name))]
        is_taken = words["en"] in taken
        labels[name] = (
            {lang: f"{text} {name}" for lang, text in words.items()} if is_taken else words
        )
        taken.add(words["en"])
    return labels


def _distance(one: str, other: str) -> float:
    """Tell how unlike two colours look: the low-cost measure of Thiadmer Riemersma (CompuPhase)."""
    (r1, g1, b1), (r2, g2, b2) = _parts(one), _parts(other)
    mean = (r1 + r2) / 2
    red, green, blue = r1 - r2, g1 - g2, b1 - b2
    return (2 + mean / 256) * red**2 + 4 * green**2 + (2 + (255 - mean) / 256) * blue**2


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
