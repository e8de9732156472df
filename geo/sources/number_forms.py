"""Numbers as people write them in sheets, a column at a time: 1,234 · 1.234,5 · 7.5% · １２３.

A column counts as numbers only if every cell of it is one, in one form; what is in doubt stays the
text it is. A leading zero or more than fifteen digits mean a code.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.late_patterns import late
from geo.sources.number_scales import (
    in_lesser_scale,
    in_one_scale,
    is_counted,
    is_measure,
    scale_of,
)
from geo.sources.recognised import one_of, table

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 60
"""Characters; what is longer is no number, whatever it is made of."""
SPACES = " \u00a0\u202f’'"
"""What stands between thousands, beside points and commas."""
PLAIN = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d+)?(?:[eE][-+]?\d{1,3})?|-?\.\d+")
_PERCENT = re.compile(r"(-?[\d.,\s]*\d)\s*%")
THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
SPACED = re.compile(rf"-?[1-9]\d{{0,2}}(?:[{SPACES}]\d{{3}})+(?:[.,]\d+)?")
LAKHS = re.compile(r"-?[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?")
COMMA = re.compile(r"-?(?:0|[1-9]\d*),\d+")
POINTED = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_WITH_UNIT = re.compile(r"(-?[\d.,]*\d)\s*([^\d\s.,%+\-]\D{0,23}(?:(?<=m)[23])?)")
_BEHIND_SIGN = re.compile(r"(-?)([A-Z]{0,3}[¥$€£])\s*(-?[\d.,]*\d)\s*([^\W\d_]{0,10}\.?)")
_WRITTEN = re.compile(r"-?\d[\d.,]*")
_BRACKETED = re.compile(r"\((\d[\d.,]*)\)")
"""As accounts write what is owed: (1,234)."""
_THREE_DIGITS = re.compile(r"-?\d{1,3},\d{3}")
WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,14})")
_AROUND = table("recognised_numbers")
_WORDS_BEFORE = {*_AROUND["before"], *_AROUND["qualifiers"]["before"]} - {"+"}
_SPACED_WORDS = {word for word in _WORDS_BEFORE if word.isascii() and word[-1].isalpha()}
# CA12 is a code, and ca 12 is about twelve.
_BEFORE = late(
    rf"(?:(?:{one_of(_SPACED_WORDS)})\s+|(?:{one_of(_WORDS_BEFORE - _SPACED_WORDS)})\s*)"
    r"(?=[-\d¥$€£])",
    re.IGNORECASE,
)
_NOTE = late(rf"(?<=\d)\s*[{_AROUND['notes']['marks']}]+$")
"""Signs of a note, before they are made plain: 12① is not 121."""
_BEHIND = late(
    rf"(?<=\d)\*$|(?<=\d)\s*(?:{one_of(_AROUND['after'])})(?=\s*[^\d\s%]*$)"
    rf"|\s*(?:{one_of([*_AROUND['after'], *_AROUND['qualifiers']['after']])})$"
)
_BOUNDS = _AROUND["bounds"]
_LEAST, _MOST = (
    late(
        rf"^(?:{one_of(_BOUNDS[end][0])})\s*[-\d¥$€£]"
        rf"|\d\s*[^\d\s]{{0,4}}\s*(?:{one_of(_BOUNDS[end][1])})\s*[^\d\s]*$",
        re.IGNORECASE,
    )
    for end in ("least", "most")
)
_SIGNED_BOUND = late(rf"^(?:{one_of(_BOUNDS['signs'][0])})|(?:{one_of(_BOUNDS['signs'][1])})$")
_POWER = re.compile(r"(?<!\d)10[⁻⁰¹²³⁴-⁹]+$")
"""What is no ten with a note: 10⁵."""
_MINUS = re.compile(r"^[-\u2212\u2013]\s*(?=[\d.])")
_PLUS = re.compile(r"\+(?=(?:0|[1-9]\d{0,5})(?:[.,]\d+)?\s*%?$)")
_NAMES = table("recognised_rows")["name words"]
SCALED = "scaled"
"""The form of numbers that were brought to one scale."""
SAMPLED = 1_000
"""Cells of a column that tell whether a file writes its decimals with commas."""


class Numbers(NamedTuple):
    """A column of numbers: the texts as any program reads them, and what stood beside each.

    Parameters
    ----------
    texts
        None where there is nothing.
    unit
        Of all of them.
    form
        How they were written.
    qualified
        The first cell that says of its number that it is no more than about right: 约 500, ≥ 30.
    """

    texts: list[str | None]
    unit: str = ""
    form: str = "plain"
    qualified: str = ""


def has_decimal_commas(columns: Iterable[list[str | None]]) -> bool:
    """Whether any column of a file parted by semicolons writes its decimals with commas."""
    for texts in columns:
        some = texts[:SAMPLED]
        found = read_numbers(some, commas_are_points=True)
        if found is not None and any("," in text for text in some if text) and found.form in {
            "comma", "spaces", "percent",
        }:  # fmt: skip
            return True
    return False


def read_numbers(
    texts: list[str | None],
    *,
    commas_are_points: bool = False,
    dots_are_marks: bool = False,
    plain_scale: int = 1,
    are_some: bool = False,
) -> Numbers | None:
    """Read a column as numbers.

    Parameters
    ----------
    texts
        The cells; None where there is nothing.
    commas_are_points
        Whether ``1,234`` means a little more than one: where cells are divided by semicolons.
    dots_are_marks
        Whether ``1.234`` means more than a thousand: where other columns have decimal commas.
    plain_scale
        What a number is multiplied by that stands without a scale: 10 000 below 产值（万元）.
    are_some
        Whether there are more cells than these: what each of them has, others may lack.

    Returns
    -------
    Numbers or None
        None if a cell is no number, or the column may be read in two ways.
    """
    # 12① beside 12② are two, and 5² is no 52: such signs stay, and make no number.
    read = _unmarked if not are_some and _are_all_marked(texts) else _plain
    plain = _signed([None if text is None else read(text) for text in texts])
    owed = {text for text in plain if text and _BRACKETED.fullmatch(text)}
    if owed and not owed.issuperset(filter(None, plain)):
        # Where all are in brackets they are marks, such as those of notes.
        plain = [_BRACKETED.sub(r"-\1", text) if text in owed else text for text in plain]
    present = [text for text in plain if text]
    if not present or max(map(len, present)) > LONGEST:
        return None
    if dots_are_marks and any("." in text for text in present):
        pointed = _pointed(plain, present)
        if pointed is not None:
            return pointed
    if all(map(PLAIN.fullmatch, present)):
        changed = any(old != new for old, new in zip(texts, plain, strict=True))
        return Numbers(plain, form="width" if changed else "plain")
    if all(map(_PERCENT.fullmatch, present)):
        inner = read_numbers(
            [None if text is None else _PERCENT.sub(r"\1", text).strip() for text in plain],
            commas_are_points=commas_are_points,
            dots_are_marks=dots_are_marks,
        )
        return None if inner is None else Numbers(inner.texts, "%", "percent")
    marked = _marked(plain, present, commas_are_points=commas_are_points)
    if marked is not None:
        return marked
    ways = {
        "commas_are_points": commas_are_points, "dots_are_marks": dots_are_marks,
        "plain_scale": plain_scale, "are_some": are_some,
    }  # fmt: skip
    return _qualified(texts, plain, ways) or _with_unit(
        plain, present, plain_scale, commas_are_points=commas_are_points
    )


def _qualified(
    texts: list[str | None], plain: list[str | None], ways: dict[str, Any]
) -> Numbers | None:
    """Read numbers of which some are about right: 约 500, 30多, at least 5; None without any."""
    bare = [text and _unqualified(text) for text in plain]
    changed = [at for at, text in enumerate(plain) if text != bare[at]]
    # A mark behind each of them points to no note: the stars of hotels.
    is_rated = not ways["are_some"] and all(text is None or text[-1] == "*" for text in plain)
    found = read_numbers(bare, **ways) if changed and not is_rated else None
    if found is None or (not ways["are_some"] and _are_classes(plain, found.texts)):
        return None
    form = "width" if found.form == "plain" else found.form
    return found._replace(form=form, qualified=texts[changed[0]] or "")


def _are_all_marked(texts: list[str | None]) -> bool:
    """Whether a sign of a note stands behind each, so that it points to none."""
    marked = [_NOTE.search(text.strip()) for text in texts if text]
    return bool(marked) and all(found and found[0].strip(" *＊") for found in marked)


def _are_classes(plain: list[str | None], numbers: list[str | None]) -> bool:
    """Whether cells are classes that a number ends: 18以下 beside 18以上, <18 beside 65+.

    So are 3+, 2+ and 1+: what each of them says is more than that it is about right.
    """
    pairs = [(text, number) for text, number in zip(plain, numbers, strict=True) if text]
    if all(_SIGNED_BOUND.search(text) for text, _ in pairs):
        return True
    least, most = (
        [number for text, number in pairs if end.search(text)] for end in (_LEAST, _MOST)
    )
    are_all = len(least) + len(most) >= len(pairs)
    return bool(least and most) and (are_all or not set(least).isdisjoint(most))


def _signed(plain: list[str | None]) -> list[str | None]:
    """Write − 5 as -5, and +5 as 5 beside what is less than nothing or a share; +86 is a code."""
    whole = [text and _MINUS.sub("-", text) for text in plain]
    plus = [text for text in whole if text and text[0] == "+"]
    others = any(text and (text[0] == "-" or text[-1] == "%") for text in whole)
    if not plus or not others or not all(map(_PLUS.match, plus)):
        return whole
    return [text and _PLUS.sub("", text, count=1) for text in whole]


def _unqualified(text: str) -> str:
    """Take off what says that a number is about right, at least or at most."""
    return _BEHIND.sub("", _BEFORE.sub("", text, count=1) if _BEFORE.match(text) else text).strip()


def _marked(
    plain: list[str | None], present: list[str], *, commas_are_points: bool
) -> Numbers | None:
    """Read numbers with marks for thousands or a decimal comma."""

    def all_fit(*forms: re.Pattern[str]) -> bool:
        return all(any(form.fullmatch(text) for form in (PLAIN, *forms)) for text in present)

    with_comma = [text for text in present if "," in text]
    if with_comma:
        is_doubtful = all(map(_THREE_DIGITS.fullmatch, with_comma))
    else:
        is_doubtful = all(text.count(".") < 2 for text in present)
    if not commas_are_points and all_fit(THOUSANDS, LAKHS):
        return Numbers([text and text.replace(",", "") for text in plain], form="thousands")
    if all_fit(SPACED, COMMA) and any(map(SPACED.fullmatch, present)):
        cleaned = [text and re.sub(f"[{SPACES}]", "", text) for text in plain]
        return Numbers([text and text.replace(",", ".") for text in cleaned], form="spaces")
    return _pointed(plain, present) if commas_are_points or not is_doubtful else None


def _pointed(plain: list[str | None], present: list[str]) -> Numbers | None:
    """Read numbers with a decimal comma, whose thousands are marked by points."""
    forms = (COMMA, POINTED, WHOLE)
    if not all(any(form.fullmatch(text) for form in forms) for text in present):
        return None
    cleaned = [text and text.replace(".", "").replace(",", ".") for text in plain]
    return Numbers(cleaned, form="comma")


def _with_unit(
    plain: list[str | None], present: list[str], plain_scale: int, *, commas_are_points: bool
) -> Numbers | None:
    """Read numbers that all have one unit: 120 亩, €95; or scales of one: 3000万元, 1.2亿元."""
    taken_apart = {text: _apart(text) or _alone(text) for text in present}
    units = dict.fromkeys(found[1] for found in taken_apart.values() if found)
    if None in taken_apart.values() or not any(units) or any(map(_makes_names, units)):
        return None
    inner = read_numbers(
        [None if not text else (taken_apart[text] or ("",))[0] for text in plain],
        commas_are_points=commas_are_points,
    )
    if inner is None or inner.unit:
        return None
    own = [text and (taken_apart[text] or ("", ""))[1] for text in plain]
    # Of 12家 beside 3, both are counted alike.
    whole = [unit for unit in units if unit] if len(units) == 2 and "" in units else [*units]
    if plain_scale == 1 and len(whole) == 1 and (len(units) == 1 or is_counted(whole[0])):
        return Numbers(inner.texts, whole[0], "unit")
    scaled = in_one_scale(inner.texts, own, plain_scale)
    if scaled is not None:
        return Numbers(scaled.texts, scaled.unit, SCALED)
    return Numbers(inner.texts, units.popitem()[0], "unit") if len(units) == 1 else None


def _makes_names(unit: str) -> bool:
    """Whether a number with such words behind it is a name: 12 Main St, 3号楼, 2期."""
    words = [word.rstrip(".").casefold() for word in unit.split()]
    is_street = len(words) > 1 and not {words[0], words[-1]}.isdisjoint(_NAMES["streets"])
    return (
        is_street or unit.casefold() in _NAMES["whole"] or unit.startswith(tuple(_NAMES["begins"]))
    )


def _alone(text: str) -> tuple[str, str] | None:
    """Give a number that stands without a unit, in whatever form."""
    return (text, "") if _WRITTEN.fullmatch(text) else None


def _apart(text: str) -> tuple[str, str] | None:
    """Give a number and the unit behind it, or the sign of a currency before it."""
    behind = _WITH_UNIT.fullmatch(in_lesser_scale(text))
    if behind:
        return behind[1], behind[2].strip()
    sign = _BEHIND_SIGN.fullmatch(text)
    if sign is None:
        return None
    # $1.5M is written as 1.5 M $ is.
    return sign[1] + sign[3], f"{sign[4]} {sign[2]}".strip()


def is_beyond_doubt(numbers: Numbers) -> bool:
    """Whether a column is plainly one of numbers: 3F, 12A and 5号 are names."""
    return numbers.form not in {"unit", SCALED} or not numbers.unit or is_measure(numbers.unit)


def has_unit(text: str) -> bool:
    """Whether a cell is a number with its unit, beyond doubt: 5 km, ¥100, 1.2亿元, 3%."""
    plain = _plain(text) or ""
    found = _apart(plain)
    return _PERCENT.fullmatch(plain) is not None or (found is not None and is_measure(found[1]))


def joint_unit(of_heading: str, of_cells: str) -> str:
    """Give the unit of numbers that have one in their heading, in their cells, or in both."""
    if not of_cells or of_heading.startswith(of_cells):
        return of_heading
    heading = scale_of(of_heading)
    if heading is not None and heading.rest == of_cells:
        return of_heading
    scale = scale_of(of_cells)
    is_scale = scale is not None and not scale.rest and heading is None
    return of_cells + of_heading if is_scale else of_cells


def _unmarked(text: str) -> str | None:
    """Give a cell as it is written."""
    return text.strip() or None


def _plain(text: str) -> str | None:
    """Give a cell with full-width digits and marks as plain ones."""
    if len(text) > LONGEST:
        return text
    if _POWER.search(text.strip()):
        return text.strip()
    noted = _NOTE.sub("*", text.strip())
    return unicodedata.normalize("NFKC", noted).replace("\u2212", "-").strip() or None
