"""Signs nobody chose: what a category's words clearly ask for, else a plain shape."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAIN = ("circle", "square", "triangle", "diamond", "hexagon", "star")
"""Shapes that say nothing, in the order they are given out; a cross or a flag would."""
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def guessed_symbol(texts: Iterable[str]) -> str | None:
    """Give the symbol a category's words ask for.

    Parameters
    ----------
    texts
        What it is called: its label in each language, or its id.

    Returns
    -------
    str or None
        A name of ``symbols.json``; None where no word is clear, or two ask for different ones.
    """
    found = {symbol for text in texts if (symbol := _of_text(text)) is not None}
    return found.pop() if len(found) == 1 else None


def _of_text(text: str) -> str | None:
    words, endings = _words()
    plain = " ".join(re.sub(r"[_/\-]+", " ", text).casefold().split())
    if plain in words:
        return words[plain]
    if _SPACELESS.search(plain):
        # "市级产业园区": what a name ends with says what it is, the longest ending says it best.
        ending = next((one for one in endings if plain.endswith(one)), None)
        return None if ending is None else words[ending]
    for plural in ("s", "es"):
        if plain.endswith(plural) and plain.removesuffix(plural) in words:
            return words[plain.removesuffix(plural)]
    return None


@cache
def _words() -> tuple[dict[str, str], tuple[str, ...]]:
    """Symbol by word, and the words of languages without spaces, the longest first."""
    text = files(__package__).joinpath("symbol_words.toml").read_text(encoding="utf-8")
    words = {
        " ".join(re.sub(r"[_/\-]+", " ", word).casefold().split()): symbol
        for symbol, listed in tomllib.loads(text).items()
        for word in listed
    }
    endings = sorted((w for w in words if _SPACELESS.search(w)), key=lambda w: (-len(w), w))
    return words, tuple(endings)
