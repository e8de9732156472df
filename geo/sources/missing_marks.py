"""What stands in a cell of numbers that has none: —, 暂无, n/a, 保密, what Excel leaves."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc

from geo.problems import Problem
from geo.problems.texts import printable
from geo.sources.recognised import blanks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

    from geo.problems import Place

MARKS = frozenset(blanks()["no value"])
"""Words, folded as :func:`is_mark` folds: NFKC, without case and spaces."""
NO_NAMES = frozenset(blanks()["no name"])
"""What says that a thing has no name, folded as marks are."""
_CODE = r"^[A-Z]{2}$"
_PROGRAMS = "|".join(map(re.escape, blanks()["left by programs"]))
# A province of Thailand is called Nan, and people are called Null: no program writes those so.
_AS_WRITTEN = "|".join(map(re.escape, blanks()["left by programs, as they write it"]))
_LEFT = rf"^\s*(?:(?i:{_PROGRAMS})|{_AS_WRITTEN}|[\-‐‑‒–—―─]*)\s*$"
_STROKES = frozenset("-‐‑‒–—―ー─/\\.…·*?~_ ")


def is_mark(text: str) -> bool:
    """Whether a cell says that there is no value: a word for it, strokes or spaces alone."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    if not folded:
        return text != ""
    return "".join(folded.split()).strip("()[]") in MARKS or _STROKES.issuperset(folded)


def says_no_name(text: str) -> bool:
    """Whether a text stands where a name should and says that there is none: SIN NOMBRE."""
    return _folded(text) in NO_NAMES or is_mark(text)


def left_among(texts: pa.Array[Any]) -> list[str]:
    """Give those of some texts that a program wrote where it had none: ``null``, ``#N/A``, ``--``.

    NA beside other codes of countries is Namibia.
    """
    is_left = pc.match_substring_regex(texts, _LEFT)
    left: list[str] = texts.filter(is_left).to_pylist()
    others = texts.filter(pc.invert(is_left)) if "NA" in left else texts.slice(0, 0)
    are_codes = len(others) > 0 and pc.all(pc.match_substring_regex(others, _CODE)).as_py()
    return [text for text in left if text != "NA"] if are_codes else left


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def marks_among(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Give the cells that say that there is no value, each once, in the order of the column."""
    distinct = dict.fromkeys(text for text in texts if text)
    return tuple(text for text in distinct if is_mark(text))


def without_marks(texts: list[str | None]) -> list[str | None]:
    """Give a column with nothing where a cell says that there is nothing."""
    marks = frozenset(marks_among(texts))
    return [None if text in marks else text for text in texts] if marks else texts


def marks_told(place: Place, column: str, counts: Mapping[str, int]) -> list[Problem]:
    """Tell that cells of a column of numbers count as empty.

    Parameters
    ----------
    place
        The first of them, or the file.
    column
        Its heading.
    counts
        How many there are of each mark; of spaces nobody need be told.
    """
    seen = {mark: count for mark, count in counts.items() if mark.strip()}
    if not seen:
        return []
    marks = " ".join(sorted(seen))
    params = {"column": column, "count": sum(seen.values()), "marks": marks}
    quoted = {name: printable(value) for name, value in params.items()}
    return [Problem("cells-without-value", place, quoted)]
