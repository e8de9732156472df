"""Columns of sites that say what another one has said: the card tells it once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.page.columns import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable

FEWEST = 2
"""Sites it takes to say that two columns are the same."""
DIFFERENT = 0.5
"""Share of the values that must differ: two columns that say yes everywhere are no repetition."""
_GLANCE = 50
_SAID_ELSEWHERE = ("name", "id")


def said_twice(sites: pd.DataFrame, names: Iterable[str]) -> set[str]:
    """Find the columns that repeat, site by site, the name, the id or a column before them.

    Parameters
    ----------
    sites
        The joined sites; what is compared are texts, and whole numbers that may be codes.
    names
        Columns in the order of the card.
    """
    frame = pd.DataFrame(sites)
    found: set[str] = set()
    seen: dict[tuple[str | None, ...], list[pa.Array]] = {}
    known = [name for name in _SAID_ELSEWHERE if name in frame]
    for name in [*known, *names]:
        texts = _texts(frame[name])
        if texts is None:
            continue
        alike = seen.setdefault(tuple(texts.slice(0, _GLANCE).to_pylist()), [])
        if name not in known and any(texts.equals(other) for other in alike):
            found.add(name)
        else:
            alike.append(texts)
    return found


def _texts(column: pd.Series) -> pa.Array | None:
    """Give a column's values as texts; None where they are measures, or say hardly anything."""
    is_text = isinstance(column.dtype, pd.StringDtype)
    if not is_text and not pd.api.types.is_integer_dtype(column):
        return None
    texts = pa.array(column.array) if is_text else pa.array(map(as_text, column.tolist()))
    texts = pc.utf8_trim_whitespace(texts.cast(pa.large_string()))
    count = len(texts) - texts.null_count
    is_telling = count >= FEWEST and pc.count_distinct(texts).as_py() >= DIFFERENT * count
    return texts if is_telling else None
