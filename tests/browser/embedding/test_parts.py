"""Pages about some sites only: ``parkmap build --category``, ``--site``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.browser.embedding.hosts import start

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class TestParts:
    """A page of its own."""

    def test_a_category_has_its_title_its_view_and_no_other_sites(
        self, visitor: Callable[..., Any], build: Callable[..., Path], sites: list[dict[str, str]]
    ) -> None:
        category = sites[1]["category"]
        with visitor() as reader:
            whole = reader.open(build(), "lang=en")
            label = whole.evaluate("() => document.title")
            page = reader.open(build("data", "--category", category), "lang=en")
            assert {site["category"] for site in page.evaluate("() => parkmap.sites()")} == {
                category
            }
            title = page.title()
            assert title.endswith(label)
            assert title != label
            expect(page.get_by_role("heading", level=1)).to_have_text(title)
            assert all_in_view(page)

    def test_one_site_is_shown_from_near_by(
        self, visitor: Callable[..., Any], build: Callable[..., Path], sites: list[dict[str, str]]
    ) -> None:
        with visitor() as reader:
            page = reader.open(build("data", "--site", sites[1]["id"]), "lang=en")
            assert [site["id"] for site in page.evaluate("() => parkmap.sites()")] == [
                sites[1]["id"]
            ]
            assert sites[1]["name"] in page.title()
            assert all_in_view(page)

    def test_two_sites_make_one_page(
        self, visitor: Callable[..., Any], build: Callable[..., Path], sites: list[dict[str, str]]
    ) -> None:
        words = [word for site in sites for word in ("--site", site["id"])]
        with visitor() as reader:
            page = reader.open(build("data", *words), "lang=en&ui=embed")
            assert len(page.evaluate("() => parkmap.sites()")) == 2
            assert all_in_view(page)

    def test_it_shares_its_own_address_and_announces_no_other(
        self, visitor: Callable[..., Any], build: Callable[..., Path], tmp_path: Path
    ) -> None:
        project = start(tmp_path, '[embed]\nurl = "https://example.org/whole/"\n')
        whole = build(project)
        assert "https://example.org/whole/" in whole.read_text(encoding="utf-8")
        with visitor() as reader:
            first = reader.open(whole).evaluate("() => parkmap.sites()[0].id")
            part = build(project, "--site", first)
            head = part.read_text(encoding="utf-8").partition("<script")[0]
            assert "example.org" not in head
            assert re.search('property="og:title" content="[^"]+ · ', head)
            page = reader.open(part, "lang=en")
            page.get_by_role("button", name="Share").click()
            link = page.get_by_role("textbox", name="Link").input_value()
            assert link.startswith(part.as_uri())


def all_in_view(page: Any) -> bool:
    """Whether the first view holds every located site, and comes near enough to tell them apart."""
    return bool(
        page.evaluate(
            """() => {
                const { app, map } = parkmap;
                const { sites } = app;
                const bounds = map.getBounds();
                const located = [...sites.x.keys()].filter((row) => !Number.isNaN(sites.x[row]));
                const lat = (y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
                const lon = (x) => x * 360 - 180;
                const isIn = (row) => bounds.contains([lat(sites.y[row]), lon(sites.x[row])]);
                return located.length > 0 && located.every(isIn) && map.getZoom() >= 10;
            }"""
        )
    )
