"""Where what an update renews stands already: with the sites, or in a column of another table.

A list that comes anew may have another file's name, and a map that was exported, corrected and
brought back holds the columns of all its tables: none of that is a second column of the same thing.
"""

from __future__ import annotations

import json
import math
from codecs import BOM_UTF16_LE
from typing import TYPE_CHECKING, Any

from geo.importing.row_values import FIGURE_KEYS, FIGURES
from geo.importing.table_text import TableText
from geo.problems.texts import printable
from geo.sources.date_forms import Days, read_days
from geo.sources.number_forms import read_numbers
from geo.sources.tables.csvtext import CsvText, find_delimiter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geo.importing.row_values import FactColumn, RowValues
    from geo.importing.target import Target

_KEY = "site_id"
_FIGURES = {*FIGURE_KEYS, "value"}
_NUMBERS = {"integer", "number"}
_DAYS = {"date", "datetime"}
_FIRST_LINE = 1 << 16
"""Bytes in which a table's headings are looked for."""


class Homes:
    """Looks up where a project has columns.

    Parameters
    ----------
    target
        The project.
    own
        The table of the file that is brought in: what stands there is looked for nowhere else.
    names
        The columns of the file.
    """

    def __init__(self, target: Target, own: str, names: Sequence[str]) -> None:
        self._own = {*target.table(own).headings}
        layer = target.layer
        meant = {target.called(name) for name in ("id", "name", "category")}
        self._properties = {*layer.property_names} - meant if layer is not None else set()
        self._tables: dict[str, list[str]] = {}
        self.of_many_rows: set[str] = set()
        self._figures: list[str] = []
        self._own_figures = f"{own}{FIGURES}"
        self._target = target
        for path in target.table_files():
            headings, table = _headings(path), path.stem
            if {*headings} >= _FIGURES:
                self._figures.append(table)
            called = {*headings, *(f"{table}.{heading}" for heading in headings)}
            if table == own or _KEY not in called or not {table, *called} & {*names}:
                continue
            if has_one_row_a_site(target.table(table)):
                for name in called:
                    self._tables.setdefault(name, []).append(table)
            else:
                self.of_many_rows.add(table)

    def is_property(self, name: str) -> bool:
        """Whether sites have a property of that name."""
        return name not in self._own and name in self._properties

    def table_of(self, name: str) -> str:
        """Give the one other table that has a column; empty where none has it, or several have."""
        found = [] if name in self._own or name == _KEY else self._tables.get(name, [])
        return found[0] if len(found) == 1 else ""

    def figure_table(self, indicators: set[str]) -> str:
        """Give the one other table that has figures of those names; empty where none has any."""
        if self._own_figures in self._figures:
            return ""
        tables = ((name, self._target.table(name)) for name in self._figures)
        found = [name for name, text in tables if indicators & {*text.values("indicator")}]
        return found[0] if len(found) == 1 else ""

    def has(self, name: str) -> bool:
        """Whether a column stands anywhere but in the file's own table."""
        return self.is_property(name) or bool(self.table_of(name))


def _headings(path: Path) -> list[str]:
    with path.open("rb") as stream:
        data = stream.read(_FIRST_LINE)
        if len(data) == _FIRST_LINE:
            # Whole lines: half a character would make another encoding of it.
            data = data[: data.rfind(b"\n") + 1] or data + stream.readline()
            if data.startswith(BOM_UTF16_LE):
                data += b"\0" * (len(data) % 2)
    text = TableText(path, data).text
    first = next(CsvText(text, find_delimiter(text)).rows(), None)
    return [] if first is None else [cell.text.strip() for cell in first.cells]


def has_one_row_a_site(text: TableText) -> bool:
    """Whether each site has a row of its own in a table, and each column a name."""
    if _KEY not in text.headings or len({*text.headings}) < len(text.headings):
        return False
    sites = text.values(_KEY)
    return len({*sites}) == len(sites)


def settle_homes(
    values: RowValues, homes: Homes, target: Target
) -> list[tuple[str, dict[str, Any]]]:
    """Send each column to where it stands already; those that stand nowhere stay as they are.

    Parameters
    ----------
    values
        What an update says; changed in place.
    homes
        Where columns stand.
    target
        The project.

    Returns
    -------
    list of tuple
        Notes of what goes where, and of what is left out.
    """
    renewed: dict[str, list[str]] = {}
    left: list[str] = []
    facts, values.facts = values.facts, []
    for fact in facts:
        table = homes.table_of(fact.name)
        if homes.is_property(fact.name):
            values.properties[fact.name] = _as_before(fact, target)
            renewed.setdefault(target.layer_path.name, []).append(fact.name)
        elif table:
            renewed.setdefault(f"tables/{table}.csv", []).append(fact.name)
            fact.name, fact.table = fact.name.removeprefix(f"{table}."), table
            values.facts.append(fact)
        elif fact.name in homes.of_many_rows or (renewed and fact.name in values.aside):
            left.append(fact.name)
        else:
            values.facts.append(fact)
    indicators = {figure.indicator for figure in values.figures}
    values.figure_table = homes.figure_table(indicators) if indicators else ""
    if values.figure_table:
        renewed[f"tables/{values.figure_table}.csv"] = sorted(indicators)
    notes = [("homes", {"file": file, "columns": _listed(of)}) for file, of in renewed.items()]
    return notes + ([("repeated", {"columns": _listed(left)})] if left else [])


def _listed(names: list[str]) -> str:
    return str(printable(", ".join(names)))


def _as_before(fact: FactColumn, target: Target) -> list[Any]:
    """Give a column's values as the layer writes them: numbers and flags are no texts there."""
    layer = target.layer
    kinds = {type(one) for one in layer.column(fact.name)} if layer is not None else set()
    kinds -= {type(None)}
    return [None if cell in fact.marks else _value(cell, kinds) for cell in fact.cells]


def _value(cell: str, kinds: set[type]) -> Any:
    if not cell:
        return None
    if kinds <= {str}:
        return cell
    try:
        value = json.loads(cell.lower() if bool in kinds else cell)
    except (ValueError, RecursionError):
        return cell
    if isinstance(value, float) and not math.isfinite(value):
        return cell  # JSON has no such number
    is_number = type(value) in {int, float} and kinds & {int, float}
    return value if is_number or type(value) in kinds else cell


def are_alike(fact: FactColumn, one: str, other: str) -> bool:
    """Whether two cells of a column say the same number or day, however each is written."""
    if fact.type in _NUMBERS:
        read = [read_numbers([text]) for text in (one, other)]
        said = {(found.texts[0], found.unit.strip("%")) for found in read if found is not None}
        return None not in read and len(said) == 1
    if fact.type in _DAYS:
        days = [read_days(fact.name, [text]) for text in (one, other)]
        said_days = {day.texts[0] for day in days if isinstance(day, Days)}
        return len(said_days) == 1 and all(isinstance(day, Days) for day in days)
    return False
