"""What a heading says of the values below it: that they are texts, codes, counts or measures."""

from __future__ import annotations

import re
from functools import cache

from geo.sources.name_patterns import NamePatterns
from geo.sources.recognised import joined, rank, table, words_of

_LANGUAGE = re.compile(r"_[a-z]{2,3}\Z")


@cache
def _always_text() -> tuple[NamePatterns, frozenset[str]]:
    of_texts = table("recognised_texts")
    return NamePatterns(of_texts["whole"]), frozenset(of_texts["in any language"])


def is_always_text(heading: str) -> bool:
    """Whether a column of such a name is texts whatever its cells look like.

    An id that looks like a number is an id all the same, and so is a telephone number.
    """
    whole, translated = _always_text()
    return whole.fits(heading) or _LANGUAGE.sub("", heading) in translated


def counts(heading: str) -> bool:
    """Whether a heading says that what stands below it is a number of things: ``population``."""
    words = words_of(heading)
    counted, characters, things = _counting()
    plain = " ".join(words)
    is_thing = bool(words) and words[-1] in things
    return is_thing or bool(counted.search(plain) or characters.search(heading.casefold()))


@cache
def _counting() -> tuple[re.Pattern[str], re.Pattern[str], list[str]]:
    of_totals = table("recognised_totals")
    counted, characters = (of_totals["counted"][of] for of in ("words", "characters"))
    things = [word for of, words in of_totals["things"].items() if of != "about" for word in words]
    return (
        re.compile(rf"(?:^| )(?:{'|'.join(counted)})(?: |$)"),
        re.compile("|".join(characters)),
        things,
    )


def names_things(heading: str) -> bool:
    """Whether a heading ends with what is counted: ``employees``, 人."""
    words = words_of(heading)
    return bool(words) and words[-1] in _counting()[2]


def is_measured(heading: str) -> bool:
    """Whether a heading says that what stands below it is measured: ``elevation``, ``length_m``."""
    words, known = words_of(heading), table("recognised_dates")["no years"]
    of_totals = table("recognised_totals")
    units = "|".join([*of_totals["measures"]["words"], *of_totals["amounts"]["words"], r"[kmgt]?w"])
    return (
        not set(words).isdisjoint(known["words"])
        or any(part in heading for part in known["characters"])
        or (len(words) > 1 and re.fullmatch(units, words[-1]) is not None)
    )


def ends_as_code(heading: str) -> bool:
    """Whether a heading ends as one of codes may: ``flurid``, GEMNR, ``Objektnummer``.

    So does ``grid``: it takes numbers that look like codes, too.
    """
    return joined(words_of(heading)).endswith(_code_ends())


def is_of_parts(heading: str) -> bool:
    """Whether a heading is that of ids, codes or the numbers of goods, and of no place: ``sku``."""
    words = words_of(heading)
    if any(rank("position", word) is not None for word in words) or words[-1:] == ["grid"]:
        return False
    of_goods = table("recognised_texts")["numbers of goods"]
    is_called = not set(words).isdisjoint(of_goods)
    return rank("id", heading) is not None or ends_as_code(heading) or is_called


def ends_as_id(heading: str) -> bool:
    """Whether a heading ends as ids do, and is none of the words that do: ``stopid``, not paid."""
    words = words_of(heading)
    return joined(words).endswith("id") and words[-1] not in _no_ids()


@cache
def _no_ids() -> frozenset[str]:
    return frozenset(table("recognised_texts")["ends in id and is none"])


@cache
def _code_ends() -> tuple[str, ...]:
    return tuple(joined(words_of(end)) for end in table("recognised_texts")["code ends with"])
