"""Which site each row is: by id, by name where there is none, or a new one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.checks.site_properties import NOT_SLUG
from geo.ids import slug
from geo.importing.guessing import texts_of
from geo.problems import Problem
from geo.problems.texts import printable

if TYPE_CHECKING:
    from geo.importing.guessing import Guesses
    from geo.importing.import_plan import Choices
    from geo.importing.row_values import RowValues
    from geo.importing.target import Target
    from geo.sources.records import Records


@dataclass
class Match:
    """The site of each row.

    Parameters
    ----------
    ids
        By row; what was left out has one too.
    existing
        The rows whose site the project has already, with its id there.
    left
        Rows that are left out: which site they mean cannot be told.
    by
        ``id`` or ``name``.
    numbered
        Whether the layer's sites have no ids of their own, only numbers.
    """

    ids: list[str] = field(default_factory=list)
    existing: dict[int, str] = field(default_factory=dict)
    left: set[int] = field(default_factory=set)
    by: str = "id"
    numbered: bool = False
    problems: list[Problem] = field(default_factory=list)


def match_rows(
    target: Target, records: Records, guesses: Guesses, values: RowValues, choices: Choices,
    table: str,
) -> Match:  # fmt: skip
    """Tell which site each row is, and give the new ones ids.

    Parameters
    ----------
    target, records, guesses, values, choices
        The project, the file, its columns, what they say, and what the user says.
    table
        What the file's table is called: rows without a name are numbered after it.
    """
    found = Match()
    layer = target.layer
    known = [] if layer is None else [site for site in layer.ids if site is not None]
    found.numbered = layer is not None and bool(layer.features) and not any(
        entry.get("id") is not None for entry in (*layer.features, *layer.properties)
    )
    column = guesses.one("id")
    names = values.properties.get("name") or [None] * records.count
    if column is not None:
        raw = texts_of(records, column.column)
        _by_id(found, records, column.column, raw, set(known), choices)
        if any(text and NOT_SLUG.search(text) for text in raw):
            _keep_raw(values, column.column, raw)
    elif choices.update:
        _by_name(found, target, records, names)
    else:
        _already_there(found, target, names)
    _name_the_rest(found, names, {*known}, records.count, column is not None, raw if column else [], table)
    return found


def _keep_raw(values: RowValues, name: str, raw: list[str | None]) -> None:
    from geo.importing.row_values import FactColumn

    values.facts.append(FactColumn(name, "string", [text or "" for text in raw]))


def _by_id(
    found: Match, records: Records, column: str, raw: list[str | None], known: set[str],
    choices: Choices,
) -> None:  # fmt: skip
    first: dict[str, int] = {}
    for row, text in enumerate(raw):
        if text is None:
            continue
        site = as_id(text)
        if site in first:
            place = records.place_of(row, column)
            line = records.place_of(first[site], column).line or first[site] + 1
            params = {"id": printable(text), "first": line}
            found.problems.append(Problem("import-id-twice", place, params, index=row))
            found.left.add(row)
            continue
        first[site] = row
        if site in known:
            found.existing[row] = site
            if not choices.update:
                params = {"id": printable(text)}
                place = records.place_of(row, column)
                found.problems.append(Problem("import-id-taken", place, params, index=row))
                found.left.add(row)


def as_id(text: str) -> str:
    """Give an id that may stand in addresses; one that may already is left as it is."""
    text = unicodedata.normalize("NFC", text).strip()
    return slug(text) or "site" if NOT_SLUG.search(text) else text


def folded_name(name: str) -> str:
    """Give a name without case, width and spaces: what people take for the same."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


def _by_name(found: Match, target: Target, records: Records, names: list[str | None]) -> None:
    found.by = "name"
    sites = _sites_by_name(target)
    counts = Counter(folded_name(name) for name in names if name)
    first: dict[str, int] = {}
    for row, name in enumerate(names):
        if not name:
            continue
        plain = folded_name(name)
        if counts[plain] > 1 and plain in first:
            line = records.place_of(first[plain], None).line or first[plain] + 1
            params = {"name": printable(name), "first": line}
            place = records.place_of(row, None)
            found.problems.append(Problem("import-name-twice", place, params, index=row))
            found.left.add(row)
            continue
        first.setdefault(plain, row)
        if plain in sites:
            found.existing[row] = sites[plain]


def _already_there(found: Match, target: Target, names: list[str | None]) -> None:
    """Rows of names the project has: whether they are those sites, their positions tell."""
    found.by = "name"
    sites = _sites_by_name(target)
    for row, name in enumerate(names):
        if name and folded_name(name) in sites:
            found.existing[row] = sites[folded_name(name)]


def _sites_by_name(target: Target) -> dict[str, str]:
    """Give the sites whose name no other has, by that name."""
    if target.layer is None:
        return {}
    names = [name if isinstance(name, str) else "" for name in target.layer.column("name")]
    counts = Counter(folded_name(name) for name in names)
    return {
        folded_name(name): site
        for name, site in zip(names, target.layer.ids, strict=True)
        if name and site is not None and counts[folded_name(name)] == 1
    }


def _name_the_rest(
    found: Match, names: list[str | None], taken: set[str], count: int, has_ids: bool,  # noqa: FBT001
    raw: list[str | None], table: str,
) -> None:  # fmt: skip
    wanted: list[str | None] = [None] * count
    if has_ids:
        wanted = [None if text is None else as_id(text) for text in raw]
        taken |= {site for row, site in enumerate(wanted) if site and row not in found.left}
    free = taken.copy()
    next_number: dict[str, int] = {}
    for row in range(count):
        if row in found.existing:
            found.ids.append(found.existing[row])
            continue
        own = wanted[row]
        if own is not None:
            found.ids.append(own)
            continue
        name = names[row]
        stem = (slug(name) if name else "") or f"{slug(table) or 'site'}-{row + 1}"
        site, number = stem, next_number.get(stem, 2)
        while site in free:  # ends: the numbers only grow
            site, number = f"{stem}-{number}", number + 1
        next_number[stem] = number
        free.add(site)
        found.ids.append(site)
