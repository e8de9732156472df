"""Colours that stay legible on the ground of either theme, as the page has them.

The same as ``geo/web/src/map/colour.ts``; ``tests/fixtures/colours.json`` holds both to one answer.
Luminance and contrast are those of WCAG 2.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.picture.style import Style


def luminance(colour: str) -> float:
    """Give the relative luminance of ``#rrggbb`` or ``#rgb``, 0 to 1."""
    parts = [part / 255 for part in _rgb(colour)]
    r, g, b = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    """Give the contrast of two colours, 1 to 21."""
    low, high = sorted([luminance(a), luminance(b)])
    return (high + 0.05) / (low + 0.05)


def stand_out(colour: str, ground: str, ink: str, least: float) -> str:
    """Give a colour as it is, or mixed with ``ink`` until it stands out from ``ground``.

    Parameters
    ----------
    colour, ground, ink
        ``#rrggbb``.
    least
        The contrast wanted.
    """
    mixed, tenths = colour, 1
    while contrast(mixed, ground) < least and tenths <= 10:
        mixed = _mix(colour, ink, tenths / 10)
        tenths += 1
    return mixed


def legible(categories: Sequence[dict[str, Any]], style: Style) -> list[dict[str, Any]]:
    """Give categories the colours in which they are drawn on a theme's ground.

    Returns
    -------
    list of dict
        As they were, with ``color`` for filled signs, ``line`` for what is drawn in lines, and
        ``hollow`` for the signs of places only roughly known.
    """
    land, ink, look = style.colour("land"), style.colour("ink"), style.sites
    is_dark = luminance(land) < luminance(ink)
    wanted = {
        "color": look["seen"],
        "line": look["legible"],
        "hollow": look["outlined" if is_dark else "legible"],
    }
    return [
        category
        | {
            # The colours of a ramp are made for both grounds: mixed with ink they lose their order.
            key: category["color"]
            if category.get("ramp")
            else stand_out(category["color"], land, ink, least)
            for key, least in wanted.items()
        }
        for category in categories
    ]


def _mix(a: str, b: str, share: float) -> str:
    # Half a step goes up, as in JavaScript.
    parts = [
        int(one + (other - one) * share + 0.5) for one, other in zip(_rgb(a), _rgb(b), strict=True)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)


def _rgb(colour: str) -> tuple[int, int, int]:
    digits = colour[1:]
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
