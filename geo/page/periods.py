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
from typing import TYPE_CHECKING, Any

from geo.page.columns import as_text
from geo.sources.recognised import table as words_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

# Days are counted in months of 31, so that every month has the same place and length everywhere.
_MONTH, _YEAR = 31, 12 * 31
_LONGEST = 2**15 + _YEAR - 1
_MOST_TOLD = 16

Period = int | str
_Span = tuple[int, int]


def period_in(value: object, *, are_seasons: bool = False) -> Period | None:
    """Read the period a cell names, or else the year it begins with; None where it names none.

    Parameters
    ----------
    value
        A cell.
    are_seasons
        Whether ``2010-11`` goes from one year to the next, because its column says so.
    """
    if isinstance(value, float) and not value.is_integer():
        return None
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", as_text(value) or "").lower()).strip()
    span = _span(text, are_seasons=are_seasons)
    if span is not None:
        return _called(span)
    begins = re.match(_read("begins"), text)
    return int(begins["y"]) if begins else None


def order_of(period: Period) -> _Span:
    """Give what periods are sorted by: where they end, and how long they are."""
    span = _span(f"{period:04d}" if isinstance(period, int) else period.lower(), are_seasons=False)
    first, last = span or (0, 0)
    return last, last - first


def periods_told(periods: Sequence[Period]) -> str:
    """Name periods, rising, to somebody who has asked for another; of very many the ends."""
    names = list(map(str, periods))
    if len(names) > _MOST_TOLD:
        names = [*names[: _MOST_TOLD // 2], "…", *names[-_MOST_TOLD // 2 :]]
    return ", ".join(names) or "–"


def periods_of(
    columns: Mapping[str, Sequence[Any]], parts: Mapping[str, str]
) -> Callable[[int], Period | None]:
    """Give what reads the period of a row, by the columns that play a part in telling it.

    Parameters
    ----------
    columns
        Cells by column: of all those named next.
    parts
        Which column plays ``year``, ``quarter`` and ``month``, of those there are.
    """
    years = columns.get(parts.get("year", ""))
    are_seasons = years is not None and _are_seasons(years)
    others = [
        (sign, columns[parts[part]])
        for part, sign in (("month", "-"), ("quarter", "Q"))
        if part in parts and parts[part] in columns
    ]
    known: dict[object, Period | None] = {}

    def read(value: object) -> Period | None:
        if value not in known:
            known[value] = period_in(value, are_seasons=are_seasons)
        return known[value]

    def of(row: int) -> Period | None:
        its = read(years[row]) if years is not None else None
        said = next(((sign, text) for sign, of in others if (text := as_text(of[row]))), None)
        if said is None or (years is not None and not isinstance(its, int)):
            return its
        sign, text = said[0], said[1].strip()
        alone = read(text)
        if years is None or isinstance(alone, str):
            return alone
        return read(f"{its}{sign if text[:1].isdigit() else ' '}{text}")

    return of


def _are_seasons(cells: Iterable[object]) -> bool:
    """Whether a column tells of years to the next: 2010-11 is no month beside 2011-12."""
    found = {text for cell in cells if (text := as_text(cell)) and _season().fullmatch(text)}
    return len(found) > 1 and all(_is_season(_season().fullmatch(text)) for text in found)


def _is_season(found: re.Match[str] | None) -> bool:
    return found is not None and (int(found["y"]) + 1) % 100 == int(found["e"])


def _span(text: str, *, are_seasons: bool) -> _Span | None:
    season = _season().fullmatch(text)
    if season and _is_season(season) and (are_seasons or int(season["e"]) > 12):
        return _years(int(season["y"]), int(season["y"]) + 1)
    for pattern in _patterns():
        found = pattern.fullmatch(text)
        span = _span_from(found.groupdict()) if found else None
        if span is not None:
            return span
    ends = re.fullmatch(_read("from to"), text)
    if ends is None:
        return None
    first, last = (_span(ends[end], are_seasons=False) for end in ("from", "to"))
    return _sound((first[0], last[1])) if first and last and first[0] <= last[0] else None


def _span_from(groups: Mapping[str, str | None]) -> _Span | None:
    """Give what the groups of a pattern say; None for no day of any calendar."""
    numerals: dict[str, int] = words_table("recognised_periods")["numerals"]
    said = {name: numerals.get(text) or int(text) for name, text in groups.items() if text}
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
