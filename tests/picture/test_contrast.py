"""The sheet's colours are seen on either ground, and its signs say how well a place is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from geo.joining import join
from geo.picture import draw_picture
from geo.picture.style import Style
from geo.project import open_project
from tests.projects import joined, site

if TYPE_CHECKING:
    from pathlib import Path

    from geo.page.head import Theme


def luminance(colour: str) -> float:
    """As WCAG 2.2 reckons it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    low, high = sorted([luminance(a), luminance(b)])
    return (high + 0.05) / (low + 0.05)


def signs(svg: str) -> list[str]:
    """What each sign in the map is drawn of."""
    start = svg.index('<g id="signs"')
    used = re.findall(r'<use href="#(d\d+)"', svg[start : svg.index('<g id="names"')])
    parts = dict(re.findall(r'<g id="(d\d+)">(.*?)</g>', svg, flags=re.DOTALL))
    return [parts[name] for name in used]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_sign_of_the_zone_is_seen_on_its_ground(theme: Theme, tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    draw_picture(join(open_project("data")), path, theme=theme)
    drawn = signs(path.read_text(encoding="utf-8"))
    assert len(drawn) > 15
    style = Style(theme)
    fills = {fill for sign in drawn for fill in re.findall(r'fill="(#[0-9a-f]{6})"', sign)}
    for colour in fills - {"#ffffff", style.colour("paper")}:
        assert contrast(colour, style.colour("land")) >= 2.2, colour


@pytest.mark.parametrize(("metres", "hollow"), [(60, False), (61, True), (3000, True)])
def test_a_place_that_lies_somewhere_around_has_a_hollow_sign(
    metres: int, hollow: bool, tmp_path: Path
) -> None:
    layer = joined(tmp_path, [site("a", accuracy_m=metres), site("b", (120.13, 30.13))])
    draw_picture(layer, tmp_path / "map.svg")
    svg = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert [".14" in sign for sign in signs(svg)] == [hollow, False]
    discs = svg[svg.index('id="discs"') : svg.index('id="ground-names"')]
    assert ("<path" in discs) is hollow
