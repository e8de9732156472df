"""How an import is told: what the columns were taken for, what comes of it, what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from geo.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.importing import ImportPlan
    from geo.importing.import_plan import ColumnGuess
    from geo.problems import Language

MOST_COLUMNS = 60
MOST_TOLD = 20
WIDEST = 40


def said(section: str, key: str, language: Language, **values: object) -> str:
    """Say something of an import, a text of ``geo/words/*/importing.json``."""
    text: str = words(language, "importing")[section][key]
    return text.format(**values)


def is_note(name: str) -> bool:
    """Whether a plan's note of that name says something to a user."""
    return name in words("en", "importing")["notes"]


def plan_lines(plan: ImportPlan, language: Language) -> list[str]:
    """Say what a plan has guessed: a table of the columns, then whatever else was done."""
    lines = [f"{plan.source}: {said('plan', 'rows', language, rows=plan.rows)}"]
    shown = [guess for guess in plan.guesses if guess.role != "fact"]
    facts = [guess for guess in plan.guesses if guess.role == "fact"]
    told = [*shown, *facts[: max(0, MOST_COLUMNS - len(shown))]]
    order = {guess.column: at for at, guess in enumerate(plan.guesses)}
    told.sort(key=lambda guess: order[guess.column])
    rows = [[said("plan", word, language) for word in ("column", "taken", "because")]]
    rows += [_column(guess, language) for guess in told]
    if plan.guesses:
        lines += table_lines(rows)
    if len(plan.guesses) > len(told):
        count = len(plan.guesses) - len(told)
        lines.append("  " + said("plan", "more", language, count=count))
    lines += [line for name, params in plan.notes if (line := note_line(name, params, language))]
    return lines


def note_line(name: str, params: dict[str, Any], language: Language) -> str:
    """Say one of a plan's notes; empty for one that says nothing to a user."""
    if not is_note(name):
        return ""
    values = dict(params)
    if name == "encoding":
        values["encoding"] = values["encoding"].upper()
        values["doubt"] = "" if params["certain"] else said("plan", "doubt", language, **params)
    if name == "datum":
        values["how"] = said("hows", params["how"], language)
        values["order"] = f" ({params['order']})" if params["order"] else ""
    return said("notes", name, language, **values)


def outcome_line(plan: ImportPlan, language: Language) -> str:
    """Say how many rows become what."""
    counts = plan.counts
    told = [
        f"{counts[action]} {said('plan', action, language)}"
        for action in ("new", "changed", "same", "missing", "conflict")
    ]
    if counts["left"]:
        told.append(f"{counts['left']} {said('plan', 'left', language)}")
    if plan.unlocated:
        told.append(said("plan", "unlocated", language, count=plan.unlocated))
    return said("plan", "comma", language).join(told)


def _column(guess: ColumnGuess, language: Language) -> list[str]:
    taken = said("roles", guess.role, language)
    if guess.role == "figure":
        detail = guess.detail
        parts = [detail["indicator"], str(detail["year"]), detail["unit"]]
        taken += " " + ", ".join(filter(None, parts))
    elif guess.target and guess.role not in {"fact", guess.target}:
        taken += f" {guess.target}"
    why = said("plan", guess.why, language) if guess.why else ""
    return [guess.column, taken, why]


def table_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Set rows in columns; Chinese characters take two places."""
    cut = [[_cut(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cut, strict=True)]
    lines = []
    for row in cut:
        cells = [
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ]
        lines.append(("  " + "  ".join(cells)).rstrip())
    return lines


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _cut(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain if len(plain) <= WIDEST else plain[: WIDEST - 1] + "…"
