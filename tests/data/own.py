"""Reading the repository's own project without parkmap, so that these tests stand alone."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2] / "data"
EXPECTED = Path(__file__).parent / "expected"
TABLES = ("indicators", "profiles", "relations", "themes", "sources")


def rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file, as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def table(name: str) -> list[dict[str, str]]:
    return rows(PROJECT / "tables" / f"{name}.csv")


def expected(name: str) -> list[dict[str, str]]:
    return rows(EXPECTED / f"{name}.csv")


def features(path: str = "sites.geojson") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((PROJECT / path).read_bytes().decode())["features"]
    return found


def sites() -> dict[str, dict[str, Any]]:
    """Features of sites.geojson by id."""
    return {feature["properties"]["id"]: feature for feature in features()}


def located() -> dict[str, dict[str, Any]]:
    return {name: site for name, site in sites().items() if site["geometry"] is not None}


def cited(text: str) -> list[str]:
    """Ids in a ``source`` cell."""
    return [part.strip() for part in text.split(",")]


def positions(coordinates: Any) -> list[list[float]]:
    """All positions of a geometry's coordinates."""
    if not isinstance(coordinates[0], list):
        return [coordinates]
    return [position for part in coordinates for position in positions(part)]
