"""The table of hosts in ``maps/README.md`` is what ``make test-hosts`` saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hosts import results
from tests.hosts.results import Row

if TYPE_CHECKING:
    from pathlib import Path


def test_the_table_is_made_from_the_last_results() -> None:
    page = results.PAGE.read_text(encoding="utf-8")
    assert results.with_table(page, results.read()) == page, "python -m tests.hosts.results"


def test_what_was_seen_now_takes_the_place_of_what_was_seen_before(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    before = Row("Hugo", "iframe", "an error", "0.1", "2026-01-01")
    other = Row("Astro", "element", "works", "7", "2026-01-01")
    results.renew([before, other], {}, path)
    now = before._replace(seen="works", date="2026-02-02")
    results.renew([now], {"Astro": "no network", "Quarto": "no such package"}, path)
    kept = {row.environment: row for row in results.read(path)}
    assert list(kept) == ["Astro", "Hugo", "Quarto"]
    assert kept["Hugo"] == now
    assert kept["Astro"] == other, "what could not be tried now was seen before"
    assert "could not be installed" in kept["Quarto"].seen
