"""Headings that name a figure, its time and its unit: ``2022年产值（万元）``, ``GDP_2021_Q1``."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from geo.late_patterns import late
from geo.sources import recognised
from geo.sources.written_periods import (
    Period,
    are_seasons,
    other_counts,
    period_among,
    period_of,
    season_among,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Sequence

_ASIDE = re.compile(r"[(\[【〔](?P<inside>[^()\[\]【】〔〕]*)[)\]】〕]\s*")
_BLANK_ASIDE = re.compile(r"[(\[【〔][\s,，;；、]*[)\]】〕]")
_SIGN = late(rf"\s*(?:{recognised.one_of(recognised.table('recognised_dates')['year signs'])})")
_FIRST = recognised.table("recognised_dates")["first year"]
_ERAS: dict[str, int] = {
    era: before
    for era, before in recognised.table("recognised_dates")["eras"].items()
    if not era.isascii()
}
_OF_ERA = late(rf"(?P<era>{recognised.one_of(_ERAS)})\s*(?P<number>{_FIRST}|\d{{1,3}})(?=\s*年)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LONGEST = 200
_EDGES = " _-–—:：,，、/·."
_LATER_UNIT = re.compile(r"[,，/]\s*(?P<unit>[^,，/\d]{1,12})$")


class Figure(NamedTuple):
    """What a heading says of its column.

    Parameters
    ----------
    indicator
        What is measured.
    year
        When: a year, or what else of time :func:`period_of` reads.
    unit
        In what; empty where the heading does not say.
    is_spelt
        Whether the heading calls the number a year (2022年), or names a month, a quarter ….
    """

    indicator: str
    year: Period
    unit: str
    is_spelt: bool


def read_heading(
    heading: str, *, seasons: bool = False, without: frozenset[str] = frozenset()
) -> Figure | None:
    """Read a heading with a year in it, or a month, a quarter …; none without exactly one.

    Parameters
    ----------
    heading
        Of a column.
    seasons
        Whether 2010-11 goes from one year to the next, as the headings beside it tell.
    without
        Letters that count no parts of a year, as they tell.
    """
    text = unicodedata.normalize("NFKC", heading[:LONGEST]).strip()
    text = _OF_ERA.sub(_counted_from_christ, text)
    found = period_among(text, seasons=seasons, without=without)
    if found is None:
        return None
    # The sign of 2021年末 begins within what is read as 2021年.
    signs = [_SIGN.match(text, at) for at in range(max(found.end - 2, found.start), found.end + 1)]
    end = max([found.end, *(sign.end() for sign in signs if sign)])
    rest = f"{text[: found.start]} {text[end:]}"
    unit, rest = split_unit(_BLANK_ASIDE.sub(" ", rest))
    indicator = re.sub(r"\s+", " ", rest).strip(_EDGES)
    return Figure(indicator, found.period, unit.strip(_EDGES), found.is_spelt or end > found.end)


def figures_in(headings: Sequence[str], titles: Sequence[str]) -> dict[str, Figure]:
    """Read all headings of a sheet that name a time, of those that name one.

    Parameters
    ----------
    headings
        Of the columns.
    titles
        What stands above them: a year that it names alone is that of months below it.
    """
    seasons = are_seasons([season_among(heading) for heading in headings])
    others = other_counts(headings)
    read = {name: read_heading(name, seasons=seasons, without=others) for name in headings}
    found = {name: figure for name, figure in read.items() if figure}
    found = _of_whole_months(found)
    years = {figure.year for title in titles if (figure := read_heading(title))}
    year = years.pop() if len(years) == 1 else None
    if isinstance(year, int):
        others = other_counts(headings, whole=True)
        bare = [name for name in headings if name not in found]
        parts = {name: period_below(name, year, others) for name in bare}
        below = {name: period for name, period in parts.items() if period is not None}
        if len(below) > 1:
            found |= {
                name: Figure("", period, "", is_spelt=False) for name, period in below.items()
            }
    return found


def _of_whole_months(found: dict[str, Figure]) -> dict[str, Figure]:
    """Take days that are all the first of a month for months, of a year for years.

    A sheet keeps 2023年1月 over a column as the first day of it.
    """
    days = {
        name: str(figure.year)
        for name, figure in found.items()
        if not figure.is_spelt and _DAY.fullmatch(str(figure.year))
    }
    if len(set(days.values())) < 2 or not all(day.endswith("-01") for day in days.values()):
        return found
    kept = 4 if all(day.endswith("-01-01") for day in days.values()) else 7
    return found | {
        name: found[name]._replace(year=period_of(day[:kept]) or found[name].year)
        for name, day in days.items()
    }


def period_below(heading: str, year: int, without: frozenset[str] = frozenset()) -> Period | None:
    """Read a heading that says only which part of a year is meant, as a title names it: 1月, Q1.

    Returns
    -------
    int, str or None
        None where it is no part of a year.
    """
    text = unicodedata.normalize("NFKC", heading[:LONGEST]).strip()
    letters = re.findall(r"[^\W\d_]+", text.casefold())
    is_part = bool(letters) and without.isdisjoint(letters)
    found = (period_of(said) for said in (f"{year}年{text}", f"{year} {text}") if is_part)
    return next((period for period in found if isinstance(period, str)), None)


def _counted_from_christ(found: re.Match[str]) -> str:
    """Give a year of an era as others count it: 令和2 is 2020."""
    number = 1 if found["number"] == _FIRST else int(found["number"])
    return f" {_ERAS[found['era']] + number}"


def split_unit(heading: str) -> tuple[str, str]:
    """Divide a heading into its unit and what is measured: 面积（平方米） → 平方米, 面积."""
    text = unicodedata.normalize("NFKC", heading[:LONGEST])
    asides = list(_ASIDE.finditer(text))
    if len(asides) == 1 and asides[0]["inside"].strip():
        return asides[0]["inside"].strip(), _ASIDE.sub("", text, count=1).strip()
    later = _LATER_UNIT.search(text)
    if later and len(text) > len(later[0]):
        return later["unit"].strip(), text[: later.start()].strip()
    return "", text.strip()
