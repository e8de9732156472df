"""Of what time a figure is: a year, a month, a quarter, a day, several years.

``geo/web/src/data/periods.ts`` is its twin: a year is a number, any other period is called as in
the address, ``2023-01``, ``2023-Q1``, ``2023-H1``, ``2023-01-15``, ``2021/2025``.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geo.sources.recognised import table as words_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# Days are counted in months of 31, so that every month has the same place and length everywhere.
_MONTH, _YEAR = 31, 12 * 31
_LONGEST = 2**15 + _YEAR - 1

Period = int | str
_Span = tuple[int, int]
_CENTURIES = (1900, 2100)
"""Years that a number among other words may be."""
_LOOKED_AT = 200
"""Letters of a heading."""
_ENDS_WHOLE = re.compile(r"(?:[-/.]|^[0-9]{4})[0-9]{2}$|[a-z][0-9]$")
"""How digits end that other words may follow: 2022-01产值, 2021Q1营收."""


class Found(NamedTuple):
    """A period among other words: where it stands, and whether more than digits say so."""

    period: Period
    start: int
    end: int
    is_spelt: bool


def period_of(text: str, *, seasons: bool = False) -> Period | None:
    """Read the period a text names, or else the year it begins with; None where it names none.

    Parameters
    ----------
    text
        What a cell says.
    seasons
        Whether ``2010-11`` goes from one year to the next, because its column says so.
    """
    plain = _plain(text)
    span = _span(plain, seasons=seasons)
    if span is not None:
        return _called(span)
    begins = re.match(_read("begins"), plain)
    return int(begins["y"]) if begins else None


def period_among(
    text: str, *, seasons: bool = False, without: frozenset[str] = frozenset()
) -> Found | None:
    """Find the one period that a heading names among other words: 2022年1月产值（万元）.

    Parameters
    ----------
    text
        The heading, in letters and digits of usual width.
    seasons
        As of :func:`period_of`.
    without
        Letters that count something else beside it: T of terminals (:func:`other_counts`).

    Returns
    -------
    Found or None
        None where it names none, or several that are not the ends of one.
    """
    plain = text.lower()
    if len(plain) != len(text):
        return None
    # GDP_2021_Q1 is parted as words are.
    plain = re.sub(r"_(?=[0-9]{2}(?![0-9])|[0-9]{4}|[^\W\d_])", "-", plain)
    every = _all_among(plain, seasons=seasons)
    some = [one for one in every if without.isdisjoint(_letters(plain[one.start : one.end]))]
    found = sorted(some, key=lambda one: one.start - one.end)
    apart: list[Found] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in apart):
            apart.append(one)
    if len(apart) == 2:
        first, last = sorted(apart, key=lambda one: one.start)
        ends = f"{plain[first.start : first.end]} – {plain[last.start : last.end]}"
        span = _span(ends, seasons=seasons)
        if span is None or not re.fullmatch(_read("between"), plain[first.end : last.start]):
            return None
        return Found(_called(span), first.start, last.end, first.is_spelt or last.is_spelt)
    return apart[0] if len(apart) == 1 else None


def other_counts(headings: Iterable[str], *, whole: bool = False) -> frozenset[str]:
    """Give the letters that count no parts of a year in a sheet: Q of questions goes on to Q6.

    Parameters
    ----------
    headings
        Of all its columns.
    whole
        Whether no year stands beside them: T1 and T2 are terminals then, until T4 is there.
    """
    parts: dict[str, int] = words_table("recognised_periods")["parts"]["counted"]
    found: dict[str, set[int]] = {}
    for heading in headings:
        for one in _counted().finditer(_plain(heading[:_LOOKED_AT])):
            found.setdefault(one["before"] or one["behind"], set()).add(int(one["n"] or one["n2"]))
    others = words_table("recognised_periods")["parts"]["of others too"]
    return frozenset(
        letter
        for letter, numbers in found.items()
        if max(numbers) > parts[letter]
        or min(numbers) < 1
        or (whole and letter in others and len(numbers) < parts[letter])
    )


@cache
def _counted() -> re.Pattern[str]:
    letters = "".join(words_table("recognised_periods")["parts"]["counted"])
    return re.compile(
        rf"(?<![a-z])(?:(?P<before>[{letters}]) ?(?P<n>[0-9]{{1,2}})"
        rf"|(?<![0-9])(?P<n2>[0-9])(?P<behind>[{letters}]))(?![a-z0-9])"
    )


def _letters(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def season_among(text: str) -> str | None:
    """Give the years from one to the next that a heading names, or the month they may be."""
    found = _among(_read("seasons")).search(text)
    return found[0] if found else None


def _all_among(text: str, *, seasons: bool) -> Iterator[Found]:
    """Give whatever in a text may be a period, in each way to write one."""
    patterns = (_read("seasons"), *(pattern.pattern for pattern in _patterns()))
    for found in (found for pattern in patterns for found in _among(pattern).finditer(text)):
        said = found[0].rstrip()
        behind = text[found.start() + len(said) :]
        is_year = said.isdigit() and len(said) == 4
        # 2022年3个园区 is no month, nor is 2022-3d.
        is_cut = said[-1:].isdigit() and behind[:1].isalpha()
        is_whole = _ENDS_WHOLE.search(said) and not behind[:1].isascii()
        if is_cut and not is_year and not is_whole:
            continue
        span = _span(said, seasons=seasons)
        if span is not None and _CENTURIES[0] <= _parts(span[0])[0] < _CENTURIES[1]:
            is_spelt = any(letter.isalpha() for letter in said)
            yield Found(_called(span), found.start(), found.start() + len(said), is_spelt)


@cache
def _among(pattern: str) -> re.Pattern[str]:
    """Let a pattern stand among other words: beside no digit, nor a letter beside its own."""
    letter = "[a-zà-öø-ÿа-яё]"
    before = rf"(?<![0-9])(?:(?!{letter})|(?<!{letter}))"
    return re.compile(rf"{before}(?:{pattern})(?![0-9])(?:(?<!{letter})|(?!{letter}))")


def order_of(period: Period) -> _Span:
    """Give what periods are sorted by: where they end, and how long they are."""
    span = _span(f"{period:04d}" if isinstance(period, int) else period.lower(), seasons=False)
    first, last = span or (0, 0)
    return last, last - first


def are_seasons(cells: Iterable[str | None]) -> bool:
    """Whether a column tells of years to the next: 2010-11 is no month beside 2011-12."""
    found = {text for text in cells if text and _season().fullmatch(text)}
    return len(found) > 1 and all(_is_season(_season().fullmatch(text)) for text in found)


def _is_season(found: re.Match[str] | None) -> bool:
    return found is not None and (int(found["y"]) + 1) % 100 == int(found["e"])


def _span(text: str, *, seasons: bool) -> _Span | None:
    season = _season().fullmatch(text)
    if season and _is_season(season) and (seasons or int(season["e"]) > 12):
        return _years(int(season["y"]), int(season["y"]) + 1)
    for pattern in _patterns():
        found = pattern.fullmatch(text)
        span = _span_from(found.groupdict()) if found else None
        if span is not None:
            return span
    ends = re.fullmatch(_read("from to"), text)
    if ends is None:
        said = re.fullmatch(f"(?P<said>.+?){_read('remark')}", text)
        return _span(said["said"], seasons=seasons) if said else None
    first, last = (_span(ends[end], seasons=False) for end in ("from", "to"))
    return _sound((first[0], last[1])) if first and last and first[0] <= last[0] else None


def _span_from(groups: Mapping[str, str | None]) -> _Span | None:
    """Give what the groups of a pattern say; None for no day of any calendar."""
    numerals: dict[str, int] = words_table("recognised_periods")["numerals"]
    named = groups.get("name")
    said = {
        name: numerals.get(text) or int(text)
        for name, text in groups.items()
        if text and name != "name"
    }
    if named:
        said["m"] = month_called(named) or 0
    year, month = said["y"], said.get("m", 0)
    if "w" in said:
        return _week(year, said["w"])
    if "m2" in said:
        return _months(year, month, said["m2"]) if month <= said["m2"] else None
    if "d" in said:
        is_day = 1 <= month <= 12 and 1 <= said["d"] <= monthrange(2000 + year % 400, month)[1]
        day = _slot(year, month, said["d"])
        return (day, day) if is_day else None
    if "m" in said:
        return _months(year, month, month)
    parts = [
        _months(year, length * (said[name] - 1) + 1, length * said[name])
        for name, length in (("q", 3), ("h", 6), ("k", 6))
        if name in said
    ]
    if parts or "n" in said:
        return parts[0] if parts else _months(year, 1, 3 * said["n"])
    return _years(year, said.get("y2", year))


def letters_of(word: str) -> str:
    """Give a word without accents, as names of months are compared."""
    apart = unicodedata.normalize("NFD", word.casefold())
    kept = "".join(letter for letter in apart if not "\u0300" <= letter <= "\u0305")
    return unicodedata.normalize("NFC", kept.replace("\u0308", ""))


def month_called(word: str) -> int | None:
    """Give the number of a month by its name, in whatever language; None for other words."""
    return _month_names().get(letters_of(word))


@cache
def _month_names() -> dict[str, int]:
    months: list[list[str]] = words_table("recognised_months")["months"]
    return {letters_of(word): at for at, words in enumerate(months, start=1) for word in words}


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).lower()).strip()


def _slot(year: int, month: int, day: int) -> int:
    return (year - 1) * _YEAR + (month - 1) * _MONTH + day


def _months(year: int, first: int, last: int) -> _Span | None:
    is_sound = first >= 1 and last <= 12
    return (_slot(year, first, 1), _slot(year, last, _MONTH)) if is_sound else None


def _years(first: int, last: int) -> _Span | None:
    return _sound((_slot(first, 1, 1), _slot(last, 12, _MONTH)))


def _sound(span: _Span) -> _Span | None:
    return span if 0 < span[1] - span[0] + 1 <= _LONGEST else None


def _week(year: int, week: int) -> _Span | None:
    try:
        days = [date.fromisocalendar(year, week, day) for day in (1, 7)]
    except ValueError:
        return None
    first, last = (_slot(day.year, day.month, day.day) for day in days)
    return first, last


def _called(span: _Span) -> Period:
    first, last = span
    (year, month, day), (last_year, last_month, last_day) = map(_parts, span)
    count = (last - first + 1) // _MONTH
    if first == last or day != 1 or last_day != _MONTH:
        ends = [f"{year:04}-{month:02}-{day:02}", f"{last_year:04}-{last_month:02}-{last_day:02}"]
        return ends[0] if first == last else "/".join(ends)
    if count == 1:
        return f"{year:04}-{month:02}"
    if count % 12 == 0 and month == 1:
        return year if count == 12 else f"{year:04}/{last_year:04}"
    if count == 3 and month % 3 == 1:
        return f"{year:04}-Q{(month + 2) // 3}"
    if count == 6 and month % 6 == 1:
        return f"{year:04}-H{(month + 5) // 6}"
    return f"{year:04}-{month:02}/{last_year:04}-{last_month:02}"


def _parts(slot: int) -> tuple[int, int, int]:
    year, within = divmod(slot - 1, _YEAR)
    return year + 1, within // _MONTH + 1, within % _MONTH + 1


def _read(name: str) -> str:
    """Give a pattern: a name of what it finds is written otherwise in Python."""
    pattern: str = words_table("recognised_periods")[name]
    return pattern.replace("(?<", "(?P<")


@cache
def _patterns() -> list[re.Pattern[str]]:
    patterns: list[str] = words_table("recognised_periods")["patterns"]
    return [re.compile(pattern.replace("(?<", "(?P<")) for pattern in patterns]


@cache
def _season() -> re.Pattern[str]:
    return re.compile(_read("seasons"))
