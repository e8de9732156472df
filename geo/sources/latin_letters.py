"""Which one-byte encoding texts in Latin letters are in: the one whose letters a language has.

The same byte is õ in Windows-1252 and ő in Windows-1250, and both are letters. But letters of
different languages never meet in a word, and all of a file's words are seldom by chance ones that
a single other language could write: who has é beside û and õ in one word writes é, ű and ő.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

WHOLLY = 0.97
"""Share of the words that one language must be able to write, for its encoding to be taken."""
CLEARLY = 0.05
"""By how many more words than the West, where each of them may be of another language;"""
MOST_OF_ONE = 0.75
"""or the share that the best of the Western languages writes at most, of so many words."""
ENOUGH_WORDS = 4

_CENTRAL = {
    "pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž", "hu": "áéíóöőúüű",
    "hr": "čćđšž", "ro": "ăâîşţ",
}  # fmt: skip
_WESTERN = {
    "fr": "àâæçéèêëîïôœùûüÿ", "de": "äöüß", "es": "áéíñóúüç", "it": "àèéìíîòóùú",
    "pt": "áâãàçéêíóôõúü", "ca": "àçèéíïòóúü", "nl": "áéèëïíóöüúä", "sv": "åäöéüà",
    "da": "æøåéèêòóôäöü", "fi": "äöåšž", "is": "áðéíóúýþæö", "fo": "áíóúýæøð", "et": "äöõüšž",
}  # fmt: skip
_OTHERS = {
    "cp1250": _CENTRAL,
    "iso8859_2": _CENTRAL,
    "cp1257": {"lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž"},
    "cp1254": {"tr": "âçğıîöşüûi\u0307"},
}
_SIGNS = "£¤¥¦§¨©ª«¬®¯±²³´µ¶¸¹º»¼½¾¿¡×÷¢ˇ˘˙˛˝"
"""What is no letter, and stands before one only at the beginning of a word, or never."""
_BEFORE_WORDS = "«»¿¡"
_TOKEN = re.compile(rf"[^\W\d_{_SIGNS}]*(?:[{_SIGNS}]*[^\W\d_{_SIGNS}]+)+")
_TURKISH = re.compile("[ğışİĞŞ]")
_PORTUGUESE = re.compile("õ(?!e)")
_ITALIAN = re.compile("[àèéìíîòóùú].")
"""Accents of Italian stand at the end: Plzeò may be, Budìjovice is not."""


class Latin(NamedTuple):
    """An encoding as :mod:`codecs` names it, and whether a word tells it from Windows-1252."""

    encoding: str
    is_certain: bool


def other_latin(data: bytes) -> Latin | None:
    """Tell an encoding of Central Europe, Turkish or the Baltic; None where the West does as well.

    Parameters
    ----------
    data
        Bytes of which those beyond ASCII are a letter each.
    """
    western = _words(data, "cp1252")
    in_west = _share_of_any(western, _WESTERN.values())
    best_of_west = _share_of_one(western, _WESTERN)
    for encoding, languages in _OTHERS.items():
        words = _words(data, encoding)
        if not words or _share_of_one(words, languages) < WHOLLY:
            continue
        if in_west < 1 - CLEARLY:
            return Latin(encoding, is_certain=True)
        if encoding == "cp1254" and best_of_west < 1 and _TURKISH.search("".join(words)):
            # What Iceland alone writes of the West stands beside letters that it never writes.
            return Latin(encoding, is_certain=len(words) >= ENOUGH_WORDS)
        if len(words) >= ENOUGH_WORDS and best_of_west <= MOST_OF_ONE:
            return Latin(encoding, is_certain=False)
    return None


def _words(data: bytes, encoding: str) -> set[str]:
    """Give the words with anything beyond ASCII in them; none where a byte means nothing at all."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        # What Windows-1252 leaves open stands in no Western text either.
        text = data.decode(encoding, errors="replace")
        if encoding != "cp1252":
            return set()
    if encoding == "iso8859_2" and re.search("[\x80-\x9f]", text):
        return set()
    found = (word.lstrip(_BEFORE_WORDS) for word in _TOKEN.findall(text))
    return {word for word in found if not word.isascii()}


def _share_of_one(words: Collection[str], languages: dict[str, str]) -> float:
    """Give the share of words that the one language writes which writes most of them."""
    most = max(sum(_writes(letters, word) for word in words) for letters in languages.values())
    return most / len(words) if words else 0.0


def _share_of_any(words: Collection[str], alphabets: Collection[str]) -> float:
    """Give the share of words that some language writes, each word another one."""
    sound = sum(any(_writes(letters, word) for letters in alphabets) for word in words)
    return sound / len(words) if words else 0.0


def _writes(letters: str, word: str) -> bool:
    """Whether a word has only letters of an alphabet, and capitals where people write them."""
    plain = word.lower()
    if any(letter not in letters for letter in plain if letter > "\x7f"):
        return False
    habits = {_WESTERN["pt"]: _PORTUGUESE, _WESTERN["it"]: _ITALIAN}
    if letters in habits and habits[letters].search(plain):
        return False
    return word.isupper() or word[1:].islower() or len(word) == 1
