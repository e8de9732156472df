"""Numbers with words that multiply them: 1.2亿 beside 8000万, 3.5k beside 800, 1,2 Mio. €."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geo.late_patterns import late
from geo.sources import recognised

if TYPE_CHECKING:
    from collections.abc import Sequence

_EASTERN = late(r"[\u3400-\u9fff\uac00-\ud7a3]+")
_COMPOUND = re.compile(
    r"(-?\d{1,9}(?:\.\d{1,9})?)\s*([^\W\d_]{1,3})\s*(\d{1,9}(?:\.\d{1,9})?)\s*([^\W\d_]\D{0,23})"
)
_FIRST_WORD = re.compile(r"([^\W\d_]+)(\.?)(?=\s|$|[€$£¥])\s*")
DOUBTFUL = frozenset({"M", "B"})
"""Letters that say more than a factor where nothing stands beside them: sizes, megabytes."""


class Scale(NamedTuple):
    """How a unit multiplies its number, and what is left of it."""

    factor: int
    rest: str
    word: str


class Scaled(NamedTuple):
    """Numbers of a column in one scale.

    Parameters
    ----------
    texts
        The numbers.
    unit
        What they are in; a scale is part of it where all of them had one.
    """

    texts: list[str | None]
    unit: str


def scale_of(unit: str) -> Scale | None:
    """Take a unit apart: 万元 is ten thousand of 元, ``Mio. €`` a million of €; None for others."""
    if _EASTERN.match(unit):
        found = next((word for word in _eastern_words() if unit.startswith(word)), None)
        return None if found is None else Scale(_factors()[found], unit[len(found) :], found)
    first = _FIRST_WORD.match(unit)
    if first is None:
        return None
    word = first[1] if len(first[1]) == 1 else first[1].casefold()
    factor = _factors().get(word)
    return None if factor is None else Scale(factor, unit[first.end() :], word)


def in_lesser_scale(text: str) -> str:
    """Give a number of two scales, such as 3亿5000万元, in the lesser one; others as they are."""
    found = _COMPOUND.fullmatch(text)
    scales = (scale_of(found[2]), scale_of(found[4])) if found else (None, None)
    greater, lesser = scales
    if found is None or greater is None or lesser is None or greater.rest:
        return text
    times = greater.factor // lesser.factor
    number = Decimal(found[1]) * times + Decimal(found[3]).copy_sign(Decimal(found[1]))
    return f"{number:f}{found[4]}" if Decimal(found[3]) < times else text


def in_one_scale(
    texts: Sequence[str | None], own: Sequence[str | None], plain: int = 1
) -> Scaled | None:
    """Bring numbers to one scale.

    Parameters
    ----------
    texts
        The numbers, as any program reads them.
    own
        The unit beside each; empty where it stands alone.
    plain
        What a number without a scale is multiplied by: what the column's heading says.

    Returns
    -------
    Scaled or None
        In the heading's scale where there is one or a number stands alone, else in the least of
        theirs. None where something else differs than the scale, or a letter may mean another.
    """
    units = {unit for unit in own if unit is not None}
    scales = {unit: scale_of(unit) or Scale(plain, unit, "") for unit in units}
    words = {scale.word for scale in scales.values() if scale.word}
    rests = {scale.rest for scale in scales.values()} - {""}
    if not words or len(rests) > 1 or (words <= DOUBTFUL and len(words) < len(scales)):
        return None
    if any(scale.rest and not scale.word for scale in scales.values()) and any(
        scale.word and not scale.rest for scale in scales.values()
    ):
        # 3 m beside 1.2 k may be metres.
        return None
    is_plain = any(not scale.word for scale in scales.values())
    least = min(scales.values(), key=lambda scale: scale.factor)
    target = plain if is_plain or plain > 1 else least.factor
    made: list[str | None] = []
    for text, unit in zip(texts, own, strict=True):
        if text is None or unit is None:
            made.append(None)
            continue
        number = Decimal(text) * scales[unit].factor / target
        made.append(f"{number.normalize():f}")
    rest = next(iter(rests), "")
    return Scaled(made, rest if is_plain or plain > 1 else _unit(least, rest))


def is_measure(unit: str) -> bool:
    """Whether a word behind a number, or a sign before it, is its unit beyond doubt: km, ¥."""
    scale = scale_of(unit)
    rest = unit if scale is None else scale.rest
    if scale is not None and not rest:
        return _EASTERN.match(scale.word) is not None
    return rest.casefold() in _measures() or unit.casefold() in _measures()


def is_counted(unit: str) -> bool:
    """Whether a word stands for things that are counted one by one: 家, 人, 户."""
    words = recognised.table("recognised_rows")["counted"]["words"]
    return len(unit) == 1 and not unit.isascii() and unit in words


@cache
def _measures() -> frozenset[str]:
    measures = recognised.table("recognised_units")["measures"]
    counted = recognised.table("recognised_rows")["counted"]
    known = [name for names in measures.values() if isinstance(names, dict) for name in names]
    # A lone letter, as of metres or of a watt, stands behind codes as well.
    known = [name for name in known if len(name) > 1 or not name.isascii()]
    return frozenset(name.casefold() for name in [*known, *counted["words"], *counted["signs"]])


def _unit(scale: Scale, rest: str) -> str:
    is_eastern = _EASTERN.match(scale.word) is not None
    return f"{scale.word}{rest}" if is_eastern or not rest else f"{scale.word} {rest}"


@cache
def _factors() -> dict[str, int]:
    powers = recognised.table("recognised_units")["powers"]
    found = {word: int(times) for word, times in (powers["characters"] | powers["words"]).items()}
    for factor, words in recognised.table("recognised_scales").items():
        if factor.isdigit():
            found |= dict.fromkeys(words, int(factor))
    return found


@cache
def _eastern_words() -> tuple[str, ...]:
    """Give the words that stand before a unit without a space, the longest first."""
    return tuple(sorted(filter(_EASTERN.match, _factors()), key=len, reverse=True))
