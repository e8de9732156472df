"""Elements that a loop goes over, once they are there: a loop over none finds no fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator


def every(elements: Locator, count: int | None = None) -> list[Locator]:
    """Give all elements a locator finds, once there are so many; where no number is said, some.

    ``Locator.all`` does not wait: it gives what there is by now, which is nothing where the part
    of the program that makes them has not come yet.
    """
    _wait_for(elements, count)
    return elements.all()


def texts_of(elements: Locator, count: int | None = None) -> list[str]:
    """Give what each of them says, all at one moment, once they are there as for :func:`every`."""
    _wait_for(elements, count)
    return elements.all_inner_texts()


def _wait_for(elements: Locator, count: int | None) -> None:
    if count is None:
        expect(elements).not_to_have_count(0)
    else:
        expect(elements).to_have_count(count)
