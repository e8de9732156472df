"""Ids: how one is made of a name, and how several are written in one value.

The page makes and reads them alike (``geo/web/src/data/ids.ts``); ``tests/fixtures/ids/`` holds
both to the same answers.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache

from geo.late_patterns import late

SEPARATORS = ",，;；、"
"""What parts the ids of a list: a comma or semicolon of either width, or the enumeration comma."""

_HAN = late(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# What pypinyin takes for a character, 〇 among them, and what it leaves as it stands.
_SPELT = "\u3007\u3400-\u9fff\ue815-\ue864\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = late(f"[{_SPELT}]+|[^{_SPELT}]+")
_BETWEEN = re.compile(r"[\W_]+")
_PARTS = re.compile(f"[{SEPARATORS}]")
# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h",
     "ı": "i", "ŋ": "n", "ŧ": "t"}
)  # fmt: skip


def slug(name: str) -> str:
    """Make an id of a name.

    Chinese characters are spelt in pinyin, Latin letters lose their marks, letters of other scripts
    stay as they are; whatever is between becomes a hyphen.

    Parameters
    ----------
    name
        In any language.

    Returns
    -------
    str
        ``Café München`` → ``cafe-munchen``, ``白马湖 A1`` → ``bai-ma-hu-a1``; "" of a name without
        letters and digits.
    """
    # First, or a radical would become a character only after the characters have been spelt.
    name = unicodedata.normalize("NFKC", name)
    if _HAN.search(name):
        name = " ".join(part if part.isascii() else _spelt(part) for part in _RUNS.findall(name))
    taken_apart = unicodedata.normalize("NFKD", name).lower().translate(_PLAIN)
    plain = "".join(
        letter
        for letter in taken_apart
        # A Latin letter's mark is decoration; a vowel of another script (हि, が) is a letter.
        if not ("\u0300" <= letter <= "\u036f")
    )
    return _BETWEEN.sub("-", unicodedata.normalize("NFC", plain)).strip("-")


@lru_cache(maxsize=1 << 16)
def _spelt(run: str) -> str:
    """Spell characters in pinyin; the names of a sheet share most of theirs (路, 有限公司)."""
    from pypinyin import lazy_pinyin  # its dictionary takes long to load

    return " ".join(lazy_pinyin(run))


def split_ids(text: str) -> list[str]:
    """Read ids that are written in one value: ``"a, b"``, ``"a；b"``.

    Parameters
    ----------
    text
        Ids with any of :data:`SEPARATORS` between.

    Returns
    -------
    list of str
        Without the white space around them; empty ones left out.
    """
    return [part for piece in _PARTS.split(text) if (part := piece.strip())]


def as_key(name: str) -> str:
    """Give a name as a key of TOML: in quotes where it is more than ASCII letters."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name, ensure_ascii=False)
