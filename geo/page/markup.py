"""Texts that other programs wrote as HTML or with uMap's marks, as a reader's text.

A page shows data as text only: of HTML it has the words, and the rows of a table of two columns as
facts of the site.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.made_before import made_before
from geo.sources.html_words import has_markup, read_markup
from geo.sources.repeated_places import repeated_places
from geo.sources.technical_columns import technical_columns
from geo.sources.wiki_words import has_wiki_marks, read_wiki_marks

if TYPE_CHECKING:
    from geo.joining import SiteLayer

_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_MAY_BE_MARKED = r"[<&]|\[\[|\{\{|\*\*"
# These name sites or lead elsewhere: what stands in them is taken as it is.
_KEPT = ("id", "name", "category", "link", "part_of", "source", "datum", "geometry")


# Label and value of table rows, by the row of the site.
_Facts = dict[int, list[tuple[str, str]]]


def without_markup(layer: SiteLayer) -> SiteLayer:
    """Give a layer in whose texts no HTML is left; the same layer where there was none.

    Rows of tables become columns of the sites. A column keeps its name where it is free.
    """
    sites = layer.sites
    # A geographic frame looks at each column that is asked of it.
    plain = pd.DataFrame(sites)
    changed: dict[str, Any] = {}
    facts: dict[str, dict[int, str]] = {}
    for column in sites.columns:
        if column in _KEPT or column.startswith("name_"):
            continue
        read = _read_column(plain[column])
        if read is None:
            continue
        texts, found = read
        changed[column] = texts
        for row, pairs in found.items():
            for label, value in pairs:
                facts.setdefault(label, {}).setdefault(row, value)
    for label, values in (_told(facts, sites["name"]) if facts else facts).items():
        name = label if label not in sites.columns else f"{label} (HTML)"
        if label in sites.columns and _says_the_same(sites[label], values):
            continue
        column = pd.Series([values.get(row) for row in range(len(sites))], dtype="str")
        changed[name] = _as_numbers(column)
    related = {
        name: made_before(("markup", name), frame, (frame,), partial(_of_table, frame))
        for name, frame in layer.related.items()
    }
    if not changed and all(related[name] is layer.related[name] for name in related):
        return layer
    frame = sites.assign(
        **{name: list(values) if name in sites else values for name, values in changed.items()}
    )
    return replace(
        layer,
        sites=gpd.GeoDataFrame(frame, geometry=sites.geometry.name, crs=sites.crs),
        related=related,
    )


def _told(facts: dict[str, dict[int, str]], names: pd.Series[Any]) -> dict[str, dict[int, str]]:
    """Leave out rows of tables that are no facts: the counter of a program, the place, the name."""
    look = {label: list(values.values()) for label, values in facts.items()}
    labels = list(look)
    left = technical_columns(look.__getitem__, labels) | repeated_places(look.__getitem__, labels)
    for label, values in facts.items():
        if len(values) > 1 and all(names.iloc[row] == value for row, value in values.items()):
            left.add(label)
    return {label: values for label, values in facts.items() if label not in left}


def _of_table(frame: pd.DataFrame) -> pd.DataFrame:
    changed = {}
    for column in frame.columns:
        if column in {"site", "site_id"}:
            continue
        read = _read_column(frame[column])
        if read is not None:
            texts, found = read
            for row, pairs in found.items():
                lines = [f"{label}: {value}" for label, value in pairs]
                texts[row] = "\n".join([*([texts[row]] if texts[row] else []), *lines])
            changed[column] = texts
    return frame.assign(**changed) if changed else frame


def _read_column(
    values: pd.Series[Any],
) -> tuple[list[Any], dict[int, list[tuple[str, str]]]] | None:
    """Texts of a column and the facts of its rows; None where nothing in it is HTML."""
    if isinstance(values.dtype, pd.StringDtype):
        if not pc.any(pc.match_substring_regex(pa.array(values), _MAY_BE_MARKED)).as_py():
            return None
    elif values.dtype != object:
        return None
    texts: list[Any] = values.tolist()
    facts: _Facts = {}
    is_changed = False
    for row, text in enumerate(texts):
        if not isinstance(text, str):
            continue
        if "<" in text and has_markup(text):
            read = read_markup(text)
            texts[row] = read.text or None
            if read.facts:
                facts[row] = read.facts
            is_changed = True
        elif "&" in text and _ENTITY.search(text) and "<" not in text:
            from html import unescape

            texts[row] = unescape(text).replace("\xa0", " ")
            is_changed = True
        if isinstance(texts[row], str) and has_wiki_marks(texts[row]):
            texts[row] = read_wiki_marks(texts[row]) or None
            is_changed = True
    return (texts, facts) if is_changed else None


def _says_the_same(column: pd.Series[Any], values: dict[int, str]) -> bool:
    return all(str(column.iloc[row]) == value for row, value in values.items())


def _as_numbers(column: pd.Series[Any]) -> pd.Series[Any]:
    """Numbers where every text is one as JSON writes it; a code such as 007 stays a text."""
    some = column.dropna()
    if len(some) and some.str.fullmatch(r"-?(0|[1-9]\d{0,14})(\.\d+)?").all():
        return pd.to_numeric(column)
    return column
