"""Columns of sites that say what another one has said: the card tells it once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.sources.recognised import words_of

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
    kinds = _texts(frame["category"]) if "category" in frame else None
    called = _texts(frame["name"]) if "name" in frame else None
    for name in [*known, *names]:
        column = frame[name]
        texts = _texts(column)
        if texts is None:
            continue
        if name not in known and (_is_in(name, texts, called) or _is_kind(texts, kinds)):
            found.add(name)
            continue
        if not _is_telling(texts.all):
            continue
        alike = seen.setdefault(tuple(texts.some), [])
        if name not in known and any(texts.all.equals(other) for other in alike):
            found.add(name)
        elif name in known or isinstance(column.dtype, pd.StringDtype):
            # Two counts may be the same by chance.
            alike.append(texts.all)
    return found


class _Texts(NamedTuple):
    """The values of a column, and the first of them, which tell most columns apart."""

    all: pa.Array
    some: list[str | None]


def _is_in(heading: str, texts: _Texts, called: _Texts | None) -> bool:
    """Whether the names are made of a column: ``district 2`` of 2 below ``district``."""
    if called is None or texts.all.null_count:
        return False
    pairs = [
        ((text or "").lower(), (name or "").lower())
        for text, name in zip(texts.some, called.some, strict=True)
    ]
    if not all(name.endswith(text) for text, name in pairs):
        return False
    begin = f"{' '.join(words_of(heading))} "
    if not all(name == f"{begin}{text}".lower() for text, name in pairs):
        return False
    ends = pc.utf8_slice_codeunits(called.all, len(begin))
    are_equal = pc.equal(pc.utf8_lower(ends), pc.utf8_lower(texts.all))
    return bool(pc.all(are_equal, min_count=0).as_py())


def _is_kind(texts: _Texts, kinds: _Texts | None) -> bool:
    """Whether what is there of a column is what the kinds say: ``bicycle_parking`` of those."""
    if kinds is None or texts.all.null_count == len(texts.all):
        return False
    pairs = zip(texts.some, kinds.some, strict=True)
    if any(text != kind for text, kind in pairs if text is not None and kind is not None):
        return False
    return bool(pc.all(pc.equal(texts.all, kinds.all)).as_py())


def _texts(column: pd.Series[Any]) -> _Texts | None:
    """Give a column's values as texts; None where they are measures."""
    is_text = isinstance(column.dtype, pd.StringDtype)
    if not is_text and not pd.api.types.is_integer_dtype(column):
        return None
    texts = pc.utf8_trim_whitespace(pa.array(column.array).cast(pa.large_string()))
    return _Texts(texts, texts.slice(0, _GLANCE).to_pylist())


def _is_telling(texts: pa.Array) -> bool:
    """Whether a column says enough for another one to repeat it."""
    count = len(texts) - texts.null_count
    return bool(count >= FEWEST and pc.count_distinct(texts).as_py() >= DIFFERENT * count)
