"""The sheet's colours are the page's, on either ground."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo.joining import join
from geo.picture import draw_picture
from geo.picture.contrast import contrast, legible, stand_out
from geo.picture.style import Style
from geo.project import open_project
from tests.projects import joined, site

if TYPE_CHECKING:
    from geo.page.head import Theme

CASES = json.loads((Path("tests") / "fixtures" / "colours.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("colour", "ground", "ink", "least", "answer"), CASES["cases"])
def test_a_colour_stands_out_as_on_the_page(
    colour: str, ground: str, ink: str, least: float, answer: str
) -> None:
    assert stand_out(colour, ground, ink, least) == answer


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_sign_of_the_zone_is_seen_on_its_ground(theme: Theme, tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    draw_picture(join(open_project("data")), path, theme=theme)
    svg = path.read_text(encoding="utf-8")
    signs = svg[svg.index('id="signs"') : svg.index("</g>", svg.rindex('id="signs"') + 20_000)]
    land = Style(theme, 12).colour("land")
    fills = set(re.findall(r'fill="(#[0-9a-f]{6})"', signs)) - {"#ffffff"}
    paper = Style(theme, 12).colour("paper")
    assert fills - {paper}
    for colour in fills - {paper}:
        assert contrast(colour, land) >= 2.2, colour


def test_lines_are_clearer_than_filled_signs() -> None:
    style = Style("dark", 12)
    (category,) = legible([{"id": "a", "color": "#7a1405"}], style)
    land = style.colour("land")
    assert contrast(category["color"], land) >= 2.2
    assert contrast(category["line"], land) >= 3
    assert contrast(category["hollow"], land) >= 4.6


@pytest.mark.parametrize(("metres", "hollow"), [(60, False), (61, True)])
def test_a_place_that_lies_somewhere_around_has_a_hollow_sign_and_its_circle(
    metres: int, hollow: bool, tmp_path: Path
) -> None:
    layer = joined(tmp_path, [site("a", accuracy_m=metres), site("b", (120.13, 30.13))])
    draw_picture(layer, tmp_path / "map.svg")
    svg = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert ("scale(0.92)" in svg) is hollow
    extents = svg[svg.index('id="extents"') : svg.index('id="signs"')]
    assert ("<circle" in extents) is hollow
