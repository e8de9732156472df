"""Columns that are what the user says they are, whatever would be guessed."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pyarrow as pa

from geo.importing.import_plan import ColumnGuess, Role
from geo.importing.year_headings import Figure, read_heading
from geo.problems import Place, Problem
from geo.problems.likely import Likely
from geo.problems.texts import printable
from geo.sources.missing_marks import without_marks
from geo.sources.number_forms import read_numbers
from geo.sources.position_columns import role_of_position
from geo.sources.written_periods import period_of
from geo.words import BUILT_IN, words

if TYPE_CHECKING:
    from geo.sources.records import Records
    from geo.sources.written_periods import Period

LONGEST_NUMBER = 6
PLAIN: dict[str, tuple[Role, str]] = {
    "lon": ("lon", ""),
    "lat": ("lat", ""),
    "datum": ("datum", ""),
    "left": ("left", ""),
    "id": ("id", "id"),
    "category": ("category", "category"),
    "link": ("link", "link"),
}
TEXTS: tuple[Role, ...] = ("name", "description")
"""What there may be in several languages."""
_IN_LANGUAGE = re.compile(r"(?:name|description)(?:_[a-z]{2,3}(?:-[A-Za-z]{2,4})?)?")
_FIGURE = re.compile(
    r"figure:(?P<indicator>[^,，]+)[,，]\s*(?P<year>[^,，]+)(?:[,，](?P<unit>.*))?"
)


def as_role(said: str) -> str | None:
    """Give the role a user means: ``name_en``, ``类别``, ``at``, ``figure:产值,2022,万元``.

    Returns
    -------
    str or None
        As :func:`column_as` takes it; None for what is no role that a user may give.
    """
    text = said.strip()
    figure = _FIGURE.fullmatch(text)
    if _IN_LANGUAGE.fullmatch(text) or (figure and _time_of(figure) is not None):
        return text
    known = {
        word: role
        for language in BUILT_IN
        for role, told in words(language, "importing")["roles"].items()
        for word in (role, told)
    }
    role = {"at": "position"}.get(text, known.get(text))
    return None if role == "property" else role


def column_as(records: Records, column: str, said: str) -> ColumnGuess:
    """Take a column for what the user says it is.

    Parameters
    ----------
    records
        The file's rows.
    column
        Its heading.
    said
        A role, or the name of a text of a site, such as ``name_en``, or what a figure is, its year
        and its unit: ``figure:产值,2022,万元``; whatever else is a column of the table.
    """
    if said in PLAIN:
        role, target = PLAIN[said]
        return ColumnGuess(column, role, target, "said")
    if said in {"position", "geometry"}:
        return ColumnGuess(column, role_of_position(records, column), "", "said")
    base, _, language = said.partition("_")
    for role in TEXTS:
        if base == role:
            detail = {"language": language} if language else {}
            return ColumnGuess(column, role, said, "said", detail)
    figure = _figure(column, said)
    if figure is not None and are_numbers(records, column):
        return ColumnGuess(column, "figure", "", "said", figure._asdict())
    return ColumnGuess(column, "fact", column, "said")


def _figure(column: str, said: str) -> Figure | None:
    """Give the figure that is said, or that the heading tells."""
    found = _FIGURE.fullmatch(said)
    if found is None:
        return read_heading(column) if said == "figure" else None
    time = _time_of(found)
    if time is None:
        return None
    unit = (found["unit"] or "").strip()
    return Figure(found["indicator"].strip(), time, unit, is_spelt=True)


def _time_of(figure: re.Match[str]) -> Period | None:
    """Give the year or the month that a figure is said to be of."""
    return period_of(figure["year"])


def are_numbers(records: Records, column: str) -> bool:
    """Whether a column can be read as numbers, but for marks of there being none."""
    kind = records.table.column(column).type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return True
    if not records.holds_text(column):
        return False
    return read_numbers(without_marks(records.texts(column))) is not None


def column_said(said: str, names: list[str]) -> str | None:
    """Find the column a user means: by its heading, whatever its case and width, or its number."""
    if said in names:
        return said
    found = {folded(name): name for name in names}.get(folded(said))
    is_number = found is None and said.isascii() and said.isdecimal() and len(said) < LONGEST_NUMBER
    return names[int(said) - 1] if is_number and 0 < int(said) <= len(names) else found


def folded(text: str) -> str:
    """Give a heading without case, width, spaces and underscores."""
    return re.sub(r"[\s_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def no_column(records: Records, option: str, said: str) -> Problem:
    """Tell that a file has no column that the user names."""
    near = Likely(records.names).meant(said) or (records.names or ["–"])[0]
    params = {
        "option": option,
        "column": printable(said),
        "near": near,
        "known": printable(", ".join(records.names[:30])),
    }
    return Problem("import-no-column", Place(records.shown_as), params)
