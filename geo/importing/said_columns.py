"""Columns that are what the user says they are, whatever would be guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from geo.importing.import_plan import ColumnGuess, Role
from geo.importing.year_headings import read_heading
from geo.sources.missing_marks import without_marks
from geo.sources.number_forms import read_numbers
from geo.sources.position_columns import role_of_position

if TYPE_CHECKING:
    from geo.sources.records import Records

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


def column_as(records: Records, column: str, said: str) -> ColumnGuess:
    """Take a column for what the user says it is.

    Parameters
    ----------
    records
        The file's rows.
    column
        Its heading.
    said
        A role, or the name of a text of a site, such as ``name_en``; whatever else is a column of
        the table.
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
    figure = read_heading(column) if said == "figure" else None
    if figure is not None and are_numbers(records, column):
        return ColumnGuess(column, "figure", "", "said", figure._asdict())
    return ColumnGuess(column, "fact", column, "said")


def are_numbers(records: Records, column: str) -> bool:
    """Whether a column can be read as numbers, but for marks of there being none."""
    kind = records.table.column(column).type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return True
    if not records.holds_text(column):
        return False
    return read_numbers(without_marks(records.texts(column))) is not None
