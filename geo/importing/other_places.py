"""Columns that say where the rows lie besides the one that is taken, or that cannot say it here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geo.positions.grid_codes import is_short_plus_code
from geo.problems.texts import printable
from geo.sources import recognised
from geo.sources.position_columns import are_short_links, role_of_position, sample

if TYPE_CHECKING:
    from geo.importing.guessing import Guesses
    from geo.sources.records import Records

Note = tuple[str, dict[str, Any]]
_THREE_WORDS = re.compile(r"/{0,3}[^\W\d_]+(?:[.。][^\W\d_]+){2}")


def other_places(records: Records, guesses: Guesses, source: str) -> list[Note]:
    """Tell which further columns hold shapes, and which hold what is no place without a service.

    Parameters
    ----------
    records
        The file.
    guesses
        What its columns are taken as.
    source
        What the file is called.
    """
    placing = guesses.of("lon", "position", "geometry")
    is_located = records.geometry is not None or bool(placing)
    taken = f"“{printable(placing[0].column)}”" if placing else source
    notes: list[Note] = []
    for guess in guesses.of("fact", "link"):
        if not records.holds_text(guess.column):
            continue
        said = {"column": printable(guess.column), "taken": taken}
        if not is_located:
            kind = _without_service(guess.column, sample(records, guess.column))
            notes += [(kind, said)] if kind else []
        elif role_of_position(records, guess.column) == "geometry":
            notes.append(("shapes", said))
    return notes


def _without_service(heading: str, some: list[str]) -> str:
    """Name the note for texts that hold no position by themselves."""
    if are_short_links(some):
        return "short"
    if some and all(map(is_short_plus_code, some)):
        return "short-codes"
    is_called = (
        "".join(recognised.words_of(heading)) in recognised.table("recognised_rows")["three words"]
    )
    are_marked = bool(some) and all(text.startswith("///") for text in some)
    are_words = bool(some) and all(_THREE_WORDS.fullmatch(text.strip()) for text in some)
    return "three-words" if are_words and (is_called or are_marked) else ""
