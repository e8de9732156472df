"""What the map says of itself: whose programs it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    ("lang", "about", "licences"),
    [("zh", "关于", "所用程序的版权与许可"), ("en", "About", "Licences of the programs inside")],
)
def test_the_licences_of_the_programs_inside_travel_with_the_page(
    built_map: Path, visitor: Callable[..., Any], lang: str, about: str, licences: str
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, f"lang={lang}")
        page.get_by_role("button", name=about).first.click()
        page.get_by_text(licences).click()
        told = page.locator(".pm-licences pre")
        expect(told).to_contain_text("Volodymyr Agafonkin")
        for name in ("leaflet 1.9.4 (BSD-2-Clause)", "rbush", "quickselect", "uqr"):
            expect(told).to_contain_text(name)
