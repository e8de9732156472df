"""What a data package says of a map's tables.

Source: https://datapackage.org/standard/ (Data Package, Data Resource, Table Schema), version 2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.sources.suffixes import WORKBOOKS

if TYPE_CHECKING:
    from pathlib import Path

# 0.00 and #,##0.0 as spreadsheets write it, .2f as Python and D3 do, %.2f as C does.
_DECIMALS = re.compile(r"(?:[#,]*0+(?:\.(?P<zeros>[0#]+))?|%?,?\.(?P<digits>\d{1,2})f)")
SITES = "sites"
"""What foreign keys call the layer."""
TABLE_SUFFIXES = (".csv", ".tsv", *WORKBOOKS, ".parquet")
DEFAULT_MISSING = ("",)


@dataclass(frozen=True)
class TableField:
    """One described column.

    Parameters
    ----------
    name
        The column's heading in the file.
    type
        A type of Table Schema.
    format
        ``default``, ``any``, a pattern of :func:`time.strptime` for dates and times, or, for
        numbers, how many decimals are shown: ``0.00``, ``#,##0.0``, ``.2f``.
    title, description, unit
        Texts by language code.
    constraints
        As in the standard: ``required``, ``unique``, ``enum``, ``minimum`` …
    missing_values
        Cell texts that mean “no value”.
    options
        Members that belong to one type: ``decimalChar``, ``trueValues``, ``itemType`` …
    """

    name: str
    type: str = "string"
    format: str = "default"
    title: dict[str, str] = field(default_factory=dict)
    description: dict[str, str] = field(default_factory=dict)
    unit: dict[str, str] = field(default_factory=dict)
    constraints: dict[str, Any] = field(default_factory=dict)
    missing_values: tuple[str, ...] = DEFAULT_MISSING
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose values must stand in columns of another resource (empty name: the same)."""

    fields: tuple[str, ...]
    resource: str
    reference: tuple[str, ...]


@dataclass(frozen=True)
class Resource:
    """One described file.

    Parameters
    ----------
    name
        What the table is called.
    path
        Where it lies, relative to the project, with ``/``.
    fields
        Its columns; empty if the resource has no schema (types are then inferred).
    primary_key
        Columns that together name a row.
    unique_keys
        Further sets of columns whose values together stand in one row only.
    foreign_keys
        References to sites and other tables.
    fields_match
        How columns of the file and fields must agree.
    encoding, delimiter, sheet
        How the file is written; none where it is to be found out.
    """

    name: str
    path: str
    title: dict[str, str] = field(default_factory=dict)
    description: dict[str, str] = field(default_factory=dict)
    fields: tuple[TableField, ...] = ()
    primary_key: tuple[str, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    fields_match: str = "exact"
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | int | None = None

    def field(self, name: str) -> TableField | None:
        """Find the description of a column."""
        return next((entry for entry in self.fields if entry.name == name), None)


@dataclass(frozen=True)
class DataPackage:
    """The data package, or what is assumed without one.

    Parameters
    ----------
    path
        The descriptor; none without one.
    resources
        By name, in the order of the descriptor.
    title
        By language code.
    dated
        Of which day the data are, as ISO 8601 writes it; none where it does not say.
    """

    path: Path | None = None
    resources: dict[str, Resource] = field(default_factory=dict)
    title: dict[str, str] = field(default_factory=dict)
    dated: str | None = None


def decimals_of(entry: TableField) -> int | None:
    """How many decimals of a number are shown; None where its ``format`` does not say."""
    found = _DECIMALS.fullmatch(entry.format) if entry.type in {"number", "integer"} else None
    if found is None:
        return None
    return int(found["digits"]) if found["digits"] else len(found["zeros"] or "")
