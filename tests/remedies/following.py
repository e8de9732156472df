"""A small project with one fault, and a hand that does what its remedy says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.cli.commands import main

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pytest

    Told = dict[str, Any]
    Hand = Callable[[Path, Told], None]

SITES = """{"type": "FeatureCollection", "features": [
  {"type": "Feature", "properties": {"id": "lake", "name": "Lake", "staff": 5},
   "geometry": {"type": "Point", "coordinates": [120.2, 30.1]}},
  {"type": "Feature", "properties": {"id": "hall", "name": "Hall", "staff": 7},
   "geometry": {"type": "Point", "coordinates": [120.21, 30.11]}}
]}
"""
MOST_STEPS = 10


class Case(NamedTuple):
    """A fault and how its remedy is followed.

    Parameters
    ----------
    files
        The project beside its layer, or with a layer of its own; by their paths.
    hand
        What a reader of the remedy does.
    """

    files: Mapping[str, str | bytes]
    hand: Hand


def lay(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write a project."""
    for name, content in {"sites.geojson": SITES, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def told(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[Told]:
    """Give what ``parkmap check`` says of a project."""
    capsys.readouterr()
    main(["check", str(folder), "--format", "json", *options])
    found: list[Told] = json.loads(capsys.readouterr().out)
    return found


def follow(folder: Path, code: str, case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """Follow a remedy until the problem is gone; the map is made then, with both its sites."""
    lay(folder, case.files)
    for step in range(MOST_STEPS):
        problems = told(folder, capsys)
        wrong = next((problem for problem in problems if problem["code"] == code), None)
        if wrong is None:
            assert step, f"no {code}: {[problem['code'] for problem in problems]}"
            break
        case.hand(folder, wrong)
    assert wrong is None, wrong
    assert [one for one in problems if one["severity"] == "error"] == []
    page = folder / "map.html"
    assert main(["build", str(folder), "-o", str(page)]) == 0
    assert re.search(r": 2 sites \(0 not located\)", capsys.readouterr().out)


def path_of(folder: Path, problem: Told) -> Path:
    """Give the file that a problem is in."""
    path = Path(problem["file"])
    return path if path.is_absolute() else folder / path


def changed(change: Callable[[str, int, Told], str]) -> Hand:
    """Change the text of the file at the place told."""

    def hand(folder: Path, problem: Told) -> None:
        path = path_of(folder, problem)
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines(keepends=True)
        line, column = problem["line"] or 1, problem["column"] or 1
        start = sum(map(len, lines[: line - 1])) + column - 1
        path.write_text(change(text, start, problem), encoding="utf-8")

    return hand


_VALUE = re.compile(r'"(?:[^"\\\n]|\\.)*"|[^,\]}\n]*')


def at(new: str | Callable[[str, Told], str]) -> Hand:
    """Write another value in the place of the one told of."""

    def change(text: str, start: int, problem: Told) -> str:
        found = _VALUE.match(text, start)
        end = found.end() if found else start
        if text[start] in "[{":
            closing = {"[": "]", "{": "}"}[text[start]]
            end = text.index(closing, start) + 1
        old = text[start:end]
        return text[:start] + (new if isinstance(new, str) else new(old, problem)) + text[end:]

    return changed(change)


def before(new: str) -> Hand:
    """Write something before the place told."""
    return changed(lambda text, start, _: text[:start] + new + text[start:])


def sub(pattern: str, new: str | Callable[[Told], str], file: str = "") -> Hand:
    """Rewrite what the remedy names in the file told of, or in another."""

    def hand(folder: Path, problem: Told) -> None:
        path = folder / file if file else path_of(folder, problem)
        text = path.read_text(encoding="utf-8")
        value = new if isinstance(new, str) else new(problem)
        rewritten, count = re.subn(pattern, lambda _: value, text, count=1)
        assert count, (pattern, text)
        path.write_text(rewritten, encoding="utf-8")

    return hand


def line_deleted(folder: Path, problem: Told) -> None:
    """Delete the line told of."""
    path = path_of(folder, problem)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    del lines[problem["line"] - 1]
    path.write_text("".join(lines), encoding="utf-8")


def said(pattern: str) -> Callable[[Told], str]:
    """Take a value out of the remedy's own words."""

    def find(problem: Told) -> str:
        found = re.search(pattern, problem["fix"])
        assert found, problem["fix"]
        return found[1]

    return find


def at_said(pattern: str, form: str = "{}") -> Hand:
    """Write the value that stands in the remedy itself."""
    find = said(pattern)
    return at(lambda _, problem: form.format(find(problem)))


def saved(name: str, text: str) -> Hand:
    """Save a file again, as a program does when told to."""

    def hand(folder: Path, _: Told) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return hand


def removed(name: str) -> Hand:
    """Remove a file."""
    return lambda folder, _: (folder / name).unlink()
