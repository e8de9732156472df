"""The keys drawing tools write (simplestyle, KML, Leaflet): colours are obeyed, none is a fact."""

from __future__ import annotations

import colorsys
import re
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from geo.sources import recognised
from geo.sources.wording import is_spoken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_INDEX = 20
_ICONS = frozenset(recognised.programs()["style, where it holds files"])
_PICTURE = re.compile(r"\S\.(?:png|svg|jpe?g|gif|webp|ico)$", re.IGNORECASE)
_UMAP = ("color", "fillColor")
_NO_COLOUR = ("none", "transparent")
_BLANK = (None, "", "#", "#null", "#none", "#nan")
_HEX = re.compile(r"#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*(?:[,/][^)]*)?\)")
# Google My Maps names its styles after their colour: #icon-1899-0288D1-nodesc.
_IN_STYLE = re.compile(r"#?(?:icon|line|poly)-[\w-]*?\b([0-9A-Fa-f]{6})\b[\w-]*")

_HUES = (
    (15, "Red"), (45, "Orange"), (70, "Yellow"), (160, "Green"), (190, "Cyan"), (255, "Blue"),
    (290, "Purple"), (345, "Pink"), (361, "Red"),
)  # fmt: skip
"""To how many degrees of the circle of hues a word reaches."""
_DARK = {"Orange": "Brown", "Cyan": "Teal", "Blue": "Navy", "Pink": "Purple", "Yellow": "Brown"}
_LIGHT = {"Red": "Pink"}


@cache
def _named() -> dict[str, str]:
    """Give CSS's named colours as #rrggbb."""
    from PIL import ImageColor

    names = {name: value for name, value in ImageColor.colormap.items() if isinstance(value, str)}
    return {name: value[:7].lower() for name, value in names.items()}


def colour_of(value: Any) -> str:
    """Give a colour as ``#rrggbb``; "" where a value is none.

    Read are CSS's hexadecimal, ``rgb()`` and named colours, and the styles of Google My Maps.
    """
    if isinstance(value, dict):
        # uMap keeps how a feature is drawn in an object of its own.
        value = next((value[key] for key in _UMAP if value.get(key)), None)
    if not isinstance(value, str) or len(value) > 100:
        return ""
    text = value.strip()
    if _HEX.fullmatch(text):
        digits = text.lstrip("#").lower()
        if not text.startswith("#") and digits.isdigit() and len(digits) < 6:
            return ""
        return "#" + ("".join(2 * digit for digit in digits) if len(digits) == 3 else digits[:6])
    found = _RGB.fullmatch(text.lower())
    if found:
        parts = [int(part) for part in found.groups()]
        return "#" + "".join(f"{part:02x}" for part in parts) if max(parts) < 256 else ""
    styled = _IN_STYLE.fullmatch(text)
    if styled:
        return f"#{styled[1].lower()}"
    return _named().get(text.lower(), "")


def is_colour(value: Any) -> bool:
    """Whether a value is a colour."""
    return bool(colour_of(value))


_DEFAULTS = {"marker-color": "#7e7e7e", "stroke": "#555555", "fill": "#555555"}
"""What geojson.io writes where nobody has chosen a colour (simplestyle 1.1)."""


def is_default_colour(name: str, hue: str) -> bool:
    """Whether a style key's colour is the one that says nothing: grey, as simplestyle has it."""
    return _DEFAULTS.get(name) == hue


def colour_columns(columns: Mapping[str, list[Any]]) -> tuple[set[str], list[str]]:
    """Tell which columns are style keys, and which of them hold colours.

    Parameters
    ----------
    columns
        Those whose name is that of a style key, with some of their values.

    Returns
    -------
    style : set of str
        The style keys: no facts. ``weight``, ``style`` and other words of daily life are only
        taken for such beside a certain one, or where all they hold is colours.
    colours : list of str
        Those with colours, best first.
    """
    colours = {name for name, values in columns.items() if _all_colours(values)}
    doubtful = {name for name in columns if recognised.is_doubtful("style", name)}
    certain = {name for name in columns if recognised.rank("style", name) is not None} - doubtful
    style = set(columns) if certain else colours
    style |= {
        name
        for name, values in columns.items()
        if _are_indices(name, values) or _are_unsaid(values)
    }
    style |= {name for name in _ICONS & columns.keys() if _are_files_or_keys(columns[name])}
    ranked = recognised.best("colour", colours & style)
    others = sorted(name for name in colours & style if name not in ranked)
    return style, [*ranked, *others]


def are_hex(values: list[Any]) -> bool:
    """Whether all values are colours that nothing else is written as, whatever the heading says."""
    there = [value for value in values if value not in _BLANK]
    return _are_unsaid(values) or (
        bool(there)
        and all(
            isinstance(value, str) and value.startswith("#") and _HEX.fullmatch(value)
            for value in there
        )
    )


def _are_unsaid(values: list[Any]) -> bool:
    """Whether there is no colour, but the sign that a program puts before one: #null."""
    there = {value for value in values if isinstance(value, str) and value}
    return bool(there) and there <= set(_BLANK)


def _all_colours(values: list[Any]) -> bool:
    there = [value for value in values if value not in _BLANK and not _is_bare(value)]
    return bool(there) and all(is_colour(value) or value in _NO_COLOUR for value in there)


def _are_indices(name: str, values: list[Any]) -> bool:
    """Whether colours are numbered, as a mapmaker's scheme has them: 0 to 5."""
    there = [value for value in values if value is not None and value != ""]
    are_small = all(type(value) in {int, float} and value in range(MOST_INDEX) for value in there)
    return len(there) > 1 and are_small and recognised.rank("colour", name) is not None


def _are_files_or_keys(values: list[Any]) -> bool:
    """Whether signs are named as a program names them: ``monumentMarker``, ``img/park.png``."""
    there = [value for value in values if value]
    return bool(there) and all(
        isinstance(value, str)
        and (_PICTURE.search(value) is not None or not is_spoken(value.replace("-", "_")))
        for value in there
    )


def _is_bare(value: Any) -> bool:
    """Whether uMap's options say nothing of a colour."""
    return isinstance(value, dict) and not any(key in value for key in _UMAP)


def colour_word(colour: str) -> str:
    """Call a colour, ``#rrggbb``, by the English word that people would use."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, light, _ = colorsys.rgb_to_hls(red, green, blue)
    vivid = max(red, green, blue) - min(red, green, blue)
    if light < 0.12 or light > 0.95:
        return "Black" if light < 0.5 else "White"
    if vivid < 0.1:
        return "Grey"
    word = next(word for most, word in _HUES if hue * 360 < most)
    is_dull = word == "Orange" and vivid < 0.4
    if light < (0.4 if word in {"Orange", "Cyan"} else 0.32) or is_dull:
        return _DARK.get(word, word)
    return _LIGHT.get(word, word) if light > 0.75 else word


def families(colours: Sequence[str]) -> list[str]:
    """Give for each colour the commonest one of those that people call by the same word.

    Parameters
    ----------
    colours
        ``#rrggbb`` or ``""``, which stays.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    words = {hue: colour_word(hue) for hue in set(colours) if hue}
    for hue in colours:
        if hue:
            counts[words[hue]][hue] += 1
    commonest = {word: found.most_common(1)[0][0] for word, found in counts.items()}
    return [commonest[words[hue]] if hue else "" for hue in colours]
