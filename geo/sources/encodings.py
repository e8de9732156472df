"""Which encoding a text without a mark is in, told by how everyday its characters are.

Strict decoding proves little: nearly any bytes are GB18030, and short texts defeat detectors that
count. What tells is whether the characters are ones that people write: the first level of GB 2312
or of Big5, kana, hangul, letters with accents.
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import NamedTuple

CANDIDATES = ("gb18030", "big5", "cp932", "cp949", "cp1252")
"""Tried in turn where a text is no UTF-8; of equals the first one counts."""
SAMPLED = 200_000
"""Bytes that are looked at."""
LEAST = 0.4
"""Share of everyday characters, among those beyond ASCII, below which nothing is certain."""
CLEARLY = 0.05
"""By how much the share must exceed that of the next one."""
MANY_HANGUL = 12
"""From so many characters on a text that may be Korean throughout is Korean."""
UTF_16_ZEROS = 0.3
"""Share of zero bytes on one side of the pairs: ASCII marks and digits are in every table."""


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
    wide = _utf_16(some)
    if wide is not None:
        return Guessed(wide, is_certain=True)
    if _decoded(some, "utf-8") is not None:
        return Guessed("utf-8", is_certain=True)
    shares = [(_everyday(some, encoding), encoding) for encoding in CANDIDATES]
    ranked = sorted(shares, key=lambda entry: -entry[0])
    (best, encoding), (next_best, _) = ranked[0], ranked[1]
    if best <= 0:
        return Guessed("utf-8", is_certain=False)
    if encoding == "gb18030" and (1.0, "cp949") in shares:
        # All hangul read as everyday hanzi too, but hanzi as nothing but hangul only by chance.
        beyond = sum(byte > 127 for byte in some) // 2
        if beyond >= MANY_HANGUL:
            return Guessed("cp949", is_certain=True)
    return Guessed(encoding, is_certain=best >= LEAST and best - next_best >= CLEARLY)


def _utf_16(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by the zero bytes that ASCII leaves in it."""
    if len(data) < 4 or (len(data) % 2 and len(data) < SAMPLED):
        return None
    pairs = len(data) // 2
    for encoding, zero in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        other = data[0::2] if encoding == "utf-16-le" else data[1::2]
        if zero.count(0) > UTF_16_ZEROS * pairs and other.count(0) < zero.count(0) / 4:
            return encoding
    return None


def _decoded(data: bytes, encoding: str) -> str | None:
    """Decode strictly; a character cut off where the sample ends is no fault."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, final=len(data) < SAMPLED)
    except UnicodeDecodeError:
        return None


def _everyday(data: bytes, encoding: str) -> float:
    """Give the share of everyday characters among those beyond ASCII; -1 where it cannot be."""
    text = _decoded(data, encoding)
    if text is None:
        return -1.0
    beyond = [character for character in text if character > "\x7f"]
    known = _known(encoding)
    # Marks of punctuation are alike in the East: they tell nothing.
    telling = [character for character in beyond if not "\u3000" <= character <= "\u303f"]
    if not telling:
        return 0.0
    return sum(character in known for character in telling) / len(telling)


@cache
def _known(encoding: str) -> frozenset[str]:
    """Characters that are everyday ones in an encoding's language."""
    full_width = {chr(code) for code in range(0xFF01, 0xFF5F)}
    if encoding == "cp1252":
        return frozenset(
            "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœŠšŽž°²³€–—‘’“”…«»·"
        )
    if encoding == "cp949":
        return frozenset({chr(code) for code in range(0xAC00, 0xD7A4)} | full_width)
    if encoding == "cp932":
        kana = {chr(code) for code in range(0x3041, 0x30FF)}
        return frozenset(kana | full_width | set(_block("cp932", range(0x88, 0x99), 0x40, 0xFD)))
    if encoding == "big5":
        return frozenset(full_width | set(_block("big5", range(0xA4, 0xC7), 0x40, 0xFF)))
    return frozenset(full_width | set(_block("gb2312", range(0xB0, 0xD8), 0xA1, 0xFF)))


def _block(encoding: str, leads: range, first: int, last: int) -> str:
    """Give the characters of two bytes that begin with some lead bytes."""
    pairs = (bytes((lead, trail)) for lead in leads for trail in range(first, last))
    return "".join(pair.decode(encoding, errors="ignore") for pair in pairs)
