"""Editing speaks the languages of the map, as the page does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from geo.cli.starting import start_project
from tests.browser.desk import desk_of, press

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_tools_forms_and_grids_speak_german_on_a_german_map(
    tmp_path: Path, visitor: Callable[..., Any]
) -> None:
    folder = tmp_path / "park"
    assert start_project(folder) == []
    settings = folder / "map.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace('languages = ["zh", "en"]', 'languages = ["zh", "de"]')
    settings.write_text(text, encoding="utf-8")
    with desk_of(visitor, folder) as desk:
        page = desk.open("lang=de&site=gate")
        press(page, "Bearbeiten")
        form = page.get_by_role("dialog", name="bearbeiten")
        expect(form.get_by_role("button", name="Speichern")).to_be_visible()
        form.get_by_role("button", name="Neue Kategorie").click()
        expect(page.get_by_role("button", name="Anlegen")).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        press(page, "Tabellen")
        sheet = page.get_by_role("dialog", name="Tabellen")
        expect(sheet.get_by_role("button", name="Zeile hinzufügen")).to_be_visible()
