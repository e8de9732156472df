"""A part of a layer, for a page of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geo.page.columns import as_text
from geo.translations import in_language
from geo.words import spoken, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from geo.joining import SiteLayer

# So many sites can be named in a title.
_MOST_NAMED = 2


def subset(
    layer: SiteLayer, categories: Sequence[str], site_ids: Sequence[str]
) -> tuple[SiteLayer, dict[str, str]]:
    """Take the sites of some categories, and some sites, with their rows of all tables.

    Parameters
    ----------
    layer
        The whole.
    categories, site_ids
        What to take; a site that either names is taken.

    Returns
    -------
    part : SiteLayer
        Its sites in the layer's order.
    title : dict
        What to call it, by language: its categories or sites, and the map's title.
    """
    sites = layer.sites
    own = sites["category"] if "category" in sites else sites["id"].map(lambda _: None)
    wanted = np.array([as_text(value) in categories for value in own], dtype=bool)
    wanted |= sites["id"].isin(list(site_ids)).to_numpy()
    rows = np.flatnonzero(wanted)
    place = np.full(len(sites), -1)
    place[rows] = np.arange(len(rows))
    part = replace(
        layer,
        sites=sites.iloc[rows].reset_index(drop=True),
        related={name: _rows_of(frame, place) for name, frame in layer.related.items()},
    )
    return part, _title(layer, part, categories, site_ids)


def _rows_of(frame: pd.DataFrame, place: NDArray[np.int64]) -> pd.DataFrame:
    own = place[frame["site"].to_numpy(dtype=np.int64)]
    kept: pd.DataFrame = frame[own >= 0].reset_index(drop=True)
    return kept.assign(site=own[own >= 0])


def _title(
    layer: SiteLayer, part: SiteLayer, categories: Sequence[str], site_ids: Sequence[str]
) -> dict[str, str]:
    settings = layer.project.settings
    title = {}
    for language in settings.languages:
        names = [_category_name(layer, name, language) for name in categories]
        if len(site_ids) <= _MOST_NAMED:
            names += [_site_name(part, site, language) for site in site_ids]
        whole = in_language(settings.title, language)
        between = words(spoken(language) or "en", "page")["listSeparator"]
        title[language] = " · ".join(text for text in (between.join(names), whole) if text)
    return title


def _category_name(layer: SiteLayer, name: str, language: str) -> str:
    entry = layer.project.settings.categories.get(name)
    return (in_language(entry.label, language) if entry else "") or name


def _site_name(part: SiteLayer, site: str, language: str) -> str:
    found = part.sites[part.sites["id"] == site]
    for column in (f"name_{language}", "name"):
        if column in found and len(found) and as_text(found[column].iloc[0]):
            return str(found[column].iloc[0])
    return site
