"""How the numbers of a workbook are shown, as far as that changes what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]\-]*)[^\]]*\]')
_SAID = re.compile(r"\[[^\]]*\]|_.|\*.")
_UNIT = re.compile(r"[^\s()\-.,/:]")


class NumberFormat(NamedTuple):
    """How a number is shown, as far as that changes what it says.

    Parameters
    ----------
    percent
        Whether it is shown a hundredfold, with ``%``.
    digits
        How many digits it is padded to with zeros at the left; 0 for none.
    literal
        What stands beside it, such as ``人`` or ``¥``.
    """

    percent: bool = False
    digits: int = 0
    literal: str = ""


@dataclass
class Unsaid:
    """The cells of a sheet whose value alone would read wrongly, by row and column from 1."""

    formats: dict[tuple[int, int], NumberFormat] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncomputed: list[tuple[int, int]] = field(default_factory=list)


def read_format(code: str) -> NumberFormat:
    """Read an Excel number format, such as ``0.0%``, ``00000`` or ``0"人"``."""
    first = code.partition(";")[0]
    literal = "".join(next(filter(None, found), "") for found in _QUOTED.findall(first)).strip()
    plain = _SAID.sub("", _QUOTED.sub("", first)).strip()
    if re.search(r"[ymdhs]", plain, re.IGNORECASE) and "general" not in plain.lower():
        # A date or time: calamine reads those.
        return NumberFormat()
    literal += "".join(re.findall(r"[^\x00-\x7f]", plain))
    plain = re.sub(r"[^\x00-\x7f]", "", plain)
    digits = len(plain) if re.fullmatch(r"0{2,15}", plain) else 0
    return NumberFormat("%" in plain, digits, unit_in(literal))


def unit_in(literal: str) -> str:
    """Give what stands beside a number, unless it is but punctuation."""
    return literal if _UNIT.search(literal) else ""
