"""Columns of rows without headings: what each is, told by the kind of its values and its place."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from geo.sources.position_columns import sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.sources.records import Records

    Kind = Literal["name", "lon", "lat"]

_DEGREES = re.compile(r"\s*([-+]?\d{1,3})(?:\.(\d+))?\s*°?\s*")
_CODE = re.compile(r"(?=.*\d)[A-Za-z\d._/-]+")
_NO_WORDS = re.compile(r"[-+\d.,:/ ]*")
MOSTLY, FINE = 0.8, 0.5
"""Shares of a column's values that must be degrees, and have two decimals at least."""


def is_without_headings(records: Records) -> bool:
    """Whether no row of a table says what its columns are."""
    return any(name == "no-headings" for name, _ in records.notes)


def by_kinds(records: Records, names: Sequence[str]) -> dict[Kind, str]:
    """Tell which of some columns that nobody names are longitude, latitude and name.

    Two columns of degrees stand side by side; the one with values beyond 90 is the longitude, and
    where neither has any, which is which cannot be told. The name is the first column of words:
    rather none of codes, A17, and rather one whose values differ, as those of a kind do not.
    """
    some = {name: sample(records, name) for name in names}
    reach = {name: most for name in names if (most := _farthest(some[name])) is not None}
    found: dict[Kind, str] = {}
    for one, other in pairwise(names):
        if one in reach and other in reach and max(reach[one], reach[other]) > 90:
            found["lon"], found["lat"] = (one, other) if reach[one] > reach[other] else (other, one)
            break
    words = [name for name in names if _are_words(some[name])]
    if words:
        found = {"name": min(words, key=lambda name: _unlike_names(some[name])), **found}
    return found


def options_by_kinds(records: Records) -> str:
    """Give the options of the command line that say what the columns are.

    What cannot be seen is given as most people write it: longitude, then latitude.
    """
    names = records.names
    found = by_kinds(records, names)
    numbers = [name for name in names if _farthest(sample(records, name), fine=0) is not None]
    side_by_side = [pair for pair in pairwise(names) if {*pair} <= {*numbers}]
    if "lon" not in found and side_by_side:
        found["lon"], found["lat"] = side_by_side[0]
    return " ".join(f"--{kind} {names.index(name) + 1}" for kind, name in found.items())


def _farthest(some: Sequence[str], fine: float = FINE) -> float | None:
    """Give the largest of a column's degrees; none if they are something else."""
    found = [match for text in some if (match := _DEGREES.fullmatch(text))]
    are_fine = sum(len(match[2] or "") >= 2 for match in found) >= fine * len(some)
    if not found or len(found) < MOSTLY * len(some) or not are_fine:
        return None
    most = max(abs(float(match[1])) for match in found)
    return most if most <= 180 else None


def _unlike_names(some: Sequence[str]) -> tuple[bool, bool]:
    """Whether values are codes, and whether some of them are the same."""
    return all(map(_CODE.fullmatch, some)), len({*some}) < len(some)


def _are_words(some: Sequence[str]) -> bool:
    return bool(some) and not any(map(_NO_WORDS.fullmatch, some))
