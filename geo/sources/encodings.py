"""Which encoding a text without a mark is in.

chardet tells how likely each is by pairs of letters and the languages they are of; among what it
leaves, no word is of two scripts, and capitals stand where people write them. Of 4 800 short lists
of place names, in 29 languages and encodings, that finds 90 in a hundred; of lists of twenty 97.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from geo.problems.texts import BYTE_ORDER_MARKS, Text, decode_text

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

CANDIDATES = {
    "gb18030": ("gb18030", 1.3), "big5hkscs": ("big5hkscs", 1), "cp932": ("cp932", 1),
    "euc_jis_2004": ("euc_jis_2004", 0.3), "cp949": ("cp949", 1), "euc_kr": ("cp949", 1),
    "cp1250": ("cp1250", 1), "cp1251": ("cp1251", 1), "cp1252": ("cp1252", 1.2),
    "cp1253": ("cp1253", 1), "cp1254": ("cp1254", 1), "cp1255": ("cp1255", 1),
    "cp1256": ("cp1256", 1), "cp1257": ("cp1257", 0.97), "cp866": ("cp866", 1),
    "cp874": ("cp874", 1), "iso8859-2": ("iso8859_2", 0.97), "iso8859-5": ("iso8859_5", 0.97),
    "iso8859-6": ("iso8859_6", 1), "iso8859-7": ("iso8859_7", 1), "iso8859-8": ("iso8859_8", 1),
    "koi8-r": ("koi8_r", 1), "koi8-u": ("koi8_u", 1), "mac-roman": ("mac_roman", 0.95),
}  # fmt: skip
"""By chardet's name that of :mod:`codecs`, and what its likelihood is taken by: how often one
meets it in tables of places."""
SAMPLED = 200_000
"""Bytes that are looked at."""
CLEARLY = 1.15
"""How many times as likely as any other reading one must be for there to be no doubt."""
FEWEST = 3
"""Bytes beyond ASCII below which there is a doubt, unless the text is Western or Chinese."""
CONTROLS = 0.3
"""What is left of the likelihood of a reading with control characters among its letters,"""
NO_CAPITAL = 0.4
"""and of one in which no word beyond ASCII begins with a capital, as names do: KOI8 has small
letters where Windows has capitals."""
KANA = 0.1
"""Share of kana above which a text is Japanese: GB 2312 has them, too, and nobody writes them."""
NOT_JAPANESE = 0.2
"""What is then left of every other reading."""
DENSE = 0.6
"""Share of bytes beyond ASCII in the words that have any: Latin words have one or two of them."""
WIDE_ZEROS = 0.15
"""Share of zero bytes above which bytes are no UTF-8, even if they could be."""
WIDE_ASCII = 0.02
"""Share of marks, digits and line ends in a text of wide characters: every table has them."""
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_COMMON = {"cp1252", "gb18030"}
_BEYOND = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile("[\x80-\x9f]")
# Letters, and the signs before them: © and ® are Š and Ž in other encodings.
_WORD = re.compile(r"(?:[^\x00-\x7f\w°]*[^\W\d_])+")
_OPENING = "¡¿«‹“„‘‚"

SHOWN = {
    "gb18030": "GB18030 (GBK)", "big5hkscs": "Big5", "cp932": "Shift_JIS", "cp949": "EUC-KR",
    "cp1250": "Windows-1250", "cp1251": "Windows-1251", "cp1252": "Windows-1252 (Latin-1)",
    "cp1253": "Windows-1253", "cp1254": "Windows-1254", "cp1255": "Windows-1255",
    "cp1256": "Windows-1256", "cp1257": "Windows-1257", "iso8859_2": "ISO 8859-2 (Latin-2)",
    "iso8859_5": "ISO 8859-5", "iso8859_6": "ISO 8859-6", "iso8859_7": "ISO 8859-7",
    "iso8859_8": "ISO 8859-8", "koi8_r": "KOI8-R", "koi8_u": "KOI8-U", "cp866": "CP866 (DOS)",
    "cp874": "Windows-874 (TIS-620)", "mac_roman": "Mac Roman", "euc_jis_2004": "EUC-JP",
}  # fmt: skip
"""What people know an encoding as, where that is not its name for :mod:`codecs`."""


class Guessed(NamedTuple):
    """An encoding as :mod:`codecs` names it, and whether the text leaves no doubt of it."""

    encoding: str
    is_certain: bool


def guess_encoding(data: bytes) -> Guessed:
    """Tell the encoding of a text file without a byte order mark.

    Parameters
    ----------
    data
        All of its bytes, or their beginning.

    Returns
    -------
    Guessed
        ``utf-8`` where the bytes are that; then it is certain.
    """
    some = data[:SAMPLED]
    unicode = wide_encoding(some) or (None if _decoded(some, "utf-8") is None else "utf-8")
    if unicode is not None:
        return Guessed(unicode, is_certain=True)
    readings = _readings(some)
    if not readings:
        # A pound or a degree among figures; what is damaged has more of them together.
        is_lone = all(len(run) == 1 for run in _BEYOND.findall(some))
        return Guessed("cp1252" if is_lone else "utf-8", is_certain=False)
    best = readings[0]
    other = next((one.likelihood for one in readings if one.text != best.text), 0.0)
    is_enough = best.encoding in _COMMON or sum(byte > 127 for byte in some) >= FEWEST
    return Guessed(best.encoding, is_certain=is_enough and best.likelihood >= CLEARLY * other)


class _Reading(NamedTuple):
    likelihood: float
    encoding: str
    text: str


def _readings(data: bytes) -> list[_Reading]:
    """Give what bytes may say, the likeliest first."""
    found: list[_Reading] = []
    for name, confidence in _confidences(data, CANDIDATES).items():
        encoding, weight = CANDIDATES[name]
        text = _decoded(data, encoding)
        if text is None:
            continue
        if _is_shouted(text):
            # Pairs of capitals are seldom by count, and none the less read by everybody.
            small = text.lower().encode(encoding, errors="ignore")
            confidence = _confidences(small, [name]).get(name, confidence)  # noqa: PLW2901
        likelihood = confidence * weight * _share_of_words(text) ** 2
        if _CONTROL.search(text):
            likelihood *= CONTROLS
        if not _has_capitals(text):
            likelihood *= NO_CAPITAL
        if encoding in {"gb18030", "big5hkscs", "cp949"} and _has_kana(text):
            likelihood *= NOT_JAPANESE
        if likelihood > 0:
            found.append(_Reading(likelihood, encoding, text))
    return sorted(found, key=lambda reading: -reading.likelihood)


def _confidences(data: bytes, names: Collection[str]) -> dict[str, float]:
    """Ask chardet how likely encodings are, by its names of them."""
    import chardet

    candidates = chardet.detect_all(
        data, ignore_threshold=True, max_bytes=SAMPLED, compat_names=False,
        prefer_superset=False, include_encodings=names,
    )  # fmt: skip
    return {
        str(one["encoding"]): one["confidence"] for one in candidates if one["encoding"] in names
    }


def _share_of_words(text: str) -> float:
    """Give the share of the words beyond ASCII that could be ones; 1 where there are none."""
    words = _words(text)
    return sum(map(_is_word, words)) / len(words) if words else 1.0


def _words(text: str) -> list[str]:
    """Give the words with anything beyond ASCII in them."""
    found = (word.lstrip(_OPENING) for word in _WORD.findall(text))
    return [word for word in found if len(word) > 1 and not word.isascii()]


def _is_shouted(text: str) -> bool:
    """Whether all words beyond ASCII are in capitals, and not in Latin ones."""
    words = _words(text)
    return bool(words) and all(word.isupper() and _script(word[0]) != "LATIN" for word in words)


def _has_capitals(text: str) -> bool:
    """Whether some word begins with a capital, or is of a script that has none."""
    words = _words(text)
    return any(not word[0].islower() for word in words) or not words


def _is_word(word: str) -> bool:
    """Whether letters are of one script, and capitals stand at the beginning or throughout."""
    letters = [character for character in word if unicodedata.category(character)[0] in "LM"]
    if any(unicodedata.category(character)[0] in "SN" for character in word):
        return False
    is_cased = word.isupper() or word[1:] == word[1:].lower()
    return is_cased and len({_script(letter) for letter in letters}) == 1


def _script(letter: str) -> str:
    """Give the script of a letter: the first word of its name; Japanese is written in three."""
    script = unicodedata.name(letter, "?").split(" ", 1)[0]
    return "CJK" if script in {"HIRAGANA", "KATAKANA", "FULLWIDTH"} else script


def _has_kana(text: str) -> bool:
    """Whether a fair part of what is beyond ASCII is hiragana or katakana."""
    beyond = [character for character in text if character > "\x7f"]
    kana = sum("\u3041" <= character <= "\u30ff" for character in beyond)
    return kana >= KANA * len(beyond)


def decode_json(path: Path, data: bytes) -> tuple[Text, Guessed]:
    """Decode a text of JSON, which is UTF-8 unless a mark or its own strings say otherwise.

    Parameters
    ----------
    path
        Where it came from.
    data
        All of its bytes.

    Returns
    -------
    Text, Guessed
        What was decoded, and whether there is no doubt of the encoding.
    """
    if data.startswith(tuple(BYTE_ORDER_MARKS)):
        marked = decode_text(path, data)
        return marked, Guessed(marked.encoding, is_certain=True)
    sound = decode_text(path, data)
    if sound.malformed is None and wide_encoding(data[:SAMPLED]) is None:
        return sound, Guessed("utf-8", is_certain=True)
    # Far into a long file there may be the first name; no trail byte of any encoding is a quote.
    strings = re.findall(rb'"[^"\n]*[\x80-\xff][^"\n]*"', data)
    if 2 * sum(_decoded(one, "utf-8") is not None for one in strings) > len(strings):
        return sound, Guessed("utf-8", is_certain=True)
    guessed = guess_encoding(data if b"\0" in data else b" ".join(strings) or data)
    return decode_text(path, data, (guessed.encoding,)), guessed


def is_dense(data: bytes) -> bool:
    """Whether words with a byte beyond ASCII have little else in them."""
    words = re.findall(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*", data)
    letters = b"".join(words)
    return sum(byte > 127 for byte in letters) > DENSE * len(letters)


def wide_encoding(data: bytes) -> str | None:
    """Tell UTF-16 or UTF-32 without a mark: read rightly, a table of any language has ASCII in it.

    Read the other way round, its commas and line ends are letters of no language.
    """
    zeros = data.count(0)
    if not zeros or (zeros < WIDE_ZEROS * len(data) and _decoded(data, "utf-8") is not None):
        return None
    found = {}
    for encoding in _WIDE:
        text = _decoded(data, encoding)
        if text and "\0" not in text:
            found[encoding] = sum(map(str.isascii, text)) / len(text)
    best = max(found, key=lambda encoding: found[encoding], default=None)
    return best if best is not None and found[best] >= WIDE_ASCII else None


def _decoded(data: bytes, encoding: str) -> str | None:
    """Decode strictly; a character cut off where the sample ends is no fault."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, final=len(data) < SAMPLED)
    except UnicodeDecodeError:
        return None
