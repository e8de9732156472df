"""A layer's properties as columns: id, name and category first, whatever the file calls them."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.joining.said_texts import spoken, text_series
from geo.joining.site_names import site_names
from geo.joining.typed import value_series
from geo.sources.category_columns import as_kind, is_osm_key, main_text
from geo.sources.missing_marks import left_among
from geo.sources.style_keys import colour_of, families, is_default_colour

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.sources.geojson.layer_document import LayerDocument

MEANT = ("id", "name", "category")
"""The columns every layer has, in this order."""
COLOURED = 0.25
"""Share of sites with a colour, at least, for colours to be kinds."""
MOST_COLOURS = 60
"""Colours that a list has room for, each with the names of what is drawn in it."""
# Those of value_series.
_DTYPES = {
    pa.string(): pd.StringDtype(na_value=np.nan),
    pa.null(): pd.StringDtype(na_value=np.nan),
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}
FEWEST_IN_TURN = 5
"""Colours that are dealt out in turn; fewer may be kinds that happen to take turns."""
_AREAS = {"Polygon", "MultiPolygon"}
_LINES = {"LineString", "MultiLineString"}


def site_frame(document: LayerDocument, kept: list[int]) -> tuple[pd.DataFrame, set[str]]:
    """Give the properties of features as columns.

    Parameters
    ----------
    document
        The layer.
    kept
        Which features, by their position.

    Returns
    -------
    frame : pandas.DataFrame
        ``id``, ``name`` and ``category`` first, then the others as they come up in the file. Where
        another property than ``name`` holds the names, both are there: a property ``name`` that
        says something else is called ``layer.name``.
    nameless : set of str
        Ids of the sites that are called by what they are, or by their id, where others have names.
    """
    is_whole = len(kept) == document.count
    found = (
        document.property_names
        if is_whole
        else chain.from_iterable(document.properties[index] for index in kept)
    )
    names = dict.fromkeys(MEANT) | dict.fromkeys(found)
    rows = None if is_whole else kept
    columns: dict[str, pd.Series] = {}
    for name in names:
        # GeoDataFrame keeps this name for the shapes.
        own = free_name(name, "layer", names) if name == "geometry" else name
        columns[own] = _property_series(document, name, rows)
    roles, ids = document.roles, document.ids
    meant = {
        "id": pd.Series(ids if is_whole else [ids[index] for index in kept], dtype="str"),
        "category": _categories(columns, roles.categories, roles.explained),
    }
    meant["name"], is_nameless = site_names(columns, meant, document)
    said = {
        "id": document.said.id,
        "category": _first(roles.categories),
        "name": _first(roles.names),
    }
    for name, first in said.items():
        if first not in {"", name} and columns[name].notna().any():
            columns[free_name(name, "layer", {*names, *columns})] = columns[name]
        columns[name] = meant[name]
    if "accuracy_m" in columns:
        columns["accuracy_m"] = pd.to_numeric(columns["accuracy_m"], errors="coerce").astype(float)
    frame = pd.DataFrame(columns, index=pd.RangeIndex(len(kept)))
    nameless = set() if is_nameless.all() else set(meant["id"][is_nameless])
    return frame, nameless


def free_name(key: str, prefix: str, taken: Collection[str]) -> str:
    """Give a column a name of its own: ``<prefix>.<key>`` may itself be taken."""
    while key in taken:
        key = f"{prefix}.{key}"
    return key


def site_colours(document: LayerDocument, kept: list[int]) -> list[str]:
    """Give the colour that drawing tools have left in each feature, as ``#rrggbb`` or ``""``.

    An area's is that of its fill, a line's that of its stroke, a point's that of its marker.
    """
    names = document.roles.colours
    if not names:
        return []
    columns = {name: document.column(name) for name in names}
    fills = [name for name in names if "fill" in name.lower()]
    strokes = [name for name in names if "stroke" in name.lower() or "line" in name.lower()]
    others = [name for name in names if name not in fills and name not in strokes]
    orders = {
        "area": [*fills, *strokes, *others],
        "line": [*strokes, *others, *fills],
        "point": [*others, *fills, *strokes],
    }
    return [
        next(
            (
                hue
                for name in orders[_drawn_as(document, index)]
                if (hue := colour_of(columns[name][index])) and not is_default_colour(name, hue)
            ),
            "",
        )
        for index in kept
    ]


def as_few_colours(colours: list[str]) -> list[str]:
    """Give the colours as kinds: more of them than a legend holds as those that words tell apart.

    Parameters
    ----------
    colours
        Of each site, ``#rrggbb`` or ``""``.
    """
    return families(colours) if len(set(colours) - {""}) > MOST_COLOURS else colours


def colours_are_kinds(colours: Sequence[str], categories: pd.Series, *, is_said: bool) -> bool:
    """Whether a layer's colours part it into kinds that no column names better.

    Parameters
    ----------
    colours
        Of each site; "" where it has none.
    categories
        Of each site.
    is_said
        Whether the author says which column the categories are.
    """
    different = set(colours) - {""}
    is_many = len(different) > MOST_COLOURS
    is_rare = sum(map(bool, colours)) < COLOURED * len(colours)
    if (
        is_said
        or is_rare
        or len(different) < 2
        or _are_dealt_out(colours)
        or (is_many and len(set(categories.dropna())) > 1)
    ):
        return False
    pairs = {
        (category, hue) for category, hue in zip(categories.fillna(""), colours, strict=True) if hue
    }
    is_told_by_category = len(pairs) == len({category for category, _ in pairs}) and len(pairs) > 1
    return not is_told_by_category


def _are_dealt_out(colours: Sequence[str]) -> bool:
    """Whether colours come round and round in one order: they keep neighbours apart."""
    turn = len(set(colours))
    return (
        len(colours) >= 2 * turn
        and turn >= FEWEST_IN_TURN
        and all(hue == colours[row % turn] for row, hue in enumerate(colours))
    )


def _drawn_as(document: LayerDocument, index: int) -> str:
    if document.plain is not None:
        return "point"
    geometry = document.features[index].get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else ""
    if kind in _AREAS:
        return "area"
    return "line" if kind in _LINES else "point"


def _property_series(document: LayerDocument, name: str, kept: list[int] | None) -> pd.Series:
    """Give a property of some features, or of all."""
    plain = document.plain
    if plain is not None and kept is None and name in plain.properties:
        series: pd.Series = plain.properties[name].to_pandas(types_mapper=_DTYPES.get)
        return series
    values = document.column(name)
    return value_series(values if kept is None else [values[index] for index in kept])


def _first(names: Sequence[str]) -> str:
    return names[0] if names else ""


def _categories(columns: dict[str, pd.Series], names: Sequence[str], explained: str) -> pd.Series:
    if explained:
        return _in_usual_words(spoken(columns[names[0]]), spoken(columns[explained]))
    if len(names) <= 1:
        own = columns.get(_first(names), columns["category"])
        if names in (("category",), ()):
            return text_series(own.map(one_text) if own.dtype == object else own)
        if not is_osm_key(names[0].lower()):
            if own.dtype == object:
                own = pd.Series(list(map(main_text, own)), index=own.index, dtype="str")
            said = _as_one(spoken(own))
            known = pa.array(said, pa.large_string(), from_pandas=True).unique()
            left = left_among(known.drop_null())
            return said.where(~said.isin(["", *left]), None)
        kinds = [as_kind(names[0], value) or None for value in own.astype(object)]
        return pd.Series(kinds, dtype="str")
    found = pd.Series("", index=columns["category"].index, dtype="str")
    told = {name: pd.Series(columns[name].astype(object)) for name in names}
    # That it is a tourism or a building at all says less than of which kind another thing is.
    mere = {name: values.isin(["yes"]) for name, values in told.items()}
    for is_mere in (False, True):
        for name, values in told.items():
            if is_mere and not mere[name].any():
                continue
            some = values.where(mere[name] == is_mere, None)
            kinds = [as_kind(name, value) for value in some]
            found = found.where(found != "", pd.Series(kinds, dtype="str"))
    return found.where(found != "", None)


def _in_usual_words(codes: pd.Series, texts: pd.Series) -> pd.Series:
    """Give each code as what is said of most sites that have it; as it is where nothing is."""
    pairs = zip(codes.tolist(), texts.tolist(), strict=True)
    told = Counter(pair for pair in pairs if all(isinstance(part, str) for part in pair))
    usual = {code: text for (code, text), _ in reversed(told.most_common())}
    return pd.Series([usual.get(code, code) for code in codes], index=codes.index, dtype="str")


def _as_one(texts: pd.Series) -> pd.Series:
    """Give categories that differ in blanks and capitals alone as the one most sites have."""
    if texts.isna().all():
        return texts
    plain = texts.str.split().str.join(" ")
    folded = plain.str.casefold()
    usual = plain.groupby(folded, sort=False).agg(lambda some: some.value_counts().index[0])
    return pd.Series(folded.map(usual), index=texts.index, dtype="str")


def one_text(value: Any) -> Any:
    """Give a category that is no text as one: of a list its texts, of a flag its word."""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, list):
        texts = [str(one_text(one)) for one in value if isinstance(one, str | int | float)]
        return ", ".join(texts) or None
    return None if isinstance(value, dict) else value
