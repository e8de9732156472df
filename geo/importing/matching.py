"""Which site each row is: by id, by name where there is none, or a new one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.checks.key_forms import normal, without_zeros
from geo.checks.site_properties import NOT_SLUG
from geo.ids import slug
from geo.importing.row_values import FactColumn
from geo.problems import Problem
from geo.problems.alike import told
from geo.problems.texts import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.importing.guessing import Guesses
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
    before
        Rows that say just what the last import brought for their sites.
    """

    ids: list[str] = field(default_factory=list)
    existing: dict[int, str] = field(default_factory=dict)
    left: set[int] = field(default_factory=set)
    by: str = "id"
    numbered: bool = False
    before: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def match_rows(
    target: Target, records: Records, guesses: Guesses, values: RowValues, *, update: bool,
    before: Mapping[int, str] | None = None,
) -> Match:  # fmt: skip
    """Tell which site each row is, and give the new ones ids.

    Parameters
    ----------
    target, records, guesses, values
        The project, the file, its columns, and what they say.
    update
        Whether rows of sites that are there are meant to be those.
    before
        Rows whose site is known already, as
        :func:`geo.importing.as_before.rows_as_before` gives them.
    """
    return _Matching(target, records, values, before or {}, update=update).run(guesses)


def as_id(text: str) -> str:
    """Give an id that may stand in addresses; one that may already is left as it is."""
    text = normal(text)
    return slug(text) or "site" if NOT_SLUG.search(text) else text


def _loosely(site: str) -> str:
    """Give an id as people take it for the same: 01 for 1, A1 for a1."""
    return without_zeros(site).casefold()


def folded_name(name: str) -> str:
    """Give a name without case, width and spaces: what people take for the same."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


class _Matching:
    def __init__(
        self, target: Target, records: Records, values: RowValues, before: Mapping[int, str],
        *, update: bool,
    ) -> None:  # fmt: skip
        self.target = target
        self.records = records
        self.values = values
        self.update = update
        self.names = values.properties.get("name") or [None] * records.count
        self.found = Match(existing=dict(before), before={*before})
        self.used = {*before.values()}

    def run(self, guesses: Guesses) -> Match:
        layer = self.target.layer
        known = {site for site in layer.ids if site is not None} if layer is not None else set()
        if layer is not None and layer.features:
            self.found.numbered = not layer.has_ids and not layer.said.id
        column = guesses.one("id")
        wanted: list[str | None] = [None] * self.records.count
        if column is not None:
            raw = self.records.texts(column.column)
            wanted = [None if text is None else as_id(text) for text in raw]
            self._by_id(column.column, wanted, known)
            if any(text and NOT_SLUG.search(text) for text in raw):
                kept = FactColumn(column.column, "string", [text or "" for text in raw])
                same = [fact for fact in self.values.facts if fact.cells == kept.cells]
                if not same:
                    self.values.facts.append(kept)
                    self.values.aside.append(kept.name)
        elif self.update:
            self._by_name()
        else:
            self._already_there()
        self._name_the_rest(wanted, known)
        return self.found

    def _by_id(self, column: str, wanted: list[str | None], known: set[str]) -> None:
        first: dict[str, int] = {}
        unlike: list[tuple[int, str, str]] = []
        alike = {_loosely(site): site for site in known}
        for row, site in enumerate(wanted):
            if site is None:
                continue
            if site in first:
                line = self.records.place_of(first[site], column).line or first[site] + 1
                self._leave("import-id-twice", row, column, id=site, first=line)
                continue
            first[site] = row
            if site in known:
                self.found.existing[row] = site
            elif near := alike.get(_loosely(site)):
                unlike.append((row, site, near))
        # A file that has both means both.
        unlike = [entry for entry in unlike if entry[2] not in first]
        self.found.problems += told(unlike, lambda entry: self._alike(column, *entry))

    def _alike(self, column: str, row: int, site: str, near: str) -> Problem:
        params = {"id": printable(site), "known": printable(near)}
        return Problem("import-id-alike", self.records.place_of(row, column), params)

    def _leave(self, code: str, row: int, column: str | None, **params: Any) -> None:
        quoted = {name: printable(value) for name, value in params.items()}
        place = self.records.place_of(row, column)
        self.found.problems.append(Problem(code, place, quoted, index=row))
        self.found.left.add(row)

    def _by_name(self) -> None:
        self.found.by = "name"
        sites = self._sites_by_name()
        first: dict[str, int] = {}
        for row, name in enumerate(self.names):
            if not name or row in self.found.before:
                continue
            plain = folded_name(name)
            if plain in first:
                line = self.records.place_of(first[plain], None).line or first[plain] + 1
                self._leave("import-name-twice", row, None, name=name, first=line)
                continue
            first[plain] = row
            if plain in sites:
                self.found.existing[row] = sites[plain]

    def _already_there(self) -> None:
        """Rows of names the project has: whether they are those sites, their positions tell."""
        self.found.by = "name"
        sites = self._sites_by_name()
        for row, name in enumerate(self.names):
            if name and row not in self.found.before and folded_name(name) in sites:
                self.found.existing[row] = sites[folded_name(name)]

    def _sites_by_name(self) -> dict[str, str]:
        """Give the sites whose name no other has, by that name."""
        layer = self.target.layer
        if layer is None:
            return {}
        names = [
            name if isinstance(name, str) else ""
            for name in layer.column(self.target.called("name"))
        ]
        counts = Counter(folded_name(name) for name in names)
        return {
            folded_name(name): site
            for name, site in zip(names, layer.ids, strict=True)
            if name
            and site is not None
            and site not in self.used
            and counts[folded_name(name)] == 1
        }

    def _name_the_rest(self, wanted: list[str | None], known: set[str]) -> None:
        """Give every row the id it has, or one made of its name that no other has."""
        taken = known | {site for site in wanted if site is not None}
        next_number: dict[str, int] = {}
        stem_of_all = slug(Path(self.records.shown_as).stem) or "site"
        for row, own in enumerate(wanted):
            site = self.found.existing.get(row, own)
            if site is None:
                name = self.names[row]
                stem = (slug(name) if name else "") or f"{stem_of_all}-{row + 1}"
                site, number = stem, next_number.get(stem, 2)
                while site in taken:  # ends: the numbers only grow
                    site, number = f"{stem}-{number}", number + 1
                next_number[stem] = number
                taken.add(site)
            self.found.ids.append(site)
