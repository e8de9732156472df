"""A layer's properties as columns: id, name and category first, whatever the file calls them."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.joining.said_texts import said_names, spoken, text_series
from geo.joining.typed import value_series
from geo.sources import recognised
from geo.sources.category_columns import as_kind, is_osm_key
from geo.sources.missing_marks import says_no_name
from geo.sources.style_keys import colour_of, families, is_default_colour
from geo.sources.wording import is_spoken, short_text, shortened

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from geo.sources.geojson.layer_document import LayerDocument
    from geo.sources.recognised import Role
    from geo.sources.roles import Roles

MEANT = ("id", "name", "category")
"""The columns every layer has, in this order."""
FEWEST_UNNAMED = 3
"""Sites of one name that says that they have none."""
FEWEST_ALIKE = 3
"""Sites of one name that are told apart by numbers."""
COLOURED = 0.25
"""Share of sites with a colour, at least, for colours to be kinds."""
MOST_COLOURS = 60
"""Colours that a list has room for, each with the names of what is drawn in it."""
_QUOTED = re.compile(r"'([^']+)'")
_PRINTED = re.compile(r"\['[^'\]]+'(?:, '[^'\]]+')*\]")
_ROAD = re.compile(r"[^\W\d_]{1,3}[ -]?\d")
# The second 3 has the id 3-2.
_NUMBER = re.compile(r"\d+(?:-\d+)?")
_ELEMENT = re.compile(rf"(?:{recognised.one_of(recognised.programs()['osm elements'])})/\d+")
_LOT = re.compile(r"[\w-]{5,}", re.ASCII)
# A heading that says no more of a code than that it is written there: ``text`` R1-6.
_SAYING_NOTHING: tuple[Role, ...] = ("address", "description", "name")
_ID = re.compile(r"(?:[a-z]id|(?:^|[ _.])ID|Id)$")
_FELL = re.compile(r"^(?=.*[a-z])(?=.*[A-Z]).*[a-z\d][A-Z]|^(?=.*\d)[\da-f]{8}-?[\da-f-]{12,}$")
# Those of value_series.
_DTYPES = {
    pa.string(): pd.StringDtype(na_value=np.nan),
    pa.null(): pd.StringDtype(na_value=np.nan),
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}
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
        "category": _categories(columns, roles.categories),
    }
    meant["name"], is_nameless = _names(columns, meant["id"], document)
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
    if is_said or is_rare or len(different) < 2 or (is_many and len(set(categories.dropna())) > 1):
        return False
    pairs = {
        (category, hue) for category, hue in zip(categories.fillna(""), colours, strict=True) if hue
    }
    is_told_by_category = len(pairs) == len({category for category, _ in pairs}) and len(pairs) > 1
    return not is_told_by_category


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


def _names(
    columns: dict[str, pd.Series], ids: pd.Series, document: LayerDocument
) -> tuple[pd.Series, NDArray[np.bool_]]:
    """Give every site a name to be found under, and tell which have none of their own.

    Its own, one in another language, its address, what it is (``bicycle parking``), or its id.
    """
    roles = document.roles
    names = pd.Series(None, index=ids.index, dtype="str")
    translations = [name for name in columns if name.startswith(("name_", "name:"))]
    for name in [*roles.names, *translations]:
        if name in columns and _is_blank(names).any():
            # The author's own name is shown letter by letter, whatever is in it.
            found = text_series(columns[name]) if name == "name" else said_names(columns[name])
            names = names.where(~_is_blank(names), found)
    names = _without_no_names(names)
    is_nameless = _is_blank(names).to_numpy(dtype=bool)
    if is_nameless.any():
        if len(ids) == 1 and not roles.address:
            # What a lone outline is, its file says better than its columns.
            names = names.where(~_is_blank(names), document.kind_title)
        names = _called(names, columns, roles)
        if len(ids) == 1 and document.title:
            names = names.where(~_is_blank(names), document.title.replace("_", " "))
        names = names.where(~_is_blank(names), _by_number(document, ids))
    if names.str.startswith("['").any():
        names = names.map(_without_list)
    if len(names) >= FEWEST_ALIKE and (names == names.iloc[0]).all():
        # One name for all is that of the layer.
        names = names + [f" {number}" for number in range(1, len(names) + 1)]
    return names, is_nameless


def _without_no_names(names: pd.Series) -> pd.Series:
    """Take away what says of several sites that they have no name: SIN NOMBRE, unnamed."""
    # Arrow counts in a third of the time that pandas takes to count and to rank.
    counted = pc.value_counts(pa.array(names, pa.large_string(), from_pandas=True).drop_null())
    is_met = pc.greater_equal(counted.field("counts"), FEWEST_UNNAMED)
    met = counted.field("values").filter(is_met).to_pylist()
    said = [text for text in met if says_no_name(text)]
    if "0" in met and 2 * sum(map(is_spoken, names.dropna())) > len(names):
        # Where the others have words, what is called 0 is what a join left empty.
        said.append("0")
    return names.where(~names.isin(said), None) if said else names


def _without_list(text: str) -> str:
    """Give a list as Python prints it as words: what OSMnx writes of a street of two names."""
    found = _PRINTED.fullmatch(text)
    return ", ".join(_QUOTED.findall(text)) if found else text


def _by_number(document: LayerDocument, ids: pd.Series) -> list[str]:
    """Call sites by the layer and their number; by their ids where those are words, or all."""
    title = document.kind_title
    # What counts from nought is a program's number.
    is_counted = "0" in document.written_ids
    are_random = title and _are_random(document.written_ids)
    names = []
    for row, id_ in enumerate(ids.fillna("").tolist(), start=1):
        is_made = are_random or (title and (id_.startswith("site-") or _ELEMENT.fullmatch(id_)))
        is_number = _NUMBER.fullmatch(id_) is not None
        number = id_ if is_number and not is_counted else row
        numbered = f"{title} {number}" if title else f"site-{number}"
        names.append(numbered if is_made or is_number else id_)
    return names


def _are_random(ids: Sequence[str | None]) -> bool:
    """Whether ids are what a program draws by lot: all as long, letters and digits as they fell."""
    lots = [id_ for id_ in ids if id_]
    are_alike = len(lots) > 1 and len({*map(len, lots)}) == 1 and all(map(_LOT.fullmatch, lots))
    return are_alike and 2 * sum(map(bool, map(_FELL.search, lots))) >= len(lots)


def _called(names: pd.Series, columns: dict[str, pd.Series], roles: Roles) -> pd.Series:
    """Call those without a name by their address, by what they are, or by what tells them apart."""

    def filled(texts: Any) -> pd.Series:
        return names.where(~_is_blank(names), pd.Series(texts, index=names.index, dtype="str"))

    for parts, said in [*((parts, _together) for parts in roles.address), (roles.ends, _between)]:
        if parts and set(parts) <= columns.keys():
            names = filled(said([columns[name] for name in parts]))
    if "ref" in columns and "highway" in roles.kinds:
        # A motorway is called A 5.
        refs = [ref if _ROAD.match(ref) else "" for ref in text_series(columns["ref"]).fillna("")]
        names = filled(refs)
    for name in roles.kinds:
        if name in columns and not (name in roles.codes and len(names) >= FEWEST_ALIKE):
            kinds = [as_kind(name, value) for value in columns[name].astype(object)]
            names = filled([kind if any(map(str.isalpha, kind)) else "" for kind in kinds])
    for name in roles.words:
        if name in columns and _is_blank(names).any():
            begun = (shortened(v) if isinstance(v, str) else "" for v in columns[name])
            names = filled([text if is_spoken(text) else "" for text in begun])
    if roles.number in columns:
        numbers = map(short_text, columns[roles.number].astype(object))
        code = next((name for name in roles.kinds if name in roles.codes & columns.keys()), "")
        # A number alone is PP 24 where all that is known of it is a code.
        codes = map(short_text, columns[code].astype(object)) if code else [""] * len(names)
        is_bare = bool(code) and recognised.rank("id", roles.number) is not None
        names = filled(
            [
                text and (f"{kind} {text}" if is_bare and kind else _numbered(roles.number, text))
                for kind, text in zip(codes, numbers, strict=True)
            ]
        )
    return names


def _between(columns: list[pd.Series]) -> pd.Series:
    """Call lines by both their ends; blank where one is."""
    begins, ends = (text_series(column).fillna("") for column in columns)
    both = (begins != "") & (ends != "")
    return (begins + " – " + ends).str.replace("_", " ", regex=False).where(both, "")


def _together(columns: list[pd.Series]) -> pd.Series:
    """Give the texts of an address as one; blank where its first part is."""
    first, *others = (spoken(column).fillna("").str.strip() for column in columns)
    whole = first
    for part in others:
        whole = whole + " " + part.where(first != "", "")
    return whole.str.strip()


def _numbered(heading: str, text: str) -> str:
    """Call a site by its number: ``parcel id 21704239``; a code of letters says what it is."""
    says_which = _ID.search(heading) is not None or any(
        recognised.rank(role, heading) is not None for role in _SAYING_NOTHING
    )
    is_code = not text.replace(".", "").isdigit()
    is_bare = is_code and (says_which or recognised.rank("id", heading) is not None)
    return text if is_bare else f"{heading.replace('_', ' ')} {text}"


def _categories(columns: dict[str, pd.Series], names: Sequence[str]) -> pd.Series:
    if len(names) <= 1:
        own = columns.get(_first(names), columns["category"])
        if names in (("category",), ()):
            return text_series(own.map(one_text) if own.dtype == object else own)
        if not is_osm_key(names[0]):
            return _as_one(spoken(own))
        kinds = [as_kind(names[0], value) or None for value in own.astype(object)]
        return pd.Series(kinds, dtype="str")
    found = pd.Series("", index=columns["category"].index, dtype="str")
    for name in names:
        kinds = [as_kind(name, value) for value in columns[name].astype(object)]
        found = found.where(found != "", pd.Series(kinds, dtype="str"))
    return found.where(found != "", None)


def _as_one(texts: pd.Series) -> pd.Series:
    """Give categories that differ in blanks and capitals alone as the one most sites have."""
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


def _is_blank(texts: pd.Series) -> pd.Series:
    blank: pd.Series = texts.isna() | (texts.str.strip() == "")
    return blank
