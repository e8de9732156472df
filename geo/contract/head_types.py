"""The head of the payload: everything about the map but its sites' values.

Written by ``python -m tests.contract.files`` from ``geo/contract/head.schema.json``.
"""

from collections.abc import Sequence
from typing import Literal, NotRequired, TypeAlias, TypedDict

# How numbers are classed.
Scheme: TypeAlias = Literal[
    "natural", "quantiles", "equal", "geometric", "deviation", "manual", "categories"
]


# A text in several languages, by language code. The first language of the map is always there.
Texts: TypeAlias = dict[str, str]


# Words of a language that is not part of the program (`geo/words`), by part of the page.
FurtherWords: TypeAlias = dict[str, dict[str, str]]


class Category(TypedDict):
    """A sort of site, and its sign."""

    id: str
    label: Texts
    # Hex colour of the sign.
    color: str
    # Name of a glyph in `geo/page/symbols.json`.
    symbol: str


# How a value is to be shown.
FieldType: TypeAlias = Literal[
    "string", "integer", "number", "boolean", "date", "year", "url", "json"
]


# What a value is for, where that is clear (`geo/page/column_uses.toml`).
FieldUse: TypeAlias = Literal["telephone", "email", "picture", "hours"]


class Field(TypedDict):
    """A column of the sites or of a table, with its translations."""

    # Base name of its columns: `address` has columns `address`, `address_en`, …
    name: str
    label: Texts
    type: FieldType
    use: NotRequired[FieldUse]
    # How many decimals are shown; all there are where it is not said.
    decimals: NotRequired[int]
    unit: NotRequired[Texts]
    description: NotRequired[Texts]
    # Of an attribute of the sites: the table it was joined from, where it was.
    table: NotRequired[str]
    # How many sites have a value.
    count: NotRequired[int]
    # Of texts: how many different ones there are.
    distinct: NotRequired[int]


# What a many-row table is to a reader. `figures`: indicator, value, unit, change, year, kind, note.
# `facts`: label and value a row. `relations`: links to other sites. `sources`: what `source` ids
# refer to (not tied to a site). `rows`: anything else, a plain table.
TableRole: TypeAlias = Literal["figures", "facts", "relations", "sources", "rows"]


class Table(TypedDict):
    """A table with several rows a site, or one that sites refer to."""

    name: str
    label: Texts
    role: TableRole
    fields: list[Field]
    # Which field plays which part, by part name. figures: `key theme group indicator value unit
    # flag change change_unit change_text year quarter month kind note source`; facts: `label key
    # value unit source`; relations: `relation other note source`; sources: `id title publisher date
    # url locator licence`.
    parts: dict[str, str]


class TopicKey(TypedDict):
    """What the key of a topic's colours writes in place of its own words."""

    # In place of the field's name.
    caption: NotRequired[str]
    # Of the classes or sorts.
    labels: NotRequired[list[str]]
    # Where the first class begins, and where each ends.
    limits: NotRequired[list[str]]
    # Whether each class has a line of its own.
    listed: NotRequired[bool]
    # So many limits are written at most.
    most: NotRequired[int]
    # Colour of sites without a value.
    noneColor: NotRequired[str]
    # What they are called.
    noneLabel: NotRequired[str]


class Topic(TypedDict):
    """A way to look at the map: what its colours and sizes say, of which sites, and from where."""

    id: str
    label: Texts
    # A sentence or two below the label.
    text: NotRequired[Texts]
    # Id of a field.
    color: NotRequired[str]
    # Id of a field.
    size: NotRequired[str]
    # A year, or the name of another period: `2023-01`.
    year: NotRequired[int | str]
    scheme: NotRequired[Scheme]
    classes: NotRequired[int]
    # Limits between classes, for the scheme `manual`.
    breaks: NotRequired[list[float]]
    # The sorts that are told apart, in order; others are as without a value.
    order: NotRequired[list[str]]
    # What its key writes, where nobody has changed the classes.
    key: NotRequired[TopicKey]
    # Whether what the colours mean is not shown.
    quiet: NotRequired[bool]
    # Numbers below it count as it does.
    least: NotRequired[float]
    # Numbers above it count as it does.
    most: NotRequired[float]
    # A ramp of `geo/page/palettes.json`, or colours in order.
    palette: NotRequired[str | list[str]]
    # As in the fragment.
    where: NotRequired[str]
    # Where to look: bounds, or centre and zoom.
    bounds: NotRequired[Sequence[float]]
    center: NotRequired[Sequence[float]]
    zoom: NotRequired[float]


# What a base map's positions are in.
Datum: TypeAlias = Literal["wgs84", "gcj02", "bd09"]


class Base(TypedDict):
    """An online base map the reader may pick."""

    id: str
    label: Texts
    # Leaflet URL template(s), drawn above each other: `https://{s}.tile…/{z}/{x}/{y}.png`.
    urls: list[str]
    datum: Datum
    # Plain text, with an optional link.
    attribution: Texts
    attributionUrl: NotRequired[str]
    subdomains: NotRequired[list[str]]
    minZoom: NotRequired[float]
    maxZoom: NotRequired[float]
    tms: NotRequired[bool]
    # Map review number (审图号), shown bottom left.
    reviewNumber: NotRequired[str]
    # Whether to darken the tiles in the dark theme.
    dim: NotRequired[bool]


class View(TypedDict):
    """Where the map opens, and how far one may zoom."""

    center: Sequence[float]
    zoom: float
    # Preferred over centre and zoom when given.
    bounds: NotRequired[Sequence[float]]
    # Whether the bounds are the maker's, taken as they are; else they go around the sites'
    # positions.
    exact: NotRequired[bool]
    minZoom: float
    maxZoom: float
    # Longitude at which the map of the world begins, where that is not the date line.
    west: NotRequired[float]


class Embed(TypedDict):
    """How the map is shown in other pages."""

    # Origins the map talks to; any where they are not said.
    origins: NotRequired[list[str]]
    # Where the page is published.
    url: NotRequired[str]


class Head(TypedDict):
    """The head of the payload: everything about the map but its sites' values."""

    version: Literal[1]
    # First the default: `["zh", "en"]`.
    languages: list[str]
    # The language its maker had it open in, whatever the reader's browser asks for.
    lang: NotRequired[str]
    # The page's own words in those of its languages that are not part of the program.
    words: NotRequired[dict[str, FurtherWords]]
    title: Texts
    subtitle: NotRequired[Texts]
    description: NotRequired[Texts]
    # What the page says about itself: licences, origin of the data. Plain text.
    about: NotRequired[Texts]
    count: int
    # Of which day the data are, as ISO 8601 writes it, where the data package says so.
    dated: NotRequired[str]
    categories: list[Category]
    # Site attributes the card shows, in order.
    fields: list[Field]
    # Further attributes one may colour, filter and list by.
    others: NotRequired[list[Field]]
    tables: list[Table]
    # Figures the card shows large, as `TABLE/KEY`.
    lead: NotRequired[list[str]]
    # Palette to begin with; by default the reader's.
    theme: NotRequired[Literal["light", "dark"]]
    topics: NotRequired[list[Topic]]
    # The topic shown first; absent: none.
    topic: NotRequired[str]
    view: View
    bases: list[Base]
    # Id of the base shown first; absent or `""`: the built-in one.
    base: NotRequired[str]
    # Attribution of the built-in base.
    attribution: NotRequired[Texts]
    # Review number of the built-in base.
    reviewNumber: NotRequired[str]
    # Where suggestions go: a mailto: or https address; absent where nobody said.
    suggest: NotRequired[str]
    embed: Embed
    # Traditional characters of the names, each with its simplified form after it; for search.
    forms: NotRequired[str]
    # Syllables by character, for search (白 → bai).
    pinyin: dict[str, str]
