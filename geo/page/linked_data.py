"""What machines read of a page: the map and its places in the words of schema.org, as JSON-LD.

It is data, not a script that runs; search engines and reference managers find it in the head.
https://schema.org/Dataset, https://schema.org/Place
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import shapely

from geo.translations import in_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.contract.head_types import Head
    from geo.joining import SiteLayer

MOST_PLACES = 300
"""Of more sites only the map itself is described: the rest would be a second payload."""
_DECIMALS = 6


def linked_data(layer: SiteLayer, head: Head, language: str) -> str:
    """Describe a map as a dataset, and its sites as places.

    Parameters
    ----------
    layer
        The joined sites.
    head
        What the page says of the map.
    language
        In which names and texts are.

    Returns
    -------
    str
        JSON-LD. A place of unknown position has none; one that is known roughly says how roughly.
    """
    address = layer.project.settings.embed.url
    described: dict[str, Any] = {
        "@type": "Dataset",
        "name": in_language(head["title"], language),
        "inLanguage": head["languages"],
        "isAccessibleForFree": True,
    }
    description = in_language(head.get("description") or {}, language)
    # Search engines want some fifty characters; the title is better than nothing.
    described["description"] = description or described["name"]
    if address:
        described |= {"@id": address, "url": address}
    located = layer.sites.geometry.dropna()
    if len(located):
        west, south, east, north = (round(float(side), 4) for side in located.total_bounds)
        described["spatialCoverage"] = {
            "@type": "Place",
            "geo": {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"},
        }
    graph = [described]
    if len(layer.sites) <= MOST_PLACES:
        graph += _places(layer, language, address)
    value = {"@context": "https://schema.org", "@graph": graph}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _places(layer: SiteLayer, language: str, address: str | None) -> Iterator[dict[str, Any]]:
    default = layer.project.settings.languages[0]
    frame = layer.sites
    rough = frame["accuracy_m"].tolist() if "accuracy_m" in frame else [math.nan] * len(frame)
    # A dict of each row would have every column of every table in it.
    said = [
        "id",
        "link",
        *(f"{key}{end}" for key in ("name", "description") for end in ("", f"_{language}")),
    ]
    held = {key: frame[key].tolist() for key in said if key in frame}
    rows = [dict(zip(held, values, strict=True)) for values in zip(*held.values(), strict=True)]
    for row, shape, metres in zip(rows, frame.geometry, rough, strict=True):
        place: dict[str, Any] = {"@type": "Place", "name": _text(row, "name", language, default)}
        if address:
            place["@id"] = f"{address}#site={row['id']}"
        text = _text(row, "description", language, default)
        if text:
            place["description"] = text
        link = row.get("link")
        if isinstance(link, str) and link.startswith(("http://", "https://")):
            place["sameAs"] = link
        if shape is not None and not shape.is_empty:
            point = shapely.point_on_surface(shape)
            place["geo"] = {
                "@type": "GeoCoordinates",
                # On a sheet that begins elsewhere places lie beyond the date line.
                "longitude": round((point.x + 180) % 360 - 180, _DECIMALS),
                "latitude": round(point.y, _DECIMALS),
            }
            if metres and not math.isnan(metres):
                place["additionalProperty"] = {
                    "@type": "PropertyValue",
                    "name": "accuracy",
                    "value": metres,
                    "unitCode": "MTR",
                }
        yield place


def _text(row: dict[str, Any], key: str, language: str, default: str) -> str:
    """Read a text in a language, or in the map's first."""
    names = (key, f"{key}_{language}") if language == default else (f"{key}_{language}", key)
    texts = (row.get(name) for name in names)
    return next((text for text in texts if isinstance(text, str) and text), "")
