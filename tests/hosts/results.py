"""What was seen, kept in ``results.json``, and the table of it in ``maps/README.md``."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).with_name("results.json")
PAGE = ROOT / "maps" / "README.md"
_START = "<!-- hosts: made by `make test-hosts` (python -m tests.hosts.results) -->"
_END = "<!-- hosts: end -->"
_HEAD = "| environment | way | what was seen | version | date |\n|---|---|---|---|---|"


class Row(NamedTuple):
    """What was seen of one way to put the map into one environment."""

    environment: str
    way: str
    seen: str
    version: str
    date: str


def read(path: Path = RESULTS) -> list[Row]:
    """Read what was seen the last time each way was tried."""
    if not path.exists():
        return []
    return [Row(**row) for row in json.loads(path.read_text(encoding="utf-8"))]


def renew(rows: list[Row], absent: dict[str, str], path: Path = RESULTS) -> None:
    """Put newly seen rows in place of their former ones.

    Parameters
    ----------
    rows
        What was seen now.
    absent
        Environments that could not be installed now. What was seen of one before stays.
    path
        The file.
    """
    kept = {(row.environment, row.way): row for row in read(path)}
    tried = {row.environment for row in rows}
    kept = {key: row for key, row in kept.items() if key[1] != "-" or key[0] not in tried}
    kept |= {(row.environment, row.way): row for row in rows}
    known = {environment for environment, _ in kept}
    for environment in absent.keys() - known:
        told = Row(environment, "-", "not tried: could not be installed here", "-", today())
        kept[environment, "-"] = told
    ordered = sorted(kept.values(), key=lambda row: (row.environment.casefold(), row.way))
    told_rows = [row._asdict() for row in ordered]
    text = json.dumps(told_rows, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8")


def today() -> str:
    """Give the day, as the table shows it."""
    return datetime.now(UTC).strftime("%Y-%m-%d")


def table(rows: list[Row]) -> str:
    """Write rows as Markdown."""
    lines = (" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows)
    return "\n".join([_HEAD, *(f"| {line} |" for line in lines)])


def with_table(page: str, rows: list[Row]) -> str:
    """Put the table between its marks in a page."""
    marked = re.compile(f"{re.escape(_START)}\n.*?{re.escape(_END)}", re.DOTALL)
    assert marked.search(page), "the page has no place for the table"
    return marked.sub(lambda _: f"{_START}\n{table(rows)}\n{_END}", page)


def write_table() -> None:
    """Renew the table in ``maps/README.md``."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_table(page, read()), encoding="utf-8")


if __name__ == "__main__":
    write_table()
