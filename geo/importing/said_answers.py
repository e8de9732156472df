"""What a user answers to a question of an import: an option, its number, or other words for it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from geo.positions.said_datum import said_datums
from geo.sources.scaled_degrees import MINUTES, SCALES

if TYPE_CHECKING:
    from geo.sources.located import Doubt

ORDERS = frozenset({"lat,lon", "lon,lat", "swap", "keep"})
_EPSG = re.compile(r"(?:epsg\s*:?\s*)?(\d{4,6})", re.IGNORECASE)


def answer_of(question: Doubt, text: str) -> str | None:
    """Give the answer that a text means; none for one that cannot be understood.

    Parameters
    ----------
    question
        What was asked.
    text
        What was typed: one of the options in any case, its number, 高德 for GCJ-02, 4549 for
        ``EPSG:4549``, ``lng lat`` for ``lon,lat``.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    by_number = {str(at): option for at, option in enumerate(question.options, start=1)}
    by_word = {_folded(option): option for option in question.options}
    found = by_number.get(plain) or by_word.get(_folded(plain))
    if found is not None or question.about == "order":
        return found
    return system_of(plain)


def system_of(text: str) -> str | None:
    """Give the datum or system that a text names; none for others.

    Returns
    -------
    str or None
        ``gcj02``, ``bd09``, ``wgs84``, ``EPSG:n``, or how degrees are written as whole numbers.
    """
    plain = text.strip()
    if (number := _EPSG.fullmatch(plain)) is not None:
        return f"EPSG:{number[1]}" if _is_system(f"EPSG:{number[1]}") else None
    if plain.upper() in {MINUTES, *SCALES}:
        return plain.upper()
    named = said_datums(plain)
    if len(named) == 1:
        return named[0]
    return plain if plain and not named and _is_system(plain) else None


def _is_system(text: str) -> bool:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        CRS.from_user_input(text)
    except CRSError:
        return False
    return True


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold().replace("lng", "lon")
