"""Every rule by one bad file and what is said about it; the good files by silence.

`python -m tests.checks.test_rules` writes the expected texts anew: read the difference before
committing it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.checks import check_layer
from geo.problems import LANGUAGES, Language, Problem, catalogue
from geo.sources.geojson.reading_layers import read_layer

FIXTURES = Path(__file__).parents[1] / "fixtures" / "geojson"
BAD = sorted((FIXTURES / "bad").glob("*.geojson"))
GOOD = sorted((FIXTURES / "good").glob("*.geojson"))
CATEGORIES = {"park", "venue"}
SOURCES = {"news", "plan"}


def problems_of(path: Path) -> list[Problem]:
    document = read_layer(path, path.name)
    # What is said where nothing refers to ids has a file of its own.
    document.ids_matter = not path.stem.startswith("ids-")
    found = check_layer(document, categories=CATEGORIES, source_ids=SOURCES)
    return sorted(
        document.problems + found, key=lambda one: (one.place.line or 0, one.place.column or 0)
    )


def report_of(path: Path, language: Language = "en") -> str:
    return "".join(f"{problem.as_text(language)}\n" for problem in problems_of(path))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_is_reported_as_expected(path: Path) -> None:
    expected = path.with_suffix(".expected.txt").read_text(encoding="utf-8")
    assert expected, "a bad file with nothing said about it"
    assert report_of(path) == expected


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_file_is_not_reported(path: Path) -> None:
    assert report_of(path) == ""


def test_every_code_has_a_bad_file() -> None:
    shown = {problem.code for path in BAD for problem in problems_of(path)}
    codes = {code.name for code in catalogue().values() if code.subject in {"geojson", "sites"}}
    pasted = {name for name in codes if name.startswith("location-")}
    # Too many of anything make no file to keep: see test_geojson. What the settings say of a system
    # is no matter of the file alone: see test_layer_system.
    assert codes - pasted - shown == {
        "file-unreadable",
        "system-degrees",
        "text-too-long",
        "layer-too-wide",
        "too-many-features",
        "too-many-positions",
        "too-many-properties",
    }


def test_the_file_named_after_a_code_shows_it() -> None:
    for path in BAD:
        if path.stem in catalogue():
            assert path.stem in {problem.code for problem in problems_of(path)}, path.stem


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_no_placeholder_is_left_in_any_language(path: Path) -> None:
    for language in LANGUAGES:
        for problem in problems_of(path):
            text = problem.message(language) + problem.fix(language)
            assert not {"{kind", "{wanted", "{found"} & set(text.split("}"))
            assert "_zh" not in text


if __name__ == "__main__":
    for bad in BAD:
        bad.with_suffix(".expected.txt").write_text(report_of(bad), encoding="utf-8", newline="\n")
