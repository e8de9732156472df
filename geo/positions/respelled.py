"""A position in other spellings, as the readers of angles know it.

People part degrees and minutes by spaces or by words, have a comma for the decimal point, and call
the sides of the world in their language; programs put names, quotes and brackets around numbers.
The page respells the same (``geo/web/src/suggest/respelled.ts``), by the same list.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

_LONGEST = 200


def respelled(text: str) -> list[str]:
    """Give the other ways to write what may be a position, the likelier first.

    Parameters
    ----------
    text
        Without full-width characters and what it says of its datum.

    Returns
    -------
    list of str
        Two where an O is the east of some languages and the west of others: both may be meant.
    """
    if len(text) > _LONGEST:
        return []
    plain = text.strip()
    if not _form("point").search(plain) and len(_form("comma").findall(plain)) == 2:
        plain = re.sub(r"(?<=\d),(?=\d)", ".", plain)
    sides = [plain]
    if _form("eitherSide").search(plain):
        sides = [_form("eitherSide").sub(rf"\g<1>{side}", plain) for side in "EW"]
    return [_by_rules(side) for side in sides]


def within_words(text: str) -> str | None:
    """Give the pair of fine decimals that words without digits stand around; none else."""
    found = _form("around").search(text) if len(text) <= _LONGEST else None
    return f"{found[1]}, {found[2]}" if found else None


def _by_rules(text: str) -> str:
    for form, written in _rules():
        text = form.sub(written, text)
    return text


@cache
def _rules() -> list[tuple[re.Pattern[str], str]]:
    return [
        (re.compile(form, re.IGNORECASE), re.sub(r"\$(\d)", r"\\g<\1>", written))
        for form, written in _shared()["rules"]
    ]


@cache
def _form(name: str) -> re.Pattern[str]:
    return re.compile(_shared()[name], re.IGNORECASE)


@cache
def _shared() -> dict[str, Any]:
    source = files(__package__).joinpath("respellings.json").read_text(encoding="utf-8")
    shared: dict[str, Any] = json.loads(source)
    return shared
