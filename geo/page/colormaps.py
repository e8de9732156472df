"""Colours as notebooks name them: of matplotlib, lists, functions, CSS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    # A matplotlib name, a list of colours, or a function from 0 … 1 to a colour.
    ColorMap = str | Sequence[str] | Callable[[float], Any] | None


def colours_of(cmap: ColorMap, count: int, default: Sequence[str]) -> list[str]:
    """Give as many colours as there are sorts or classes.

    Parameters
    ----------
    cmap
        A name of matplotlib, a list of colours, or a function from 0 … 1 to a colour.
    count
        How many.
    default
        Colours to be taken in turn where ``cmap`` is None.

    Raises
    ------
    ValueError
        If there is no such colour map, or a text is no colour.
    ImportError
        If the name is one of matplotlib, which is not installed.
    """
    if isinstance(cmap, str):
        cmap = _matplotlib_map(cmap)
    if callable(cmap):
        return [as_hex(cmap(step)) for step in np.linspace(0, 1, max(count, 2))[:count]]
    palette = list(cmap or default)
    return [as_hex(palette[index % len(palette)]) for index in range(count)]


def _matplotlib_map(name: str) -> Callable[[float], Any] | list[str]:
    try:
        from matplotlib import colormaps
    except ImportError:
        raise ImportError(f"colour map {name!r} needs matplotlib: pip install matplotlib") from None
    if name not in colormaps:
        raise ValueError(f"no colour map {name!r} in matplotlib")
    found = colormaps[name]
    listed = getattr(found, "colors", None)
    # A short list is a set of distinct colours, to be taken in turn.
    return (
        [as_hex(colour) for colour in listed] if listed is not None and len(listed) < 25 else found
    )


def as_hex(colour: Any) -> str:
    """Write a colour as ``#rrggbb``.

    Parameters
    ----------
    colour
        A CSS colour as text, or red, green and blue from 0 to 1.

    Raises
    ------
    ValueError
        If a text is no colour.
    """
    if isinstance(colour, str):
        from PIL.ImageColor import getrgb  # Pillow takes a while, and few maps name colours

        red, green, blue = getrgb(colour)[:3]
    else:
        red, green, blue = (round(255 * float(part)) for part in tuple(colour)[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"
