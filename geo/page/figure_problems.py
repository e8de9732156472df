"""What is wrong with tables of figures that shows only on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.page.columns import as_text
from geo.page.known_fields import number_in
from geo.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.contract.head_types import Table
    from geo.joining import SiteLayer
    from geo.sources.tables import Table as Cells

# What yearbooks write for what is unknown, below the least unit or does not exist.
_NOTHING = {"…", "...", "—", "–", "-", "/", "n/a", "x"}


# What names a figure in words; units are mostly signs, and kinds are known in every language.
_LABELS = ("indicator", "theme")


def figure_problems(layer: SiteLayer, tables: list[Table]) -> list[Problem]:
    """Tell of values that are no numbers and of labels a language lacks: once a column each.

    Parameters
    ----------
    layer
        The joined sites and tables.
    tables
        As in the head.
    """
    problems: list[Problem] = []
    settings = layer.project.settings
    # Languages that were guessed are those the texts happen to be in.
    others = settings.languages[1:] if settings.languages_said else []
    for described in tables:
        table = layer.project.tables.get(described["name"])
        if described["role"] != "figures" or table is None:
            continue
        parts = described["parts"]
        if "value" in parts:
            problems += _not_numbers(table, parts["value"])
        labels = [parts[part] for part in _LABELS if part in parts]
        for language in others:
            # A table that never speaks a language falls back to the first as a whole.
            if any(f"{column}_{language}" in table.frame for column in labels):
                for column in labels:
                    problems += _untranslated(table, column, language)
    return problems


def _not_numbers(table: Cells, column: str) -> Iterator[Problem]:
    cells = [as_text(value) for value in table.frame[column]]
    wrong = [
        row
        for row, text in enumerate(cells)
        if text and number_in(text) is None and text.strip().casefold() not in _NOTHING
    ]
    # A column without any number is one of words, whatever its table is called.
    if wrong and len(wrong) < sum(bool(text) for text in cells):
        params = {"column": column, "value": cells[wrong[0]], "count": len(wrong)}
        yield Problem("figure-not-number", table.place(wrong[0], column), params)


def _untranslated(table: Cells, column: str, language: str) -> Iterator[Problem]:
    """Tell of labels that stand on a page of another language as they are."""
    labels = [as_text(value) for value in table.frame[column]]
    other = f"{column}_{language}"
    has_other = other in table.frame
    texts = [as_text(value) for value in table.frame[other]] if has_other else [""] * len(labels)
    pairs = list(zip(labels, texts, strict=True))
    known = {label for label, text in pairs if text}
    without = [row for row, (label, _) in enumerate(pairs) if label and label not in known]
    if without:
        first = without[0]
        count = len({labels[row] for row in without})
        params = {"value": labels[first], "language": language, "column": other, "count": count}
        place = table.place(first, other if has_other else column)
        yield Problem("figure-label-untranslated", place, params)
