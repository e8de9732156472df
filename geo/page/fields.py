"""What columns mean to a reader: labels, types, the fields of the card and of tables."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast, get_args

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.contract.head_types import FieldUse
from geo.joining.described import layer_resource
from geo.page.column_uses import are_file_ids, use_of
from geo.page.columns import as_text
from geo.page.field_origins import Descriptions, Origins
from geo.page.field_types import LOOKED_AT, type_of
from geo.page.said_twice import said_twice
from geo.page.slug_labels import slugs_in_words
from geo.sources import recognised
from geo.sources.tables.table_schema import SITES, decimals_of
from geo.words import has_word, own_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.contract.head_types import Field
    from geo.joining import SiteLayer
    from geo.page.column_uses import Use
    from geo.project.datapackage import TableField

# What the page shows in a place of its own, not among the facts of the card.
_OWN_PLACE = {
    "id", "name", "category", "description", "link", "accuracy_m", "located_by", "source",
    "part_of", "datum",
}  # fmt: skip

# A text that differs more often than this is a name and no sort, as in ``fields.ts``.
MOST_DISTINCT = 0.7
# What no map is coloured or sifted by as a field: the ids, the names and what they are written in.
_NO_FIELD = {"id", "name", "category", "datum", "pinyin"}

# Other names of columns that the words have a label for.
_ALIASES = {
    other: name
    for name, others in recognised.table("recognised_labels").items()
    if isinstance(others, list)
    for other in others
}
_CATALOGUED: dict[str, str] = recognised.table("recognised_labels")["codes of a catalogue"]
_PARTING = re.compile(r"[_.$ ]")
_OF_WORKSHEET = re.compile(
    rf"(?:.*[^\w]|)(?:{recognised.one_of(recognised.programs()['worksheets'])})\d+[_.](?=.)",
    re.IGNORECASE,
)
_LONG_BEGINNING = 30
_FEWEST_SHARING = 3


@dataclass(frozen=True)
class Family:
    """A column and its translations, such as ``address``, ``address_en``."""

    name: str
    columns: tuple[str, ...]


def families(columns: Iterable[str], languages: Sequence[str]) -> list[Family]:
    """Put translated columns together, in the order their first one stands."""
    endings = tuple(f"_{language}" for language in languages)
    found: dict[str, list[str]] = {}
    for column in columns:
        stem = next((column[: -len(end)] for end in endings if column.endswith(end)), "")
        found.setdefault(stem or column, []).append(column)
    return [Family(name, tuple(members)) for name, members in found.items()]


def card_fields(layer: SiteLayer, languages: Sequence[str]) -> list[Field]:
    """Fields of the card, as ``Field``, in order."""
    card = layer.project.settings.card
    found = _site_families(layer, languages)
    if card.fields is None:
        roles = layer.project.layer.roles
        # Where colours are the kinds, the column that might have been is a fact.
        kinds = set(roles.categories) if layer.colours_are_categories else set()
        aside = roles.aside - kinds
        names = [name for name in found if name not in _OWN_PLACE and name not in aside]
        twice = said_twice(layer.sites, [name for name in names if found[name].columns == (name,)])
        kinds_said, _ = slugs_in_words(layer, _kinds_of(layer))
        names = [name for name in names if name not in twice and name != kinds_said]
    else:
        names = [name for name in card.fields if name in found]
    return _site_fields(
        layer, languages, [found[name] for name in names if name not in card.hidden]
    )


def _kinds_of(layer: SiteLayer) -> list[str]:
    """Give the categories there are, where they are texts."""
    kinds = layer.sites["category"] if "category" in layer.sites else pd.Series(dtype="str")
    return kinds.dropna().unique().tolist() if isinstance(kinds.dtype, pd.StringDtype) else []


def other_fields(layer: SiteLayer, languages: Sequence[str], shown: Iterable[str]) -> list[Field]:
    """Fields one may colour, filter and list by beside those of the card.

    Parameters
    ----------
    layer, languages
        As for :func:`card_fields`.
    shown
        Names of the fields of the card.
    """
    left = {*shown, *layer.project.settings.card.hidden, *_NO_FIELD}
    found = _site_families(layer, languages)
    return _site_fields(
        layer, languages, [family for name, family in found.items() if name not in left]
    )


def _site_families(layer: SiteLayer, languages: Sequence[str]) -> dict[str, Family]:
    geometry = layer.sites.geometry.name
    columns = [name for name in layer.sites.columns if name != geometry]
    return {family.name: family for family in families(columns, languages)}


def _site_fields(
    layer: SiteLayer, languages: Sequence[str], wanted: Iterable[Family]
) -> list[Field]:
    """Describe attributes of the sites that have a value anywhere."""
    # A geographic frame looks at each column that is asked of it.
    sites = pd.DataFrame(layer.sites)
    tables = [name for name in layer.project.tables if name not in layer.related]
    resource = layer_resource(layer.project)
    layer_name = resource.name if resource else SITES
    fields: list[Field] = []
    joined = shared_beginning(list(map(str, sites.columns)))
    origins = Origins(layer)
    own_names = set(layer.project.layer.property_names)
    descriptions = Descriptions(layer.project, [layer_name, *tables])
    for family in wanted:
        # Column by column: a frame of one is long in the making.
        absent = [sites[column].array.isna() for column in family.columns]
        count = len(sites) - int(np.logical_and.reduce(absent).sum())
        if count == 0:
            continue
        origin = origins.of(family.name, family.columns)
        is_own = origin is None and not own_names.isdisjoint(family.columns)
        # Its own table says what it is, or else the layer, but no other that has such a column.
        whose = [layer_name] if is_own else [origin, layer_name] if origin else []
        described = descriptions.first_of(family.columns, whose)
        field = field_of(family, sites, described, languages)
        field["count"] = count
        if joined and field["label"] == {"": family.name}:
            field["label"] = {"": family.name.removeprefix(joined) or family.name}
        if field["type"] == "string":
            own = family.name if family.name in family.columns else family.columns[0]
            values = sites[own]
            if isinstance(values.dtype, pd.StringDtype):
                field["distinct"] = pc.count_distinct(pa.array(values.array)).as_py()
            else:
                field["distinct"] = int(values.map(as_text).nunique())
        unit = layer.project.layer.units.get(family.name)
        if family.name in layer.written:
            unit = layer.written[family.name][1] or unit
        if "unit" not in field and unit:
            field["unit"] = {"": unit}
        fields.append({**field, "table": origin} if origin else field)
    return fields


def shared_beginning(names: Sequence[str]) -> str:
    """Give the long beginning that a join has put before several columns; "" where there is none.

    ``Population_By_Community_Districts_1970`` says 1970 of the table that was joined.
    """
    counts: Counter[str] = Counter()
    for name in names:
        ends = [found.end() for found in _PARTING.finditer(name) if found.end() < len(name)]
        counts.update(name[:end] for end in ends if end >= _LONG_BEGINNING)
    shared = [beginning for beginning, count in counts.items() if count >= _FEWEST_SHARING]
    # Statistique-Feuil1_Commune is from a worksheet that nobody has given a name.
    sheets = Counter(found[0] for found in map(_OF_WORKSHEET.match, names) if found)
    shared += [beginning for beginning, count in sheets.items() if count >= _FEWEST_SHARING]
    return max(shared, key=len, default="")


def field_of(
    family: Family, frame: pd.DataFrame, described: TableField | None, languages: Sequence[str]
) -> Field:
    """Describe a column and its translations, by what is said of it and by its values."""
    plain = family.name.rpartition(".")[2]
    column = next((c for c in family.columns if c == family.name), family.columns[0])
    use = _USES_BY_FORMAT.get(described.format) if described else None
    use = use or use_of(plain)
    usual = usual_label(plain, languages)
    if use == "picture" and are_file_ids(frame[column].dropna().head(LOOKED_AT)):
        # The ids of what a form has uploaded somewhere are seen nowhere.
        use = None
    if use == "hours" and pd.api.types.is_numeric_dtype(frame[column]):
        # Forty hours are no times of opening.
        use, usual = None, {}
    if plain.casefold() == "area" and _are_words(frame[column]):
        # That of a district has a name, and is no surface.
        usual = {}
    label = (described.title if described else {}) or usual or {"": family.name}
    field: Field = {
        "name": family.name,
        "label": label,
        "type": type_of(frame[column], use, described, plain),
    }
    if use in _SHOWN_USES:
        field["use"] = cast("FieldUse", use)
    if described and described.unit:
        field["unit"] = described.unit
    if described and described.description:
        field["description"] = described.description
    decimals = decimals_of(described) if described else None
    if decimals is not None:
        field["decimals"] = decimals
    return field


# What the page does something with; of a code and a year it only keeps the digits as they are.
_SHOWN_USES = get_args(FieldUse)
_USES_BY_FORMAT: dict[str, Use] = {"email": "email"}


def _are_words(column: pd.Series) -> bool:
    """Whether none of what a column holds has a digit: what is counted is written with some."""
    there = column.dropna().head(LOOKED_AT).astype(str)
    return bool(len(there)) and not there.str.contains(r"\d").any()


def usual_label(name: str, languages: Sequence[str]) -> dict[str, str]:
    """Say what a column of a well-known name holds, in a map's languages; none if it is not one.

    Where a catalogue heads columns with codes, as it calls them: in its own language alone.
    """
    if name in _CATALOGUED:
        return {"": _CATALOGUED[name]}
    key = _ALIASES.get(name.casefold(), name)
    return own_texts("columns", key, languages) if has_word("columns", key) else {}
