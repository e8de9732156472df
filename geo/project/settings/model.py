"""The keys of ``map.toml``: the only list of them there is.

Reading, the JSON Schema for editors and the documentation's table all follow these dataclasses;
what each key does is said in ``schemas.json`` of :mod:`geo.words`.
"""

# ruff: noqa: RUF009  setting() is dataclasses.field() with our metadata

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.project.settings.join_kinds import AGGREGATES, KEYS, NEAREST, Aggregate, Nearest
from geo.project.settings.kinds import (
    ADDRESS,
    BOUNDS,
    CENTRE,
    COLOUR,
    ENVIRONMENT,
    FLAG,
    LANGUAGES,
    LAYER_SYSTEM,
    MAP_DATUMS,
    ORIGINS,
    PARTS,
    RISING,
    SCHEMES,
    SENDING,
    SUBDOMAINS,
    SYSTEM,
    TABLE_ROLES,
    TEXT,
    TEXT_LIST,
    TEXTS,
    TILES,
    TILES_LIST,
    YEAR,
    ZOOM,
    choice,
    list_of_tables,
    setting,
    table_of,
    tables_by_id,
    whole_number,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.sources.roles import Said

DEFAULT_LANGUAGES = ("zh", "en")

Texts = dict[str, str]
"""One text in several languages, by language code."""


@dataclass(frozen=True)
class ViewSettings:
    """What the reader sees first; by default all located sites."""

    center: tuple[float, float] | None = setting(CENTRE)
    zoom: float | None = setting(ZOOM)
    bounds: tuple[float, float, float, float] | None = setting(BOUNDS)
    focus: list[str] = setting(TEXT_LIST, list)
    min_zoom: float | None = setting(ZOOM)
    max_zoom: float | None = setting(ZOOM)


@dataclass(frozen=True)
class CategorySettings:
    """One category; their order is the order shown."""

    id: str = ""
    label: Texts = setting(TEXTS, dict)
    color: str | None = setting(COLOUR)
    symbol: str | None = setting(TEXT)


@dataclass(frozen=True)
class CardSettings:
    """What the card of a site shows."""

    fields: list[str] | None = setting(TEXT_LIST)
    hidden: list[str] = setting(TEXT_LIST, list)
    lead: list[str] = setting(TEXT_LIST, list)


@dataclass(frozen=True)
class TableSettings:
    """How one table shows."""

    label: Texts = setting(TEXTS, dict)
    role: str | None = setting(choice(*TABLE_ROLES))
    parts: dict[str, str] = setting(PARTS, dict)
    key: tuple[str, ...] = setting(KEYS, tuple)
    on: tuple[str, ...] = setting(KEYS, tuple)
    origin: str = setting(TEXT, "", key="from")
    from_env: str = setting(ENVIRONMENT, "")
    query: str = setting(TEXT, "")
    datum: str | None = setting(SYSTEM)
    within: bool = setting(FLAG, default=False)
    nearest: Nearest | None = setting(NEAREST)
    aggregate: dict[str, Aggregate] = setting(AGGREGATES, dict)


@dataclass(frozen=True)
class BaseMapSettings:
    """One online base map the reader may choose."""

    id: str = setting(TEXT, "")
    provider: str | None = setting(TEXT)
    url: str | None = setting(TILES)
    urls: list[str] = setting(TILES_LIST, list)
    label: Texts = setting(TEXTS, dict)
    datum: str | None = setting(choice(*MAP_DATUMS))
    attribution: Texts = setting(TEXTS, dict)
    attribution_url: str | None = setting(ADDRESS)
    key: str | None = setting(TEXT)
    key_env: str | None = setting(ENVIRONMENT)
    optional: bool = setting(FLAG, default=False)
    min_zoom: float | None = setting(ZOOM)
    max_zoom: float | None = setting(ZOOM)
    subdomains: list[str] = setting(SUBDOMAINS, list)
    tms: bool = setting(FLAG, default=False)
    review_number: str = setting(TEXT, "")


@dataclass(frozen=True)
class BaseSettings:
    """Online base maps; none is asked for anything until the reader picks it."""

    default: str = setting(TEXT, "")
    maps: list[BaseMapSettings] = setting(list_of_tables(BaseMapSettings), list)


@dataclass(frozen=True)
class TopicSettings:
    """A way to look at the map: what colours and sizes say, of which sites, and from where."""

    id: str = setting(TEXT, "")
    label: Texts = setting(TEXTS, dict)
    text: Texts = setting(TEXTS, dict)
    color: str = setting(TEXT, "")
    size: str = setting(TEXT, "")
    year: int | str | None = setting(YEAR)
    scheme: str | None = setting(choice(*SCHEMES))
    classes: int | None = setting(whole_number(2, 12))
    breaks: list[float] = setting(RISING, list)
    palette: str = setting(TEXT, "")
    where: str = setting(TEXT, "")
    focus: list[str] = setting(TEXT_LIST, list)
    bounds: tuple[float, float, float, float] | None = setting(BOUNDS)
    center: tuple[float, float] | None = setting(CENTRE)
    zoom: float | None = setting(ZOOM)
    # What only programs say: colours in order, the sorts told apart in order, the numbers beyond
    # which colours stay the same, whether there is no legend, what it writes, whether the topic is
    # offered to choose.
    colours: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    quiet: bool = False
    key: Mapping[str, Any] = field(default_factory=dict)
    listed: bool = True


@dataclass(frozen=True)
class GroundSettings:
    """The built-in base map (``basemap/``)."""

    attribution: Texts = setting(TEXTS, dict)
    review_number: str = setting(TEXT, "")


@dataclass(frozen=True)
class EmbedSettings:
    """The map inside other pages."""

    origins: list[str] = setting(ORIGINS, list)
    url: str | None = setting(ADDRESS)


@dataclass(frozen=True)
class SuggestSettings:
    """Where suggestions of readers go."""

    to: str | None = setting(SENDING)


@dataclass(frozen=True)
class CheckSettings:
    """What ``parkmap check`` should know."""

    public: bool = setting(FLAG, default=False)


@dataclass(frozen=True)
class LayerSettings:
    """What holds for the whole layer, instead of an edit in each feature."""

    name: str = setting(TEXT, "")
    category: str = setting(TEXT, "")
    id: str = setting(TEXT, "")
    crs: str | None = setting(SYSTEM)
    datum: str | None = setting(LAYER_SYSTEM)
    source: str = setting(TEXT, "")

    @property
    def said(self) -> Said:
        """Which properties hold names, categories and ids."""
        from geo.sources.roles import Said

        return Said(self.name, self.category, self.id)

    @property
    def system(self) -> str:
        """What the positions are in that do not say it themselves; "" where the file tells."""
        return self.crs or self.datum or ""


@dataclass(frozen=True)
class Settings:
    """Everything ``map.toml`` can say."""

    title: Texts = setting(TEXTS, dict)
    subtitle: Texts = setting(TEXTS, dict)
    description: Texts = setting(TEXTS, dict)
    about: Texts = setting(TEXTS, dict)
    languages: list[str] = setting(LANGUAGES, lambda: list(DEFAULT_LANGUAGES))
    languages_said: bool = False
    """Whether the file says the languages; otherwise they are guessed from the layer."""
    layer: LayerSettings = setting(table_of(LayerSettings), LayerSettings)
    view: ViewSettings = setting(table_of(ViewSettings), ViewSettings)
    categories: dict[str, CategorySettings] = setting(tables_by_id(CategorySettings), dict)
    card: CardSettings = setting(table_of(CardSettings), CardSettings)
    tables: dict[str, TableSettings] = setting(tables_by_id(TableSettings), dict)
    topics: list[TopicSettings] = setting(list_of_tables(TopicSettings), list)
    topic: str = setting(TEXT, "")
    base: BaseSettings = setting(table_of(BaseSettings), BaseSettings)
    ground: GroundSettings = setting(table_of(GroundSettings), GroundSettings)
    embed: EmbedSettings = setting(table_of(EmbedSettings), EmbedSettings)
    suggest: SuggestSettings = setting(table_of(SuggestSettings), SuggestSettings)
    check: CheckSettings = setting(table_of(CheckSettings), CheckSettings)

    @property
    def public(self) -> bool:
        """Whether the map is shown publicly."""
        return self.check.public
