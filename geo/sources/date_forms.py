"""Days as people write them in one column: 2021年5月3日, 2019/3/4, 令和3年5月1日, Excel's 45123.

A column counts as days only if each of its cells is one beyond doubt; what may be two days stays
the text it is, and is told.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geo.late_patterns import late
from geo.sources import recognised
from geo.sources.written_periods import month_called

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 40
FIRST_SERIAL, LAST_SERIAL = 15_000, 60_000
"""Days from Excel's beginning on: 1941 to 2064."""
MOSTLY = 0.8
"""Share of the cells that are days, above which the others are told."""
_MONTHS = 12
EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's count, as it is from March 1900 on."""
_MIDNIGHT = r"(?:[T\s]+(?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)?\s*[Aa]\.?[Mm]\.?))?"
_YEAR_FIRST = late(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})"
    rf"|\s*[年년]\s*(\d{{1,2}})\s*[月월]\s*(\d{{1,2}})\s*[日号號일]?){_MIDNIGHT}"
)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_MIDNIGHT}")
_TOGETHER = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_WORDED = late(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s*(?:de\s+|-)?([^\W\d_]{3,10})"
    r"\.?,?\s*(?:de\s+|del\s+|-)?(\d{4})"
)
_WORD_FIRST = re.compile(r"([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_SERIAL = re.compile(r"(\d{5})(?:\.0+)?")
_PARTLY = re.compile(r"(?:19|20)\d\d(?:年?|[-/.年]\s*\d{1,2}月?)")
_MONTH = re.compile(r"((?:19|20)\d\d)(?:\s*[年년]\s*(\d{1,2})\s*[月월]|([-/])(\d{1,2}))")
_ERA = late(
    r"(?P<era>[^\W\d_]{1,2})\s*(?P<year>\d{1,3}|[^\W\d_年])"
    r"(?:\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?|([./-])(\d{1,2})\5(\d{1,2}))"
)
"""Years of a reign, or of the Republic in Taiwan: 令和3年5月1日, R3.5.1, 民國110年5月."""
_EASTERN = late(r"[\u3400-\u9fff\uac00-\ud7a3]")


class Days(NamedTuple):
    """A column of days.

    Parameters
    ----------
    texts
        As ISO 8601 writes them; None where a cell is empty.
    is_counted
        Whether some of them were Excel's numbers.
    type
        Of Table Schema: ``date``, or ``yearmonth`` where no cell says the day.
    """

    texts: list[str | None]
    is_counted: bool = False
    type: str = "date"


class Doubt(NamedTuple):
    """Why a column that seems to be one of days is none.

    Parameters
    ----------
    row
        Of the first cell that is at fault.
    readings
        The days that it may be; none where it is no day at all.
    """

    row: int
    readings: tuple[str, ...] = ()


def read_days(name: str, texts: Sequence[str | None]) -> Days | Doubt | None:
    """Read a column as days.

    Parameters
    ----------
    name
        Its heading: only what is called a date may hold bare numbers.
    texts
        The cells; None where there is nothing.

    Returns
    -------
    Days, Doubt or None
        None where it seems to be something else.
    """
    plain = [None if text is None else _without_ending(text) for text in texts]
    present = [text for text in plain if text]
    if not present or max(map(len, present[:100])) > LONGEST:
        return None
    is_called = _is_called_date(name)
    months = {text: _month(text, is_called=is_called) for text in dict.fromkeys(present)}
    if all(months.values()):
        return Days([months[text] if text else None for text in plain], type="yearmonth")
    order = _order_of(present)
    readings = {
        text: _readings(text, order, is_called=is_called) for text in dict.fromkeys(present)
    }
    sure = sum(bool(readings[text]) for text in present)
    if sure and is_called:
        # 2015年 beside 2019年3月4日 is a date, if no day.
        sure += sum(bool(months[text]) or _PARTLY.fullmatch(text) is not None for text in present)
    numbers = sum(_is_number(text) for text in present)
    if sure < MOSTLY * len(present) or (numbers and not is_called and 2 * numbers > len(present)):
        return None
    for row, text in enumerate(plain):
        if text and len(readings[text]) != 1:
            return Doubt(row, readings[text])
    days = [readings[text][0] if text else None for text in plain]
    return Days(days, is_counted=any(map(_SERIAL.fullmatch, present)))


def either_way(name: str, texts: Sequence[str | None]) -> dict[str, str] | None:
    """Tell of a column of days that may all be read with the day or the month first.

    Returns
    -------
    dict or None
        The first of them as it is written (``value``), both its readings (``first``, ``second``),
        and the format of each for a data package (``form``, ``other``); None where it is no such
        column.
    """
    doubt = read_days(name, texts)
    if not isinstance(doubt, Doubt) or len(doubt.readings) < 2:
        return None
    found = [_YEAR_LAST.fullmatch(_without_ending(text)) for text in texts if text]
    marks = {each[2] for each in found if each}
    # A time behind it, or another mark between, takes another format.
    is_plain = all(each and each[0][-4:] == each[4] for each in found) and len(marks) == 1
    highest = [max(int(each[place]) for each in found if each) for place in (1, 3)]
    if not is_plain or max(highest) > _MONTHS:
        return None
    (mark,) = marks
    first, second = doubt.readings
    return {
        "value": texts[doubt.row] or "",
        "first": first,
        "second": second,
        "form": f"%d{mark}%m{mark}%Y",
        "other": f"%m{mark}%d{mark}%Y",
    }


def are_year_last(texts: Sequence[str]) -> bool:
    """Whether texts are days with the year at the end, whichever stands first of the others."""
    return bool(texts) and all(map(_YEAR_LAST.fullmatch, texts))


def _without_ending(text: str) -> str:
    """Give a cell in plain letters, without the word for a year behind it: 3 мая 2021 г."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain.endswith(_endings()):
        return plain
    return next(plain[: -len(end)].rstrip() for end in _endings() if plain.endswith(end))


@cache
def _endings() -> tuple[str, ...]:
    words: list[str] = recognised.table("recognised_dates")["behind a year"]
    return tuple(f" {word}" for word in sorted(words, key=len, reverse=True))


def _month(text: str, *, is_called: bool) -> str:
    """Read 2023年5月, and 2023-05 where the heading says that it is a date; else empty."""
    found, era = _MONTH.fullmatch(text), _ERA.fullmatch(text)
    if found and (found[2] or is_called):
        days = _day(found[1], found[2] or found[4], "1")
    elif era and era[3] and not era[4]:
        days = _of_era(era, era[3], "1")
    else:
        return ""
    return days[0][:7] if days else ""


def _of_era(found: re.Match[str], month: str, day: str) -> tuple[str, ...]:
    """Count a year of a reign as the world counts it; its first one has a name of its own."""
    known = recognised.table("recognised_dates")
    before: int | None = known["eras"].get(found["era"])
    said = "1" if found["year"] == known["first year"] else found["year"]
    if before is None or not said.isdecimal():
        return ()
    year = before + int(said)
    return _day(str(year), month, day)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal() and _YEAR_LAST.fullmatch(text) is None


def _readings(text: str, order: str, *, is_called: bool) -> tuple[str, ...]:
    """Give the days that a cell may be."""
    first, last = _YEAR_FIRST.fullmatch(text), _YEAR_LAST.fullmatch(text)
    if first:
        return _day(first[1], first[3] or first[5], first[4] or first[6])
    if last:
        by_day, by_month = _day(last[4], last[3], last[1]), _day(last[4], last[1], last[3])
        # Who writes points writes the day first.
        order = "day" if last[2] == "." else order
        both = {"day": by_day, "month": by_month, "": by_day + by_month}[order]
        return tuple(dict.fromkeys(both))
    era = _ERA.fullmatch(text)
    # S1.2.3 may be a code.
    if era and (era[4] or (era[7] and (is_called or not era["era"].isascii()))):
        return _of_era(era, era[3] or era[6], era[4] or era[7])
    worded, word_first = _WORDED.fullmatch(text), _WORD_FIRST.fullmatch(text)
    if worded:
        return _worded(worded[1], worded[2], worded[3])
    if word_first:
        return _worded(word_first[2], word_first[1], word_first[3])
    return _of_number(text, is_called=is_called)


def _of_number(text: str, *, is_called: bool) -> tuple[str, ...]:
    """Read 20210503 where the heading says that it is a date, and Excel's count of days."""
    together = _TOGETHER.fullmatch(text) if is_called else None
    if together:
        return _day(together[1], together[2], together[3])
    serial = _SERIAL.fullmatch(text)
    if serial and FIRST_SERIAL <= int(serial[1]) <= LAST_SERIAL:
        return ((EPOCH + timedelta(days=int(serial[1]))).isoformat(),)
    return ()


def _order_of(texts: list[str]) -> str:
    """Tell whether the day or the month stands first, if some cell can be but one of them."""
    found = [found for text in texts if (found := _YEAR_LAST.fullmatch(text))]
    is_day = any(int(each[1]) > _MONTHS for each in found)
    is_month = any(int(each[3]) > _MONTHS for each in found)
    if is_day == is_month:
        return ""
    return "day" if is_day else "month"


def _day(year: str, month: str | int, day: str) -> tuple[str, ...]:
    try:
        return (date(int(year), int(month), int(day)).isoformat(),)
    except ValueError:
        return ()


def _worded(day: str, word: str, year: str) -> tuple[str, ...]:
    month = month_called(word)
    return () if month is None else _day(year, month, day)


@cache
def _date_words(group: str) -> frozenset[str]:
    known: dict[str, list[str]] = recognised.table("recognised_dates")[group]
    return frozenset(
        "".join(recognised.words_of(word)) for words in known.values() for word in words
    )


def _is_called_date(name: str) -> bool:
    words, known = recognised.words_of(name), _date_words("words")
    whole = "".join(words)
    if not words or whole in known or whole in _date_words("alone"):
        return bool(words)
    if words[0] in known or words[-1] in known:
        return True
    return any(whole.endswith(word) for word in known if _EASTERN.match(word))
