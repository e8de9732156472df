"""The documentation names every command, flag, setting, URL key and problem there is."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import pytest

from geo.cli.arguments import parser
from geo.problems import LANGUAGES, catalogue
from geo.project.settings.kinds import SCHEMES
from geo.project.settings.schema import setting_rows
from tests.problem_page import PAGE, problem_page

ROOT = Path(__file__).parent.parent
# The reference pages, one text: what stands in which is for readers to say.
README = "\n".join(
    (ROOT / page).read_text(encoding="utf-8")
    for page in ("README.md", "geo/project/README.md", "geo/cli/README.md", "maps/README.md")
)


def table_after(mark: str) -> str:
    """Give the documentation's table that follows a marker comment."""
    found = re.search(rf"<!-- {mark}: .*?-->\n((?:\|.*\n)+)", README)
    assert found, f"no page has a table marked {mark}"
    return found.group(1)


def commands() -> dict[str, argparse.ArgumentParser]:
    actions = parser()._actions
    (choices,) = (a for a in actions if isinstance(a, argparse._SubParsersAction))
    return dict(choices.choices)


@pytest.mark.parametrize("name", commands())
def test_every_command_and_flag_is_documented(name: str) -> None:
    (row,) = [line for line in table_after("commands").splitlines() if f"`parkmap {name} " in line]
    for action in commands()[name]._actions:
        for flag in action.option_strings:
            if flag not in {"-h", "--help"}:
                assert flag in row, f"{flag} of {name}"


def test_no_documented_command_or_flag_is_invented() -> None:
    for row in table_after("commands").splitlines()[2:]:
        name = re.search(r"`parkmap (\w+)", row)
        assert name
        known = {flag for action in commands()[name[1]]._actions for flag in action.option_strings}
        assert set(re.findall(r"--[a-z-]+", row.split("|")[1])) <= known


def test_every_problem_is_documented() -> None:
    assert PAGE.read_text(encoding="utf-8") == problem_page()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_has_the_same_braces_in_every_language(language: str) -> None:
    def braces(text: str) -> set[str]:
        # A value that is itself a word has its Chinese form beside it: {kind}, {kind_zh}.
        return {name.removesuffix("_zh") for name in re.findall(r"\{(\w+)", text)}

    for code in catalogue().values():
        assert braces(code.message[language]) <= braces(code.message["en"]), code.name
        assert braces(code.fix[language]) <= braces(code.message["en"]) | braces(code.fix["en"])


def test_every_problem_code_is_used_and_every_used_code_exists() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "geo").rglob("*.py"))
    )
    quoted = set(re.findall(r"\"([a-z0-9]+(?:-[a-z0-9]+)*)\"", source))
    begun = tuple(re.findall(r"f\"([a-z0-9]+-(?:[a-z0-9]+-)*)\{", source))
    ended = tuple(re.findall(r"\}(-[a-z0-9-]+)\"", source))
    unused = [
        code
        for code in catalogue()
        if code not in quoted and not code.startswith(begun) and not code.endswith(ended)
    ]
    assert unused == []


def documented_settings() -> set[str]:
    """The keys of the README's table, as `setting_rows` writes them.

    A row's later keys may leave out what they share with its first: `view.zoom`, `.min_zoom`.
    """
    keys: set[str] = set()
    for line in table_after("settings").splitlines()[2:]:
        named = re.findall(r"`([\w.]+)`", line.split("|")[1])
        stem = named[0].rpartition(".")[0]
        keys |= {stem + name if name.startswith(".") else name for name in named}
    keys.remove("base.maps")
    (each,) = re.findall(r"Each of `\[\[base\.maps\]\]` (.*?\.) ", README, re.DOTALL)
    keys |= {f"base.maps[].{name}" for name in re.findall(r"`(\w+)`", each)}
    keys.remove("topics")
    (each,) = re.findall(r"Each of `\[\[topics\]\]` (.*?)Palettes", README, re.DOTALL)
    said = set(re.findall(r"`(\w+)`", each)) - {*SCHEMES}
    keys |= {f"topics[].{name}" for name in said}
    places = {"categories.ID.": "categories.<id>.", "tables.NAME.": "tables.<id>."}
    for written, meant in places.items():
        keys = {key.replace(written, meant) for key in keys}
    return keys


def test_every_setting_is_documented_and_none_is_invented() -> None:
    assert documented_settings() == {row.key for row in setting_rows()}


def test_every_symbol_is_documented_and_none_is_invented() -> None:
    symbols = json.loads((ROOT / "geo" / "page" / "symbols.json").read_bytes())
    (listed,) = re.findall(r"^Symbols are (.*?);", README, re.MULTILINE | re.DOTALL)
    assert re.findall(r"`([^`]+)`", listed) == list(symbols)


def outline(name: str) -> tuple[list[str], list[str], list[str]]:
    """What a front page and its twin share: levels of headings, fences, links."""
    text = (ROOT / name).read_text(encoding="utf-8")
    fences = re.findall(r"^ *```(\w*)$", text, re.MULTILINE)
    links = [link.replace(".zh.md", ".md") for link in re.findall(r"\]\(([^)#]+)", text)]
    return re.findall(r"^#+", text, re.MULTILINE), fences, sorted(set(links) - {"README.md"})


def test_the_front_page_fits_a_screen_or_two_and_its_twin_says_the_same() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 120
    assert outline("README.md") == outline("README.zh.md")


PAGES = [
    page
    for page in sorted([*ROOT.glob("*.md"), *ROOT.glob("[dgm]*/**/README*.md")])
    if "node_modules" not in page.parts
]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text):
        assert (page.parent / link).exists(), link
