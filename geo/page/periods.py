"""Of what time each row of a table is: a year, a month, a quarter, a day, several years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.page.columns import as_text
from geo.sources.written_periods import are_seasons, period_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.sources.written_periods import Period

_MOST_TOLD = 16


def period_in(value: object, *, seasons: bool = False) -> Period | None:
    """Read the period a cell names, or else the year it begins with; None where it names none.

    Parameters
    ----------
    value
        A cell.
    seasons
        Whether ``2010-11`` goes from one year to the next, because its column says so.
    """
    if isinstance(value, float) and not value.is_integer():
        return None
    return period_of(as_text(value) or "", seasons=seasons)


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
    seasons = years is not None and are_seasons(map(as_text, years))
    others = [
        (sign, columns[parts[part]])
        for part, sign in (("month", "-"), ("quarter", "Q"))
        if part in parts and parts[part] in columns
    ]
    known: dict[object, Period | None] = {}

    def read(value: object) -> Period | None:
        if value not in known:
            known[value] = period_in(value, seasons=seasons)
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
