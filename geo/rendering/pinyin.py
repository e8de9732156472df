"""Syllables of the Chinese characters in names, so that typing ``bmh`` finds 白马湖."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
# Reading words, not characters, tells 重庆 (chong) from 重要 (zhong), at a tenth of a millisecond
# a name; beyond so many names a character's most common reading must do.
MOST_IN_CONTEXT = 3000


def syllables(names: Sequence[str]) -> dict[str, str]:
    """Syllables by character, without tones and with v for ü.

    Parameters
    ----------
    names
        Names of sites, in any languages.

    Returns
    -------
    dict
        By character, in code point order. A character that is read differently in different names
        has its readings in alphabetical order with a space between.
    """
    if len(names) > MOST_IN_CONTEXT:
        names = list({*"".join(names)})
    runs = {run for name in names for run in _HAN.findall(name)}
    if not runs:
        return {}
    from pypinyin import lazy_pinyin  # its dictionary takes a quarter of a second to load

    readings: dict[str, set[str]] = {}
    for run in runs:
        spoken = lazy_pinyin(run)
        if len(spoken) != len(run):  # a character it does not know
            spoken = [lazy_pinyin(character)[0] for character in run]
        for character, syllable in zip(run, spoken, strict=True):
            if syllable != character:
                readings.setdefault(character, set()).add(syllable)
    return {character: " ".join(sorted(readings[character])) for character in sorted(readings)}
