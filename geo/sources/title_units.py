"""The unit that a line above a table's headings says for all of it: 单位：万元, in Mio. €.

Statistical tables say it once, in the title or beside it. It holds for the columns of numbers that
have no unit of their own, and not for what cannot be meant: of a table in yuan not for the people,
the shares and the years in it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from geo.late_patterns import late
from geo.sources import heading_kinds, recognised
from geo.sources.number_scales import scale_of

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 300
"""Characters of a title that are looked at."""
LONGEST_SUBJECT = 30
YEARS = (1800, 2100)
_TABLE = recognised.table("recognised_title_units")
_WORDS_BEFORE = "|".join(_TABLE["said"]["words"])
# Of letters that are parted by spaces none begins another word: datasets, Int.
_SAID = late(
    rf"(?:^|[\s()\[\]【】,;:.。、\-])(?:{_WORDS_BEFORE}|{_TABLE['said']['loosely']})"
    r"(?:(?<=[\u3000-\U0003ffff])|(?![^\W\d_]))\s*(?P<colon>:?)\s*"
    rf"(?P<unit>(?:(?![\s,;](?:{_WORDS_BEFORE})\s*:)[^()\[\]【】:]){{1,60}})",
    re.IGNORECASE,
)
_SIGNS = "".join(word for word in _TABLE["between"] if len(word) == 1)
_WORDS = recognised.one_of(word for word in _TABLE["between"] if len(word) > 1)
_BETWEEN = late(rf"\s*(?:[{_SIGNS}]|,(?!\d{{3}})|\s(?:{_WORDS})\s)\s*", re.IGNORECASE)
_BARE = late(r"[\s()\[\],;:.]*(?:in|en|в)\s+", re.IGNORECASE)
"""Words that say a unit only where nothing else can be meant: Parks in m."""
_IN = late(r".*\s(?:in|en|в)\s+", re.IGNORECASE)
_THINGS = frozenset({"people", "counts"})
"""What may stand behind such words as the things themselves: life in households, data sets."""
_EACH = frozenset(_TABLE["each"])
_AMOUNT = re.compile(r"(?P<amount>\d{1,3}(?:[ ,.'\u202f]?0{3}){1,3}|10{1,8})\s+")
_BEFORE = late(rf"(?:{recognised.one_of(_TABLE['before units'])})(?![a-z])\s*", re.IGNORECASE)
_LAST_ASIDE = re.compile(r"[(\[【]\s*(?P<unit>[^()\[\]【】:]{2,30}?)\s*[)\]】]\s*$")
_PERCENT = re.compile(r"[%％‰]")
_TABLE_NUMBER = late(rf"\s*(?:{'|'.join(_TABLE['table numbers'])})[\s::.、]*", re.IGNORECASE)
_OF = re.compile(r"(?:of|de|d')\s*")
_EDGES = " ()[]【】,;:.。、\t\n"
_SPANS = late(_TABLE["spans of years"])
_YEAR = re.compile(r"\s*(\d{4})\s*年?\s*")


class TitleUnit(NamedTuple):
    """What the lines above a table say that its numbers are in.

    Parameters
    ----------
    unit
        As it is written; empty where several are named and which is for what cannot be told.
    group
        What it measures, as the table of words has it; empty for any other.
    said
        What stands there.
    factor
        How many of what it counts it is: ten thousand for 万元.
    """

    unit: str
    group: str
    said: str
    factor: int = 1

    def fits(self, heading: str, texts: Sequence[str | None] = ()) -> bool:
        """Whether a column of numbers may be in this unit.

        Parameters
        ----------
        heading
            Its own; without a year in it.
        texts
            Its cells.
        """
        if not self.unit or heading_kinds.is_always_text(heading) or _ends_with_unit(heading):
            return False
        there = [text for text in texts if text]
        is_share = any(map(_PERCENT.search, there)) and self.group != "shares"
        if is_share or _are_years(there):
            return False
        groups = _groups_of(heading)
        if not groups and self.group not in _THINGS and heading_kinds.names_things(heading):
            return False
        # Of the growth of what comes in, it is the growth that counts.
        decides = groups & {"none", "shares"} or groups
        return not decides or decides == {self.group} or (self.group in decides == groups)


def title_unit(titles: Sequence[str]) -> TitleUnit | None:
    """Find what the lines above the headings say that the numbers are in; none if nothing.

    Parameters
    ----------
    titles
        The cells above the headings.
    """
    found: dict[str, TitleUnit] = {}
    for title in titles:
        text = unicodedata.normalize("NFKC", title[:LONGEST])
        for match in _SAID.finditer(text):
            parts = [part for part in _BETWEEN.split(match["unit"].strip(_EDGES)) if part]
            known = [unit for part in parts if (unit := _known(part))]
            if not known or _may_be_the_things(match, known[0]):
                continue
            before = text[match.start() : match.start("unit")].lstrip(_EDGES)
            if len(known) > 1:
                said = before + match["unit"].strip(_EDGES)
                found[said] = TitleUnit("", "", said)
            elif _known(parts[0]):
                one = known[0]
                found[one.said] = one._replace(said=before + one.said)
    if not found:
        # 2022年产值（万元） says it as a heading does.
        asides = (_aside(unicodedata.normalize("NFKC", title[:LONGEST])) for title in titles)
        found = {unit.said: unit for aside in asides if aside for unit in [aside[1]]}
    if len({(one.unit == "", one.group, one.factor) for one in found.values()}) < 2:
        # 单位：万元 and Unit: 10,000 yuan are the same in two languages.
        return next(iter(found.values()), None)
    return TitleUnit("", "", " / ".join(one.said for one in found.values()))


def title_subject(titles: Sequence[str]) -> str:
    """Give what the only title of a table says that its numbers are, without unit and number.

    Parameters
    ----------
    titles
        The cells above the headings; lines that say no more than the unit are none.
    """
    found = []
    for title in titles:
        text = unicodedata.normalize("NFKC", title[:LONGEST])
        for match in reversed([*_SAID.finditer(text)]):
            if title_unit([match[0]]) is not None:
                text = f"{text[: match.start()]} {text[match.end() :]}"
        if aside := _aside(text):
            text = text[: aside[0]]
        plain = _TABLE_NUMBER.sub("", _SPANS.sub("", re.sub(r"[(\[【]\s*[)\]】]", "", text)))
        found.append(re.sub(r"\s+", " ", plain).strip(_EDGES))
    said = [text for text in found if text]
    return said[0] if len(said) == 1 and len(said[0]) <= LONGEST_SUBJECT else ""


def _aside(text: str) -> tuple[int, TitleUnit] | None:
    """Find a unit that stands alone in brackets at the end, and where; none in a lone letter."""
    found = _LAST_ASIDE.search(text)
    unit = _known(found["unit"]) if found else None
    is_whole = found is not None and unit is not None and unit.said == found["unit"]
    return (found.start(), unit) if found and unit and is_whole else None


def _may_be_the_things(match: re.Match[str], unit: TitleUnit) -> bool:
    """Whether words without a colon may be no unit: life in households, Parks in m."""
    before = match[0][: match.start("unit") - match.start()]
    is_alone = match.start() == 0 or before[:1] in "(["
    is_bare = _BARE.fullmatch(before) is not None
    if (
        match["colon"]
        or before.rstrip()[-1] > "\u3000"
        or (is_alone if is_bare else _IN.fullmatch(before))
    ):
        return False
    return (unit.group in _THINGS and unit.factor == 1) or (
        len(unit.said) == 1 and unit.said.isalpha()
    )


def _known(text: str) -> TitleUnit | None:
    """Read a unit, and leave what follows it in the line, a date or an office; none of others."""
    words = text.split()
    for count in range(len(words), 0, -1):
        whole = " ".join(words[:count]).rstrip(",，。")
        amount = _AMOUNT.match(whole)
        base = whole[amount.end() :] if amount else whole
        if (measure := _measure(base)) is not None:
            group, factor = measure
            if words[count:] and words[count].casefold() in _EACH:
                # In kg per head is not in kg.
                whole, group = f"{whole} {_one_of_each(words[count:])}", ""
            if amount is None:
                return TitleUnit(whole, group, whole, factor)
            factor *= int(re.sub(r"\D", "", amount["amount"]))
            # 12 × 100 million yuan: side by side they would be one number.
            return TitleUnit(f"× {whole}", group, whole, factor)
    return None


def _one_of_each(words: list[str]) -> str:
    """Give what a unit is for one of, up to a date or the end of the clause: per head, 2020."""
    said = " ".join(takewhile(lambda word: not any(map(str.isdigit, word)), words))
    return re.split(r"[,，;；。]", said)[0]


def _measure(text: str) -> tuple[str, int] | None:
    """Give what a unit measures, and how many of it it is; none for what is no unit."""
    plain, factor = _BEFORE.sub("", text, count=1) or text, 1
    for _ in range(2):
        if (group := _units().get(plain.casefold())) is not None:
            return group, factor
        first, _, last = plain.rpartition(" ")
        behind = scale_of(last) if first else None
        scale = scale_of(plain) if behind is None or behind.rest else None
        if scale is not None:
            rest = _OF.sub("", scale.rest).strip()
            plain, factor = _BEFORE.sub("", rest, count=1) or rest, scale.factor
        elif behind is not None and not behind.rest:
            # US$ million says it the other way round.
            plain, factor = first, behind.factor
    each = text.split("/")
    is_quotient = len(each) == 2 and all(_measure(part.strip()) is not None for part in each)
    return ("", 1) if is_quotient else None


@cache
def _units() -> dict[str, str]:
    found: dict[str, str] = {}
    for group, words in _TABLE["units"].items():
        if group != "about":
            found |= {unicodedata.normalize("NFKC", word).casefold(): group for word in words}
    return found


def _ends_with_unit(heading: str) -> bool:
    """Whether a heading says its unit without brackets: 产值 万元, GDP_万元."""
    last = re.split(r"[\s_]+", unicodedata.normalize("NFKC", heading).strip())
    return len(last) > 1 and _measure(last[-1]) is not None


def _groups_of(heading: str) -> set[str]:
    plain = unicodedata.normalize("NFKC", heading).casefold()
    words = {*re.findall(r"[^\W\d_]+|[%‰]", plain)}
    return {
        group
        for group, parts in _TABLE["columns"].items()
        if group != "about"
        and any(
            part in words if part.isascii() or part[0] < "\u3000" else part in plain
            for part in parts
        )
    }


def _are_years(texts: Sequence[str]) -> bool:
    numbers = [int(found[1]) if (found := _YEAR.fullmatch(text)) else 0 for text in texts]
    return bool(numbers) and all(YEARS[0] <= number <= YEARS[1] for number in numbers)
