"""The style shared with the page (``style.json``, ``symbols.json``), read for paper."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from geo.page.head import Theme


FINENESS = 1.3
"""How much finer than on a screen signs and letters may be on paper."""


@cache
def read_style() -> dict[str, Any]:
    """``style.json`` as it stands."""
    return _read("style.json")


@cache
def read_symbols() -> dict[str, dict[str, str]]:
    """``symbols.json``: glyphs by name."""
    return _read("symbols.json")


def _read(name: str) -> dict[str, Any]:
    text = files("geo.page").joinpath(name).read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


@dataclass(frozen=True)
class Style:
    """The style at one scale: what the page would draw at that zoom, at paper's finer size.

    Parameters
    ----------
    theme
        Which palette.
    zoom
        Web map zoom (256 px tiles) of the picture's scale.
    """

    theme: Theme
    zoom: float

    @property
    def level(self) -> float:
        """The zoom whose detail is shown: paper bears that of a slightly larger scale."""
        return self.zoom + math.log2(FINENESS)

    @property
    def layers(self) -> dict[str, dict[str, Any]]:
        """How each kind of ground feature is painted."""
        layers: dict[str, dict[str, Any]] = read_style()["layers"]
        return layers

    @property
    def labels(self) -> dict[str, dict[str, Any]]:
        """How each kind of ground feature is named."""
        labels: dict[str, dict[str, Any]] = read_style()["labels"]
        return labels

    @property
    def sites(self) -> dict[str, Any]:
        """How sites are drawn."""
        sites: dict[str, Any] = read_style()["sites"]
        return sites

    def colour(self, token: str) -> str:
        """Look a colour up in the palette."""
        colour: str = read_style()["themes"][self.theme][token]
        return colour

    def length(self, stops: float | list[list[float]]) -> float:
        """Give a width, radius or text size in px of the sheet: a number, or stops by zoom."""
        if isinstance(stops, int | float):
            return stops / FINENESS
        zooms, values = zip(*stops, strict=True)
        return float(np.interp(self.level, zooms, values)) / FINENESS

    def shows(self, entry: dict[str, Any]) -> bool:
        """Whether something is shown at this scale."""
        low, high = entry.get("minZoom", 0), entry.get("maxZoom", math.inf)
        return bool(low <= self.level < high)


def font_family() -> str:
    """Give the system fonts of the page, best first."""
    fonts: str = read_style()["fonts"]
    return fonts
