"""Rows and sites held together: what is new, what changes, what was edited by hand meanwhile.

An update takes three versions: what the last import brought, what the project says now, what the
file says. Where the project still says what the last import brought, the file wins; where somebody
has edited it, the edit stays, and if the file has changed too that is told as a conflict. A blank
cell changes nothing, nor does a column or a row that the file has no more.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import shapely

from geo.importing.as_before import GEOMETRY, entry_of
from geo.importing.homes import are_alike
from geo.importing.import_plan import SiteChange
from geo.importing.row_values import FIGURE_KEYS, FIGURES
from geo.problems import Problem
from geo.problems.texts import printable

if TYPE_CHECKING:
    from types import EllipsisType

    import numpy as np
    from numpy.typing import NDArray

    from geo.importing.import_plan import Action, Choices
    from geo.importing.matching import Match
    from geo.importing.row_values import RowValues
    from geo.importing.table_text import TableText
    from geo.importing.target import Target
    from geo.sources.records import Records

SAME_PLACE = 1.5e-7
"""Degrees; positions are kept to seven decimals."""
FAR_M = 500.0


@dataclass
class Merge:
    """The rows of a file held against a project's sites.

    ``run`` fills what follows: the properties and geometries that change, by the feature's
    position; the new features; the cells of the table that change, and its new rows.
    """

    target: Target
    records: Records
    values: RowValues
    match: Match
    geometry: NDArray[np.object_]
    choices: Choices
    table: str

    sites: list[SiteChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    unlocated: int = 0
    changed: dict[int, tuple[dict[str, Any], Any]] = field(default_factory=dict)
    added: list[tuple[dict[str, Any], int]] = field(default_factory=list)
    rows_in: list[tuple[int, str]] = field(default_factory=list)
    cells: dict[str, dict[str, str]] = field(default_factory=dict)
    memory: dict[str, dict[str, Any]] = field(default_factory=dict)
    _known_figures: dict[str, dict[str, str]] | None = None

    @property
    def figure_table(self) -> str:
        """The table that takes the figures."""
        return self.values.figure_table or f"{self.table}{FIGURES}"

    def run(self, bad: set[int]) -> None:
        """Hold every row against its site.

        Parameters
        ----------
        bad
            Rows that are left out.
        """
        layer = self.target.layer
        self._index = (
            {}
            if layer is None
            else {site: at for at, site in enumerate(layer.ids) if site is not None}
        )
        self._shapes = self.target.shapes()
        self.memory = self.target.memory(self.table)
        self._facts_by_key = {fact.key(self.table): fact for fact in self.values.facts}
        self.tables = dict.fromkeys(fact.table or self.table for fact in self.values.facts)
        self._last = self._brought_last()
        self._read_tables()
        taken = {*self._index, *self.match.ids}
        for row in range(self.records.count):
            if row in bad:
                self._note(row, "left")
            else:
                self._hold(row, taken)
        if self.choices.update:
            present = {self.match.ids[row] for row in range(self.records.count)}
            for site in self.memory:
                if site not in present and site in self._index:
                    self.sites.append(SiteChange("missing", None, site))

    def _hold(self, row: int, taken: set[str]) -> None:
        """Hold a row against its site: the same, refused, new, or an update."""
        site = self.match.existing.get(row)
        if site is not None and not self.choices.update:
            if self._says_nothing_new(row, site):
                self._note(row, "same")
                return
            if self.match.by == "id":
                self._refuse(row, site)
                return
            site = None
            self.match.ids[row] = _free(self.match.ids[row], taken)
            taken.add(self.match.ids[row])
        if site is None and self._is_taken_out(row):
            self._note(row, "left")
        elif site is None:
            self._add(row)
        else:
            self._update(row, site)

    def _is_taken_out(self, row: int) -> bool:
        """Whether the row's site was deleted since the last import: an edit like any other."""
        site = self.match.ids[row]
        if not self.choices.update or self.choices.theirs or site not in self._last:
            return False
        place = self.records.place_of(row, None)
        self.problems.append(Problem("import-taken-out", place, {"id": printable(site)}))
        return True

    def _brought_last(self) -> dict[str, dict[str, Any]]:
        """Give what the last import of the same file brought, and those of the other tables."""
        last = {site: dict(entry) for site, entry in self.memory.items()}
        of_figures = self.values.figure_table.removesuffix(FIGURES)
        keys = {*self._facts_by_key} | {figure.key for figure in self.values.figures}
        for table in {*self.tables, of_figures} - {self.table, ""}:
            for site, entry in self.target.memory(table).items():
                known = last.setdefault(site, {})
                for key in entry.keys() & keys - known.keys():
                    known[key] = entry[key]
        return last

    def _read_tables(self) -> None:
        """Read the cells of every table that the file renews, by site."""
        self._cells: dict[str, dict[str, str]] = {}
        for table in self.tables:
            text = self.target.table(table)
            if "site_id" not in text.headings:
                continue
            keys = [f"{table}.{heading}" for heading in text.headings]
            for site, row in zip(text.values("site_id"), text.rows, strict=True):
                known = self._cells.setdefault(site, {})
                for key, cell in zip(keys, row, strict=False):
                    known.setdefault(key, cell)

    def _says_nothing_new(self, row: int, site: str) -> bool:
        """Whether a row that is not meant to renew its site leaves it as it is, too."""
        if row in self.match.before:
            return True
        if self.match.by == "name":
            return self._is_same_place(row, site)
        layer = self.target.layer
        assert layer is not None  # noqa: S101  a row has a site only where there is a layer
        index, last = self._index[site], self._last.get(site, {})
        now = layer.properties[index] | self._cells.get(site, {}) | self._figures_of(site)
        said = entry_of(row, self.target, self.values, self.geometry, self.table)
        said.pop(GEOMETRY, None)
        is_same = all(
            self._verdict(last.get(name, ...), now.get(name), new) in {"same", "mine"}
            for name, new in said.items()
        )
        geometry, _, is_edited = self._moved(row, index, site)
        return is_same and geometry is ... and not is_edited

    def _figures_of(self, site: str) -> dict[str, str]:
        """Give a site's figures as they stand in their table, by indicator and year."""
        if self._known_figures is None:
            self._known_figures = {}
            there, values = self._figure_rows(self.target.table(self.figure_table))
            for (known, indicator, year), number in there.items():
                of_site = self._known_figures.setdefault(known, {})
                of_site[f"{indicator}@{year}"] = values[number]
        return self._known_figures.get(site, {})

    def _refuse(self, row: int, site: str) -> None:
        place = self.records.place_of(row, None)
        params = {"id": printable(site)}
        self.problems.append(Problem("import-id-taken", place, params, index=row))
        self._note(row, "left")

    def _is_same_place(self, row: int, site: str) -> bool:
        mine, theirs = self._shapes[self._index[site]], self.geometry[row]
        if theirs is None or mine is None:
            return theirs is None and mine is None
        return bool(shapely.equals_exact(mine, theirs, SAME_PLACE))

    def _note(self, row: int, action: Action, **more: Any) -> None:
        names = self.values.properties.get("name")
        name = (names[row] if names else None) or ""
        self.sites.append(SiteChange(action, row, self.match.ids[row], name, **more))

    def _properties(self, row: int) -> dict[str, Any]:
        found = {}
        for name, column in self.values.properties.items():
            if column[row] is not None and column[row] != "":
                found[self.target.called(name)] = column[row]
        return found

    def _facts(self, row: int) -> dict[str, str]:
        facts = self._facts_by_key.items()
        return {key: fact.cells[row] for key, fact in facts if fact.cells[row] != ""}

    def _add(self, row: int) -> None:
        layer = self.target.layer
        if self.match.numbered and layer is not None:
            self.match.ids[row] = f"site-{len(layer.features) + len(self.added) + 1}"
        site = self.match.ids[row]
        properties = self._properties(row)
        called = self.target.called
        others = (name for name in properties if name.startswith("name_"))
        order = [called("name"), *others, called("category")]
        ordered = {name: properties[name] for name in order if name in properties}
        named = {} if self.match.numbered else {called("id"): site}
        self.added.append((named | ordered | properties, row))
        if self.geometry[row] is None:
            self.unlocated += 1
        self.rows_in.append((row, site))
        self.cells[site] = self._facts(row)
        self._remember(row, site)
        self._note(row, "new")

    def _update(self, row: int, site: str) -> None:
        layer = self.target.layer
        assert layer is not None  # noqa: S101  a row has a site only where there is a layer
        index = self._index[site]
        changes: dict[str, tuple[Any, Any]] = {}
        now: dict[str, Any] = layer.properties[index]
        values, clashes = self._renewed(row, site, self._properties(row), now)
        changes |= {name: (now.get(name), new) for name, new in values.items()}
        there = self._cells.get(site, {})
        cells, more = self._renewed(row, site, self._facts(row), there)
        changes |= {name: (there.get(name), new) for name, new in cells.items()}
        geometry, moved, is_edited = self._moved(row, index, site)
        if is_edited:
            self._tell_conflict(row, site, GEOMETRY, "", "")
        if geometry is not ...:
            changes[GEOMETRY] = (shapely.to_wkt(self._shapes[index]), shapely.to_wkt(geometry))
        if moved > FAR_M:
            params = {"id": printable(site), "metres": f"{moved:.0f}"}
            place = self.records.place_of(row, None)
            self.problems.append(Problem("import-moved-far", place, params))
        if values or geometry is not ...:
            self.changed[index] = (values, geometry)
        if cells:
            self.cells[site] = cells
        self.rows_in.append((row, site))
        self._remember(row, site)
        has_conflict = clashes + more > 0 or is_edited
        action: Action = "conflict" if has_conflict else "changed" if changes else "same"
        self._note(row, action, changes=changes, moved_m=moved)

    def _renewed(
        self, row: int, site: str, news: dict[str, Any], now: dict[str, Any]
    ) -> tuple[dict[str, Any], int]:
        """Give the values that the file renews, and how many edits forbid it."""
        last = self._last.get(site, {})
        found, clashes = {}, 0
        for name, new in news.items():
            fact = self._facts_by_key.get(name)
            is_another = fact is not None and fact.table and now.get(name) != new
            if fact is not None and is_another and are_alike(fact, now.get(name, ""), new):
                continue
            verdict = self._verdict(last.get(name, ...), now.get(name), new)
            if verdict == "changed":
                found[name] = new
            elif verdict == "conflict":
                self._tell_conflict(row, site, name, now.get(name), new)
                clashes += 1
        return found, clashes

    def _verdict(self, last: Any, now: Any, new: Any) -> str:
        """Tell whether the file's value is to be taken: three versions of one value."""
        if _same_value(now, new):
            return "same"
        if last is ... or now in {None, ""} or self.choices.theirs or _same_value(last, now):
            # By an import without memory nobody can tell an edit from an older file.
            return "changed"
        return "mine" if _same_value(last, new) else "conflict"

    def _tell_conflict(self, row: int, site: str, name: str, mine: Any, theirs: Any) -> None:
        said = {"field": name, "id": site, "mine": str(mine), "theirs": str(theirs)}
        params = {key: printable(value) for key, value in said.items()}
        self.problems.append(Problem("import-conflict", self.records.place_of(row, None), params))

    def _moved(self, row: int, index: int, site: str) -> tuple[Any | EllipsisType, float, bool]:
        """Give the new geometry or ``...``, how far it moves, and whether an edit forbids it."""
        new, now = self.geometry[row], self._shapes[index]
        if new is None or (now is not None and shapely.equals_exact(now, new, SAME_PLACE)):
            return ..., 0.0, False
        if now is None:
            return new, 0.0, False
        last = self._last.get(site, {}).get(GEOMETRY)
        before = None if last is None else shapely.from_wkt(last)
        if before is not None and not self.choices.theirs:
            is_edited = not shapely.equals_exact(before, now, SAME_PLACE)
            if is_edited:
                return ..., 0.0, not shapely.equals_exact(before, new, SAME_PLACE)
        return new, _metres(now, new), False

    def _remember(self, row: int, site: str) -> None:
        """Keep what the file says now, for the next update."""
        said = entry_of(row, self.target, self.values, self.geometry, self.table)
        self.memory[site] = self.memory.get(site, {}) | said

    def facts_of(self, table: str) -> dict[str, str]:
        """Give the columns that go into a table, by what memory calls them."""
        facts = self._facts_by_key.items()
        return {key: fact.name for key, fact in facts if (fact.table or self.table) == table}

    def figures(self, text: TableText) -> None:
        """Bring the figures into their table, under the same rules as everything else."""
        there, values = self._figure_rows(text)
        units = text.values("unit") if there and "unit" in text.headings else []
        self._place_of_row = {site.row: at for at, site in enumerate(self.sites)}
        for row, site in self.rows_in:
            for figure in self.values.figures:
                new, year = figure.cells[row], str(figure.year)
                number = there.get((site, figure.indicator, year))
                if not new:
                    continue
                if number is None:
                    cells = (site, figure.indicator, year, new, figure.unit)
                    text.append(dict(zip((*FIGURE_KEYS, "value", "unit"), cells, strict=True)))
                    continue
                name = figure.key
                verdict = self._verdict(
                    self._last.get(site, {}).get(name, ...), values[number], new
                )
                is_taken = verdict in {"changed", "same"} and bool(units and figure.unit)
                if is_taken and units[number] != figure.unit:
                    # 0.01 亿元 in the place of 100 万元 is no hundredth of a 万元.
                    text.set(number, "unit", figure.unit)
                    verdict = "changed"
                if verdict == "changed":
                    text.set(number, "value", new)
                    self._recount(row, "changed", {name: (values[number], new)})
                elif verdict == "conflict":
                    self._tell_conflict(row, site, name, values[number], new)
                    self._recount(row, "conflict", {})

    @staticmethod
    def _figure_rows(text: TableText) -> tuple[dict[tuple[str, ...], int], list[str]]:
        """Give the rows of a table of figures by their keys, and their values."""
        if not {*FIGURE_KEYS, "value"} <= {*text.headings}:
            return {}, []
        columns = [text.values(name) for name in FIGURE_KEYS]
        there = {key: number for number, key in enumerate(zip(*columns, strict=True))}
        return there, text.values("value")

    def _recount(self, row: int, action: Action, changes: dict[str, tuple[Any, Any]]) -> None:
        at = self._place_of_row[row]
        site = self.sites[at]
        if site.action != "new":
            told = "conflict" if "conflict" in {action, site.action} else action
            self.sites[at] = replace(site, action=told, changes=site.changes | changes)


def _free(wanted: str, taken: set[str]) -> str:
    number, free = 2, wanted
    while free in taken:  # ends: the numbers only grow
        free, number = f"{wanted}-{number}", number + 1
    return free


def _same_value(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return (one or "") == (other or "")
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    return bool(str(one) == str(other))


def _metres(one: Any, other: Any) -> float:
    """Distance between the middles of two shapes on the ellipsoid, in metres."""
    from pyproj import Geod

    first, second = shapely.centroid(one), shapely.centroid(other)
    if first.is_empty or second.is_empty:
        return 0.0
    metres = Geod(ellps="WGS84").inv(first.x, first.y, second.x, second.y)[2]
    return float(metres) if math.isfinite(metres) else 0.0
