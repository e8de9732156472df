"""The head of the payload: everything about the map but its sites' values.

The names are those.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

import pandas as pd
import pyarrow as pa

from geo.page.bases import make_bases
from geo.page.categories import make_categories
from geo.page.date_line import DATE_LINE
from geo.page.fields import card_fields, families, other_fields
from geo.page.figure_problems import column_problems, figure_problems
from geo.page.known_fields import known_fields
from geo.page.labels_apart import labels_apart
from geo.page.lead import make_lead
from geo.page.named_settings import unknown_names
from geo.page.readable import readable
from geo.page.settingplace import setting_place
from geo.page.table_heads import table_heads
from geo.page.topics import make_topics
from geo.page.view import make_view
from geo.problems import Place, Problem
from geo.problems.likely import Likely
from geo.sources.geojson.titles import title_in_words
from geo.words import spoken, words_to_send

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.contract.head_types import Base, Embed, Head, Topic
    from geo.joining import SiteLayer

Theme = Literal["light", "dark"]
"""Which palette a map is shown in."""


@dataclass(frozen=True)
class MapHead:
    """The head, and what came with making it.

    Parameters
    ----------
    value
        As ``Head``, ready for JSON, but for ``pinyin``.
    categories
        Index into its categories for each site.
    problems
        What is wrong with the settings in the light of the data.
    whole
        Whether the map shows all of its project; the settings' address is that of the whole.
    """

    value: Head
    categories: NDArray[Any]
    problems: list[Problem]
    whole: bool = True


def make_head(
    layer: SiteLayer, *, lang: str | None = None, title: dict[str, str] | None = None,
    of: SiteLayer | None = None, seam: float = DATE_LINE,
) -> MapHead:  # fmt: skip
    """Describe the map.

    Parameters
    ----------
    layer
        The joined sites.
    lang
        Language the page opens in; the settings' first if absent.
    title
        Of a page of its own that shows a part; the map's title if absent.
    of
        All sites of the project, where the layer is a part of them.
    seam
        Longitude at which the map begins; the layer lies beyond it.
    """
    whole = of is None
    settings = layer.project.settings
    languages, problems = _languages(layer, lang)
    categories, rows, category_problems = make_categories(layer, languages)
    bases, base_problems = make_bases(layer)
    value: Head = {
        "version": 1,
        "languages": languages,
        "title": title or _title(layer),
        "count": len(layer.sites),
        "categories": categories,
        "fields": [],
        "others": [],
        "tables": [],
        "view": make_view(layer, whole=whole, seam=seam),
        "bases": bases,
        "embed": _embed(layer, whole=whole),
        "pinyin": {},
    }
    value |= _fields(layer, languages)
    topics, lead, asked_problems = _asked(layer, value)
    if of is not None:
        # Lacking what a topic speaks of is no slip of a part, but a topic the less.
        asked_problems = _asked(of, value | _fields(of, languages))[2]
        topics = [
            topic
            for topic, asked in zip(topics, settings.topics, strict=True)
            if ("color" in topic or not asked.color) and ("size" in topic or not asked.size)
        ]
    problems += asked_problems + figure_problems(layer, value["tables"])
    problems += unknown_names(layer, value["tables"]) if whole else []
    problems += column_problems(layer, [*value["fields"], *value["others"]])
    optional = {
        "lead": lead,
        "topics": topics,
        "topic": settings.topic if any(topic["id"] == settings.topic for topic in topics) else "",
        # They are about the whole, and so would be wrong over a part.
        "subtitle": settings.subtitle if whole else {},
        "description": settings.description if whole else {},
        "about": settings.about,
        "base": settings.base.default if _has(bases, settings.base.default) else "",
        "attribution": settings.ground.attribution,
        "reviewNumber": settings.ground.review_number,
        # Asked for when it was built, a language is not the reader's browser's to choose.
        "lang": lang if lang == languages[0] else None,
        "words": words_to_send(languages),
        "dated": layer.project.package.dated,
        "suggest": settings.suggest.to,
    }
    value |= cast("Head", {key: entry for key, entry in optional.items() if entry})
    problems += category_problems + base_problems + _card_problems(layer, languages)
    problems += _review_problems(layer) + (_focus_problems(layer) if whole else [])
    return MapHead(value, rows, problems, whole)


def _fields(layer: SiteLayer, languages: list[str]) -> Head:
    """Describe what there is to know of the sites: the parts ``fields``, ``others``, ``tables``."""
    fields = card_fields(layer, languages)
    others = other_fields(layer, languages, [field["name"] for field in fields])
    told_apart = labels_apart([*fields, *others], layer.project, languages)
    told = {
        "fields": told_apart[: len(fields)],
        "others": told_apart[len(fields) :],
        "tables": table_heads(layer, languages),
    }
    return cast("Head", told)


def _asked(layer: SiteLayer, head: Head) -> tuple[list[Topic], list[str], list[Problem]]:
    """Give topics and lead figures as the page is told of them, and what is wrong with them."""
    settings = layer.project.settings
    known = known_fields(layer, head) if settings.topics or settings.card.lead else {}
    topics, problems = make_topics(layer, known)
    lead, lead_problems = make_lead(layer, known)
    return topics, lead, [*problems, *lead_problems]


def check_settings(layer: SiteLayer) -> list[Problem]:
    """Problems of the settings that only show against the data; ``parkmap check`` reports them."""
    from geo.page.ground_files import ground_problems

    layer = readable(layer)
    return [*make_head(layer).problems, *ground_problems(layer.project.basemap)]


def _languages(layer: SiteLayer, wanted: str | None) -> tuple[list[str], list[Problem]]:
    """Languages of the page, first the one it opens in."""
    languages = list(layer.project.settings.languages)
    if wanted is None or wanted == languages[0]:
        return languages, []
    if wanted in languages or spoken(wanted):
        return [wanted, *(language for language in languages if language != wanted)], []
    params = {"language": wanted, "known": ", ".join(languages)}
    return languages, [Problem("language-not-offered", Place("--lang"), params)]


def _title(layer: SiteLayer) -> dict[str, str]:
    project = layer.project
    folder = project.folder.resolve().name
    name = project.layer.kind_title or title_in_words(folder) or folder
    return project.settings.title or project.package.title or {project.settings.languages[0]: name}


def names_of(layer: SiteLayer, languages: list[str]) -> list[str]:
    """Names of the sites in all languages."""
    columns = [
        column
        for family in families(layer.sites.columns, languages)
        if family.name == "name"
        for column in family.columns
    ]
    names: list[str] = []
    for column in columns:
        values = layer.sites[column]
        if isinstance(values.dtype, pd.StringDtype):
            # Through pandas it takes five times as long.
            names += pa.array(values.array).drop_null().to_pylist()
        else:
            names += [name for name in values.tolist() if isinstance(name, str)]
    return names


def _embed(layer: SiteLayer, *, whole: bool) -> Embed:
    embed = layer.project.settings.embed
    told: Embed = {}
    if embed.origins:
        told["origins"] = embed.origins
    if embed.url and whole:
        told["url"] = embed.url
    return told


def _has(bases: list[Base], wanted: str) -> bool:
    return any(base["id"] == wanted for base in bases)


def _card_problems(layer: SiteLayer, languages: list[str]) -> list[Problem]:
    """Fields the settings name and the data has not."""
    card = layer.project.settings.card
    known = {family.name for family in families(layer.sites.columns, languages)}
    known_names = ", ".join(sorted(known))
    named = [("fields", *entry) for entry in enumerate(card.fields or [])]
    named += [("hidden", *entry) for entry in enumerate(card.hidden)]
    return [
        Problem(
            "card-field-unknown",
            setting_place(layer.project, "card", key, index),
            {"field": name, "known": known_names},
        )
        for key, index, name in named
        if name not in known
    ]


def _focus_problems(layer: SiteLayer) -> list[Problem]:
    """Sites the first view is to show that are none; those left out are reported elsewhere."""
    project = layer.project
    if not project.settings.view.focus:
        return []
    ids = {*layer.sites["id"], *layer.left_out}
    likely = Likely(ids)
    return [
        Problem(
            "focus-unknown",
            setting_place(project, "view", "focus", index),
            {"id": name, "near": likely.meant(name) or min(ids, default="")},
        )
        for index, name in enumerate(project.settings.view.focus)
        if name not in ids
    ]


def _review_problems(layer: SiteLayer) -> list[Problem]:
    """Warn of a public map without the number under which it was reviewed."""
    settings, project = layer.project.settings, layer.project
    if not settings.public or not project.basemap or settings.ground.review_number:
        return []
    return [Problem("ground-without-review-number", setting_place(project, "check", "public"))]
