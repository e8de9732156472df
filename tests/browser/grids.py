"""The table of everything, as a test reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.every import texts_of

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

HEADING = {"zh": "表格", "en": "Table"}


def grid_of(page: Page, lang: str = "en") -> Locator:
    return page.get_by_role("grid", name=HEADING[lang])


def names_in(page: Page) -> list[str]:
    return texts_of(page.get_by_role("grid").get_by_role("rowheader"))


def focused(page: Page) -> str:
    return str(page.evaluate("() => document.activeElement.innerText.trim()"))


def state_of(page: Page) -> str:
    return str(page.evaluate("() => parkmap.state()"))
