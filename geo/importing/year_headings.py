"""Headings that name a figure, its year and its unit: ``2022年产值（万元）``, ``GDP_2021``."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from geo.late_patterns import late
from geo.sources import recognised

_ASIDE = re.compile(r"[(\[【〔](?P<inside>[^()\[\]【】〔〕]*)[)\]】〕]\s*")
_SIGN = recognised.one_of(recognised.table("recognised_dates")["year signs"])
_YEAR = re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)\s*(?P<sign>{_SIGN})?")
_FIRST = recognised.table("recognised_dates")["first year"]
_ERAS: dict[str, int] = {
    era: before
    for era, before in recognised.table("recognised_dates")["eras"].items()
    if not era.isascii()
}
_OF_ERA = late(rf"(?P<era>{recognised.one_of(_ERAS)})\s*(?P<number>{_FIRST}|\d{{1,3}})(?=\s*年)")
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
        When.
    unit
        In what; empty where the heading does not say.
    is_spelt
        Whether the heading calls the number a year (2022年).
    """

    indicator: str
    year: int
    unit: str
    is_spelt: bool


def read_heading(heading: str) -> Figure | None:
    """Read a heading with a year in it; none without exactly one."""
    text = unicodedata.normalize("NFKC", heading[:LONGEST]).strip()
    text = _OF_ERA.sub(_counted_from_christ, text)
    years = list(_YEAR.finditer(text))
    if len(years) != 1:
        return None
    found = years[0]
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    unit, rest = split_unit(rest)
    indicator = re.sub(r"\s+", " ", rest).strip(_EDGES)
    return Figure(indicator, int(found["year"]), unit, found["sign"] is not None)


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
