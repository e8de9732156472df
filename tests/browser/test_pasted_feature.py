"""A feature that is pasted may be a suggestion or a file: both ways are offered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.following import renewal_of
from tests.browser.hands import paste

if TYPE_CHECKING:
    from tests.browser.desk import Desk

TOWER = {
    "type": "Feature",
    "properties": {"name": "Tower", "floors": 40},
    "geometry": {"type": "Point", "coordinates": [120.2, 30.2]},
}


def test_a_pasted_feature_is_brought_in_as_a_file_where_that_is_meant(desk: Desk) -> None:
    page = desk.open("lang=en")
    paste(page, json.dumps(TOWER))
    weighed = page.get_by_role("dialog", name="Suggested sites")
    expect(weighed.get_by_role("button", name="Take as a new site")).to_be_visible()
    weighed.get_by_role("button", name="Bring in as a file instead").click()
    window = page.get_by_role("dialog", name="Bring in")
    with renewal_of(page):
        window.get_by_role("button", name="Bring in 1 site").click()
    assert desk.features()["tower"]["geometry"]["coordinates"] == [120.2, 30.2]


def test_a_feature_in_a_letter_is_a_suggestion_and_no_file(desk: Desk) -> None:
    page = desk.open("lang=en")
    paste(page, f"Dear keeper,\nplease add {json.dumps(TOWER)}\nYours, A.")
    weighed = page.get_by_role("dialog", name="Suggested sites")
    expect(weighed.get_by_role("button", name="Take as a new site")).to_be_visible()
    expect(weighed.get_by_role("button", name="Bring in as a file instead")).to_have_count(0)
