"""The column that says from where, in a layer that has each place once a way and a step."""

from __future__ import annotations

from collections import Counter
from math import prod
from typing import TYPE_CHECKING

from geo.sources import recognised
from geo.sources.category_columns import are_steps, is_osm_key
from geo.sources.wording import short_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.sources.column_look import Look


def crossed_with_steps(look: Look, columns: Sequence[str], kinds: Sequence[str]) -> str:
    """Find the column of words that, with kinds and equal steps, says of each site which it is.

    Of three schools, on foot and by bicycle, 5, 10 and 15 minutes away, there are eighteen areas,
    no two alike in all three: each is called by its school, and not by how one goes there.

    Parameters
    ----------
    look
        The layer.
    columns
        Those that may say it.
    kinds
        Those that say what a site is.

    Returns
    -------
    str
        "" unless every place is there once with every kind and every step.
    """
    steps = [name for name in columns if are_steps(look.values(name))]
    ways = [name for name in kinds if len(set(_texts(look, name))) > 1]
    for step in steps:
        for name in columns:
            if name in kinds or name == step or not _may_say_where(look, name):
                continue
            parts = [_texts(look, part) for part in (name, *ways, step)]
            every = prod(len(set(part)) for part in parts)
            if every == len(look.rows) == len(set(zip(*parts, strict=True))):
                return name
    return ""


def _may_say_where(look: Look, name: str) -> bool:
    times = Counter(_texts(look, name))
    is_never = recognised.rank("category never", name) is not None or is_osm_key(name)
    return not is_never and len(times) > 1 and all(map(_has_letters, times))


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _texts(look: Look, name: str) -> list[str]:
    return [short_text(value) for value in look.values(name)]
