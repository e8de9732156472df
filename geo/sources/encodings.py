"""Which encoding a text without a mark is in, told by how everyday its characters are.

Strict decoding proves little: nearly any bytes are GB18030, and short texts defeat detectors that
count. What tells is whether the characters are ones that people write: the first level of GB 2312
or of Big5, kana, hangul, letters with accents.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geo.problems.texts import BYTE_ORDER_MARKS, Text, decode_text
from geo.sources.latin_letters import other_latin
from geo.sources.script_letters import Script, other_script

if TYPE_CHECKING:
    from pathlib import Path

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
DENSE = 0.6
"""Share of bytes beyond ASCII in the words that have any: Latin words have one or two of them."""
SELDOM = 0.3
"""Share of letters that few Western languages have, above which a text may be of another."""
UTF_16_ZEROS = 0.3
"""Share of zero bytes on one side of the pairs: ASCII marks and digits are in every table."""
WHOLLY_EASTERN = 0.9
"""Share of everyday characters from which on a text is not given up for letters of a byte;"""
PLAINLY_LETTERS = 0.4
"""but where these are the frequent ones to such a degree."""
KANA = 0.1
"""Share of kana above which a text is Japanese."""
_BEYOND = re.compile(rb"[\x80-\xff]+")
_IN_A_WORD = re.compile(
    rb"(?<=[A-Za-z]{3})[\x80-\xff](?![\x80-\xff])|(?<![\x80-\xff])[\x80-\xff](?=[A-Za-z]{3})"
)

# Excel for Macs saves its CSV so: among letters stand bytes that are none on Windows.
_MAC = re.compile(rb"(?<=[a-z])[\x87-\x89\x8b\x8d\x8f-\x91\x93-\x95\x97-\x98](?=[a-z\s,;\"])")
# Quotes and dashes of a Mac are letters on Windows.
_WINDOWS_LETTER = re.compile(rb"[\xc0-\xc6\xcb-\xcf\xd6-\xff]")
SHOWN = {
    "gb18030": "GB18030 (GBK)", "big5": "Big5", "cp932": "Shift_JIS", "cp949": "EUC-KR",
    "cp1250": "Windows-1250", "cp1251": "Windows-1251", "cp1252": "Windows-1252 (Latin-1)",
    "cp1253": "Windows-1253", "cp1254": "Windows-1254", "cp1255": "Windows-1255",
    "cp1256": "Windows-1256", "cp1257": "Windows-1257", "iso8859_2": "ISO 8859-2 (Latin-2)",
    "iso8859_5": "ISO 8859-5", "iso8859_6": "ISO 8859-6", "iso8859_7": "ISO 8859-7",
    "iso8859_8": "ISO 8859-8", "koi8_r": "KOI8-R", "koi8_u": "KOI8-U", "cp866": "CP866 (DOS)",
    "cp874": "Windows-874 (TIS-620)", "mac_cyrillic": "Mac Cyrillic", "mac_roman": "Mac Roman",
    "euc_jp": "EUC-JP",
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
    unicode = _utf_16(some) or (None if _decoded(some, "utf-8") is None else "utf-8")
    if unicode is not None:
        return Guessed(unicode, is_certain=True)
    if _is_of_one_byte(some):
        return Guessed(*_of_one_byte(some))
    return _of_bytes(some)


def _of_bytes(some: bytes) -> Guessed:
    """Tell what bytes are by how everyday the characters are that they would be."""
    shares = [(_everyday(some, encoding), encoding) for encoding in CANDIDATES]
    script = other_script(some) if is_dense(some) else None
    eastern = max(share for share, encoding in shares if encoding != "cp1252")
    if script is not None and _is_rather(script, eastern):
        return Guessed(script.encoding, script.is_certain)
    ranked = sorted(shares, key=lambda entry: -entry[0])
    (best, encoding), (next_best, _) = ranked[0], ranked[1]
    if best <= 0:
        # A pound or a degree among figures; what is damaged has more of them together.
        is_lone = all(len(run) == 1 for run in _BEYOND.findall(some))
        return Guessed("cp1252" if is_lone else "utf-8", is_certain=False)
    if encoding == "cp1252":
        encoding, is_western = _of_one_byte(some)
        return Guessed(encoding, is_certain=is_western and best >= LEAST)
    if encoding == "gb18030" and _has_kana(some):
        # Kana are at the same places of GB 2312, where hardly anybody writes them.
        return Guessed("euc_jp", is_certain=True)
    # All hangul read as everyday hanzi too, but hanzi as nothing but hangul only by chance.
    beyond = sum(byte > 127 for byte in some) // 2
    if encoding == "gb18030" and (1.0, "cp949") in shares and beyond >= MANY_HANGUL:
        return Guessed("cp949", is_certain=True)
    return Guessed(encoding, is_certain=best >= LEAST and best - next_best >= CLEARLY)


def _has_kana(data: bytes) -> bool:
    """Whether EUC-JP makes a fair part of a text hiragana or katakana."""
    text = _decoded(data, "euc_jp")
    if text is None:
        return False
    beyond = [character for character in text if character > "\x7f"]
    kana = sum("\u3041" <= character <= "\u30ff" for character in beyond)
    return kana >= KANA * len(beyond)


def _is_rather(script: Script, eastern: float) -> bool:
    """Whether a text is rather one of a byte a letter than of two, of which so many are everyday.

    Few hanzi may by chance be frequent letters of Thai; many are not.
    """
    if eastern <= 0:
        return True
    return script.is_long and (eastern < WHOLLY_EASTERN or script.score >= PLAINLY_LETTERS)


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
    if sound.malformed is None and _utf_16(data[:SAMPLED]) is None:
        return sound, Guessed("utf-8", is_certain=True)
    # Far into a long file there may be the first name; no trail byte of any encoding is a quote.
    strings = re.findall(rb'"[^"\n]*[\x80-\xff][^"\n]*"', data)
    if 2 * sum(_decoded(one, "utf-8") is not None for one in strings) > len(strings):
        return sound, Guessed("utf-8", is_certain=True)
    guessed = guess_encoding(data if b"\0" in data else b" ".join(strings) or data)
    return decode_text(path, data, (guessed.encoding,)), guessed


def _is_of_one_byte(data: bytes) -> bool:
    """Whether every byte beyond ASCII stands alone in a word of Latin letters.

    Hanzi do not, though as Big5 the beginning of Żoliborz would be one.
    """
    runs = _BEYOND.findall(data)
    return bool(runs) and len(_IN_A_WORD.findall(data)) == len(runs)


def _of_one_byte(data: bytes) -> tuple[str, bool]:
    """Tell what bytes are that would do for Western letters, and whether it is sure."""
    if not is_dense(data):
        if _MAC.search(data) and not _WINDOWS_LETTER.search(data):
            return "mac_roman", False
        other = other_latin(data)
        if other is not None:
            return other
        return "cp1252", not _is_rare(data.decode("cp1252", errors="ignore"))
    return "cp1252", False


def is_dense(data: bytes) -> bool:
    """Whether words with a byte beyond ASCII have little else in them."""
    words = re.findall(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*", data)
    letters = b"".join(words)
    return sum(byte > 127 for byte in letters) > DENSE * len(letters)


def _is_rare(text: str) -> bool:
    """Whether the letters are ones that few Western texts have: so Czech and Turkish bytes read."""
    # Icelandic alone has the first; whoever writes ø writes æ or å somewhere, too.
    rare = "ýÝþÞðÐïÏ" if re.search("[æåÆÅ]", text) else "ýÝþÞðÐïÏøØ"
    beyond = [character for character in text if character > "\x7f"]
    return sum(character in rare for character in beyond) > SELDOM * len(beyond)


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
        # The syllables of KS X 1001: those that were added later hardly anybody writes.
        return frozenset(full_width | set(_block("cp949", range(0xB0, 0xC9), 0xA1, 0xFF)))
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
