"""What a page says: everything of a layer and its settings, before folium makes it a page."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from geo.embedding import head_links
from geo.made_before import made_before
from geo.page.basemap import ground_of
from geo.page.date_line import on_one_sheet
from geo.page.han_forms import han_forms
from geo.page.head import Theme, make_head, names_of
from geo.page.layer import encode_layer
from geo.page.linked_data import linked_data
from geo.page.pictures import as_block, read_pictures
from geo.page.pinyin import syllables
from geo.page.readable import readable
from geo.page.subset import subset
from geo.page.view import closest_zoom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.contract.head_types import Head
    from geo.joining import SiteLayer
    from geo.problems import Problem

# Names written into the page for readers without JavaScript: a list, not a second payload.
MOST_NAMES = 300
# Of more sites, only the names are looked through for characters with other forms.
MOST_READ = 20_000


@dataclass(frozen=True)
class MapContent:
    """What one page says.

    Parameters
    ----------
    head
        As ``Head``.
    blocks
        The payload, packed, in the order of the page.
    names
        Names of the sites, for readers without JavaScript; empty if they are too many.
    links
        Further ``<meta>`` and ``<link>`` tags: tag and attributes.
    problems
        What was wrong with settings, base map or pictures; nothing of it kept the map from being
        made.
    pictures
        Pictures of sites, as the page reads them; None where there are none.
    linked_data
        The map and its places as JSON-LD.
    """

    head: Head
    blocks: dict[str, bytes]
    names: list[str]
    links: list[tuple[str, dict[str, str]]]
    problems: list[Problem]
    pictures: str | None = None
    linked_data: str | None = None


def make_content(
    layer: SiteLayer,
    *,
    lang: str | None = None,
    theme: Theme | None = None,
    categories: Sequence[str] = (),
    site_ids: Sequence[str] = (),
    topic: str | None = None,
    spell: Callable[[Sequence[str]], dict[str, str]] = syllables,
) -> MapContent:
    """Say what the page of a layer is to say.

    Parameters
    ----------
    layer
        Joined sites and tables.
    lang, theme, categories, site_ids
        As for :func:`geo.page.park_map.build_map`.
    topic
        Id of the topic shown first; the settings' if absent.
    spell
        What gives the syllables of names.
    """
    is_part = bool(categories or site_ids)
    all_sites = layer
    layer, title = subset(layer, categories, site_ids) if is_part else (layer, None)
    layer, seam = on_one_sheet(readable(layer))
    head = make_head(layer, lang=lang, title=title, of=all_sites if is_part else None, seam=seam)
    value = head.value
    if theme is not None:
        value["theme"] = theme
    if topic is not None:
        value["topic"] = topic
    ground = ground_of(layer, value["languages"], value["view"]).beyond(seam)
    view = value["view"]
    if layer.project.settings.view.max_zoom is None:
        view["maxZoom"] = max(closest_zoom(layer, ground.max_zoom), view["minZoom"])
    language = value["languages"][0]
    if ground.attribution and "attribution" not in value:
        value["attribution"] = ground.attribution
    with ThreadPoolExecutor() as pool:
        names = names_of(layer, value["languages"])
        # Categories are typed as names are.
        labels = [text for entry in value["categories"] for text in entry["label"].values()]
        spelling = pool.submit(spell, [*names, *labels])
        blocks = encode_layer(layer, value, head.categories)
        blocks = {"head": blocks.pop("head"), "ground": ground.pack(), **blocks}
        packing = {name: pool.submit(blocks[name].pack) for name in blocks if name != "head"}
        # Compressing needs no interpreter: meanwhile what the page is composed with is loaded.
        import folium  # noqa: F401

        value["pinyin"] = spelling.result()
        forms = han_forms(chain(names, _searched(layer, value)))
        if forms:
            value["forms"] = forms
        packed = {"head": blocks["head"].pack()}
        packed |= {name: packed.result() for name, packed in packing.items()}
    pictures, unfit = read_pictures(layer, value)
    return MapContent(
        value,
        packed,
        _names(layer, language),
        head_links(layer.project.settings, language, title=value["title"], whole=head.whole),
        [*head.problems, *ground.problems, *unfit],
        as_block(pictures),
        linked_data(layer, value, language),
    )


def _searched(layer: SiteLayer, head: Head) -> Iterator[str]:
    """Texts of the sites beside their names that the page searches; of very many, none."""
    yield from (text for category in head["categories"] for text in category["label"].values())
    if len(layer.sites) > MOST_READ:
        return
    # A geographic frame looks at each column that is asked of it.
    yield _all_texts(pd.DataFrame(layer.sites))
    for name, frame in layer.related.items():
        yield made_before(("searched", name), frame, (frame,), partial(_all_texts, frame))


def _all_texts(frame: pd.DataFrame) -> str:
    """Give the texts of a table, one behind the other."""
    columns = (frame[name].array for name in frame)
    texts = (pa.array(held) for held in columns if isinstance(held.dtype, pd.StringDtype))
    return "".join(chain.from_iterable(held.drop_null().to_pylist() for held in texts))


def _names(layer: SiteLayer, language: str) -> list[str]:
    if len(layer.sites) > MOST_NAMES:
        return []
    column = next((c for c in (f"name_{language}", "name", "id") if c in layer.sites), None)
    return [str(name) for name in layer.sites[column].dropna()] if column else []
