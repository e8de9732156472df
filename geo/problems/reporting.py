"""How problems are printed: as sentences, as JSON, or for GitHub."""

from __future__ import annotations

import json
import locale
import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO
from unicodedata import east_asian_width

from geo.words import words

if TYPE_CHECKING:
    from geo.problems import Language, Problem

Style = Literal["text", "json", "github"]

# Codes of JSON syntax, where seeing the line says more than any sentence.
SYNTAX = "json-"
EXCERPT = 72
FEW = 3
"""So many others like the first are told one by one."""
MOST_LINES = 5
"""Lines that are named of a problem that is in many."""


def print_problems(
    problems: list[Problem], stream: TextIO, language: Language, *, style: Style = "text"
) -> None:
    """Print problems in the order of file, line and column.

    What programs read is UTF-8 whatever the console's encoding; text is what the console can show.
    """
    ordered = sorted(problems, key=reading_order)
    reconfigure = getattr(stream, "reconfigure", None)
    if style != "text" and reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    if style == "json":
        entries = [problem.as_json(language) for problem in ordered]
        print(json.dumps(entries, ensure_ascii=False, indent=2), file=stream)
        return
    if style == "github":
        for problem in ordered:
            print(problem.as_github(language), file=stream)
        return
    shown = False
    for problem, others in told_once(ordered, language):
        print(problem.as_text(language), file=stream)
        if others:
            print(f"    {also_there(others, language)}", file=stream)
        if not shown and problem.code.startswith(SYNTAX):
            # Later ones may follow from the first, so only that one is worth a look.
            shown = True
            print(*excerpt(problem), sep="\n", end="", file=stream)


def told_once(problems: list[Problem], language: Language) -> list[tuple[Problem, list[Problem]]]:
    """Put together what says the same, word by word: the first, and the others like it.

    A few are told one by one: their places are worth more than the room they take.
    """
    alike: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        said = (problem.place.file, problem.code, problem.message(language), problem.fix(language))
        alike.setdefault(said, []).append(problem)
    told: list[tuple[Problem, list[Problem]]] = []
    for first, *others in alike.values():
        if len(others) < FEW and len({problem.place for problem in others}) == len(others):
            told += [(first, []), *((other, []) for other in others)]
        else:
            told.append((first, others))
    return sorted(told, key=lambda one: reading_order(one[0]))


def also_there(problems: list[Problem], language: Language) -> str:
    """Say where a problem is besides: the first few lines, and how many more places there are."""
    lines = list(dict.fromkeys(str(problem.place.line) for problem in problems))
    if len(lines) == 1:
        # All on one line, as programs write JSON: a number says more than the line again.
        return _also(language)["count"].format(count=len(problems))
    named = _also(language)["between"].join(lines[:MOST_LINES])
    said = _also(language)["lines"].format(lines=named)
    more = len(problems) - min(len(lines), MOST_LINES)
    return said + (_also(language)["more"].format(count=more) if more else "")


def _also(language: Language) -> dict[str, str]:
    said: dict[str, str] = words(language, "reporting")["also"]
    return said


def excerpt(problem: Problem) -> list[str]:
    """Give the line a problem is on and a caret below the place, or nothing to show.

    Returns
    -------
    list of str
        The two lines, indented; empty where the file cannot be read or has no such line.
    """
    line, column = problem.place.line, problem.place.column
    if line is None or column is None:
        return []
    try:
        with Path(problem.place.file).open(encoding="utf-8-sig", errors="replace") as stream:
            text = next(islice(stream, line - 1, line), "").rstrip("\r\n").replace("\t", " ")
    except OSError:
        return []
    start = max(0, column - 1 - EXCERPT // 2)
    before, shown = text[start : column - 1], text[start : start + EXCERPT]
    # Chinese characters take two places on a terminal.
    width = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in before)
    return [f"    {shown}", f"    {' ' * width}^", ""]


def reader_language() -> Language:
    """Chinese where the system speaks Chinese, otherwise English."""
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((value for value in named if value), None)
    if chosen is None:
        # Windows sets none of these; its user's language is the locale's.
        chosen = locale.getlocale()[0] or ""
    return "zh" if chosen.lower().startswith(("zh", "chinese")) else "en"


def reading_order(problem: Problem) -> tuple[str, int, int]:
    """Sort key: file, line, column."""
    return problem.place.file, problem.place.line or 0, problem.place.column or 0
