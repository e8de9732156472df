"""A map that cannot show says why, in every language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.origins import serving
from tests.hosts.looking import recipe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def served(origin: Any, page: Path, policy: str) -> str:
    return origin.put("/index.html", page.read_bytes(), Content_Security_Policy=policy)


@pytest.mark.parametrize(
    "policy",
    ["default-src 'self'", "script-src 'self'; style-src 'unsafe-inline'", "sandbox"],
    ids=["neither scripts nor styles", "styles without scripts", "a sandbox"],
)
def test_a_host_that_forbids_scripts_is_named(
    built_map: Path, visitor: Callable[..., Any], policy: str
) -> None:
    with serving("127.0.0.1") as origin, visitor(allow=(origin.url,)) as reader:
        page = reader.open(served(origin, built_map, policy), ready=False)
        told = page.locator("#parkmap-forbidden")
        expect(told).to_be_visible(timeout=20_000)
        expect(told).to_contain_text("Content-Security-Policy")
        expect(told).to_contain_text("网站管理员")
        expect(page.locator("#parkmap-incomplete")).to_be_hidden()
        expect(page.locator("#parkmap-old-browser")).to_be_hidden()
        reader.errors.clear()


def test_a_host_that_lets_only_the_first_script_run_is_named_at_once(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with serving("127.0.0.1") as origin, visitor(allow=(origin.url,)) as reader:
        policy = "trusted-types 'none'; require-trusted-types-for 'script'"
        page = reader.open(served(origin, built_map, policy), ready=False)
        expect(page.locator("#parkmap-forbidden")).to_be_visible(timeout=4000)
        reader.errors.clear()


def test_trusted_types_are_given(built_map: Path, visitor: Callable[..., Any]) -> None:
    with serving("127.0.0.1") as origin, visitor(allow=(origin.url,)) as reader:
        policy = "require-trusted-types-for 'script'"
        page = reader.open(served(origin, built_map, policy))
        page.get_by_role("searchbox").fill("白马湖")
        page.get_by_text("白马湖", exact=True).first.click()
        expect(page.get_by_role("complementary", name="白马湖", exact=True)).to_be_visible()


def test_nothing_of_it_is_left_on_a_map_that_shows(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map)
        expect(page.locator("#parkmap-forbidden")).to_have_count(0)
        assert page.get_by_role("alert").count() == 0


def test_the_header_that_strict_hosts_are_told_of_is_enough(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    said = recipe("Strict hosts", "http").strip()
    name, _, policy = said.partition(": ")
    assert name == "Content-Security-Policy"
    types = "; trusted-types parkmap; require-trusted-types-for 'script'"
    with serving("127.0.0.1") as origin, visitor(allow=(origin.url,)) as reader:
        page = reader.open(served(origin, built_map, policy + types))
        page.get_by_role("searchbox").fill("白马湖")
        page.get_by_text("白马湖", exact=True).first.click()
        expect(page.get_by_role("complementary", name="白马湖", exact=True)).to_be_visible()


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7])
def test_a_file_cut_off_is_told_as_that_wherever_it_ends(
    built_map: Path, visitor: Callable[..., Any], tmp_path: Path, share: float
) -> None:
    whole = built_map.read_bytes()
    cut = tmp_path / "cut.html"
    cut.write_bytes(whole[: int(share * len(whole))])
    with visitor() as reader:
        page = reader.open(cut, ready=False)
        expect(page.locator("#parkmap-incomplete")).to_be_visible(timeout=20_000)
        expect(page.locator("#parkmap-forbidden")).to_be_hidden()
        reader.errors.clear()


def test_a_copy_saved_by_the_browser_is_a_page_like_the_first(
    built_map: Path, visitor: Callable[..., Any], tmp_path: Path
) -> None:
    parts = "() => document.querySelectorAll('main > *, canvas').length"
    copy = tmp_path / "copy.html"
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&site=baima-lake")
        expect(page.get_by_role("complementary", name="Baima Lake", exact=True)).to_be_visible()
        # "Save page as" writes the document as it stands, with all that the program has made.
        copy.write_text(page.evaluate("() => document.documentElement.outerHTML"), "utf-8")
        page = reader.open(built_map, "lang=en")
        page.wait_for_selector(".pm-card", state="attached")
        count = page.evaluate(parts)
    with visitor() as reader:
        page = reader.open(copy, "lang=en")
        page.wait_for_selector(".pm-card", state="attached")
        assert page.evaluate(parts) == count
        expect(page.locator(".pm-card")).to_be_hidden()
        page.evaluate("() => parkmap.select('baima-lake')")
        expect(page.get_by_role("complementary", name="Baima Lake", exact=True)).to_be_visible()
        # The copy's head has styles of the first page, which its policy does not know: no harm.
        reader.errors[:] = [text for text in reader.errors if "inline style" not in text]
