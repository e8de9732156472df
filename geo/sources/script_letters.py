"""Texts in a script of one byte a letter that is not Latin: Cyrillic, Greek, Hebrew, Arabic, Thai.

The same bytes are letters in most of these encodings. What tells them apart is that a text has the
frequent letters of its script more often than the rare ones, and capitals where people write them.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

LEAST = 0.2
"""How far towards the frequent ones a text's letters lie at least: 1 is the most frequent letter
alone, 0 all letters alike."""
CLEARLY = 0.15
"""By how much more than as another text."""
ENOUGH = 10
"""Letters from which on the score is to be trusted."""
FEWEST = 4
"""Letters below which nothing is told."""
FOREIGN = 0.03
"""Share of characters that may be of no such text."""
AMISS = 3
"""Rare letters that such a character counts for."""
CASED = 0.95
"""Share of the words whose capitals stand where people write them."""
ALIKE = 0.15
"""Share of characters beyond ASCII in which two readings of one text may differ."""
NEARLY = 0.03
"""What such a reading may lack in its score."""
SHOUTED, WHISPERED = 0.15, 0.25
"""What a text all in capitals, or without any, is taken back: hardly anybody writes names so."""
_WORD = re.compile(r"[^\W\d_]{2,}")
# A vowel or tone over or under a consonant; no word begins with one.
_THAI_MARKS = "ัิีึืฺุู็่้๊๋์ํ"
_THAI_ODD = re.compile(f"(?<![ก-ฮ{_THAI_MARKS}])[{_THAI_MARKS}]|[{_THAI_MARKS}]{{3}}")


# Five letters have a form of their own at the end of a word.
_FINALS_WITHIN = re.compile("[ךםןףץ](?=[א-ת])")


class Script(NamedTuple):
    """An encoding as :mod:`codecs` names it, and how sure it is.

    Parameters
    ----------
    encoding
        Of the text.
    score
        How far its letters lie towards the frequent ones.
    is_certain
        Whether nothing else of one byte a letter would do as well.
    is_long
        Whether there are letters enough to trust the score.
    """

    encoding: str
    score: float
    is_certain: bool
    is_long: bool


def other_script(data: bytes) -> Script | None:
    """Tell the encoding of a text in another script than Latin; None where it is in none of these.

    Parameters
    ----------
    data
        Bytes of which those beyond ASCII are a letter each.
    """
    found: list[_Reading] = []
    for script, known in _scripts().items():
        for rank, encoding in enumerate(known["encodings"]):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            score = _score(text, script)
            if score is not None:
                # In an encoding that is seldom itself it weighs twice.
                odd = _oddity(text) * (2 if rank else 1)
                found.append(_Reading(encoding, text, score - odd, score))
    if not found:
        return None
    best = max(found, key=lambda reading: reading.score)
    # Of encodings of one script that differ in a mark or two the likelier one counts.
    best = next(
        reading
        for reading in found
        if best.score - reading.score <= NEARLY and _is_alike(reading, best)
    )
    if best.score < LEAST:
        return None
    rivals = [reading.score for reading in found if not _is_alike(reading, best)]
    count = sum(character > "\x7f" for character in best.text)
    is_long = count >= ENOUGH
    is_certain = is_long and all(best.score - rival >= CLEARLY for rival in rivals)
    return Script(best.encoding, best.plain, is_certain, is_long)


class _Reading(NamedTuple):
    encoding: str
    text: str
    score: float
    plain: float


def _is_alike(one: _Reading, other: _Reading) -> bool:
    pairs = zip(one.text, other.text, strict=False)
    differing = sum(mine != yours for mine, yours in pairs)
    return differing <= ALIKE * sum(character > "\x7f" for character in one.text)


@cache
def _data() -> dict[str, Any]:
    text = files(__package__).joinpath("letters_by_script.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _scripts() -> dict[str, dict[str, Any]]:
    return {name: known for name, known in _data().items() if isinstance(known, dict)}


@cache
def _weights(script: str) -> dict[str, float]:
    """Weigh each letter of a script: 1 for the most frequent one, -1 for the rarest."""
    letters = list(dict.fromkeys(_data()[script]["letters"]))
    return {letter: 1 - 2 * at / (len(letters) - 1) for at, letter in enumerate(letters)}


def _score(text: str, script: str) -> float | None:
    """Tell how much a text is like one in a script; None where it cannot be one."""
    weights = _weights(script)
    beyond = [character for character in text.lower() if character > "\x7f"]
    letters = [weights[character] for character in beyond if character in weights]
    aside = sum(character in _data()["punctuation"] + _data()["marks"] for character in beyond)
    if len(letters) < FEWEST or len(beyond) - len(letters) - aside > FOREIGN * len(beyond):
        return None
    if len(set(letters)) <= 2 or not _is_written_so(text, script):
        return None
    foreign = len(beyond) - len(letters) - aside
    return (sum(letters) - AMISS * foreign) / len(letters)


def _oddity(text: str) -> float:
    """Weigh that a script with capitals is written all in them, or without."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if all(word.isupper() for word in words):
        return SHOUTED
    return WHISPERED if all(word.islower() for word in words) else 0.0


def _is_written_so(text: str, script: str) -> bool:
    if script == "Thai":
        return len(_THAI_ODD.findall(text)) <= FOREIGN * len(text)
    if script == "Hebrew" and _FINALS_WITHIN.search(text):
        return False
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    usual = [word for word in words if word.isupper() or word[1:] == word[1:].lower()]
    return len(usual) >= CASED * len(words)
