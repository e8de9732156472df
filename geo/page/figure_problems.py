"""What is wrong with numbers that shows only on the page: of tables of figures, and of columns."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from geo.checks.references import JOIN_COLUMN
from geo.page.columns import as_text
from geo.page.known_fields import number_in, time_columns
from geo.page.periods import periods_of
from geo.problems import Problem
from geo.problems.texts import printable
from geo.sources.heading_kinds import is_always_text
from geo.sources.missing_marks import is_mark
from geo.sources.number_forms import has_unit
from geo.sources.tables.table_schema import SITES
from geo.sources.tables.written_numbers import written_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from geo.contract.head_types import Field, Table
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
            problems += _repeated(layer, described["name"], parts)
        labels = [parts[part] for part in _LABELS if part in parts]
        for language in others:
            # A table that never speaks a language falls back to the first as a whole.
            if any(f"{column}_{language}" in table.frame for column in labels):
                for column in labels:
                    problems += _untranslated(table, column, language)
    return problems


# Cells of a column that are looked at before all are, evenly over it; and their share of numbers.
_SAMPLE = 64
_MOST = 0.6
_MOST_DIGITS = 15
_CODE = re.compile(r"[^\d.]*0\d|\s*\+")
# Words among so many times as many numbers are no sorts among sorts.
_FEW = 4


def column_problems(layer: SiteLayer, fields: Sequence[Field]) -> list[Problem]:
    """Tell of columns that are texts because of a few words among numbers: once a column.

    Parameters
    ----------
    layer
        The joined sites.
    fields
        Columns of the sites, as in the head.
    """
    document = layer.project.layer
    found = _told_of_layer(layer)
    of_sites = layer.project.package.resources.get(SITES)
    for field in fields:
        column, table = field["name"], layer.project.tables.get(field.get("table", ""))
        resource = of_sites if table is None else table.resource
        if table is not None:
            column = column.removeprefix(f"{table.name}.")
        is_said = resource is not None and resource.field(column) is not None
        if field["type"] != "string" or "use" in field or is_said or is_always_text(column):
            continue
        frame = layer.sites if table is None else table.frame
        rows = _words_among_numbers(frame[column]) if column in frame else []
        if not rows:
            continue
        text = printable(as_text(frame[column].iloc[rows[0]]) or "")
        params: dict[str, Any] = {"column": printable(column), "value": text, "count": len(rows)}
        if table is not None:
            found.append(Problem("column-not-numbers", table.place(rows[0], column), params))
        elif document.form != "none":
            index = document.ids.index(frame["id"].iloc[rows[0]])
            pointer = (*document.feature_pointer(index), "properties", column)
            found.append(document.problem("column-not-numbers", pointer, index=index, **params))
    return found


def _told_of_layer(layer: SiteLayer) -> list[Problem]:
    """Tell of the layer's texts that are read as numbers: once a column, at the first of them."""
    document = layer.project.layer
    found = []
    if document.form == "none":
        return []
    for column, (read, unit) in layer.written.items():
        cells = document.column(column)
        for cell, told in written_problems(column, read, unit):
            index = cells.index(cell) if cell in cells else 0
            pointer = (*document.feature_pointer(index), "properties", column)
            found.append(document.problem(told.code, pointer, index=index, **told.params))
    return found


def _words_among_numbers(cells: pd.Series[Any]) -> list[int]:
    """Give the rows of words, and of numbers in words; none where the column is no numbers."""
    some = [
        text for value in cells.iloc[:: max(1, len(cells) // _SAMPLE)] if (text := as_text(value))
    ]
    if some and all(is_mark(text) or _is_written(text) or has_unit(text) for text in some):
        # Of numbers that all have a sign or a word beside them none need be plain.
        return _numbers_in_words(cells)
    if sum(map(_is_plain, some)) <= _MOST * len(some):
        return []
    texts = ((row, as_text(value)) for row, value in enumerate(cells))
    said = [(row, text) for row, text in texts if text and not is_mark(text)]
    others = [(row, text) for row, text in said if not _is_plain(text)]
    # 12a among numbers is one of the codes that they are.
    are_codes = any(re.search(r"\d", text) and number_in(text) is None for _, text in others)
    is_few = len(others) * _FEW <= len(said) - len(others)
    return [row for row, _ in others] if is_few and not are_codes else []


def _numbers_in_words(cells: pd.Series[Any]) -> list[int]:
    """Give the rows of numbers that are not written as programs write them; none of codes."""
    said = [(row, text) for row, value in enumerate(cells) if (text := as_text(value))]
    kept = [(row, text) for row, text in said if not is_mark(text)]
    are_numbers = len(kept) > 1 and all(_is_written(text) or has_unit(text) for _, text in kept)
    return [row for row, text in kept if not _is_plain(text)] if are_numbers else []


def _is_written(text: str) -> bool:
    """Whether a cell says a number beyond doubt: 约 10, ≥5, １２, −3; 007 and +86 are none."""
    digits = re.sub(r"\D", "", text)
    return number_in(text) is not None and len(digits) <= _MOST_DIGITS and not _CODE.match(text)


def _is_plain(text: str) -> bool:
    try:
        # Digits of full width are numbers to Python, and to no other program.
        return text.isascii() and math.isfinite(float(text))
    except ValueError:
        return False


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


def _repeated(layer: SiteLayer, name: str, parts: dict[str, str]) -> Iterator[Problem]:
    """Tell of several figures of one site, key, year and kind, of which the page shows one."""
    frame = layer.related.get(name)
    key = parts.get("key", parts.get("indicator"))
    if frame is None or key is None:
        return
    columns = [frame[parts[part]].tolist() for part in ("unit", "kind") if part in parts]
    period_of = periods_of(*time_columns(frame, parts))
    written = [parts[part] for part in ("year", "quarter", "month") if part in parts]
    times = [[as_text(cell) or "" for cell in frame[column]] for column in written]
    seen = set()
    again: list[tuple[int, str, int, str]] = []
    cells = zip(
        frame["site"].tolist(), frame[key].tolist(), frame[parts["value"]].tolist(),
        *columns, strict=True,
    )  # fmt: skip
    for row, (of, own, held, *others) in enumerate(cells):
        if number_in(held) is None or (called := as_text(own)) is None:
            continue
        figure = (of, called, period_of(row), *map(as_text, others))
        if figure in seen:
            again.append((of, called, row, as_text(held) or ""))
        seen.add(figure)
    if again:
        site, text, first, value = again[0]
        date = " ".join(cells[first] for cells in times if cells[first]) or "–"
        its_id = str(layer.sites["id"].iloc[site])
        params = {
            "site": its_id, "key": printable(text),
            "year": printable(date), "count": len(again) - 1,
        }  # fmt: skip
        table = layer.project.tables[name]
        said = {key: text, parts["value"]: value}
        said |= {column: cells[first] for column, cells in zip(written, times, strict=True)}
        if JOIN_COLUMN in table.frame:
            said[JOIN_COLUMN] = its_id
        row = _row_of(table, said)
        yield Problem("figure-repeated", table.place(row, parts["value"]), params)


def _row_of(table: Cells, said: dict[str, str]) -> int:
    """Find the last row of a table that says some things; the rows are in another order joined."""
    columns = [[as_text(cell) for cell in table.frame[column]] for column in said]
    rows = [
        row for row, cells in enumerate(zip(*columns, strict=True)) if [*cells] == [*said.values()]
    ]
    return rows[-1] if rows else -1


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
