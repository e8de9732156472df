"""Syllables of the Chinese characters in names, so that typing ``bmh`` finds 白马湖."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from geo.gc_paused import collection_paused

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
    return _readings(_runs(names))


def _runs(names: Sequence[str]) -> list[str]:
    """Give the runs of Chinese characters in names; of very many names, the characters."""
    if len(names) > MOST_IN_CONTEXT:
        import numpy as np  # the other process does without

        codes = np.frombuffer("".join(names).encode("utf-32-le", "surrogatepass"), "<u4")
        return [*filter(_HAN.match, map(chr, np.unique(codes).tolist()))]
    return sorted({run for name in names for run in _HAN.findall(name)})


def _readings(runs: list[str]) -> dict[str, str]:
    if not runs:
        return {}
    with collection_paused():  # nothing in its large dictionary is garbage: half the time
        from pypinyin import lazy_pinyin

    readings: dict[str, set[str]] = {}
    for run in runs:
        spoken = lazy_pinyin(run)
        if len(spoken) != len(run):  # a character it does not know
            spoken = [lazy_pinyin(character)[0] for character in run]
        for character, syllable in zip(run, spoken, strict=True):
            if syllable != character:
                readings.setdefault(character, set()).add(syllable)
    return {character: " ".join(sorted(readings[character])) for character in sorted(readings)}


def syllables_apart(names: Sequence[str]) -> dict[str, str]:
    """Give what :func:`syllables` gives, and leave loading the dictionary to another process."""
    runs = _runs(names)
    # An application that brings its own Python has no command for it.
    if not runs or not sys.executable or getattr(sys, "frozen", False):
        return _readings(runs)
    # Among single characters there are no phrases: half of the dictionary need not be loaded.
    is_short = all(len(run) == 1 for run in runs)
    environment = {**os.environ, "PYPINYIN_NO_PHRASES": "true"} if is_short else None
    try:
        process = subprocess.run(  # noqa: S603  ourselves
            [sys.executable, "-c", _PROGRAM, *sys.path],
            input=json.dumps(runs).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
            env=environment,
        )
        found: dict[str, str] = json.loads(process.stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return _readings(runs)
    return found


# The modules are to be found where this process finds them, not where the user happens to be.
_PROGRAM = """
import sys
sys.path[:] = sys.argv[1:]
from geo.page.pinyin import answer
answer()
"""


def answer() -> None:
    """Be the other process: read runs of characters, write what they read like, and end."""
    json.dump(_readings(json.load(sys.stdin.buffer)), sys.stdout)
    sys.stdout.flush()
    # To take the dictionary apart takes as long as to load it.
    os._exit(0)
