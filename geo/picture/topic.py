"""A topic on paper: the sites that it shows, in its colours and sizes."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from geo.page.classes import CLASSES, class_limits, class_of
from geo.page.field_values import FieldValues
from geo.page.known_fields import number_in, year_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.contract.head_types import Head, Topic
    from geo.joining import SiteLayer
    from geo.page.head import MapHead, Theme

_MOST_SORTS = 9
_NO_VALUE = {"en": "no value", "zh": "无数据"}
_OTHERS = {"en": "others", "zh": "其他"}
_PALE = {"light": "#b9b4aa", "dark": "#4a525b"}


def filtered(layer: SiteLayer, head: Head, topic: Topic) -> SiteLayer:
    """Give the layer with the sites alone that a topic shows."""
    values = FieldValues(layer, head)
    keep = np.ones(len(layer.sites), dtype=bool)
    for entry in filter(None, topic.get("where", "").split(",")):
        name, _, spec = entry.partition(":")
        keep &= _passes(values, name, spec)
    rows = np.flatnonzero(keep)
    place = np.full(len(layer.sites), -1)
    place[rows] = np.arange(len(rows))
    related = {}
    for name, frame in layer.related.items():
        own = frame[keep[frame["site"].to_numpy(dtype=np.int64)]]
        related[name] = own.assign(site=place[own["site"].to_numpy(dtype=np.int64)])
    return replace(layer, sites=layer.sites.iloc[rows].reset_index(drop=True), related=related)


def _passes(values: FieldValues, name: str, spec: str) -> np.ndarray[Any, np.dtype[np.bool_]]:
    field = values.find(name)
    low, dots, rest = spec.partition("..")
    if field is not None and field.kind in {"number", "date"} and dots:
        high, bar, _ = rest.partition("|")
        read = year_in if field.kind == "date" else number_in
        numbers = values.numbers(name)
        least, most = (read(limit) if limit else None for limit in (low, high))
        within = ~np.isnan(numbers)
        within &= numbers >= (-np.inf if least is None else least)
        within &= numbers <= (np.inf if most is None else most)
        passing: np.ndarray[Any, np.dtype[np.bool_]] = within | (np.isnan(numbers) & bool(bar))
        return passing
    texts = values.texts(name)
    if spec.startswith("~"):
        wanted = spec[1:].casefold()
        return np.array([wanted in (text or "").casefold() for text in texts], dtype=bool)
    choices = set(spec.split("|"))
    return np.array([(text or "") in choices for text in texts], dtype=bool)


def dressed(
    layer: SiteLayer, head: MapHead, topic: Topic, theme: Theme
) -> tuple[MapHead, np.ndarray[Any, np.dtype[np.float64]] | None]:
    """Put a topic's groups in the place of the categories.

    Returns
    -------
    head : MapHead
        Its categories are groups; those with ``plain`` are discs and filled areas.
    sizes : array of float or None
        How much of the largest disc's radius each site has, where a field sizes them.
    """
    values = FieldValues(layer, head.value)
    language = head.value["languages"][0]
    value: dict[str, Any] = {**head.value, "subtitle": topic["label"]}
    if topic.get("text"):
        value["subtitle"] = topic["text"]
    rows = head.categories
    name = topic.get("color")
    if name:
        groups, rows = _groups(values, name, topic, theme, language)
        value = {**value, "categories": groups, "keyTitle": values.label(name)}
    sizes = None
    if topic.get("size"):
        numbers = values.numbers(topic["size"], topic.get("year"))
        most = np.nanmax(values.pool(topic["size"]), initial=0)
        if most > 0:
            sizes = np.sqrt(np.clip(numbers, 0, None) / most)
            if not name:
                plain = [{**category, "plain": True} for category in value["categories"]]
                value = {**value, "categories": plain}
    return replace(head, value=cast("Head", value), categories=rows), sizes


def _groups(
    values: FieldValues, name: str, topic: Topic, theme: Theme, language: str
) -> tuple[list[dict[str, Any]], np.ndarray[Any, np.dtype[np.int64]]]:
    field = values.find(name)
    is_number = field is not None and field.kind in {"number", "date"}
    if is_number and topic.get("scheme") != "categories":
        pool = values.pool(name)
        scheme = topic.get("scheme", "natural")
        limits = class_limits(pool, scheme, topic.get("classes", CLASSES), topic.get("breaks", ()))
        which = class_of(limits, values.numbers(name, topic.get("year")))
        least = float(np.nanmin(pool)) if limits else 0.0
        labels = [
            {language: f"{low:,.6g} – {high:,.6g}"}
            for low, high in zip([least, *limits[:-1]], limits, strict=True)
        ]
        kind = "diverging" if scheme == "deviation" else "sequential"
    else:
        texts = values.texts(name)
        counts: dict[str, int] = {}
        for text in texts:
            if text:
                counts[text] = counts.get(text, 0) + 1
        order = sorted(counts, key=lambda text: (-counts[text], text))
        shown = order if len(order) <= _MOST_SORTS else order[: _MOST_SORTS - 1]
        place = {text: index for index, text in enumerate(shown)}
        rest = len(shown) if len(order) > len(shown) else -1
        which = np.array([place.get(text, rest) if text else -1 for text in texts], dtype=np.int64)
        labels = [{language: text} for text in shown]
        labels += [_OTHERS] if rest >= 0 else []
        kind = "categorical"
    colours = _colours(topic.get("palette"), kind, len(labels), theme)
    groups = [
        {
            "id": str(index),
            "label": label,
            "color": colour,
            "symbol": "circle",
            "plain": True,
            "ramp": True,
        }
        for index, (label, colour) in enumerate(zip(labels, colours, strict=True))
    ]
    if (which < 0).any():
        pale = {"id": "", "label": _NO_VALUE, "color": _PALE[theme], "symbol": "circle"}
        groups.append({**pale, "plain": True, "ramp": True, "none": True})
        which = np.where(which < 0, len(groups) - 1, which)
    return groups, which


@cache
def _ramps() -> dict[str, Any]:
    source = files("geo.page").joinpath("palettes.json")
    ramps: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))["ramps"]
    return ramps


_USUAL = {"categorical": "OkabeIto", "diverging": "RdBu", "sequential": "YlGnBu"}


def _colours(palette: str | Sequence[str] | None, kind: str, count: int, theme: Theme) -> list[str]:
    """As ``coloursOf`` of ``ramps.ts``."""
    if palette is not None and not isinstance(palette, str):
        return [palette[index % len(palette)] for index in range(count)]
    ramp = _ramps()[palette or _USUAL[kind]]
    listed: Sequence[str] = ramp[theme]
    if ramp["kind"] == "categorical":
        return [listed[index % len(listed)] for index in range(count)]
    return [_between(listed, 0.6 if count == 1 else n / (count - 1)) for n in range(count)]


def _between(listed: Sequence[str], at: float) -> str:
    place = at * (len(listed) - 1)
    low = min(int(place), len(listed) - 2)
    pairs = zip(*([int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in listed[low : low + 2]))  # noqa: B905
    return "#" + "".join(f"{int(a + (b - a) * (place - low) + 0.5):02x}" for a, b in pairs)
