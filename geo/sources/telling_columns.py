"""The columns that tell sites apart by words, where none is called their name."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from geo.sources import heading_kinds, recognised
from geo.sources.address_columns import are_numbered
from geo.sources.category_columns import are_yes_or_no, is_osm_key
from geo.sources.column_look import DIFFERENT
from geo.sources.numbering import SOME_DIFFERENT, are_short_codes
from geo.sources.wording import is_spoken

if TYPE_CHECKING:
    from geo.sources.column_look import Look

MOSTLY = 0.5
"""Share of values beyond which a column is what they are."""
FEWEST_TOLD = 20
"""Different values that a column of words has at least to call sites,"""
TOLD_MORE = 3
"""and so many times those of a column that is called the names."""
LONGEST_CALL = 40
"""Letters of what most sites are called; more are a description."""
_BODIES = recognised.table("recognised_bodies")["whose"]


def most_telling(look: Look, columns: list[str], found: list[str]) -> list[str]:
    """Find the column of short texts that tell most apart, where none tells one from another.

    So the streets of a net are called by their street, and the tracts of a city by their quarter
    and not by one of its five boroughs.
    """
    known = max((len(set(look.texts(name))) for name in found), default=0)
    counts = {
        name: len(set(look.texts(name)))
        for name in columns
        if recognised.rank("category", name) is None
        and (not recognised.is_no_name(name) or recognised.rank("street", name) is not None)
        and different_share(look, name) >= SOME_DIFFERENT
    }
    best = max(counts, key=lambda name: counts[name], default=None)
    is_enough = best is not None and counts[best] >= max(FEWEST_TOLD, TOLD_MORE * known)
    return [best] if best is not None and is_enough else []


def telling(look: Look, columns: list[str]) -> list[str]:
    """Find the first column of short texts that are nearly all different, or mostly."""
    shares = {
        name: share
        for name in columns
        if (share := different_share(look, name)) >= MOSTLY
        and (not recognised.is_no_name(name) or _is_whose_place(look, name))
        and not is_osm_key(name)
        and recognised.rank("category never", name) is None
        and recognised.rank("address", name) is None
        and not are_yes_or_no(look.texts(name))
    }
    different = [name for name, share in shares.items() if share >= DIFFERENT]
    # Where no heading says what is what, that with a number in each is the address.
    different.sort(key=lambda name: are_numbered(look, name))
    first = next(iter(different), None)
    best = first or max(shares, key=lambda name: shares[name], default=None)
    return [] if best is None else [best]


def _is_whose_place(look: Look, name: str) -> bool:
    """Whether a column of bodies has another one for each site: the clinic, and not its owner."""
    is_body = recognised.words_of(name)[-1:] in ([word] for word in _BODIES)
    return is_body and different_share(look, name) >= DIFFERENT


def different_share(look: Look, name: str) -> float:
    """Give the share of different values among a column's short texts; 0 where it holds others."""
    texts = look.texts(name)
    if not texts or len(texts) < MOSTLY * len(look.rows):
        return 0.0
    if sum(map(is_spoken, texts)) < MOSTLY * len(texts):
        return 0.0
    # What all have tells none of them from another.
    is_one = len(texts) > 1 and len(set(texts)) == 1
    return 0.0 if is_one else len(set(texts)) / len(texts)


def code_beside(look: Look, name: str, columns: list[str]) -> str:
    """Find the codes that call sites better than long descriptions do; "" where there are none.

    Parameters
    ----------
    look, columns
        The layer.
    name
        The column that calls them now.
    """
    if recognised.says_name(name) or median(map(len, look.texts(name))) <= LONGEST_CALL:
        return ""
    return next(
        (
            other
            for other in columns
            if heading_kinds.ends_as_code(other)
            and not heading_kinds.ends_as_id(other)
            and are_short_codes(look, other)
            and all(any(map(str.isalpha, text)) for text in look.texts(other))
        ),
        "",
    )
