"""Suggestions that come by letter are compared with what is there, taken or refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.desk import press
from tests.browser.following import renewal_of, shown
from tests.browser.hands import drop, paste, suggestion
from tests.projects import contents

if TYPE_CHECKING:
    from tests.browser.desk import Desk


def test_a_suggestion_in_a_letter_is_looked_at_and_taken(desk: Desk) -> None:
    before = contents(desk.folder)
    page = desk.open("lang=en")
    letter = suggestion("新茶室", 120.2045, 30.2045, id="made-by-the-page", note="by the water")
    assert paste(page, f"Dear keeper,\n{letter}\nYours")
    review = page.get_by_role("dialog", name="Suggested sites")
    card = review.get_by_role("region", name="新茶室")
    expect(card).to_contain_text("nothing like it is here")
    expect(card.get_by_role("row", name=re.compile("note"))).to_contain_text("by the water")
    expect(page.locator(".pm-suggested")).to_have_count(1)
    with renewal_of(page):
        card.get_by_role("button", name="Take as a new site").click()
    # As `parkmap add` would have named it.
    added = desk.features()["xin-cha-shi"]
    assert added["properties"]["note"] == "by the water"
    assert "xin-cha-shi" in shown(page)
    with renewal_of(page):
        press(page, "Undo")
    assert contents(desk.folder) == before


def test_suggestions_are_compared_taken_and_refused_one_by_one(desk: Desk) -> None:
    page = desk.open("lang=en")
    gate = desk.features()["gate"]
    lon, lat = gate["geometry"]["coordinates"]
    texts = [
        suggestion(
            gate["properties"]["name"], lon + 0.001, lat, id="gate", link="https://a.example/"
        ),
        suggestion("Nonsense", 120.2, 30.2),
    ]
    drop(page, *[(f"{number}.geojson", text.encode()) for number, text in enumerate(texts)])
    review = page.get_by_role("dialog", name="Suggested sites")
    card = review.get_by_role("region", name=gate["properties"]["name"])
    expect(card).to_contain_text("a site with the same id")
    expect(card.get_by_role("row", name=re.compile("^Position"))).to_contain_text("m apart")
    card.get_by_role("button", name=re.compile("^Take into")).click()
    expect(card).to_contain_text("taken")
    # The page waits with what is new till the last is decided.
    refused = review.get_by_role("region", name="Nonsense")
    with renewal_of(page):
        refused.get_by_role("button", name="Refuse").click()
    after = desk.features()
    assert after["gate"]["properties"]["link"] == "https://a.example/"
    assert after["gate"]["geometry"]["coordinates"] == [lon + 0.001, lat]
    assert "Nonsense" not in shown(page).values()
