"""What was measured, kept in a file so that a long run can go on where it was broken off."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.files.replacing import write_atomically

if TYPE_CHECKING:
    from pathlib import Path


class Results:
    """Runs by number of sites and way of making the map.

    Parameters
    ----------
    path
        A JSON file to read and to write after each run; nothing is kept if absent.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._runs: dict[str, list[dict[str, Any]]] = {}
        if path and path.exists():
            self._runs = json.loads(path.read_text(encoding="utf-8"))

    def of(self, count: int, way: str) -> list[dict[str, Any]]:
        """All runs of one way with so many sites."""
        return self._runs.get(f"{count} {way}", [])

    def wants(self, count: int, way: str, runs: int) -> bool:
        """Tell whether another run is due: not where one failed."""
        done = self.of(count, way)
        return len(done) < runs and not any("failed" in run for run in done)

    def add(self, count: int, way: str, run: dict[str, Any]) -> None:
        """Add a run, and write all of them down."""
        self._runs.setdefault(f"{count} {way}", []).append(run)
        if self._path:
            text = json.dumps(self._runs, indent=1)
            write_atomically(self._path, text.encode("utf-8"))
