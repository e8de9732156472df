"""What kind of text a value is: a name people say, a code, a link, HTML; and in which language."""

from __future__ import annotations

import html
import re
from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any
from unicodedata import category

from geo.late_patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_NAME = 80
"""Characters; what is longer is a text, no name."""
_LARGEST = 1e300
"""Beyond it no number is a name; Python's whole numbers have no end."""
SHORT = 60
"""Characters of a long text that stand for a name where there is none."""
SAMPLED_TEXTS = 20_000
LONGEST_READ = 200
HAN_WEIGHT = 3
"""Latin letters that say about as much as one Chinese character."""
FEW_KANA = 0.02
"""Share of kana beyond which a text in Chinese characters is Japanese."""

_LINK = re.compile(r"(?:https?://|www\.|mailto:|tel:)\S+", re.IGNORECASE)
_CODE = late(
    r"""[0-9.,:;+\-/\s]+(?:[AaPp]\.?[Mm]\.?)?   # numbers, dates, times
      | [^\s\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]*[0-9]
        [^\s\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]*    # P1, way/23045428; 长乐路335号 is said
      | [a-z]+(?:[A-Z][a-z0-9]*)+               # bryceCanyon
      | (?:[A-Z][a-z0-9]+){2,}                  # SorgentiSalone
      | [A-Za-z0-9]+(?:_[A-Za-z0-9]+)+          # north_gate
      | [^\s@]+@[^\s@]+\.\w+                    # someone@example.org
      | \#[0-9A-Fa-f]{3,8}
      | \{.*|\[.*""",
    re.VERBOSE | re.DOTALL,
)
_ELEMENT = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_UNSEEN = re.compile(r"<(script|style)\b[^>]{0,2000}>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_SPACE = re.compile(r"\s+")
_HAN = late(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = late(r"[\u3041-\u3096\u30a1-\u30fa\u30fc\uff66-\uff9d]")
_HANGUL = late(r"[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x80-\x9f\ufffd]")
_LETTER = re.compile(r"[^\W\d_]")


@cache
def _region(character: str) -> str:
    """Tell of a Chinese character whether only Japan writes it so, or the mainland and not Japan.

    Each standard's own repertoire says it: 駅 is in JIS alone, 馆 in GB 2312 alone.
    """
    in_japan, in_china, in_taiwan = (
        _has(encoding, character) for encoding in ("shift_jis", "gb2312", "big5")
    )
    if in_japan and not in_china and not in_taiwan:
        return "japanese"
    return "simplified" if in_china and not in_japan else ""


def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def without_html(text: str) -> str:
    """Give the text that a browser would show of a piece of HTML; other texts as they are."""
    if "<" not in text and "&" not in text:
        return text
    return _SPACE.sub(" ", html.unescape(_ELEMENT.sub(" ", _UNSEEN.sub(" ", text)))).strip()


def short_text(value: Any) -> str:
    """Give a value as the text it may be a name by; "" where it is none."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return f"{value:.15g}" if -_LARGEST < value < _LARGEST else ""
    if not isinstance(value, str):
        return ""
    text = without_html(value[: LONGEST_READ * 20]).strip()
    return text if len(text) <= LONGEST_READ else ""


def shortened(text: str) -> str:
    """Give the beginning of a long text, cut between words."""
    plain = without_html(text[: LONGEST_READ * 20]).strip()
    if len(plain) <= SHORT:
        return plain
    head, _, _ = plain[:SHORT].rpartition(" ")
    return f"{(head or plain[:SHORT]).rstrip(' ,.;:，。；：')}…"


def breadth(text: str) -> int:
    """Count the letters of a text, each of those that say a word by themselves twice."""
    return len(text) + len(_HAN.findall(text)) + len(_KANA.findall(text))


def is_spoken(text: str) -> bool:
    """Whether a text is one that people call a place by, and no code, number, date or address."""
    if not text or len(text) > LONGEST_NAME or not _LETTER.search(text) or is_garbled(text):
        return False
    return not (_LINK.match(text) or _CODE.fullmatch(text))


def is_garbled(text: str) -> bool:
    """Whether a text was read in another encoding than it was written in: ``‰”-”‡ƒ``."""
    if text.isascii():
        return False
    # Of the marks in \W letters of India and Burma have many, so categories are asked.
    signs = sum(category(character)[0] in "PS" for character in text)
    return _CONTROL.search(text) is not None or signs > len(_LETTER.findall(text))


def has_simplified(texts: Iterable[str]) -> bool:
    """Whether a text has a character that only mainland China writes so."""
    return any(
        _region(character) == "simplified"
        for text in texts
        for character in _HAN.findall(text[:LONGEST_READ])
    )


def has_traditional(texts: Iterable[str]) -> bool:
    """Whether texts have characters that Taiwan writes so, and none that only the mainland does."""
    characters = {character for text in texts for character in _HAN.findall(text[:LONGEST_READ])}
    # 圳 is written in both, and in Japan it is not.
    of_one = {(_has("gb2312", character), _has("big5", character)) for character in characters}
    return (False, True) in of_one and (True, False) not in of_one


def main_language(texts: Iterable[str]) -> str:
    """Tell which language texts are written in, as far as the map's own words depend on it.

    Parameters
    ----------
    texts
        Of the data; links and codes among them do no harm.

    Returns
    -------
    str
        ``zh``, ``ja``, ``ko``, or ``en`` for everything in other letters; ``""`` without letters.
    """
    count: Counter[str] = Counter()
    # What every row says is said once: beside 35 provinces' names stands 35 times "province".
    for text in dict.fromkeys(islice(texts, SAMPLED_TEXTS)):
        if _LINK.match(text):
            continue
        part = text[:LONGEST_READ]
        letters = len(_LETTER.findall(part))
        if letters == 0:
            continue
        if part.isascii():
            # One ASCII word with digits in it is a code in any language.
            count["en"] += 0 if _CODE.fullmatch(part) else letters
            continue
        han, kana, hangul = (len(p.findall(part)) for p in (_HAN, _KANA, _HANGUL))
        count["han"] += han
        count["kana"] += kana
        count["ko"] += hangul
        count.update(map(_region, _HAN.findall(part)))
        count["en"] += letters - han - kana - hangul
    written = {"ko": count["ko"] * HAN_WEIGHT, "en": count["en"]}
    east = (count["han"] + count["kana"]) * HAN_WEIGHT
    is_japanese = count["kana"] > FEW_KANA * (count["han"] + count["kana"]) or (
        count["japanese"] > count["simplified"]
    )
    written["ja" if is_japanese else "zh"] = east
    most = max(written, key=lambda language: written[language])
    return most if written[most] else ""
