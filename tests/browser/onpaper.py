"""A page as its browser prints it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page


@contextmanager
def on_paper(page: Page, width: int | None = None, height: int | None = None) -> Iterator[None]:
    """What a browser does before and after it prints.

    With a width and a height, in pixels, it lays the page out for paper of that size.
    """
    screen = page.viewport_size
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    if width is not None and height is not None:
        page.set_viewport_size({"width": width, "height": height})
    yield
    if screen is not None and page.viewport_size != screen:
        page.set_viewport_size(screen)
    page.emulate_media(media="screen")
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
