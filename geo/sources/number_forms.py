"""Numbers as people write them in sheets, a column at a time: 1,234 · 1.234,5 · 7.5% · １２３.

A column counts as numbers only if every cell of it is one, in one form; what is in doubt stays the
text it is. A leading zero or more than fifteen digits mean a code.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

LONGEST = 60
"""Characters; what is longer is no number, whatever it is made of."""
_PLAIN = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d+)?(?:[eE][-+]?\d{1,3})?|-?\.\d+")
_PERCENT = re.compile(r"(-?[\d.,\s]*\d)\s*%")
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_SPACED = re.compile(r"-?[1-9]\d{0,2}(?:[ \u00a0\u202f’']\d{3})+(?:[.,]\d+)?")
_COMMA = re.compile(r"-?(?:0|[1-9]\d*),\d+")
_POINTED = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_WITH_UNIT = re.compile(r"(-?[\d.,]*\d)\s*([^\d\s.,%+\-]\D{0,11})")
_THREE_DIGITS = re.compile(r"-?\d{1,3},\d{3}")


class Numbers(NamedTuple):
    """A column of numbers: the texts as any program reads them, and what stood beside each."""

    texts: list[str | None]
    unit: str = ""
    form: str = "plain"


def read_numbers(texts: list[str | None], *, commas_are_points: bool = False) -> Numbers | None:
    """Read a column as numbers.

    Parameters
    ----------
    texts
        The cells; None where there is nothing.
    commas_are_points
        Whether ``1,234`` means a little more than one: where cells are divided by semicolons.

    Returns
    -------
    Numbers or None
        None if a cell is no number, or the column may be read in two ways.
    """
    plain = [None if text is None else _plain(text) for text in texts]
    present = [text for text in plain if text]
    if not present or max(map(len, present)) > LONGEST:
        return None
    if all(map(_PLAIN.fullmatch, present)):
        changed = any(old != new for old, new in zip(texts, plain, strict=True))
        return Numbers(plain, form="width" if changed else "plain")
    if all(map(_PERCENT.fullmatch, present)):
        inner = read_numbers(
            [None if text is None else _PERCENT.sub(r"\1", text).strip() for text in plain],
            commas_are_points=commas_are_points,
        )
        return None if inner is None else Numbers(inner.texts, "%", "percent")
    marked = _marked(plain, present, commas_are_points=commas_are_points)
    return marked or _with_unit(plain, present, commas_are_points=commas_are_points)


def _marked(
    plain: list[str | None], present: list[str], *, commas_are_points: bool
) -> Numbers | None:
    """Read numbers with marks for thousands or a decimal comma."""

    def all_fit(*forms: re.Pattern[str]) -> bool:
        return all(any(form.fullmatch(text) for form in (_PLAIN, *forms)) for text in present)

    def all_but(*forms: re.Pattern[str]) -> bool:
        return all(any(form.fullmatch(text) for form in forms) for text in present)

    is_doubtful = all(map(_THREE_DIGITS.fullmatch, (text for text in present if "," in text)))
    if not commas_are_points and all_fit(_THOUSANDS):
        return Numbers([text and text.replace(",", "") for text in plain], form="thousands")
    if all_fit(_SPACED, _COMMA) and any(map(_SPACED.fullmatch, present)):
        cleaned = [text and re.sub("[ \u00a0\u202f’']", "", text) for text in plain]
        return Numbers([text and text.replace(",", ".") for text in cleaned], form="spaces")
    whole = re.compile(r"-?(?:0|[1-9]\d{0,14})")
    if (commas_are_points or not is_doubtful) and all_but(_COMMA, _POINTED, whole):
        cleaned = [text and text.replace(".", "").replace(",", ".") for text in plain]
        return Numbers(cleaned, form="comma")
    return None


def _with_unit(
    plain: list[str | None], present: list[str], *, commas_are_points: bool
) -> Numbers | None:
    """Read numbers that all have one unit behind them: 120 亩, 35 km."""
    found = [_WITH_UNIT.fullmatch(text) for text in present]
    units = {match[2].strip() for match in found if match}
    if None in found or len(units) != 1:
        return None
    unit = units.pop()
    inner = read_numbers(
        [None if not text else _WITH_UNIT.sub(r"\1", text) for text in plain],
        commas_are_points=commas_are_points,
    )
    return None if inner is None or inner.unit else Numbers(inner.texts, unit, "unit")


def _plain(text: str) -> str | None:
    """Give a cell with full-width digits and marks as plain ones."""
    if len(text) > LONGEST:
        return text
    return unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip() or None
