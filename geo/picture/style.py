"""Colours of the style shared with the page (``style.json``), read for paper."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.page.head import Theme


@cache
def read_style() -> dict[str, Any]:
    """``style.json`` as it stands."""
    text = files("geo.page").joinpath("style.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


@dataclass(frozen=True)
class Style:
    """The style in one palette."""

    theme: Theme

    def colour(self, token: str) -> str:
        """Look a colour up in the palette."""
        colour: str = read_style()["themes"][self.theme][token]
        return colour


def font_family() -> str:
    """Give the system fonts of the page, best first."""
    fonts: str = read_style()["fonts"]
    return fonts
