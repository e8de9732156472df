"""The map of a sheet: what the page's own scene is asked, and what it answers."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict

from geo.page.layer import encode_layer
from geo.picture.engine import run
from geo.picture.phrases import phrases_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas import Series

    from geo.joining import SiteLayer
    from geo.page.basemap import Ground
    from geo.page.head import MapHead, Theme

Box = tuple[float, float, float, float]
"""Left, top, right and bottom on the sheet, px."""
Texts = dict[str, str]
Names = list[tuple[str, str]]
"""A site's names with their languages, the sheet's first."""


class Group(TypedDict):
    """An entry of the key: name by language, sites shown, and their sign around the origin."""

    label: Texts
    count: int
    sign: str


class Swatch(TypedDict):
    """A piece of something on the map, 28 px wide, from its left end's middle on."""

    kind: str
    drawing: str


class Chip(TypedDict):
    """A metro line's name on its colour, from its upper left corner on."""

    width: float
    drawing: str


class Heading(TypedDict):
    """What colours or sizes say: the field, and its unit, year and kind, by language."""

    label: Texts
    said: Texts


class Colours(Heading):
    """And of classes, where the first begins and where each ends; of sorts None."""

    limits: list[Texts] | None


class Sizes(Heading):
    """And round numbers: radius in px and number in words, the largest first."""

    steps: list[tuple[float, str]]


class Inset(TypedDict):
    """The overview: its box within the map's window, px, and its drawing from there on."""

    left: float
    top: float
    width: float
    height: float
    drawing: str


class Scene(TypedDict):
    """A map as the page draws it, in elements of SVG, and what the columns say of it.

    As ``Drawn`` of ``geo/web/src/paper/papermap.ts``: ``map`` begins at the window's corner and
    refers to ``definitions``; ``metre`` is the length of one in the middle of the map, px;
    ``colours`` and ``sizes`` are None where they say nothing but the categories; ``swatches`` are
    pieces of what is in sight, ``metro`` the names of its lines.
    """

    definitions: str
    metre: float
    map: str
    overview: Inset | None
    groups: list[Group]
    colours: Colours | None
    sizes: Sizes | None
    swatches: list[Swatch]
    metro: list[Chip]
    unlocated: list[Names]


def draw_scene(
    layer: SiteLayer,
    head: MapHead,
    ground: Ground,
    window: Box,
    *,
    theme: Theme,
    topic: str | None = None,
    furniture: Sequence[Box] = (),
) -> Scene:
    """Have the page's scene draw a map.

    Parameters
    ----------
    layer, head, ground
        The sites, what the page says of them, and the base map.
    window
        Where the map is on the sheet, px; it shows what the page shows first.
    theme
        The palette.
    topic
        Id of the topic that colours, sizes and filters.
    furniture
        Boxes on the sheet that signs' names keep clear of, px.

    Raises
    ------
    geo.picture.engine.NoEngineError
        If nothing here runs JavaScript.
    """
    asked = ask(layer, head, ground, window, theme=theme, topic=topic, furniture=furniture)
    drawn: Scene = json.loads(run("parkmapPicture", asked))
    return drawn


def ask(
    layer: SiteLayer,
    head: MapHead,
    ground: Ground,
    window: Box,
    *,
    theme: Theme,
    topic: str | None = None,
    furniture: Sequence[Box] = (),
) -> str:
    """Say in JSON which map is wanted; see :func:`draw_scene`."""
    if topic is None:
        layer = _names_alone(layer)
    blocks = {**encode_layer(layer, head.value, head.categories), "ground": ground.pack()}
    return json.dumps({
        "blocks": {
            name: base64.b64encode(block.unpacked()).decode() for name, block in blocks.items()
        },
        "phrases": phrases_of(_names(layer, head)),
        "theme": theme,
        "topic": topic,
        "width": window[2] - window[0],
        "height": window[3] - window[1],
        "furniture": [
            (left - window[0], top - window[1], right - window[0], bottom - window[1])
            for left, top, right, bottom in furniture
        ],
    })  # fmt: skip


def _names(layer: SiteLayer, head: MapHead) -> dict[str, Series]:
    """Give the sites' names by the language they are in."""
    first, *others = head.value["languages"]
    columns = {first: "name", **{language: f"name_{language}" for language in others}}
    return {tag: layer.sites[name] for tag, name in columns.items() if name in layer.sites}


def _names_alone(layer: SiteLayer) -> SiteLayer:
    """Give the layer with what the map of the categories shows: names and places."""
    sites = layer.sites
    kept = {"id", "category", "accuracy_m", "part_of", sites.geometry.name}
    columns = [column for column in sites if column in kept or str(column).startswith("name")]
    return replace(layer, sites=sites[columns], related={}, references={})
